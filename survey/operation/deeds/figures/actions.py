"""Figures of a running consultation, published as dated snapshots: looked for once a day where that was allowed."""

from datetime import datetime

from survey.columns.actions import Columns
from survey.consultations import actions as consultations
from survey.db.session import Database, Transaction
from survey.operation.jobs import actions as jobs
from survey.operation.jobs.job import Came, Job, Work
from survey.summaries.figures import actions as figures
from survey.summaries.figures.figures import FiguresRefused
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of

KIND = "snapshot"

WAITS = {
    "nobody": "nobody has answered yet",
    "few": "too few have answered yet",
    "few_changed": "too few have answered since the last one",
    "nothing_new": "nothing has changed",
    "today_already": "there is one of today",
    "not_closed": "it does not run, or snapshots of it are not allowed",
    "note_missing": "it has closed, and its results are published",
    "would_tell": "what came in since the last one would tell of single people",
}
"""Why a questionnaire has no new snapshot."""

PATIENCE_S = 600.0
"""How long columns may take to be built: at a million responses about a minute."""


def ask_where_due(tx: Transaction, now: datetime) -> int:
    """Asks for a snapshot of every running round that is due for one; returns of how many."""
    due = figures.due(tx, now)
    for round_key, allowed_by in due:
        ask(tx, round_key, by=allowed_by, now=now)
    return len(due)


def ask(tx: Transaction, round_key: str, *, by: str, now: datetime) -> Job:
    """Asks for a snapshot of one round."""
    about = consultations.find_round(tx, round_key)
    return jobs.ask(
        tx,
        KIND,
        {"round": round_key},
        about=about.name,
        role="analyst",
        by=by,
        now=now,
        subject=f"snapshot {round_key}",
    )


def publish(columns: Columns, work: Work) -> Came:
    """Publishes a snapshot of each questionnaire of a round of which one may be published now."""
    round_key = work.parameters["round"]
    with work.database.reading() as tx:
        families = list(consultations.live_versions(tx, round_key))
    columns.ready(PATIENCE_S)
    said = []
    for done, family in enumerate(families):
        work.told(done, len(families))
        said.append(f"{family}: {_one(work.database, columns, round_key, family, work)}")
    return Came("; ".join(said).capitalize() + ".")


def _one(database: Database, columns: Columns, round_key: str, family: str, work: Work) -> str:
    scheme = scheme_of(family)
    weighings = [weighing(scheme, round_key)] if scheme else []
    try:
        with columns.view(family, *weighings) as view, database.transaction() as tx:
            made = figures.publish(
                tx,
                view,
                round_key,
                family,
                data_at=view.caught_up_at if view else work.now(),
                actor=work.job.asked_by,
                now=work.now(),
            )
    except FiguresRefused as fault:
        return WAITS[fault.code]
    return f"edition {made.edition} is published"
