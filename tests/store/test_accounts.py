"""Accounts, what they may do, and the trail of what was done."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.accounts import actions, passwords
from survey.accounts.audit import COMMAND_LINE, Filter
from survey.accounts.roles import Grant, GrantRefused, Role
from survey.accounts.user import User
from survey.db.session import Database

NOW = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
PASSWORD = "four quiet herons wade"


def added(
    database: Database,
    *grants: Grant,
    email: str = "clerk@example.org",
    password: str | None = PASSWORD,
    actor: str | None = COMMAND_LINE,
) -> User:
    kept = passwords.hashed(password) if password else None
    with database.transaction() as tx:
        return actions.add_user(tx, email, "A clerk", grants or (Grant(Role.CLERK),), kept, actor, NOW)


def recognised(database: Database, email: str, password: str) -> User | None:
    with database.reading() as tx:
        return actions.recognise(tx, email, password)


def trail(database: Database, wanted: Filter | None = None) -> list[str]:
    with database.reading() as tx:
        return [entry.tag for entry in actions.audit_listing(tx, wanted or Filter(), 1).entries]


def test_an_account_comes_back_as_it_was_added(database: Database) -> None:
    user = added(database, Grant(Role.VIEWER, "E09000021"), Grant(Role.CLERK))
    with database.reading() as tx:
        assert actions.find_user(tx, user.id) == user


def test_a_person_is_recognised_by_address_and_password(database: Database) -> None:
    user = added(database)
    assert recognised(database, " Clerk@Example.org ", PASSWORD) == user


def test_a_wrong_password_is_not_recognised(database: Database) -> None:
    added(database)
    assert recognised(database, "clerk@example.org", PASSWORD + "s") is None


def test_a_stranger_is_not_recognised(database: Database) -> None:
    assert recognised(database, "nobody@example.org", PASSWORD) is None


def test_a_disabled_account_is_not_recognised(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        actions.disable(tx, user.id, COMMAND_LINE, NOW)
    assert recognised(database, "clerk@example.org", PASSWORD) is None


def test_an_enabled_account_is_recognised_again(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        actions.disable(tx, user.id, COMMAND_LINE, NOW)
        actions.enable(tx, user.id, COMMAND_LINE, NOW)
    assert recognised(database, "clerk@example.org", PASSWORD) is not None


def test_an_account_without_a_password_lets_nobody_in(database: Database) -> None:
    added(database, password=None)
    assert recognised(database, "clerk@example.org", "") is None


def test_one_address_names_one_account(database: Database) -> None:
    added(database)
    with pytest.raises(actions.EmailTaken):
        added(database, email="CLERK@example.org")
    with database.reading() as tx:
        assert len(actions.users(tx)) == 1


def test_what_is_no_address_is_refused(database: Database) -> None:
    with pytest.raises(actions.NotAnEmail):
        added(database, email="the clerk")


def test_a_viewer_needs_an_area(database: Database) -> None:
    with pytest.raises(GrantRefused, match="area_missing"):
        added(database, Grant(Role.VIEWER))


def test_a_role_is_given_once_and_taken_away(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        actions.grant(tx, user.id, Grant(Role.ANALYST), COMMAND_LINE, NOW)
        actions.grant(tx, user.id, Grant(Role.ANALYST), COMMAND_LINE, NOW)
        actions.revoke(tx, user.id, Grant(Role.CLERK), COMMAND_LINE, NOW)
        assert actions.find_user(tx, user.id).grants == (Grant(Role.ANALYST),)


def test_the_last_administrator_stays(database: Database) -> None:
    user = added(database, Grant(Role.ADMINISTRATOR))
    with database.transaction() as tx:
        with pytest.raises(actions.LastAdministrator):
            actions.disable(tx, user.id, COMMAND_LINE, NOW)
        with pytest.raises(actions.LastAdministrator):
            actions.revoke(tx, user.id, Grant(Role.ADMINISTRATOR), COMMAND_LINE, NOW)


def test_one_of_two_administrators_may_go(database: Database) -> None:
    first = added(database, Grant(Role.ADMINISTRATOR))
    added(database, Grant(Role.ADMINISTRATOR), email="second@example.org")
    with database.transaction() as tx:
        actions.disable(tx, first.id, COMMAND_LINE, NOW)
        assert actions.find_user(tx, first.id).roles == frozenset()


def test_a_new_password_voids_sessions_made_under_the_old_one(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        mark = actions.password_mark(tx, user.id)
        assert actions.is_current(tx, user.id, mark) == user
        actions.set_password(tx, user.id, passwords.hashed("another long password"), user.id, NOW)
        assert actions.is_current(tx, user.id, mark) is None


def test_a_disabled_account_has_no_session(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        mark = actions.password_mark(tx, user.id)
        actions.disable(tx, user.id, COMMAND_LINE, NOW)
        assert actions.is_current(tx, user.id, mark) is None


def test_every_deed_is_written_down(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        actions.grant(tx, user.id, Grant(Role.ANALYST), user.id, NOW + timedelta(minutes=1))
        actions.revoke(tx, user.id, Grant(Role.ANALYST), user.id, NOW + timedelta(minutes=2))
        actions.set_password(tx, user.id, "kept", user.id, NOW + timedelta(minutes=3))
        actions.disable(tx, user.id, None, NOW + timedelta(minutes=4))
    assert trail(database) == [
        "system:user:disabled",
        "staff:user:password_set",
        "staff:user:revoked",
        "staff:user:granted",
        "command:user:added",
    ]


def test_a_refused_sign_in_keeps_nothing_of_what_was_typed(database: Database) -> None:
    with database.transaction() as tx:
        actions.record_sign_in(tx, None, "my-password-by-mistake", NOW)
        (entry,) = actions.audit_listing(tx, Filter(), 1).entries
    assert (entry.tag, entry.subject_id, entry.detail) == ("staff:session:refused", None, {})


def test_the_trail_names_who_did_it(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        actions.record_sign_in(tx, user, user.email, NOW)
        (entry,) = actions.audit_listing(tx, Filter(actor=user.id), 1).entries
        assert entry.actor_name == "A clerk"
        assert actions.trail_actors(tx) == [(user.id, "A clerk"), (COMMAND_LINE, COMMAND_LINE)]


def test_the_trail_is_filtered_by_subject_and_time(database: Database) -> None:
    user = added(database)
    with database.transaction() as tx:
        actions.record_sign_in(tx, user, user.email, NOW + timedelta(days=1))
    assert trail(database, Filter(subject="user")) == ["command:user:added"]
    assert trail(database, Filter(since=NOW + timedelta(hours=1))) == ["staff:session:began"]
    assert trail(database, Filter(before=NOW + timedelta(hours=1))) == ["command:user:added"]


def test_the_trail_is_read_in_pages_without_loss(database: Database) -> None:
    count = actions.AUDIT_PAGE + 7
    with database.transaction() as tx:
        for number in range(count):
            actions.record(tx, None, "system:test:done", str(number), {}, NOW)
        first = actions.audit_listing(tx, Filter(), 1)
        last = actions.audit_listing(tx, Filter(), 99)
    assert (first.total, first.pages, last.page) == (count, 2, 2)
    seen = [entry.subject_id for entry in (*first.entries, *last.entries)]
    assert seen == [str(number) for number in reversed(range(count))]


def test_a_tag_has_three_parts(database: Database) -> None:
    with pytest.raises(ValueError, match="source:subject:action"), database.transaction() as tx:
        actions.record(tx, None, "User added", None, {}, NOW)


@pytest.mark.parametrize(
    "words", ["\x00", "a\x00@example.org", "a@example.org\x00", "'; --", "", "😀@example.org"]
)
def test_whatever_is_typed_as_an_address_is_just_unknown(database: Database, words: str) -> None:
    assert recognised(database, words, "\x00") is None
    with database.transaction() as tx:
        actions.record_sign_in(tx, None, words, NOW)
        with pytest.raises(actions.UnknownUser):
            actions.find_user(tx, words)
        with pytest.raises(actions.UnknownUser):
            actions.find_by_email(tx, words)


def test_a_name_is_kept_on_one_line(database: Database) -> None:
    with database.transaction() as tx:
        made = actions.add_user(tx, "a@example.org", " Zoë\x00\n O’Hara ", [], None, None, NOW)
        assert actions.find_user(tx, made.id).name == "Zoë O’Hara"
