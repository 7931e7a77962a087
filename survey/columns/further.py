"""Further variables: what people made of the answers, such as themes coded from texts, beside the answers themselves.

The columns know the shape of such variables and ask for their values; whoever makes them hands in a source.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from survey.contacts.personal import NOTHING_DECIDED as PLAINLY
from survey.contacts.personal import Discretion, masked
from survey.db.session import Transaction
from survey.questionnaire.definition import Question

UNCLEAR = "?"
"""Stands for a text that its coder could make nothing of."""

Decided = Mapping[tuple[str, str], Discretion]
"""(Response, key of the answer) → what people decided may be seen of its words."""

NOTHING_DECIDED: Decided = MappingProxyType({})
"""No text was decided on: whatever is found is masked."""


@dataclass(frozen=True, slots=True)
class Joins:
    """Which further variables one variable joins, so that it counts people and not their texts."""

    places: tuple[tuple[str, int], ...]
    """(Key of a further question, the place of the ranking that its text is about, 0 for none)."""
    ranking: str = ""
    """The ranking, for each choice of which there is a variable as well, whichever place it was given."""
    about: str = ""
    """What such a variable is called, before the words of the choice."""


@dataclass(frozen=True, slots=True)
class FurtherQuestion:
    """A variable made of what was written under one key: several marks a text, each there or not."""

    question: Question
    """As a question of many choices; its key holds a sign that no question's own key can."""
    entry: str
    """The column of words that it was made of; of several, the one behind which it stands."""
    joins: Joins | None = None
    """For a variable that joins others; nothing is made of texts under its own key."""


@dataclass(frozen=True, slots=True)
class Made:
    """What people made of one response."""

    marks: Mapping[str, str] = field(default_factory=dict)
    """Key of a further question → the keys of its marks as `|one|two|`, empty for none of them, or UNCLEAR."""
    stands_for: Mapping[str, str] = field(default_factory=dict)
    """`question:other` → the choice that a person put these words under."""


class Further(Protocol):
    """A source of further variables."""

    def questions(self, tx: Transaction, family: str) -> tuple[FurtherQuestion, ...]:
        """Returns the variables of a family; where they change, columns are built anew."""
        ...

    def made(self, tx: Transaction, ids: Sequence[str]) -> Mapping[str, Made]:
        """Returns response → what was made of it, for those of which anything was."""
        ...

    def changed_since(self, tx: Transaction, mark: int) -> tuple[int, Sequence[str]]:
        """Returns a later change mark, and the responses of which something was made up to it; the same mark for none.

        Told -1 it returns the latest mark and no responses.
        """
        ...

    def decided(self, tx: Transaction) -> Decided:
        """Returns what people decided may be seen of texts."""
        ...


class Nothing:
    """No further variables; every personal detail that is found stays masked."""

    def questions(self, tx: Transaction, family: str) -> tuple[FurtherQuestion, ...]:
        """See Further."""
        return ()

    def made(self, tx: Transaction, ids: Sequence[str]) -> Mapping[str, Made]:
        """See Further."""
        return {}

    def changed_since(self, tx: Transaction, mark: int) -> tuple[int, Sequence[str]]:
        """See Further."""
        return mark, ()

    def decided(self, tx: Transaction) -> Decided:
        """See Further."""
        return {}


NOTHING = Nothing()


def put_under(answers: Mapping[str, Any], stands_for: Mapping[str, str]) -> dict[str, Any]:
    """Returns answers in which 'other' counts as what a person put it under; named already, it counts once."""
    changed = dict(answers)
    for place, choice in stands_for.items():
        question, _, other = place.partition(":")
        held = changed.get(question)
        if isinstance(held, list) and other in held:
            without = choice in held
            changed[question] = [
                choice if one == other else one for one in held if not (without and one == other)
            ]
        elif held == other:
            changed[question] = choice
    return changed


def seen(words: str | None, decided: Decided, response: str, column: str) -> str | None:
    """Returns words as they may leave the columns: with personal details masked."""
    return masked(words, decided.get((response, column), PLAINLY)) if words else words


def seen_all(
    words: Sequence[str | None],
    looks: Sequence[bool | None],
    decided: Decided,
    responses: Sequence[str],
    column: str,
) -> list[str | None]:
    """Returns a whole column as `seen` does; `looks` says in which responses a text is worth a look (WORTH_A_LOOK)."""
    return [
        seen(its, decided, of, column) if its and (look or (of, column) in decided) else its
        for its, look, of in zip(words, looks, responses, strict=True)
    ]
