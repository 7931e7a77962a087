"""Finds what no answers can lead to, and what somebody may be shown with a gap in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Any, TypeAlias

from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
    questions_in,
)
from survey.questionnaire.definition import Channel, Choice, Question, Questionnaire, Text
from survey.questionnaire.piping import piped_texts, placeholders, spoken
from survey.questionnaire.routing import Path, Route

MOST_TRIED = 5_000
"""Combinations of answers tried for one place; beyond that it is taken to be reachable."""

MOST_TRIED_IN_ALL = 40_000
"""Combinations tried for a whole document, so that a large one is checked in seconds."""

ANY = ""
"""Stands for what `answered` asks of a question: any value at all."""

UNREACHABLE = "unreachable"

Reached: TypeAlias = Callable[[Path, Mapping[str, Any], Channel], bool]
"""Says of a path, the answers that led to it and the channel, whether they show what is looked for."""


def gaps(questionnaire: Questionnaire) -> Iterator[tuple[str, str, str]]:
    """Yields (path, code, message) for what no answers lead to, lists that may be empty and words that may lack."""
    reach = _Reach(questionnaire)
    for channel in (Channel.WEB, Channel.TELEPHONE, Channel.PAPER):
        if not reach.route.walk({}, channel).pages:
            message = f"Somebody who has answered nothing is asked nothing ({channel}): free the first page."
            yield "sections", UNREACHABLE, message
            return
    for number, section in enumerate(questionnaire.sections):
        for place, page in enumerate(section.pages):
            here = f"sections/{number}/pages/{place}"
            outer = [condition for condition in (section.show_if, page.show_if) if condition]
            if outer and not reach.possible(outer, _shows_page(page.key)):
                yield f"{here}/show_if", UNREACHABLE, f"No answers lead to the page ‘{page.key}’."
                continue
            for name, text in (("title", page.title), ("text", page.text)):
                yield from _unspoken(reach, outer, text, f"{here}/{name}", _shows_page(page.key))
            for at, question in enumerate(page.questions):
                yield from _question_gaps(reach, outer, question, f"{here}/questions/{at}")


def _question_gaps(
    reach: "_Reach", outer: list[Condition], question: Question, path: str
) -> Iterator[tuple[str, str, str]]:
    conditions = [*outer, question.show_if] if question.show_if else outer
    if question.show_if and not reach.possible(conditions, _asks(question.key)):
        yield f"{path}/show_if", UNREACHABLE, f"No answers lead to the question ‘{question.key}’."
        return
    for where, channel, text in piped_texts(question):
        yield from _unspoken(reach, conditions, text, f"{path}/{where}", _asks(question.key, channel))
    for place, choice in enumerate(question.choices):
        if choice.show_if and not reach.possible(
            [*conditions, choice.show_if], _shows_choice(reach.route, question, choice)
        ):
            message = f"No answers lead to the choice ‘{choice.key}’."
            yield f"{path}/choices/{place}/show_if", UNREACHABLE, message
    if question.choices and all(choice.show_if for choice in question.choices):
        shown = [*conditions, *(choice.show_if for choice in question.choices if choice.show_if)]
        if reach.possible(shown, _asks_without_choices(reach.route, question)):
            message = f"‘{question.key}’ may be asked with no choice to choose: free one, or route."
            yield f"{path}/choices", UNREACHABLE, message


def _unspoken(
    reach: "_Reach", conditions: list[Condition], text: Text, path: str, shown: Reached
) -> Iterator[tuple[str, str, str]]:
    """Yields a gap for each placeholder that is shown to somebody who has no answer to put there."""
    piped = dict.fromkeys(found for words in text.by_language.values() for found in placeholders(words))
    for key, place in piped:
        name = key if place is None else f"{key}.{place}"
        if reach.possible([*conditions, Answered(name)], _lacks(reach, key, place, shown)):
            message = f"Some are shown this who have no answer for ‘{name}’: add ‘{{answered: {name}}}’ to ‘show_if’."
            yield path, "unspoken", message


def _lacks(reach: "_Reach", key: str, place: int | None, shown: Reached) -> Reached:
    question = reach.questionnaire.question_by_key[key]

    def reached(path: Path, answers: Mapping[str, Any], channel: Channel) -> bool:
        if not shown(path, answers, channel) or (
            question.required and key in path.asked and key not in answers
        ):
            return False
        return not spoken(reach.questionnaire, key, place, reach.route.on_path(path, answers), "en")

    return reached


def _shows_page(key: str) -> Reached:
    return lambda path, _answers, _channel: path.has(key)


def _asks(key: str, by: Channel | None = None) -> Reached:
    return lambda path, _answers, channel: key in path.asked and by in {None, channel}


def _shows_choice(route: Route, question: Question, choice: Choice) -> Reached:
    return lambda path, answers, channel: (
        question.key in path.asked and route.shows(question, choice, route.on_path(path, answers), channel)
    )


def _asks_without_choices(route: Route, question: Question) -> Reached:
    return lambda path, answers, channel: (
        question.key in path.asked
        and not route.shown_choices(question, route.on_path(path, answers), channel)
    )


class _Reach:
    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.route = Route(questionnaire)
        self.tries_left = MOST_TRIED_IN_ALL

    def possible(self, conditions: list[Condition], reached: Reached) -> bool:
        """Says whether some answers, on some channel, show what is looked for; tries those that could matter."""
        involved = self._involved(conditions)
        every = list(conditions) + [condition for key in involved for condition in self._conditions_of(key)]
        keys = sorted(involved)
        domains = [_domain(self.questionnaire.question_by_key[key], every) for key in keys]
        last = max(self.tries_left - MOST_TRIED, 0)
        for channel in Channel:
            for values in product(*domains):
                if self.tries_left <= last:
                    return True
                self.tries_left -= 1
                answers = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
                if reached(self.route.walk(answers, channel), answers, channel):
                    return True
        return False

    def _conditions_of(self, key: str) -> list[Condition]:
        page = self.questionnaire.page_of[key]
        section = self.questionnaire.section_of[page.key]
        question = self.questionnaire.question_by_key[key]
        choices = (choice.show_if for choice in question.choices)
        every = (section.show_if, page.show_if, question.show_if, *choices)
        return [one for one in every if one is not None]

    def _involved(self, conditions: Iterable[Condition]) -> set[str]:
        """Returns the questions that conditions look at, and those on which their being asked depends."""
        found: set[str] = set()
        waiting = set().union(*(questions_in(condition) for condition in conditions))
        while waiting:
            key = waiting.pop()
            if key in found or key not in self.questionnaire.question_by_key:
                continue
            found.add(key)
            for condition in self._conditions_of(key):
                waiting |= questions_in(condition)
        return found


def _domain(question: Question, conditions: list[Condition]) -> list[Any]:
    """Returns values that stand for all that matter: those that conditions name, one other, and none."""
    named = [about for condition in conditions for about in _named(condition, question.key)]
    keys = list(dict.fromkeys(value for _row, value in named if value != ANY))
    if question.kind == "grid":
        return [None, *_grid_domain(question, named)]
    if question.kind == "number":
        bounds = [value for value in keys if isinstance(value, int)]
        return [None, *dict.fromkeys(near for bound in bounds for near in (bound - 1, bound, bound + 1)), 0]
    texts = [value for value in keys if isinstance(value, str)]
    if question.kind == "ranking":
        return [None, *_ranking_domain(question, texts)]
    if question.kind == "multiple_choice":
        pool = list(dict.fromkeys([*texts, *(choice.key for choice in question.choices[:1])]))
        most = min(question.limit or len(pool), len(pool), 3)
        return [None, *(list(some) for size in range(1, most + 1) for some in combinations(pool, size))]
    if question.kind == "area" and (question.counted or (question.limit or 1) > 1):
        return [None, *([code] for code in texts), ["outside"]]
    free = sorted(question.choices, key=lambda choice: choice.show_if is not None)
    others = [choice.key for choice in free if choice.key not in texts][:1]
    return [None, *texts, *others, *([] if question.choices else ["another"])]


def _grid_domain(question: Question, named: list[tuple[str, str | int]]) -> Iterator[dict[str, Any]]:
    """Yields each row by itself at each point named for it, and all rows together at each point."""
    points = [choice.key for choice in question.choices]
    for row, value in dict.fromkeys(named):
        yield {row: value or points[0]}
    for point in points:
        yield {row.key: point for row in question.rows}


def _ranking_domain(question: Question, named: list[str]) -> Iterator[list[str]]:
    """Yields rankings of every length, with each named choice at each place."""
    keys = list(question.choice_by_key)
    for length in range(1, min(question.limit or 3, len(keys)) + 1):
        yield keys[:length]
        for choice, place in product([key for key in named if key in keys], range(length)):
            others = [key for key in keys if key != choice][: length - 1]
            yield [*others[:place], choice, *others[place:]]


def _named(condition: Condition, key: str) -> Iterator[tuple[str, str | int]]:
    """Yields (row, value) for what a condition says of a question."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _named(part, key)
        case Not(part):
            yield from _named(part, key)
        case ByChannel():
            return
        case _:
            question, _, row = condition.question.partition(".")
            if question == key:
                for value in _values_of(condition):
                    yield row, value


def _values_of(condition: Condition) -> tuple[str | int, ...]:
    match condition:
        case In(_, values):
            return values
        case Equals(_, value) | Contains(_, value) | Greater(_, value) | Less(_, value):
            return (value,)
        case _:
            return (ANY,)
