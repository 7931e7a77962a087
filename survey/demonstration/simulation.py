"""So many plausible responses from a seed, ready to be settled and sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from survey.demonstration import people, truths
from survey.demonstration.answering import Answerer
from survey.demonstration.firms import FirmMind
from survey.demonstration.minds import Mind
from survey.demonstration.moments import Moments, Window
from survey.demonstration.residents import ResidentMind
from survey.demonstration.truths import THIS_YEAR, Year
from survey.demonstration.wheel import Wheel
from survey.questionnaire.definition import ROTATIONS, Channel
from survey.questionnaire.version import Version
from survey.responses.actions import Given

BATCH = 1000
"""Responses that are drawn, settled and committed together."""

BY_PHONE_AND_PAPER = 65
"""From this age on more people choose the telephone or paper."""

_CHANNELS = Wheel(truths.CHANNELS)
_CHANNELS_OF_THE_OLD = Wheel(truths.channels_of_the_old())


@dataclass(frozen=True, slots=True)
class Simulation:
    """What to simulate: how many responses to which version, for which round, when, from which seed."""

    version: Version
    round: str
    window: Window
    number: int
    seed: int
    year: Year = THIS_YEAR

    @property
    def batches(self) -> int:
        """The number of batches, of which the last may be smaller."""
        return -(-self.number // BATCH)


def simulated(wanted: Simulation) -> Iterator[Given]:
    """Draws the responses, in the order of their time; the same seed gives the same people and answers."""
    crowd = Crowd(wanted)
    for number in range(wanted.batches):
        yield from crowd.batch(number)


class Crowd:
    """The people of one simulation; what can be worked out once for all of them is."""

    def __init__(self, wanted: Simulation) -> None:
        self.wanted = wanted
        self._moments = Moments(wanted.window)
        self._answerer = Answerer(wanted.version)
        self._mind_of = _MINDS.get(wanted.version.questionnaire.family, _resident)
        self._languages = Wheel(_languages(wanted.version))

    def batch(self, number: int) -> list[Given]:
        """Draws one batch; each has a chance of its own, so that batches can be drawn apart."""
        wanted = self.wanted
        chance = Random(f"{wanted.seed} {wanted.version.questionnaire.family} {wanted.round} {number}")
        first = number * BATCH
        return [self._one(place, chance) for place in range(first, min(first + BATCH, wanted.number))]

    def _one(self, place: int, chance: Random) -> Given:
        wanted = self.wanted
        mind, channel = self._mind_of(wanted.year, chance)
        started, sent = self._moments.draw((place + chance.random()) / wanted.number, channel, chance)
        return Given(
            round=wanted.round,
            channel=channel,
            language=self._languages.spin(chance),
            rotation=chance.randrange(ROTATIONS),
            answers=self._answerer.answers(mind, channel, chance),
            started_at=started,
            submitted_at=sent,
            paradata={"simulated": wanted.seed},
        )


def _resident(year: Year, chance: Random) -> tuple[Mind, Channel]:
    person = people.resident(chance)
    channels = _CHANNELS_OF_THE_OLD if person.age >= BY_PHONE_AND_PAPER else _CHANNELS
    return ResidentMind(person, year), Channel(channels.spin(chance))


def _firm(year: Year, chance: Random) -> tuple[Mind, Channel]:
    return FirmMind(people.firm(chance), year), Channel(_CHANNELS.spin(chance))


_MINDS: Mapping[str, Callable[[Year, Random], tuple[Mind, Channel]]] = {"businesses": _firm}
"""Family → who answers it; residents answer all others."""


def _languages(version: Version) -> dict[str, float]:
    """Weighs a questionnaire's languages: nine in ten answer in its first."""
    first, *others = version.questionnaire.languages
    return {first: 0.9, **{language: 0.1 / len(others) for language in others}}
