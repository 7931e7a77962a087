"""A valid answer for each kind of question: by how the person leans, at random where that is not known."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from survey.demonstration import truths, words
from survey.demonstration.minds import Mind
from survey.demonstration.wheel import Wheel
from survey.places.london import AREAS, LONDON
from survey.questionnaire.definition import Absence, Question, absent
from survey.questionnaire.kinds.choosing import other_key
from survey.questionnaire.kinds.kind import OTHER_LENGTH
from survey.questionnaire.kinds.long_text import LongText
from survey.questionnaire.kinds.multiple_choice import in_document_order
from survey.questionnaire.kinds.ranking import places_of
from survey.questionnaire.kinds.short_text import ShortText

SPINS = 60
"""How often a wheel is spun for a choice that is shown, before any that is shown will do."""

PLACES_FILLED = Wheel({1: 7, 2: 10, 3: 83})
"""How many places of a ranking people fill."""

TICKED = 0.3
"""The chance of each choice of a question that is not known."""

LONGEST = {kind.name: kind.default_length for kind in (ShortText, LongText)}

RANGE = 100
"""How far a number that has no maximum goes beyond its minimum."""

PLACES = {"first": 0, "second": 1, "third": 2}
"""How the keys of questions on why and what begin, and the place of the ranking that they are about."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One question put to one person: `shown` are the keys of the choices offered, `said` the answers so far."""

    question: Question
    shown: Sequence[str]
    mind: Mind
    said: Mapping[str, Any]
    chance: Random


def _choose(asking: Asking, key: str) -> str | None:
    """Draws one of the choices that are shown; None where none is."""
    shown, chance = asking.shown, asking.chance
    leaning = asking.mind.leaning(key)
    if leaning is not None:
        for _ in range(SPINS):
            name = leaning.spin(chance)
            if name in shown:
                return name
    return chance.choice(shown) if shown else None


def _with_others(asking: Asking, chosen: Sequence[str]) -> dict[str, Any]:
    """Returns the words behind each 'other' that was chosen."""
    by_key = asking.question.choice_by_key
    return {
        other_key(asking.question, key): words.other(asking.chance)[:OTHER_LENGTH]
        for key in chosen
        if by_key[key].other
    }


def single_choice(asking: Asking) -> dict[str, Any]:
    """Draws one choice."""
    chosen = _choose(asking, asking.question.key)
    if chosen is None:
        return {}
    return {asking.question.key: chosen, **_with_others(asking, [chosen])}


def multiple_choice(asking: Asking) -> dict[str, Any]:
    """Draws the choices one by one, exclusive ones first; at least one, at most as many as may be."""
    chances = asking.mind.chances(asking.question.key) or {}
    by_key = asking.question.choice_by_key
    alone = [key for key in asking.shown if by_key[key].exclusive]
    others = [key for key in asking.shown if not by_key[key].exclusive]
    for key in alone:
        if not others or asking.chance.random() < chances.get(key, TICKED / 2):
            return {asking.question.key: [key], **_with_others(asking, [key])}
    chosen = [key for key in others if asking.chance.random() < chances.get(key, 0.0 if chances else TICKED)]
    if not chosen and others:
        chosen = [max(others, key=lambda key: (chances.get(key, 0.0), asking.chance.random()))]
    limit = asking.question.limit
    if limit and len(chosen) > limit:
        chosen = asking.chance.sample(chosen, limit)
    if not chosen:
        return {}
    chosen = in_document_order(asking.question, chosen)
    return {asking.question.key: chosen, **_with_others(asking, chosen)}


def grid(asking: Asking) -> dict[str, Any]:
    """Draws a point for each row; of a row that isn't known, or left out, only where that may be."""
    question = asking.question
    offered = Absence.DONT_KNOW in question.absences
    rows: dict[str, Any] = {}
    for row in question.rows:
        drawn = asking.chance.random()
        if offered and drawn < truths.NOT_KNOWN:
            rows[row.key] = absent(Absence.DONT_KNOW)
        elif question.required or drawn < 1 - truths.LEFT_OUT:
            rows[row.key] = _choose(asking, f"{question.key}.{row.key}")
    return {question.key: rows} if rows else {}


def ranking(asking: Asking) -> dict[str, Any]:
    """Draws the first place, then the others from what is left by the same weights."""
    question = asking.question
    keys = asking.shown
    if not keys:
        return {}
    places = min(places_of(question), len(keys), PLACES_FILLED.spin(asking.chance))
    leaning = asking.mind.leaning(question.key)
    ranked = leaning.several(asking.chance, places, keys) if leaning else []
    if len(ranked) < places:
        left = [key for key in keys if key not in ranked]
        ranked += asking.chance.sample(left, places - len(ranked))
    return {question.key: ranked, **_with_others(asking, ranked)}


def number(asking: Asking) -> dict[str, Any]:
    """Draws a whole number within the bounds."""
    question = asking.question
    lowest = question.minimum if question.minimum is not None else min(0, question.maximum or 0)
    highest = question.maximum if question.maximum is not None else lowest + RANGE
    return {question.key: asking.chance.randint(lowest, highest)}


def yes_no(asking: Asking) -> dict[str, Any]:
    """Draws yes or no."""
    leaning = asking.mind.leaning(asking.question.key)
    return {
        asking.question.key: leaning.spin(asking.chance) if leaning else asking.chance.choice(("yes", "no"))
    }


def area(asking: Asking) -> dict[str, Any]:
    """Gives the person's area, or the firm's with its sites, as many as may be given."""
    question = asking.question
    sites = dict(list(asking.mind.places().items())[: question.limit or len(AREAS)])
    if question.counted:
        return {question.key: sites}
    if (question.limit or 1) > 1:
        return {question.key: list(sites)}
    return {question.key: asking.mind.place()}


def text(asking: Asking) -> dict[str, Any]:
    """Writes why, or what to do; of another text, either."""
    place, _, about = asking.question.key.partition("_")
    ranked = asking.said.get("priorities") if place in PLACES else None
    topic = ranked[PLACES[place]] if isinstance(ranked, list) and len(ranked) > PLACES[place] else None
    if about == "what" or (about != "why" and asking.chance.random() < 0.5):
        written = words.what(asking.chance)
    else:
        found = LONDON.by_code.get(asking.mind.place())
        written = words.why(
            asking.chance, topic, found.short_name if found else "", from_a_firm=asking.mind.is_firm
        )
    limit = asking.question.max_length or LONGEST[asking.question.kind]
    return {asking.question.key: written[:limit].strip() or "-"}


DRAWN_BY: Mapping[str, Callable[[Asking], dict[str, Any]]] = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "grid": grid,
    "ranking": ranking,
    "number": number,
    "short_text": text,
    "long_text": text,
    "yes_no": yes_no,
    "area": area,
}
"""Kind → how an answer is drawn."""
