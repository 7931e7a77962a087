"""Indicators and priorities: crime extracts, measures, planning rounds, the ledger"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
    _recorded_crime()
    _measures()
    _targets()


def _recorded_crime() -> None:
    op.create_table(
        "crime_extracts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.String(length=10), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("months", survey.db.types.Document(), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("offences", sa.BigInteger(), nullable=False),
        sa.Column("left_over", survey.db.types.Document(), nullable=False),
        sa.Column("imported_at", survey.db.types.Instant(), nullable=False),
        sa.Column("imported_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crime_extracts")),
        sa.UniqueConstraint("sha256", name=op.f("uq_crime_extracts_sha256")),
    )
    op.create_table(
        "crime_counts",
        sa.Column("extract", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=False),
        sa.Column("category", sa.String(length=120), nullable=False),
        sa.Column("subcategory", sa.String(length=120), nullable=False),
        sa.Column("counts", survey.db.types.Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extract"], ["crime_extracts.id"], name=op.f("fk_crime_counts_extract_crime_extracts")
        ),
        sa.PrimaryKeyConstraint("extract", "area", "category", "subcategory", name=op.f("pk_crime_counts")),
    )
    with op.batch_alter_table("crime_counts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_crime_counts_area_category"), ["area", "category"], unique=False)

    op.create_table(
        "crime_layouts",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("columns", survey.db.types.Document(), nullable=False),
        sa.Column("remembered_at", survey.db.types.Instant(), nullable=False),
        sa.Column("remembered_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_crime_layouts")),
    )


def _measures() -> None:
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("terms", survey.db.types.Document(), nullable=False),
        sa.Column("better", sa.String(length=10), nullable=False),
        sa.Column("one", sa.String(length=60), nullable=False),
        sa.Column("many", sa.String(length=60), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", survey.db.types.Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measures_key"), ["key"], unique=False)

    op.create_table(
        "hand_series",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("made_at", survey.db.types.Instant(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_hand_series")),
    )
    op.create_table(
        "hand_points",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("value", sa.String(length=30), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=False),
        sa.Column("entered_at", survey.db.types.Instant(), nullable=False),
        sa.Column("entered_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["series"], ["hand_series.key"], name=op.f("fk_hand_points_series_hand_series")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_points")),
    )
    with op.batch_alter_table("hand_points", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_hand_points_series_area_period"), ["series", "area", "period"], unique=False
        )


def _targets() -> None:
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("aim", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.String(length=30), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("set_at", survey.db.types.Instant(), nullable=False),
        sa.Column("set_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    with op.batch_alter_table("targets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_targets_year_area"), ["year", "area"], unique=False)

    op.create_table(
        "performance_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("lines", survey.db.types.Document(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("published_at", survey.db.types.Instant(), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_performance_editions")),
        sa.UniqueConstraint(
            "area", "year", "edition", name=op.f("uq_performance_editions_area_year_edition")
        ),
    )
