"""The table of placements: under which answer a person put an 'other, please say', and who and when."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant

placements = Table(
    "placements",
    metadata,
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True),
    Column("choice", String(120), nullable=False),
    Column("by", String(36), ForeignKey("users.id"), nullable=False),
    Column("at", Instant, nullable=False),
)
"""An empty choice says that it stays something else."""


def put(tx: Transaction, text_ids: Collection[int], choice: str, by: str, at: datetime) -> None:
    """Writes where texts were put, in place of where they were before."""
    tx.connection.execute(delete(placements).where(placements.c.text.in_(list(text_ids))))
    rows = [{"text": one, "choice": choice, "by": by, "at": at} for one in text_ids]
    if rows:
        tx.connection.execute(insert(placements), rows)


def of_texts(tx: Transaction, text_ids: Collection[int]) -> Sequence[Any]:
    """Reads where texts were put."""
    return tx.connection.execute(select(placements).where(placements.c.text.in_(list(text_ids)))).all()
