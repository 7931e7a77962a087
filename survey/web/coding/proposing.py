"""Proposals: candidate themes, campaigns, what the machine has learnt and how well, and what a person accepts of it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook, CodebookRefused
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Outcome
from survey.themes.proposals import actions
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import book_of, whole_number
from survey.web.coding.words import codebook_fault
from survey.web.language import gettext as _
from survey.web.language import ngettext, number
from survey.web.request import database, now
from survey.web.runner import begin, going_on, tell

WANTED = (90, 80, 70)
"""Precisions in per cent for which the page says what would come of accepting."""

LOOK_AGAIN_S = 2


@blueprint.get("/<codebook_id>/proposals")
@staff(Role.ANALYST)
def proposals(codebook_id: str) -> Any:
    """Shows how well each theme is recognised, and what accepting it would give."""
    work = going_on(f"codebook {codebook_id}")
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
        run = actions.latest_run(tx, codebook_id)
        offers = {
            (theme.id, wanted): actions.on_offer(tx, book, run, theme.id, wanted / 100)
            for theme in book.open
            for wanted in WANTED
            if run
        }
        page = render_template(
            "coding/proposals.html",
            book=book,
            run=run,
            measured={one.theme: one for one in run.measured} if run else {},
            offers=offers,
            wanted=WANTED,
            accepted=actions.acceptances(tx, codebook_id),
            left_over=actions.left_over(tx, book),
            progress=coding.progress(tx, book),
            names=accounts.names(tx),
            work=work,
            fewest=actions.FEWEST_CODED,
        )
    if work is not None and not work.has_ended:
        return page, 200, {"Refresh": str(LOOK_AGAIN_S)}
    return page


def _begin(kind: str, codebook: Codebook, endpoint: str, **parameters: Any) -> Any:
    """Asks for work on a codebook, one at a time, and goes back to the page that says how far it is."""
    address = url_for(endpoint, codebook_id=codebook.id)
    given = {"codebook": codebook.id, **parameters}
    job = begin(
        kind, given, about=codebook.title, role=Role.ANALYST, back=address, subject=f"codebook {codebook.id}"
    )
    tell(job)
    return redirect(address, 303)


@blueprint.post("/<codebook_id>/proposals/train")
@staff(Role.ANALYST)
def train(codebook_id: str) -> Any:
    """Has every theme learnt anew from what people coded."""
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
    return _begin("themes_learnt", book, ".proposals")


@blueprint.post("/<codebook_id>/proposals/accept")
@staff(Role.ANALYST)
def accept(codebook_id: str) -> Any:
    """Gives a theme to all texts from the likelihood on that reaches the precision chosen."""
    theme, wanted = request.form.get("theme", ""), whole_number("precision")
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
    if theme not in book.by_id or not 0 < wanted <= 100:
        abort(400)
    return _begin("theme_accepted", book, ".proposals", theme=theme, precision=wanted)


@blueprint.post("/<codebook_id>/proposals/take-back")
@staff(Role.ANALYST)
def take_back(codebook_id: str) -> Any:
    """Takes what was accepted of a theme back."""
    theme = request.form.get("theme", "")
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
    if theme not in book.by_id:
        abort(400)
    return _begin("theme_taken_back", book, ".proposals", theme=theme)


@blueprint.get("/<codebook_id>/candidates")
@staff(Role.ANALYST)
def candidates(codebook_id: str) -> Any:
    """Shows themes that the texts suggest, with examples."""
    wanted = min(30, max(3, whole_number("themes", 12)))
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
        found, ids = actions.suggest(tx, book, wanted)
        rows = texts.rows_of(tx, [ids[place] for one in found.themes for place in one.examples])
        decided = redaction.decided(tx, list(rows))
        shown = {one.id: one for one in texts.written(tx, list(rows.values()), decided)}
    return render_template(
        "coding/candidates.html", book=book, found=found, ids=ids, shown=shown, wanted=wanted, fault=""
    )


@blueprint.post("/<codebook_id>/candidates")
@staff(Role.ANALYST)
def adopt(codebook_id: str) -> Any:
    """Puts a candidate into the codebook under a name that a person gives it."""
    name, words = request.form.get("name", ""), request.form.get("words", "")
    try:
        with database().transaction() as tx:
            book_of(tx, codebook_id)
            codebooks.add_theme(
                tx,
                codebook_id,
                name=name,
                definition=_("Speaks of: %(words)s", words=words)[:600] if words else "",
                by=current_user.id,
                now=now(),
            )
    except CodebookRefused as fault:
        flash(codebook_fault(fault), "warning")
    else:
        flash(_("‘%(name)s’ is in the codebook.", name=name.strip()), "success")
    return redirect(url_for(".candidates", codebook_id=codebook_id), 303)


@blueprint.get("/<codebook_id>/alike")
@staff(Role.ANALYST)
def alike(codebook_id: str) -> Any:
    """Shows campaigns: answers that say nearly the same."""
    work = going_on(f"codebook {codebook_id}")
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
        groups = actions.groups(tx, codebook_id)
        rows = texts.rows_of(tx, [one.example for one in groups])
        shown = {
            one.id: one for one in texts.written(tx, list(rows.values()), redaction.decided(tx, list(rows)))
        }
    page = render_template("coding/alike.html", book=book, groups=groups, shown=shown, work=work)
    if work is not None and not work.has_ended:
        return page, 200, {"Refresh": str(LOOK_AGAIN_S)}
    return page


@blueprint.post("/<codebook_id>/alike")
@staff(Role.ANALYST)
def find_alike(codebook_id: str) -> Any:
    """Looks for answers that say nearly the same, or codes a whole group of them by one decision."""
    number_of_group = whole_number("group")
    by, moment = current_user.id, now()
    if not number_of_group:
        with database().reading() as tx:
            book = book_of(tx, codebook_id)
        return _begin("campaigns", book, ".alike")
    with database().transaction() as tx:
        book = book_of(tx, codebook_id)
        themes = [theme.id for theme in book.open if theme.id in request.form.getlist("theme")]
        outcome = Outcome.THEMES if themes else Outcome.NONE
        waiting = [
            row.id
            for row in texts.rows_of(tx, actions.in_group(tx, codebook_id, number_of_group)).values()
            if row.marks is None
        ]
        done = coding.code_group(tx, book, waiting, outcome, themes, coder=by, now=moment)
    flash(
        ngettext("Coded %(num)s answer alike.", "Coded %(num)s answers alike.", done, num=number(done)),
        "success",
    )
    return redirect(url_for(".alike", codebook_id=codebook_id), 303)
