"""A questionnaire as frozen dataclasses: questionnaire → sections → pages → questions → choices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from survey.questionnaire.conditions import Condition

ROTATIONS = 4
"""How many fixed orders a list with `order: rotate` is shown in; few, so that pages stay cached."""


class Channel(StrEnum):
    """The mode of data collection by which a response came."""

    WEB = "web"
    TELEPHONE = "telephone"
    PAPER = "paper"
    POSTCARD = "postcard"
    EVENT = "event"


class Absence(StrEnum):
    """Why a question has no substantive answer."""

    NOT_ASKED = "not_asked"
    NOT_ANSWERED = "not_answered"
    DONT_KNOW = "dont_know"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    UNREADABLE = "unreadable"
    """On paper: something was written that nobody can read or use."""
    TOO_MANY = "too_many"
    """On paper: more boxes were ticked than the question allows."""
    NOT_CODED = "not_coded"
    """Of what is made of texts: nobody has decided on this one yet."""
    UNCLEAR = "unclear"
    """Of what is made of texts: its coder could make nothing of it."""


OFFERED_ABSENCES = (Absence.DONT_KNOW, Absence.PREFER_NOT_TO_SAY)
"""The absences that a person can choose; two follow from the path, and two are told by whoever keys paper in."""


def absent(absence: Absence) -> dict[str, str]:
    """Writes an absence as it stands in an answers document, in place of a value (or of a grid row's value)."""
    return {"absent": absence.value}


def absence_of(value: Any) -> Absence | None:
    """Reads the absence that a stored value stands for; None for a substantive answer or no value at all."""
    if type(value) is dict and len(value) == 1 and "absent" in value:
        return Absence(value["absent"])
    return None


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in several languages, the document's first language first."""

    by_language: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_language", MappingProxyType(dict(self.by_language)))

    def say(self, language: str) -> str:
        """Returns the wording in a language, else in the document's first language."""
        return self.by_language.get(language) or next(iter(self.by_language.values()), "")

    def __bool__(self) -> bool:
        return any(self.by_language.values())


NO_TEXT = Text({})


@dataclass(frozen=True, slots=True)
class Wording:
    """What one channel says instead of, or beside, the written question; an empty text keeps the written one."""

    text: Text = NO_TEXT
    instruction: Text = NO_TEXT
    read_out: bool | None = None
    """Telephone: whether the choices are read out; None where the document does not say."""
    unprompted: bool = False
    """The person answers in their own words and the clerk codes; kept apart from prompted answers in results."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen."""

    key: str
    text: Text
    hint: Text = NO_TEXT
    other: bool = False
    """Asks 'please say' in a text box; shown last whatever the rotation."""
    exclusive: bool = False
    """Can't be chosen together with another."""
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid."""

    key: str
    text: Text


@dataclass(frozen=True)
class Question:
    """One question; which of the optional fields a kind uses is told by that kind."""

    key: str
    kind: str
    text: Text
    hint: Text = NO_TEXT
    why: Text = NO_TEXT
    """One line on why this is asked, shown with the question."""
    required: bool = False
    absences: tuple[Absence, ...] = ()
    show_if: Condition | None = None
    channels: Mapping[Channel, Wording] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    """Choices, or for a grid the points of its scale."""
    rows: tuple[Row, ...] = ()
    rotate: bool = False
    limit: int | None = None
    """Most choices (multiple choice), places to fill (ranking), areas (area)."""
    counted: bool = False
    """Area: a count is given for each area chosen."""
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    unit: Text = NO_TEXT
    meaning: str = ""
    """What the key stands for across versions, where the wording has to change but the meaning has not."""

    @cached_property
    def choice_by_key(self) -> Mapping[str, Choice]:
        """Finds a choice by its key."""
        return {choice.key: choice for choice in self.choices}

    def wording(self, channel: Channel) -> Wording:
        """Returns what a channel says of its own; an empty Wording where it says nothing."""
        return self.channels.get(channel, NO_WORDING)

    def asked_as(self, channel: Channel) -> Text:
        """Returns the question as this channel puts it."""
        return self.wording(channel).text or self.text

    def ordered_choices(self, rotation: int) -> tuple[Choice, ...]:
        """Returns the choices in rotation 0 to ROTATIONS - 1, with 'other' and exclusive choices kept last."""
        if not self.rotate:
            return self.choices
        turning = [choice for choice in self.choices if not (choice.other or choice.exclusive)]
        staying = [choice for choice in self.choices if choice.other or choice.exclusive]
        turn = len(turning) * (rotation % ROTATIONS) // ROTATIONS
        return (*turning[turn:], *turning[:turn], *staying)


NO_WORDING = Wording()


@dataclass(frozen=True)
class Page:
    """Questions shown together; at the desk and on paper a heading within the section."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    text: Text = NO_TEXT
    show_if: Condition | None = None
    sensitive: bool = False
    """Safety and crime pages: carry 'Exit this page'."""
    skippable: bool = False
    """Carries 'Skip the rest of these', which answers the open questions with 'prefer not to say'."""

    @cached_property
    def has_text_box(self) -> bool:
        """True where a person can write words, so that the page must say that nobody watches live."""
        return any(
            question.kind in {"short_text", "long_text"} or any(choice.other for choice in question.choices)
            for question in self.questions
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Pages on one subject; progress is told in sections."""

    key: str
    title: Text
    pages: tuple[Page, ...]
    show_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class KeepInformed:
    """The offer, after sending, to be told what came of it; details are stored apart from every answer."""

    text: Text
    show_if: Condition | None = None


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire; `family` spans its versions and rounds."""

    family: str
    title: Text
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    introduction: Text = NO_TEXT
    """What becomes of the answers; shown on the start page."""
    privacy: Text = NO_TEXT
    """The privacy line: public task, condition for special-category data, who reads, what it is never used for."""
    keep_informed: KeepInformed | None = None

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages in order."""
        return tuple(page for section in self.sections for page in section.pages)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def page_by_key(self) -> Mapping[str, Page]:
        """Finds a page by its key."""
        return {page.key: page for page in self.pages}

    @cached_property
    def question_by_key(self) -> Mapping[str, Question]:
        """Finds a question by its key."""
        return {question.key: question for question in self.questions}

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """Finds the page on which a question stands, by the question's key."""
        return {question.key: page for page in self.pages for question in page.questions}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """Finds the section in which a page stands, by the page's key."""
        return {page.key: section for section in self.sections for page in section.pages}

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Walks every text with the path of its place, such as `sections/you/pages/age/questions/age/text`."""
        yield "title", self.title
        yield "introduction", self.introduction
        yield "privacy", self.privacy
        if self.keep_informed:
            yield "keep_informed/text", self.keep_informed.text
        for section in self.sections:
            where = f"sections/{section.key}"
            yield f"{where}/title", section.title
            for page in section.pages:
                yield from _page_texts(f"{where}/pages/{page.key}", page)


def _page_texts(where: str, page: Page) -> Iterator[tuple[str, Text]]:
    yield f"{where}/title", page.title
    yield f"{where}/text", page.text
    for question in page.questions:
        here = f"{where}/questions/{question.key}"
        for name in ("text", "hint", "why", "unit"):
            yield f"{here}/{name}", getattr(question, name)
        for channel, wording in question.channels.items():
            yield f"{here}/channels/{channel}/text", wording.text
            yield f"{here}/channels/{channel}/instruction", wording.instruction
        for choice in question.choices:
            yield f"{here}/choices/{choice.key}/text", choice.text
            yield f"{here}/choices/{choice.key}/hint", choice.hint
        for row in question.rows:
            yield f"{here}/rows/{row.key}/text", row.text
