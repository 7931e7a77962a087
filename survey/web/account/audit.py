"""The audit trail, to be read and narrowed down."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for

from survey.accounts import actions
from survey.accounts.audit import Entry, Filter
from survey.accounts.roles import Role
from survey.web.access import staff
from survey.web.account.forms import AuditFilterForm
from survey.web.language import day_and_time, gettext, later
from survey.web.request import database, settings

_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d$")

SUBJECTS = {
    "session": later("Signing in and out"),
    "user": later("Accounts"),
    "consultation": later("Consultations"),
    "questionnaire": later("Questionnaires"),
    "response": later("Responses"),
    "contact": later("Contact details"),
    "call": later("Telephone calls"),
    "quality": later("Quality of interviews"),
    "referral": later("Referrals"),
    "texts": later("Texts read"),
    "results": later("Results"),
    "export": later("Exports"),
    "evidence": later("Evidence"),
    "crime": later("Recorded crime"),
    "performance": later("Results of a year"),
    "decision": later("Decisions"),
    "plan": later("Plans"),
}

DEEDS = {
    "session:began": later("Signed in"),
    "session:refused": later("Failed to sign in"),
    "session:ended": later("Signed out"),
    "user:added": later("Added an account"),
    "user:granted": later("Gave a role"),
    "user:revoked": later("Took a role away"),
    "user:disabled": later("Disabled an account"),
    "user:enabled": later("Enabled an account"),
    "user:password_set": later("Set a password"),
    "user:link_made": later("Made a link to set a password"),
    "consultation:created": later("Planned a consultation"),
    "consultation:copied": later("Copied a consultation"),
    "consultation:amended": later("Changed a consultation"),
    "consultation:extended": later("Extended a consultation"),
    "consultation:closed": later("Closed a consultation"),
    "questionnaire:drafted": later("Saved a draft questionnaire"),
    "questionnaire:discarded": later("Threw a draft questionnaire away"),
    "questionnaire:proposed": later("Proposed a questionnaire"),
    "questionnaire:withdrawn": later("Withdrew a proposed questionnaire"),
    "questionnaire:published": later("Published a questionnaire"),
    "call:started": later("Began a telephone call"),
    "call:resumed": later("Went on with answers in a telephone call"),
    "call:submitted": later("Sent the answers of a telephone call"),
    "call:broken_off": later("Recorded a call as cut off"),
    "call:refused": later("Recorded that a caller did not want to begin"),
    "quality:looked_at": later("Looked at a flag of quality"),
    "response:opened": later("Opened the answers of a response"),
    "response:corrected": later("Corrected a response"),
    "draft:erased": later("Erased the drafts of a consultation that is over"),
    "paper_request:ended_all": later("Ended requests for paper of a consultation that is over"),
    "response:withdrawn": later("Withdrew a response at the wish of its giver"),
    "language:signed": later("Signed a translation"),
    "language:withdrawn": later("Withdrew a translation"),
    "referral:accepted": later("Took a referral on"),
    "referral:taken_over": later("Took a referral over"),
    "referral:seen_to": later("Saw to a referral"),
    "texts:taken": later("Took texts to read"),
    "texts:read": later("Read texts"),
    "texts:flagged": later("Put a text on the analyst’s list"),
    "texts:unflagged": later("Took a text off the analyst’s list"),
    "texts:flagged_opened": later("Opened the analyst’s list"),
    "results:texts_opened": later("Opened what people wrote"),
    "export:responses": later("Took responses as a file"),
    "evidence:kept": later("Kept a table as evidence"),
}
"""What the trail says in words; a deed of another subject shows its tag."""


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/audit")(audit)


@staff(Role.ADMINISTRATOR)
def audit() -> Any:
    """Lists deeds, newest first; the filter stays in the address."""
    form = AuditFilterForm(request.args)
    page = request.args.get("page", "1")
    with database().reading() as tx:
        people = actions.trail_actors(tx)
        wanted = _filter(form, {actor for actor, _ in people})
        listing = actions.audit_listing(tx, wanted, int(page) if page.isdecimal() and len(page) < 7 else 1)
        names = actions.names(tx)
    form.actor.choices = [("", gettext("Anybody")), *people]
    form.subject.choices = [("", gettext("Anything")), *SUBJECTS.items()]
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if value and name != "page"}
    return render_template(
        "account/audit.html",
        form=form,
        listing=listing,
        deed=_deed,
        about=lambda entry: names.get(entry.subject_id, entry.subject_id or ""),
        detail=_detail,
        is_filtered=bool(kept),
        address=lambda number: url_for("account.audit", page=number, **kept),
    )


def _filter(form: AuditFilterForm, people: set[str]) -> Filter:
    """Reads what is asked for; somebody or something that the trail doesn't know filters nothing."""
    until = _day(form.until.data)
    return Filter(
        actor=form.actor.data if form.actor.data in people else "",
        subject=form.subject.data if form.subject.data in SUBJECTS else "",
        since=_midnight(_day(form.since.data)),
        before=_midnight(until + timedelta(days=1) if until else None),
    )


def _day(written: str | None) -> date | None:
    """Reads a day; what is none, or lies beyond all calendars of ours, filters nothing."""
    try:
        day = date.fromisoformat(written or "")
    except ValueError:
        return None
    return day if 1900 < day.year < 9000 else None


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), settings().time_zone) if day else None


def _deed(entry: Entry) -> str:
    deed = entry.tag.partition(":")[2]
    return str(DEEDS.get(deed, deed.replace(":", ": ").replace("_", " ")))


def _detail(entry: Entry) -> list[str]:
    """Writes the particulars of a deed as short lines."""
    return [f"{name.replace('_', ' ')}: {_value(value)}" for name, value in entry.detail.items()]


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(one) for one in value)
    if not isinstance(value, str) or not value:
        return "–" if value in (None, "") else str(value)
    if _HASH.fullmatch(value):
        return value[:12]  # as versions are named elsewhere
    if _MOMENT.match(value):
        return day_and_time(datetime.fromisoformat(value))
    return value
