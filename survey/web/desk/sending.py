"""What a question page sends: the fields of its questions, held against what another window has kept meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from survey.fieldwork.calls import actions
from survey.questionnaire.definition import Page, Question
from survey.questionnaire.kinds import KINDS
from survey.web.desk.case import Case

OWN = "@"
"""Begins the names of the fields that belong to the desk; no question can be called so."""

SEQUENCE, NOTES, TO = f"{OWN}sequence", f"{OWN}notes", f"{OWN}to"


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of one page, put together with what was kept before."""

    fields: Mapping[str, Sequence[str]]
    """To be kept: what came, and the answers that it must not take away."""
    visible: Mapping[str, Sequence[str]]
    """To be shown again: the same without the answers that the clerk may not see."""
    sequence: int
    """The number under which this is kept; none that the window sent before is higher."""
    keyed: frozenset[str]
    """Questions that came with an answer."""
    clashes: tuple[Question, ...]
    """Questions that another window has kept otherwise, since this one was opened."""
    notes: str | None


def sent(case: Case, here: Page) -> Sent:
    """Reads the page that was posted.

    An empty field never takes away an answer that the clerk can't see, nor one that this window has not seen: either
    hidden until the caller gives leave, or kept by another window.
    """
    fields, visible = question_fields(request.form), question_fields(request.form)
    number = number_in(request.form, case.call.sequence)
    behind = actions.is_behind(case.call, number)
    keyed: set[str] = set()
    clashes: list[Question] = []
    for question in here.questions:
        if question.key not in case.path.asked:
            continue
        kind, kept = KINDS[question.kind], case.response.answers
        given = kind.read(question, fields, kept)
        if is_anew(question, given):
            keyed.add(question.key)
        standing = {key: kept[key] for key in case.version.route.owned(question.key) if key in kept}
        if not standing or given == standing:
            continue
        if behind:
            clashes.append(question)
        is_hidden = question.key in case.call.hidden
        fields = with_hidden_rows(case, question, fields)
        if not given and (behind or is_hidden):
            fields |= kind.write(question, kept)
            visible |= {} if is_hidden else kind.write(question, kept)
    notes = request.form.get(NOTES)
    sequence = max(number, case.call.sequence) + 1
    return Sent(fields, visible, sequence, frozenset(keyed), tuple(clashes), notes)


def with_hidden_rows(case: Case, question: Question, fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Adds the rows of a grid that the clerk may not see, so that a row keyed anew takes none of the others away."""
    if question.key not in case.call.hidden or not question.rows:
        return fields
    rows = {f"{question.key}.{row.key}" for row in question.rows}
    kept = KINDS[question.kind].write(question, case.response.answers)
    return {**{name: values for name, values in kept.items() if name in rows}, **fields}


def is_anew(question: Question, given: Mapping[str, Any]) -> bool:
    """Says whether a question was answered anew as a whole; a grid with all its rows, so that no other shows."""
    held = given.get(question.key)
    if question.rows and isinstance(held, dict) and "absent" not in held:
        return all(row.key in held for row in question.rows)
    return bool(given)


def question_fields(form: MultiDict[str, str]) -> dict[str, list[str]]:
    """Returns the fields of questions alone."""
    return {
        name: values
        for name, values in form.lists()
        if name not in {"csrf_token", "go"} and not name.startswith(OWN)
    }


def number_in(form: MultiDict[str, str], otherwise: int) -> int:
    """Returns the number under which a window sends something."""
    found: int | None = form.get(SEQUENCE, type=int)
    return otherwise if found is None or not 0 <= found < 2**31 - 2 else found
