"""Details that people leave: sealed, apart from every answer, in an order that tells nothing."""

from datetime import date

import pytest
from sqlalchemy import text

from survey.contacts import actions as contacts
from survey.contacts.sealing import SealBroken, seal, unseal
from survey.contacts.store import contacts as table
from survey.db.session import Database

DAY = date(2026, 11, 23)
OLD, NEW = "an old secret", "a new secret"


def leave(database: Database, *emails: str, secrets: tuple[str, ...] = (OLD,)) -> None:
    for email in emails:
        with database.transaction() as tx:
            contacts.leave(tx, contacts.KEEP_INFORMED, "2026", {"email": email}, secrets, DAY)


def test_addresses_come_back_for_those_who_may_open_them(database: Database) -> None:
    with database.transaction() as tx:
        left = contacts.leave(tx, contacts.KEEP_INFORMED, "2026", {"email": "one@example.org"}, [OLD], DAY)
        assert contacts.details_of(tx, left, [OLD]) == {"email": "one@example.org"}
        assert contacts.details_of(tx, "another", [OLD]) is None


def test_no_address_lies_in_the_clear(database: Database) -> None:
    leave(database, "one@example.org")
    with database.reading() as tx:
        (row,) = tx.connection.execute(table.select()).all()
    assert b"example" not in row.sealed
    assert b"one@" not in row.sealed


def test_a_row_holds_nothing_that_leads_to_an_answer() -> None:
    assert {column.name for column in table.c} == {"id", "kind", "round", "left_on", "sealed"}
    assert not table.foreign_keys


def test_the_order_of_the_rows_is_not_the_order_in_which_people_came(sqlite_database: Database) -> None:
    leave(sqlite_database, *(f"{number}@example.org" for number in range(30)))
    with sqlite_database.reading() as tx:
        kept = [row.id for row in tx.connection.execute(table.select())]
        with pytest.raises(Exception, match="no such column: rowid"):
            tx.connection.execute(text("SELECT rowid FROM contacts"))
    assert kept == sorted(kept)


def test_a_day_is_kept_without_its_time(database: Database) -> None:
    leave(database, "one@example.org")
    with database.reading() as tx:
        (row,) = tx.connection.execute(table.select()).all()
    assert type(row.left_on) is date


def test_a_new_secret_seals_and_the_old_one_still_opens() -> None:
    sealed = seal({"email": "one@example.org"}, [OLD])
    assert unseal(sealed, [NEW, OLD]) == {"email": "one@example.org"}
    assert unseal(seal({"email": "two@example.org"}, [NEW, OLD]), [NEW]) == {"email": "two@example.org"}


def test_a_lost_secret_is_named() -> None:
    with pytest.raises(SealBroken):
        unseal(seal({"email": "one@example.org"}, [OLD]), [NEW])


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("", "missing"), ("  ", "missing"), ("nobody", "not_an_email"), ("a@b", "not_an_email")],
)
def test_an_address_that_cannot_be_is_told(typed: str, fault: str) -> None:
    assert contacts.email_fault(typed) == fault


def test_a_good_address_is_taken() -> None:
    assert contacts.email_fault(" someone@example.org ") is None


def test_details_are_found_by_their_random_id_until_they_are_forgotten(database: Database) -> None:
    with database.transaction() as tx:
        left = contacts.leave(tx, "callback", "2026", {"name": "Somebody"}, [OLD], DAY)
    with database.reading() as tx:
        assert contacts.details_of(tx, left, [OLD]) == {"name": "Somebody"}
    with database.transaction() as tx:
        assert contacts.forget(tx, left)
        assert not contacts.forget(tx, left)
        assert contacts.details_of(tx, left, [OLD]) is None
