"""Pages rendered once and filled in for each person.

A template renders in milliseconds, a fill in microseconds: on a busy evening this is the difference between one
machine and twenty. A skeleton is kept for each (version, page, step, language, channel, rotation) and template.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from markupsafe import escape

from survey.questionnaire.definition import Channel
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.ranking import still_to_place
from survey.questionnaire.piping import pipe, without
from survey.questionnaire.version import Version
from survey.web.asking.state import CLOSE, END, NEXT, OPEN

MOST_KEPT = 4000
"""Skeletons kept in one process; a version of twelve pages in four rotations and three languages makes 144."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What one request puts into a skeleton."""

    version: Version
    language: str
    channel: Channel
    answers: Mapping[str, Any]
    """The answers to questions that are asked."""
    asked: frozenset[str]
    fields: Mapping[str, Sequence[str]]
    """What the form's fields hold, as they'd be posted."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """Messages by field."""
    error_word: str = "Error:"
    slots: Mapping[str, str] = field(default_factory=dict)
    """HTML for the slots that the door fills."""
    hidden: frozenset[str] = frozenset()
    """Questions whose answers are not put into texts."""


_Piece: TypeAlias = "str | Callable[[Filling, list[str]], None]"


class Skeleton:
    """A rendered page, cut at its slots."""

    def __init__(self, html: str) -> None:
        self._pieces = _pieces(_tokens(html))

    def fill(self, filling: Filling) -> str:
        """Returns the page for one person."""
        out: list[str] = []
        _fill(self._pieces, filling, out)
        return "".join(out)


class Skeletons:
    """The skeletons of one process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], Skeleton] = {}

    def get(self, key: tuple[Any, ...], render: Callable[[], str]) -> Skeleton:
        """Returns the skeleton under a key, rendering it at first use."""
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = Skeleton(render())
        return found


def _fill(pieces: Sequence[_Piece], filling: Filling, out: list[str]) -> None:
    for piece in pieces:
        if type(piece) is str:
            out.append(piece)
        else:
            piece(filling, out)  # type: ignore[operator]  # mypy does not narrow by `type() is`


def _tokens(html: str) -> Iterator[str | list[str]]:
    """Cuts a page into literal HTML and the words of marks."""
    literal, *rest = html.split(OPEN)
    yield literal
    for part in rest:
        words, _, literal = part.partition(CLOSE)
        yield words.split(NEXT)
        yield literal


def _pieces(tokens: Iterator[str | list[str]]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for token in tokens:
        if isinstance(token, str):
            if token:
                pieces.append(token)
        elif token[0] == END:
            break
        elif token[0] in _BLOCKS:
            pieces.append(_BLOCKS[token[0]](token[1:], _pieces(tokens)))
        else:
            pieces.append(_SLOTS[token[0]](token[1:]))
    return pieces


def field_id(name: str) -> str:
    """Returns the id of a field, or of the first of a group, by the field's name."""
    return name.replace(".", "-").replace(":", "-")


def _value(about: Sequence[str]) -> _Piece:
    (name,) = about

    def put(filling: Filling, out: list[str]) -> None:
        held = filling.fields.get(name)
        if held:
            out.append(escape(held[0]))

    return put


def _checked(about: Sequence[str]) -> _Piece:
    name, value, attribute = about

    def put(filling: Filling, out: list[str]) -> None:
        if value in filling.fields.get(name, ()):
            out.append(attribute)

    return put


def _invalid(about: Sequence[str]) -> _Piece:
    name, css = about

    def put(filling: Filling, out: list[str]) -> None:
        if name in filling.errors:
            out.append(css)

    return put


def _error(about: Sequence[str]) -> _Piece:
    (name,) = about

    def put(filling: Filling, out: list[str]) -> None:
        message = filling.errors.get(name)
        if message:
            out.append(
                f'<p id="{field_id(name)}-error" class="govuk-error-message"><span class="govuk-visually-hidden">'
                f"{escape(filling.error_word)}</span> {escape(message)}</p>"
            )

    return put


def _described(about: Sequence[str]) -> _Piece:
    name, ids = about

    def put(filling: Filling, out: list[str]) -> None:
        by = f"{ids} {field_id(name)}-error".strip() if name in filling.errors else ids
        if by:
            out.append(f' aria-describedby="{by}"')

    return put


def _pipe(about: Sequence[str]) -> _Piece:
    (words,) = about

    def put(filling: Filling, out: list[str]) -> None:
        out.append(
            pipe(
                without(words, filling.hidden) if filling.hidden else words,
                filling.version.questionnaire,
                filling.answers,
                filling.language,
                lambda said: said if said in words else str(escape(said)),
            )
        )

    return put


def _slot(about: Sequence[str]) -> _Piece:
    (name,) = about
    return lambda filling, out: out.append(filling.slots.get(name, ""))


def _question(about: Sequence[str], inside: Sequence[_Piece]) -> _Piece:
    (key,) = about

    def put(filling: Filling, out: list[str]) -> None:
        if key in filling.asked:
            _fill(inside, filling, out)

    return put


def _choice(about: Sequence[str], inside: Sequence[_Piece]) -> _Piece:
    key, choice_key = about

    def put(filling: Filling, out: list[str]) -> None:
        question = filling.version.questionnaire.question_by_key[key]
        choice = question.choice_by_key[choice_key]
        if filling.version.route.shows(question, choice, filling.answers, filling.channel):
            _fill(inside, filling, out)

    return put


def _asked(about: Sequence[str], inside: Sequence[_Piece]) -> _Piece:
    keys = frozenset(about)

    def put(filling: Filling, out: list[str]) -> None:
        if not keys.isdisjoint(filling.asked):
            _fill(inside, filling, out)

    return put


def _said(about: Sequence[str]) -> _Piece:
    key, nothing = about

    def put(filling: Filling, out: list[str]) -> None:
        question = filling.version.questionnaire.question_by_key[key]
        lines = KINDS[question.kind].say(question, filling.answers, filling.language)
        out += [f'<div dir="auto">{escape(line)}</div>' for line in lines]
        if not lines:
            out.append(f'<span class="hys-quiet">{nothing}</span>')

    return put


def _open(about: Sequence[str], inside: Sequence[_Piece]) -> _Piece:
    key, choice_key = about

    def put(filling: Filling, out: list[str]) -> None:
        question = filling.version.questionnaire.question_by_key[key]
        if choice_key in still_to_place(question, filling.answers):
            _fill(inside, filling, out)

    return put


def _when(about: Sequence[str], inside: Sequence[_Piece]) -> _Piece:
    (name,) = about

    def put(filling: Filling, out: list[str]) -> None:
        if filling.slots.get(name):
            _fill(inside, filling, out)

    return put


_SLOTS: Mapping[str, Callable[[Sequence[str]], _Piece]] = {
    "value": _value,
    "checked": _checked,
    "invalid": _invalid,
    "error": _error,
    "described": _described,
    "pipe": _pipe,
    "said": _said,
    "slot": _slot,
}
_BLOCKS: Mapping[str, Callable[[Sequence[str], Sequence[_Piece]], _Piece]] = {
    "asked": _asked,
    "question": _question,
    "choice": _choice,
    "open": _open,
    "when": _when,
}
