"""Somebody who answered finds out what their answer counted toward, what was decided, and how that went."""

from survey.db.session import Database
from survey.indicators.years import Year
from survey.places.london import WHOLE
from survey.priorities.ledger import actions as ledger
from survey.priorities.ledger.decision import Outcome
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.summaries.figures import actions as figures
from survey.summaries.following.actions import follow
from survey.summaries.following.trail import Trail
from tests.builders import sent, version_from
from tests.planning import APPROVER, KINGSTON, NOW, ROUND, THREE, approved, planned
from tests.recorded_crime import take_in
from tests.store.summaries.test_figures import viewed

VERSION = version_from(THREE)
ANSWERS = {"borough": KINGSTON, "priorities": ["drugs", "burglary"]}


def followed(database: Database, response: Response) -> Trail | None:
    with database.reading() as tx:
        found = responses.find(tx, response.id)
        assert found is not None
        return follow(tx, found, VERSION)


def answered(database: Database, number: int = 1) -> Response:
    return [sent(database, VERSION, ANSWERS, round_key=ROUND, seed=seed + 1) for seed in range(number)][-1]


def with_plan(database: Database) -> None:
    approved(database)
    with database.transaction() as tx:
        ledger.publish(tx, ROUND, KINGSTON, APPROVER, NOW)


def test_before_anything_is_published_the_answers_wait(database: Database) -> None:
    planned(database)
    found = followed(database, answered(database))
    assert found is not None
    assert (found.area, found.is_published, found.year) == (KINGSTON, False, "")
    assert [(one.label.say("en"), one.place, one.outcome) for one in found.followed] == [
        ("Drug dealing and drug use", 1, None),
        ("Burglary", 2, None),
    ]


def test_what_was_decided_stands_with_its_reason_and_target(database: Database) -> None:
    planned(database)
    response = answered(database)
    with_plan(database)
    found = followed(database, response)
    assert found is not None
    drugs, burglary = found.followed
    assert (drugs.outcome, drugs.reason) == (Outcome.NOT_ADOPTED, "Few asked for it")
    assert (burglary.outcome, burglary.we_will) == (Outcome.ADOPTED, "Patrol at dusk, and mark property")
    assert burglary.targets == ("2.5% reduction in residential burglary",)
    assert (found.year, burglary.went) == ("2010/11", ())


def test_later_it_is_told_how_the_target_went(database: Database) -> None:
    planned(database)
    response = answered(database)
    with_plan(database)
    assert _went(database, response) == ()
    take_in(database, burglaries(before=10, after=9))
    assert _went(database, response) == ("Residential burglary: 12 offences or -10.0%: target achieved",)


def _went(database: Database, response: Response) -> tuple[str, ...]:
    found = followed(database, response)
    assert found is not None
    return found.followed[1].went


def burglaries(before: int, after: int) -> bytes:
    """A file of recorded crime with so many burglaries in each month of 2009/10 and of 2010/11."""
    months = [*Year(2009).months, *Year(2010).months]
    counts = [before] * 12 + [after] * 12
    return "\n".join(
        (
            ",".join(("MajorText", "BoroughName", *months)),
            ",".join(("BURGLARY", "Kingston upon Thames", *map(str, counts))),
        )
    ).encode()


def test_published_figures_say_how_many_asked_for_the_same(database: Database) -> None:
    planned(database)
    response = answered(database, 12)
    with viewed(database, round_key=ROUND) as view, database.transaction() as tx:
        figures.publish(tx, view, ROUND, "residents", data_at=NOW, actor="analyst", now=NOW)
    found = followed(database, response)
    assert found is not None
    assert found.is_published
    assert {one.in_london for one in found.followed} == {12}
    assert {one.here for one in found.followed} == {12}


def test_a_borough_without_a_plan_follows_londons(database: Database) -> None:
    planned(database)
    found = followed(database, answered(database))
    assert found is not None
    assert found.plan_of == WHOLE


def test_a_response_that_named_nothing_or_was_not_sent_is_not_followed(database: Database) -> None:
    planned(database)
    silent = sent(database, VERSION, {"borough": KINGSTON}, round_key=ROUND)
    assert followed(database, silent) is None
