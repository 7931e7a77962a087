"""Benchmarks: sample surveys by others, beside whose figures the consultation's stand"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of surveys."""
    op.create_table(
        "benchmarks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("by_chance", sa.Boolean(), nullable=False),
        sa.Column("asked_from", sa.String(length=10), nullable=False),
        sa.Column("asked_to", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("layout", survey.db.types.Document(), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("weighting", survey.db.types.Document(), nullable=False),
        sa.Column("sample", survey.db.types.Document(), nullable=False),
        sa.Column("taken_in_at", survey.db.types.Instant(), nullable=False),
        sa.Column("taken_in_by", sa.String(length=36), nullable=False),
        sa.Column("set_aside_at", survey.db.types.Instant(), nullable=True),
        sa.Column("set_aside_by", sa.String(length=36), server_default="", nullable=False),
        sa.Column("set_aside_because", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benchmarks")),
    )
    with op.batch_alter_table("benchmarks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benchmarks_fingerprint"), ["fingerprint"], unique=False)
