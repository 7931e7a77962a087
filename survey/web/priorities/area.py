"""One area of a planning round: what speaks for each candidate, what was decided, and what can be done next."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.db.session import Transaction
from survey.indicators.areas import name_of
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import SOURCE_NAMES, Ground
from survey.priorities.grounds.words import figure_words
from survey.priorities.ledger import actions
from survey.priorities.ledger.decision import OUTCOME_NAMES
from survey.priorities.ledger.steps import ALLOWED, DEED_NAMES, STATE_NAMES, Deed, StepRefused, state
from survey.priorities.planning import actions as planning
from survey.priorities.register import actions as register
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.request import database, now

REFUSALS = {
    "not_now": "That can’t be done as the plan stands now.",
    "undecided": "These candidates have no decision yet: %(names)s.",
    "nothing_adopted": "No candidate is taken up yet.",
    "too_many": "At most %(names)s candidates can be taken up.",
    "round_not_closed": "The consultation has not closed yet: people can still answer.",
    "unread": "Letters or petitions nobody has read: %(names)s.",
    "no_statement": "The equality statement has not been written.",
    "second_person": "You wrote or proposed this plan: another person reviews and approves it.",
    "not_considered": "Pieces of evidence that you have not said you considered: %(names)s.",
    "comment_missing": "Say what has to change.",
    "nothing_new": "No decision has changed since the plan was published.",
}


def refusal_words(fault: StepRefused) -> str:
    """Says why something can't be done with a plan."""
    return gettext(REFUSALS[fault.code], names="; ".join(fault.names))


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    place = "/staff/priorities/<round_key>/<area>"
    blueprint.get(place)(area_page)
    blueprint.get(f"{place}/history")(area_history)
    blueprint.post(f"{place}/considered")(consider)
    blueprint.post(f"{place}/propose")(propose)
    blueprint.post(f"{place}/review")(review)
    blueprint.post(f"{place}/return")(send_back)
    blueprint.post(f"{place}/approve")(approve)
    blueprint.post(f"{place}/publish")(publish_plan)


@staff(*within.READERS)
def area_page(round_key: str, area: str) -> Any:
    """Shows an area's plan."""
    return _show(round_key, within.read_area(area))


def _show(round_key: str, area: str, error: str = "") -> str:
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        steps = actions.steps(tx, round_key, area)
        return render_template(
            "priorities/area.html",
            planning=about,
            round=consultation,
            area=area,
            area_name=name_of(area),
            rows=_rows(tx, round_key, area),
            state=STATE_NAMES[state(steps)],
            deeds=_deeds(steps),
            steps=steps,
            deed_names=DEED_NAMES,
            outcomes=OUTCOME_NAMES,
            said=figure_words,
            source_names=SOURCE_NAMES,
            plan=actions.plan(tx, round_key, area),
            unread=register.unread(tx, round_key, area),
            writes=within.may_write(area),
            hindrances=_hindrances(tx, round_key, area),
            error=error,
            person=within.people(tx),
        )


def _rows(tx: Transaction, round_key: str, area: str) -> list[tuple[Any, list[Ground], Any]]:
    """Returns each candidate with its evidence and its decision."""
    pieces = grounds.standing_in(tx, round_key, area)
    decided = actions.decisions(tx, round_key, area)
    return [
        (one, [piece for piece in pieces if piece.said.candidate == one.id], decided.get(one.id))
        for one in planning.candidates(tx, round_key, area)
    ]


def _deeds(steps: Any) -> set[str]:
    """Returns what the person may do next with the plan."""
    mine = set()
    roles = current_user.roles
    if roles & {Role.ANALYST, Role.BOROUGH}:
        mine |= {Deed.PROPOSED}
    if roles & {Role.ANALYST, Role.APPROVER}:
        mine |= {Deed.REVIEWED, Deed.RETURNED}
    if Role.APPROVER in roles:
        mine |= {Deed.APPROVED, Deed.PUBLISHED}
    return {one.value for one in mine & ALLOWED[state(steps)]}


def _hindrances(tx: Transaction, round_key: str, area: str) -> list[str]:
    """Says what keeps the person from approving, where approving is theirs."""
    if Role.APPROVER not in current_user.roles:
        return []
    return [refusal_words(one) for one in actions.hindrances(tx, round_key, area, current_user.id, now())]


@staff(*within.READERS)
def area_history(round_key: str, area: str) -> Any:
    """Shows all that was ever written of an area: decisions, evidence, and who considered what."""
    within.read_area(area)
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        names = {one.id: one.name for one in planning.all_candidates(tx, round_key)}
        return render_template(
            "priorities/history.html",
            planning=about,
            area=area,
            area_name=name_of(area),
            names=names,
            decisions=list(reversed(actions.history(tx, round_key, area))),
            pieces=list(reversed(grounds.history(tx, round_key, area))),
            considered=actions.considered(tx, round_key, area),
            editions=actions.editions(tx, round_key, area),
            outcomes=OUTCOME_NAMES,
            said=figure_words,
            source_names=SOURCE_NAMES,
            person=within.people(tx),
        )


@staff(*within.READERS)
def consider(round_key: str, area: str) -> Any:
    """Writes down that the person considered all the evidence that stands."""
    within.read_area(area)
    with database().transaction() as tx:
        within.planned(tx, round_key)
        actions.consider(tx, round_key, area, current_user.id, now())
    flash(gettext("It is written down that you considered the evidence, and when."), "success")
    return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)


@staff(*within.WRITERS)
def propose(round_key: str, area: str) -> Any:
    """Puts the plan forward."""
    within.write_area(area)
    return _done(round_key, area, actions.propose, gettext("The plan is proposed."))


@staff(Role.ANALYST, Role.APPROVER)
def review(round_key: str, area: str) -> Any:
    """Says that the plan was looked through."""
    within.read_area(area)
    return _done(round_key, area, actions.review, gettext("The plan is reviewed."))


@staff(Role.ANALYST, Role.APPROVER)
def send_back(round_key: str, area: str) -> Any:
    """Returns the plan with comments."""
    within.read_area(area)
    return _done(round_key, area, actions.send_back, gettext("The plan is returned with your comments."))


@staff(Role.APPROVER)
def approve(round_key: str, area: str) -> Any:
    """Approves the plan."""
    within.read_area(area)
    return _done(round_key, area, actions.approve, gettext("The plan is approved."))


@staff(Role.APPROVER)
def publish_plan(round_key: str, area: str) -> Any:
    """Publishes the plan and sets its targets."""
    within.read_area(area)
    return _done(
        round_key,
        area,
        lambda tx, key, place, _comment, actor, moment: actions.publish(tx, key, place, actor, moment),
        gettext("The plan is published, and its targets stand."),
    )


def _done(round_key: str, area: str, deed: Any, words: str) -> Any:
    try:
        with database().transaction() as tx:
            within.planned(tx, round_key)
            deed(tx, round_key, area, request.form.get("comment", ""), current_user.id, now())
    except StepRefused as fault:
        return _show(round_key, area, refusal_words(fault))
    except planning.UnknownPlanning:
        abort(404)
    flash(words, "success")
    return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)
