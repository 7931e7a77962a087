"""One text of the queue as a reader sees it, and which entries of an answer document are texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from survey.fieldwork.reading.risk import in_pieces, risk_words
from survey.questionnaire.definition import Channel, Question
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.version import Version


@dataclass(frozen=True)
class WrittenText:
    """What somebody wrote in one place, and what was done with it."""

    response: str
    entry: str
    """Key of the answer: a question, or `question:choice` for an 'other, please say'."""
    question: Question
    words: str
    channel: Channel
    language: str
    written_at: datetime
    risk: int
    flagged_by: str | None = None
    flagged_at: datetime | None = None
    flag_note: str = ""

    @cached_property
    def pieces(self) -> tuple[tuple[str, str | None], ...]:
        """The text cut into (words, what they may be about or None)."""
        return in_pieces(self.words, risk_words().signs(self.words))

    @property
    def asked(self) -> str:
        """The question in the language of the answer, or in the first that it is written in."""
        return self.question.text.say(self.language)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many texts are unread, with risk words and without, and since when the oldest of each waits."""

    risky: int = 0
    oldest_risky: datetime | None = None
    others: int = 0
    oldest_other: datetime | None = None

    @property
    def all(self) -> int:
        """How many are unread."""
        return self.risky + self.others

    @property
    def oldest(self) -> datetime | None:
        """Since when the oldest waits; None where all was read."""
        return min((one for one in (self.oldest_risky, self.oldest_other) if one), default=None)


def text_entries(version: Version) -> tuple[str, ...]:
    """Returns the keys under which a questionnaire takes words: texts, and each 'other, please say'."""
    return tuple(
        column.name
        for question in version.questionnaire.questions
        for column in KINDS[question.kind].columns(question)
        if column.type == "text"
    )


def texts_in(entries: Iterable[str], answers: Mapping[str, Any]) -> dict[str, str]:
    """Returns entry → what was written, for those of the entries that hold somebody's own words."""
    return {
        entry: words for entry in entries if isinstance(words := answers.get(entry), str) and words.strip()
    }
