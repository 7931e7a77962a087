"""Public figures: what a consultation came to, by edition"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of editions, and of rounds whose figures may be public while they run."""
    op.create_table(
        "public_figures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("document", survey.db.types.Document(), nullable=False),
        sa.Column("cells", survey.db.types.Document(), nullable=False),
        sa.Column("data_mark", sa.BigInteger(), nullable=False),
        sa.Column("data_at", survey.db.types.Instant(), nullable=False),
        sa.Column("weighting", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("published_at", survey.db.types.Instant(), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_public_figures_round_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_figures")),
        sa.UniqueConstraint(
            "round", "family", "edition", name=op.f("uq_public_figures_round_family_edition")
        ),
    )
    op.create_table(
        "public_snapshots",
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("allowed_at", survey.db.types.Instant(), nullable=False),
        sa.Column("allowed_by", sa.String(length=36), nullable=False),
        sa.Column("looked_at", survey.db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_public_snapshots_round_rounds")),
        sa.PrimaryKeyConstraint("round", name=op.f("pk_public_snapshots")),
    )
