"""The summary of one area: the draft as it would be published, and what can be done with it next."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from survey.accounts.roles import Role
from survey.config import shipped_folder
from survey.db.session import Transaction
from survey.indicators.areas import name_of
from survey.summaries.local import actions
from survey.summaries.local.addresses import slug_of
from survey.summaries.local.content import Imprint
from survey.summaries.local.rendering import House, preview, preview_pdf
from survey.summaries.local.steps import ALLOWED, DEED_NAMES, STATE_NAMES, Deed, State, StepRefused
from survey.summaries.local.summary import Draft
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.priorities.summaries.rounds import READERS
from survey.web.priorities.summaries.words import refusal_words
from survey.web.request import database, now, settings


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    place = "/staff/summaries/<round_key>/<area>"
    blueprint.get(place)(one)
    blueprint.get(f"{place}/draft.pdf")(draft_pdf)
    blueprint.post(f"{place}/fill")(fill)
    blueprint.post(f"{place}/propose")(propose)
    blueprint.post(f"{place}/return")(send_back)
    blueprint.post(f"{place}/approve")(approve)


def house() -> House:
    """Returns who publishes here."""
    its = settings()
    return House(its.sponsor, its.public_url, shipped_folder("templates"), its.time_zone)


@staff(*READERS)
def one(round_key: str, area: str) -> Any:
    """Shows the draft of an area."""
    return show(round_key, within.read_area(area))


def show(round_key: str, area: str, error: str = "") -> str:
    """Writes the page of an area."""
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        its = actions.draft(tx, round_key, area)
        state = actions.states(tx, round_key)[area]
        return render_template(
            "priorities/summaries/area.html",
            planning=about,
            round=consultation,
            area=area,
            area_name=name_of(area),
            slug=slug_of(area),
            draft=its,
            page=Markup(preview(its, house(), _imprint(tx, its))) if its else "",  # noqa: S704  our own template wrote it
            state=STATE_NAMES[state],
            deeds=_deeds(state),
            gaps=[refusal_words(gap) for gap in actions.gaps(tx, its)]
            if its and state is State.DRAFT
            else [],
            newer=_is_newer(tx, its, state),
            writes=within.may_write(area) and not state.is_in_hand,
            steps=actions.steps(tx, round_key, area),
            deed_names=DEED_NAMES,
            drafts=actions.drafts(tx, round_key, area),
            editions=[edition for edition in actions.editions(tx, area) if edition.round == round_key],
            error=error,
            person=within.people(tx),
        )


def _imprint(tx: Transaction, its: Draft) -> Imprint:
    before = actions.published(tx, its.round, its.area)
    today = now().astimezone(settings().time_zone).date()
    return Imprint(before.edition + 1 if before else 1, today, settings().sponsor)


def _is_newer(tx: Transaction, its: Draft | None, state: State) -> bool:
    """Says whether the data have moved on since the draft was filled, where it can still take them in."""
    if its is None or state.is_in_hand:
        return False
    return actions.gather(tx, its.round, its.area) != its.figures


def _deeds(state: State) -> set[str]:
    """Returns what the person may do next with the draft."""
    mine: set[Deed] = set()
    roles = current_user.roles
    if roles & {Role.ANALYST, Role.BOROUGH}:
        mine |= {Deed.PROPOSED}
    if Role.APPROVER in roles:
        mine |= {Deed.RETURNED, Deed.APPROVED, Deed.PUBLISHED}
    return {deed.value for deed in mine & ALLOWED[state]}


@staff(*READERS)
def draft_pdf(round_key: str, area: str) -> Any:
    """Gives the draft as PDF; in large print where the address asks for it."""
    within.read_area(area)
    with database().reading() as tx:
        within.planned(tx, round_key)
        its = actions.draft(tx, round_key, area)
        if its is None:
            abort(404)
        imprint = _imprint(tx, its)
    made = preview_pdf(its, house(), imprint, large="large" in request.args)
    response = Response(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="draft-{slug_of(area)}.pdf"'
    response.cache_control.max_age = 0
    return response


@staff(*within.WRITERS)
def fill(round_key: str, area: str) -> Any:
    """Makes a draft from the data, or takes newer figures into it."""
    within.write_area(area)
    return _done(
        round_key,
        area,
        lambda tx, key, place, _comment, actor, moment: actions.fill(tx, key, place, actor, moment),
        gettext("The draft holds the figures of now."),
    )


@staff(*within.WRITERS)
def propose(round_key: str, area: str) -> Any:
    """Puts the draft forward."""
    within.write_area(area)
    return _done(round_key, area, actions.propose, gettext("The summary is proposed."))


@staff(Role.APPROVER)
def send_back(round_key: str, area: str) -> Any:
    """Returns the draft with comments."""
    within.read_area(area)
    return _done(round_key, area, actions.send_back, gettext("The summary is returned with your comments."))


@staff(Role.APPROVER)
def approve(round_key: str, area: str) -> Any:
    """Approves the draft."""
    within.read_area(area)
    return _done(round_key, area, actions.approve, gettext("The summary is approved."))


def _done(round_key: str, area: str, deed: Any, words: str) -> Any:
    try:
        with database().transaction() as tx:
            within.planned(tx, round_key)
            deed(tx, round_key, area, request.form.get("comment", ""), current_user.id, now())
    except StepRefused as fault:
        return show(round_key, area, refusal_words(fault))
    flash(words, "success")
    return redirect(url_for("summaries.one", round_key=round_key, area=area), 303)
