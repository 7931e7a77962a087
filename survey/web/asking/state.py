"""What the templates of questions may say of a person's answers: only slots, filled in for each request.

A page is rendered once, with a slot wherever something differs from one person to the next; `skeletons.py` cuts the
rendered page at its slots and fills them in. So a template asks the state for everything dynamic and gets a mark.
"""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from survey.questionnaire.definition import Choice, Question
from survey.questionnaire.kinds.area import OPTIONS
from survey.questionnaire.piping import has_placeholder

OPEN, NEXT, CLOSE = "\ue000", "\ue001", "\ue002"
"""Characters from the private use area, which no text of a published questionnaire holds."""

END = "end"
"""Names the mark that closes a block."""


def mark(name: str, *about: str) -> Markup:
    """Writes a slot: its name and what it is about."""
    return Markup(OPEN + NEXT.join((name, *(str(escape(word)) for word in about))) + CLOSE)  # noqa: S704  escaped


class SlotState:
    """The state that question templates are rendered with, for one rotation of the lists."""

    def __init__(self, rotation: int = 0) -> None:
        self.rotation = rotation
        self.areas = OPTIONS
        """The areas that can be chosen, as (code, Text)."""

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The choices in the order of this rotation."""
        return question.ordered_choices(self.rotation)

    def value(self, field: str) -> Markup:
        """The words or number in a field."""
        return mark("value", field)

    def checked(self, field: str, value: str) -> Markup:
        """` checked` where a radio button or tick box is chosen."""
        return mark("checked", field, value, " checked")

    def selected(self, field: str, value: str) -> Markup:
        """` selected` where an option of a list is chosen."""
        return mark("checked", field, value, " selected")

    def invalid(self, field: str, css: str = " hys-invalid") -> Markup:
        """A CSS class, with the blank before it, where a field has a fault."""
        return mark("invalid", field, css)

    def error(self, field: str) -> Markup:
        """The message of a field's fault as a paragraph with the id `<field>-error`."""
        return mark("error", field)

    def described(self, field: str, hint_id: str = "") -> Markup:
        """The attribute aria-describedby, of the hint and the message as they're there."""
        return mark("described", field, hint_id)

    def pipe(self, words: str) -> Markup:
        """A text with earlier answers in place of its placeholders."""
        return mark("pipe", words) if has_placeholder(words) else escape(words)

    def slot(self, name: str) -> Markup:
        """Something that the door fills in: a token, the way back, the progress."""
        return mark("slot", name)

    def show_question(self, question: Question, caller: Callable[[], Any]) -> Markup:
        """A block that stands only where the question is asked."""
        if question.show_if is None:
            return Markup(caller())  # noqa: S704  a rendered block
        return mark("question", question.key) + Markup(caller()) + mark(END)  # noqa: S704  a rendered block

    def show_choice(self, question: Question, choice: Choice, caller: Callable[[], Any]) -> Markup:
        """A block that stands only where the choice is offered."""
        if choice.show_if is None:
            return Markup(caller())  # noqa: S704  a rendered block
        return mark("choice", question.key, choice.key) + Markup(caller()) + mark(END)  # noqa: S704  a rendered block

    def where_asked(self, *keys: str, caller: Callable[[], Any]) -> Markup:
        """A block that stands only where one of these questions is on the person's path."""
        return mark("asked", *keys) + Markup(caller()) + mark(END)  # noqa: S704  a rendered block

    def said(self, question: Question, nothing: str) -> Markup:
        """The answer in words, a line for each part; `nothing` where there is none."""
        return mark("said", question.key, nothing)

    def show_if_open(self, question: Question, choice: Choice, caller: Callable[[], Any]) -> Markup:
        """A block that stands only where a ranked choice waits for its place."""
        return mark("open", question.key, choice.key) + Markup(caller()) + mark(END)  # noqa: S704  a rendered block

    def when(self, name: str, caller: Callable[[], Any]) -> Markup:
        """A block that stands only where the door fills the slot of this name with something."""
        return mark("when", name) + Markup(caller()) + mark(END)  # noqa: S704  a rendered block
