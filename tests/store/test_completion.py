"""Where drafts stopped, counted on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions
from survey.responses.completion import Completion
from tests.builders import TINY, begun, open_round, sent, version_from

LATER = timedelta(hours=2)


@pytest.fixture
def version(database: Database) -> Version:
    open_round(database, TINY)
    return version_from(TINY)


def told(database: Database, version: Version, *channels: Channel, later: timedelta = LATER) -> Completion:
    with database.reading() as tx:
        return actions.completion_of(
            tx, "2026", version.questionnaire, channels or [Channel.WEB], datetime.now(UTC) + later
        )


def stopped_on(
    database: Database, version: Version, page: str, seed: int, channel: Channel = Channel.WEB
) -> None:
    response, _code = begun(database, version, seed=seed, channel=channel)
    with database.transaction() as tx:
        assert actions.save(tx, response, {}, datetime.now(UTC), paradata={"page": page})


def test_drafts_are_counted_by_the_page_on_which_they_stand(database: Database, version: Version) -> None:
    first, second = version.questionnaire.sections[0].pages[0].key, "check"
    stopped_on(database, version, second, 1)
    stopped_on(database, version, second, 2)
    begun(database, version, seed=3)
    sent(database, version, {"borough": "E09000021"}, seed=4)
    steps = {step.page: (step.reached, step.left) for step in told(database, version).steps}
    assert (steps[first], steps[second]) == ((4, 1), (3, 2))


def test_a_draft_of_just_now_is_under_way(database: Database, version: Version) -> None:
    begun(database, version)
    found = told(database, version, later=timedelta())
    assert (found.under_way, found.left) == (1, 0)


def test_channels_are_told_apart(database: Database, version: Version) -> None:
    stopped_on(database, version, "where", 1, Channel.TELEPHONE)
    assert told(database, version).left == 0
    assert told(database, version, Channel.TELEPHONE).left == 1


def test_withdrawn_drafts_do_not_count(database: Database, version: Version) -> None:
    response, _code = begun(database, version)
    with database.transaction() as tx:
        actions.withdraw(tx, response, datetime.now(UTC))
    assert told(database, version).left == 0
