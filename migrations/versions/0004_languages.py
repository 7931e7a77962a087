"""Languages: the signatures of those who read a translation"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of signatures."""
    op.create_table(
        "language_signatures",
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("signed_at", survey.db.types.Instant(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("read", survey.db.types.Document(), nullable=False),
        sa.Column("signed_by", sa.String(length=36), nullable=True),
        sa.Column("withdrawn_at", survey.db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["signed_by"], ["users.id"], name=op.f("fk_language_signatures_signed_by_users")
        ),
        sa.PrimaryKeyConstraint("language", "signed_at", name=op.f("pk_language_signatures")),
    )
