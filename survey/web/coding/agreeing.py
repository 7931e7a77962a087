"""Agreement: how far the second coder agrees with the first, and what is left to settle."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.themes.agreement import actions
from survey.themes.codebook.codebook import CodebookRefused
from survey.themes.coding import actions as coding
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import book_of
from survey.web.coding.words import codebook_fault
from survey.web.request import database, now


@blueprint.get("/<codebook_id>/agreement")
@staff(Role.SUPERVISOR, Role.ANALYST)
def agreement(codebook_id: str) -> Any:
    """Shows kappa theme by theme, alpha of whole decisions, and the texts on which coders differ."""
    return _shown(codebook_id)


def _shown(codebook_id: str, fault: str = "") -> Any:
    with database().reading() as tx:
        book = book_of(tx, codebook_id)
        return render_template(
            "coding/agreement.html",
            book=book,
            found=actions.of_codebook(tx, book),
            differences=actions.differences(tx, book),
            second=coding.waiting_for_second(tx, book),
            fault=fault,
            is_analyst=Role.ANALYST in current_user.roles,
        )


@blueprint.post("/<codebook_id>/agreement")
@staff(Role.ANALYST)
def sample(codebook_id: str) -> Any:
    """Says how many of a hundred coded texts a second coder reads."""
    typed = request.form.get("percent", "").strip()
    try:
        with database().transaction() as tx:
            book = book_of(tx, codebook_id)
            percent = int(typed) if typed.isdecimal() and len(typed) < 4 else -1
            coding.set_sample(tx, book, percent, by=current_user.id, now=now())
    except CodebookRefused as refused:
        return _shown(codebook_id, codebook_fault(refused))
    return redirect(url_for(".agreement", codebook_id=codebook_id), 303)
