"""Extracts of recorded crime: listed, taken in from a file, looked at with what each revised."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from survey.accounts.roles import Role
from survey.indicators.areas import name_of
from survey.indicators.crime import actions
from survey.indicators.crime.extract import Extract
from survey.indicators.crime.layout import ROLES, Layout, LayoutRefused, layout_of
from survey.indicators.crime.said import COLUMN_NAMES, left_over_words, refusal_words, unreadable_words
from survey.indicators.sheet import sheet_of
from survey.indicators.years import month_in_words
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities.carrying import carried, chosen_file
from survey.web.priorities.forms import LineField, PrioritiesForm
from survey.web.priorities.within import READERS, people
from survey.web.request import database, now

SOURCE = "Metropolitan Police Service, recorded crime by borough, London Datastore"
MOST_COLUMNS = 60
"""Headers offered for choice; columns headed by a month are no choice at all."""


class ExtractForm(PrioritiesForm):
    """A file of recorded crime."""

    file = FileField(later("CSV file"), description=later("Counts by borough, type of crime and month."))
    source = LineField(
        later("Who publishes it"),
        default=SOURCE,
        validators=[InputRequired(later("Say who publishes it")), Length(max=300)],
    )
    taken_on = LineField(
        later("Day of the extract"),
        description=later("The day that the figures were published; figures change as reports are reviewed."),
        validators=[InputRequired(later("Enter the day of the extract"))],
        render_kw={"type": "date"},
    )


class ColumnsForm(ExtractForm):
    """The same, where a person has to say which column is what."""

    area = SelectField(later("Which column is the borough?"), validate_choice=False)
    category = SelectField(later("Which column is the type of crime?"), validate_choice=False)
    subcategory = SelectField(later("Which column is the type in detail?"), validate_choice=False)
    month = SelectField(later("Which column is the month?"), validate_choice=False)
    count = SelectField(later("Which column is the number of offences?"), validate_choice=False)
    only_column = SelectField(later("Take some rows alone: which column tells them?"), validate_choice=False)
    only_value = LineField(later("and what stands in it?"), validators=[Length(max=100)])

    def offer(self, headers: tuple[str, ...]) -> None:
        """Offers the headers of the file."""
        named = [("", gettext("None")), *((one, one) for one in headers[:MOST_COLUMNS] if one)]
        for role in (*ROLES, "only_column"):
            self[role].choices = named

    def layout(self, headers: tuple[str, ...]) -> Layout:
        """Returns the layout that was said; raises LayoutRefused."""
        only = {self.only_column.data: self.only_value.data} if self.only_column.data else {}
        return layout_of({role: self[role].data or "" for role in ROLES}, headers, only)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/crime")(extracts)
    blueprint.add_url_rule("/staff/crime/add", "add_extract", add_extract, methods=["GET", "POST"])
    blueprint.get("/staff/crime/<int:extract_id>")(extract)


@staff(*READERS)
def extracts() -> Any:
    """Lists the extracts, the latest first."""
    with database().reading() as tx:
        found = actions.extracts(tx)
        return render_template(
            "priorities/extracts.html",
            extracts=list(reversed(found)),
            months=_months,
            adds=Role.ANALYST in current_user.roles,
        )


@staff(*READERS)
def extract(extract_id: int) -> Any:
    """Shows one extract: what is in it, what was left over, and what it revised."""
    with database().reading() as tx:
        try:
            found = actions.find_extract(tx, extract_id)
        except actions.UnknownExtract:
            abort(404)
        return render_template(
            "priorities/extract.html",
            extract=found,
            months=_months(found),
            left_over=[left_over_words(one) for one in found.left_over],
            revisions=actions.revised_by(tx, found),
            name_of=name_of,
            person=people(tx),
        )


@staff(Role.ANALYST)
def add_extract() -> Any:
    """Takes a file in; where its columns are not known, asks which is what, once."""
    name, content = chosen_file() if request.method == "POST" else ("", b"")
    form: Any = ColumnsForm() if "area" in request.form else ExtractForm()
    if request.method == "GET" or not _fits(form, content):
        return _show(form, name, content)
    if isinstance(form, ColumnsForm):
        form.offer(sheet_of(content).headers)
    try:
        found = _take(form, name, content)
    except actions.LayoutUnknown as fault:
        asking = ColumnsForm()
        asking.offer(fault.headers)
        return _show(asking, name, content)
    except (actions.Unreadable, LayoutRefused, actions.AlreadyImported, actions.DayRefused) as fault:
        _blame(form, fault)
        return _show(form, name, content)
    flash(gettext("The extract is kept."), "success")
    return redirect(url_for("priorities.extract", extract_id=found.id), 303)


def _fits(form: ExtractForm, content: bytes) -> bool:
    """Says whether there is a table and all the rest; puts what is wrong with the fields."""
    whole = form.validate_on_submit()
    if not content:
        form.blame("file", gettext("Choose a file"))
        return False
    try:
        sheet_of(content)
        date.fromisoformat(form.taken_on.data or "")
    except actions.Unreadable as fault:
        form.blame("file", unreadable_words(fault))
        return False
    except ValueError:
        form.blame("taken_on", gettext("Enter the day of the extract, such as 2025-12-05"))
        return False
    return bool(whole)


def _take(form: Any, name: str, content: bytes) -> Extract:
    said = form.layout(sheet_of(content).headers) if isinstance(form, ColumnsForm) else None
    with database().transaction() as tx:
        return actions.import_extract(
            tx,
            content,
            name,
            source=form.source.data,
            taken_on=date.fromisoformat(form.taken_on.data),
            actor=current_user.id,
            now=now(),
            said=said,
        )


def _blame(form: PrioritiesForm, fault: Exception) -> None:
    if isinstance(fault, LayoutRefused):
        form.blame(fault.role if fault.role != "only" else "only_column", refusal_words(fault))
    elif isinstance(fault, actions.Unreadable):
        form.blame("file", unreadable_words(fault))
    elif isinstance(fault, actions.AlreadyImported):
        form.blame("file", gettext("This file was taken in before, as extract %(id)s", id=fault.extract.id))
    else:
        words = gettext("The day can’t lie after today, or before the last month in the file")
        form.blame("taken_on", words)


def _show(form: ExtractForm, name: str, content: bytes) -> str:
    return render_template(
        "priorities/add_extract.html",
        form=form,
        asks=isinstance(form, ColumnsForm),
        carried=carried(content) if content else "",
        carried_name=name,
        column_names=COLUMN_NAMES,
    )


def _months(found: Extract) -> str:
    return gettext(
        "%(first)s to %(last)s", first=month_in_words(found.months[0]), last=month_in_words(found.months[-1])
    )
