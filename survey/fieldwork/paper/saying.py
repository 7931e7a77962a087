"""Conditions in words: 'you ticked ‘Yes’ in question 4'."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from survey.fieldwork.paper.reduced import ABSENCE, BLANK, base, every_outcome, outcomes, part
from survey.fieldwork.paper.words import Words
from survey.places.london import LONDON
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Comparison,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
)
from survey.questionnaire.definition import Question
from survey.questionnaire.kinds.area import OUTSIDE_TEXT

ANY_LINE = "*"
"""Stands for the row of a grid where any will do; no key is written so."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Several things, all of which (or one of which) must be so."""

    all: bool
    parts: "tuple[Said, ...]"


Said: TypeAlias = str | Joined


@dataclass(frozen=True, slots=True)
class _Ticks:
    """The boxes of one question, or grid row, of which one is ticked; BLANK among them where none may be."""

    name: str
    boxes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Negated:
    part: Comparison


_Node: TypeAlias = "_Ticks | _Group | Comparison | _Negated"


@dataclass(frozen=True, slots=True)
class _Group:
    all: bool
    parts: tuple[_Node, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says conditions of one questionnaire in one language."""

    words: Words
    questions: Callable[[str], Question]
    """The question under a key."""
    number: Callable[[str], int]
    """The number under which it is printed; KeyError for one that is not."""
    last: int
    """The number of the last question."""

    def say(self, condition: Condition) -> Said:
        """Returns a condition in words: one clause, or clauses joined."""
        return self._said(self._node(condition))

    def labels(self, question: Question, boxes: Sequence[str]) -> str:
        """Names boxes in quotation marks, joined by 'or'."""
        return self.words.either([self.words.quoted(self.label(question, box)) for box in boxes])

    def label(self, question: Question, box: str) -> str:
        """Returns what stands beside a box."""
        if box.startswith(ABSENCE):
            return self.words.say(box.removeprefix(ABSENCE))
        if question.kind == "yes_no":
            return self.words.say(box)
        for choice in question.choices:
            if choice.key == box:
                return choice.text.say(self.words.language)
        return box

    def _node(self, condition: Condition) -> _Node:
        if isinstance(condition, AllOf | AnyOf):
            every = isinstance(condition, AllOf)
            return self._merged([self._node(one) for one in condition.parts], every=every)
        inner = condition.part if isinstance(condition, Not) else condition
        if isinstance(inner, AllOf | AnyOf | Not | ByChannel):
            raise TypeError("a reduced condition holds comparisons alone, negated one by one")
        question = self.questions(base(inner.question))
        ticked = outcomes(inner, question)
        if ticked is None:
            return _Negated(inner) if isinstance(condition, Not) else inner
        wanted = every_outcome(question) - ticked if isinstance(condition, Not) else ticked
        return _Ticks(inner.question, wanted)

    def _merged(self, parts: Sequence[_Node], *, every: bool) -> _Node:
        """Joins nodes; what concerns the boxes of one question becomes one."""
        ticks: dict[str, frozenset[str]] = {}
        merged: list[_Node] = []
        for one in parts:
            if isinstance(one, _Ticks):
                before = ticks.get(one.name)
                joined = one.boxes if before is None else before & one.boxes if every else before | one.boxes
                ticks[one.name] = joined
                if before is None:
                    merged.append(one)
            else:
                merged.append(one)
        nodes = [_Ticks(one.name, ticks[one.name]) if isinstance(one, _Ticks) else one for one in merged]
        if not every:
            nodes = self._any_line(nodes)
        return nodes[0] if len(nodes) == 1 else _Group(every, tuple(nodes))

    def _any_line(self, nodes: list[_Node]) -> list[_Node]:
        """Says once what may be so of any line of a grid, where nothing else is said beside it."""
        lines = [one for one in nodes if isinstance(one, _Ticks) and part(one.name)]
        if len(lines) < len(nodes) or len({(base(one.name), one.boxes) for one in lines}) != 1:
            return nodes
        grid = self.questions(base(lines[0].name))
        if BLANK in lines[0].boxes or len(lines) < len(grid.rows):
            return nodes
        return [_Ticks(f"{grid.key}.{ANY_LINE}", lines[0].boxes)]

    def _said(self, node: _Node) -> Said:
        if isinstance(node, _Group):
            return Joined(node.all, tuple(self._said(one) for one in node.parts))
        if isinstance(node, _Ticks):
            return self._ticks(node)
        if isinstance(node, _Negated):
            return self._comparison(node.part, wanted=False)
        return self._comparison(node, wanted=True)

    def _ticks(self, node: _Ticks) -> str:
        question = self.questions(base(node.name))
        order = [box for box in _in_order(question) if box in every_outcome(question)]
        inside = [box for box in order if box in node.boxes]
        outside = [box for box in order if box not in node.boxes]
        place = self._place(question, node.name)
        if BLANK in node.boxes:
            return self.words.say("not_ticked", labels=self.labels(question, outside), place=place)
        if not outside:
            return self.words.say("ticked_any", place=place)
        if len(inside) <= max(2, len(outside)):
            return self.words.say("ticked", labels=self.labels(question, inside), place=place)
        return self.words.say("ticked_other", labels=self.labels(question, outside), place=place)

    def _place(self, question: Question, name: str) -> str:
        row = next((one for one in question.rows if one.key == part(name)), None)
        number = self.number(question.key)
        if part(name) == ANY_LINE:
            return self.words.say("any_line", number=number)
        if row is None:
            return self.words.say("question", number=number)
        return self.words.say("row", number=number, row=self.words.quoted(row.text.say(self.words.language)))

    def _comparison(self, comparison: Comparison, *, wanted: bool) -> str:
        question = self.questions(base(comparison.question))
        place = self._place(question, comparison.question)
        negated = "" if wanted else "not_"
        match comparison:
            case Answered(name):
                return self._answered(question, part(name), place, negated)
            case Contains(_, value):
                return self._contains(question, value, place, negated)
            case Equals(name, value):
                return self._is(question, part(name), (value,), place, negated)
            case In(name, values):
                return self._is(question, part(name), values, place, negated)
            case Greater(_, bound):
                return self.words.say(negated + "wrote_more", bound=bound, place=place)
            case Less(_, bound):
                return self.words.say(negated + "wrote_less", bound=bound, place=place)

    def _answered(self, question: Question, rank: str, place: str, negated: str) -> str:
        if rank:
            return self.words.say(negated + "gave_number", rank=rank, place=place)
        if question.absences and question.kind != "grid":
            labels = self.labels(question, [ABSENCE + absence for absence in question.absences])
            return self.words.say(negated + "answered_other", labels=labels, place=place)
        return self.words.say(negated + "answered", place=place)

    def _contains(self, question: Question, key: str, place: str, negated: str) -> str:
        verb = {"ranking": "numbered", "area": "wrote"}.get(question.kind, "ticked")
        if question.kind == "grid":
            row = next(one.text.say(self.words.language) for one in question.rows if one.key == key)
            where = self.words.say("row", number=self.number(question.key), row=self.words.quoted(row))
            return self.words.say(negated + "ticked_any", place=where)
        label = area_name(key, self.words.language) if question.kind == "area" else self.label(question, key)
        return self.words.say(negated + verb, labels=self.words.quoted(label), place=place)

    def _is(
        self, question: Question, rank: str, values: Sequence[str | int], place: str, negated: str
    ) -> str:
        if rank:
            labels = self.labels(question, [str(value) for value in values])
            return self.words.say(negated + "ranked", rank=rank, labels=labels, place=place)
        said = [
            str(value) if question.kind != "area" else area_name(str(value), self.words.language)
            for value in values
        ]
        labels = self.words.either([self.words.quoted(one) for one in said])
        return self.words.say(negated + "wrote", labels=labels, place=place)


def area_name(code: str, language: str) -> str:
    """Returns the name of an area, or the words for 'outside'."""
    area = LONDON.by_code.get(code)
    return area.name if area else OUTSIDE_TEXT.say(language)


def _in_order(question: Question) -> list[str]:
    """Returns the boxes of a question as they are printed."""
    ticked = ["yes", "no"] if question.kind == "yes_no" else [choice.key for choice in question.choices]
    return [*ticked, *(ABSENCE + absence for absence in question.absences)]
