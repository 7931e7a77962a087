"""Decisions that responses do not count, and the responses that each leaves out"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds both tables."""
    op.create_table(
        "exclusions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("lifted_by", sa.String(length=36), server_default="", nullable=False),
        sa.Column("lifted_at", survey.db.types.Instant(), nullable=True),
        sa.Column("lifted_because", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusions")),
    )
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusions_round_family"), ["round", "family"], unique=False)
    op.create_table(
        "excluded_responses",
        sa.Column("exclusion", sa.String(length=36), nullable=False),
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["exclusion"], ["exclusions.id"], name=op.f("fk_excluded_responses_exclusion_exclusions")
        ),
        sa.ForeignKeyConstraint(
            ["response"], ["responses.id"], name=op.f("fk_excluded_responses_response_responses")
        ),
        sa.PrimaryKeyConstraint("exclusion", "response", name=op.f("pk_excluded_responses")),
    )
    with op.batch_alter_table("excluded_responses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_excluded_responses_response"), ["response"], unique=False)
