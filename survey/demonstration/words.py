"""What simulated people write, put together from parts: most texts differ; some are curt, long or in capitals."""

from random import Random

from survey.demonstration import phrases
from survey.demonstration.wheel import Wheel

_THEMES = Wheel(phrases.ASKED_FOR)
_ASK_LENGTHS = Wheel({1: 55, 2: 33, 3: 12})
_WHY_LENGTHS = Wheel({1: 48, 2: 32, 3: 14, 5: 6})

CURT = 0.07
SHOUTED = 0.02
CARELESS = 0.16
LOOK_ALIKE = 0.015
LISTED = 0.05
ENDED = 0.45


def why(chance: Random, topic: str | None, place: str, *, from_a_firm: bool) -> str:
    """Writes why something matters; `topic` is a priority's key, `place` the name of an area or empty."""
    effects = phrases.EFFECT_ON_FIRMS if from_a_firm else phrases.EFFECT
    more = (
        _sentence(chance.choice(effects) if count % 2 else _scene(chance, topic))
        for count in range(1, _WHY_LENGTHS.spin(chance))
    )
    return _as_written(chance, [_happening(chance, topic, place), *more])


def what(chance: Random) -> str:
    """Writes what the police should do."""
    wanted = _THEMES.several(chance, _ASK_LENGTHS.spin(chance))
    asks = [
        chance.choice(phrases.ASKS[theme]).format(
            where=chance.choice(phrases.WHERE), when=chance.choice(phrases.WHEN)
        )
        for theme in wanted
    ]
    if len(asks) > 1 and chance.random() < LISTED:
        return "\n".join(f"- {ask}" for ask in asks)
    opening = chance.choice(phrases.ASK_OPENINGS)
    end = f" {chance.choice(phrases.ASK_ENDINGS)}" if chance.random() < ENDED else ""
    return _as_written(
        chance, [f"{opening} {asks[0]}{end}.", *(_sentence(f"also {ask}") for ask in asks[1:])]
    )


def other(chance: Random) -> str:
    """Writes what stands behind an 'other, please say'."""
    thing = chance.choice(phrases.OTHER_THINGS)
    return f"{thing} {chance.choice(phrases.WHERE)}" if chance.random() < 0.6 else thing


def _happening(chance: Random, topic: str | None, place: str) -> str:
    opening = chance.choice(phrases.OPENINGS)
    here = f" in {place}" if place and chance.random() < 0.12 else ""
    return f"{opening} {_scene(chance, topic)}{here}."


def _scene(chance: Random, topic: str | None) -> str:
    happens = chance.choice(phrases.WHAT_HAPPENS.get(topic or "", phrases.ANYTHING))
    where = f" {chance.choice(phrases.WHERE)}" if chance.random() < 0.75 else ""
    when = f" {chance.choice(phrases.WHEN)}" if chance.random() < 0.7 else ""
    return f"{happens}{where}{when}"


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _as_written(chance: Random, sentences: list[str]) -> str:
    """Writes sentences down as different people do."""
    manner = chance.random()
    if manner < CURT:
        return chance.choice(phrases.SHORT)
    if manner < CURT + LOOK_ALIKE:
        number = {"number": f"{chance.randrange(1000):03}", "two": f"{chance.randrange(10, 100)}"}
        sentences = [*sentences, chance.choice(phrases.LOOK_ALIKES).format(**number)]
    text = " ".join(sentences)
    if manner > 1 - SHOUTED:
        return text.upper()
    if manner > 1 - SHOUTED - CARELESS:
        return text.lower().replace(".", "", 1).replace("'", "")
    return text
