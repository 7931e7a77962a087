"""Which interviews went faster than questions can be put and answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from survey.fieldwork.supervision.interview import Interview

LEAST = 10
"""Interviews of the same questionnaire in the same channel below which there is no usual pace."""

SHARE = 0.4
"""Under this share of the usual time a question, an interview is pointed out."""

FEWEST_QUESTIONS = 5
"""An interview of fewer questions says nothing of a pace."""


@dataclass(frozen=True, slots=True)
class TooFast:
    """An interview that went fast, and the usual pace; in seconds a question."""

    interview: Interview
    pace: float
    usual: float

    @property
    def share(self) -> float:
        """The pace over the usual one, 0 to 1."""
        return self.pace / self.usual


def too_fast(
    interviews: Iterable[Interview], *, share: float = SHARE, least: int = LEAST
) -> tuple[TooFast, ...]:
    """Returns the interviews below a share of the median time a question, the fastest first.

    Compared are interviews of the same version in the same channel, as a question is read out in one and not in the
    other.
    """
    groups: dict[tuple[str, str], list[tuple[Interview, float]]] = {}
    for one in interviews:
        if one.seconds is not None and one.answered >= FEWEST_QUESTIONS:
            paces = groups.setdefault((one.version, one.channel), [])
            paces.append((one, one.seconds / one.answered))
    found = []
    for paces in groups.values():
        usual = median(pace for _, pace in paces)
        if len(paces) >= least and usual > 0:
            found += [TooFast(one, pace, usual) for one, pace in paces if pace < share * usual]
    return tuple(sorted(found, key=lambda one: (one.share, one.interview.key)))
