"""Which language a page is in, which are offered, and that the catalogues are whole."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask

from survey import create_app
from survey.config import Settings
from survey.db.session import Database
from survey.web import language
from tests.builders import TINY, open_round
from tests.pages import PageClient

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = sorted((ROOT / "survey" / "web" / "translations").glob("*/LC_MESSAGES/messages.po"))


@pytest.fixture
def tester(settings: Settings, sqlite_database: Database) -> PageClient:
    """A visitor to an installation that shows all languages."""
    open_round(sqlite_database, TINY)
    return PageClient(create_app(replace(settings, test_languages=True), sqlite_database))


def test_english_alone_is_offered_until_somebody_signs() -> None:
    assert language.offered(test_languages=False) == ("en",)


def test_a_signed_language_is_offered() -> None:
    assert language.offered(test_languages=False, signed={"cy"}) == ("en", "cy")


def test_a_page_with_one_language_has_no_switch(client: PageClient) -> None:
    page = client.get("/privacy")
    assert not [link for link in page.all("a") if link.get("hreflang")]


def test_the_switch_keeps_the_way_to_sending(tester: PageClient) -> None:
    tester.get("/haveyoursay")
    tester.submit()
    page = tester.get("/c/2026/residents/pages/where?from=check")
    assert "?language=cy&from=check" in [link.get("href") for link in page.all("a")]


def test_a_language_that_is_not_offered_is_not_given(client: PageClient) -> None:
    assert client.get("/privacy?language=cy").root.get("lang") == "en"


def test_the_switch_keeps_to_the_page_and_is_remembered(tester: PageClient) -> None:
    page = tester.get("/privacy")
    (welsh,) = [link for link in page.all("a") if link.get("hreflang") == "cy"]
    tester.get("/privacy" + (welsh.get("href") or ""))
    page = tester.get("/accessibility")
    assert page.root.get("lang") == "cy"
    assert page.heading == "Hygyrchedd"


def test_urdu_is_written_from_the_right(tester: PageClient) -> None:
    page = tester.get("/?language=ur")
    assert page.root.get("dir") == "rtl"


def test_staff_pages_are_in_english(tester: PageClient) -> None:
    tester.get("/?language=cy")
    assert tester.get("/staff/sign-in").root.get("lang") == "en"


def test_words_of_the_questionnaire_say_their_language_on_a_page_in_another(tester: PageClient) -> None:
    tester.get("/?language=cy")
    tester.get("/haveyoursay")
    page = tester.submit()
    (borough, *_) = page.all("h2")
    assert [(inner.tag, inner.get("lang")) for inner in borough.iter("bdi")] == [("bdi", "en")]


def test_the_mirrored_language_leaves_placeholders_and_tags_alone() -> None:
    with language.using(language.MIRRORED):
        said = language.gettext("Open until %(day)s, <strong>not</strong> later.", day="Monday")
    assert "Monday" in said
    assert "<strong>" in said
    assert "\u202e" in said


def test_a_block_in_another_language_ends_with_the_block() -> None:
    with language.using("cy"):
        assert language.gettext("Back") == "Yn ôl"
    assert language.gettext("Back") == "Back"


def test_a_label_finds_its_language_when_it_is_shown() -> None:
    label = language.later("Back")
    with language.using("cy"):
        assert str(label) == "Yn ôl"
    assert str(label) == "Back"


def test_dates_are_those_of_the_time_zone(app: Flask) -> None:
    with app.test_request_context("/"):
        assert language.day_and_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026 at 12:30 am"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_catalogue_has_every_message_of_the_public_pages(path: Path) -> None:
    catalogue = read(path)
    missing = [message for message in messages() if not said(catalogue, message)]
    assert not missing


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_a_translation_keeps_the_placeholders(path: Path) -> None:
    for message in read(path):
        one = message.id if isinstance(message.id, str) else message.id[0]
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert not message.id or placeholders(text) == placeholders(one), message.id


def read(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=path.parent.parent.name)


def messages() -> Iterator[str]:
    """Every message in the files that babel.cfg names."""
    with (ROOT / "babel.cfg").open() as configuration:
        methods, options = parse_mapping_cfg(configuration)
    keywords = {"_": None, "gettext": None, "later": None, "ngettext": (1, 2)}
    for _, _, message, _, _ in extract_from_dir(ROOT, methods, options, keywords):
        yield message if isinstance(message, str) else message[0]


def said(catalogue: Catalog, message: str) -> bool:
    entry = catalogue.get(message)
    return bool(entry and (entry.string if isinstance(entry.string, str) else all(entry.string)))


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s|\{\w+\}", text))


def test_a_telephone_number_keeps_its_order_in_a_line_from_the_right(tester: PageClient) -> None:
    assert "\u2066020 7946 0063\u2069" in tester.get("/take-part?language=ur").html
    assert "\u2066" not in tester.get("/take-part?language=en").html
