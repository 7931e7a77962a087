"""The coding desk's first page: what there is to read, how far it has come, and the ways on."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.asking import Together, together
from survey.themes.codebook.codebook import Codebook, CodebookRefused
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Progress
from survey.themes.texts import actions as texts
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import round_asked
from survey.web.coding.words import audience, codebook_fault
from survey.web.language import gettext as _
from survey.web.request import database, now

STEPS = 40
"""How often one press catches up, some hundred responses each; the rest comes with the next presses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions that are coded together, with their codebook where there is one."""

    family: str
    about: Together
    book: Codebook | None
    progress: tuple[Progress, ...] = ()

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return sum(one.texts for one in self.progress)

    @property
    def coded(self) -> int:
        """How many of them people have decided on."""
        return sum(one.coded for one in self.progress)


@blueprint.get("")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def home() -> Any:
    """Lists the questions that people answer in words, with codebook and progress."""
    with database().reading() as tx:
        current = round_asked(tx)
        asked = _asked(tx, current.key) if current else []
        return render_template(
            "coding/home.html",
            round=current,
            rounds=consultations.rounds(tx),
            asked=asked,
            behind=texts.lag(tx),
            details=texts.count_details(tx, current.key) if current else 0,
            audience=audience,
            is_analyst=Role.ANALYST in current_user.roles,
            may_settle=bool({Role.ANALYST, Role.SUPERVISOR} & current_user.roles),
        )


def _asked(tx: Transaction, round_key: str) -> list[Asked]:
    found: list[Asked] = []
    its = codebooks.all_of(tx, round_key=round_key)
    for family, version in consultations.live_versions(tx, round_key).items():
        taken: set[str] = set()
        for book in (one for one in its if one.family == family):
            about = Together(book.key, book.entries, book.title)
            found.append(Asked(family, about, book, coding.progress(tx, book)))
            taken |= set(book.entries)
        found += [
            Asked(family, about, None)
            for about in together(version.questionnaire)
            if not taken & set(about.entries)
        ]
    return found


@blueprint.post("")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def bring_up() -> Any:
    """Takes in what was sent lately, and finds in which language it is."""
    catch_up()
    return redirect(url_for(".home", round=request.form.get("round") or None), 303)


def catch_up(steps: int = STEPS) -> None:
    """Takes in what was sent lately, in short transactions, so that nobody who answers waits for it."""
    for _step in range(steps):
        with database().transaction(durable=False) as tx:
            if texts.catch_up(tx).is_done:
                break
    for _step in range(steps):
        with database().transaction(durable=False) as tx:
            if not texts.find_languages(tx):
                break


@blueprint.post("/codebooks")
@staff(Role.ANALYST)
def make() -> Any:
    """Makes a codebook for questions that belong together."""
    form = request.form
    try:
        with database().transaction() as tx:
            book = codebooks.make(
                tx,
                round_key=form.get("round", ""),
                family=form.get("family", ""),
                entries=tuple(form.getlist("entry")),
                title=form.get("title", ""),
                key=form.get("key", ""),
                by=current_user.id,
                now=now(),
            )
    except CodebookRefused as fault:
        flash(codebook_fault(fault), "warning")
        return redirect(url_for(".home", round=form.get("round") or None), 303)
    catch_up()
    flash(_("Made. Add themes, copy last year’s, or have candidates found."), "success")
    return redirect(url_for(".book", codebook_id=book.id), 303)
