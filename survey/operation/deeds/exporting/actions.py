"""A file of responses as a job: what a page of results selects, with the columns of this process."""

from survey.columns.actions import Columns, View
from survey.columns.selection import Selection
from survey.exports import FORMATS, CannotWrite
from survey.exports import actions as exports
from survey.operation.jobs.job import Came, Refused, Work
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of

PATIENCE_S = 1.0
"""How long columns that are being built are waited for before somebody may cancel."""

NOBODY = "No response is left in this selection."


def responses(columns: Columns, work: Work) -> Came:
    """Writes the responses of a selection to a file, reads it back, and puts a manifest beside it."""
    asked = work.parameters
    while not columns.ready(PATIENCE_S):
        work.told(0)
    selection = Selection.of(asked["selection"])
    scheme = scheme_of(asked["family"]) if asked["weight"] else None
    weighings = [weighing(scheme, selection.round)] if scheme else []
    with columns.view(asked["family"], *weighings) as view:
        if view is None:
            raise Refused(NOBODY)
        return _file(view, selection, columns, work)


def _file(view: View, selection: Selection, columns: Columns, work: Work) -> Came:
    asked, form = work.parameters, FORMATS[work.parameters["format"]]
    wide = view.snapshot.wide(reference=asked["reference"], weight=asked["weight"])
    try:
        done = exports.export_view(
            view,
            selection,
            form,
            work.path,
            wide,
            columns.decided(),
            {**asked["about"], "file": asked["name"]},
            mark=asked["mark"],
            progress=lambda rows: work.told(rows, max(rows, asked["rows"])),
        )
    except CannotWrite as fault:
        raise Refused(str(fault)) from fault
    except exports.RowsMissing as fault:
        raise Refused(f"The file was not whole and is not handed over: {fault}.") from fault
    said = f"{done.rows:,} rows of {done.columns:,} columns were written and read back."
    return Came(said, name=asked["name"], media_type=form.media_type, rows=done.rows)
