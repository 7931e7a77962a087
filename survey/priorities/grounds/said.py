"""What people wrote about the candidates of an area: themes of coded texts, and quotations that were cleared."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from survey.places.london import LONDON, WHOLE
from survey.priorities.grounds.ground import LONGEST_WORDS, Figure, Source, Unit
from survey.priorities.planning.planning import Candidate
from survey.questionnaire.definition import Questionnaire
from survey.themes.quotations.quotation import Quotation
from survey.themes.variables.reasons import Priority, Said

MOST_THEMES = 3
"""Themes told of one question about one candidate."""

FEWEST = 5
"""Texts below which a theme is not told of."""

WHERE_CODED = "Coded texts of this consultation"
WHERE_QUOTED = "Cleared quotations of this consultation"


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
    quoted: Iterable[tuple[str, Quotation]],
    questionnaire: Questionnaire,
    area: str,
    candidates: Iterable[Candidate],
) -> Iterator[Figure]:
    """Yields the quotations, each with the key of the choice it is about, that come from an area; London's are all."""
    by_key = {one.key: one for one in candidates}
    for key, one in quoted:
        about = by_key.get(key)
        if about is not None and one.cleared_at is not None and area in {WHOLE, one.who.area}:
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
