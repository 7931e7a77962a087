"""Writing a decision: what becomes of a candidate, why, what people said, what will be done, by whom, by when."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length

from survey.indicators.areas import name_of
from survey.indicators.measures import actions as measures
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.words import sentence, you_said
from survey.priorities.ledger import actions
from survey.priorities.ledger.decision import OUTCOME_NAMES, DecisionRefused, Outcome, Said
from survey.priorities.planning import actions as planning
from survey.priorities.targets.target import TargetRefused, Wanted
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm, choices_of
from survey.web.priorities.targets import AIMS, wanted_from
from survey.web.priorities.targets import REFUSALS as TARGET_REFUSALS
from survey.web.request import database, now

TARGETS = 3
"""Targets that the form has room for; a further measure can be set by hand."""

REFUSALS = {
    "reason_missing": later("Say why"),
    "you_said_missing": later("Say what people said"),
    "we_will_missing": later("Say what will be done"),
    "owner_missing": later("Say whose it is to see to"),
    "due_missing": later("Enter the day by which it is done"),
    "bad_day": later("Enter a day, such as 2028-03-31"),
    "too_long": later("Use fewer words"),
    "no_target": later("Set at least one target; one in words will do"),
    "too_many_targets": later("Set at most 6 targets"),
    "in_hand": later("The plan is with somebody else now: have it returned first"),
    "no_candidate": later("This is no candidate here any more"),
    "not_set_for": later("No priorities are set for this area"),
}


class DecisionForm(PrioritiesForm):
    """A decision on one candidate."""

    outcome = RadioField(
        later("What becomes of it?"),
        choices=choices_of(OUTCOME_NAMES),
        validators=[InputRequired(later("Choose what becomes of it"))],
    )
    reason = ParagraphsField(later("Why?"), validators=[Length(max=3000)])
    you_said = ParagraphsField(later("You said"), validators=[Length(max=3000)])
    we_will = ParagraphsField(later("We will"), validators=[Length(max=3000)])
    owner = LineField(later("Whose it is to see to"), description=later("A post, such as Borough Commander."))
    due = LineField(later("To be done by"), render_kw={"type": "date"})
    measure_1 = SelectField(later("First target: measure"), validate_choice=False)
    aim_1 = SelectField(later("What is asked"), choices=choices_of(AIMS))
    amount_1 = LineField(later("How much, or the words"))
    measure_2 = SelectField(later("Second target: measure"), validate_choice=False)
    aim_2 = SelectField(later("What is asked"), choices=choices_of(AIMS))
    amount_2 = LineField(later("How much, or the words"))
    measure_3 = SelectField(later("Third target: measure"), validate_choice=False)
    aim_3 = SelectField(later("What is asked"), choices=choices_of(AIMS))
    amount_3 = LineField(later("How much, or the words"))

    def fill(self, said: Said) -> None:
        """Begins with what stands."""
        for name in ("reason", "you_said", "we_will", "owner", "due"):
            self[name].data = getattr(said, name)
        self.outcome.data = said.outcome.value
        for at, one in enumerate(said.targets[:TARGETS], 1):
            self[f"measure_{at}"].data, self[f"aim_{at}"].data = one.measure, one.aim.value
            self[f"amount_{at}"].data = one.words or str(one.amount)

    def said(self) -> Said:
        """Returns the decision as filled in; raises TargetRefused."""
        outcome = Outcome(self.outcome.data)
        words = {name: (self[name].data or "") for name in ("reason", "you_said", "we_will", "owner", "due")}
        return Said(outcome, **words, targets=self._targets() if outcome.is_taken_up else ())

    def _targets(self) -> tuple[Wanted, ...]:
        found = []
        for at in range(1, TARGETS + 1):
            if self[f"measure_{at}"].data:
                amount = self[f"amount_{at}"].data or ""
                try:
                    found.append(
                        wanted_from(self[f"measure_{at}"].data, self[f"aim_{at}"].data, amount, amount)
                    )
                except TargetRefused as fault:
                    raise TargetRefused(fault.code, f"amount_{at}") from fault
        return tuple(found)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule(
        "/staff/priorities/<round_key>/<area>/candidates/<int:candidate_id>/decide",
        "decide",
        decide,
        methods=["GET", "POST"],
    )


@staff(*within.WRITERS)
def decide(round_key: str, area: str, candidate_id: int) -> Any:
    """Writes a decision on a candidate."""
    within.write_area(area)
    form = DecisionForm()
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        try:
            candidate = planning.find_candidate(tx, round_key, candidate_id)
        except planning.UnknownCandidate:
            abort(404)
        pieces = [
            one.said for one in grounds.standing_in(tx, round_key, area) if one.said.candidate == candidate_id
        ]
        _offer(form, [("", gettext("None")), *((one.key, one.name) for one in measures.measures(tx))])
        standing = actions.decisions(tx, round_key, area).get(candidate_id)
    if request.method == "GET":
        form.fill(standing.said) if standing else _begin(form, you_said(pieces))
    if form.validate_on_submit() and _decided(form, round_key, area, candidate_id):
        flash(gettext("The decision is written down."), "success")
        return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)
    return render_template(
        "priorities/decide.html",
        form=form,
        planning=about,
        area=area,
        area_name=name_of(area),
        candidate=candidate,
        pieces=[sentence(one) for one in pieces],
    )


def _offer(form: DecisionForm, choices: list[tuple[str, str]]) -> None:
    for at in range(1, TARGETS + 1):
        form[f"measure_{at}"].choices = choices


def _begin(form: DecisionForm, words: str) -> None:
    form.you_said.data = words


def _decided(form: DecisionForm, round_key: str, area: str, candidate_id: int) -> bool:
    try:
        with database().transaction() as tx:
            actions.decide(tx, round_key, area, candidate_id, form.said(), current_user.id, now())
    except DecisionRefused as fault:
        field = "measure_1" if fault.field == "targets" else fault.field or "outcome"
        form.blame(field, REFUSALS[fault.code])
    except TargetRefused as fault:
        field = fault.field if fault.field in form else "amount_1"
        form.blame(field, TARGET_REFUSALS[fault.code])
    except measures.UnknownMeasure:
        form.blame("measure_1", gettext("Choose a measure"))
    return not form.has_errors
