"""A planning round for tests: a consultation that has closed, its candidates, evidence and decisions in Kingston."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.indicators.measures import actions as measures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.years import Year
from survey.priorities.equality import actions as equality
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Figure, Source, Unit
from survey.priorities.ledger import actions as ledger
from survey.priorities.ledger.decision import Outcome, Said
from survey.priorities.planning import actions as planning
from survey.priorities.planning.planning import Candidate
from survey.priorities.targets.target import Aim, Wanted
from survey.questionnaire.document import load_document

ROUND = "2009"
KINGSTON = "E09000021"
OPENED = datetime(2009, 9, 1, 8, 0, tzinfo=UTC)
NOW = datetime(2010, 1, 20, 10, 0, tzinfo=UTC)
WRITER = "11111111-1111-4111-8111-111111111111"
REVIEWER = "22222222-2222-4222-8222-222222222222"
APPROVER = "33333333-3333-4333-8333-333333333333"

THREE = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: where
        title: Where you live
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?, required: true}
          - key: sex
            kind: single_choice
            text: What is your sex?
            choices: [{key: female, text: Female}, {key: male, text: Male}]
          - key: priorities
            kind: ranking
            text: What should the police work on?
            limit: 3
            choices:
              - {key: burglary, text: Burglary}
              - {key: robbery, text: Robbery and phone theft}
              - {key: drugs, text: Drug dealing and drug use}
              - {key: other, text: Something else, other: true}
"""


def planned(database: Database, *, weeks: int = 10) -> None:
    """Makes a consultation that has closed, and its planning round."""
    with database.transaction() as tx:
        closes = OPENED + timedelta(weeks=weeks)
        consultations.create(tx, ROUND, "Have your say 2009", OPENED, closes, None, OPENED)
        consultations.publish(tx, ROUND, load_document(THREE), THREE, None, OPENED)
        planning.start(tx, ROUND, Year(2010), Year(2009), WRITER, NOW)


def candidates(database: Database) -> dict[str, Candidate]:
    """The candidates in Kingston, by key."""
    with database.reading() as tx:
        return {one.key: one for one in planning.candidates(tx, ROUND, KINGSTON)}


def shown(database: Database, key: str, source: Source, figure: str, area: str = KINGSTON) -> None:
    """Keeps a figure of a source that is entered by hand."""
    unit = Unit.SCORE
    with database.transaction() as tx:
        piece = Figure(
            candidates(database)[key].id,
            source,
            unit,
            Decimal(figure),
            as_of="2009-12-01",
            origin="Assessment of 2009",
        )
        grounds.enter(tx, ROUND, area, piece, WRITER, NOW)


def adopted(reason: str = "Burglary rose", *, fall: str = "2.5") -> Said:
    """A decision to take a candidate up, with a target."""
    return Said(
        Outcome.ADOPTED,
        reason,
        "31% of 412 residents put this among their three priorities.",
        "Patrol at dusk, and mark property",
        "Borough Commander",
        "2011-03-31",
        (Wanted("burglary", Aim.REDUCE, Decimal(fall)),),
    )


def not_adopted(reason: str = "Few asked for it") -> Said:
    """A decision not to take a candidate up."""
    return Said(Outcome.NOT_ADOPTED, reason)


def with_measure(database: Database) -> None:
    """Defines the measure that targets are set for."""
    with database.transaction() as tx:
        burglary = Measure("burglary", "Residential burglary", Kind.COUNT, (Term(category="BURGLARY"),))
        measures.define(tx, burglary, WRITER, NOW)


def decided(database: Database) -> None:
    """Writes a decision on every candidate in Kingston."""
    with_measure(database)
    its = candidates(database)
    with database.transaction() as tx:
        ledger.decide(tx, ROUND, KINGSTON, its["burglary"].id, adopted(), WRITER, NOW)
        for key in ("robbery", "drugs"):
            ledger.decide(tx, ROUND, KINGSTON, its[key].id, not_adopted(), WRITER, NOW)


def stated(database: Database) -> None:
    """Writes the equality statement of Kingston."""
    with database.transaction() as tx:
        equality.write(
            tx,
            ROUND,
            KINGSTON,
            everybody=("Burglary",),
            groups=(),
            gaps="None was found",
            mitigation="None is needed",
            officer="Head of engagement",
            actor=WRITER,
            now=NOW,
        )


def approved(database: Database) -> None:
    """Takes Kingston's plan all the way to approval."""
    decided(database)
    stated(database)
    with database.transaction() as tx:
        ledger.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
        ledger.review(tx, ROUND, KINGSTON, "", REVIEWER, NOW)
        ledger.consider(tx, ROUND, KINGSTON, APPROVER, NOW)
        ledger.approve(tx, ROUND, KINGSTON, "", APPROVER, NOW)
