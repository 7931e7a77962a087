"""The committee report is made of what was published, in three formats, and stays as it was made."""

import re
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from pypdf import PdfReader

from survey.config import shipped_folder
from survey.db.session import Database
from survey.summaries.committee import actions
from survey.summaries.committee.report import Report, ReportRefused
from survey.summaries.local.rendering import House
from tests.store.summaries.test_figures import CAMDEN, LATER, answered, filled, published

HOUSE = House("Your police authority", "", shipped_folder("templates"), ZoneInfo("Europe/London"))


def made(database: Database) -> Report:
    with database.transaction() as tx:
        return actions.make(tx, "2026", HOUSE, "analyst", LATER)


def read(database: Database, report: Report, form: str) -> bytes:
    with database.reading() as tx:
        return actions.file(tx, report, form)


@pytest.fixture
def told(database: Database) -> Database:
    """A round whose results are published."""
    filled(database)
    published(database)
    return database


@pytest.fixture
def told_here(sqlite_database: Database) -> Database:
    """The same where it makes no difference on which database it stands."""
    filled(sqlite_database)
    published(sqlite_database)
    return sqlite_database


def test_without_published_results_there_is_no_report(database: Database) -> None:
    filled(database)
    with pytest.raises(ReportRefused, match="no_figures"):
        made(database)


def test_the_page_has_every_section_and_says_where_figures_come_from(told: Database) -> None:
    page = read(told, made(told), "html").decode()
    for heading in (
        "How people were asked",
        "Who took part, beside the population",
        "Every priority, by way of taking part",
        "The foremost priorities: why, and what people want done",
        "Residents beside businesses",
        "Beside the year before",
        "What was left out, and how sound the responses are",
        "What these figures can and can’t tell",
    ):
        assert heading in page
    assert "155" in page
    for heading in ("How people were asked", "Who took part", "Every priority"):
        section = page.partition("</nav>")[2].partition(heading)[2].partition("<h2")[0]
        assert "/results/2026/residents?edition=1" in section, heading
    assert "no margin of error can be given" in page


def test_all_formats_tell_the_same_figures(told_here: Database) -> None:
    report = made(told_here)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(read(told_here, report, "pdf"))).pages)
    assert "Report on" in text
    table = next(
        one
        for one in Document(BytesIO(read(told_here, report, "docx"))).tables
        if one.rows[0].cells[0].text == "Priority"
    )
    burglary = next(row for row in table.rows if row.cells[0].text == "Burglary")
    assert [cell.text for cell in burglary.cells][1:4] == ["155", "155", "78%"]
    assert "Burglary 155 155 78%" in " ".join(text.split())


def test_the_word_document_has_headings_repeated_heads_and_a_language(told_here: Database) -> None:
    document = Document(BytesIO(read(told_here, made(told_here), "docx")))
    assert document.core_properties.language == "en-GB"
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert "How people were asked" in headings
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    assert 'w:lang w:val="en-GB"' in document.styles.element.xml


def test_the_page_begins_with_links_to_its_sections(told_here: Database) -> None:
    page = read(told_here, made(told_here), "html").decode()
    listed = re.findall(r'href="#([^"]+)">([^<]+)<', page.partition("</nav>")[0])
    headed = re.findall(r'<h2 class="govuk-heading-l" id="([^"]+)">([^<]+)<', page)
    assert listed == headed
    assert ("limits", "What these figures can and can’t tell") in listed


def test_the_pdf_has_a_list_of_contents_and_an_outline(told_here: Database) -> None:
    reader = PdfReader(BytesIO(read(told_here, made(told_here), "pdf")))
    first = " ".join(reader.pages[0].extract_text().split())
    assert "In this report How people were asked" in first
    assert len([one for one in reader.pages[0]["/Annots"] if one.get_object()["/Subtype"] == "/Link"]) >= 8
    told = [one.title for one in _flat(reader.outline)]
    assert told[:2] == ["Report on Have your say on policing in London", "How people were asked"]
    assert "What these figures can and can’t tell" in told


def _flat(outline: Any) -> list[Any]:
    return [one for item in outline for one in (_flat(item) if isinstance(item, list) else [item])]


def test_the_word_document_lists_its_contents_as_links_that_lead_somewhere(told_here: Database) -> None:
    document = Document(BytesIO(read(told_here, made(told_here), "docx")))
    lines = [one for one in document.paragraphs if one.style.name == "toc 1"]
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert [one.hyperlinks[0].text for one in lines] == [one.text for one in headings]
    for line, heading in zip(lines, headings, strict=True):
        assert f'w:name="{line.hyperlinks[0].fragment}"' in heading._p.xml
    kinds = re.findall(r'w:fldCharType="(\w+)"', "".join(one._p.xml for one in lines))
    assert kinds == ["begin", "separate", "end"]


def test_the_pdf_is_for_screen_readers_and_brings_our_fonts(told_here: Database) -> None:
    reader = PdfReader(BytesIO(read(told_here, made(told_here), "pdf")))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("SourceSans3" in name or "NotoNaskh" in name for name in fonts), fonts


def test_an_edition_stays_when_more_is_published(told: Database) -> None:
    first = made(told)
    page = read(told, first, "html")
    answered(told, CAMDEN, "robbery", 40)
    published(told, "Paper that came late")
    second = made(told)
    assert (second.edition, read(told, first, "html")) == (2, page)
    assert read(told, second, "html") != page
