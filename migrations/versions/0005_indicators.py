"""Indicators and priorities: crime extracts, measures, planning rounds, the ledger"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
    _recorded_crime()
    _measures()
    _targets()
    _planning()
    _grounds()
    _register()
    _scoring()
    _equality()
    _ledger()


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


def _planning() -> None:
    op.create_table(
        "plannings",
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("looks_back_on", sa.Integer(), nullable=False),
        sa.Column("top", sa.SmallInteger(), nullable=False),
        sa.Column("started_at", survey.db.types.Instant(), nullable=False),
        sa.Column("started_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("round", name=op.f("pk_plannings")),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("added_at", survey.db.types.Instant(), nullable=False),
        sa.Column("added_by", sa.String(length=36), nullable=False),
        sa.Column("dropped_at", survey.db.types.Instant(), nullable=True),
        sa.Column("dropped_by", sa.String(length=36), server_default="", nullable=False),
        sa.Column("dropped_because", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["round"], ["plannings.round"], name=op.f("fk_candidates_round_plannings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("round", "key", "area", name=op.f("uq_candidates_round_key_area")),
    )
    with op.batch_alter_table("candidates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_candidates_round_area"), ["round", "area"], unique=False)


def _grounds() -> None:
    op.create_table(
        "grounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("figure", sa.String(length=40), nullable=True),
        sa.Column("base", sa.Integer(), nullable=True),
        sa.Column("effective", sa.Float(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(length=10), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("kept_at", survey.db.types.Instant(), nullable=False),
        sa.Column("kept_by", sa.String(length=36), nullable=False),
        sa.Column("withdrawn_at", survey.db.types.Instant(), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=36), server_default="", nullable=False),
        sa.Column("withdrawn_because", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate"], ["candidates.id"], name=op.f("fk_grounds_candidate_candidates")
        ),
        sa.ForeignKeyConstraint(["round"], ["plannings.round"], name=op.f("fk_grounds_round_plannings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grounds")),
    )
    with op.batch_alter_table("grounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grounds_round_area"), ["round", "area"], unique=False)


def _register() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("signatories", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("entered_at", survey.db.types.Instant(), nullable=False),
        sa.Column("entered_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submissions_round_area"), ["round", "area"], unique=False)

    op.create_table(
        "submission_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.String(length=36), nullable=False),
        sa.Column("read_by", sa.String(length=36), nullable=False),
        sa.Column("read_at", survey.db.types.Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission"], ["submissions.id"], name=op.f("fk_submission_readings_submission_submissions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_readings")),
    )
    with op.batch_alter_table("submission_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_readings_submission"), ["submission"], unique=False)


def _scoring() -> None:
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("points", survey.db.types.Document(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", survey.db.types.Instant(), nullable=False),
        sa.Column("saved_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["plannings.round"], name=op.f("fk_scenarios_round_plannings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenarios")),
    )
    with op.batch_alter_table("scenarios", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenarios_round"), ["round"], unique=False)


def _equality() -> None:
    op.create_table(
        "equality_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("everybody", survey.db.types.Document(), nullable=False),
        sa.Column("groups", survey.db.types.Document(), nullable=False),
        sa.Column("gaps", sa.Text(), nullable=False),
        sa.Column("mitigation", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("written_at", survey.db.types.Instant(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"], ["plannings.round"], name=op.f("fk_equality_statements_round_plannings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equality_statements")),
    )
    with op.batch_alter_table("equality_statements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_equality_statements_round_area"), ["round", "area"], unique=False
        )


def _ledger() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("candidate", sa.Integer(), nullable=False),
        sa.Column("said", survey.db.types.Document(), nullable=False),
        sa.Column("written_at", survey.db.types.Instant(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate"], ["candidates.id"], name=op.f("fk_decisions_candidate_candidates")
        ),
        sa.ForeignKeyConstraint(["round"], ["plannings.round"], name=op.f("fk_decisions_round_plannings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_round_area"), ["round", "area"], unique=False)

    op.create_table(
        "ledger_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("decisions", survey.db.types.Document(), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["plannings.round"], name=op.f("fk_ledger_steps_round_plannings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_steps")),
    )
    with op.batch_alter_table("ledger_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ledger_steps_round_area"), ["round", "area"], unique=False)

    op.create_table(
        "considerations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("ground", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["ground"], ["grounds.id"], name=op.f("fk_considerations_ground_grounds")),
        sa.ForeignKeyConstraint(
            ["round"], ["plannings.round"], name=op.f("fk_considerations_round_plannings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_considerations")),
        sa.UniqueConstraint("ground", "by", name=op.f("uq_considerations_ground_by")),
    )
    with op.batch_alter_table("considerations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_considerations_round_area"), ["round", "area"], unique=False)

    op.create_table(
        "plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("document", survey.db.types.Document(), nullable=False),
        sa.Column("published_at", survey.db.types.Instant(), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["plannings.round"], name=op.f("fk_plans_round_plannings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
        sa.UniqueConstraint("round", "area", "edition", name=op.f("uq_plans_round_area_edition")),
    )
