"""The reading queue: every text of every channel comes before a person, the gravest and oldest first."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.fieldwork.reading import actions
from survey.fieldwork.reading.text import WrittenText
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from tests.builders import open_round, sent, version_from

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

WORDY = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: one
        title: One page
        questions:
          - {key: why, kind: long_text, text: Why?}
          - {key: where, kind: short_text, text: Where?}
          - key: what
            kind: single_choice
            text: What?
            choices: [{key: noise, text: Noise}, {key: other, text: Something else, other: true}]
          - {key: age, kind: number, text: How old are you?}
"""


@pytest.fixture
def wordy(database: Database) -> Version:
    """A questionnaire with three places for words, published in an open round."""
    open_round(database, WORDY)
    return version_from(WORDY)


def reader(database: Database, name: str = "A reader") -> str:
    with database.transaction() as tx:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        return accounts.add_user(tx, email, name, (Grant(Role.ANALYST),), None, None, NOW).id


def caught_up(database: Database, limit: int = 200) -> actions.Caught:
    with database.transaction() as tx:
        return actions.catch_up(tx, NOW, limit)


def taken(database: Database, by: str, now: datetime = NOW, most: int = 10) -> tuple[WrittenText, ...]:
    caught_up(database)
    with database.transaction() as tx:
        actions.take(tx, "2026", by, now, most)
    with database.reading() as tx:
        return actions.in_hand(tx, "2026", by, now)


def corrected(database: Database, response: Response, version: Version, answers: dict[str, str]) -> None:
    with database.transaction() as tx:
        fresh = responses.find(tx, response.id, to_write=True)
        assert fresh is not None
        responses.correct(tx, fresh, version, answers, by="somebody", reason="misheard", now=NOW)


def test_words_of_each_kind_enter(database: Database, wordy: Version) -> None:
    answers = {"why": "Because", "where": "At the bridge", "what": "other", "what:other": "Dogs", "age": 40}
    sent(database, wordy, answers)
    entries = {one.entry for one in taken(database, reader(database))}
    assert entries == {"why", "where", "what:other"}


@pytest.mark.parametrize("channel", [Channel.WEB, Channel.TELEPHONE, Channel.PAPER])
def test_every_channel_enters(database: Database, wordy: Version, channel: Channel) -> None:
    sent(database, wordy, {"why": "Because"}, channel=channel)
    assert [one.channel for one in taken(database, reader(database))] == [channel]


