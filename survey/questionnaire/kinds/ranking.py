"""The top few of a list, in order: picked first, put in order in a second step, nothing to drag."""

from typing import Any

from survey.questionnaire.definition import Question
from survey.questionnaire.kinds import choosing
from survey.questionnaire.kinds.kind import (
    Answers,
    Column,
    Fault,
    Posted,
    Simple,
    field_value,
    first_of,
    posted_absence,
)
from survey.questionnaire.kinds.multiple_choice import in_document_order

DEFAULT_LIMIT = 3


def placed_key(question: Question) -> str:
    """Names the entry that counts the leading places already settled; there is none once the order stands."""
    return f"{question.key}:placed"


def places_of(question: Question) -> int:
    """Returns how many places can be filled."""
    return question.limit or DEFAULT_LIMIT


def still_to_place(question: Question, answers: Answers) -> list[str]:
    """Returns the picks among which the next place is to be chosen, in the order of the document."""
    placed = answers.get(placed_key(question))
    value = answers.get(question.key)
    if placed is None or not isinstance(value, list):
        return []
    return in_document_order(question, value[placed:])


class Ranking(Simple):
    """Stored as the list of keys in the order of their rank."""

    name = "ranking"
    fields = frozenset({"choices", "rotate", "limit"})

    def keys(self, question: Question) -> tuple[str, ...]:
        """Names the ranked keys, the count of settled places and the words behind each 'other'."""
        return (question.key, placed_key(question), *choosing.other_keys(question))

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes one of three forms: the next place, places keyed directly, or picks."""
        if f"{question.key}.place" in posted:
            return self._place(question, first_of(posted, f"{question.key}.place"), before)
        places = [f"{question.key}.{place}" for place in range(1, places_of(question) + 1)]
        if any(name in posted for name in places):
            return self._keyed(question, [first_of(posted, name) for name in places], posted)
        return self._picked(question, posted, before)

    def _place(self, question: Question, choice: str, before: Answers) -> dict[str, Any]:
        """Moves the choice to the next place; a choice that isn't to be placed changes nothing."""
        entries = {key: before[key] for key in self.keys(question) if key in before}
        if choice not in still_to_place(question, before):
            return entries
        placed = before[placed_key(question)]
        ranked = [key for key in before[question.key] if key != choice]
        ranked.insert(placed, choice)
        return self._settle(question, entries, ranked, placed + 1)

    @staticmethod
    def _settle(
        question: Question, entries: dict[str, Any], ranked: list[str], placed: int
    ) -> dict[str, Any]:
        """Keeps count of the settled places until all but one are: the last then follows."""
        entries[question.key] = ranked
        if placed < len(ranked) - 1:
            entries[placed_key(question)] = placed
        else:
            entries.pop(placed_key(question), None)
        return entries

    @staticmethod
    def _keyed(question: Question, values: list[str], posted: Posted) -> dict[str, Any]:
        """Takes the places as they were keyed, gaps included, for `check` to judge."""
        while values and not values[-1]:
            values.pop()
        if not values:
            return {}
        if len(values) == 1 and posted_absence(values[0]):
            return {question.key: posted_absence(values[0])}
        return {question.key: values, **choosing.read_others(question, values, posted)}

    def _picked(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes the picks; the same picks as before keep the order they had."""
        values = [value for value in posted.get(question.key, ()) if value.strip()]
        if not values:
            return {}
        if len(values) == 1 and posted_absence(values[0]):
            return {question.key: posted_absence(values[0])}
        picks = in_document_order(question, values)
        entries: dict[str, Any] = choosing.read_others(question, picks, posted)
        earlier = before.get(question.key)
        if isinstance(earlier, list) and sorted(map(str, earlier)) == sorted(picks):
            placed = before.get(placed_key(question), len(picks))
            return self._settle(question, entries, list(earlier), placed)
        return self._settle(question, entries, picks, 0)

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives the picks, and the places for a form that keys them directly."""
        value = answers.get(question.key)
        if value is None:
            return {}
        ranked = [field_value(key) for key in (value if isinstance(value, list) else [value])]
        places = {f"{question.key}.{place}": [key] for place, key in enumerate(ranked, start=1)}
        return {question.key: ranked, **places, **choosing.write_others(question, answers)}

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Holds the ranks against the list: no gap, no choice twice, not too many."""
        if not isinstance(value, list):
            return [Fault("not_a_choice", question.key)]
        return (
            self._check_places(question, value)
            or choosing.check_keys(question, value)
            or choosing.check_others(question, value, answers)
        )

    @staticmethod
    def _check_places(question: Question, ranked: list[Any]) -> list[Fault]:
        if len(ranked) > places_of(question):
            return [Fault("too_many", question.key, {"limit": places_of(question), "chosen": len(ranked)})]
        for place, key in enumerate(ranked, start=1):
            if not key:
                return [Fault("gap_in_ranks", f"{question.key}.{place}", {"place": place})]
            if key in ranked[: place - 1]:
                choice = question.choice_by_key.get(key)
                twice = {"choice": choice.text if choice else key}
                return [Fault("chosen_twice", f"{question.key}.{place}", twice)]
        return []

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says each choice on a line, first to last."""
        return [choosing.say_choice(question, key, answers, language) for key in value]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives the rank of each choice."""
        ranks = tuple(
            Column(f"{question.key}.{choice.key}", question.key, choice.key, "rank", choice.text)
            for choice in question.choices
        )
        return (*ranks, *choosing.other_columns(question))

    def unfinished(self, question: Question, answers: Answers) -> bool:
        """Says whether picks wait to be put in order."""
        return placed_key(question) in answers
