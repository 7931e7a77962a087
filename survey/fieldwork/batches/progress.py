"""How a bundle stands: what is keyed, what waits, how well it was keyed, what is open before it is signed off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from survey.fieldwork.batches.batch import Batch, BundledForm, Decision, Difference, Keying, Turn, Wrong
from survey.fieldwork.batches.quality import Rate, by_field, over_all


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open: a code, never a sentence, and the values that its sentence needs."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """A bundle with its forms, their keyings and differences."""

    batch: Batch
    forms: Sequence[BundledForm]
    keyings: Sequence[Keying]
    differences: Sequence[Difference]

    @cached_property
    def _by_turn(self) -> Mapping[tuple[str, Turn], Keying]:
        return {(one.form, one.turn): one for one in self.keyings}

    def keying(self, form: BundledForm, turn: Turn) -> Keying | None:
        """Returns one keying of a form."""
        return self._by_turn.get((form.id, turn))

    def is_done(self, form: BundledForm, turn: Turn) -> bool:
        """Says whether a keying of a form is finished."""
        found = self.keying(form, turn)
        return found is not None and found.is_finished

    @cached_property
    def keyed(self) -> tuple[BundledForm, ...]:
        """The forms that were keyed to the end."""
        return tuple(form for form in self.forms if self.is_done(form, Turn.FIRST))

    @cached_property
    def in_hand(self) -> tuple[Keying, ...]:
        """The keyings that were begun and not finished."""
        return tuple(one for one in self.keyings if not one.is_finished)

    @cached_property
    def _out(self) -> frozenset[str]:
        """The forms that will not count, so that nobody need look at them again."""
        return frozenset(form.id for form in self.forms if form.decision is Decision.EARLIER)

    @cached_property
    def again(self) -> tuple[BundledForm, ...]:
        """The forms that wait to be keyed a second time."""
        return tuple(
            form
            for form in self.keyed
            if form.chosen and form.id not in self._out and not self.is_done(form, Turn.SECOND)
        )

    @cached_property
    def keyed_twice(self) -> tuple[BundledForm, ...]:
        """The forms that were keyed a second time."""
        return tuple(form for form in self.keyed if self.is_done(form, Turn.SECOND))

    @cached_property
    def open_differences(self) -> tuple[Difference, ...]:
        """The differences that wait for a third look."""
        return tuple(one for one in self.differences if one.is_open and one.form not in self._out)

    def differences_of(self, form: BundledForm) -> tuple[Difference, ...]:
        """Returns the differences of one form that wait for a third look."""
        return tuple(one for one in self.open_differences if one.form == form.id)

    @cached_property
    def undecided(self) -> tuple[BundledForm, ...]:
        """The forms set aside because their person has answered in another way, too."""
        return tuple(form for form in self.forms if form.clash and form.decision is None)

    @cached_property
    def rates(self) -> Mapping[str, Rate]:
        """Field → how often its first keying was wrong, of the forms keyed twice."""
        compared = [one.compared for one in self.keyings if one.turn is Turn.SECOND and one.is_finished]
        wrong = [one.field for one in self.differences if one.wrong in {Wrong.FIRST, Wrong.BOTH}]
        order = dict.fromkeys(name for names in compared for name in names)
        return by_field(compared, wrong, tuple(order))

    @property
    def rate(self) -> Rate:
        """How often the first keying was wrong, over all fields."""
        return over_all(self.rates)

    @property
    def sample_is_complete(self) -> bool:
        """Says whether all that was drawn was keyed twice and looked at, so that the rate can be judged."""
        return (
            len(self.keyed) == self.batch.forms
            and not self.again
            and not self.open_differences
            and not self.in_hand
        )

    @property
    def points(self) -> tuple[Point, ...]:
        """What is open before the bundle can be signed off."""
        missing = self.batch.forms - len(self.keyed)
        found = [
            Point(
                "forms_missing",
                {"keyed": len(self.keyed), "forms": self.batch.forms, "missing": missing},
            )
            if missing
            else None,
            Point("in_hand", {"number": len(self.in_hand)}) if self.in_hand else None,
            Point("again", {"number": len(self.again)}) if self.again else None,
            Point("differences", {"number": len(self.open_differences)}) if self.open_differences else None,
            Point("undecided", {"number": len(self.undecided)}) if self.undecided else None,
        ]
        return tuple(point for point in found if point)

    def report(self) -> dict[str, Any]:
        """Returns what is kept of a bundle that is signed off: numbers alone, no answer."""
        return {
            "forms": len(self.keyed),
            "keyed_twice": len(self.keyed_twice),
            "errors": self.rate.errors,
            "fields": self.rate.fields,
            "by_field": {name: [rate.errors, rate.fields] for name, rate in self.rates.items()},
        }


def reported(report: Mapping[str, Any]) -> Mapping[str, Rate]:
    """Reads the rates of a bundle that was signed off."""
    return {name: Rate(*counts) for name, counts in report["by_field"].items()}


@dataclass(frozen=True, slots=True)
class Figures:
    """What the supervisor's board says of paper."""

    open_bundles: int
    forms_waiting: int
    """Forms of open bundles that were not keyed yet."""
    waiting_again: int
    """Forms that wait for their second keying."""
    rate: Rate
    """How often the first keying was wrong, of all fields keyed twice in the round."""
