"""A simulated person who answers a questionnaire: any valid one, by the known truths where a question is known."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from survey.demonstration import truths
from survey.demonstration.drawing import DRAWN_BY, Asking
from survey.demonstration.minds import Mind
from survey.questionnaire.definition import Absence, Channel, Page, Question, absent
from survey.questionnaire.version import Version


class AnswerRefused(Exception):
    """A simulated answer does not pass the questionnaire's own checks: the simulation is at fault."""


class Answerer:
    """What can be worked out once for all who answer one version."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.pages: Mapping[str, Page] = version.questionnaire.page_of
        self.questions: Mapping[str, Question] = version.questionnaire.question_by_key
        self.conditional = frozenset(
            question.key
            for question in version.questionnaire.questions
            if any(choice.show_if for choice in question.choices)
        )
        self.choices = {
            question.key: tuple(choice.key for choice in question.choices)
            for question in version.questionnaire.questions
        }
        self.unsaid = {question.key: self._unsaid(question) for question in version.questionnaire.questions}

    @staticmethod
    def _unsaid(question: Question) -> tuple[tuple[float, Absence | None], ...]:
        """Returns the shares of refusing, not knowing and leaving out, each added to those before it."""
        refused = known = left_out = 0.0
        if Absence.PREFER_NOT_TO_SAY in question.absences:
            refused = truths.REFUSED_MORE.get(question.key, truths.REFUSED)
        if Absence.DONT_KNOW in question.absences and question.kind != "grid":
            known = truths.NOT_KNOWN
        if not question.required:
            left_out = truths.LEFT_OUT_WORDS.get(question.kind, truths.LEFT_OUT)
        steps = (
            (refused, Absence.PREFER_NOT_TO_SAY),
            (refused + known, Absence.DONT_KNOW),
            (refused + known + left_out, None),
        )
        return steps if steps[-1][0] else ()

    def answers(self, mind: Mind, channel: Channel, chance: Random) -> dict[str, Any]:
        """Returns one person's answers along the path that they take; raises AnswerRefused."""
        person = _Person(self, mind, channel, chance)
        route = self.version.route
        path = route.walk(person, channel)
        for key in self.questions:  # where nothing depends on answers, the walk asks for none
            if key in path.asked:
                person.ask(key)
        open_page = route.first_open_page(path, person.said, channel)
        if open_page is not None:
            raise AnswerRefused(f"page {open_page.key}: {person.said}")
        return person.said


class _Person(Mapping[str, Any]):
    """Answers that are drawn when the walk asks for them: so each answer is drawn once, and only if it is asked for."""

    def __init__(self, plan: Answerer, mind: Mind, channel: Channel, chance: Random) -> None:
        self.plan = plan
        self.mind = mind
        self.channel = channel
        self.chance = chance
        self.said: dict[str, Any] = {}
        self._asked: set[str] = set()
        self._skips: dict[str, bool] = {}

    def ask(self, key: str) -> None:
        """Draws the answer to a question that was not asked before."""
        if key in self._asked:
            return
        self._asked.add(key)
        question = self.plan.questions[key]
        if self.plan.pages[key].skippable and self._skips_rest(self.plan.pages[key]):
            if not question.required:
                self.said[key] = absent(Absence.PREFER_NOT_TO_SAY)
                return
        elif self._leaves_unsaid(question):
            return
        shown = self.plan.choices[key]
        if key in self.plan.conditional:
            route = self.plan.version.route
            shown = tuple(choice.key for choice in route.shown_choices(question, self.said, self.channel))
        asking = Asking(question, shown, self.mind, self.said, self.chance)
        self.said.update(DRAWN_BY[question.kind](asking))

    def _skips_rest(self, page: Page) -> bool:
        if page.key not in self._skips:
            self._skips[page.key] = self.chance.random() < truths.SKIPPED
        return self._skips[page.key]

    def _leaves_unsaid(self, question: Question) -> bool:
        steps = self.plan.unsaid[question.key]
        if not steps:
            return False
        drawn = self.chance.random()
        if drawn >= steps[-1][0]:
            return False
        absence = next(absence for share, absence in steps if drawn < share)
        if absence:
            self.said[question.key] = absent(absence)
        return True

    def __contains__(self, key: object) -> bool:
        if isinstance(key, str) and key in self.plan.questions:
            self.ask(key)
        return key in self.said

    def __getitem__(self, key: str) -> Any:
        if key in self:
            return self.said[key]
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self.said)

    def __len__(self) -> int:
        return len(self.said)
