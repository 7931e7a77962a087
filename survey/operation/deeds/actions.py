"""Every kind of job: its name, what it is called, and what is done for it."""

from collections.abc import Mapping
from functools import partial

from survey.columns.actions import Columns
from survey.operation.deeds.exporting import actions as exporting
from survey.operation.deeds.figures import actions as figures
from survey.operation.deeds.summaries import actions as summaries
from survey.operation.deeds.themes import actions as themes
from survey.operation.jobs.job import Kind

KINDS: Mapping[str, Kind] = {
    "themes_learnt": Kind("Themes learnt from what people coded", themes.train, of="texts"),
    "theme_accepted": Kind("A theme given to texts", themes.accept, of="texts", stops=False),
    "theme_taken_back": Kind("A theme taken back", themes.take_back, of="texts", stops=False),
    "campaigns": Kind("Answers that say nearly the same", themes.find_alike, of="texts"),
    "integrity": Kind("Integrity report", themes.look_into, of="responses"),
    "summaries_drafted": Kind("Drafts of all summaries", summaries.draft, of="areas"),
    "summaries_published": Kind("Summaries published", summaries.publish, of="areas"),
}
"""Name → kind. One line here is all that a new kind of job needs besides its deed."""


def kinds(columns: Columns) -> Mapping[str, Kind]:
    """Returns every kind, those included that read the columns of the process that does them."""
    exported = Kind("Responses as a file", partial(exporting.responses, columns), of="responses")
    snapshot = Kind("Snapshot of public figures", partial(figures.publish, columns), of="questionnaires")
    return {"responses": exported, figures.KIND: snapshot, **KINDS}
