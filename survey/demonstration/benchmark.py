"""The demonstration's sample survey: people drawn from the whole population, eager or not, by the same known truths."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from random import Random

from survey.db.session import Transaction
from survey.demonstration.people import Resident, drawn_by_chance
from survey.demonstration.residents import LEANINGS
from survey.demonstration.truths import THIS_YEAR, first_priority
from survey.demonstration.wheel import Wheel
from survey.indicators.benchmarks import actions
from survey.indicators.benchmarks.actions import About
from survey.indicators.benchmarks.layout import Layout
from survey.indicators.sheet import sheet_of
from survey.places.london import AREAS
from survey.questionnaire.definition import Questionnaire
from survey.weighting.samples import SampleScheme
from survey.weighting.targets import scheme_of

INTERVIEWS = 50
"""In each borough."""

ASKED = (
    "age",
    "sex",
    "ethnic_group",
    *(key for key in LEANINGS if key.startswith("safety.")),
    *(key for key in LEANINGS if key.startswith("confidence.")),
)
PLACES = ("priorities.1", "priorities.2", "priorities.3")


def interviewed(chance: Random) -> bytes:
    """Returns the file of a survey that asked as many in each borough: CSV, one row for each interview."""
    text = StringIO()
    out = csv.writer(text)
    out.writerow(["borough", "weight", *ASKED, *PLACES])
    for area in AREAS:
        for _ in range(INTERVIEWS):
            person = drawn_by_chance(area.code, chance)
            answers = [LEANINGS[key](person, THIS_YEAR).spin(chance) for key in ASKED]
            out.writerow([area.code, area.residents / INTERVIEWS, *answers, *_picked(person, chance)])
    return text.getvalue().encode()


def _picked(person: Resident, chance: Random) -> list[str]:
    return Wheel(first_priority(person.group, person.sex)).several(chance, len(PLACES))


def benchmark(tx: Transaction, asked: Questionnaire, *, analyst: str, now: datetime) -> None:
    """Takes in a survey held in the three months before."""
    content = interviewed(Random(29))
    sheet = sheet_of(content)
    known = actions.remembered(tx, sheet, asked)
    scheme = scheme_of(asked.family)
    about = About(
        name="London survey of attitudes to policing",
        source="Made for the demonstration",
        drawn=f"{INTERVIEWS} people in each borough, each with the same chance within it; boroughs are the strata.",
        by_chance=True,
        asked_from=(now - timedelta(days=120)).date().isoformat(),
        asked_to=(now - timedelta(days=30)).date().isoformat(),
    )
    layout = Layout(
        {**known.columns, "priorities": PLACES}, {"weight": "weight", "stratum": "borough"}, known.values
    )
    actions.take_in(
        tx,
        content,
        sheet,
        layout,
        asked,
        about,
        weighing=SampleScheme(scheme) if scheme else None,
        actor=analyst,
        now=now,
    )
