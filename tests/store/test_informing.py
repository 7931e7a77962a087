"""Those who asked to be told: asked back, confirmed, written to, ended; on both databases."""

from datetime import timedelta

import pytest

from survey.contacts.store import contacts as contacts_table
from survey.db.session import Database, Transaction
from survey.summaries.informing import actions
from survey.summaries.informing.mail import WAITS, Came, InformingRefused, Mail, Outcome, State
from survey.summaries.informing.store import mails, people
from tests.informing import NOW, OFFICER, SECRETS, TODAY, URL, a_message, a_round, asked

TAKEN = Came(Outcome.TAKEN)
LATER = Came(Outcome.LATER, "450")
NEVER = Came(Outcome.NEVER, "550")


@pytest.fixture
def place(database: Database) -> Database:
    a_round(database)
    return database


def taken(tx: Transaction) -> Mail:
    mail = actions.take(tx, NOW)
    assert mail is not None
    return mail


def left(database: Database) -> int:
    with database.reading() as tx:
        return len(tx.connection.execute(contacts_table.select()).all())


def test_whoever_asks_is_asked_back_with_a_link(place: Database) -> None:
    (person,) = asked(place, " one@example.org ")
    with place.transaction() as tx:
        letter = actions.letter(tx, taken(tx), URL, SECRETS)
    assert letter is not None
    assert letter.to == "one@example.org"
    assert f"{URL}/keep-informed/confirm/{person}/" in letter.text


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Please confirm"), ("cy", "Cadarnhewch"), ("ur", "براہ کرم")]
)
def test_a_mail_is_in_the_language_of_who_gets_it(place: Database, language: str, word: str) -> None:
    asked(place, "one@example.org", language=language)
    with place.transaction() as tx:
        letter = actions.letter(tx, taken(tx), URL, SECRETS)
    assert letter is not None
    assert letter.subject.startswith(word)


def test_no_row_keeps_the_moment_at_which_an_address_was_left(place: Database) -> None:
    asked(place, "one@example.org")
    with place.reading() as tx:
        (mail,) = tx.connection.execute(mails.select()).all()
        (person,) = tx.connection.execute(people.select()).all()
    assert (mail.due_at.hour, mail.due_at.minute, mail.due_at.second) == (0, 0, 0)
    assert person.asked_on == TODAY


def test_only_who_confirmed_is_written_to(place: Database) -> None:
    asked(place, "one@example.org", "two@example.org", confirmed=True)
    asked(place, "three@example.org")
    message = a_message(place)
    with place.transaction() as tx:
        assert actions.send(tx, message.id, 2, OFFICER, NOW) == 2
        standing = actions.standing(tx, "2026")
    assert (standing.confirmed, standing.unconfirmed) == (2, 1)


def test_a_message_goes_out_once(place: Database) -> None:
    asked(place, "one@example.org", confirmed=True)
    message = a_message(place)
    with place.transaction() as tx:
        actions.send(tx, message.id, 1, OFFICER, NOW)
        with pytest.raises(InformingRefused, match="already_sent"):
            actions.send(tx, message.id, 1, OFFICER, NOW)


def test_a_number_that_changed_since_it_was_shown_stops_the_sending(place: Database) -> None:
    asked(place, "one@example.org", "two@example.org", confirmed=True)
    message = a_message(place)
    with place.transaction() as tx, pytest.raises(InformingRefused, match="number_changed"):
        actions.send(tx, message.id, 1, OFFICER, NOW)


def test_a_message_needs_english_words(place: Database) -> None:
    with place.transaction() as tx, pytest.raises(InformingRefused, match="text_missing"):
        actions.write(tx, "2026", {"cy": "Helo"}, {"cy": "Helo"}, is_last=False, by=OFFICER, now=NOW)


def test_a_mail_is_held_by_one_process_at_a_time(place: Database) -> None:
    asked(place, "one@example.org")
    with place.transaction() as tx:
        assert actions.take(tx, NOW) is not None
    with place.transaction() as tx:
        assert actions.take(tx, NOW) is None
        assert actions.take(tx, NOW + timedelta(hours=1)) is not None


def test_a_mail_is_tried_again_ever_later_and_then_given_up(place: Database) -> None:
    asked(place, "one@example.org")
    now, rests = NOW, []
    with place.transaction() as tx:
        for _ in WAITS:
            mail = actions.take(tx, now)
            assert mail is not None
            assert actions.posted(tx, mail, LATER, now) is State.WAITING
            (row,) = tx.connection.execute(mails.select()).all()
            rests.append(row.due_at - now)
            now = row.due_at
        last = actions.take(tx, now)
        assert last is not None
        assert actions.posted(tx, last, LATER, now) is State.FAILED
    assert rests == list(WAITS)


def test_what_is_refused_for_good_is_not_tried_again(place: Database) -> None:
    asked(place, "one@example.org")
    with place.transaction() as tx:
        assert actions.posted(tx, taken(tx), NEVER, NOW) is State.FAILED
        assert actions.standing(tx, "2026").faults == [("550", 1)]


def test_who_hears_no_more_leaves_no_address_and_no_mail(place: Database) -> None:
    (person,) = asked(place, "one@example.org", confirmed=True)
    message = a_message(place)
    with place.transaction() as tx:
        actions.send(tx, message.id, 1, OFFICER, NOW)
        assert actions.stop(tx, person)
        assert not actions.stop(tx, person)
        assert actions.take(tx, NOW) is None
    assert left(place) == 0


def test_an_address_ends_once_the_last_message_was_sent(place: Database) -> None:
    asked(place, "one@example.org", confirmed=True)
    message = a_message(place, is_last=True)
    with place.transaction() as tx:
        actions.posted(tx, taken(tx), TAKEN, NOW)
        actions.send(tx, message.id, 1, OFFICER, NOW)
        actions.posted(tx, taken(tx), TAKEN, NOW)
        assert actions.standing(tx, "2026").count(State.SENT) == 2
    assert left(place) == 0


def test_an_address_nobody_confirms_ends_after_a_week(place: Database) -> None:
    asked(place, "one@example.org")
    asked(place, "two@example.org", confirmed=True)
    with place.transaction() as tx:
        assert actions.end_over(tx, TODAY + timedelta(days=7)) == 0
        assert actions.end_over(tx, TODAY + timedelta(days=8)) == 1
    assert left(place) == 1


def test_every_address_ends_two_years_after_its_consultation(place: Database) -> None:
    asked(place, "one@example.org", confirmed=True)
    with place.transaction() as tx:
        assert actions.end_over(tx, TODAY + timedelta(days=800)) == 1
    assert left(place) == 0


def test_mails_that_wait_are_handed_over_once(place: Database) -> None:
    asked(place, "one@example.org", "two@example.org")
    with place.transaction() as tx:
        letters = actions.hand_over(tx, "2026", URL, SECRETS, OFFICER, NOW)
        assert actions.hand_over(tx, "2026", URL, SECRETS, OFFICER, NOW) == []
    assert {one.to for one in letters} == {"one@example.org", "two@example.org"}


def test_a_mail_that_came_back_ends_its_address(place: Database) -> None:
    asked(place, "One@example.org", confirmed=True)
    with place.transaction() as tx:
        actions.posted(tx, taken(tx), TAKEN, NOW)
        assert actions.bounced(tx, "2026", " one@EXAMPLE.org", SECRETS, OFFICER, NOW)
        assert not actions.bounced(tx, "2026", "one@example.org", SECRETS, OFFICER, NOW)
        assert actions.standing(tx, "2026").count(State.BOUNCED) == 1
    assert left(place) == 0
