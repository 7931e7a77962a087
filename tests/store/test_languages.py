"""Signatures under translations, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.consultations.languages import actions
from survey.consultations.languages.signature import Text, standing_signatures
from survey.db.session import Database
from tests.staff import colleague

THEN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
TEXTS = (Text("Hello", "Helo"), Text("Goodbye", "Hwyl fawr"))


def sign(database: Database, reviewer: str, days: int = 0) -> None:
    by = colleague(database, name=f"entering-{days}").id
    with database.transaction() as tx:
        actions.sign(
            tx, "cy", TEXTS, reviewer=reviewer, standing="Translator", by=by, now=THEN + timedelta(days=days)
        )


def test_a_signature_is_kept_with_the_texts_that_were_read(database: Database) -> None:
    sign(database, "The first")
    with database.reading() as tx:
        (kept,) = actions.signatures(tx)
    assert (kept.language, kept.reviewer, kept.signed_at) == ("cy", "The first", THEN)
    assert kept.read == {text.digest for text in TEXTS}


def test_a_second_signature_takes_the_place_of_the_first_which_stays_readable(database: Database) -> None:
    sign(database, "The first")
    sign(database, "The second", days=1)
    with database.reading() as tx:
        given = actions.signatures(tx)
    assert [one.reviewer for one in given] == ["The first", "The second"]
    assert given[0].withdrawn_at == given[1].signed_at
    assert standing_signatures(given)["cy"].reviewer == "The second"


def test_withdrawing_leaves_the_fact(database: Database) -> None:
    sign(database, "The first")
    by = colleague(database).id
    with database.transaction() as tx:
        actions.withdraw(tx, "cy", by=by, now=THEN + timedelta(days=3))
    with database.reading() as tx:
        (kept,) = actions.signatures(tx)
    assert kept.withdrawn_at == THEN + timedelta(days=3)


def test_what_was_never_signed_can_not_be_withdrawn(database: Database) -> None:
    by = colleague(database).id
    with pytest.raises(actions.NotSigned), database.transaction() as tx:
        actions.withdraw(tx, "ur", by=by, now=THEN)
