"""Themes: texts, codebooks, coding, proposals, quotations, integrity"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
    _texts()
    _codebooks()
    _coding()
    _proposals()
    _details_and_quotations()
    _integrity()
    _words()


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column("entry", sa.String(length=130), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_at", survey.db.types.Instant(), nullable=False),
        sa.Column("asked_in", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), server_default="", nullable=False),
        sa.Column("exact", sa.BigInteger(), nullable=False),
        sa.Column("alike", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("details", sa.SmallInteger(), nullable=False),
        sa.Column("draw", sa.Integer(), nullable=False),
        sa.Column("doubt", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("status", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("second", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("held_by", sa.String(length=36), nullable=True),
        sa.Column("held_at", survey.db.types.Instant(), nullable=True),
        sa.Column("marks", sa.Text(), nullable=True),
        sa.Column("accepted", sa.Text(), nullable=True),
        sa.Column("change_mark", survey.db.types.ChangeMark(), nullable=True),
        sa.ForeignKeyConstraint(
            ["response"], ["responses.id"], name=op.f("fk_texts_response_responses"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("response", "entry", name=op.f("uq_texts_response_entry")),
    )
    with op.batch_alter_table("texts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_texts_change_mark"), ["change_mark"], unique=False)
        batch_op.create_index(batch_op.f("ix_texts_language_round"), ["language", "round"], unique=False)
        batch_op.create_index(batch_op.f("ix_texts_round_details"), ["round", "details"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_texts_round_family_entry_alike"),
            ["round", "family", "entry", "alike"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_texts_round_family_entry_second"),
            ["round", "family", "entry", "second"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_texts_round_family_entry_status_doubt"),
            ["round", "family", "entry", "status", "doubt"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_texts_round_family_entry_status_draw"),
            ["round", "family", "entry", "status", "draw"],
            unique=False,
        )
    op.create_table(
        "text_cursor",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("after_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_text_cursor")),
    )


def _codebooks() -> None:
    op.create_table(
        "codebooks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("entries", survey.db.types.Document(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sample_percent", sa.Integer(), server_default="10", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_codebooks")),
        sa.UniqueConstraint("round", "family", "key", name=op.f("uq_codebooks_round_family_key")),
    )
    op.create_table(
        "themes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("codebook", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("example", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(length=36), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended_at", survey.db.types.Instant(), nullable=True),
        sa.Column("became", survey.db.types.Document(), nullable=False),
        sa.ForeignKeyConstraint(["codebook"], ["codebooks.id"], name=op.f("fk_themes_codebook_codebooks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("codebook", "key", name=op.f("uq_themes_codebook_key")),
    )
    op.create_table(
        "codebook_changes",
        sa.Column("codebook", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("detail", survey.db.types.Document(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_codebook_changes_by_users")),
        sa.ForeignKeyConstraint(
            ["codebook"], ["codebooks.id"], name=op.f("fk_codebook_changes_codebook_codebooks")
        ),
        sa.PrimaryKeyConstraint("codebook", "version", name=op.f("pk_codebook_changes")),
    )


def _coding() -> None:
    op.create_table(
        "codings",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("coder", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("together", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["coder"], ["users.id"], name=op.f("fk_codings_coder_users")),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_codings_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text", "turn", name=op.f("pk_codings")),
    )
    with op.batch_alter_table("codings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_codings_coder_at"), ["coder", "at"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("theme", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["text", "turn"],
            ["codings.text", "codings.turn"],
            name=op.f("fk_assignments_text_turn_codings"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["theme"], ["themes.id"], name=op.f("fk_assignments_theme_themes")),
        sa.PrimaryKeyConstraint("text", "turn", "theme", name=op.f("pk_assignments")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignments_theme_text"), ["theme", "text"], unique=False)
    op.create_table(
        "earlier_codings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("coder", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("themes", survey.db.types.Document(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("replaced_at", survey.db.types.Instant(), nullable=False),
        sa.Column("replaced_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["coder"], ["users.id"], name=op.f("fk_earlier_codings_coder_users")),
        sa.ForeignKeyConstraint(
            ["replaced_by"], ["users.id"], name=op.f("fk_earlier_codings_replaced_by_users")
        ),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_earlier_codings_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_codings")),
    )
    with op.batch_alter_table("earlier_codings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_codings_text"), ["text"], unique=False)


def _proposals() -> None:
    op.create_table(
        "proposal_runs",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("codebook", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("trained_on", sa.Integer(), nullable=False),
        sa.Column("scored", sa.Integer(), nullable=False),
        sa.Column("measures", survey.db.types.Document(), nullable=False),
        sa.Column("finished_at", survey.db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_proposal_runs_by_users")),
        sa.ForeignKeyConstraint(
            ["codebook"], ["codebooks.id"], name=op.f("fk_proposal_runs_codebook_codebooks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_runs")),
    )
    with op.batch_alter_table("proposal_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_runs_codebook"), ["codebook"], unique=False)
    op.create_table(
        "proposals",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=36), nullable=False),
        sa.Column("run", sa.String(length=36), nullable=False),
        sa.Column("likely", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["run"], ["proposal_runs.id"], name=op.f("fk_proposals_run_proposal_runs")),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_proposals_text_texts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["theme"], ["themes.id"], name=op.f("fk_proposals_theme_themes")),
        sa.PrimaryKeyConstraint("text", "theme", name=op.f("pk_proposals")),
    )
    with op.batch_alter_table("proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposals_theme_likely"), ["theme", "likely"], unique=False)
    op.create_table(
        "acceptances",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("codebook", sa.String(length=36), nullable=False),
        sa.Column("theme", sa.String(length=36), nullable=False),
        sa.Column("run", sa.String(length=36), nullable=False),
        sa.Column("threshold", sa.SmallInteger(), nullable=False),
        sa.Column("precision", sa.Float(), nullable=False),
        sa.Column("recall", sa.Float(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("ended_at", survey.db.types.Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_acceptances_by_users")),
        sa.ForeignKeyConstraint(
            ["codebook"], ["codebooks.id"], name=op.f("fk_acceptances_codebook_codebooks")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["users.id"], name=op.f("fk_acceptances_ended_by_users")),
        sa.ForeignKeyConstraint(["run"], ["proposal_runs.id"], name=op.f("fk_acceptances_run_proposal_runs")),
        sa.ForeignKeyConstraint(["theme"], ["themes.id"], name=op.f("fk_acceptances_theme_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptances")),
    )
    with op.batch_alter_table("acceptances", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_acceptances_codebook"), ["codebook"], unique=False)
    op.create_table(
        "alike_groups",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("codebook", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["codebook"], ["codebooks.id"], name=op.f("fk_alike_groups_codebook_codebooks")
        ),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_alike_groups_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text", name=op.f("pk_alike_groups")),
    )
    with op.batch_alter_table("alike_groups", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_alike_groups_codebook_number"), ["codebook", "number"], unique=False
        )


def _details_and_quotations() -> None:
    op.create_table(
        "discretions",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_discretions_by_users")),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_discretions_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text", "start", "end", name=op.f("pk_discretions")),
    )
    op.create_table(
        "quotations",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("entry", sa.String(length=130), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", survey.db.types.Document(), nullable=False),
        sa.Column("put_by", sa.String(length=36), nullable=False),
        sa.Column("put_at", survey.db.types.Instant(), nullable=False),
        sa.Column("cleared_by", sa.String(length=36), nullable=True),
        sa.Column("cleared_at", survey.db.types.Instant(), nullable=True),
        sa.Column("ended_by", sa.String(length=36), nullable=True),
        sa.Column("ended_at", survey.db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["cleared_by"], ["users.id"], name=op.f("fk_quotations_cleared_by_users")),
        sa.ForeignKeyConstraint(["ended_by"], ["users.id"], name=op.f("fk_quotations_ended_by_users")),
        sa.ForeignKeyConstraint(["put_by"], ["users.id"], name=op.f("fk_quotations_put_by_users")),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_quotations_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotations")),
    )
    with op.batch_alter_table("quotations", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quotations_round_family_entry"), ["round", "family", "entry"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_quotations_text"), ["text"], unique=False)
    op.create_table(
        "placements",
        sa.Column("text", sa.Integer(), nullable=False),
        sa.Column("choice", sa.String(length=120), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_placements_by_users")),
        sa.ForeignKeyConstraint(
            ["text"], ["texts.id"], name=op.f("fk_placements_text_texts"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text", name=op.f("pk_placements")),
    )


def _integrity() -> None:
    op.create_table(
        "integrity_reports",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=False),
        sa.Column("rules", survey.db.types.Document(), nullable=False),
        sa.Column("figures", survey.db.types.Document(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["users.id"], name=op.f("fk_integrity_reports_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integrity_reports")),
    )
    op.create_table(
        "integrity_flags",
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column("report", sa.String(length=36), nullable=False),
        sa.Column("rules", survey.db.types.Document(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["integrity_reports.id"], name=op.f("fk_integrity_flags_report_integrity_reports")
        ),
        sa.ForeignKeyConstraint(
            ["response"],
            ["responses.id"],
            name=op.f("fk_integrity_flags_response_responses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response", "report", name=op.f("pk_integrity_flags")),
    )
    with op.batch_alter_table("integrity_flags", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_integrity_flags_report"), ["report"], unique=False)


def _words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE text_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')"
        )
        op.execute(
            "CREATE TRIGGER text_words_end AFTER DELETE ON texts"
            " BEGIN DELETE FROM text_words WHERE rowid = old.id; END"
        )
    else:
        op.execute(
            "CREATE TABLE text_words (rowid integer PRIMARY KEY REFERENCES texts (id) ON DELETE CASCADE,"
            " words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_text_words_words ON text_words USING gin (words)")
