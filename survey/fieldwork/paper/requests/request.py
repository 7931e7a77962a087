"""One request for copies by post, and what is wrong with one that can't be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.fieldwork.paper.form import Print

MOST_COPIES = 20
"""Copies that one household or firm can ask for; an event gets its own printing."""

LONGEST_NAME = 100
LONGEST_ADDRESS = 400
LONGEST_LINE = 60
MOST_LINES = 7
"""Lines of an address; more would not fit on a label."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; the address lies sealed among the contacts for as long as `contact` names it."""

    id: str
    contact: str | None
    round: str
    family: str
    language: str
    print: Print
    copies: int
    asked_on: date
    posted_on: date | None
    returned_on: date | None

    @property
    def waits(self) -> bool:
        """Says whether it is still to be posted."""
        return self.posted_on is None


@dataclass(frozen=True, slots=True)
class Addressed:
    """A request with the name and address to which it goes."""

    request: Request
    name: str
    address: tuple[str, ...]


def lines(address: str) -> tuple[str, ...]:
    """Returns the lines of an address, as they were typed and without empty ones."""
    return tuple(" ".join(line.split()) for line in address.splitlines() if line.strip())


def faults(name: str, address: str, copies: str) -> Mapping[str, str]:
    """Returns field → code of what is wrong with a request: missing, too_long, not_a_number, too_few or too_many."""
    found: dict[str, str] = {}
    if not name.strip():
        found["name"] = "missing"
    elif len(name.strip()) > LONGEST_NAME:
        found["name"] = "too_long"
    written = lines(address)
    if not written:
        found["address"] = "missing"
    elif len(address) > LONGEST_ADDRESS or len(written) > MOST_LINES:
        found["address"] = "too_long"
    elif max(map(len, written)) > LONGEST_LINE:
        found["address"] = "line_too_long"
    elif len(written) < 2 and "," not in address:
        found["address"] = "too_short"
    if fault := _copies_fault(copies.strip()):
        found["copies"] = fault
    return found


def _copies_fault(copies: str) -> str:
    if not copies:
        return "missing"
    if not (copies.isascii() and copies.isdigit()):
        return "not_a_number"
    if int(copies) < 1:
        return "too_few"
    return "too_many" if int(copies) > MOST_COPIES else ""