def test_refusals_are_no_words(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": {"absent": "prefer_not_to_say"}})
    assert caught_up(database).texts == 0


def test_a_second_catching_up_takes_nothing_twice(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    assert (caught_up(database).texts, caught_up(database).texts) == (1, 0)


def test_it_catches_up_in_small_steps(database: Database, wordy: Version) -> None:
    for seed in range(5):
        sent(database, wordy, {"why": "Because"}, seed=seed)
    steps = [caught_up(database, limit=2) for _ in range(3)]
    assert [(one.responses, one.is_done) for one in steps] == [(2, False), (2, False), (1, True)]


def test_it_says_how_far_behind_it_is(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    with database.reading() as tx:
        behind = actions.lag(tx)
    caught_up(database)
    with database.reading() as tx:
        assert (behind, actions.lag(tx)) == (1, 0)


def test_the_queue_keeps_no_words(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because of the barking"})
    caught_up(database)
    with database.reading() as tx:
        assert "barking" not in str(tx.connection.execute(text("SELECT * FROM readings")).all())


def test_the_gravest_come_first_then_the_oldest(database: Database, wordy: Version) -> None:
    words = ("More patrols", "More light", "He carries a knife", "I want to die")
    for seed, why in enumerate(words):
        sent(database, wordy, {"why": why}, seed=seed)
    shown = [one.words for one in taken(database, reader(database))]
    assert shown == ["I want to die", "He carries a knife", "More patrols", "More light"]


def test_two_readers_get_different_texts(database: Database, wordy: Version) -> None:
    for seed in range(4):
        sent(database, wordy, {"why": f"Reason {seed}"}, seed=seed)
    first = taken(database, reader(database), most=2)
    second = taken(database, reader(database, "Another reader"), most=2)
    assert len({one.words for one in (*first, *second)}) == 4


def test_what_a_reader_leaves_goes_to_the_next(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    taken(database, reader(database))
    later = NOW + timedelta(minutes=31)
    assert len(taken(database, reader(database, "Another reader"), later)) == 1


def test_reading_keeps_who_and_when(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    who = reader(database)
    (one,) = taken(database, who)
    with database.transaction() as tx:
        assert actions.read(tx, [(one.response, one.entry)], who, NOW) == 1
    with database.reading() as tx:
        row = tx.connection.execute(text("SELECT read_by, read_at FROM readings")).one()
        assert row.read_by == who
        assert row.read_at is not None
        assert actions.waiting(tx, "2026").all == 0


def test_reading_twice_keeps_the_first(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    who = reader(database)
    (one,) = taken(database, who)
    for count in (1, 0):
        with database.transaction() as tx:
            assert actions.read(tx, [(one.response, one.entry)], who, NOW) == count


def test_what_waits_is_counted_with_its_oldest(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "I want to die", "where": "At the bridge"})
    caught_up(database)
    with database.reading() as tx:
        held = actions.waiting(tx, "2026")
    assert (held.risky, held.others, held.all) == (1, 1, 2)
    assert held.oldest is not None


def test_a_withdrawn_response_leaves(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": "Because"})
    who = reader(database)
    taken(database, who)
    with database.transaction() as tx:
        responses.withdraw(tx, response, NOW)
    with database.reading() as tx:
        assert actions.in_hand(tx, "2026", who, NOW) == ()
    caught_up(database)
    with database.reading() as tx:
        assert actions.waiting(tx, "2026").all == 0


def test_a_response_can_be_forgotten_at_once(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": "Because", "where": "Here"})
    caught_up(database)
    with database.transaction() as tx:
        assert actions.forget(tx, response.id) == 2


def test_a_corrected_text_is_read_anew(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": "Because", "where": "Here"})
    who = reader(database)
    found = taken(database, who)
    with database.transaction() as tx:
        actions.read(tx, [(one.response, one.entry) for one in found], who, NOW)
    corrected(database, response, wordy, {"why": "I want to die", "where": "Here"})
    assert [one.words for one in taken(database, who)] == ["I want to die"]


def test_a_text_corrected_away_leaves(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": "Because"})
    caught_up(database)
    corrected(database, response, wordy, {})
    assert taken(database, reader(database)) == ()


def test_a_text_can_be_put_before_the_analyst(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    who = reader(database)
    (one,) = taken(database, who)
    with database.transaction() as tx:
        actions.flag(tx, one.response, one.entry, who, "A new subject", NOW)
    with database.reading() as tx:
        (shown,) = actions.flagged(tx, "2026")
    assert (shown.words, shown.flag_note, shown.flagged_by) == ("Because", "A new subject", who)


def test_a_flag_can_be_taken_off(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    who = reader(database)
    (one,) = taken(database, who)
    with database.transaction() as tx:
        actions.flag(tx, one.response, one.entry, who, "A new subject", NOW)
        actions.unflag(tx, one.response, one.entry, who, NOW)
    with database.reading() as tx:
        assert actions.flagged(tx, "2026") == ()


def test_flagging_what_is_gone_is_refused(database: Database, wordy: Version) -> None:
    who = reader(database)
    with database.transaction() as tx, pytest.raises(actions.UnknownText):
        actions.flag(tx, "gone", "why", who, "", NOW)


def test_taking_and_reading_are_written_down_without_any_response(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": "Because"})
    who = reader(database)
    (one,) = taken(database, who)
    with database.transaction() as tx:
        actions.read(tx, [(one.response, one.entry)], who, NOW)
    with database.reading() as tx:
        listed = accounts.audit_listing(tx, Filter(subject="texts"), 1).entries
    assert [one.tag for one in listed] == ["staff:texts:read", "staff:texts:taken"]
    assert response.id not in str(listed)


def test_of_two_processes_one_catches_up(postgresql_database: Database) -> None:
    open_round(postgresql_database, WORDY)
    caught_up(postgresql_database)
    sent(postgresql_database, version_from(WORDY), {"why": "Because"})
    with postgresql_database.transaction() as first:
        assert actions.catch_up(first, NOW).texts == 1
        with postgresql_database.transaction() as second:
            assert actions.catch_up(second, NOW).texts == 0


def test_a_restored_installation_is_gone_through_anew(database: Database, wordy: Version) -> None:
    sent(database, wordy, {"why": "Because"})
    caught_up(database)
    with database.transaction() as tx:
        tx.connection.execute(text("UPDATE installation SET epoch = 'another'"))
    again = caught_up(database)
    assert (again.responses, again.texts) == (1, 0)
