"""Committee reports: the files of each, as they were made"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the table of reports."""
    op.create_table(
        "committee_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("docx", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", survey.db.types.Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_committee_reports_round_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_reports")),
        sa.UniqueConstraint("round", "edition", name=op.f("uq_committee_reports_round_edition")),
    )
