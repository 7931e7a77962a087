"""The path of one respondent through a questionnaire: computed from definition and answers, never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.questionnaire.conditions import AllOf, Condition, Holds, compiled
from survey.questionnaire.definition import Channel, Choice, Page, Question, Questionnaire
from survey.questionnaire.kinds import KINDS, Fault


@dataclass(frozen=True, slots=True)
class Path:
    """The pages that are asked, in order, and the keys of the questions asked on them."""

    pages: tuple[Page, ...]
    asked: frozenset[str]
    stale: frozenset[str] = frozenset()
    """Asked questions whose answer names a choice that is no longer shown, since an earlier answer was changed.

    Such an answer decides nothing and does not count; the person is led back to the question.
    """

    def after(self, page: str) -> Page | None:
        """Returns the page that follows; None after the last; the first where the page is not on the path."""
        keys = [one.key for one in self.pages]
        if page not in keys:
            return self.pages[0] if self.pages else None
        place = keys.index(page) + 1
        return self.pages[place] if place < len(keys) else None

    def before(self, page: str) -> Page | None:
        """Returns the page that comes before; None before the first or where the page is not on the path."""
        keys = [one.key for one in self.pages]
        place = keys.index(page) if page in keys else 0
        return self.pages[place - 1] if place else None

    def has(self, page: str) -> bool:
        """Says whether a page is asked."""
        return any(one.key == page for one in self.pages)


class Route:
    """The conditions of one questionnaire, compiled; `walk` follows them."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self._steps = [
            (
                page,
                self._page_conditions(section.show_if, page.show_if),
                tuple(question.key for question in page.questions),
                self._question_conditions(page),
                tuple(question.key for question in page.questions if _may_hide(question)),
            )
            for section in questionnaire.sections
            for page in section.pages
        ]
        self._choice_conditions: Mapping[str, Mapping[str, Holds]] = {
            question.key: {
                choice.key: compiled(choice.show_if)
                for choice in question.choices
                if choice.show_if is not None
            }
            for question in questionnaire.questions
            if _may_hide(question)
        }
        self._owned = {
            question.key: KINDS[question.kind].keys(question) for question in questionnaire.questions
        }
        self._is_conditional = any(
            page_conditions or question_conditions or choosing
            for _, page_conditions, _, question_conditions, choosing in self._steps
        )
        self._every = frozenset(question.key for question in questionnaire.questions)

    @staticmethod
    def _page_conditions(*conditions: Condition | None) -> Holds | None:
        standing = tuple(condition for condition in conditions if condition is not None)
        return compiled(AllOf(standing) if len(standing) > 1 else standing[0]) if standing else None

    @staticmethod
    def _question_conditions(page: Page) -> dict[str, Holds]:
        return {
            question.key: compiled(question.show_if)
            for question in page.questions
            if question.show_if is not None
        }

    def walk(self, answers: Mapping[str, Any], channel: Channel | str) -> Path:
        """Follows the conditions from the first page to the last; they see answers to asked questions alone.

        A page whose questions all fall away is not shown.
        """
        if not self._is_conditional:
            return Path(self.questionnaire.pages, self._every)
        seen: dict[str, Any] = {}
        pages: list[Page] = []
        asked: list[str] = []
        stale: list[str] = []
        for page, page_conditions, every_key, question_conditions, choosing in self._steps:
            if page_conditions is not None and not page_conditions(seen, channel):
                continue
            keys: Sequence[str] = every_key
            if question_conditions:
                keys = [
                    key
                    for key in every_key
                    if key not in question_conditions or question_conditions[key](seen, channel)
                ]
            if not keys:
                continue
            pages.append(page)
            asked += keys
            for key in keys:
                if key in answers:
                    seen[key] = answers[key]
            for key in choosing:
                if key in seen and self._names_hidden(key, seen, channel):
                    del seen[key]
                    stale.append(key)
        return Path(tuple(pages), frozenset(asked), frozenset(stale))

    def _names_hidden(self, question: str, seen: Mapping[str, Any], channel: Channel | str) -> bool:
        """Says whether an answer names a choice that this person is not shown."""
        value = seen[question]
        conditions = self._choice_conditions[question]
        chosen = value if isinstance(value, list) else (value,)
        return any(
            isinstance(key, str) and key in conditions and not conditions[key](seen, channel)
            for key in chosen
        )

    def shown_choices(
        self, question: Question, answers: Mapping[str, Any], channel: Channel | str, rotation: int = 0
    ) -> tuple[Choice, ...]:
        """Returns the choices that a respondent is shown, in their rotation."""
        return tuple(
            choice
            for choice in question.ordered_choices(rotation)
            if self.shows(question, choice, answers, channel)
        )

    def shows(
        self, question: Question, choice: Choice, answers: Mapping[str, Any], channel: Channel | str
    ) -> bool:
        """Says whether a choice is shown; `answers` are those to asked questions."""
        condition = self._choice_conditions.get(question.key, {}).get(choice.key)
        return condition is None or condition(answers, channel)

    def on_path(self, path: Path, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the entries that count: those of asked questions whose answer is not stale."""
        return {
            key: answers[key]
            for asked in self._every
            if asked in path.asked and asked not in path.stale
            for key in self._owned[asked]
            if key in answers
        }

    def off_path(self, path: Path, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the entries that don't count: those of questions not asked on this path, and stale ones."""
        on = {key for asked in path.asked - path.stale for key in self._owned[asked]}
        return {key: value for key, value in answers.items() if key not in on}

    def owned(self, question: str) -> tuple[str, ...]:
        """Names the entries of an answers document that belong to a question."""
        return self._owned[question]

    def not_asked(self, path: Path) -> list[str]:
        """Returns the keys of questions that the path leaves out, in order."""
        return [question.key for question in self.questionnaire.questions if question.key not in path.asked]

    def not_answered(self, path: Path, answers: Mapping[str, Any]) -> list[str]:
        """Returns the keys of questions that were asked and left open, in order."""
        return [
            question.key
            for question in self.questionnaire.questions
            if question.key in path.asked and (question.key not in answers or question.key in path.stale)
        ]

    def first_open_page(self, path: Path, answers: Mapping[str, Any], channel: Channel | str) -> Page | None:
        """Returns the first page that can't be left as it is: something is wrong there, or a step unfinished."""
        for page in path.pages:
            waits = any(
                question.key in path.asked and KINDS[question.kind].unfinished(question, answers)
                for question in page.questions
            )
            if waits or self.faults_on(page, path, answers, channel):
                return page
        return None

    def faults_on(
        self, page: Page, path: Path, answers: Mapping[str, Any], channel: Channel | str
    ) -> list[tuple[Question, Fault]]:
        """Returns what is wrong with the answers kept for a page, in the order of its questions."""
        faults: list[tuple[Question, Fault]] = []
        for question in page.questions:
            if question.key not in path.asked:
                continue
            found = KINDS[question.kind].check(question, answers, Channel(channel))
            if not found and question.key in path.stale:
                found = [Fault("not_a_choice", question.key)]
            faults += [(question, fault) for fault in found]
        return faults


def _may_hide(question: Question) -> bool:
    return any(choice.show_if is not None for choice in question.choices)
