"""The table of printed forms, and the only SQL that touches it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, Date, Index, Row, String, Table, func, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.fieldwork.paper.form import PaperForm, Print

paper_forms = Table(
    "paper_forms",
    metadata,
    Column("serial", String(8), primary_key=True),
    Column("return_code_hash", String(64), nullable=False, unique=True),
    Column("round", String(40), nullable=False),
    Column("family", String(40), nullable=False),
    Column("version", String(64), nullable=False),
    Column("language", String(20), nullable=False),
    Column("print", String(10), nullable=False),
    Column("printed_on", Date, nullable=False),
    Column("batch", String(36), nullable=False),
    Index(None, "round", "batch"),
    sqlite_with_rowid=False,
)

_READ = tuple(column for column in paper_forms.c if column.name != "return_code_hash")


def add(tx: Transaction, rows: Sequence[tuple[PaperForm, str]]) -> None:
    """Writes forms, each with the hash of its return code."""
    values = [
        {
            "serial": form.serial,
            "return_code_hash": hashed,
            "round": form.round,
            "family": form.family,
            "version": form.version,
            "language": form.language,
            "print": form.print.value,
            "printed_on": form.printed_on,
            "batch": form.batch,
        }
        for form, hashed in rows
    ]
    if values:
        tx.connection.execute(insert(paper_forms), values)


def known(tx: Transaction, serials: Collection[str]) -> set[str]:
    """Returns those of the serials that are printed on a form already."""
    query = select(paper_forms.c.serial).where(paper_forms.c.serial.in_(serials))
    return set(tx.connection.execute(query).scalars())


def by_serial(tx: Transaction, serial: str) -> PaperForm | None:
    """Finds a form by its serial."""
    found = tx.connection.execute(select(*_READ).where(paper_forms.c.serial == serial)).one_or_none()
    return _form(found) if found else None


def by_code(tx: Transaction, code_hash: str) -> PaperForm | None:
    """Finds a form by the hash of the code on its slip."""
    query = select(*_READ).where(paper_forms.c.return_code_hash == code_hash)
    found = tx.connection.execute(query).one_or_none()
    return _form(found) if found else None


def code_hash(tx: Transaction, serial: str) -> str:
    """Returns the hash of the code on a form's slip."""
    query = select(paper_forms.c.return_code_hash).where(paper_forms.c.serial == serial)
    found: str = tx.connection.execute(query).scalar_one()
    return found


def printings(tx: Transaction, round_key: str, limit: int) -> Sequence[Any]:
    """Returns the latest printings of a round: family, language, print, printed_on, batch and how many copies."""
    what = [paper_forms.c[name] for name in ("family", "language", "print", "printed_on", "batch")]
    query = (
        select(*what, func.count().label("copies"))
        .where(paper_forms.c.round == round_key)
        .group_by(*what)
        .order_by(paper_forms.c.printed_on.desc(), paper_forms.c.batch)
        .limit(limit)
    )
    return tx.connection.execute(query).all()


def _form(row: Row[Any]) -> PaperForm:
    held = row._asdict()
    return PaperForm(**{**held, "print": Print(held["print"])})
