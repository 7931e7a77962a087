"""The tables of bundles, their forms, the keyings and where they differ, and the only SQL that touches them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.fieldwork.batches.batch import Batch, BundledForm, Decision, Difference, Keying, Turn, Wrong
from survey.questionnaire.definition import Channel

batches = Table(
    "batches",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("round", String(40), nullable=False, index=True),
    Column("family", String(60), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("received_on", Date, nullable=False),
    Column("forms", Integer, nullable=False),
    Column("note", String(400), nullable=False),
    Column("sample_percent", Integer, nullable=False),
    Column("limit_permille", Integer, nullable=False),
    Column("registered_by", String(36), ForeignKey("users.id"), nullable=False),
    Column("registered_at", Instant, nullable=False),
    Column("doubled_at", Instant),
    Column("signed_off_by", String(36), ForeignKey("users.id")),
    Column("signed_off_at", Instant),
    Column("report", Document),
    UniqueConstraint("number"),
)

batch_forms = Table(
    "batch_forms",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("batch", String(36), ForeignKey("batches.id"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("serial", String(16), nullable=False),
    Column("return_code_hash", String(64)),
    Column("version", String(64), nullable=False),
    Column("language", String(20), nullable=False),
    Column("minted", Boolean, nullable=False),
    Column("chosen", Boolean, nullable=False),
    Column("clash", String(36), index=True),
    Column("decision", String(20)),
    Column("response", String(36), ForeignKey("responses.id", ondelete="SET NULL"), index=True),
    UniqueConstraint("serial"),
    UniqueConstraint("batch", "place"),
)

keyings = Table(
    "keyings",
    metadata,
    Column("form", String(36), ForeignKey("batch_forms.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", String(10), primary_key=True),
    Column("clerk", String(36), ForeignKey("users.id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("finished_at", Instant),
    Column("typed", Document),
    Column("compared", Document),
)

keying_differences = Table(
    "keying_differences",
    metadata,
    Column("form", String(36), ForeignKey("batch_forms.id", ondelete="CASCADE"), primary_key=True),
    Column("field", String(130), primary_key=True),
    Column("typed", Document),
    Column("wrong", String(10)),
    Column("looked_by", String(36), ForeignKey("users.id")),
    Column("looked_at", Instant),
)


class SerialTaken(Exception):
    """A form with this serial is in a bundle already."""


class AlreadyHeld(Exception):
    """Somebody has begun this keying already."""


def insert_batch(tx: Transaction, batch: Batch) -> None:
    """Writes a new bundle."""
    values = {column.name: getattr(batch, column.name) for column in batches.c}
    tx.connection.execute(insert(batches).values({**values, "channel": batch.channel.value}))


def next_number(tx: Transaction) -> int:
    """Returns the number that the next bundle gets."""
    highest: int | None = tx.connection.execute(select(func.max(batches.c.number))).scalar()
    return (highest or 0) + 1


def find_batch(tx: Transaction, batch_id: str, *, to_write: bool = False) -> Batch | None:
    """Finds a bundle; with `to_write`, other writers of it wait."""
    query = select(batches).where(batches.c.id == batch_id)
    row = tx.connection.execute(query.with_for_update() if to_write else query).first()
    return _batch(row) if row else None


def all_batches(tx: Transaction, round_key: str | None = None) -> tuple[Batch, ...]:
    """Reads bundles, open ones first, newest first."""
    query = select(batches).order_by(batches.c.signed_off_at.is_not(None), batches.c.number.desc())
    if round_key is not None:
        query = query.where(batches.c.round == round_key)
    return tuple(_batch(row) for row in tx.connection.execute(query))


def change_batch(tx: Transaction, batch_id: str, **values: Any) -> None:
    """Writes columns of a bundle."""
    tx.connection.execute(update(batches).where(batches.c.id == batch_id).values(**values))


def insert_form(tx: Transaction, form: BundledForm) -> None:
    """Writes a form into its bundle; raises SerialTaken."""
    values = {column.name: getattr(form, column.name) for column in batch_forms.c}
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(insert(batch_forms).values(**values))
    except IntegrityError as fault:
        raise SerialTaken(form.serial) from fault


def find_form(tx: Transaction, form_id: str) -> BundledForm | None:
    """Finds a form by its id."""
    return _one_form(tx, batch_forms.c.id == form_id)


def form_by_serial(tx: Transaction, serial: str) -> BundledForm | None:
    """Finds a form by its serial, in whichever bundle."""
    return _one_form(tx, batch_forms.c.serial == serial)


def _one_form(tx: Transaction, condition: Any) -> BundledForm | None:
    row = tx.connection.execute(select(batch_forms).where(condition)).first()
    return _form(row) if row else None


def forms_of(tx: Transaction, batch_id: str) -> tuple[BundledForm, ...]:
    """Reads the forms of a bundle in their order."""
    query = select(batch_forms).where(batch_forms.c.batch == batch_id).order_by(batch_forms.c.place)
    return tuple(_form(row) for row in tx.connection.execute(query))


def forms_about(tx: Transaction, response_id: str) -> tuple[BundledForm, ...]:
    """Reads the forms that became a response or clash with it."""
    about = (batch_forms.c.response == response_id) | (batch_forms.c.clash == response_id)
    return tuple(_form(row) for row in tx.connection.execute(select(batch_forms).where(about)))


def change_form(tx: Transaction, form_id: str, **values: Any) -> None:
    """Writes columns of a form."""
    tx.connection.execute(update(batch_forms).where(batch_forms.c.id == form_id).values(**values))


def choose(tx: Transaction, form_ids: Iterable[str]) -> None:
    """Marks forms to be keyed again."""
    tx.connection.execute(update(batch_forms).where(batch_forms.c.id.in_(list(form_ids))).values(chosen=True))


def delete_form(tx: Transaction, form_id: str) -> None:
    """Takes a form out of its bundle, with all that was keyed."""
    tx.connection.execute(delete(batch_forms).where(batch_forms.c.id == form_id))


def insert_keying(tx: Transaction, keying: Keying) -> None:
    """Writes a keying that begins; raises AlreadyHeld."""
    values = {column.name: getattr(keying, column.name) for column in keyings.c if column.name != "compared"}
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(insert(keyings).values(**values))
    except IntegrityError as fault:
        raise AlreadyHeld(keying.form) from fault


def find_keying(tx: Transaction, form_id: str, turn: Turn, *, to_write: bool = False) -> Keying | None:
    """Finds a keying; with `to_write`, other writers of it wait."""
    query = select(keyings).where(keyings.c.form == form_id, keyings.c.turn == turn)
    row = tx.connection.execute(query.with_for_update() if to_write else query).first()
    return _keying(row) if row else None


def keyings_of(tx: Transaction, batch_id: str) -> tuple[Keying, ...]:
    """Reads every keying of a bundle."""
    query = (
        select(keyings)
        .join(batch_forms, batch_forms.c.id == keyings.c.form)
        .where(batch_forms.c.batch == batch_id)
        .order_by(batch_forms.c.place, keyings.c.turn)
    )
    return tuple(_keying(row) for row in tx.connection.execute(query))


def change_keying(tx: Transaction, keying: Keying, **values: Any) -> None:
    """Writes columns of a keying."""
    tx.connection.execute(
        update(keyings).where(keyings.c.form == keying.form, keyings.c.turn == keying.turn).values(**values)
    )


def delete_keying(tx: Transaction, keying: Keying) -> None:
    """Throws a keying away."""
    tx.connection.execute(delete(keyings).where(keyings.c.form == keying.form, keyings.c.turn == keying.turn))


def insert_differences(tx: Transaction, differences: Sequence[Difference]) -> None:
    """Writes where two keyings of a form differ."""
    rows = [
        {"form": one.form, "field": one.field, "typed": {"first": one.first, "second": one.second}}
        for one in differences
    ]
    if rows:
        tx.connection.execute(insert(keying_differences), rows)


def differences_of(tx: Transaction, batch_id: str) -> tuple[Difference, ...]:
    """Reads every difference of a bundle, in the order of its forms."""
    query = (
        select(*(column for column in keying_differences.c if column.name not in {"looked_by", "looked_at"}))
        .join(batch_forms, batch_forms.c.id == keying_differences.c.form)
        .where(batch_forms.c.batch == batch_id)
        .order_by(batch_forms.c.place, keying_differences.c.field)
    )
    return tuple(_difference(row) for row in tx.connection.execute(query))


def settle_difference(
    tx: Transaction, one: Difference, right: str, wrong: Wrong, by: str, now: datetime
) -> None:
    """Writes what the third look found."""
    typed = {"first": one.first, "second": one.second, "right": right}
    tx.connection.execute(
        update(keying_differences)
        .where(keying_differences.c.form == one.form, keying_differences.c.field == one.field)
        .values(typed=typed, wrong=wrong.value, looked_by=by, looked_at=now)
    )


def erase_typed(tx: Transaction, form_ids: Sequence[str]) -> None:
    """Erases what was typed for forms; that they were keyed, by whom and when, stays."""
    tx.connection.execute(update(keyings).where(keyings.c.form.in_(form_ids)).values(typed=None))
    tx.connection.execute(
        update(keying_differences).where(keying_differences.c.form.in_(form_ids)).values(typed=None)
    )


def numbers(tx: Transaction, round_key: str) -> Mapping[str, tuple[int, int]]:
    """Returns for each open bundle of a round (forms counted, first keyings finished), by its id."""
    done = (
        select(batch_forms.c.batch, func.count().label("done"))
        .join(keyings, (keyings.c.form == batch_forms.c.id) & (keyings.c.turn == Turn.FIRST.value))
        .where(keyings.c.finished_at.is_not(None))
        .group_by(batch_forms.c.batch)
        .subquery()
    )
    query = (
        select(batches.c.id, batches.c.forms, func.coalesce(done.c.done, 0))
        .outerjoin(done, done.c.batch == batches.c.id)
        .where(batches.c.round == round_key, batches.c.signed_off_at.is_(None))
    )
    return {row[0]: (row[1], row[2]) for row in tx.connection.execute(query)}


def _batch(row: Row[Any]) -> Batch:
    held = row._asdict()
    return Batch(**{**held, "channel": Channel(held["channel"])})


def _form(row: Row[Any]) -> BundledForm:
    held = row._asdict()
    return BundledForm(**{**held, "decision": Decision(held["decision"]) if held["decision"] else None})


def _keying(row: Row[Any]) -> Keying:
    held = row._asdict()
    return Keying(
        **{
            **held,
            "turn": Turn(held["turn"]),
            "typed": held["typed"] or {},
            "compared": tuple(held["compared"] or ()),
        }
    )


def _difference(row: Row[Any]) -> Difference:
    typed = row.typed or {}
    return Difference(
        row.form,
        row.field,
        typed.get("first", ""),
        typed.get("second", ""),
        typed.get("right"),
        Wrong(row.wrong) if row.wrong else None,
    )


def keyed_once(tx: Transaction, round_key: str) -> Sequence[Any]:
    """Reads (form, response, clerk, started_at, finished_at) of the first keyings of a round that became responses."""
    query = (
        select(
            batch_forms.c.id,
            batch_forms.c.response,
            keyings.c.clerk,
            keyings.c.started_at,
            keyings.c.finished_at,
        )
        .join(keyings, keyings.c.form == batch_forms.c.id)
        .join(batches, batches.c.id == batch_forms.c.batch)
        .where(
            batches.c.round == round_key,
            batch_forms.c.response.is_not(None),
            keyings.c.turn == Turn.FIRST.value,
            keyings.c.finished_at.is_not(None),
        )
    )
    return tx.connection.execute(query).all()
