"""AAPOR's outcome rates: response, cooperation, refusal and contact, each in all its forms.

Source: The American Association for Public Opinion Research, Standard Definitions, ninth edition (2016), 'Calculating
outcome rates from final disposition distributions'.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.fieldwork.callbacks.outcomes import DISPOSITIONS, Group, Outcome

NAMES = tuple(
    f"{kind}{number}"
    for kind, numbers in (("RR", 6), ("COOP", 4), ("REF", 3), ("CON", 3))
    for number in range(1, numbers + 1)
)
"""The sixteen rates in the order in which they are reported."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many callbacks ended in each of AAPOR's groups."""

    by_group: Mapping[Group, int]

    def __getitem__(self, group: Group) -> int:
        return self.by_group.get(group, 0)

    @property
    def eligible(self) -> int:
        """How many are known to be people whom the consultation is for."""
        return sum(
            self[one]
            for one in (Group.INTERVIEW, Group.PARTIAL, Group.REFUSAL, Group.NON_CONTACT, Group.OTHER)
        )

    @property
    def unknown(self) -> int:
        """Of how many that is not known."""
        return self[Group.UNKNOWN_HOUSEHOLD] + self[Group.UNKNOWN_OTHER]

    @property
    def share_eligible(self) -> float:
        """AAPOR's e: the share of those of whom it is not known that are taken as eligible, as it is among the others.

        This is the proportional allocation, or CASRO, method; 1 where nothing is known of anybody.
        """
        known = self.eligible + self[Group.NOT_ELIGIBLE]
        return self.eligible / known if known else 1.0


def counted(outcomes: Iterable[Outcome] | Mapping[Outcome, int]) -> Counts:
    """Sorts outcomes into AAPOR's groups."""
    by_group = Counter[Group]()
    for outcome, number in Counter(outcomes).items():
        by_group[DISPOSITIONS[outcome].group] += number
    return Counts(by_group)


def rates(counts: Counts, e: float | None = None) -> dict[str, float | None]:
    """Returns name → rate, between 0 and 1; None where nothing was counted in its base.

    `e` is the share of those of unknown eligibility taken as eligible; by default as `Counts.share_eligible` says.
    """
    share = counts.share_eligible if e is None else e
    complete, interviews = counts[Group.INTERVIEW], counts[Group.INTERVIEW] + counts[Group.PARTIAL]
    refused = counts[Group.REFUSAL]
    contacted = interviews + refused + counts[Group.OTHER]
    willing = interviews + refused
    every, likely, known = (counts.eligible + part * counts.unknown for part in (1.0, share, 0.0))
    over = {
        "RR1": (complete, every),
        "RR2": (interviews, every),
        "RR3": (complete, likely),
        "RR4": (interviews, likely),
        "RR5": (complete, known),
        "RR6": (interviews, known),
        "COOP1": (complete, contacted),
        "COOP2": (interviews, contacted),
        "COOP3": (complete, willing),
        "COOP4": (interviews, willing),
        "REF1": (refused, every),
        "REF2": (refused, likely),
        "REF3": (refused, known),
        "CON1": (contacted, every),
        "CON2": (contacted, likely),
        "CON3": (contacted, known),
    }
    return {name: part / whole if whole else None for name, (part, whole) in over.items()}
