"""Sample surveys: listed, taken in from a file in up to three steps, looked at, set aside."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.indicators.benchmarks import actions
from survey.indicators.benchmarks.actions import About
from survey.indicators.benchmarks.benchmark import Benchmark, BenchmarkRefused
from survey.indicators.benchmarks.layout import Layout, LayoutRefused, check, unplaced
from survey.indicators.benchmarks.parts import parts_of
from survey.indicators.benchmarks.said import in_words
from survey.indicators.sheet import Sheet, Unreadable, sheet_of
from survey.questionnaire.definition import Questionnaire
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities.carrying import carried, chosen_file
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm, choices_of
from survey.web.priorities.mapping import Asking, posted_layout
from survey.web.priorities.within import people
from survey.web.request import database, now
from survey.weighting.samples import SampleScheme
from survey.weighting.targets import scheme_of

OF_DESIGN = {"lonely": "stratum", "no_weight": "weight"}
"""What can be wrong with the columns that say how people were drawn."""

FAMILIES = {"residents": later("Residents"), "businesses": later("Businesses")}


class BenchmarkForm(PrioritiesForm):
    """A file of interviews and what has to be known of them."""

    file = FileField(
        later("CSV file"),
        description=later(
            "One row for each interview, at most 2 MB. Leave out names, addresses and comments."
        ),
    )
    family = SelectField(later("Whose answers stand beside it?"), choices=choices_of(FAMILIES))
    name = LineField(later("Name of the survey"), validators=[Length(max=200)])
    source = LineField(later("Who made it"), validators=[Length(max=300)])
    by_chance = RadioField(
        later("Was it drawn by chance?"),
        description=later(
            "A probability sample: everybody had a known chance to be asked, and nobody could ask to take part."
        ),
        choices=choices_of(
            {"yes": later("Yes: show margins of error"), "no": later("No, or I don’t know: show none")}
        ),
        validators=[InputRequired(later("Say whether it was drawn by chance"))],
    )
    drawn = ParagraphsField(
        later("How people were drawn"),
        description=later("Such as ‘addresses by stratum of deprivation, one adult in each’."),
        validators=[Length(max=1000)],
    )
    asked_from = LineField(later("First day of interviews"), render_kw={"type": "date"})
    asked_to = LineField(later("Last day of interviews"), render_kw={"type": "date"})

    def about(self) -> About:
        """Returns what was said of the survey."""
        words = {
            field: self[field].data or "" for field in ("name", "source", "drawn", "asked_from", "asked_to")
        }
        return About(by_chance=self.by_chance.data == "yes", **words)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/benchmarks")(benchmarks)
    blueprint.add_url_rule("/staff/benchmarks/add", "add_benchmark", add_benchmark, methods=["GET", "POST"])
    blueprint.get("/staff/benchmarks/<int:benchmark_id>")(benchmark)
    blueprint.add_url_rule(
        "/staff/benchmarks/<int:benchmark_id>/set-aside",
        "set_benchmark_aside",
        set_benchmark_aside,
        methods=["GET", "POST"],
    )


@staff(Role.ANALYST)
def benchmarks() -> Any:
    """Lists the surveys, the latest fieldwork first."""
    with database().reading() as tx:
        found = actions.benchmarks(tx)
    return render_template("priorities/benchmarks.html", surveys=found, families=FAMILIES)


@staff(Role.ANALYST)
def benchmark(benchmark_id: int) -> Any:
    """Shows how a survey was drawn and weighted."""
    with database().reading() as tx:
        found = _found(tx, benchmark_id)
        person = people(tx)
    return render_template("priorities/benchmark.html", survey=found, families=FAMILIES, person=person)


def _found(tx: Any, benchmark_id: int) -> Benchmark:
    try:
        return actions.find(tx, benchmark_id)
    except actions.UnknownBenchmark:
        abort(404)


@staff(Role.ANALYST)
def add_benchmark() -> Any:
    """Takes a survey in: the file, then which column is what, then which value is which answer."""
    name, content = chosen_file() if request.method == "POST" else ("", b"")
    form = BenchmarkForm()
    asking = Asking()
    if request.method == "POST" and _fits(form, content):
        sheet, questionnaire = sheet_of(content), _questionnaire(form.family.data)
        asking = _asked(sheet, questionnaire)
        made = _take(form, content, sheet, asking) if asking.is_done else None
        if made:
            flash(gettext("The survey is kept."), "success")
            return redirect(url_for("priorities.benchmark", benchmark_id=made.id), 303)
    return render_template(
        "priorities/add_benchmark.html",
        form=form,
        asking=asking,
        carried=carried(content) if content else "",
        carried_name=name,
    )


def _fits(form: BenchmarkForm, content: bytes) -> bool:
    """Says whether there is a table and all the rest; puts what is wrong with the fields."""
    whole = form.validate_on_submit()
    try:
        if not content:
            raise Unreadable("empty")
        sheet_of(content)
        actions.check_about(form.about(), now().date())
    except (Unreadable, BenchmarkRefused) as fault:
        form.blame("file" if isinstance(fault, Unreadable) else fault.field, in_words(fault))
        return False
    if _questionnaire(form.family.data) is None:
        form.blame("family", gettext("Publish this questionnaire first: its answers are what stands beside"))
        return False
    return bool(whole)


def _questionnaire(family: str) -> Questionnaire | None:
    with database().reading() as tx:
        versions = consultations.published_versions(tx, family)
    return versions[-1].questionnaire if versions else None


def _asked(sheet: Sheet, questionnaire: Questionnaire | None) -> Asking:
    """Returns what is still to be asked about the file's columns and values."""
    assert questionnaire is not None, "asked for before"  # noqa: S101  `_fits` looks
    parts = parts_of(questionnaire)
    with database().reading() as tx:
        known = actions.remembered(tx, sheet, questionnaire)
    if request.form.get("step") not in {"columns", "values"}:
        return Asking("columns", parts, sheet.headers, known, questionnaire=questionnaire)
    layout = posted_layout(request.form, parts, known)
    try:
        check(layout, sheet.headers, parts)
        left = unplaced(sheet, layout, parts)
    except LayoutRefused as fault:
        return Asking("columns", parts, sheet.headers, layout, fault=fault, questionnaire=questionnaire)
    left = {key: values for key, values in left.items() if not _answered(layout, key, values)}
    if left:
        return Asking("values", parts, sheet.headers, layout, unplaced=left, questionnaire=questionnaire)
    return Asking("", parts, sheet.headers, layout, questionnaire=questionnaire)


