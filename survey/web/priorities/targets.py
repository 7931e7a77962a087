"""The targets of an area in a year: set by a published plan, or by hand for years before the ledger."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import SelectField
from wtforms.validators import Length

from survey.accounts.roles import Role
from survey.indicators.areas import name_of
from survey.indicators.measures import actions as measures
from survey.indicators.measures.series import ValueRefused, number
from survey.priorities.targets import actions
from survey.priorities.targets.target import Aim, TargetRefused, Wanted, in_words
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, PrioritiesForm, choices_of
from survey.web.request import database, now

AIMS = {
    Aim.REDUCE: later("a fall by so many per cent"),
    Aim.INCREASE: later("a rise by so many per cent"),
    Aim.AT_MOST: later("at most"),
    Aim.AT_LEAST: later("at least"),
    Aim.WORDS: later("in words"),
}

REFUSALS = {
    "not_set_for": later("No targets are set for this area"),
    "amount_missing": later("Enter a number"),
    "bad_amount": later("Enter a number that can be, such as 2.5"),
    "words_missing": later("Say the target in words"),
    "too_long": later("Use at most 400 characters"),
    "no_change_of_share": later("A percentage is held against a value: choose ‘at most’ or ‘at least’"),
    "words_only": later("This measure has no figures: choose ‘in words’"),
}


class TargetForm(PrioritiesForm):
    """One target."""

    measure = SelectField(later("Measure"), validate_choice=False)
    aim = SelectField(later("What is asked"), choices=choices_of(AIMS))
    amount = LineField(later("How much"), description=later("Such as 2.5. Leave it empty for words."))
    words = LineField(later("In words"), validators=[Length(max=400)])

    def wanted(self) -> Wanted:
        """Returns the target as filled in; raises TargetRefused."""
        return wanted_from(self.measure.data, self.aim.data, self.amount.data or "", self.words.data or "")


def wanted_from(measure: str, aim: str, amount: str, words: str) -> Wanted:
    """Reads a target; raises TargetRefused."""
    its = Aim(aim) if aim in set(Aim) else Aim.REDUCE
    if its is Aim.WORDS:
        return Wanted(measure, its, None, words.strip())
    try:
        found: Decimal | None = number(amount) if amount.strip() else None
    except ValueRefused:
        raise TargetRefused("bad_amount", "amount") from None
    return Wanted(measure, its, found, "")


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/performance/<area>/<slug>/targets")(targets)
    blueprint.post("/staff/performance/<area>/<slug>/targets")(set_target)
    blueprint.post("/staff/performance/<area>/<slug>/targets/<key>/withdraw")(withdraw_target)


@staff(*within.READERS)
def targets(area: str, slug: str) -> Any:
    """Shows the targets that stand, and every one that ever did."""
    return _show(within.read_area(area), slug, _form())


def _form() -> TargetForm:
    form = TargetForm()
    with database().reading() as tx:
        form.measure.choices = [(one.key, one.name) for one in measures.measures(tx)]
    return form


@staff(Role.ANALYST)
def set_target(area: str, slug: str) -> Any:
    """Sets a target by hand."""
    year, form = within.year_named(slug), _form()
    try:
        form.validate()
        with database().transaction() as tx:
            actions.set_target(tx, within.write_area(area), year, form.wanted(), current_user.id, now())
    except TargetRefused as fault:
        form.blame(fault.field, REFUSALS[fault.code])
    except measures.UnknownMeasure:
        form.blame("measure", gettext("Choose a measure"))
    if form.has_errors:
        return _show(area, slug, form)
    flash(gettext("The target is set."), "success")
    return redirect(url_for("priorities.targets", area=area, slug=year.slug), 303)


@staff(Role.ANALYST)
def withdraw_target(area: str, slug: str, key: str) -> Any:
    """Takes a target back."""
    year = within.year_named(slug)
    with database().transaction() as tx:
        actions.withdraw(tx, within.write_area(area), year, key, current_user.id, now())
    flash(gettext("The target is withdrawn; it stays in the list below."), "success")
    return redirect(url_for("priorities.targets", area=area, slug=year.slug), 303)


def _show(area: str, slug: str, form: TargetForm) -> str:
    year = within.year_named(slug)
    with database().reading() as tx:
        known = {one.key: one for one in measures.measures(tx)}
        return render_template(
            "priorities/targets.html",
            area=area,
            area_name=name_of(area),
            year=year,
            standing=actions.standing(tx, area, year),
            history=actions.history(tx, area, year),
            said=lambda one: in_words(one.wanted, known[one.wanted.measure]),
            form=form,
            edits=Role.ANALYST in current_user.roles,
            person=within.people(tx),
        )
