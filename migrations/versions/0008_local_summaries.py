"""Local Policing Summaries: drafts, what was done with them, and published editions with their files"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of summaries."""
    op.create_table(
        "summary_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("texts", survey.db.types.Document(), nullable=False),
        sa.Column("figures", survey.db.types.Document(), nullable=False),
        sa.Column("filled", sa.Boolean(), nullable=False),
        sa.Column("written_at", survey.db.types.Instant(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"], ["plannings.round"], name=op.f("fk_summary_drafts_round_plannings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_drafts")),
    )
    op.create_table(
        "summary_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("texts", survey.db.types.Document(), nullable=False),
        sa.Column("figures", survey.db.types.Document(), nullable=False),
        sa.Column("published_at", survey.db.types.Instant(), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=False),
        sa.Column("approved_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"], ["plannings.round"], name=op.f("fk_summary_editions_round_plannings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_editions")),
        sa.UniqueConstraint("round", "area", "edition", name=op.f("uq_summary_editions_round_area_edition")),
    )
    _further()
    for table in ("summary_drafts", "summary_steps"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_round_area"), ["round", "area"], unique=False)


def _further() -> None:
    op.create_table(
        "summary_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft"], ["summary_drafts.id"], name=op.f("fk_summary_steps_draft_summary_drafts")
        ),
        sa.ForeignKeyConstraint(
            ["round"], ["plannings.round"], name=op.f("fk_summary_steps_round_plannings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_steps")),
    )
    op.create_table(
        "summary_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"], ["summary_editions.id"], name=op.f("fk_summary_files_edition_summary_editions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_files")),
        sa.UniqueConstraint("edition", "name", name=op.f("uq_summary_files_edition_name")),
    )
