"""A printed form: its serial, what was printed on it and how large."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from survey.responses.return_code import ReturnCode


class Print(StrEnum):
    """How large a form is printed."""

    STANDARD = "standard"
    LARGE = "large"
    LARGEST = "largest"


POINTS = {Print.STANDARD: 12, Print.LARGE: 16, Print.LARGEST: 20}
"""The size of the running text in points; 12 is the least that clear print allows, 16 and up is large print."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """One copy that was printed; who got it is known nowhere."""

    serial: str
    """A reference: seven symbols and the check character, without dashes."""
    round: str
    family: str
    version: str
    language: str
    print: Print
    printed_on: date
    batch: str
    """Names the printing, all copies of which were made at once."""


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form on its way to the printer; the code is on its slip and in no table."""

    form: PaperForm
    code: ReturnCode = field(repr=False)
