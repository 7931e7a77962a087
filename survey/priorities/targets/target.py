"""A target: which measure, which way and how far, in one area and one year."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from survey.indicators.areas import SET_FOR
from survey.indicators.measures.measure import Kind, Measure
from survey.indicators.years import Year

LONGEST_WORDS = 400


class Aim(StrEnum):
    """What a target asks of its measure."""

    REDUCE = "reduce"
    """To fall by a percentage of the year before."""
    INCREASE = "increase"
    """To rise by a percentage of the year before."""
    AT_MOST = "at_most"
    """Not to be above a value."""
    AT_LEAST = "at_least"
    """Not to be below a value."""
    WORDS = "words"
    """What no number says, such as 'challenging targets to be set'."""

    @property
    def is_change(self) -> bool:
        """Says whether it is held against the year before."""
        return self in {Aim.REDUCE, Aim.INCREASE}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a target asks; `amount` is a percentage or a value of the measure, None for words."""

    measure: str
    aim: Aim
    amount: Decimal | None = None
    words: str = ""

    def document(self) -> dict[str, Any]:
        """Returns it as plain values."""
        amount = None if self.amount is None else str(self.amount)
        return {"measure": self.measure, "aim": self.aim.value, "amount": amount, "words": self.words}

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Wanted":
        """Reads it back from plain values."""
        amount = document["amount"]
        return cls(
            document["measure"],
            Aim(document["aim"]),
            None if amount is None else Decimal(amount),
            document["words"],
        )


@dataclass(frozen=True, slots=True)
class Target:
    """A target as it was set; a later one for the same area, year and measure stands in its place."""

    area: str
    year: Year
    wanted: Wanted
    set_at: datetime
    set_by: str
    withdrawn: bool = False


class TargetRefused(ValueError):
    """A target can't be like this; `code` says why, `field` what it concerns.

    Codes: not_set_for, amount_missing, bad_amount, words_missing, too_long, no_change_of_share, words_only.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(wanted: Wanted, measure: Measure, area: str) -> None:
    """Raises TargetRefused for a target that can't be."""
    if area not in SET_FOR:
        raise TargetRefused("not_set_for", "area")
    if len(wanted.words) > LONGEST_WORDS:
        raise TargetRefused("too_long", "words")
    if wanted.aim is Aim.WORDS:
        if not wanted.words.strip():
            raise TargetRefused("words_missing", "words")
        return
    if measure.kind is Kind.WORDS:
        raise TargetRefused("words_only", "aim")
    if wanted.amount is None:
        raise TargetRefused("amount_missing", "amount")
    if wanted.amount < 0 or (wanted.aim is Aim.REDUCE and wanted.amount > 100):
        raise TargetRefused("bad_amount", "amount")
    if wanted.aim.is_change and not measure.kind.is_counted:
        raise TargetRefused("no_change_of_share", "aim")


def in_words(wanted: Wanted, measure: Measure) -> str:
    """Writes a target, such as '4.5% reduction in serious acquisitive crime'."""
    amount = wanted.amount
    if wanted.aim is Aim.WORDS:
        return wanted.words
    if wanted.aim is Aim.REDUCE:
        return f"{amount}% reduction in {within_a_sentence(measure.name)}"
    if wanted.aim is Aim.INCREASE:
        return f"{amount}% increase in {within_a_sentence(measure.name)}"
    bound = "at most" if wanted.aim is Aim.AT_MOST else "at least"
    return f"{measure.name}: {bound} {with_unit(f'{amount:,}', measure)}"


def with_unit(amount: str, measure: Measure) -> str:
    """Writes a value of a measure with what it counts."""
    if measure.kind is Kind.SHARE:
        return f"{amount}%"
    if measure.kind is Kind.GAP:
        return f"{amount} percentage points"
    words = f"{amount} {measure.one if amount == '1' else measure.many}"
    return f"{words} for each 1,000 residents" if measure.kind is Kind.RATE else words


def within_a_sentence(name: str) -> str:
    """Writes a name without its capital, unless more of it is in capitals, as in 'CCTV'."""
    first, rest = name[:1], name[1:].partition(" ")[0]
    return first.lower() + name[1:] if rest == rest.lower() else name
