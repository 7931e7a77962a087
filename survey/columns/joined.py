"""Joined variables: what was made of several texts of one person as one, such as the whys of all places of a ranking.

They hold nothing of their own: the column store reckons them from the columns that they join when somebody looks.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from survey.columns.codes import CODE_OF_ABSENCE
from survey.columns.further import FurtherQuestion
from survey.questionnaire.definition import Absence, Question, Text
from survey.questionnaire.kinds import KINDS

NOT_ASKED = CODE_OF_ABSENCE[Absence.NOT_ASKED]
NOT_CODED, UNCLEAR = CODE_OF_ABSENCE[Absence.NOT_CODED], CODE_OF_ABSENCE[Absence.UNCLEAR]


@dataclass(frozen=True, slots=True)
class Joined:
    """What one joined variable joins."""

    places: tuple[tuple[str, int], ...]
    """(Further question of one text, the place of the ranking that the text is about, 0 for none)."""
    ranking: str = ""
    choice: str = ""
    """The choice of the ranking that it is about, whichever place it was given; empty for texts about any."""

    @property
    def of_one(self) -> bool:
        """Says whether it is about one choice alone; there are many of these, which stand in no list of questions."""
        return self.choice != ""


def joined_questions(
    further: Sequence[FurtherQuestion], merged: Mapping[str, Question]
) -> Iterator[tuple[FurtherQuestion, Joined]]:
    """Yields each variable that joins others: one over all texts, and one for each choice of the ranking."""
    for one in further:
        if one.joins is None:
            continue
        yield one, Joined(one.joins.places)
        ranking = merged.get(one.joins.ranking)
        for choice in ranking.choices if ranking else ():
            key = f"{one.question.key.rpartition('~')[0]}~{choice.key}"
            title = Text({"en": f"{one.joins.about}: {choice.text.say('en')}"})
            about = replace(one, question=replace(one.question, key=key, text=title))
            yield about, Joined(one.joins.places, one.joins.ranking, choice.key)


def generated(question: Question, joined: Joined, columns: Container[str]) -> tuple[tuple[str, str], ...]:
    """Returns the columns of a joined variable, each with the expression that reckons its codes.

    `columns` are those that there are, by name. A person is in the base where one text or more was coded.
    """
    found = []
    for column in KINDS[question.kind].columns(question):
        parts = [
            (_quoted(f"{key}.{column.part}"), place)
            for key, place in joined.places
            if f"{key}.{column.part}" in columns
        ]
        found.append((column.name, _at_place(joined, parts) if joined.of_one else _anywhere(parts)))
    return tuple(found)


def marks_together(question: Question, joined: Joined, columns: Container[str]) -> str:
    """Returns the expression of the keys of all marks of one choice, parted by `|`; NULL where nothing was coded.

    It looks at the one text that stands at the place of the choice, which is quicker than at a column for each mark.
    """
    cases = []
    for key, place in joined.places:
        its = {
            one.part: _quoted(f"{key}.{one.part}")
            for one in KINDS[question.kind].columns(question)
            if f"{key}.{one.part}" in columns
        }
        if its:
            marks = ", ".join(f"CASE WHEN {name} = 1 THEN '{part}' END" for part, name in its.items())
            coded = f"{_quoted(f'{joined.ranking}.{joined.choice}')} = {place} AND {next(iter(its.values()))} >= 0"
            cases.append(f"WHEN {coded} THEN concat_ws('|', {marks})")
    return f"CASE {' '.join(cases)} END" if cases else "NULL"


_HELD = re.compile(r"\b(FROM|JOIN) responses\b")


def with_generated(sql: str, columns: Mapping[str, str]) -> str:
    """Returns SQL over responses in which the generated columns that it names are reckoned, and no others.

    They stand in no table: hundreds of generated columns slow down every row that is put in.
    """
    if "~" not in sql:
        return sql
    named = ", ".join(f"{how} AS {_quoted(name)}" for name, how in columns.items() if _quoted(name) in sql)
    return _HELD.sub(rf"\1 (SELECT rowid, *, {named} FROM responses) AS responses", sql) if named else sql  # noqa: S608  our own names


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _at_place(joined: Joined, parts: Sequence[tuple[str, int]]) -> str:
    rank = _quoted(f"{joined.ranking}.{joined.choice}")
    cases = " ".join(f"WHEN {rank} = {place} THEN {name}" for name, place in parts)
    return f"CASE WHEN {rank} < 0 THEN {rank} {cases} ELSE {NOT_ASKED} END"


def _anywhere(parts: Sequence[tuple[str, int]]) -> str:
    names = ", ".join(name for name, _ in parts)
    if not names:
        return str(NOT_ASKED)
    waiting = " ".join(f"WHEN {code} IN ({names}) THEN {code}" for code in (NOT_CODED, UNCLEAR))
    return f"CASE WHEN greatest({names}) >= 0 THEN greatest({names}) {waiting} ELSE least({names}) END"
