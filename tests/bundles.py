"""Plain builders of bundles: forms printed, a bundle registered, forms keyed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from random import Random

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.answers import Form
from survey.fieldwork.batches.batch import Batch, BundledForm, Turn
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.progress import Standing
from survey.fieldwork.paper import actions as paper
from survey.fieldwork.paper.form import Print, PrintedForm
from survey.questionnaire.definition import Channel
from tests.builders import SECRET


def moment() -> datetime:
    """Now, as the web layer has it."""
    return datetime.now(UTC)


def printed(
    database: Database,
    copies: int,
    *,
    family: str = "residents",
    round_key: str = "2026",
    secret: str = SECRET,
) -> list[PrintedForm]:
    """Prints forms of the live questionnaire."""
    with database.transaction() as tx:
        version = consultations.live_version(tx, round_key, family)
        assert version is not None
        return paper.print_forms(
            tx,
            version,
            round_key,
            language="en",
            size=Print.STANDARD,
            copies=copies,
            secret=secret,
            now=moment(),
        )


def bundle(
    database: Database,
    forms: int,
    by: str,
    *,
    family: str = "residents",
    percent: int = 10,
    permille: int = 10,
    received_on: date | None = None,
) -> Batch:
    """Registers a bundle of paper forms that arrived, unless told otherwise, today."""
    with database.transaction() as tx:
        return actions.register(
            tx,
            consultations.find_round(tx, "2026"),
            family,
            channel=Channel.PAPER,
            received_on=received_on or moment().date(),
            today=moment().date(),
            forms=forms,
            sample_percent=percent,
            limit_permille=permille,
            by=by,
            now=moment(),
        )


def keyed(
    database: Database, batch: Batch, serial: str, typed: Mapping[str, str], clerk: str, *, seed: int = 1
) -> BundledForm:
    """Keys a form for the first time, to the end."""
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, serial, clerk=clerk, now=moment())
    finished(database, form, Turn.FIRST, typed, clerk, seed=seed)
    return form


def keyed_again(database: Database, form: BundledForm, typed: Mapping[str, str], clerk: str) -> None:
    """Keys a form for the second time, to the end."""
    with database.transaction() as tx:
        checking.begin_second(tx, form.id, clerk=clerk, now=moment())
    finished(database, form, Turn.SECOND, typed, clerk)


def finished(
    database: Database, form: BundledForm, turn: Turn, typed: Mapping[str, str], clerk: str, *, seed: int = 1
) -> Form:
    """Finishes a keying; fails where something typed can't stand."""
    with database.transaction() as tx:
        whole = actions.finish(tx, form.id, turn, typed, clerk=clerk, now=moment(), chance=Random(seed))
    assert not whole.slips, whole.slips
    return whole


def standing(database: Database, batch: Batch) -> Standing:
    """How a bundle stands."""
    with database.reading() as tx:
        return actions.standing(tx, batch.id)
