"""How a draft goes live: proposed by one person, who sees its effects first, and published by another."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.consultations import actions
from survey.consultations.publication import Publication, PublicationRefused
from survey.questionnaire.changes import effects
from survey.web.language import gettext
from survey.web.request import database, now
from survey.web.rounds.drafting import check_for
from survey.web.rounds.planning import find, people, planners


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    root = "/staff/consultations/<key>"
    blueprint.add_url_rule(
        f"{root}/questionnaires/<family>/propose", "propose", propose, methods=["GET", "POST"]
    )
    blueprint.get(f"{root}/proposals/<int:publication_id>")(proposal)
    blueprint.post(f"{root}/proposals/<int:publication_id>/publish")(publish)
    blueprint.post(f"{root}/proposals/<int:publication_id>/withdraw")(withdraw)


@planners
def propose(key: str, family: str) -> Any:
    """Lists what a draft would change, and puts it forward."""
    found = find(key)
    with database().reading() as tx:
        draft = actions.find_draft(tx, key, family) if family.isidentifier() else None
        live = actions.live_version(tx, key, family) if draft else None
    if draft is None:
        abort(404)
    result = check_for(draft.source)
    told = effects(live.questionnaire if live else None, result.questionnaire) if result.questionnaire else []
    if request.method == "POST" and result.is_sound and result.questionnaire:
        try:
            with database().transaction() as tx:
                made = actions.propose(
                    tx, key, result.questionnaire, draft.source, told, current_user.id, now()
                )
            flash(gettext("Proposed. Somebody else can now publish it."), "success")
            return redirect(url_for("rounds.proposal", key=key, publication_id=made.id))
        except PublicationRefused as fault:
            flash(_refusal_words(fault.code), "warning")
    return render_template(
        "rounds/propose.html",
        round=found,
        family=family,
        draft=draft,
        live=live,
        effects=told,
        problems=result.problems,
    )


@planners
def proposal(key: str, publication_id: int) -> Any:
    """Shows what was proposed and by whom, and lets a second person decide."""
    found, publication = find(key), _find(key, publication_id)
    with database().reading() as tx:
        proposer = people(tx).get(publication.proposed_by, "")
    return render_template(
        "rounds/proposal.html",
        round=found,
        publication=publication,
        proposer=proposer,
        is_own=publication.proposed_by == current_user.id,
    )


@planners
def publish(key: str, publication_id: int) -> Any:
    """Publishes what somebody else proposed."""
    _find(key, publication_id)
    try:
        with database().transaction() as tx:
            actions.approve(tx, publication_id, current_user.id, now())
        flash(gettext("Published. Newcomers get this version from now on."), "success")
    except PublicationRefused as fault:
        flash(_refusal_words(fault.code), "warning")
    return redirect(url_for("rounds.show", key=key))


@planners
def withdraw(key: str, publication_id: int) -> Any:
    """Takes a proposal back, or sends it back."""
    _find(key, publication_id)
    try:
        with database().transaction() as tx:
            actions.withdraw(tx, publication_id, current_user.id, now())
        flash(gettext("Withdrawn. The draft is still there."), "success")
    except PublicationRefused as fault:
        flash(_refusal_words(fault.code), "warning")
    return redirect(url_for("rounds.show", key=key))


def _find(key: str, publication_id: int) -> Publication:
    """Returns a proposal of a round; 404 where there is none."""
    with database().reading() as tx:
        try:
            found = actions.find_publication(tx, min(publication_id, 2**31 - 1))
        except actions.UnknownPublication:
            abort(404)
    return found if found.round == key else abort(404)


def _refusal_words(code: str) -> str:
    return {
        "same_person": gettext("You proposed it: somebody else has to publish it"),
        "not_waiting": gettext("It was published or withdrawn already"),
        "round_over": gettext("The consultation is over: nothing can be published for it"),
        "already_live": gettext("This version is live already: there is nothing to publish"),
    }[code]