def _answered(layout: Layout, key: str, values: tuple[str, ...]) -> bool:
    return all(value in layout.values.get(key, {}) for value in values)


def _take(form: BenchmarkForm, content: bytes, sheet: Sheet, asking: Asking) -> Benchmark | None:
    assert asking.questionnaire is not None, "asked for before"  # noqa: S101  `_fits` looks
    scheme = scheme_of(asking.questionnaire.family)
    try:
        with database().transaction() as tx:
            return actions.take_in(
                tx,
                content,
                sheet,
                asking.layout,
                asking.questionnaire,
                form.about(),
                weighing=SampleScheme(scheme) if scheme else None,
                actor=current_user.id,
                now=now(),
            )
    except (Unreadable, BenchmarkRefused) as fault:
        if fault.code in OF_DESIGN:
            asking.step, asking.refused = "columns", (OF_DESIGN[fault.code], in_words(fault))
        else:
            asking.step = "file"
            form.blame("file", in_words(fault))
        return None


@staff(Role.ANALYST)
def set_benchmark_aside(benchmark_id: int) -> Any:
    """Takes a survey out of use, once its reason is given."""
    reason, error = request.form.get("because", "").strip(), ""
    with database().reading() as tx:
        found = _found(tx, benchmark_id)
    if request.method == "POST":
        try:
            with database().transaction() as tx:
                actions.set_aside(tx, benchmark_id, reason, current_user.id, now())
            flash(gettext("The survey is set aside; it can still be read."), "success")
            return redirect(url_for("priorities.benchmark", benchmark_id=benchmark_id), 303)
        except BenchmarkRefused as fault:
            error = in_words(fault)
    return render_template("priorities/set_benchmark_aside.html", survey=found, reason=reason, error=error)
