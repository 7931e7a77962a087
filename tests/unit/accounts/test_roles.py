"""What a role brings with it, and where."""

from datetime import UTC, datetime

import pytest

from survey.accounts.roles import (
    Grant,
    GrantRefused,
    Role,
    areas_before_release,
    areas_of_events,
    areas_planned,
    areas_seen,
    check_grant,
    handed_out_by,
    roles_of,
)
from survey.accounts.user import User, looks_like_email, tidy_email


def user(*grants: Grant, name: str = "one", disabled: bool = False) -> User:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return User(name, f"{name}@example.org", name, grants, at, at if disabled else None)


def test_an_administrator_can_act_in_every_role() -> None:
    assert roles_of([Grant(Role.ADMINISTRATOR)]) == frozenset(Role)


def test_a_supervisor_can_do_a_clerks_work_and_plan_events_but_no_analysts_work() -> None:
    assert roles_of([Grant(Role.SUPERVISOR)]) == {Role.SUPERVISOR, Role.CLERK, Role.ENGAGEMENT}


def test_an_analyst_sees_every_area() -> None:
    assert areas_seen([Grant(Role.ANALYST)]) is None


def test_a_viewer_sees_the_areas_granted_and_no_other() -> None:
    grants = [Grant(Role.VIEWER, "E09000021"), Grant(Role.VIEWER, "E09000027"), Grant(Role.CLERK)]
    assert areas_seen(grants) == {"E09000021", "E09000027"}


def test_a_clerk_sees_no_results() -> None:
    assert areas_seen([Grant(Role.CLERK)]) == frozenset()


def test_a_disabled_person_holds_no_role_and_sees_no_area() -> None:
    gone = user(Grant(Role.ADMINISTRATOR), disabled=True)
    assert (gone.roles, gone.areas) == (frozenset(), frozenset())


def test_a_supervisor_hands_out_the_roles_of_clerks_and_engagement_groups() -> None:
    assert handed_out_by(roles_of([Grant(Role.SUPERVISOR)])) == {Role.CLERK, Role.ENGAGEMENT}


def test_a_supervisor_manages_clerks_but_no_analyst_who_is_also_a_clerk() -> None:
    supervisor = user(Grant(Role.SUPERVISOR))
    assert supervisor.may_manage(user(Grant(Role.CLERK), name="other"))
    assert not supervisor.may_manage(user(Grant(Role.CLERK), Grant(Role.ANALYST), name="other"))


def test_nobody_manages_their_own_account() -> None:
    assert not user(Grant(Role.ADMINISTRATOR)).may_manage(user(Grant(Role.ADMINISTRATOR)))


def test_a_clerk_manages_nobody() -> None:
    assert not user(Grant(Role.CLERK)).may_manage(user(name="other"))


def test_an_engagement_group_plans_events_in_its_area_alone() -> None:
    assert areas_of_events([Grant(Role.ENGAGEMENT, "E09000021"), Grant(Role.CLERK)]) == {"E09000021"}


def test_a_supervisor_plans_events_everywhere() -> None:
    assert areas_of_events([Grant(Role.SUPERVISOR)]) is None


def test_a_viewer_plans_no_events() -> None:
    assert areas_of_events([Grant(Role.VIEWER, "E09000021")]) == frozenset()


def test_a_disabled_group_plans_nothing() -> None:
    assert user(Grant(Role.ENGAGEMENT, "E09000021"), disabled=True).event_areas == frozenset()


def test_an_engagement_group_sees_no_results() -> None:
    assert areas_seen([Grant(Role.ENGAGEMENT, "E09000021")]) == frozenset()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ENGAGEMENT])
def test_a_role_that_is_held_to_an_area_needs_one(role: Role) -> None:
    with pytest.raises(GrantRefused, match="area_missing"):
        check_grant(Grant(role))


def test_only_viewers_and_engagement_groups_are_held_to_an_area() -> None:
    check_grant(Grant(Role.VIEWER, "E09000021"))
    check_grant(Grant(Role.ENGAGEMENT, "E09000021"))
    with pytest.raises(GrantRefused, match="area_not_wanted"):
        check_grant(Grant(Role.CLERK, "E09000021"))


@pytest.mark.parametrize("address", ["a@b", "first.last@example.org"])
def test_an_address_is_taken(address: str) -> None:
    assert looks_like_email(address)


@pytest.mark.parametrize("address", ["", "a", "@b", "a@", "a b@c", "a@b\n", "a@" + "b" * 300])
def test_what_is_no_address_is_told(address: str) -> None:
    assert not looks_like_email(address)


def test_an_address_is_named_in_small_letters() -> None:
    assert tidy_email("  Some.One@Example.ORG ") == "some.one@example.org"


def test_borough_staff_plan_and_see_their_borough_alone() -> None:
    held = [Grant(Role.BOROUGH, "E09000021")]
    assert areas_planned(held) == areas_seen(held) == areas_before_release(held) == {"E09000021"}


def test_an_approver_reads_every_plan_and_writes_none() -> None:
    held = [Grant(Role.APPROVER)]
    assert areas_before_release(held) is None
    assert areas_planned(held) == areas_seen(held) == frozenset()


def test_an_engagement_group_reads_its_area_before_release_and_plans_nothing() -> None:
    held = [Grant(Role.ENGAGEMENT, "E09000021")]
    assert areas_before_release(held) == {"E09000021"}
    assert areas_planned(held) == frozenset()


def test_analysts_plan_everywhere() -> None:
    assert areas_planned([Grant(Role.ANALYST)]) is None
    assert areas_before_release([Grant(Role.ADMINISTRATOR)]) is None
