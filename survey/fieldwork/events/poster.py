"""The poster of an event: where, when and how to take part, with a square code for people's own telephones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno

from survey.fieldwork.paper.typesetting import pdf
from survey.fieldwork.paper.words import RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Poster:
    """What stands on a poster, in the words of its language."""

    language: str
    title: str
    """The questionnaire's own title."""
    name: str
    """The event's name."""
    lines: Sequence[str]
    """Day, hours and place, a line each."""
    lead: str
    """Why anybody should stop and answer."""
    steps: Sequence[str]
    """The ways to answer, here and on one's own telephone."""
    address: str
    """What the square code leads to."""
    shown_address: str
    """The address as people type it."""
    code_words: str
    """What the square code is, for those who can't see it."""
    sponsor: str
    small_print: Sequence[str]


def square(words: str, *, border: int = 2) -> str:
    """Draws a square code as SVG."""
    drawn = BytesIO()
    segno.make(words, error="m", micro=False).save(
        drawn, kind="svg", border=border, xmldecl=False, svgns=True
    )
    return drawn.getvalue().decode()


def inline_square(words: str) -> str:
    """Draws a square code as SVG for a page, as large as the page's styles make it."""
    code = segno.make(words, error="m", micro=False)
    return str(code.svg_inline(border=2, omitsize=True))


def poster(one: Poster, templates: Path, now: datetime) -> bytes:
    """Sets a poster on A4 as PDF/UA-1; raises what `typesetting.pdf` raises."""
    inputs: Mapping[str, object] = {
        "poster": {
            "language": one.language,
            "direction": "rtl" if one.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
            "title": one.title,
            "name": one.name,
            "lines": list(one.lines),
            "lead": one.lead,
            "steps": list(one.steps),
            "address": one.shown_address,
            "qr": square(one.address),
            "qr-alt": one.code_words,
            "sponsor": one.sponsor,
            "small": list(one.small_print),
        }
    }
    return pdf(templates / "poster.typ", inputs, now)
