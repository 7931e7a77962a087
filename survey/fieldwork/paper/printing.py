"""Printed forms as PDF files: each copy with its own serial, square code and slip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno

from survey.consultations.round import Round
from survey.fieldwork.paper.booklet import Sender, booklet
from survey.fieldwork.paper.card import card, is_card
from survey.fieldwork.paper.form import Print, PrintedForm
from survey.fieldwork.paper.typesetting import last_page, pdf
from survey.fieldwork.paper.words import Words, words_in
from survey.questionnaire.version import Version
from survey.responses import reference

SHEET = 4
"""Pages of a folded sheet; the booklet is filled up with room to write."""


def square(serial: str) -> str:
    """Draws the square code of a serial, which holds the serial and nothing else, as SVG."""
    drawn = BytesIO()
    segno.make(serial, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, svgns=True)
    return drawn.getvalue().decode()


def copy_of(printed: PrintedForm, words: Words) -> dict[str, str]:
    """Returns what differs from copy to copy."""
    shown = reference.shown(printed.form.serial)
    return {
        "serial": printed.form.serial,
        "shown": words.say("serial", serial=shown),
        "code": printed.code.shown,
        "qr": square(printed.form.serial),
        "qr-alt": words.say("qr", serial=shown),
    }


AT_ONCE = 50
"""Copies in one file: beyond that the typesetter takes longer for each, and a printer is sent parts anyway."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be printed: one version of a round in one language and size."""

    version: Version
    about: Round
    sender: Sender
    language: str
    size: Print
    templates: Path


def files(job: Job, printed: Sequence[PrintedForm], now: datetime) -> Iterator[tuple[int, bytes]]:
    """Yields (copies, PDF) for each part of at most AT_ONCE copies, in the order of the forms."""
    for start in range(0, len(printed), AT_ONCE):
        part = printed[start : start + AT_ONCE]
        yield len(part), as_pdf(job, part, now)


def as_pdf(job: Job, printed: Sequence[PrintedForm], now: datetime) -> bytes:
    """Sets forms as one file: booklets, or cards where the questionnaire is for postcards."""
    words = words_in(job.language)
    copies = [copy_of(one, words) for one in printed]
    if is_card(job.version.questionnaire):
        form = card(job.version.questionnaire, job.about, job.sender, language=job.language)
        return pdf(job.templates / "postcard.typ", {"form": form, "copies": copies}, now)
    form = booklet(job.version.questionnaire, job.about, job.sender, language=job.language, size=job.size)
    template = job.templates / "booklet.typ"
    alone = {"form": form, "copies": copies[:1], "pages": "0", "room": "0"}
    pages = last_page(template, alone)
    room = -pages % SHEET
    return pdf(template, {**alone, "copies": copies, "pages": str(pages + room), "room": str(room)}, now)
