"""What is worth a supervisor's look: flags with what they rest on, and the summary of a call."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.calls.actions import UnknownCall
from survey.fieldwork.supervision import actions
from survey.fieldwork.supervision.speed import LEAST, SHARE
from survey.fieldwork.supervision.straight import LEAST_ROWS
from survey.fieldwork.supervision.unlike import ABSENT, LEAST_DIFFERENCE, LEAST_INTERVIEWS, Unlike
from survey.questionnaire.definition import Absence
from survey.questionnaire.kinds.kind import said_absence
from survey.responses import reference
from survey.web.access import staff
from survey.web.desk.blueprint import blueprint
from survey.web.desk.board import OUTCOMES
from survey.web.desk.reading import CHANNELS
from survey.web.language import gettext as _
from survey.web.language import language
from survey.web.request import database, now

MOST_OF_A_KIND = 100
"""Flags of one kind on the page; how many there are is always said."""


@blueprint.get("/flags")
@staff(Role.SUPERVISOR)
def flags() -> Any:
    """Lists the flags of the current round, those that nobody has looked at first."""
    with database().reading() as tx:
        current = consultations.current_round(tx, now())
        quality = actions.quality(tx, current.key) if current else None
        names = accounts.names(tx)
    found: dict[str, list[Any]] = {}
    if quality:
        for kind, flagged in (
            ("fast", quality.fast),
            ("straight", quality.straight),
            ("unlike", quality.unlike),
        ):
            found[kind] = sorted(flagged, key=lambda one: actions.name_of(one) in quality.looks)
    return render_template(
        "desk/flags.html",
        quality=quality,
        found=found,
        most=MOST_OF_A_KIND,
        names=names,
        name_of=actions.name_of,
        answer_of=_answer,
        part_of=_part,
        channels=CHANNELS,
        language=language,
        rules={
            "share": round(SHARE * 100),
            "least": LEAST,
            "rows": LEAST_ROWS,
            "interviews": LEAST_INTERVIEWS,
            "points": round(LEAST_DIFFERENCE * 100),
        },
    )


def _answer(one: Unlike) -> str:
    """Returns the answer that the shares are of, in words."""
    if one.answer.startswith(ABSENT):
        return said_absence(Absence(one.answer.removeprefix(ABSENT)), language())
    if one.question.kind in {"multiple_choice", "ranking"}:
        return _("Chosen") if one.answer == "yes" else _("Not chosen")
    if one.question.kind == "yes_no":
        return _("Yes") if one.answer == "yes" else _("No")
    choice = one.question.choice_by_key.get(one.answer)
    return choice.text.say(language()) if choice else one.answer


def _part(one: Unlike) -> str:
    """Returns the row or the choice that was compared, in words; empty for a whole question."""
    rows = {row.key: row.text for row in one.question.rows}
    rows.update({choice.key: choice.text for choice in one.question.choices})
    return rows[one.part].say(language()) if one.part in rows else one.part


@blueprint.post("/flags")
@staff(Role.SUPERVISOR)
def look_at_flag() -> Any:
    """Keeps that the supervisor looked, and what they found."""
    flag, note = request.form.get("flag", ""), request.form.get("note", "")
    if not 0 < len(flag) <= 300:
        abort(400)
    if not note.strip():
        flash(
            _("Say in a few words what you found, so that the next supervisor need not look again"), "warning"
        )
        return redirect(url_for(".flags"), 303)
    with database().transaction() as tx:
        actions.look(tx, flag, current_user.id, note, now())
    flash(_("Kept: you looked at it."), "success")
    return redirect(url_for(".flags"), 303)


@blueprint.get("/flags/calls/<call_id>")
@staff(Role.SUPERVISOR)
def call_summary(call_id: str) -> Any:
    """Shows when a call was, who took it and how it ended; never an answer."""
    with database().reading() as tx:
        try:
            found = actions.summary(tx, call_id)
        except UnknownCall:
            abort(404)
        names = accounts.names(tx)
    return render_template(
        "desk/call_summary.html",
        found=found,
        call=found.call,
        names=names,
        outcomes=OUTCOMES,
        shown=reference.shown,
    )
