"""Merging and splitting themes, each confirmed before it is done."""

from typing import Any

from flask import abort, render_template, request
from flask_login import current_user

from survey.accounts.roles import Role
from survey.themes.codebook import actions
from survey.themes.codebook.codebook import CodebookRefused
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.books import changed, shown
from survey.web.coding.opening import book_of
from survey.web.coding.words import codebook_fault
from survey.web.language import gettext as _
from survey.web.request import database, now

PARTS = 4
"""Themes that one can be split into at a time."""


@blueprint.get("/<codebook_id>/merge")
@staff(Role.ANALYST)
def merge(codebook_id: str) -> Any:
    """Asks what the themes that were ticked become together."""
    with database().reading() as tx:
        found = book_of(tx, codebook_id)
    chosen = [theme for theme in found.open if theme.id in request.args.getlist("theme")]
    if len(chosen) < actions.FEWEST_TO_MERGE:
        return shown(codebook_id, codebook_fault(CodebookRefused("too_few")), field="themes")
    return render_template("coding/merge.html", book=found, chosen=chosen, fault="")


@blueprint.post("/<codebook_id>/merge")
@staff(Role.ANALYST)
def merge_now(codebook_id: str) -> Any:
    """Merges themes."""
    chosen = request.form.getlist("theme")
    name = request.form.get("other", "").strip() or request.form.get("name", "")
    try:
        with database().transaction() as tx:
            found = book_of(tx, codebook_id)
            definition = request.form.get("definition", "")
            actions.merge(
                tx, codebook_id, chosen, name=name, definition=definition, by=current_user.id, now=now()
            )
    except CodebookRefused as fault:
        its = [theme for theme in found.open if theme.id in chosen]
        return render_template("coding/merge.html", book=found, chosen=its, fault=codebook_fault(fault))
    return changed(codebook_id, _("Merged. Texts coded with any of them count under ‘%(name)s’.", name=name))


@blueprint.route("/<codebook_id>/themes/<theme_id>/split", methods=["GET", "POST"])
@staff(Role.ANALYST)
def split(codebook_id: str, theme_id: str) -> Any:
    """Splits a theme; its texts come back to the desk to be read for which it is."""
    fault = ""
    parts = list(zip(request.form.getlist("name"), request.form.getlist("definition"), strict=False))
    if request.method == "POST":
        try:
            with database().transaction() as tx:
                book_of(tx, codebook_id)
                actions.split(tx, codebook_id, theme_id, parts, by=current_user.id, now=now())
            return changed(codebook_id, _("Split. Its texts wait at the desk to be read again."))
        except CodebookRefused as refused:
            fault = codebook_fault(refused)
    with database().reading() as tx:
        found = book_of(tx, codebook_id)
    about = found.by_id.get(theme_id) or abort(404)
    parts += [("", "")] * (PARTS - len(parts))
    return render_template("coding/split.html", book=found, theme=about, parts=parts, fault=fault)
