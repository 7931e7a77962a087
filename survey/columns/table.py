"""The shape of a family's columns: one table over all its versions and rounds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from survey.columns.codes import status_of
from survey.columns.further import FurtherQuestion
from survey.columns.joined import Joined, generated, joined_questions
from survey.questionnaire.definition import Channel, Choice, Question, Questionnaire, Row
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.kind import Column

CHANNELS = tuple(Channel)
"""Channels in the order of their codes."""

SOME_ABSENCES = 2
"""How many absences a column commonly holds."""

MOST_RANKS = 6
"""The ranks of a ballot, and none."""

SOME_COUNTS = 8
"""How many different counts a column of counts commonly holds."""

Keyed = TypeVar("Keyed", bound=Choice | Row)
"""What has a key of its own within a question."""


@dataclass(frozen=True)
class Table:
    """All questions that any version of a family asked, each once, and the columns that hold their answers."""

    family: str
    versions: tuple[str, ...]
    """Hashes of the versions, oldest first; the position is the code in the `version` column."""
    questions: tuple[Question, ...]
    """Newest wording; choices and rows of all versions, the newest version's first."""
    asked_in: Mapping[str, frozenset[str]]
    """Versions that have a question, by its key."""
    unprompted: Mapping[str, frozenset[tuple[str, Channel]]]
    """Version and channel pairs that ask a question unprompted, by its key."""
    made_of: Mapping[str, str] = field(default_factory=dict)
    """Further question → the column of words that it was made of."""
    joined: Mapping[str, Joined] = field(default_factory=dict)
    """Further question → what it joins, for those that hold nothing of their own."""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All answer columns, in the order of the questions."""
        return tuple(column for question in self.questions for column in self.columns_of(question.key))

    @cached_property
    def _columns_by_question(self) -> Mapping[str, tuple[Column, ...]]:
        return {question.key: KINDS[question.kind].columns(question) for question in self.questions}

    def columns_of(self, question_key: str) -> tuple[Column, ...]:
        """Returns the columns of one question; none for an unknown key."""
        return self._columns_by_question.get(question_key, ())

    @cached_property
    def column_by_name(self) -> Mapping[str, Column]:
        """Finds a column by its stable name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def question_by_key(self) -> Mapping[str, Question]:
        """Finds a question by its key."""
        return {question.key: question for question in self.questions}

    @cached_property
    def listed(self) -> tuple[Question, ...]:
        """All questions but those about one choice of a ranking: there are too many of these to be read in one list."""
        return tuple(
            one for one in self.questions if one.key not in self.joined or not self.joined[one.key].of_one
        )

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """The further questions that marks are kept for."""
        return tuple(key for key in self.made_of if key not in self.joined)

    @cached_property
    def generated(self) -> Mapping[str, str]:
        """The columns that are reckoned from others when somebody looks, each with its expression."""
        return {
            name: how
            for key, joined in self.joined.items()
            for name, how in generated(self.question_by_key[key], joined, self.column_by_name)
        }

    @cached_property
    def codes(self) -> Mapping[str, Mapping[str, int]]:
        """Category to code, by column name, for the columns that hold categories."""
        return {
            column.name: {key: code for code, key in enumerate(categories(column))}
            for column in self.columns
            if column.type == "category"
        }

    @cached_property
    def spans(self) -> Mapping[str, int]:
        """About how many codes each column holds, absences among them, by name; those of numbers by their status."""
        found = {}
        for column in self.columns:
            name = status_of(column.name) if column.type == "number" else column.name
            found[name] = SOME_ABSENCES + {
                "category": len(column.categories),
                "rank": MOST_RANKS,
                "count": SOME_COUNTS,
            }.get(column.type, 2)
        return found

    @cached_property
    def text_columns(self) -> tuple[Column, ...]:
        """Columns whose words are kept apart; the position is the code of the field."""
        return tuple(column for column in self.columns if column.type == "text")

    @cached_property
    def places(self) -> tuple[Question, ...]:
        """The questions that say where a response belongs: required areas, else the first area asked for."""
        areas = [question for question in self.questions if question.kind == "area"]
        return tuple(question for question in areas if question.required) or tuple(areas[:1])


def categories(column: Column) -> tuple[str, ...]:
    """Returns the keys of a category column in the order of their codes."""
    return tuple(key for key, _ in column.categories)


def table_of(
    family: str, versions: Sequence[tuple[str, Questionnaire]], further: Sequence[FurtherQuestion] = ()
) -> Table:
    """Lays out the columns of a family from its versions (hash, questionnaire), oldest first.

    Further questions stand behind the question whose words they were made of.
    """
    merged: dict[str, Question] = {}
    asked_in: dict[str, set[str]] = {}
    unprompted: dict[str, set[tuple[str, Channel]]] = {}
    for name, questionnaire in reversed(versions):
        for question in questionnaire.questions:
            newer = merged.get(question.key)
            merged[question.key] = question if newer is None else _joined(newer, question)
            asked_in.setdefault(question.key, set()).add(name)
            unprompted.setdefault(question.key, set()).update(
                (name, channel) for channel, wording in question.channels.items() if wording.unprompted
            )
    known = [one for one in further if one.entry.partition(":")[0] in merged]
    joining = list(joined_questions(known, merged))
    its_further = [*(one for one in known if one.joins is None), *(one for one, _ in joining)]
    asked_in |= {one.question.key: asked_in[one.entry.partition(":")[0]] for one in its_further}
    return Table(
        family=family,
        versions=tuple(name for name, _ in versions),
        questions=tuple(_with_further(merged.values(), its_further)),
        made_of={one.question.key: one.entry for one in its_further},
        joined={one.question.key: joined for one, joined in joining},
        asked_in={key: frozenset(names) for key, names in asked_in.items()},
        unprompted={key: frozenset(pairs) for key, pairs in unprompted.items()},
    )


def _with_further(questions: Iterable[Question], further: Sequence[FurtherQuestion]) -> Iterator[Question]:
    for question in questions:
        yield question
        yield from (one.question for one in further if one.entry.partition(":")[0] == question.key)


def _joined(newer: Question, older: Question) -> Question:
    """Keeps what only the older version had; retired keys keep their columns."""
    limits = [limit for limit in (newer.limit, older.limit) if limit is not None]
    return replace(
        newer,
        choices=_with_retired(newer.choices, older.choices),
        rows=_with_retired(newer.rows, older.rows),
        limit=max(limits) if len(limits) == 2 else newer.limit,
        counted=newer.counted or older.counted,
    )


def _with_retired(newer: Sequence[Keyed], older: Sequence[Keyed]) -> tuple[Keyed, ...]:
    by_key: dict[str, Keyed] = {}
    for one in (*newer, *older):
        by_key.setdefault(one.key, one)
    return tuple(by_key.values())
