"""The reading queue: somebody reads what people wrote, a handful at a time, what can't wait first."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.actions import record
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.reading import actions
from survey.questionnaire.definition import Channel
from survey.web.access import staff
from survey.web.desk.blueprint import blueprint
from survey.web.desk.referrals import KINDS, URGENCIES
from survey.web.language import gettext as _
from survey.web.language import later, ngettext
from survey.web.request import database, now

SIGNS = {
    "self_harm": later("suicide or self-harm"),
    "child": later("a child in danger"),
    "hurt": later("somebody being hurt"),
    "threat": later("a threat"),
    "weapon": later("a weapon"),
}
"""What risk words may be about."""

CHANNELS = {
    Channel.WEB: later("Web"),
    Channel.TELEPHONE: later("Telephone"),
    Channel.PAPER: later("Paper"),
    Channel.POSTCARD: later("Postcard"),
    Channel.EVENT: later("Event"),
}

STEPS = 5
"""How often one press catches up, `actions.AT_A_TIME` responses each; the rest comes with the next presses."""

OPEN_S = 30 * 60
"""How long the list of flagged texts stays open before it has to be opened, and written down, again."""


@blueprint.get("/reading")
@staff(Role.SUPERVISOR, Role.ANALYST)
def reading_queue() -> Any:
    """Shows what waits, and the texts that this reader has in hand."""
    moment = now()
    with database().reading() as tx:
        current = consultations.current_round(tx, moment)
        if current is None:
            return render_template("desk/reading.html", waiting=None)
        return render_template(
            "desk/reading.html",
            waiting=actions.waiting(tx, current.key),
            behind=actions.lag(tx),
            texts=actions.in_hand(tx, current.key, current_user.id, moment, in_full=_in_full()),
            handful=actions.HANDFUL,
            most_behind=1000,
            moment=moment,
            signs=SIGNS,
            channels=CHANNELS,
            kinds=KINDS,
            urgencies=URGENCIES,
        )


def _in_full() -> bool:
    """Says whether the reader sees personal details: analysts alone; what they open is written down."""
    return Role.ANALYST in current_user.roles


@blueprint.post("/reading")
@staff(Role.SUPERVISOR, Role.ANALYST)
def read_on() -> Any:
    """Marks what was read, catches up with the answers, and takes the next handful."""
    catch_up()
    with database().transaction() as tx:
        current = consultations.current_round(tx, now())
        if current is None:
            abort(400)
        read = actions.read(tx, _named(request.form.getlist("text")), current_user.id, now())
        left = (
            0 if request.form.get("go") == "stop" else actions.take(tx, current.key, current_user.id, now())
        )
    if read:
        flash(
            ngettext(
                "%(num)s text is marked as read by you.", "%(num)s texts are marked as read by you.", read
            )
        )
    if not left and request.form.get("go") != "stop":
        flash(_("There is nothing more to read at this moment."), "success")
    return redirect(url_for(".reading_queue"), 303)


def catch_up() -> None:
    """Takes in what was sent lately, in short transactions, so that nobody who answers waits for it."""
    for _step in range(STEPS):
        with database().transaction(durable=False) as tx:
            if actions.catch_up(tx, now()).is_done:
                break


def _named(fields: list[str]) -> list[tuple[str, str]]:
    """Reads which texts a form is about: `response entry`."""
    return [(response, entry) for response, _blank, entry in (one.partition(" ") for one in fields) if entry]


@blueprint.post("/reading/flag")
@staff(Role.SUPERVISOR, Role.ANALYST)
def flag_text() -> Any:
    """Puts a text before the analyst, with a word why, or takes that back."""
    named = _named([request.form.get("text", "")])
    if not named:
        abort(400)
    response, entry = named[0]
    with database().transaction() as tx:
        try:
            if request.form.get("go") == "unflag":
                actions.unflag(tx, response, entry, current_user.id, now())
                return redirect(url_for(".flagged_texts"), 303)
            actions.flag(tx, response, entry, current_user.id, request.form.get("note", ""), now())
            flash(_("The text is on the analyst’s list."), "success")
        except actions.UnknownText:
            flash(_("This text was withdrawn or corrected meanwhile."), "warning")
    return redirect(url_for(".reading_queue"), 303)


@blueprint.get("/reading/flagged")
@staff(Role.SUPERVISOR, Role.ANALYST)
def flagged_texts() -> Any:
    """Lists the texts put before the analyst, once the list was opened."""
    moment = now()
    is_open = moment.timestamp() < session.get("flagged_texts", 0)
    with database().reading() as tx:
        current = consultations.current_round(tx, moment)
        texts = actions.flagged(tx, current.key, in_full=_in_full()) if current and is_open else ()
        names = accounts.names(tx)
    return render_template(
        "desk/reading_flagged.html", is_open=is_open, texts=texts, names=names, channels=CHANNELS, signs=SIGNS
    )


@blueprint.post("/reading/flagged")
@staff(Role.SUPERVISOR, Role.ANALYST)
def open_flagged_texts() -> Any:
    """Opens the list for a while and writes down who did."""
    with database().transaction() as tx:
        record(tx, current_user.id, "staff:texts:flagged_opened", None, {}, now())
    session["flagged_texts"] = int(now().timestamp()) + OPEN_S
    return redirect(url_for(".flagged_texts"), 303)
