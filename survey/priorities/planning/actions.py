"""What is done with planning rounds: started from a consultation, given further candidates, candidates dropped."""

from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.indicators.years import Year
from survey.priorities.planning import store
from survey.priorities.planning.planning import (
    LONGEST_ABOUT,
    LONGEST_NAME,
    QUESTION,
    TOP,
    Candidate,
    Origin,
    Planning,
    PlanningRefused,
    key_from,
)
from survey.themes.codebook import actions as codebooks


class UnknownPlanning(LookupError):
    """No planning round goes by this key."""


class UnknownCandidate(LookupError):
    """No candidate of the planning round goes by this id."""


def plannings(tx: Transaction) -> tuple[Planning, ...]:
    """Returns every planning round, the latest year first."""
    return store.all_plannings(tx)


def find(tx: Transaction, round_key: str) -> Planning:
    """Returns the planning round of a consultation; raises UnknownPlanning."""
    found = next((one for one in store.all_plannings(tx) if one.round == round_key), None)
    if found is None:
        raise UnknownPlanning(round_key)
    return found


def start(
    tx: Transaction,
    round_key: str,
    year: Year,
    looks_back_on: Year,
    actor: str,
    now: datetime,
    *,
    top: int = TOP,
) -> Planning:
    """Starts the planning round of a consultation, its first candidates the choices of its priorities questions.

    Raises PlanningRefused, UnknownRound.
    """
    consultations.find_round(tx, round_key)
    if any(one.round == round_key for one in store.all_plannings(tx)):
        raise PlanningRefused("started_already")
    if not 1 <= top <= 10:
        raise PlanningRefused("bad_top", "top")
    if looks_back_on >= year:
        raise PlanningRefused("looks_ahead", "looks_back_on")
    choices = _choices(tx, round_key)
    if not choices:
        raise PlanningRefused("no_candidates")
    planning = Planning(round_key, year, looks_back_on, top, now, actor)
    store.add_planning(tx, planning)
    for key, name in choices.items():
        _add(tx, round_key, key, name, "", Origin.QUESTION, "", actor, now)
    detail = {"year": str(year), "candidates": len(choices)}
    record(tx, actor, tag(actor, "planning:started"), round_key, detail, now)
    return planning


def _choices(tx: Transaction, round_key: str) -> dict[str, str]:
    """Returns the choices of the priorities questions, key → name; 'something else' is no candidate."""
    found: dict[str, str] = {}
    for version in consultations.live_versions(tx, round_key).values():
        question = version.questionnaire.question_by_key.get(QUESTION)
        for choice in question.choices if question else ():
            if not (choice.other or choice.exclusive):
                found.setdefault(choice.key, choice.text.say("en"))
    return found


def candidates(tx: Transaction, round_key: str, area: str | None = None) -> tuple[Candidate, ...]:
    """Returns the candidates that stand, everywhere and in one area; of all areas where none is named."""
    return tuple(
        one
        for one in store.candidates_of(tx, round_key)
        if one.stands and (area is None or one.area in {"", area})
    )


def all_candidates(tx: Transaction, round_key: str) -> tuple[Candidate, ...]:
    """Returns every candidate that there ever was, dropped ones too."""
    return store.candidates_of(tx, round_key)


def find_candidate(tx: Transaction, round_key: str, candidate_id: int) -> Candidate:
    """Returns a candidate; raises UnknownCandidate."""
    found = next((one for one in store.candidates_of(tx, round_key) if one.id == candidate_id), None)
    if found is None:
        raise UnknownCandidate(candidate_id)
    return found


def themes_offered(tx: Transaction, round_key: str) -> dict[str, str]:
    """Returns the themes of the consultation's texts that are no candidates yet: key → name."""
    known = {one.key for one in store.candidates_of(tx, round_key)}
    names = {one.name.lower() for one in store.candidates_of(tx, round_key)}
    return {
        theme.key: theme.name
        for book in codebooks.all_of(tx)
        if book.round == round_key
        for theme in book.counted
        if theme.key not in known and theme.name.lower() not in names
    }


def add_by_hand(
    tx: Transaction, round_key: str, name: str, area: str, about: str, actor: str, now: datetime
) -> int:
    """Adds a candidate in words, everywhere (no area) or in one area; returns its id.

    Raises PlanningRefused, UnknownPlanning.
    """
    return _checked(tx, round_key, key_from(name), name, area, Origin.HAND, about, actor, now)


def add_from_texts(tx: Transaction, round_key: str, theme_key: str, actor: str, now: datetime) -> int:
    """Adds a theme that people's texts were coded under, everywhere; returns the candidate's id.

    Raises PlanningRefused, UnknownPlanning.
    """
    name = themes_offered(tx, round_key).get(theme_key)
    if name is None:
        raise PlanningRefused("known_already", "theme")
    return _checked(tx, round_key, theme_key, name, "", Origin.TEXTS, "", actor, now)


def drop(tx: Transaction, round_key: str, candidate_id: int, because: str, actor: str, now: datetime) -> None:
    """Takes a candidate out, with a reason that stays readable; raises PlanningRefused, UnknownCandidate."""
    found = find_candidate(tx, round_key, candidate_id)
    if not because.strip():
        raise PlanningRefused("reason_missing", "because")
    if not found.stands:
        return
    store.drop(tx, candidate_id, because.strip()[:LONGEST_ABOUT], actor, now)
    record(tx, actor, tag(actor, "candidate:dropped"), str(candidate_id), {"name": found.name}, now)


def _checked(
    tx: Transaction,
    round_key: str,
    key: str,
    name: str,
    area: str,
    origin: Origin,
    about: str,
    actor: str,
    now: datetime,
) -> int:
    find(tx, round_key)
    if not name.strip():
        raise PlanningRefused("name_missing", "name")
    if len(name) > LONGEST_NAME or len(about) > LONGEST_ABOUT:
        raise PlanningRefused("too_long", "name" if len(name) > LONGEST_NAME else "about")
    if area and area not in SET_FOR:
        raise PlanningRefused("not_set_for", "area")
    if any(one.key == key and one.area in {"", area} for one in store.candidates_of(tx, round_key)):
        raise PlanningRefused("known_already", "name")
    return _add(tx, round_key, key, name.strip(), area, origin, about.strip(), actor, now)


def _add(
    tx: Transaction,
    round_key: str,
    key: str,
    name: str,
    area: str,
    origin: Origin,
    about: str,
    actor: str,
    now: datetime,
) -> int:
    values = {
        "round": round_key,
        "key": key,
        "name": name,
        "area": area,
        "origin": origin.value,
        "about": about,
        "added_at": now,
        "added_by": actor,
    }
    made = store.add_candidate(tx, values)
    if origin is not Origin.QUESTION:
        record(tx, actor, tag(actor, "candidate:added"), str(made), {"name": name}, now)
    return made
