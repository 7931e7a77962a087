"""The coding desk: one text at a time, decided by keyboard, and the next one comes."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions
from survey.themes.coding.coding import CodingRefused, Order, Outcome, Turn
from survey.themes.coding.typed import NotUnderstood, Typed, read
from survey.themes.proposals import actions as proposals
from survey.themes.texts import actions as texts
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import book_of, progress_of
from survey.web.coding.words import CODING, audience, coding_fault
from survey.web.language import gettext as _
from survey.web.language import ngettext
from survey.web.request import database, now

MOST_SIGNS = 200


def _ways() -> dict[str, Any]:
    """What the address asks of the desk: whose turn, which order, which question, which language."""
    asked = request.values
    turn, order = asked.get("turn", ""), asked.get("order", "")
    found = {
        "turn": turn if turn in set(Turn) else Turn.FIRST.value,
        "order": order if order in set(Order) else Order.CHANCE.value,
    }
    for name in ("entry", "language"):
        if asked.get(name):
            found[name] = asked[name][:MOST_SIGNS]
    return found


@blueprint.post("/<codebook_id>/next")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def next_text(codebook_id: str) -> Any:
    """Takes the next text, or says that there is none."""
    with database().transaction(durable=False) as tx:
        book = book_of(tx, codebook_id)
        text_id = _taken(tx, book)
    return _to(book, text_id)


def _taken(tx: Any, book: Codebook) -> int | None:
    ways = _ways()
    if ways["turn"] == Turn.SECOND:
        return actions.take_second(tx, book, current_user.id)
    if ways["turn"] == Turn.SETTLED:
        return None
    entry = ways.get("entry", "")
    languages = (ways["language"],) if "language" in ways else actions.IN_ENGLISH
    asked = entry if entry in book.entries else ""
    return actions.take(
        tx, book, current_user.id, Order(ways["order"]), now(), entry=asked, languages=languages
    )


def _to(book: Codebook, text_id: int | None) -> Any:
    ways = _ways()
    if text_id is not None:
        return redirect(url_for(".desk", codebook_id=book.id, text_id=text_id, **ways), 303)
    if ways["turn"] == Turn.SETTLED:
        return redirect(url_for(".agreement", codebook_id=book.id), 303)
    flash(_("Nothing more waits here."), "success")
    return redirect(url_for(".book", codebook_id=book.id), 303)


@blueprint.get("/<codebook_id>/texts/<int:text_id>")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def desk(codebook_id: str, text_id: int) -> Any:
    """Shows one text and the themes that it may have."""
    return _shown(codebook_id, text_id)


def _shown(
    codebook_id: str, text_id: int, fault: str = "", typed: str = "", chosen: Sequence[str] = ()
) -> Any:
    ways = _ways()
    turn = Turn(ways["turn"])
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
        try:
            held = actions.at_desk(tx, book, text_id, turn, proposals.of_text(tx, book, text_id))
        except texts.UnknownText:
            flash(_("This text was withdrawn or corrected meanwhile."), "warning")
            return redirect(url_for(".book", codebook_id=codebook_id), 303)
        both = actions.codings(tx, [text_id]) if turn is Turn.SETTLED else {}
        progress = {one.entry: one for one in progress_of(tx, book)}
        last = [one for one in actions.last_coded(tx, book, current_user.id, turn) if one != text_id]
    if held.text.entry not in book.entries:
        abort(404)
    before = held.before
    return render_template(
        "coding/desk.html",
        desk=held,
        book=book,
        text=held.text,
        progress=progress.get(held.text.entry),
        last=last[0] if last else None,
        both=both,
        turns=Turn,
        ways=ways,
        fault=fault,
        typed=typed,
        chosen=set(chosen) or set(before.themes if before else ()),
        audience=audience,
        is_analyst=Role.ANALYST in current_user.roles,
    )


@blueprint.post("/<codebook_id>/texts/<int:text_id>")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def decide(codebook_id: str, text_id: int) -> Any:
    """Keeps what the coder decided and brings the next text."""
    form = request.form
    chosen = form.getlist("theme")
    try:
        with database().transaction() as tx:
            book = book_of(tx, codebook_id)
            said = read(book, form.get("typed", "")[:MOST_SIGNS], chosen, form.get("go", ""))
            done = 0 if said.skips else _coded(tx, book, text_id, said)
            if said.skips:
                actions.skip(tx, text_id, current_user.id, now())
            following = _taken(tx, book)
    except NotUnderstood as fault:
        said_why = str(CODING["not_understood"]) % {"word": fault.word}
        return _shown(codebook_id, text_id, said_why, form.get("typed", ""), chosen)
    except CodingRefused as fault:
        return _shown(codebook_id, text_id, coding_fault(fault), form.get("typed", ""), chosen)
    except texts.UnknownText:
        flash(_("This text was withdrawn or corrected meanwhile."), "warning")
        following = None
    else:
        if done > 1:
            flash(ngettext("Coded %(num)s answer alike.", "Coded %(num)s answers alike.", done), "success")
    return _to(book, following)


def _coded(tx: Any, book: Codebook, text_id: int, said: Typed) -> int:
    turn = Turn(_ways()["turn"])
    return actions.code(
        tx,
        book,
        text_id,
        turn,
        said.outcome or Outcome.THEMES,
        said.themes,
        coder=current_user.id,
        now=now(),
        note=request.form.get("note", ""),
        with_alike=said.with_alike,
    )
