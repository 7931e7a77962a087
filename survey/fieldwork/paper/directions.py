"""The way through a printed questionnaire: numbers, jumps beside boxes, and notes where a jump can't say it.

Whoever answers each question that is put to them, and follows the jumps and the notes, answers exactly the questions
that the same answers would meet on the web (a property test holds this for any questionnaire).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.fieldwork.paper.reduced import (
    BLANK,
    Reduced,
    all_of,
    base,
    boxes,
    conjuncts,
    part,
    reduced,
)
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Comparison,
    Condition,
    Contains,
    Equals,
    In,
    Not,
    holds,
)
from survey.questionnaire.definition import Channel, Choice, Page, Question, Questionnaire, Section


class _Some:
    """Some answer or other, of which no more is known."""


SOME = _Some()


@dataclass(frozen=True, slots=True)
class Note:
    """What stands above questions: answer 9 to 11 only if so and so, and if not, go to 14."""

    condition: Condition
    first: int
    last: int
    otherwise: int | None
    """Where to go if not, where that is further than the question after the last; one past the end is the end."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Choices that stand together under one condition; None for those that stand for everybody."""

    condition: Condition | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One printed question."""

    number: int
    question: Question
    page: Page
    section: Section
    condition: Reduced
    jumps: Mapping[str, int]
    """Box → number of the question to go to, where that is not the next; one past the last is the end."""
    note: Note | None
    """What stands above this question."""
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Directions:
    """The printed questions in order; those that the channel never asks are left out."""

    steps: tuple[Step, ...]

    def number(self, question: str) -> int:
        """Returns the number under which a question is printed; raises KeyError for one that is not."""
        for step in self.steps:
            if step.question.key == question:
                return step.number
        raise KeyError(question)


@dataclass(slots=True)
class _Asked:
    question: Question
    page: Page
    section: Section
    condition: Reduced


def directions(questionnaire: Questionnaire, channel: Channel = Channel.PAPER) -> Directions:
    """Works out numbers, jumps and notes for one channel."""
    asked = list(_asked(questionnaire, channel))
    printed = {one.question.key: one.question for one in asked}
    jumps = [_jumps(asked, place) for place in range(len(asked))]
    notes = _notes(asked, jumps)
    steps = [
        Step(
            place + 1,
            one.question,
            one.page,
            one.section,
            one.condition,
            {box: target + 1 for box, target in jumps[place].items()},
            notes.get(place),
            tuple(_listed(one.question, channel, printed)),
        )
        for place, one in enumerate(asked)
    ]
    return Directions(tuple(steps))


def _asked(questionnaire: Questionnaire, channel: Channel) -> Iterator[_Asked]:
    """Walks the questions that can be asked, each with all that it hangs on."""
    printed: dict[str, Question] = {}
    own: dict[str, Reduced] = {}
    for section in questionnaire.sections:
        for page in section.pages:
            found = []
            for question in page.questions:
                conditions = (section.show_if, page.show_if, question.show_if)
                condition = all_of(reduced(one, channel, printed) for one in conditions)
                if condition is not False:
                    own[question.key] = condition = _without_repeats(condition, own)
                    found.append(_Asked(question, page, section, condition))
            printed.update({one.question.key: one.question for one in found})
            yield from found


def _without_repeats(condition: Reduced, own: Mapping[str, Reduced]) -> Reduced:
    """Leaves out what another part says already.

    That is what a question hung on of which an answer is needed, and that it was answered where more is said of it.
    """
    parts = conjuncts(condition)
    needed = [one for one in parts if not isinstance(one, Not | AllOf | AnyOf | ByChannel)]
    implied: list[Condition] = [
        inner for one in needed for inner in conjuncts(own.get(base(one.question), True))
    ]
    implied += [
        Answered(base(one.question))
        for one in needed
        if not (isinstance(one, Answered) and not part(one.question))
        and not (isinstance(one, Contains) and not part(one.question))
    ]
    return all_of(one for one in parts if one not in implied)


def _listed(question: Question, channel: Channel, printed: Mapping[str, Question]) -> Iterator[Listed]:
    """Puts neighbouring choices with the same condition together; one that is never shown is left out."""
    together: list[Choice] = []
    condition: Reduced = True
    for choice in question.choices:
        own = reduced(choice.show_if, channel, printed)
        if own is False:
            continue
        if together and own != condition:
            yield Listed(None if isinstance(condition, bool) else condition, tuple(together))
            together = []
        condition = own
        together.append(choice)
    if together:
        yield Listed(None if isinstance(condition, bool) else condition, tuple(together))


def _ticks(question: Question) -> list[tuple[str | None, Any]]:
    """Returns (box, value) for what can be given in answer; no box where it can't be told by one."""
    found: list[tuple[str | None, Any]] = []
    if question.kind == "grid":
        return found
    if question.kind == "multiple_choice":
        found += [(choice.key, [choice.key]) for choice in question.choices if choice.exclusive]
    if question.kind not in {"single_choice", "yes_no"}:
        found.append((None, SOME))
    return [*found, *boxes(question).items()]


