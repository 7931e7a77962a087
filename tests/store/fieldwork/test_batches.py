"""Bundles of paper: keyed, keyed again blind, looked at, signed off; on both databases."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.batch import Batch, BundledForm, Decision, Turn, Wrong
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.closing import actions as closing
from survey.fieldwork.batches.quality import Rate
from survey.fieldwork.batches.refusals import BatchRefused, CantKey, NotYours
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.response import Response
from tests.builders import SECRET, TINY, open_round, version_from
from tests.bundles import bundle, finished, keyed, keyed_again, moment, printed, standing
from tests.staff import colleague

WELL = {"borough": "kingst", "met": "1", "went": "Well."}
VERSION = version_from(TINY)


class Staff:
    """Two clerks and a supervisor, by their ids, while a consultation runs."""

    def __init__(self, database: Database) -> None:
        open_round(database, TINY)
        self.supervisor = colleague(database, Role.SUPERVISOR).id
        self.first = colleague(database, Role.CLERK, name="first").id
        self.second = colleague(database, Role.CLERK, name="second").id


@pytest.fixture
def staff(database: Database) -> Staff:
    """Who works here."""
    return Staff(database)


def serials(database: Database, number: int) -> list[str]:
    return [one.form.serial for one in printed(database, number)]


def response(database: Database, serial: str) -> Response | None:
    with database.reading() as tx:
        return responses.find_by_reference(tx, serial)


def signed_off(database: Database, batch: Batch, by: str) -> Any:
    with database.transaction() as tx:
        return closing.sign_off(tx, batch.id, by=by, now=moment())


def codes(points: Any) -> list[str]:
    return [point.code for point in points]


def refusal(database: Database, batch: Batch, serial: str, clerk: str) -> str:
    with pytest.raises(CantKey) as fault, database.transaction() as tx:
        actions.begin(tx, batch.id, serial, clerk=clerk, now=moment())
    return fault.value.code


def all_chosen(
    database: Database, batch: Batch, staff: Staff, typed: list[dict[str, str]]
) -> list[BundledForm]:
    """Keys forms into a bundle of which every form is keyed twice."""
    return [
        keyed(database, batch, serial, one, staff.first)
        for serial, one in zip(serials(database, len(typed)), typed, strict=True)
    ]


def test_nothing_counts_before_the_bundle_is_signed_off(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    form = keyed(database, batch, serial, WELL, staff.first)
    assert response(database, serial) is None
    keyed_again(database, form, WELL, staff.second)
    assert isinstance(signed_off(database, batch, staff.supervisor), Batch)
    found = response(database, serial)
    assert found is not None
    assert (found.is_sent, found.channel) == (True, Channel.PAPER)
    assert found.answers == {"borough": "E09000021", "met": "yes", "went": "Well."}


def test_the_slip_opens_what_was_keyed_from_its_form(database: Database, staff: Staff) -> None:
    (one,) = printed(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    keyed_again(database, keyed(database, batch, one.form.serial, WELL, staff.first), WELL, staff.second)
    signed_off(database, batch, staff.supervisor)
    with database.reading() as tx:
        opened = responses.open_by_code(tx, one.code, SECRET)
    assert opened is not None
    assert opened.reference == one.form.serial


def test_what_is_blank_unreadable_or_ticked_too_often_is_told_apart(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    typed = {"borough": "?", "met": "+"}
    keyed_again(database, keyed(database, batch, serial, typed, staff.first), typed, staff.second)
    signed_off(database, batch, staff.supervisor)
    found = response(database, serial)
    assert found is not None
    assert found.answers == {"borough": {"absent": "unreadable"}, "met": {"absent": "too_many"}}


def test_an_answer_off_the_path_is_kept_as_written_and_flagged(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    typed = {"borough": "kingst", "met": "2", "went": "Badly."}
    keyed_again(database, keyed(database, batch, serial, typed, staff.first), typed, staff.second)
    signed_off(database, batch, staff.supervisor)
    found = response(database, serial)
    assert found is not None
    assert (found.answers, found.paradata["flags"]) == ({"borough": "E09000021", "met": "no"}, ["went"])
    with database.reading() as tx:
        settled = tx.connection.execute(text("SELECT settled FROM responses")).scalar()
    assert '"off_path":{"went":"Badly."}' in str(settled)


def test_each_field_is_kept_as_it_is_keyed(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, serial, clerk=staff.first, now=moment())
    for typed in ({"borough": "kingst"}, {"met": "1"}, {"met": "2"}):
        with database.transaction() as tx:
            actions.keep(tx, form.id, Turn.FIRST, typed, clerk=staff.first, now=moment())
    with database.reading() as tx:
        keying = actions.find_keying(tx, form.id, Turn.FIRST)
    assert keying is not None
    assert keying.typed == {"borough": "kingst", "met": "2"}


def test_what_cant_stand_does_not_end_the_form(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, serial, clerk=staff.first, now=moment())
        whole = actions.finish(tx, form.id, Turn.FIRST, {"met": "1 2"}, clerk=staff.first, now=moment())
    assert [slip.code for slip in whole.slips.values()] == ["only_one"]
    assert standing(database, batch).keyed == ()


def test_a_blank_form_is_no_response(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, serial, clerk=staff.first, now=moment())
    with pytest.raises(CantKey, match="all_blank"), database.transaction() as tx:
        actions.finish(tx, form.id, Turn.FIRST, {}, clerk=staff.first, now=moment())


def test_a_form_keyed_already_is_caught_by_its_serial(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch, other = bundle(database, 2, staff.supervisor), bundle(database, 2, staff.supervisor)
    keyed(database, batch, serial, WELL, staff.first)
    assert refusal(database, batch, serial, staff.second) == "keyed_already"
    assert refusal(database, other, serial, staff.second) == "keyed_already"


def test_a_form_in_hand_is_held_by_one(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, serial, clerk=staff.first, now=moment())
        again = actions.begin(tx, batch.id, serial, clerk=staff.first, now=moment())
    assert again == form
    assert refusal(database, batch, serial, staff.second) == "held"
    with pytest.raises(NotYours), database.transaction() as tx:
        actions.keep(tx, form.id, Turn.FIRST, {"met": "1"}, clerk=staff.second, now=moment())


def test_a_form_given_back_is_free(database: Database, staff: Staff) -> None:
    (serial,) = serials(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, serial, clerk=staff.first, now=moment())
    with pytest.raises(NotYours), database.transaction() as tx:
        actions.release(tx, form.id, Turn.FIRST, by=staff.second, now=moment())
    with database.transaction() as tx:
        actions.release(tx, form.id, Turn.FIRST, by=staff.supervisor, now=moment(), others=True)
        actions.begin(tx, batch.id, serial, clerk=staff.second, now=moment())


def test_no_more_forms_than_were_counted(database: Database, staff: Staff) -> None:
    first, second = serials(database, 2)
    batch = bundle(database, 1, staff.supervisor)
    keyed(database, batch, first, WELL, staff.first)
    assert refusal(database, batch, second, staff.first) == "bundle_full"


def test_a_form_without_a_serial_gets_one(database: Database, staff: Staff) -> None:
    batch = bundle(database, 1, staff.supervisor)
    with database.transaction() as tx:
        form = actions.begin_unnumbered(
            tx, batch.id, clerk=staff.first, language="en", secret=SECRET, now=moment(), chance=Random(3)
        )
    finished(database, form, Turn.FIRST, WELL, staff.first)
    keyed_again(database, form, WELL, staff.second)
    signed_off(database, batch, staff.supervisor)
    found = response(database, form.serial)
    assert form.minted
    assert found is not None
    assert found.is_sent


def test_the_second_keying_is_never_by_the_first_clerk(database: Database, staff: Staff) -> None:
    batch = bundle(database, 1, staff.supervisor)
    (form,) = all_chosen(database, batch, staff, [WELL])
    with pytest.raises(CantKey, match="same_clerk"), database.transaction() as tx:
        checking.begin_second(tx, form.id, clerk=staff.first, now=moment())


def test_ninety_nine_of_a_hundred_cant_be_signed_off(database: Database, staff: Staff) -> None:
    batch = bundle(database, 100, staff.supervisor)
    numbers = serials(database, 99)
    for serial in numbers:
        keyed(database, batch, serial, WELL, staff.first)
    points = signed_off(database, batch, staff.supervisor)
    assert codes(points)[0] == "forms_missing"
    assert dict(points[0].values) == {"keyed": 99, "forms": 100, "missing": 1}
    with database.transaction() as tx:
        checking.recount(tx, batch.id, 99, "Counted wrong", by=staff.supervisor, now=moment())
    again = standing(database, batch)
    assert codes(again.points) == ["again"]
    assert len(again.again) == 10


def test_differences_get_a_third_look_and_the_paper_decides(database: Database, staff: Staff) -> None:
    batch = bundle(database, 1, staff.supervisor, permille=1000)
    (form,) = all_chosen(database, batch, staff, [{**WELL, "met": "2"}])
    keyed_again(database, form, {**WELL, "borough": "sutton"}, staff.second)
    assert codes(signed_off(database, batch, staff.supervisor)) == ["differences"]
    assert [one.field for one in standing(database, batch).open_differences] == ["borough", "met"]
    with database.transaction() as tx:
        slips = checking.look(
            tx, form.id, {"borough": "bromley", "met": "1"}, by=staff.supervisor, now=moment()
        )
    assert slips == {}
    found = standing(database, batch)
    assert {one.field: one.wrong for one in found.differences} == {"borough": Wrong.BOTH, "met": Wrong.FIRST}
    assert found.rate == Rate(2, 3)
    signed_off(database, batch, staff.supervisor)
    sent = response(database, form.serial)
    assert sent is not None
    assert sent.answers == {"borough": "E09000006", "met": "yes", "went": "Well."}


def test_neither_clerk_takes_the_third_look(database: Database, staff: Staff) -> None:
    batch = bundle(database, 1, staff.supervisor)
    (form,) = all_chosen(database, batch, staff, [WELL])
    keyed_again(database, form, {**WELL, "met": "2"}, staff.second)
    for clerk in (staff.first, staff.second):
        with pytest.raises(NotYours), database.transaction() as tx:
            checking.look(tx, form.id, {"met": "1"}, by=clerk, now=moment())


def test_too_many_errors_have_every_form_keyed_again(database: Database, staff: Staff) -> None:
    batch = bundle(database, 10, staff.supervisor)
    forms = all_chosen(database, batch, staff, [WELL] * 10)
    (drawn,) = standing(database, batch).again
    keyed_again(database, drawn, {**WELL, "met": "2"}, staff.second)
    with database.transaction() as tx:
        checking.look(tx, drawn.id, {"met": "2"}, by=staff.supervisor, now=moment())
    found = standing(database, batch)
    assert found.batch.doubled_at is not None
    assert len(found.again) == len(forms) - 1


def test_once_signed_off_what_was_typed_is_gone_and_the_numbers_stay(
    database: Database, staff: Staff
) -> None:
    batch = bundle(database, 1, staff.supervisor, permille=1000)
    (form,) = all_chosen(database, batch, staff, [{**WELL, "went": "Unheard-of."}])
    keyed_again(database, form, {**WELL, "went": "Unheard of!"}, staff.second)
    with database.transaction() as tx:
        checking.look(tx, form.id, {"went": "Unheard of!"}, by=staff.supervisor, now=moment())
    signed_off(database, batch, staff.supervisor)
    with database.reading() as tx:
        for table in ("keyings", "keying_differences", "batch_forms", "batches", "audit"):
            rows = tx.connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608  names of ours
            assert "Unheard" not in str(rows), table
        figures = actions.figures(tx, "2026")
    assert standing(database, batch).batch.report == {
        "forms": 1, "keyed_twice": 1, "errors": 1, "fields": 3,
        "by_field": {"borough": [0, 1], "met": [0, 1], "went": [1, 1]},
    }  # fmt: skip
    assert (figures.open_bundles, figures.rate) == (0, Rate(1, 3))


def test_the_figures_count_what_waits(database: Database, staff: Staff) -> None:
    batch = bundle(database, 3, staff.supervisor, percent=100)
    all_chosen(database, batch, staff, [WELL])
    with database.reading() as tx:
        figures = actions.figures(tx, "2026")
    assert (figures.open_bundles, figures.forms_waiting, figures.waiting_again) == (1, 2, 1)


def test_a_bundle_cant_be_registered_against_the_calendar(database: Database, staff: Staff) -> None:
    with pytest.raises(BatchRefused, match="before_opening"):
        bundle(database, 1, staff.supervisor, received_on=(moment() - timedelta(days=9)).date())
    with pytest.raises(BatchRefused, match="in_the_future"):
        bundle(database, 1, staff.supervisor, received_on=(moment() + timedelta(days=2)).date())


def test_decisions_need_something_to_decide(database: Database, staff: Staff) -> None:
    batch = bundle(database, 1, staff.supervisor)
    (form,) = all_chosen(database, batch, staff, [WELL])
    with pytest.raises(CantKey, match="nothing_to_decide"), database.transaction() as tx:
        checking.decide(tx, form.id, Decision.PAPER, by=staff.supervisor, now=moment())
