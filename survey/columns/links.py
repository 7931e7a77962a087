"""How a question of one round links to that of another: the map by which rounds are laid side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from survey.questionnaire.definition import Question, Questionnaire, Text

Offered = tuple[str, str]
"""`choice` or `row`, and its key."""


class Link(StrEnum):
    """Whether figures of two rounds can be held against each other."""

    SAME = "same"
    """The same question with the same answers on offer."""
    RECODED = "recoded"
    """The same question, of which the answers on offer, the rows or the words were changed."""
    BROKEN = "broken"
    """Not asked in one of the rounds, or asked as another kind: nothing to compare."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One question of a round, and how it links to an earlier round."""

    question: Question
    link: Link
    added: Mapping[Offered, Text] = field(default_factory=dict)
    """Answers and rows that were not on offer in the earlier round."""
    dropped: Mapping[Offered, Text] = field(default_factory=dict)
    """Answers and rows that are not on offer any more."""
    reworded: bool = False
    changed: bool = False
    """True where the earlier round did not ask everybody alike: its questionnaire was changed while it ran."""


def linked(question: Question, earlier: Questionnaire | None) -> Linked:
    """Tells how a question links to an earlier questionnaire of its family; a key never changes its meaning."""
    before = earlier.question_by_key.get(question.key) if earlier else None
    if before is None or before.kind != question.kind:
        return Linked(question, Link.BROKEN)
    now_offered, then_offered = _offered(question), _offered(before)
    added = {key: text for key, text in now_offered.items() if key not in then_offered}
    dropped = {key: text for key, text in then_offered.items() if key not in now_offered}
    both = now_offered.keys() & then_offered.keys()
    pairs = [(question.text, before.text), *((now_offered[key], then_offered[key]) for key in both)]
    reworded = any(_said(one) != _said(other) for one, other in pairs)
    same = not (added or dropped or reworded or question.limit != before.limit)
    return Linked(question, Link.SAME if same else Link.RECODED, added, dropped, reworded)


def linked_to_round(question: Question, versions: Sequence[Questionnaire]) -> Linked:
    """Tells how a question links to an earlier round by all versions that were live in it, the oldest first.

    Nothing is the same that a part of the round was asked otherwise; an answer counts as offered where one version
    offered it.
    """
    asked = [one for one in versions if question.key in one.question_by_key]
    links = [one for one in (linked(question, version) for version in asked) if one.link is not Link.BROKEN]
    if not links:
        return Linked(question, Link.BROKEN)
    never = frozenset(links[0].added).intersection(*(one.added for one in links))
    return Linked(
        question,
        Link.SAME if all(one.link is Link.SAME for one in links) else Link.RECODED,
        {key: text for key, text in links[-1].added.items() if key in never},
        {key: text for one in links for key, text in one.dropped.items()},
        any(one.reworded for one in links),
        any(linked(asked[-1].question_by_key[question.key], one).link is not Link.SAME for one in asked),
    )


def _offered(question: Question) -> dict[Offered, Text]:
    """Returns answers and rows by what they are and their key."""
    return {
        **{("choice", one.key): one.text for one in question.choices},
        **{("row", one.key): one.text for one in question.rows},
    }


def _said(text: Text) -> str:
    """Returns words in the first language of their questionnaire."""
    return next(iter(text.by_language.values()), "")
