"""Where an interview stands: every question with its number, and whether it is answered, open or still to come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.questionnaire.conditions import questions_in
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
    PARTLY = "partly"
    """Some of its rows have an answer."""
    AHEAD = "ahead"
    """The interview has not come to it."""
    DEPENDS = "depends"
    """It is off the path so far; an earlier question decides, and has no answer yet."""
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
        """Returns the question as it is listed: as it is written, without earlier answers in it."""
        return PLACEHOLDER.sub("…", self.question.text.say(language))

    def found_by(self, language: str) -> str:
        """Returns all words by which the question is found, in small letters: its own, those of its page and rows."""
        texts = (
            self.question.text,
            self.question.asked_as(Channel.TELEPHONE),
            self.page.title,
            *(row.text for row in self.question.rows),
        )
        return PLACEHOLDER.sub("…", " ".join(text.say(language) for text in texts)).casefold()


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
    found: dict[str, Step] = {}
    for number, question in enumerate(version.questionnaire.questions, 1):
        page = version.questionnaire.page_of[question.key]
        if question.key not in path.asked:
            undecided = {key for key, step in found.items() if step.state in _UNDECIDED}
            state = State.DEPENDS if undecided & _deciding(version, question) else State.NOT_ASKED
        else:
            state = _state(version, path, answers, channel, question)
            if state is State.OPEN and page.key not in reached:
                state = State.AHEAD
        found[question.key] = Step(number, question, page, state, question.key in hidden)
    return tuple(found.values())


_UNDECIDED = {State.OPEN, State.AHEAD, State.DEPENDS}


def _deciding(version: Version, question: Question) -> frozenset[str]:
    """Returns the questions on whose answers it depends whether this one is asked."""
    page = version.questionnaire.page_of[question.key]
    standing = (version.questionnaire.section_of[page.key].show_if, page.show_if, question.show_if)
    return frozenset().union(*(questions_in(one) for one in standing if one is not None))


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
    value = answers.get(question.key)
    if absence_of(value) is Absence.PREFER_NOT_TO_SAY:
        return State.SKIPPED
    rows = value if isinstance(value, dict) and not absence_of(value) else None
    has_gaps = rows is not None and any(row.key not in rows for row in question.rows)
    return State.PARTLY if has_gaps else State.ANSWERED


def find(listed: Sequence[Step], typed: str, language: str) -> Step | None:
    """Finds a question by its number, or by words in it, in the title of its page or in its rows.

    One that is asked comes before one that is not, then one that has the words in its own wording, then the first.
    """
    sought = typed.casefold().split()
    if len(sought) == 1 and sought[0].isdecimal():
        return next((step for step in listed if step.number == int(sought[0])), None)
    if not sought:
        return None
    fitting = [step for step in listed if all(word in step.found_by(language) for word in sought)]

    def rank(step: Step) -> tuple[bool, bool, int]:
        own = all(word in step.words(language).casefold() for word in sought)
        return step.state in {State.NOT_ASKED, State.DEPENDS}, not own, step.number

    return min(fitting, key=rank, default=None)
