"""Promises as records with a day, and what became of each; the lines kept before become records without one"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both tables and takes the promises over that stood among a round's details."""
    op.create_table(
        "promises",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", survey.db.types.Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_promises_round_rounds")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_promises")),
        sa.UniqueConstraint("id", name=op.f("uq_promises_id")),
    )
    with op.batch_alter_table("promises", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promises_round"), ["round"], unique=False)
    op.create_table(
        "promise_steps",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("promise", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["promise"], ["promises.id"], name=op.f("fk_promise_steps_promise_promises")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_promise_steps")),
    )
    with op.batch_alter_table("promise_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_steps_promise"), ["promise"], unique=False)
    _take_over()


def _take_over() -> None:
    connection = op.get_bind()
    rounds = sa.table("rounds", sa.column("key"), sa.column("details"), sa.column("created_at"))
    promises = sa.table(
        "promises", *(sa.column(name) for name in ("id", "round", "text", "made_at", "made_by"))
    )
    for key, details, created_at in connection.execute(sa.select(*rounds.c)).all():
        for text in json.loads(details).get("promises", ()):
            row = {"id": str(uuid4()), "round": key, "text": text, "made_at": created_at, "made_by": ""}
            connection.execute(sa.insert(promises).values(**row))
