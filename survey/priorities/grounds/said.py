"""What people wrote about the candidates of an area: themes of coded texts, and quotations that were cleared."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from survey.columns.filters import Predicate
from survey.columns.selection import Selection
from survey.db.session import Transaction
from survey.places.london import LONDON, WHOLE
from survey.priorities.grounds.ground import LONGEST_WORDS, Figure, Source, Unit
from survey.priorities.grounds.voices import View
from survey.priorities.planning.planning import Candidate
from survey.questionnaire.definition import Questionnaire
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.asking import places_asked
from survey.themes.quotations import actions as quotations
from survey.themes.quotations.quotation import Quotation
from survey.themes.texts import actions as texts
from survey.themes.variables.reasons import Priority, Said, asked_about, priorities

MOST_THEMES = 3
"""Themes told of one question about one candidate."""

FEWEST = 5
"""Texts below which a theme is not told of."""

WHERE_CODED = "Coded texts of this consultation"
WHERE_QUOTED = "Cleared quotations of this consultation"


def themes(
    tx: Transaction, view: View, questionnaire: Questionnaire, round_key: str, area: str
) -> tuple[Priority, ...]:
    """Returns what coded texts of an area say of each choice; empty where no text has a codebook."""
    its = codebooks.all_of(tx, round_key=round_key, family=questionnaire.family)
    books = [(one, places_asked(questionnaire, one.entries)) for one in its]
    ranking = asked_about(view.snapshot.table, books) if books else None
    if ranking is None:
        return ()
    selection = Selection(round=round_key, areas=() if area == WHOLE else (area,))
    marks = [(one.id, one.version) for one in its]

    def reckon(where: Predicate) -> tuple[Priority, ...]:
        return priorities(view.snapshot, ranking, books, where)

    found: Sequence[Priority] = view.reckoned(f"reasons {marks}", selection, reckon)
    return tuple(found)


def of_themes(
    found: Iterable[Priority], candidates: Iterable[Candidate], data_at: datetime
) -> Iterator[Figure]:
    """Yields in words the themes named most often about each candidate, with shares and bases."""
    by_key = {one.key: one for one in found}
    for candidate in candidates:
        told = [words for one in _said(by_key, candidate) if (words := _told(one))]
        if told:
            yield Figure(
                candidate.id,
                Source.THEMES,
                Unit.WORDS,
                words="; ".join(told)[:LONGEST_WORDS],
                as_of=data_at.date().isoformat(),
                origin=WHERE_CODED,
            )


def _said(by_key: Mapping[str, Priority], candidate: Candidate) -> tuple[Said, ...]:
    found = by_key.get(candidate.key)
    return found.said if found else ()


def _told(said: Said) -> str:
    """Says what was named most often, such as 'Why: break-ins nearby (34% of 120 coded texts)'."""
    named = [
        f"{one.name} ({one.share:.0%})"
        for one in said.themes
        if one.share is not None and one.count >= FEWEST
    ]
    if not named:
        return ""
    left = f", {said.not_coded} not yet coded" if said.not_coded else ""
    return f"{said.title} {', '.join(named[:MOST_THEMES])} of {said.base} coded texts{left}"


def of_quotations(
    tx: Transaction,
    questionnaire: Questionnaire,
    round_key: str,
    area: str,
    candidates: Sequence[Candidate],
) -> Iterator[Figure]:
    """Yields the cleared quotations about each candidate whose words come from the area; for London all of them."""
    cleared = quotations.cleared(tx, round_key, family=questionnaire.family)
    places = places_asked(questionnaire, {one.entry for one in cleared})
    by_key = {one.key: one for one in candidates}
    for one in cleared:
        if one.entry not in places or area not in {WHOLE, one.who.area}:
            continue
        question, place = places[one.entry]
        ranked: Any = texts.answer_of(tx, one.text, question)
        about = by_key.get(ranked[place - 1]) if isinstance(ranked, list) and place <= len(ranked) else None
        if about is not None and one.cleared_at is not None:
            yield Figure(
                about.id,
                Source.QUOTES,
                Unit.WORDS,
                words=f"‘{one.words}’ – {_whose(one, questionnaire)}",
                as_of=one.cleared_at.date().isoformat(),
                origin=WHERE_QUOTED,
            )


def _whose(one: Quotation, questionnaire: Questionnaire) -> str:
    home = LONDON.by_code.get(one.who.area)
    age = questionnaire.question_by_key.get("age")
    choice = age.choice_by_key.get(one.who.age) if age else None
    parts = [home.name if home else "", choice.text.say("en") if choice else ""]
    return ", ".join(part for part in parts if part) or one.family
