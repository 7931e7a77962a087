"""Measures, and series kept by hand: defined, given values one by one or from a file."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length

from survey.accounts.roles import Role
from survey.db.session import Transaction
from survey.indicators.areas import name_of
from survey.indicators.crime import actions as crime
from survey.indicators.measures import actions
from survey.indicators.measures.measure import Better, Kind, Measure, MeasureRefused, Term
from survey.indicators.measures.series import Given, ValueRefused, given, given_in
from survey.indicators.sheet import Unreadable
from survey.priorities.grounds.file import sheet_in
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm, area_choices, choices_of
from survey.web.priorities.within import READERS, people
from survey.web.request import database, now

KINDS = {
    Kind.COUNT: "One count",
    Kind.SUM: "Several counts added up",
    Kind.RATE: "Counts for each 1,000 residents",
    Kind.SHARE: "A percentage",
    Kind.GAP: "The gap between two percentages",
    Kind.WORDS: "Words alone",
}

REFUSALS = {
    "bad_key": "A key has small letters, digits and underscores, such as gun_crime",
    "name_missing": "Enter a name",
    "no_figures": "Choose what it is made of",
    "one_figure": "Choose one figure for this kind of measure",
    "two_figures": "Choose two percentages for a gap",
    "too_many": "Choose at most 20 figures",
    "key_taken": "There is a series with this key",
    "no_area": "No borough is called ‘%(words)s’",
    "no_period": "‘%(words)s’ is no year such as 2009/10, and no month such as 2009-04",
    "no_number": "‘%(words)s’ is no number",
    "no_source": "Say where the figures come from",
    "no_day": "Enter the day of the figures, such as 2010-06-01",
    "empty": "There is no figure in the file",
    "missing_column": "Say which column is which: name the headers for area, period and value",
    "repeated": "The file has a second figure for the same area and period: %(words)s",
}


class MeasureForm(PrioritiesForm):
    """How a measure is made."""

    key = LineField(later("Key"), description=later("Names it in files, such as gun_crime."))
    name = LineField(later("Name"), validators=[InputRequired(later("Enter a name")), Length(max=120)])
    kind = RadioField(later("How is it made?"), choices=choices_of(KINDS))
    terms = SelectMultipleField(later("What is it made of?"), validate_choice=False)
    better = RadioField(
        later("Which way is better?"),
        choices=choices_of({Better.LOWER: later("Down"), Better.HIGHER: later("Up")}),
        default=Better.LOWER.value,
    )
    one = LineField(later("One of what is counted"), default="offence", validators=[Length(max=60)])
    many = LineField(later("More than one"), default="offences", validators=[Length(max=60)])
    note = ParagraphsField(later("Where the definition comes from"), validators=[Length(max=1000)])

    def measure(self) -> Measure:
        """Returns the measure as filled in; raises MeasureRefused."""
        kind = Kind(self.kind.data) if self.kind.data in set(Kind) else Kind.COUNT
        terms = tuple(_term(one) for one in self.terms.data or ()) if kind is not Kind.WORDS else ()
        words = {"one": self.one.data or "offence", "many": self.many.data or "offences"}
        better = Better(self.better.data) if self.better.data in set(Better) else Better.LOWER
        return Measure(
            self.key.data or "", self.name.data or "", kind, terms, better, note=self.note.data or "", **words
        )


class SeriesForm(PrioritiesForm):
    """A series to be started."""

    key = LineField(later("Key"), description=later("Names it in files, such as satisfaction_white."))
    name = LineField(later("Name"), validators=[InputRequired(later("Enter a name")), Length(max=120)])
    unit = LineField(later("What its values are"), validators=[Length(max=120)])


class ValuesForm(PrioritiesForm):
    """One value of a series, or a file of them, with source and day."""

    area = SelectField(later("Area"), choices=choices_of(dict(area_choices())))
    period = LineField(later("Year or month"), description=later("Such as 2009/10 or 2009-04."))
    value = LineField(later("Value"))
    file = FileField(later("Or a file"), description=later("CSV or Excel, with headers in its first row."))
    area_column = LineField(later("Header of the area"), default="area")
    period_column = LineField(later("Header of the year or month"), default="period")
    value_column = LineField(later("Header of the value"), default="value")
    source = LineField(later("Where the figures come from"), validators=[Length(max=300)])
    as_of = LineField(later("Day of the figures"), render_kw={"type": "date"})

    def values(self) -> list[Given]:
        """Returns the values as filled in; raises ValueRefused, Unreadable."""
        content = self.file.data.read() if self.file.data else b""
        if not content:
            return [given(self.area.data, self.period.data or "", self.value.data or "")]
        sheet = sheet_in(content)
        columns = {role: self[f"{role}_column"].data or "" for role in ("area", "period", "value")}
        return given_in(sheet.headers, sheet.rows, columns)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/measures")(measures)
    blueprint.add_url_rule("/staff/measures/add", "define_measure", define_measure, methods=["GET", "POST"])
    blueprint.add_url_rule(
        "/staff/measures/series/add", "start_series", start_series, methods=["GET", "POST"]
    )
    blueprint.add_url_rule("/staff/measures/series/<key>", "series", series, methods=["GET", "POST"])


@staff(*READERS)
def measures() -> Any:
    """Lists the measures and the series kept by hand."""
    with database().reading() as tx:
        return render_template(
            "priorities/measures.html",
            measures=actions.measures(tx),
            series=actions.all_series(tx),
            kinds=KINDS,
            made_of=_made_of,
            edits=Role.ANALYST in current_user.roles,
        )


@staff(Role.ANALYST)
def define_measure() -> Any:
    """Defines a measure, or one that there is anew."""
    form = MeasureForm()
    with database().reading() as tx:
        form.terms.choices = _offered(tx)
        if request.method == "GET":
            _fill(form, tx)
    if not form.validate_on_submit():
        return render_template("priorities/define_measure.html", form=form)
    try:
        with database().transaction() as tx:
            made = actions.define(tx, form.measure(), current_user.id, now())
    except MeasureRefused as fault:
        form.blame(fault.field, gettext(REFUSALS[fault.code]))
        return render_template("priorities/define_measure.html", form=form)
    flash(gettext("%(name)s is defined.", name=made.name), "success")
    return redirect(url_for("priorities.measures"), 303)


def _fill(form: MeasureForm, tx: Transaction) -> None:
    """Begins with a measure that is to be defined anew."""
    wanted = request.args.get("key", "")
    found = next((one for one in actions.measures(tx) if one.key == wanted), None)
    if found:
        for name in ("key", "name", "one", "many", "note"):
            form[name].data = getattr(found, name)
        form.kind.data, form.better.data = found.kind.value, found.better.value
        form.terms.data = [_value(one) for one in found.terms]


@staff(Role.ANALYST)
def start_series() -> Any:
    """Starts a series kept by hand."""
    form = SeriesForm()
    if not form.validate_on_submit():
        return render_template("priorities/start_series.html", form=form)
    try:
        with database().transaction() as tx:
            made = actions.start_series(
                tx, form.key.data, form.name.data, form.unit.data, current_user.id, now()
            )
    except ValueRefused as fault:
        form.blame("name" if fault.code == "name_missing" else "key", _words(fault))
        return render_template("priorities/start_series.html", form=form)
    return redirect(url_for("priorities.series", key=made.key), 303)


@staff(Role.ANALYST)
def series(key: str) -> Any:
    """Shows a series with all its values, and takes further ones."""
    form = ValuesForm()
    if form.validate_on_submit() and _entered(form, key):
        flash(gettext("The values are kept."), "success")
        return redirect(url_for("priorities.series", key=key), 303)
    with database().reading() as tx:
        try:
            found = actions.find_series(tx, key)
        except actions.UnknownSeries:
            abort(404)
        points = actions.points(tx, key)
        return render_template(
            "priorities/series.html",
            series=found,
            points=points,
            form=form,
            name_of=name_of,
            person=people(tx),
        )


def _entered(form: ValuesForm, key: str) -> bool:
    try:
        with database().transaction() as tx:
            found = form.values()
            actions.enter(
                tx,
                key,
                found,
                source=form.source.data or "",
                as_of=form.as_of.data or "",
                actor=current_user.id,
                now=now(),
            )
    except ValueRefused as fault:
        fields = {"no_area": "area", "no_period": "period", "no_source": "source", "no_day": "as_of"}
        form.blame("file" if fault.line else fields.get(fault.code, "value"), _words(fault))
    except Unreadable:
        form.blame("file", gettext("This file can’t be read: save the sheet as CSV first"))
    except actions.UnknownSeries:
        abort(404)
    return not form.has_errors


def _words(fault: ValueRefused) -> str:
    words = gettext(REFUSALS[fault.code], words=fault.words)
    return gettext("Line %(line)s: %(words)s", line=fault.line, words=words) if fault.line else words


def _offered(tx: Transaction) -> list[tuple[str, str]]:
    """Returns all that a measure can be made of, as (value, words)."""
    found = [(_value(Term(series=one.key)), f"{one.name} (series)") for one in actions.all_series(tx)]
    for category, parts in crime.categories(tx).items():
        found.append((_value(Term(category=category)), category.capitalize()))
        found += [
            (_value(Term(category=category, subcategory=part)), f"{category.capitalize()}: {part.lower()}")
            for part in parts
            if part != category
        ]
    return found


def _value(term: Term) -> str:
    return f"series|{term.series}" if term.series else f"crime|{term.category}|{term.subcategory}"


def _term(value: str) -> Term:
    kind, _, rest = value.partition("|")
    if kind == "series":
        return Term(series=rest)
    category, _, part = rest.partition("|")
    return Term(category=category, subcategory=part)


def _made_of(measure: Measure) -> str:
    return "; ".join(one.series or one.subcategory.lower() or one.category.lower() for one in measure.terms)
