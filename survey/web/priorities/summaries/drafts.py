"""Earlier drafts of a summary, each as it was written, with what was changed since."""

from typing import Any

from flask import Blueprint, abort, render_template
from markupsafe import Markup

from survey.db.session import Transaction
from survey.indicators.areas import name_of
from survey.summaries.local import actions
from survey.summaries.local.content import Imprint
from survey.summaries.local.differences import figures_between, texts_between
from survey.summaries.local.rendering import preview
from survey.summaries.local.summary import Draft
from survey.web.access import staff
from survey.web.priorities import within
from survey.web.priorities.summaries.area import house
from survey.web.priorities.summaries.rounds import READERS
from survey.web.priorities.summaries.words import FIELDS, PARTS
from survey.web.request import database, settings


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/summaries/<round_key>/<area>/drafts/<int:number>")(earlier_draft)


@staff(*READERS)
def earlier_draft(round_key: str, area: str, number: int) -> Any:
    """Shows a draft as it was written; `number` counts the drafts of the area from 1."""
    within.read_area(area)
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        drafts = actions.drafts(tx, round_key, area)
        if not 1 <= number <= len(drafts):
            abort(404)
        its = drafts[-number]
        return render_template(
            "priorities/summaries/draft.html",
            planning=about,
            area=area,
            area_name=name_of(area),
            draft=its,
            number=number,
            of=len(drafts),
            changed=texts_between(its.texts, drafts[0].texts),
            moved=[PARTS[part] for part in figures_between(its.figures, drafts[0].figures)],
            fields=FIELDS,
            page=Markup(preview(its, house(), _imprint(tx, its))),  # noqa: S704  our own template wrote it
            person=within.people(tx),
        )


def _imprint(tx: Transaction, its: Draft) -> Imprint:
    """Returns which edition the draft would have been, on the day on which it was written."""
    before = [
        one
        for one in actions.editions(tx, its.area)
        if one.round == its.round and one.published_at < its.written_at
    ]
    day = its.written_at.astimezone(settings().time_zone).date()
    return Imprint(len(before) + 1, day, settings().sponsor)
