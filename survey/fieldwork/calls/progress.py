"""Where an interview stands: every question with its number, and whether it is answered, open or still to come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.questionnaire.definition import Absence, Channel, Page, Question, absence_of
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.piping import PLACEHOLDER
from survey.questionnaire.routing import Path
from survey.questionnaire.version import Version


class State(StrEnum):
    """How a question stands."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    """The caller prefers not to say."""
    OPEN = "open"
    """The interview is past it or at it, and it has no answer yet, or one that can't stay as it is."""
    AHEAD = "ahead"
    """The interview has not come to it."""
    NOT_ASKED = "not_asked"
    """It is off the path."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question in the list."""

    number: int
    """Its place in the whole questionnaire, from 1, whatever the path."""
    question: Question
    page: Page
    state: State
    hidden: bool = False
    """True where it was answered before this call and the clerk may not see the answer."""

    def words(self, language: str) -> str:
        """Returns the question as it is listed: as it is put by telephone, without earlier answers in it."""
        return PLACEHOLDER.sub("…", self.question.asked_as(Channel.TELEPHONE).say(language))


def steps(
    version: Version,
    path: Path,
    answers: Mapping[str, Any],
    channel: Channel,
    *,
    here: str | None,
    hidden: Collection[str] = (),
) -> tuple[Step, ...]:
    """Lists every question; `here` is the page in front of the clerk, None at the end of the questionnaire.

    How far the interview has come is computed: as far as this page, or the last page that holds an answer.
    """
    reached = _reached(version, path, answers, here)
    found = []
    for number, question in enumerate(version.questionnaire.questions, 1):
        page = version.questionnaire.page_of[question.key]
        if question.key not in path.asked:
            state = State.NOT_ASKED
        else:
            state = _state(version, path, answers, channel, question)
            if state is State.OPEN and page.key not in reached:
                state = State.AHEAD
        found.append(Step(number, question, page, state, question.key in hidden))
    return tuple(found)


def _reached(version: Version, path: Path, answers: Mapping[str, Any], here: str | None) -> set[str]:
    keys = [page.key for page in path.pages]
    if here is None:
        return set(keys)
    last = keys.index(here) if here in keys else 0
    for place, page in enumerate(path.pages):
        if any(key in answers for question in page.questions for key in version.route.owned(question.key)):
            last = max(last, place)
    return set(keys[: last + 1])


def _state(
    version: Version, path: Path, answers: Mapping[str, Any], channel: Channel, question: Question
) -> State:
    kind = KINDS[question.kind]
    given = any(key in answers for key in version.route.owned(question.key))
    if not given or question.key in path.stale or kind.unfinished(question, answers):
        return State.OPEN
    if kind.check(question, answers, channel):
        return State.OPEN
    if absence_of(answers.get(question.key)) is Absence.PREFER_NOT_TO_SAY:
        return State.SKIPPED
    return State.ANSWERED


def find(listed: Sequence[Step], typed: str, language: str) -> Step | None:
    """Finds a question by its number, or by words that it, its page or its section holds; the best match first."""
    sought = typed.casefold().split()
    if len(sought) == 1 and sought[0].isdecimal():
        return next((step for step in listed if step.number == int(sought[0])), None)
    if not sought:
        return None
    for texts in (_own_words, _all_words):
        for step in listed:
            if all(word in texts(step, language) for word in sought):
                return step
    return None


def _own_words(step: Step, language: str) -> str:
    return f"{step.words(language)} {step.question.text.say(language)} {step.question.key}".casefold()


def _all_words(step: Step, language: str) -> str:
    rows = " ".join(row.text.say(language) for row in step.question.rows)
    return f"{_own_words(step, language)} {step.page.title.say(language)} {rows}".casefold()
