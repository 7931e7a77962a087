"""The table of the report: every priority by method of consultation, and for the foremost the whys and the whats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from survey.columns.codes import CODE_OF_ABSENCE
from survey.columns.crossing import CHANNEL, Crossed, grouping
from survey.columns.filters import Predicate
from survey.columns.table import CHANNELS, Table
from survey.questionnaire.definition import Absence, Question, Text
from survey.themes.codebook.asking import shared
from survey.themes.codebook.codebook import Codebook
from survey.themes.variables.keys import of_choice

NOT_CODED, UNCLEAR = CODE_OF_ABSENCE[Absence.NOT_CODED], CODE_OF_ABSENCE[Absence.UNCLEAR]

FOREMOST = 10
"""Priorities of which the whys and whats are told."""

MOST_THEMES = 10

SMALLEST_BASE = 10
"""Coded texts below which themes have counts and no shares."""


class Crosses(Protocol):
    """What can be asked of the columns."""

    table: Table

    def cross(self, columns: Sequence[str], by: str, where: Predicate) -> Crossed: ...


@dataclass(frozen=True, slots=True)
class Named:
    """One theme among the texts about one priority."""

    key: str
    name: str
    count: int
    share: float | None
    weighted: float | None
    """As shares of the coded texts, 0 to 1; None where there are few, or no weights."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said about one priority in answer to one question."""

    title: str
    entries: tuple[str, ...]
    base: int
    """Texts that somebody coded."""
    not_coded: int
    unclear: int
    themes: tuple[Named, ...]
    """Those named most often first."""
    variable: str = ""
    """Key of the variable of results that counts the same by any group; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Priority:
    """One choice of the ranking."""

    key: str
    label: Text
    by_channel: Mapping[str, int]
    """Channel → responses that put it in any place."""
    total: int
    said: tuple[Said, ...] = ()


def asked_about(
    table: Table, books: Sequence[tuple[Codebook, Mapping[str, tuple[str, int]]]]
) -> Question | None:
    """Returns the ranking that the texts of codebooks are about; None where they are about none."""
    named = [ranking for _, places in books for ranking, _ in places.values()]
    key = named[0] if named else next((one.key for one in table.questions if one.kind == "ranking"), "")
    found = table.question_by_key.get(key)
    return found if found is not None and found.kind == "ranking" else None


def priorities(
    counts: Crosses,
    ranking: Question,
    books: Sequence[tuple[Codebook, Mapping[str, tuple[str, int]]]],
    where: Predicate,
) -> tuple[Priority, ...]:
    """Returns every choice of a ranking by method of consultation, the foremost first and with what was said of them.

    `books` are codebooks, each with its answers' places in the ranking: entry → (ranking, place).
    """
    columns = [one for one in counts.table.columns_of(ranking.key) if one.type == "rank"]
    groups = grouping(counts.table, CHANNEL)
    crossed = counts.cross([one.name for one in columns], CHANNEL, where) if groups else {}
    listed = []
    for column in columns:
        by_channel: dict[str, int] = {}
        for (channel, rank), cell in crossed.get(column.name, {}).items():
            if rank > 0:
                name = CHANNELS[channel].value
                by_channel[name] = by_channel.get(name, 0) + cell.responses
        listed.append(Priority(column.part, column.label, by_channel, sum(by_channel.values())))
    listed.sort(key=lambda one: -one.total)
    return tuple(
        Priority(one.key, one.label, one.by_channel, one.total, _said(counts, ranking, one.key, books, where))
        if place < FOREMOST and one.total
        else one
        for place, one in enumerate(listed)
    )


def _said(
    counts: Crosses,
    ranking: Question,
    choice: str,
    books: Sequence[tuple[Codebook, Mapping[str, tuple[str, int]]]],
    where: Predicate,
) -> tuple[Said, ...]:
    found = []
    for book, places in books:
        here = {entry: place for entry, (name, place) in places.items() if name == ranking.key}
        if here:
            said = _of_book(counts, f"{ranking.key}.{choice}", book, here, where)
            variable = of_choice(shared(book.entries), choice)
            found.append(
                replace(said, variable=variable) if variable in counts.table.question_by_key else said
            )
    return tuple(found)


def _of_book(counts: Crosses, by: str, book: Codebook, places: Mapping[str, int], where: Predicate) -> Said:
    """Adds up the themes of texts that stand at the place which the choice has in each response's ranking."""
    base = not_coded = unclear = 0
    weights = 0.0
    named: dict[str, tuple[int, float]] = {}
    for entry, place in places.items():
        its = counts.table.columns_of(f"{entry}~themes")
        if not its:
            continue
        crossed = counts.cross([one.name for one in its], by, where)
        first = crossed[its[0].name]
        base += sum(cell.responses for (rank, code), cell in first.items() if rank == place and code >= 0)
        weights += sum(cell.weight for (rank, code), cell in first.items() if rank == place and code >= 0)
        not_coded += first[place, NOT_CODED].responses if (place, NOT_CODED) in first else 0
        unclear += first[place, UNCLEAR].responses if (place, UNCLEAR) in first else 0
        for column in its:
            cell = crossed[column.name].get((place, 1))
            if cell is not None:
                count, weight = named.get(column.part, (0, 0.0))
                named[column.part] = (count + cell.responses, weight + cell.weight)
    names = {theme.key: theme.name for theme in book.themes}
    few = base < SMALLEST_BASE
    lines = [
        Named(
            key,
            names.get(key, key),
            count,
            None if few else count / base,
            None if few or not weights else weight / weights,
        )
        for key, (count, weight) in named.items()
    ]
    lines.sort(key=lambda one: (-one.count, one.name))
    return Said(book.title, tuple(places), base, not_coded, unclear, tuple(lines[:MOST_THEMES]))
