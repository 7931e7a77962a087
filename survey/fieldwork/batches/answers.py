"""A whole form as it was keyed: the answers, what stands on the paper but can't count, and where two keyings differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey.fieldwork.batches.fields import Field
from survey.fieldwork.batches.notation import Keyed, Slip, read

Typed = Mapping[str, str]
"""Field name → what was typed; a field that is not there is blank."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the fields of one form come to."""

    answers: dict[str, Any] = field(default_factory=dict)
    as_written: dict[str, Any] = field(default_factory=dict)
    """Field → what the paper says there although it can't count."""
    slips: dict[str, Slip] = field(default_factory=dict)
    """Field → why what was typed can't stand."""


def form_of(fields: Iterable[Field], typed: Typed) -> Form:
    """Reads every field; rows of a grid come together, words behind an 'other' count where its box is ticked."""
    whole = Form()
    for one in fields:
        keyed = read(one, typed.get(one.name, ""))
        if keyed.slip:
            whole.slips[one.name] = keyed.slip
        if keyed.as_written is not None:
            whole.as_written[one.name] = keyed.as_written
        if keyed.value is not None:
            _put(whole, one, keyed.value)
    return whole


def _put(whole: Form, one: Field, value: Any) -> None:
    key = one.question.key
    if one.row:
        whole.answers.setdefault(key, {})[one.row] = value
    elif one.other:
        ticked = whole.answers.get(key)
        there = one.other in ticked if isinstance(ticked, list) else one.other == ticked
        (whole.answers if there else whole.as_written)[one.name] = value
    else:
        whole.answers[key] = value


def differing(fields: Sequence[Field], first: Typed, second: Typed) -> tuple[str, ...]:
    """Names the fields in which two keyings mean something different, in the order of the paper."""
    return tuple(one.name for one in fields if _meant(one, first) != _meant(one, second))


def compared(fields: Sequence[Field], first: Typed, second: Typed) -> tuple[str, ...]:
    """Names the fields in which at least one of two keyings holds something.

    A field that both left blank says nothing of how well was keyed, and would only flatter the rate of errors.
    """
    return tuple(one.name for one in fields if not (_is_blank(one, first) and _is_blank(one, second)))


def _is_blank(one: Field, typed: Typed) -> bool:
    return read(one, typed.get(one.name, "")).is_blank


def same(one: Field, left: str, right: str) -> bool:
    """Says whether two things typed for a field mean the same."""
    return not differing([one], {one.name: left}, {one.name: right})


def _meant(one: Field, typed: Typed) -> Any:
    """Returns what was meant; of words, capitals and runs of blanks make no difference."""
    keyed: Keyed = read(one, typed.get(one.name, ""))
    if keyed.slip:
        return keyed.slip.code, typed.get(one.name, "")
    if one.is_words and isinstance(keyed.value, str):
        return " ".join(keyed.value.casefold().split())
    return keyed.value, keyed.as_written
