"""One line of a year's results: two figures, their difference, and what became of the target.

How it is reckoned, in this order; `docs/priorities.md` says the same in words:

- change = current − previous, exact;
- percent = 100 × change / previous, rounded to one decimal, halves away from nought; none where previous is nought;
- a target is judged on the exact figures, before any rounding.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from survey.indicators.measures.measure import Better, Kind, Measure, Term
from survey.priorities.targets.target import Aim, Wanted, with_unit

TENTH = Decimal("0.1")


class Verdict(StrEnum):
    """What became of a target."""

    ACHIEVED = "achieved"
    MISSED = "missed"
    NO_TARGET = "no_target"
    IN_WORDS = "in_words"
    """The target is words: people judge it, not a number."""
    NO_BASE = "no_base"
    """The target is a percentage of the year before, in which there was none."""
    NO_FIGURE = "no_figure"
    """A figure is missing."""
    NOT_OVER = "not_over"
    """The year, or what is known of it, is not whole yet."""


VERDICTS: Mapping[Verdict, str] = {
    Verdict.ACHIEVED: "target achieved",
    Verdict.MISSED: "target missed",
    Verdict.NO_TARGET: "no target",
    Verdict.IN_WORDS: "target in words",
    Verdict.NO_BASE: "target not judged",
    Verdict.NO_FIGURE: "figures to come",
    Verdict.NOT_OVER: "year not over",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One measure in one area and year."""

    measure: Measure
    previous: Decimal | None
    current: Decimal | None
    wanted: Wanted | None = None
    so_far: tuple[str, ...] = ()
    """The months, YYYYMM, that both figures are of where the year is not whole; else empty."""
    sources: tuple[str, ...] = ()

    @property
    def change(self) -> Decimal | None:
        """Returns current − previous; None where one is missing."""
        if self.previous is None or self.current is None:
            return None
        return self.current - self.previous

    @property
    def percent(self) -> Decimal | None:
        """Returns the change as a percentage of the year before, to one decimal.

        None where there was none, or for what is a percentage itself.
        """
        if self.change is None or not self.previous or not self.measure.kind.is_counted:
            return None
        return rounded(100 * self.change / self.previous)

    @property
    def verdict(self) -> Verdict:
        """Returns what became of the target."""
        if self.wanted is None:
            return Verdict.NO_TARGET
        if self.wanted.aim is Aim.WORDS:
            return Verdict.IN_WORDS
        if self.current is None or (self.wanted.aim.is_change and self.previous is None):
            return Verdict.NO_FIGURE
        if self.so_far:
            return Verdict.NOT_OVER
        if self.wanted.aim.is_change and not self.previous:
            return Verdict.NO_BASE
        return Verdict.ACHIEVED if self._is_met(self.current) else Verdict.MISSED

    @property
    def bound(self) -> Decimal | None:
        """Returns the value that the target allows at most, or asks for at least, exact; None where there is none."""
        if self.wanted is None or self.wanted.amount is None:
            return None
        if not self.wanted.aim.is_change:
            return self.wanted.amount
        if self.previous is None:
            return None
        share = self.wanted.amount / 100
        return self.previous * (1 - share if self.wanted.aim is Aim.REDUCE else 1 + share)

    def _is_met(self, current: Decimal) -> bool:
        bound = self.bound
        if self.wanted is None or bound is None:
            return False
        under = self.wanted.aim in {Aim.REDUCE, Aim.AT_MOST}
        return current <= bound if under else current >= bound

    @property
    def figure_words(self) -> str:
        """Writes how it went, such as '7 offences or -2.6%'."""
        if self.current is None:
            return "in words" if self.measure.kind is Kind.WORDS else "no figures yet"
        if not self.measure.kind.is_counted:
            return self._share_words(self.current)
        if self.change is None:
            return with_unit(shown(self.current), self.measure)
        moved = with_unit(shown(abs(self.change)), self.measure)
        if self.percent is None:
            return f"{moved}, with none the year before"
        return f"{moved} or {signed(self.percent)}%"

    def _share_words(self, current: Decimal) -> str:
        words = with_unit(shown(current), self.measure)
        if self.wanted and self.wanted.amount is not None:
            words += f" against a target of {with_unit(shown(self.wanted.amount), self.measure)}"
        if self.change is not None:
            words += f" ({signed(rounded(self.change))} points)"
        return words

    @property
    def verdict_words(self) -> str:
        """Writes what became of the target, such as 'target missed'."""
        return VERDICTS[self.verdict]

    @property
    def words(self) -> str:
        """Writes the line, such as 'Total robbery: 7 offences or -2.6%: target missed'."""
        return f"{self.measure.name}: {self.figure_words}: {self.verdict_words}"

    def document(self) -> dict[str, Any]:
        """Returns the line as plain values, to be frozen."""
        terms = [[one.series, one.category, one.subcategory] for one in self.measure.terms]
        measure = {
            "key": self.measure.key,
            "name": self.measure.name,
            "kind": self.measure.kind.value,
            "terms": terms,
            "better": self.measure.better.value,
            "one": self.measure.one,
            "many": self.measure.many,
            "note": self.measure.note,
        }
        return {
            "measure": measure,
            "previous": None if self.previous is None else str(self.previous),
            "current": None if self.current is None else str(self.current),
            "wanted": self.wanted.document() if self.wanted else None,
            "so_far": list(self.so_far),
            "sources": list(self.sources),
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Line":
        """Reads a line back from plain values."""
        its = document["measure"]
        measure = Measure(
            its["key"],
            its["name"],
            Kind(its["kind"]),
            tuple(Term(*one) for one in its["terms"]),
            Better(its["better"]),
            its["one"],
            its["many"],
            its["note"],
        )
        return cls(
            measure,
            None if document["previous"] is None else Decimal(document["previous"]),
            None if document["current"] is None else Decimal(document["current"]),
            Wanted.of(document["wanted"]) if document["wanted"] else None,
            tuple(document["so_far"]),
            tuple(document["sources"]),
        )


def rounded(value: Decimal) -> Decimal:
    """Rounds to one decimal, halves away from nought; what rounds to nought has no sign."""
    found = value.quantize(TENTH, ROUND_HALF_UP)
    return found or Decimal("0.0")


def signed(value: Decimal) -> str:
    """Writes a number with its sign, `+` too; nought has none."""
    return f"{value:+}" if value else str(value)


def shown(value: Decimal) -> str:
    """Writes a value: whole numbers as such, others to one decimal, thousands set off."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{rounded(value):,}"
