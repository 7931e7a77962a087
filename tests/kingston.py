"""Kingston in 2009/10, as its Local Policing Summary of 2010 has it.

The summary prints differences and percentages; the counts before and after are those that they follow from. It has no
numbers for that year’s targets: the ones here are chosen to agree with what it says became of them.
"""

from decimal import Decimal

from survey.db.session import Database
from survey.indicators.measures import actions as measures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.measures.series import Given
from survey.indicators.years import Year
from survey.priorities.targets import actions as targets
from survey.priorities.targets.target import Aim, Wanted
from tests.recorded_crime import ANALYST, NOW

KINGSTON = "E09000021"
SOURCE = "Metropolitan Police Authority, Local Policing Summary for Kingston, 2010"

COUNTS = (
    ("residential_burglary", "Residential burglary", 610, 646, "2.5"),
    ("total_robbery", "Total robbery", 269, 262, "3.0"),
    ("theft_from_vehicles", "Theft from vehicles", 842, 656, "2.5"),
    ("theft_of_vehicles", "Theft or taking of vehicles", 303, 190, "2.5"),
    ("serious_youth_violence", "Serious youth violence", 127, 102, "4.7"),
    ("knife_crime", "Knife crime", 137, 116, "2.0"),
    ("gun_crime", "Gun crime", 17, 22, "4.2"),
)
"""Key, name, offences in 2008/09 and in 2009/10, and the fall in per cent that was asked for."""

FURTHER = (
    ("serious_acquisitive_crime", "Serious acquisitive crime"),
    ("most_serious_violence", "Most serious violence"),
)
"""Measures of which the summary gives a target for 2010/11 and no count."""

SANCTIONS = "Challenging targets for sanction detection rates across specific crime types"

NEXT_YEAR = (
    ("serious_acquisitive_crime", "4.5"),
    ("most_serious_violence", "2.0"),
    ("serious_youth_violence", "1.0"),
    ("gun_crime", "3.5"),
    ("knife_crime", "1.0"),
)


def keep_kingston(database: Database) -> None:
    """Enters the counts, the targets of 2009/10 and those of 2010/11."""
    with database.transaction() as tx:
        for key, name, before, after, fall in COUNTS:
            measures.start_series(tx, key, name, "offences", ANALYST, NOW)
            given = [Given(KINGSTON, "2008/09", Decimal(before)), Given(KINGSTON, "2009/10", Decimal(after))]
            measures.enter(tx, key, given, source=SOURCE, as_of="2010-06-01", actor=ANALYST, now=NOW)
            measures.define(tx, Measure(key, name, Kind.COUNT, (Term(series=key),)), ANALYST, NOW)
            wanted = Wanted(key, Aim.REDUCE, Decimal(fall))
            targets.set_target(tx, KINGSTON, Year(2009), wanted, ANALYST, NOW)
        for key, name in FURTHER:
            measures.start_series(tx, key, name, "offences", ANALYST, NOW)
            measures.define(tx, Measure(key, name, Kind.COUNT, (Term(series=key),)), ANALYST, NOW)
        detections = Measure("sanction_detections", "Sanction detection rates", Kind.WORDS)
        measures.define(tx, detections, ANALYST, NOW)
        for key, fall in NEXT_YEAR:
            wanted = Wanted(key, Aim.REDUCE, Decimal(fall))
            targets.set_target(tx, KINGSTON, Year(2010), wanted, ANALYST, NOW)
        words = Wanted("sanction_detections", Aim.WORDS, None, SANCTIONS)
        targets.set_target(tx, KINGSTON, Year(2010), words, ANALYST, NOW)
