"""A made attack on a consultation: one campaign's answers, varied by a program, among honest ones.

The sizes are those of a real case, some 18,000 of one campaign among 17,000 others; texts are put together from parts
that change places and words, times come in waves, and a part of the senders takes its time.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from survey.places.london import LONDON
from survey.responses.actions import Given

WAVES = 5
SLOW = 0.3
"""Of the campaign, how many take as long as honest people do."""
NO_TEXT = 0.02
"""Of the campaign, how many leave the text out."""

_OPENINGS = ("", "Dear all, ", "To whom it may concern, ", "As a resident ", "Please note that ")
_FIRST = (
    "we demand that the closure of the night market is stopped at once",
    "I demand that the closure of the night market is stopped now",
    "we ask that the closure of our night market is stopped at once",
)
_SECOND = (
    "because traders and families depend on it every single week",
    "since traders and their families depend on it every week",
    "because so many traders and families depend on it each week",
)
_THIRD = (
    "and the police should protect the stalls instead of clearing them away",
    "and officers should protect the stalls instead of clearing them away",
    "so the police should protect the stalls rather than clear them away",
)
_ENDINGS = (".", "!", ". Thank you.", ". Listen to us for once.", " please.")


def words(chance: Random) -> str:
    """Writes the campaign's text once more."""
    second, third = chance.choice(_SECOND), chance.choice(_THIRD)
    parts = (
        [chance.choice(_FIRST), second, third]
        if chance.random() < 0.85
        else [chance.choice(_FIRST), third, second]
    )
    text = f"{chance.choice(_OPENINGS)}{' '.join(parts)}{chance.choice(_ENDINGS)}"
    if chance.random() < 0.3:
        said = text.split()
        said.pop(chance.randrange(len(said)))
        text = " ".join(said)
    return text.upper() if chance.random() < 0.03 else text


def attacked(honest: list[Given], number: int, chance: Random) -> Iterator[Given]:
    """Yields so many answers of the campaign, each dressed in the answers of an honest one but for what it is about."""
    first, last = min(one.submitted_at for one in honest), max(one.submitted_at for one in honest)
    waves = [first + (last - first) * chance.random() for _ in range(WAVES)]
    for _ in range(number):
        dress = chance.choice(honest)
        answers = {
            key: held
            for key, held in dress.answers.items()
            if not key.startswith(("second_", "third_", "first_"))
        }
        answers |= {
            "borough": chance.choice(LONDON.areas).code,
            "priorities": ["fair_policing", "antisocial_behaviour"],
        }
        if chance.random() > NO_TEXT:
            answers["first_why"] = words(chance)
        sent = chance.choice(waves) + timedelta(
            hours=chance.expovariate(1 / 4), seconds=chance.random() * 3600
        )
        took = timedelta(
            seconds=chance.uniform(240, 900) if chance.random() < SLOW else chance.uniform(15, 90)
        )
        yield replace(dress, answers=answers, started_at=sent - took, submitted_at=sent)
