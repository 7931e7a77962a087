"""Printed forms as one PDF file: each copy with its own serial, square code and slip."""

from io import BytesIO

import segno

from survey.fieldwork.paper.form import PrintedForm
from survey.fieldwork.paper.words import Words
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
