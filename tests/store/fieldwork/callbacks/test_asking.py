"""Asking to be rung: what is kept, what is not, and that nobody can find out which."""

from datetime import timedelta

from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.do_not_call import actions as do_not_call
from survey.fieldwork.callbacks.numbers import Number
from tests.callbacks import MORNING, NOW, SECRETS, asked, drawn, number, rows, wish
from tests.unit.fieldwork.callbacks.made import window

EVENING = window("2026-11-24 17:00", "20:00")


def never(database: Database, secrets: list[str] = SECRETS, what: Number | None = None) -> None:
    with database.transaction() as tx:
        actions.never_again(tx, what or number(), secrets, NOW.date())


def test_the_name_and_the_number_are_kept_sealed(database: Database) -> None:
    asked(database, wish(7, name="The household"))
    everything = str(rows(database, "contacts")) + str(rows(database, "callbacks"))
    assert "The household" not in everything
    assert "7946" not in everything


def test_whoever_holds_the_call_reads_them(database: Database) -> None:
    asked(database, wish(7, name="The household"))
    held = drawn(database)
    assert held is not None
    assert (held.person.name, held.person.number.shown) == ("The household", "020 7946 0007")


def test_an_extension_is_sealed_with_the_number(database: Database) -> None:
    wished = wish()
    extended = type(wished.person)("The shop", Number(wished.person.number.e164, "12"))
    asked(database, type(wished)("businesses", "en", False, extended, wished.times))
    held = drawn(database)
    assert held is not None
    assert held.person.number.extension == "12"


def test_who_asks_again_changes_the_times_and_is_rung_once(database: Database) -> None:
    asked(database, wish(0, MORNING, name="Flat 3"))
    asked(database, wish(0, EVENING, name="flat 3"))
    (kept,) = rows(database, "callbacks")
    assert kept["due_at"] == EVENING.begins
    assert len(rows(database, "contacts")) == 1


def test_a_call_in_a_clerk_s_hands_is_not_changed_under_them(database: Database) -> None:
    asked(database)
    drawn(database)
    asked(database, wish(0, EVENING))
    (kept,) = rows(database, "callbacks")
    assert kept["due_at"] == MORNING.begins


def test_others_at_the_same_number_are_rung_too(database: Database) -> None:
    asked(database, wish(0, name="One of us"))
    asked(database, wish(0, name="The other"))
    assert len(rows(database, "callbacks")) == 2


def test_a_number_cannot_be_flooded(database: Database) -> None:
    for place in range(9):
        asked(database, wish(0, name=f"Flat {place}"))
    assert len(rows(database, "callbacks")) == len(rows(database, "contacts")) == actions.MOST_PER_NUMBER


def test_a_number_that_wants_peace_is_not_kept(database: Database) -> None:
    never(database)
    asked(database)
    assert rows(database, "callbacks") == rows(database, "contacts") == []


def test_asking_tells_nothing_of_the_list(database: Database) -> None:
    never(database)
    with database.transaction() as tx:
        answers = {actions.ask(tx, "2026", wish(place), SECRETS, NOW.date()) for place in (0, 1)}  # type: ignore[func-returns-value]  # that it returns nothing is the claim
    assert answers == {None}


def test_only_a_keyed_hash_and_a_day_are_kept_of_it(database: Database) -> None:
    never(database)
    (kept,) = rows(database, "do_not_call")
    assert set(kept) == {"number_hash", "listed_on"}
    assert len(str(kept["number_hash"])) == 64
    assert "7946" not in str(kept)


def test_the_hash_is_another_under_another_secret(database: Database) -> None:
    never(database)
    never(database, ["another secret"])
    assert len({row["number_hash"] for row in rows(database, "do_not_call")}) == 2


def test_a_number_listed_under_an_older_secret_is_still_listed(database: Database) -> None:
    never(database, ["the older secret"])
    with database.reading() as tx:
        assert do_not_call.is_listed(tx, number(), ["the newer secret", "the older secret"])


def test_listing_it_again_brings_it_to_the_newest_secret(database: Database) -> None:
    never(database, ["the older secret"])
    never(database, ["the newer secret", "the older secret"])
    with database.reading() as tx:
        assert do_not_call.count(tx) == 1
        assert do_not_call.is_listed(tx, number(), ["the newer secret"])


def test_the_day_on_which_it_was_listed_first_stays(database: Database) -> None:
    never(database, ["the older secret"])
    with database.transaction() as tx:
        do_not_call.put(
            tx, number(), ["the newer secret", "the older secret"], NOW.date() + timedelta(days=3)
        )
    (kept,) = rows(database, "do_not_call")
    assert kept["listed_on"] == NOW.date()


def test_an_extension_does_not_get_round_the_list(database: Database) -> None:
    never(database, what=Number(number().e164, "12"))
    asked(database)
    assert rows(database, "callbacks") == []


def test_what_waits_for_a_number_ends_when_it_is_listed(database: Database) -> None:
    asked(database, wish(0, name="One of us"))
    asked(database, wish(0, name="The other"))
    asked(database, wish(1))
    never(database)
    assert len(rows(database, "contacts")) == 1
    assert [row["contact"] is None for row in rows(database, "callbacks")].count(True) == 2


def test_whoever_has_it_may_be_taken_off_again(database: Database) -> None:
    never(database)
    with database.transaction() as tx:
        assert do_not_call.take_off(tx, number(), SECRETS)
        assert not do_not_call.take_off(tx, number(), SECRETS)
    asked(database)
    assert len(rows(database, "callbacks")) == 1


def test_a_callback_can_be_called_off(database: Database) -> None:
    asked(database)
    with database.transaction() as tx:
        assert actions.cancel(tx, number(), SECRETS, NOW.date()) == 1
        assert actions.cancel(tx, number(), SECRETS, NOW.date()) == 0
    assert rows(database, "contacts") == []
    assert rows(database, "do_not_call") == []


def test_secrets_that_are_gone_lose_nothing(database: Database) -> None:
    asked(database)
    with database.transaction() as tx:
        actions.ask(tx, "2026", wish(), ["another secret"], NOW.date())
    assert len(rows(database, "callbacks")) == 2


def test_what_waits_for_a_number_is_found_by_a_keyed_mark_that_ends_with_it(database: Database) -> None:
    asked(database)
    (waiting,) = rows(database, "callbacks")
    assert len(str(waiting["number_mark"])) == 64
    never(database)
    (ended,) = rows(database, "callbacks")
    assert ended["number_mark"] is None
    assert rows(database, "do_not_call")[0]["number_hash"] != waiting["number_mark"]
