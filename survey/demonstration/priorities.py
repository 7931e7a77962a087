"""The demonstration's figures and plans: real recorded crime of two years, targets held against it, a plan begun.

Recorded crime: Metropolitan Police Service, by borough and month, London Datastore, extracts of December 2023 and
December 2025, summed by type for April 2023 to March 2025. Contains public sector information licensed under the Open
Government Licence v3.0. The targets and assessments are made up.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files

from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.demonstration.consultation import KINGSTON
from survey.indicators.crime import actions as crime
from survey.indicators.measures import actions as measures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.years import Year, year_of
from survey.places.london import WHOLE
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Figure, Source, Unit
from survey.priorities.planning import actions as planning
from survey.priorities.register import actions as register
from survey.priorities.register.submission import Form
from survey.priorities.scoring import actions as scoring
from survey.priorities.targets import actions as targets
from survey.priorities.targets.target import Aim, Wanted

SOURCE = "Metropolitan Police Service, recorded crime by borough, London Datastore"
LAST_YEAR = Year(2024)
"""The last year that is whole in the figures."""

MEASURES = (
    Measure("burglary", "Burglary", Kind.COUNT, (Term(category="BURGLARY"),)),
    Measure("robbery", "Total robbery", Kind.COUNT, (Term(category="ROBBERY"),)),
    Measure("vehicle_offences", "Vehicle offences", Kind.COUNT, (Term(category="VEHICLE OFFENCES"),)),
    Measure("weapons", "Possession of weapons", Kind.COUNT, (Term(category="POSSESSION OF WEAPONS"),)),
)
FALLS = {"burglary": "4.5", "robbery": "3.0", "vehicle_offences": "2.5", "weapons": "1.0"}
"""Measure → the fall in per cent that London and Kingston were asked for."""


def plan(tx: Transaction, rounds: tuple[Round, ...], *, analyst: str, secret: str, now: datetime) -> None:
    """Takes the figures in, sets last year's targets, and begins the planning of this year's consultation."""
    content = (files("survey.demonstration") / "data" / "recorded_crime_2023_25.csv").read_bytes()
    crime.import_extract(
        tx,
        content,
        "recorded_crime_2023_25.csv",
        source=SOURCE,
        taken_on=date(2025, 12, 5),
        actor=analyst,
        now=now,
    )
    place = KINGSTON.code if KINGSTON else WHOLE
    for measure in MEASURES:
        measures.define(tx, measure, analyst, now)
        for area in (WHOLE, place):
            wanted = Wanted(measure.key, Aim.REDUCE, Decimal(FALLS[measure.key]))
            targets.set_target(tx, area, LAST_YEAR, wanted, analyst, now)
    measures.start_series(tx, "confidence", "Public confidence", "per cent", analyst, now)
    year = year_of(now.strftime("%Y%m"))
    for one in rounds:
        planning.start(tx, one.key, Year(int(one.key)).after, LAST_YEAR, analyst, now)
    _evidence(tx, rounds[-1].key, place, analyst, year, now)
    points = {Source.RESIDENTS: 40.0, Source.BUSINESSES: 20.0, Source.CRIME: 20.0, Source.POLICE: 20.0}
    scoring.save(tx, rounds[-1].key, "Residents first", points, "As the authority agreed", analyst, now)
    _letter(tx, rounds[-1].key, place, analyst, secret, now)


def _evidence(tx: Transaction, round_key: str, place: str, analyst: str, year: Year, now: datetime) -> None:
    for area in (WHOLE, place):
        grounds.gather_crime(tx, round_key, area, analyst, now)
    risks = {"burglary": 8, "robbery": 6, "antisocial_behaviour": 7, "weapons_gangs": 9, "vehicle_crime": 4}
    for one in planning.candidates(tx, round_key, place):
        if one.key in risks:
            piece = Figure(
                one.id,
                Source.POLICE,
                Unit.SCORE,
                Decimal(risks[one.key]),
                words="risk from 1 to 10",
                as_of=now.date().isoformat(),
                origin=f"Borough assessment of {year}",
            )
            grounds.enter(tx, round_key, place, piece, analyst, now)


def _letter(tx: Transaction, round_key: str, place: str, actor: str, secret: str, now: datetime) -> None:
    register.enter(
        tx,
        round_key,
        place,
        form=Form.PETITION,
        from_whom="Friends of the riverside path",
        signatories=412,
        text="Please light the path between the bridge and the station, and walk it after dark.",
        received_on=(now - timedelta(days=3)).date().isoformat(),
        file_name="",
        file=b"",
        secrets=[secret],
        actor=actor,
        now=now,
    )
