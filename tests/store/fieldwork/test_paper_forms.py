"""Printed forms: a serial and a code for each copy, of which the tables keep hashes alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.fieldwork.paper import actions
from survey.fieldwork.paper.form import Print, PrintedForm
from survey.questionnaire import library
from survey.questionnaire.definition import Channel
from survey.questionnaire.document import load_document
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.return_code import ReturnCode

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECRET = "for tests alone"


def printed(database: Database, copies: int = 3) -> list[PrintedForm]:
    """A round with a residents' questionnaire, of which copies were printed."""
    source = library.source("residents")
    with database.transaction() as tx:
        consultations.create(
            tx, "2026", "Spring", NOW - timedelta(days=1), NOW + timedelta(days=1), "command-line", NOW
        )
        consultations.publish(tx, "2026", load_document(source), source, "command-line", NOW)
        version = consultations.live_version(tx, "2026", "residents")
        assert version is not None
        return actions.print_forms(
            tx, version, "2026", language="en", size=Print.LARGE, copies=copies, secret=SECRET, now=NOW
        )


def test_each_copy_has_a_serial_of_its_own(database: Database) -> None:
    forms = printed(database, 50)
    serials = {one.form.serial for one in forms}
    assert len(serials) == 50
    assert all(reference.read(serial) == serial for serial in serials)


def test_the_serial_is_the_first_part_of_the_code_on_the_slip(database: Database) -> None:
    for one in printed(database):
        assert one.code.symbols.startswith(one.form.serial)


def test_no_code_is_kept(database: Database) -> None:
    forms = printed(database)
    with database.reading() as tx:
        rows = tx.connection.execute(text("SELECT * FROM paper_forms")).all()
    assert len(rows) == 3
    assert not [one for one in forms if one.code.symbols in str(rows) or one.code.shown in str(rows)]


def test_a_form_is_found_by_its_serial_as_it_was_typed(database: Database) -> None:
    one = printed(database)[0]
    with database.reading() as tx:
        assert actions.form_of(tx, reference.shown(one.form.serial).lower()) == one.form
        assert actions.form_of(tx, "no serial") is None


def test_a_slip_begins_the_response_that_bears_the_serial(database: Database) -> None:
    one = printed(database)[0]
    with database.transaction() as tx:
        begun = actions.begin_from_slip(
            tx, one.code, channel=Channel.WEB, language="en", secret=SECRET, now=NOW
        )
        assert begun is not None
        assert begun.reference == one.form.serial
        assert responses.open_by_code(tx, one.code, SECRET) == begun


def test_a_slip_begins_one_response_only(database: Database) -> None:
    one = printed(database)[0]
    with database.transaction() as tx:
        assert actions.begin_form(tx, one.form, channel=Channel.PAPER, language="en", now=NOW)
        again = actions.begin_from_slip(
            tx, one.code, channel=Channel.WEB, language="en", secret=SECRET, now=NOW
        )
    assert again is None


def test_a_slip_begins_nothing_once_the_round_has_ended(database: Database) -> None:
    one = printed(database)[0]
    late = NOW + timedelta(days=9)
    with database.transaction() as tx:
        assert not actions.begin_from_slip(
            tx, one.code, channel=Channel.WEB, language="en", secret=SECRET, now=late
        )


def test_a_code_that_is_on_no_slip_begins_nothing(database: Database) -> None:
    printed(database)
    stranger = ReturnCode("2222222222222222")
    with database.transaction() as tx:
        assert not actions.begin_from_slip(
            tx, stranger, channel=Channel.WEB, language="en", secret=SECRET, now=NOW
        )


@pytest.mark.parametrize("copies", [0, -1, actions.MOST_COPIES + 1])
def test_a_number_of_copies_that_cannot_be_is_refused(database: Database, copies: int) -> None:
    with pytest.raises(ValueError, match="copies"):
        printed(database, copies)


def test_the_printings_of_a_round_are_listed(database: Database) -> None:
    printed(database)
    with database.reading() as tx:
        (printing,) = actions.printings(tx, "2026")
    assert (printing.family, printing.print, printing.copies) == ("residents", "large", 3)
