"""The form in which the texts of a summary are written."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms.validators import Length

from survey.indicators.areas import name_of
from survey.summaries.local import actions
from survey.summaries.local.steps import StepRefused
from survey.summaries.local.texts import LONGEST, LONGEST_LINE, NAMES, Texts
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm
from survey.web.priorities.summaries.words import FIELDS, refusal_words
from survey.web.request import database, now

PARAGRAPHS = [Length(max=LONGEST, message=f"Use at most {LONGEST:,} characters")]
LINE = [Length(max=LONGEST_LINE, message=f"Use at most {LONGEST_LINE} characters")]
ONE_A_LINE = "One on a line."


class TextsForm(PrioritiesForm):
    """The texts of a summary."""

    first_from = LineField(
        FIELDS["first_from"],
        LINE,
        description="As it is to follow on ‘A message from’, such as ‘the Chair of the authority’.",
    )
    first_message = ParagraphsField(
        FIELDS["first_message"],
        PARAGRAPHS,
        description="Alike in every area: areas drafted later take it from London’s draft.",
    )
    second_from = LineField(
        FIELDS["second_from"], LINE, description="Such as ‘the Borough Commander for Kingston’."
    )
    second_message = ParagraphsField(
        FIELDS["second_message"], PARAGRAPHS, description="What went well, what did not, and what comes next."
    )
    strategic = ParagraphsField(
        FIELDS["strategic"],
        PARAGRAPHS,
        description="One on a line; each follows on ‘The plan for policing London is to’.",
    )
    how_we_did = ParagraphsField(
        FIELDS["how_we_did"],
        PARAGRAPHS,
        description="Stands above the table, which comes from the figures. Can stay empty.",
    )
    initiatives = ParagraphsField(
        FIELDS["initiatives"], PARAGRAPHS, description="What was tried in the area, and what came of it."
    )
    teams = ParagraphsField(
        FIELDS["teams"], PARAGRAPHS, description="Who the neighbourhood teams are, and how to meet them."
    )
    engagement = ParagraphsField(
        FIELDS["engagement"], PARAGRAPHS, description="What the engagement group does, and how to join."
    )
    events = ParagraphsField(FIELDS["events"], PARAGRAPHS, description=ONE_A_LINE)
    contacts = ParagraphsField(
        FIELDS["contacts"],
        PARAGRAPHS,
        description="One on a line, such as ‘Victim support: …’. 999 is added.",
    )
    next_consultation = ParagraphsField(
        FIELDS["next_consultation"], PARAGRAPHS, description="When people can have their say again, and how."
    )
    note = ParagraphsField(
        FIELDS["note"],
        PARAGRAPHS,
        description="Only for a further edition: what was wrong, and what it says now. It is published.",
    )

    def texts(self) -> Texts:
        """Returns the texts as filled in."""
        return Texts(**{name: self[name].data or "" for name in NAMES})


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    place = "/staff/summaries/<round_key>/<area>/write"
    blueprint.add_url_rule(place, "write", write, methods=["GET", "POST"])


@staff(*within.WRITERS)
def write(round_key: str, area: str) -> Any:
    """Writes the texts of a summary."""
    within.write_area(area)
    form = TextsForm()
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        its = actions.draft(tx, round_key, area)
        was_published = actions.published(tx, round_key, area) is not None
    if its is None:
        abort(404)
    if request.method == "GET":
        form.process(data=its.texts.document())
    if form.validate_on_submit() and _written(form, round_key, area):
        flash(gettext("The texts are kept."), "success")
        return redirect(url_for("summaries.one", round_key=round_key, area=area), 303)
    return render_template(
        "priorities/summaries/write.html",
        form=form,
        planning=about,
        area=area,
        area_name=name_of(area),
        was_published=was_published,
    )


def _written(form: TextsForm, round_key: str, area: str) -> bool:
    try:
        with database().transaction() as tx:
            actions.write(tx, round_key, area, form.texts(), current_user.id, now())
    except StepRefused as fault:
        form.blame("first_from", refusal_words(fault))
    return not form.has_errors
