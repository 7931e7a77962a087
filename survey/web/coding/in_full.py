"""One text in full, for an analyst: who opens it is written down; details are released or redacted, words quoted."""

from collections.abc import Callable
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.columns.actions import Columns
from survey.contacts.personal import MASKS
from survey.db.session import Transaction
from survey.themes.quotations import actions as quotations
from survey.themes.quotations.quotation import Counts, QuotationRefused
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import whole_number
from survey.web.coding.words import audience
from survey.web.language import gettext as _
from survey.web.language import later
from survey.web.request import database, now

PATIENCE_S = 4.0
MOST_SIGNS = 2000

REFUSED = {
    "not_in_text": later("Quote words of the text, as they stand there; what is masked can’t be quoted."),
    "too_short": later("Quote at least two words."),
    "too_long": later("A quotation has at most 600 characters."),
    "unknown": later("This quotation was taken back meanwhile."),
    "text_changed": later(
        "The text was corrected, withdrawn or redacted since: these words can’t be quoted any more."
    ),
}


@blueprint.get("/texts/<int:text_id>")
@staff(Role.ANALYST)
def one_text(text_id: int) -> Any:
    """Shows a text as everybody sees it, and offers to open it in full."""
    with database().reading() as tx:
        shown = _shown(tx, text_id)
    return render_template(
        "coding/text.html", text=shown, full=None, masks=MASKS, fault="", audience=audience
    )


def _shown(tx: Transaction, text_id: int) -> Any:
    try:
        rows = [texts.row_of(tx, text_id)]
    except texts.UnknownText:
        abort(404)
    found = texts.written(tx, rows, redaction.decided(tx, [text_id]))
    return found[0] if found else abort(404)


@blueprint.get("/responses/<response_id>/<entry>")
@staff(Role.ANALYST)
def text_of(response_id: str, entry: str) -> Any:
    """Leads from a text in the lists of results to its own page."""
    with database().reading() as tx:
        its = {row.entry: row.id for row in texts.of_response(tx, response_id)}
    if entry not in its:
        flash(_("This text is not here yet: take in what is new on the first page of Coding."), "warning")
        return redirect(url_for(".home"), 303)
    return redirect(url_for(".one_text", text_id=its[entry]), 303)


@blueprint.post("/texts/<int:text_id>/in-full")
@staff(Role.ANALYST)
def open_in_full(text_id: int) -> Any:
    """Opens a text in full and writes down who did."""
    return _done(text_id, lambda _tx: None)


@blueprint.post("/texts/<int:text_id>/release")
@staff(Role.ANALYST)
def release(text_id: int) -> Any:
    """Lets a place that was masked be seen everywhere."""
    start, end = whole_number("start"), whole_number("end")
    return _done(text_id, lambda tx: redaction.release(tx, text_id, start, end, current_user.id, now()))


@blueprint.post("/texts/<int:text_id>/redact")
@staff(Role.ANALYST)
def redact(text_id: int) -> Any:
    """Masks the words that were typed, or confirms all that was found."""
    words = request.form.get("words", "")[:MOST_SIGNS]
    if request.form.get("go") == "all":
        return _done(text_id, lambda tx: redaction.redact_all_found(tx, text_id, current_user.id, now()))
    return _done(text_id, lambda tx: redaction.redact(tx, text_id, words, current_user.id, now()))


def _done(text_id: int, deed: Callable[[Transaction], object]) -> Any:
    """Does something to a text and shows it in full, as it then stands; each look is written down."""
    fault = ""
    with database().transaction() as tx:
        shown = _shown(tx, text_id)
        try:
            deed(tx)
        except redaction.BadPlace:
            fault = _("These words do not stand in the text.")
        full = redaction.open_in_full(tx, text_id, current_user.id, now())
        shown = _shown(tx, text_id)
    return render_template(
        "coding/text.html", text=shown, full=full, masks=MASKS, fault=fault, audience=audience
    )


@blueprint.post("/texts/<int:text_id>/quote")
@staff(Role.ANALYST)
def quote(text_id: int) -> Any:
    """Puts words of a text forward for quotation."""
    with database().reading() as tx:
        shown = _shown(tx, text_id)
    place, counts = _counts(shown.family, shown.round)
    try:
        with database().transaction() as tx:
            quotations.put_forward(
                tx,
                text_id,
                request.form.get("words", "")[:MOST_SIGNS],
                place=place,
                counts=counts,
                by=current_user.id,
                now=now(),
            )
    except QuotationRefused as refused:
        flash(str(REFUSED[refused.code]), "warning")
        return redirect(url_for(".one_text", text_id=text_id), 303)
    flash(_("Put forward. It leaves the desk once somebody has cleared it."), "success")
    return redirect(url_for(".quotes", round=shown.round), 303)


def _counts(family: str, round_key: str) -> tuple[str, Counts]:
    """Counts the responses of a round by area and age; nothing where the columns are not there in time."""
    columns: Columns = current_app.extensions["survey_columns"]
    if not columns.ready(PATIENCE_S):
        return "", {}
    with columns.view(family) as view:
        if view is None:
            return "", {}
        snapshot = view.snapshot
        place = snapshot.table.places[0].key if snapshot.table.places else ""
        found: dict[tuple[str, str], int] = {}
        for _codes, answers, count in snapshot.cells((place, "age"), snapshot.store.in_round(round_key)):
            found[answers[0], answers[1]] = found.get((answers[0], answers[1]), 0) + count
    return place, found
