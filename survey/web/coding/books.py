"""A codebook's pages: its themes, their words, where they come from, as a file, and its history."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.exports.comma_separated import table_lines
from survey.themes.codebook import actions, sheet
from survey.themes.codebook.codebook import Codebook, CodebookRefused
from survey.themes.coding import actions as coding
from survey.themes.texts import actions as texts
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import book_of
from survey.web.coding.words import WHAT_CHANGED, audience, codebook_fault
from survey.web.language import gettext as _
from survey.web.request import database, now

MOST_SIGNS = 500_000


@blueprint.get("/<codebook_id>")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def book(codebook_id: str) -> Any:
    """Shows a codebook: what each theme means, and how often it was found."""
    return shown(codebook_id)


def shown(codebook_id: str, fault: str = "", field: str = "name", **typed: str) -> Any:
    """Returns the page of a codebook; `fault` is what is wrong with what was typed."""
    with database().reading() as tx:
        found = book_of(tx, codebook_id)
        others = [one for one in actions.all_of(tx) if one.id != codebook_id and one.open]
        counts: dict[str, int] = {}
        for _entry, marks, _accepted, count in texts.counted_marks(tx, coding.place_of(found)):
            for key in found.read(marks):
                counts[key] = counts.get(key, 0) + count
        progress = coding.progress(tx, found)
        waiting = coding.waiting_for_second(tx, found)
    return render_template(
        "coding/book.html",
        book=found,
        counts=counts,
        others=others,
        progress=progress,
        second=waiting,
        audience=audience,
        fault=fault,
        field=field,
        typed=typed,
        is_analyst=Role.ANALYST in current_user.roles,
    )


def changed(codebook_id: str, said: str, fragment: str = "themes") -> Any:
    """Says that a change was made and leads back to the codebook."""
    flash(said, "success")
    return redirect(url_for(".book", codebook_id=codebook_id, _anchor=fragment), 303)


def _words() -> dict[str, Any]:
    form = request.form
    return {
        "name": form.get("name", ""),
        "definition": form.get("definition", ""),
        "example": form.get("example", ""),
        "parent": form.get("parent") or None,
        "by": current_user.id,
        "now": now(),
    }


@blueprint.post("/<codebook_id>/themes")
@staff(Role.ANALYST)
def add_theme(codebook_id: str) -> Any:
    """Adds a theme."""
    try:
        with database().transaction() as tx:
            book_of(tx, codebook_id)
            actions.add_theme(tx, codebook_id, **_words())
    except CodebookRefused as fault:
        return shown(
            codebook_id,
            codebook_fault(fault),
            **{key: request.form.get(key, "") for key in ("name", "definition", "example")},
        )
    return changed(codebook_id, _("‘%(name)s’ is in the codebook.", name=request.form["name"].strip()), "add")


@blueprint.route("/<codebook_id>/themes/<theme_id>", methods=["GET", "POST"])
@staff(Role.ANALYST)
def theme(codebook_id: str, theme_id: str) -> Any:
    """Words a theme anew, or puts it under another."""
    fault = ""
    if request.method == "POST":
        try:
            with database().transaction() as tx:
                book_of(tx, codebook_id)
                actions.change_theme(tx, codebook_id, theme_id, **_words())
            return changed(codebook_id, _("Kept."))
        except CodebookRefused as refused:
            fault = codebook_fault(refused)
    with database().reading() as tx:
        found = book_of(tx, codebook_id)
    about = found.by_id.get(theme_id)
    if about is None or not about.is_open:
        return changed(codebook_id, _("This theme has ended meanwhile."))
    return render_template("coding/theme.html", book=found, theme=about, fault=fault)


@blueprint.post("/<codebook_id>/themes/<theme_id>/end")
@staff(Role.ANALYST)
def end_theme(codebook_id: str, theme_id: str) -> Any:
    """Takes a theme out of use."""
    try:
        with database().transaction() as tx:
            book_of(tx, codebook_id)
            actions.end_theme(tx, codebook_id, theme_id, by=current_user.id, now=now())
    except CodebookRefused as fault:
        return shown(codebook_id, codebook_fault(fault))
    return changed(codebook_id, _("The theme is out of use. Texts that have it keep it."))


@blueprint.post("/<codebook_id>/copy")
@staff(Role.ANALYST)
def copy(codebook_id: str) -> Any:
    """Takes over the themes of another codebook, such as last year's."""
    with database().transaction() as tx:
        source = book_of(tx, request.form.get("source", ""))
        book_of(tx, codebook_id)
        actions.copy(tx, source.id, codebook_id, current_user.id, now())
    return changed(codebook_id, _("The themes are copied."))


@blueprint.get("/<codebook_id>/codebook.csv")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def book_file(codebook_id: str) -> Any:
    """Gives a codebook as CSV."""
    with database().reading() as tx:
        found = book_of(tx, codebook_id)
    response = Response(
        table_lines([sheet.HEAD, *sheet.lines(found)]), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(found)}"'
    return response


def _file_name(found: Codebook) -> str:
    return f"codebook-{found.family}-{found.key}-{found.round}.csv"


@blueprint.post("/<codebook_id>/codebook.csv")
@staff(Role.ANALYST)
def take_in(codebook_id: str) -> Any:
    """Reads themes out of a CSV."""
    sent = request.files.get("file")
    words = sent.read(MOST_SIGNS).decode("utf-8", "replace") if sent else ""
    try:
        with database().transaction() as tx:
            book_of(tx, codebook_id)
            actions.take_in(tx, codebook_id, words, by=current_user.id, now=now())
    except CodebookRefused as fault:
        return shown(codebook_id, codebook_fault(fault), field="file")
    return changed(codebook_id, _("The file is read."))


@blueprint.get("/<codebook_id>/history")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def history(codebook_id: str) -> Any:
    """Shows every change of a codebook, with who and when."""
    with database().reading() as tx:
        found = book_of(tx, codebook_id)
        changes = actions.history(tx, codebook_id)
        names = accounts.names(tx)
    return render_template("coding/history.html", book=found, changes=changes, names=names, what=WHAT_CHANGED)
