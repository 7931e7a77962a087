"""The door's blueprint: every page waits until the columns of this process are there and fresh."""

from typing import Any

from flask import Blueprint, current_app, make_response, render_template, request
from flask.blueprints import BlueprintSetupState

from survey.columns.actions import Columns
from survey.themes.variables.actions import THEMES

PATIENCE_S = 4.0
"""How long a request waits for columns that are being built, before a page says how far they are."""

LOOK_AGAIN_S = 3
"""After how long that page asks again."""

blueprint = Blueprint("results", __name__)


@blueprint.record_once
def hold_columns(setup: BlueprintSetupState) -> None:
    """Gives the application its columns; nothing is built before the first look."""
    setup.app.extensions["survey_columns"] = Columns(setup.app.extensions["survey"].database, further=THEMES)


def columns() -> Columns:
    """Returns the columns of this process."""
    found: Columns = current_app.extensions["survey_columns"]
    return found


@blueprint.before_request
def wait_for_columns() -> Any:
    """Has the columns built, caught up, and at least at the mark that the last page named."""
    mark = request.values.get("mark", "")
    asked_for = int(mark) if mark.isdecimal() and len(mark) < 19 else 0
    if columns().ready(PATIENCE_S, asked_for):
        return None
    page = make_response(render_template("results/preparing.html", taken=columns().taken))
    page.headers["Refresh"] = str(LOOK_AGAIN_S)
    return page
