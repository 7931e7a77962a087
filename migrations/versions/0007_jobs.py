"""Jobs: long work that was asked for, how far it is and what came of it"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of jobs."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("parameters", survey.db.types.Document(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("back", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=36), nullable=False),
        sa.Column("asked_at", survey.db.types.Instant(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("runner", sa.String(length=36), server_default="", nullable=False),
        sa.Column("started_at", survey.db.types.Instant(), nullable=True),
        sa.Column("lease_until", survey.db.types.Instant(), nullable=True),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("of", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cancel_asked_at", survey.db.types.Instant(), nullable=True),
        sa.Column("ended_at", survey.db.types.Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=20), server_default="", nullable=False),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.Column("file", survey.db.types.Document(), nullable=True),
        sa.Column("file_until", survey.db.types.Instant(), nullable=True),
        sa.Column("file_gone", sa.String(length=20), server_default="", nullable=False),
        sa.Column("file_gone_at", survey.db.types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jobs_ended_at_asked_at"), ["ended_at", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_jobs_subject"), ["subject"], unique=False)
