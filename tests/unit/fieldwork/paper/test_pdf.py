"""The PDF files themselves: whole, in order, in our own fonts, and sound for screen readers."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from survey.config import shipped_folder
from survey.consultations.round import Round
from survey.demonstration.consultation import DETAILS
from survey.fieldwork.paper.booklet import Sender, booklet, texts_of
from survey.fieldwork.paper.directions import directions
from survey.fieldwork.paper.form import PaperForm, Print, PrintedForm
from survey.fieldwork.paper.labels import labels
from survey.fieldwork.paper.printing import AT_ONCE, Job, as_pdf, files
from survey.fieldwork.paper.requests.request import Addressed, Request
from survey.fieldwork.paper.typesetting import FONTS
from survey.fieldwork.paper.words import languages, words_in
from survey.responses import reference
from survey.responses.return_code import ReturnCode
from tests.builders import shipped

NOW = datetime(2026, 3, 2, 12, 0, 0, 123, tzinfo=UTC)
ABOUT = Round("2026", "Spring", NOW, NOW + timedelta(days=30), details=DETAILS)
SENDER = Sender("An authority", "survey.example.org", ZoneInfo("Europe/London"))
TEMPLATES = shipped_folder("templates") / "print"
BOOKLETS = [(family, size) for family in ("residents", "businesses") for size in Print]
booklets = pytest.mark.parametrize(("family", "size"), BOOKLETS)
cards = pytest.mark.parametrize("language", ["en", "cy", "ur"])


def job(family: str, size: Print = Print.STANDARD, language: str = "en") -> Job:
    """A printing of a questionnaire that ships."""
    return Job(shipped(family), ABOUT, SENDER, language, size, TEMPLATES)


def printed(what: Job, copies: int = 1) -> list[PrintedForm]:
    """Forms with made serials."""
    chance = Random(7)
    codes = [ReturnCode.mint(chance) for _ in range(copies)]
    family = what.version.questionnaire.family
    return [
        PrintedForm(
            PaperForm(code.reference, "2026", family, "v", what.language, what.size, date(2026, 3, 2), "b"),
            code,
        )
        for code in codes
    ]


@cache
def file_of(family: str, size: Print = Print.STANDARD, language: str = "en", copies: int = 1) -> bytes:
    """The file of some copies."""
    what = job(family, size, language)
    return as_pdf(what, printed(what, copies), NOW)


@cache
def pages_of(family: str, size: Print = Print.STANDARD, language: str = "en", copies: int = 1) -> list[str]:
    """The words of each page, without the spaces that lines break at."""
    reader = PdfReader(BytesIO(file_of(family, size, language, copies)))
    return [plain(page.extract_text()) for page in reader.pages]


def plain(words: str) -> str:
    """Words as they are compared: letters and digits alone."""
    return re.sub(r"\W+", "", words)


@booklets
def test_a_booklet_says_every_question_in_order(family: str, size: Print) -> None:
    whole = "".join(pages_of(family, size))
    place = 0
    for step in directions(shipped(family).questionnaire).steps:
        found = whole.find(plain(step.question.text.say("en")), place)
        assert found >= place, f"question {step.number} is not where it belongs"
        place = found


@booklets
def test_a_booklet_says_all_that_belongs_to_its_questions(family: str, size: Print) -> None:
    whole = "".join(pages_of(family, size))
    form = booklet(shipped(family).questionnaire, ABOUT, SENDER, language="en", size=size)
    for block in form["blocks"]:
        for words in texts_of({key: value for key, value in block.items() if key not in {"is", "as"}}):
            assert plain(words) in whole, words


@booklets
def test_a_booklet_fills_whole_folded_sheets(family: str, size: Print) -> None:
    assert len(pages_of(family, size)) % 4 == 0


@booklets
def test_each_page_says_its_number_and_its_serial(family: str, size: Print) -> None:
    serial = reference.shown(printed(job(family))[0].form.serial)
    pages = pages_of(family, size)
    for number, words in enumerate(pages, 1):
        assert plain(f"Page {number} of {len(pages)}") in words
        assert plain(serial) in words


@booklets
def test_the_code_stands_on_the_slip_alone(family: str, size: Print) -> None:
    code = plain(printed(job(family))[0].code.shown)
    *others, last = pages_of(family, size)
    assert last.count(code) == 1
    assert not [words for words in others if code in words]


@booklets
def test_the_last_page_says_where_and_by_when_to_send_it(family: str, size: Print) -> None:
    last = pages_of(family, size)[-1]
    assert plain("FREEPOST HAVE YOUR SAY") in last
    assert plain("Wednesday, 1 April 2026") in last or plain("Wednesday 1 April 2026") in last
    assert plain("020 7946 0063") in last
    assert plain("survey.example.org/return") in last


@pytest.mark.parametrize(
    ("family", "size", "language"),
    [
        *((family, size, "en") for family, size in BOOKLETS),
        *(("postcard", Print.STANDARD, one) for one in ("en", "cy", "ur")),
    ],
)
def test_a_file_is_tagged_titled_and_in_its_language(family: str, size: Print, language: str) -> None:
    reader = PdfReader(BytesIO(file_of(family, size, language)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith(language)
    assert reader.metadata is not None
    assert reader.metadata.title == shipped(family).questionnaire.title.say(language)
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_file_holds_our_fonts_and_no_others(language: str) -> None:
    reader = PdfReader(BytesIO(file_of("postcard", Print.STANDARD, language)))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    names = {re.sub(r"^/[A-Z]{6}\+|-Identity-H$", "", name) for name in fonts}
    wanted = {"SourceSans3-Regular", "SourceSans3-Bold"}
    if language == "ur":
        wanted |= {"NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold"}
    assert names <= wanted | {"NotoNaskhArabic"}
    assert {name.partition("-")[0] for name in names} == {name.partition("-")[0] for name in wanted}


@cards
def test_a_card_has_two_sides_of_a_postcard(language: str) -> None:
    reader = PdfReader(BytesIO(file_of("postcard", Print.STANDARD, language)))
    assert len(reader.pages) == 2
    for page in reader.pages:
        assert [round(float(side) * 25.4 / 72) for side in (page.mediabox.width, page.mediabox.height)] == [
            148,
            105,
        ]


def test_a_card_says_its_three_questions() -> None:
    whole = "".join(pages_of("postcard"))
    for question in shipped("postcard").questionnaire.questions:
        assert plain(question.text.say("en")) in whole
        for choice in question.choices:
            assert plain(choice.text.say("en")) in whole


def test_copies_differ_in_serial_and_code_and_begin_at_page_one() -> None:
    what = job("residents")
    pages = pages_of("residents", copies=3)
    length = len(pages) // 3
    for place, one in enumerate(printed(what, 3)):
        part = pages[place * length : (place + 1) * length]
        assert plain("Page 1 of") in part[0]
        assert plain(one.code.shown) in part[-1]
        assert all(plain(reference.shown(one.form.serial)) in words for words in part)


def test_many_copies_come_in_parts() -> None:
    what = job("postcard")
    forms = printed(what, AT_ONCE + 1)
    assert [copies for copies, _ in files(what, forms, NOW)] == [AT_ONCE, 1]


def test_labels_begin_at_the_first_free_place() -> None:
    request = Request("r", "c", "2026", "residents", "en", Print.STANDARD, 1, date(2026, 3, 2), None, None)
    there = [Addressed(request, f"Household {place}", ("1 Example Road", "KT1 1AA")) for place in range(21)]
    reader = PdfReader(BytesIO(labels(there, 21, TEMPLATES, NOW)))
    first, second = (page.extract_text() for page in reader.pages)
    assert "Household 0" in first
    assert "Household 1\n" not in first
    assert "Household 20" in second


def test_every_language_has_the_same_words() -> None:
    assert len({frozenset(words_in(language).by_key) for language in languages()}) == 1


def test_sentences_take_the_same_values_in_every_language() -> None:
    values = re.compile(r"\{(\w+)\}")
    for key, words in words_in("en").by_key.items():
        for language in languages():
            assert set(values.findall(words_in(language).by_key[key])) == set(values.findall(words)), (
                language,
                key,
            )


def test_the_fonts_come_with_their_licences() -> None:
    assert len(list(Path(FONTS).glob("*.ttf"))) == 4
    assert len(list(Path(FONTS).glob("*LICENSE"))) == 2
