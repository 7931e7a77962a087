"""What a summary says, in every format and language, from the same texts and figures."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from string import Formatter

import orjson
import pypdf
import pytest

from survey.places.london import WHOLE
from survey.summaries.figures.figures import Figures as Public
from survey.summaries.local.answers import answers_of
from survey.summaries.local.blocks import Chart, Content, Grid, Pair
from survey.summaries.local.content import Imprint, content
from survey.summaries.local.figures import Figures, Line
from survey.summaries.local.figures_file import as_csv, as_json
from survey.summaries.local.page import html, plain
from survey.summaries.local.printing import leaflet
from survey.summaries.local.texts import Texts, blocks, missing
from survey.summaries.local.wording import languages, percentage, words_in
from tests.kingston import COUNTS
from tests.local_summaries import TEMPLATES, TEXTS, document
from tests.planning import KINGSTON

DAY = datetime(2010, 3, 1, 9, 0, tzinfo=UTC)
PUBLIC = Public(
    "2009", "residents", 1, document(), {}, 1, DAY, "Weighted to the census.", "", DAY, "somebody"
)


def _line(name: str, before: int, after: int) -> Line:
    change = after - before
    percent = f"{100 * change / before:+.1f}"
    missed = name in {"Residential burglary", "Total robbery", "Gun crime"}
    figure = f"{abs(change)} offences or {percent}%"
    return {
        "name": name,
        "figure": figure,
        "verdict": "missed" if missed else "achieved",
        "words": f"{name}: {figure}: target {'missed' if missed else 'achieved'}",
        "previous": str(before),
        "current": str(after),
        "change": str(change),
        "percent": percent,
        "target": "",
        "sources": ["Local Policing Summary, 2010"],
    }


def figures(area: str = KINGSTON, public: Sequence[Public] = (PUBLIC,)) -> Figures:
    """Kingston as its summary of 2010 has it, with figures of answers."""
    return {
        "area": area,
        "round": "2009",
        "round_name": "Have your say 2009",
        "opened": "2009-09-01",
        "closed": "2009-11-10",
        "performance": {
            "year": "2009/10",
            "edition": 1,
            "lines": [_line(name, before, after) for _, name, before, after, _ in COUNTS],
        },
        "plan": {
            "year": "2010/11",
            "edition": 1,
            "promises": [
                {
                    "key": "burglary",
                    "name": "Burglary",
                    "adapted": False,
                    "you_said": "57% of residents put this among their three priorities.",
                    "we_will": "Patrol at dusk",
                    "reason": "Most asked for it",
                    "targets": ["4.5% reduction in serious acquisitive crime"],
                    "owner": "Borough Commander",
                    "due": "2011-03-31",
                }
            ],
            "left_out": [
                {"key": "drugs", "name": "Drugs", "reason": "Few asked for it"},
                {"key": "robbery", "name": "Robbery", "reason": "Few asked for it"},
            ],
        },
        "answers": answers_of(area, public),
    }


def made(its: Figures | None = None, texts: Texts = TEXTS, language: str = "en") -> Content:
    """The summary in a language."""
    imprint = Imprint(1, date(2010, 3, 1), "Your police authority")
    return content(texts, its or figures(), imprint, words_in(language))


def grid(its: Content, section: str, place: int = 0) -> Grid:
    """A table of a section."""
    found = next(one for one in its.sections if one.key == section)
    return [one for one in found.blocks if isinstance(one, Grid)][place]


def test_every_element_stands_in_its_order() -> None:
    assert [one.key for one in made().sections] == [
        "first-message",
        "second-message",
        "strategic",
        "performance",
        "told",
        "will",
        "left-out",
        "initiatives",
        "teams",
        "engagement",
        "contacts",
        "next",
        "method",
    ]


def test_kingston_of_2010_has_its_seven_lines() -> None:
    assert [tuple(row) for row in grid(made(), "performance").rows] == [
        ("Residential burglary", "36 offences or +5.9%", "Target missed"),
        ("Total robbery", "7 offences or -2.6%", "Target missed"),
        ("Theft from vehicles", "186 offences or -22.1%", "Target achieved"),
        ("Theft or taking of vehicles", "113 offences or -37.3%", "Target achieved"),
        ("Serious youth violence", "25 offences or -19.7%", "Target achieved"),
        ("Knife crime", "21 offences or -15.3%", "Target achieved"),
        ("Gun crime", "5 offences or +29.4%", "Target missed"),
    ]


def test_a_chart_says_in_words_what_it_draws() -> None:
    told = next(one for one in made().sections if one.key == "told")
    (chart,) = [one for one in told.blocks if isinstance(one, Chart)]
    assert chart.described == (
        "Bars: Burglary: 57% in Kingston, 48% in London; Robbery and phone theft: 29% in Kingston, 42% in London; "
        "Drug dealing and drug use: – in Kingston, 10% in London."
    )


def test_a_borough_with_too_few_answers_shows_london_and_says_so() -> None:
    its = document()
    its["areas"] = {KINGSTON: {"size": None, "base": None, "lines": {}}}
    text = plain(made(figures(public=[replace(PUBLIC, document=its)])))
    assert "Too few answered from Kingston to say what they put first" in text
    assert "- Burglary: 48%\n" in text
    assert "Residents  –         412" in text


def test_whys_and_whats_stand_with_their_base() -> None:
    text = plain(made())
    assert "the priorities named most often in\nKingston:" in text
    assert (
        "Burglary: Why\n-------------\n\n- At dusk: 38%\n\nBased on 60 texts that people read and coded."
        in text
    )


def test_what_an_area_wrote_most_often_is_told_without_figures() -> None:
    told = "In Kingston people wrote most often about: At dusk; Through alleys"
    assert told in " ".join(plain(made()).split())
    assert "people wrote most often" not in plain(made(figures(WHOLE)))
    lines = as_csv(figures()).decode("utf-8-sig").splitlines()
    assert any(f',"written by residents, {KINGSTON}",burglary,Through alleys,,,' in one for one in lines)


def test_london_stands_by_itself() -> None:
    its = made(figures(WHOLE))
    assert its.title == "Policing summary for London"
    assert list(grid(its, "told").head) == ["Who", "London"]
    assert "in London, " not in plain(its)


def test_what_shares_a_reason_stands_together() -> None:
    assert "Drugs; Robbery: Few asked for it" in plain(made())


def test_what_is_not_known_yet_is_said() -> None:
    its: Figures = {**figures(), "performance": None, "plan": None, "answers": None}
    text = plain(made(its, Texts()))
    assert "The answers to the consultation are not published yet." in text
    assert "have not been decided yet" in text
    assert text.count("Nothing has been written here yet.") == 7


def test_paragraphs_and_lists_are_read_as_people_write_them() -> None:
    assert blocks("One\nline.\n\n- a\n- b\nAfter.") == ("One line.", ("a", "b"), "After.")


def test_texts_that_are_needed_are_named() -> None:
    assert missing(replace(TEXTS, contacts=" ")) == ("contacts",)


@pytest.mark.parametrize(("share", "shown"), [(0.0, 0), (0.005, 1), (0.145, 15), (0.571, 57), (1.0, 100)])
def test_shares_are_rounded_halves_upwards(share: float, shown: int) -> None:
    assert percentage(share) == shown


@pytest.mark.parametrize("language", languages())
def test_each_language_has_every_message_with_the_same_values(language: str) -> None:
    english, other = words_in("en"), words_in(language)

    def values(words: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    assert other.by_key.keys() == english.by_key.keys()
    wrong = [key for key in english.by_key if values(english.by_key[key]) != values(other.by_key[key])]
    assert wrong == []
    if language != "en":
        same = {key for key in english.by_key if english.by_key[key] == other.by_key[key]}
        assert same <= {"few", "written", "chart_row_one"}


def test_what_staff_wrote_is_marked_as_english_on_a_page_in_another_language() -> None:
    page = html(made(language="cy"), TEMPLATES)
    assert '<p class="govuk-body" lang="en" dir="ltr">Burglary rose, and we are on to it.</p>' in page
    assert '<span lang="en" dir="ltr">36 offences or +5.9%</span>' in page
    assert "Beth a ddywedoch wrthym" in page
    assert 'lang="en"' not in html(made(), TEMPLATES)


def test_what_staff_wrote_can_not_become_markup() -> None:
    page = html(made(texts=replace(TEXTS, teams="<script>alert(1)</script>")), TEMPLATES)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_the_leaflet_is_short_and_brings_its_fonts() -> None:
    reader = pypdf.PdfReader(BytesIO(leaflet(made(), TEMPLATES, DAY, address="example.org")))
    assert len(reader.pages) <= 4
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]  # pypdf types objects loosely
    }
    assert names == {"SourceSans3-Regular", "SourceSans3-Bold"}


def test_the_leaflet_says_that_it_is_made_for_screen_readers() -> None:
    made_pdf = leaflet(made(), TEMPLATES, DAY)
    reader = pypdf.PdfReader(BytesIO(made_pdf))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata.stream.get_data()
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "Bars: Burglary: 57% in Kingston" in "".join(
        str(one.get_object().get("/Alt", "")) for one in _objects(reader)
    )


def _objects(reader: pypdf.PdfReader) -> list[pypdf.generic.DictionaryObject]:
    found = (
        reader.get_object(number) for number in range(1, len(reader.xref_objStm) + len(reader.xref[0]) + 1)
    )
    return [one for one in found if isinstance(one, pypdf.generic.DictionaryObject)]


def test_large_print_has_letters_of_16_points() -> None:
    reader = pypdf.PdfReader(BytesIO(leaflet(made(), TEMPLATES, DAY, large=True)))
    sizes: set[float] = set()

    def seen(text: str, _cm: object, matrix: Sequence[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(matrix[0]) * size, 1))

    reader.pages[1].extract_text(visitor_text=seen)
    assert min(size for size in sizes if size != 12.0) >= 16.0


def test_the_files_of_figures_hold_the_same_numbers() -> None:
    its = figures()
    held = orjson.loads(as_json(its, {"edition": 1}))
    assert held["figures"] == its
    lines = as_csv(its).decode("utf-8-sig").splitlines()
    assert lines[0] == "area_code,area,section,item,measure,value,unit,in_words"
    assert "E09000021,Kingston upon Thames,residents,burglary,weighted,0.571000,share,Burglary" in lines
    assert any(",pct_change,-2.6,per cent," in line for line in lines)


def test_words_in_a_file_of_figures_are_no_formula() -> None:
    its = figures()
    assert its["plan"] is not None
    its["plan"]["promises"][0]["we_will"] = "=1+1"
    assert ",'=1+1" in as_csv(its).decode("utf-8-sig")


def test_a_promise_says_what_was_said_and_what_will_be_done() -> None:
    will = next(one for one in made().sections if one.key == "will")
    (pair,) = will.blocks
    assert isinstance(pair, Pair)
    assert list(pair.facts) == [
        "Target: 4.5% reduction in serious acquisitive crime",
        "Whose task: Borough Commander, by 31 March 2011",
    ]
