"""How long drafts and leaflets of all 33 areas take, on a demonstration of its own; prints one JSON object.

Run it on demand: `.venv/bin/python benchmarks/summaries.py`. Texts are those of the demonstration’s summary of Croydon,
so that every leaflet is as long as one that people wrote.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from survey.config import Settings, shipped_folder
from survey.db.session import Database
from survey.indicators.areas import SET_FOR
from survey.summaries.local import actions
from survey.summaries.local.content import Imprint, content
from survey.summaries.local.printing import leaflet
from survey.summaries.local.rendering import House, files
from survey.summaries.local.summary import Edition
from survey.summaries.local.wording import words_in

CROYDON = "E09000008"
Given = TypeVar("Given")


def main() -> None:
    """Makes a demonstration, drafts every area and sets every leaflet."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "SURVEY_INSTANCE": folder, "SURVEY_DATABASE_URL": ""}
        for command in ("init", "demo"):
            survey = [str(Path(sys.executable).with_name("survey")), command]
            subprocess.run(survey, check=True, env=environment, stdout=subprocess.DEVNULL)
        settings = Settings.load(environment)
        database = Database(settings.database_url)
        print(json.dumps(measured(database, settings)))
        database.close()


def measured(database: Database, settings: Settings) -> dict[str, object]:
    """Returns seconds and sizes."""
    now = datetime.now(UTC)
    with database.reading() as tx:
        example = actions.editions(tx, CROYDON)[0]
    round_key = example.round
    drafts_s, found = timed(lambda: actions.draft_all(database, round_key, actor="benchmark", now=now))
    with database.reading() as tx:
        figures_s, figures = timed(lambda: [actions.gather(tx, round_key, area) for area in SET_FOR])
    its = [replace(example, area=one["area"], figures=one) for one in figures]
    house = House(settings.sponsor, "https://example.org", shipped_folder("templates"), settings.time_zone)
    pdf(its[0], house, large=False)  # the first has the fonts read
    pdfs_s, pdfs = timed(lambda: [pdf(one, house, large=False) for one in its])
    large_s, _ = timed(lambda: [pdf(one, house, large=True) for one in its])
    editions_s, _ = timed(lambda: [files(one, house) for one in its])
    return {
        "areas": len(its),
        "drafts_s": round(drafts_s, 2),
        "drafts_made": found.made,
        "figures_s": round(figures_s, 2),
        "pdfs_s": round(pdfs_s, 2),
        "large_pdfs_s": round(large_s, 2),
        "every_format_s": round(editions_s, 2),
        "pdf_kb": round(max(map(len, pdfs)) / 1000, 1),
    }


def pdf(edition: Edition, house: House, *, large: bool) -> bytes:
    """Sets one leaflet."""
    imprint = Imprint(1, edition.published_at.date(), house.sponsor)
    its = content(edition.texts, edition.figures, imprint, words_in("en"))
    return leaflet(its, house.templates, edition.published_at, large=large)


def timed(work: Callable[[], Given]) -> tuple[float, Given]:
    """Returns how long some work took, and what came of it."""
    begun = perf_counter()
    done = work()
    return perf_counter() - begun, done


if __name__ == "__main__":
    main()
