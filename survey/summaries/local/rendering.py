"""Every format of an edition, made once, when it is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from survey.summaries.local.addresses import slug_of
from survey.summaries.local.content import Imprint, content
from survey.summaries.local.figures_file import as_csv, as_json
from survey.summaries.local.page import html, plain
from survey.summaries.local.printing import leaflet
from survey.summaries.local.summary import Draft, Edition, File
from survey.summaries.local.wording import FIRST, languages, words_in

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "large-print.pdf": "application/pdf",
        "txt": "text/plain; charset=utf-8",
        "json": "application/json",
        "csv": "text/csv; charset=utf-8",
    }
)
"""Ending of an address → media type."""


@dataclass(frozen=True, slots=True)
class House:
    """Who publishes, and where templates lie and pages stand."""

    sponsor: str
    address: str
    """Where the pages stand on the web; empty where nobody has set it."""
    templates: Path
    zone: ZoneInfo


def page_name(language: str) -> str:
    """Returns the name of the file that holds a summary as HTML in a language."""
    return f"{language}.html"


def files(edition: Edition, house: House) -> tuple[File, ...]:
    """Makes every format of an edition."""
    return tuple(
        File(name, media_type, made, sha256(made).hexdigest())
        for name, media_type, made in _made(edition, house)
    )


def _made(edition: Edition, house: House) -> Iterator[tuple[str, str, bytes]]:
    imprint = Imprint(edition.edition, edition.published_at.astimezone(house.zone).date(), house.sponsor)
    for language in languages():
        its = content(edition.texts, edition.figures, imprint, words_in(language))
        yield page_name(language), "text/html; charset=utf-8", html(its, house.templates).encode()
    english = content(edition.texts, edition.figures, imprint, words_in(FIRST))
    where = f"{house.address.partition('://')[2]}/summaries/{slug_of(edition.area)}" if house.address else ""
    for name, large in (("pdf", False), ("large-print.pdf", True)):
        made = leaflet(english, house.templates, edition.published_at, address=where, large=large)
        yield name, FORMATS[name], made
    yield "txt", FORMATS["txt"], plain(english).encode()
    yield "json", FORMATS["json"], as_json(edition.figures, _of(edition, house))
    yield "csv", FORMATS["csv"], as_csv(edition.figures)


def _of(edition: Edition, house: House) -> dict[str, Any]:
    return {
        "publisher": house.sponsor,
        "edition": edition.edition,
        "published_at": edition.published_at.isoformat(),
        "note": edition.note,
    }


def preview(draft: Draft, house: House, imprint: Imprint) -> str:
    """Returns a draft as HTML, as it would be published."""
    return html(content(draft.texts, draft.figures, imprint, words_in(FIRST)), house.templates)


def preview_pdf(draft: Draft, house: House, imprint: Imprint, *, large: bool = False) -> bytes:
    """Returns a draft as PDF, as it would be published."""
    its = content(draft.texts, draft.figures, imprint, words_in(FIRST))
    return leaflet(its, house.templates, draft.written_at, large=large)
