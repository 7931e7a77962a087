"""How long publishing figures takes on a demonstration of its own; prints one JSON object of seconds.

Run it on demand: `.venv/bin/python benchmarks/publishing.py`. Each questionnaire of the closed round is published anew,
as a first edition, in a transaction that is taken back.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import delete

from survey.columns.actions import Columns
from survey.config import Settings
from survey.db.session import Database
from survey.summaries.figures import actions, store
from survey.themes.variables.actions import THEMES
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of


def main() -> None:
    """Makes a demonstration and publishes what its closed round came to."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "SURVEY_INSTANCE": folder, "SURVEY_DATABASE_URL": ""}
        for command in ("init", "demo"):
            survey = [str(Path(sys.executable).with_name("survey")), command]
            subprocess.run(survey, check=True, env=environment, stdout=subprocess.DEVNULL)
        database = Database(Settings.load(environment).database_url)
        columns = Columns(database, further=THEMES)
        columns.ready(60)
        with database.reading() as tx:
            published = [(round_key, family) for round_key, family, *_ in actions.listed(tx)]
        print(json.dumps({family: published_s(database, columns, key, family) for key, family in published}))
        columns.close()
        database.close()


def published_s(database: Database, columns: Columns, round_key: str, family: str) -> float:
    """Returns the seconds that publishing a questionnaire takes."""
    scheme, now = scheme_of(family), datetime.now(UTC)
    weighings = [weighing(scheme, round_key)] if scheme else []
    with columns.view(family, *weighings) as view, database.transaction() as tx:
        tx.connection.execute(delete(store.public_figures))
        began = perf_counter()
        actions.publish(tx, view, round_key, family, data_at=now, actor="benchmark", now=now)
        took = perf_counter() - began
        tx.connection.rollback()
    return round(took, 2)


if __name__ == "__main__":
    main()
