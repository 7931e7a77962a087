"""A measure: what is counted, of which figures it is made, and which way is better."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_TERMS = 20


class Kind(StrEnum):
    """How a measure is made of its figures."""

    COUNT = "count"
    """One count, such as the offences of one type."""
    SUM = "sum"
    """Several counts added up."""
    RATE = "rate"
    """Counts added up, for each 1,000 residents (Census 2021)."""
    SHARE = "share"
    """A percentage, such as the people who think that the police do a good job."""
    GAP = "gap"
    """How far two percentages are apart, in percentage points."""
    WORDS = "words"
    """No figure; the target is words, such as 'challenging targets to be set'."""

    @property
    def is_counted(self) -> bool:
        """Says whether it is made of counts, so that its months add up to its year."""
        return self in {Kind.COUNT, Kind.SUM, Kind.RATE}


class Better(StrEnum):
    """Which way a measure should go."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Term:
    """A figure that a measure is made of: a type of recorded crime, or a series kept by hand."""

    series: str = ""
    """The key of a series kept by hand; empty for recorded crime."""
    category: str = ""
    subcategory: str = ""
    """Empty for all of the category."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; `one` and `many` name what is counted, such as offence and offences."""

    key: str
    name: str
    kind: Kind
    terms: tuple[Term, ...] = ()
    better: Better = Better.LOWER
    one: str = "offence"
    many: str = "offences"
    note: str = ""
    """Where its definition comes from, or what changed in it."""

    @property
    def category(self) -> str:
        """Returns the type of recorded crime that it counts wholly and alone; empty for other measures."""
        if self.kind is Kind.COUNT and self.terms[0].category and not self.terms[0].subcategory:
            return self.terms[0].category
        return ""


class MeasureRefused(ValueError):
    """A measure can't be like this; `code` says why, `field` what it concerns.

    Codes: bad_key, name_missing, no_figures, one_figure, two_figures, too_many.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(measure: Measure) -> None:
    """Raises MeasureRefused for a measure that can't be."""
    if not KEY.fullmatch(measure.key):
        raise MeasureRefused("bad_key", "key")
    if not measure.name.strip():
        raise MeasureRefused("name_missing", "name")
    wrong = _wrong_number(measure.kind, len(measure.terms))
    if wrong:
        raise MeasureRefused(wrong, "terms")


def _wrong_number(kind: Kind, terms: int) -> str | None:
    if kind is Kind.WORDS:
        return None
    if terms == 0:
        return "no_figures"
    if kind in {Kind.COUNT, Kind.SHARE} and terms != 1:
        return "one_figure"
    if kind is Kind.GAP and terms != 2:
        return "two_figures"
    return "too_many" if terms > MOST_TERMS else None


def value_of(
    measure: Measure, figure: Callable[[Term], Decimal | None], residents: int | None
) -> Decimal | None:
    """Returns what a measure comes to, unrounded; None where a figure that it is made of is missing."""
    figures = [figure(term) for term in measure.terms]
    known = [one for one in figures if one is not None]
    if not known or len(known) < len(figures):
        return None
    if measure.kind is Kind.GAP:
        return abs(known[0] - known[1])
    if measure.kind is Kind.RATE:
        return sum(known, Decimal(0)) * 1000 / residents if residents else None
    return _added(known)


def _added(figures: Sequence[Decimal]) -> Decimal:
    return sum(figures, Decimal(0))