def _jumps(asked: Sequence[_Asked], place: int) -> dict[str, int]:
    """Returns box → place to go to, for boxes after which the next questions are certainly not asked."""
    found = {}
    for box, value in _ticks(asked[place].question):
        if box is None:
            continue
        target = _next(asked, place + 1, {asked[place].question.key: value})
        if target > place + 1:
            found[box] = target
    return found


def _next(asked: Sequence[_Asked], start: int, known: dict[str, Any]) -> int:
    """Returns the first place from `start` whose question may be asked; those passed over stay blank."""
    known = dict(known)
    of = {one.question.key: one.question for one in asked}
    for place in range(start, len(asked)):
        if certain(asked[place].condition, known, of) is not False:
            return place
        known[asked[place].question.key] = BLANK
    return len(asked)


def certain(condition: Reduced, known: Mapping[str, Any], of: Mapping[str, Question]) -> bool | None:
    """Says whether a condition holds, given some answers (SOME, BLANK or a value); None where that is open."""
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, AllOf | AnyOf):
        held = [certain(one, known, of) for one in condition.parts]
        return _joint(held, decides=isinstance(condition, AnyOf))
    if isinstance(condition, Not):
        inner = certain(condition.part, known, of)
        return None if inner is None else not inner
    if isinstance(condition, ByChannel):
        return Channel.PAPER in condition.channels
    return _certain_comparison(condition, known, of)


def _certain_comparison(
    comparison: Comparison, known: Mapping[str, Any], of: Mapping[str, Question]
) -> bool | None:
    key = base(comparison.question)
    if key not in known:
        return None
    value = known[key]
    if isinstance(value, _Some):
        return _of_some(comparison, of[key])
    return holds(comparison, {} if value == BLANK else {key: value}, Channel.PAPER)


def _joint(held: Sequence[bool | None], *, decides: bool) -> bool | None:
    if decides in held:
        return decides
    return None if None in held else not decides


def _of_some(comparison: Comparison, question: Question) -> bool | None:
    """Says what is certain of some answer that is not one of the boxes told of by themselves."""
    match comparison:
        case Answered(name) if not part(name):
            return True
        case Contains(_, key) if question.kind == "multiple_choice":
            return False if question.choice_by_key[key].exclusive else None
        case Equals() | In() if question.kind == "multiple_choice":
            return False
    return None


def _notes(asked: Sequence[_Asked], jumps: Sequence[Mapping[str, int]]) -> dict[int, Note]:
    """Returns place → note for each run of questions under one condition that jumps don't lead to rightly."""
    notes: dict[int, Note] = {}
    targets: dict[int, int] = {}
    start = 0
    while start < len(asked):
        condition = asked[start].condition
        end = start
        while end + 1 < len(asked) and asked[end + 1].condition == condition:
            end += 1
        if not isinstance(condition, bool) and not _led_to(asked, jumps, targets, start, end):
            blank = {one.question.key: BLANK for one in asked[start : end + 1]}
            target = _otherwise(asked, end + 1, condition, blank)
            otherwise = target + 1 if target > end + 1 else None
            notes[start] = Note(condition, start + 1, end + 1, otherwise)
            targets.update(dict.fromkeys(range(start, end + 1), target))
        start = end + 1
    return notes


def _otherwise(asked: Sequence[_Asked], start: int, condition: Condition, blank: dict[str, Any]) -> int:
    """Returns where to go on when a condition does not hold: past what hangs on it, or on answers not given."""
    known = dict(blank)
    of = {one.question.key: one.question for one in asked}
    failed = set(conjuncts(condition))
    for place in range(start, len(asked)):
        own = asked[place].condition
        if not failed <= set(conjuncts(own)) and certain(own, known, of) is not False:
            return place
        known[asked[place].question.key] = BLANK
    return len(asked)


def _led_to(
    asked: Sequence[_Asked],
    jumps: Sequence[Mapping[str, int]],
    noted: Mapping[int, int],
    start: int,
    end: int,
) -> bool:
    """Says whether jumps alone bring to a run of questions those, and only those, who are to answer them."""
    of = {one.question.key: one.question for one in asked}
    for place in range(start - 1, -1, -1):
        if noted.get(place, end + 1) <= end:
            continue
        if any(place < target <= end for before in jumps[:place] for target in before.values()):
            continue
        if any(at < place < target <= end for at, target in noted.items()):
            continue
        key = asked[place].question.key
        ticks = _ticks(asked[place].question)
        if ticks and all(
            certain(asked[start].condition, {key: value}, of) is True
            or (box is not None and jumps[place].get(box, place + 1) > end)
            for box, value in ticks
        ):
            return True
    return False
