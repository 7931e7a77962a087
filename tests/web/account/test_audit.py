"""The audit trail, read by an administrator."""

from datetime import UTC, datetime, timedelta

from survey.accounts import actions
from survey.accounts.roles import Role
from survey.db.session import Database
from tests.pages import PageClient
from tests.staff import signed_in

NOON = datetime(2026, 6, 10, 12, 0, tzinfo=UTC)


def write(database: Database, *moments: datetime, tag: str = "system:consultation:closed") -> None:
    with database.transaction() as tx:
        for at in moments:
            actions.record(tx, None, tag, "2026", {"from": "then"}, at)


def test_deeds_are_said_in_words(client: PageClient, sqlite_database: Database) -> None:
    write(sqlite_database, NOON)
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    page = client.get("/staff/audit")
    assert "The system Closed a consultation 2026 from: then" in page.text
    assert "administrator Signed in administrator" in page.text


def test_moments_and_versions_are_said_as_elsewhere(client: PageClient, sqlite_database: Database) -> None:
    detail = {"to": NOON.isoformat(), "version": "0123456789ab" * 5 + "cdef", "reason": "2026-06-10T"}
    with sqlite_database.transaction() as tx:
        actions.record(tx, None, "system:consultation:extended", "2026", detail, NOON)
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    text = client.get("/staff/audit").text
    assert "to: 10 June 2026 at 1:00" in text
    assert "version: 0123456789ab" in text
    assert "0123456789abc" not in text.replace("0123456789ab reason", "")
    assert "reason: 2026-06-10T" in text


def test_a_deed_without_words_shows_its_tag(client: PageClient, sqlite_database: Database) -> None:
    write(sqlite_database, NOON, tag="system:paper_batch:locked_up")
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    assert "paper batch: locked up" in client.get("/staff/audit").text


def test_the_trail_is_narrowed_by_subject_person_and_day(
    client: PageClient, sqlite_database: Database
) -> None:
    write(sqlite_database, NOON, NOON + timedelta(days=1))
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    assert "3 deeds" not in client.get("/staff/audit?subject=consultation").text
    assert "2 deeds" in client.get("/staff/audit?subject=consultation").text
    assert "1 deed," in client.get("/staff/audit?subject=consultation&until=2026-06-10").text
    assert "1 deed," in client.get("/staff/audit?subject=consultation&since=2026-06-11").text


def test_a_day_ends_at_midnight_of_the_place(client: PageClient, sqlite_database: Database) -> None:
    write(
        sqlite_database, datetime(2026, 6, 10, 23, 30, tzinfo=UTC)
    )  # half past midnight of the 11th in London
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    assert "0 deeds" in client.get("/staff/audit?subject=consultation&until=2026-06-10").text
    assert "1 deed," in client.get("/staff/audit?subject=consultation&since=2026-06-11").text


def test_a_filter_that_nothing_fits_says_so(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    page = client.get("/staff/audit?subject=export")
    assert "Nothing was done that fits this filter." in page.text
    assert ("Show all", "/staff/audit") in page.links()


def test_pages_keep_the_filter(client: PageClient, sqlite_database: Database) -> None:
    write(sqlite_database, *(NOON + timedelta(seconds=number) for number in range(60)))
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    page = client.get("/staff/audit?subject=consultation")
    later = dict(page.links())["Next"]
    assert "subject=consultation" in later
    assert "Page 2 of 2" in client.get(later).text


def test_nonsense_in_the_address_filters_nothing(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    page = client.get("/staff/audit?subject=%25&since=soon&until=9999-99-99&page=-1")
    assert "deeds, newest first" in page.text


def test_the_last_day_of_the_calendar_is_survived(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    assert client.get("/staff/audit?until=9999-12-31&since=0001-01-01").status == 200
