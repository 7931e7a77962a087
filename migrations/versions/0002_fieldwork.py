"""Fieldwork: callbacks, referrals, paper and events"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
    _calls()
    _referrals()
    _reading()
    _supervision()
    _paper()
    _batches()
    _callbacks()
    _events()


def _calls() -> None:
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aid", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("earlier", survey.db.types.Document(), nullable=True))
        batch_op.add_column(sa.Column("leave_given_at", survey.db.types.Instant(), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("notes", sa.LargeBinary(), nullable=True))


def _referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("raised_at", survey.db.types.Instant(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("accepted_by", sa.String(length=36), nullable=True),
        sa.Column("accepted_at", survey.db.types.Instant(), nullable=True),
        sa.Column("done", sa.String(length=30), nullable=True),
        sa.Column("done_note", sa.String(length=400), server_default="", nullable=False),
        sa.Column("done_at", survey.db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["users.id"], name=op.f("fk_referrals_accepted_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("referrals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referrals_done_at"), ["done_at"], unique=False)


def _reading() -> None:
    op.create_table(
        "readings",
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column("entry", sa.String(length=130), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("risk", sa.SmallInteger(), nullable=False),
        sa.Column("written_at", survey.db.types.Instant(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(length=36), nullable=True),
        sa.Column("taken_at", survey.db.types.Instant(), nullable=True),
        sa.Column("read_by", sa.String(length=36), nullable=True),
        sa.Column("read_at", survey.db.types.Instant(), nullable=True),
        sa.Column("flagged_by", sa.String(length=36), nullable=True),
        sa.Column("flagged_at", survey.db.types.Instant(), nullable=True),
        sa.Column("flag_note", sa.String(length=400), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["flagged_by"], ["users.id"], name=op.f("fk_readings_flagged_by_users")),
        sa.ForeignKeyConstraint(["taken_by"], ["users.id"], name=op.f("fk_readings_taken_by_users")),
        sa.ForeignKeyConstraint(["read_by"], ["users.id"], name=op.f("fk_readings_read_by_users")),
        sa.ForeignKeyConstraint(
            ["response"], ["responses.id"], name=op.f("fk_readings_response_responses"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("response", "entry", name=op.f("pk_readings")),
    )
    with op.batch_alter_table("readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_readings_taken_by"), ["taken_by"], unique=False)
        batch_op.create_index("ix_readings_round_flagged_at", ["round", "flagged_at"], unique=False)
        batch_op.create_index(
            "ix_readings_round_read_at_risk_written_at",
            ["round", "read_at", "risk", "written_at"],
            unique=False,
        )
    op.create_table(
        "reading_cursor",
        sa.Column("only", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("after_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_reading_cursor")),
    )


def _supervision() -> None:
    op.create_table(
        "flag_looks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("flag", sa.String(length=300), nullable=False),
        sa.Column("looked_by", sa.String(length=36), nullable=False),
        sa.Column("looked_at", survey.db.types.Instant(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["looked_by"], ["users.id"], name=op.f("fk_flag_looks_looked_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_looks")),
    )
    with op.batch_alter_table("flag_looks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_flag_looks_flag"), ["flag"], unique=False)


def _paper() -> None:
    op.create_table(
        "paper_forms",
        sa.Column("serial", sa.String(length=8), nullable=False),
        sa.Column("return_code_hash", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("print", sa.String(length=10), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_paper_forms")),
        sa.UniqueConstraint("return_code_hash", name=op.f("uq_paper_forms_return_code_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("paper_forms", schema=None) as batch_op:
        batch_op.create_index("ix_paper_forms_round_batch", ["round", "batch"], unique=False)
    op.create_table(
        "paper_requests",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact", sa.String(length=36), nullable=True),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("print", sa.String(length=10), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_requests")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("paper_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_paper_requests_round_posted_on_asked_on", ["round", "posted_on", "asked_on"], unique=False
        )


def _batches() -> None:
    _bundles()
    _bundled_forms()
    op.create_table(
        "keyings",
        sa.Column("form", sa.String(length=36), nullable=False),
        sa.Column("turn", sa.String(length=10), nullable=False),
        sa.Column("clerk", sa.String(length=36), nullable=False),
        sa.Column("started_at", survey.db.types.Instant(), nullable=False),
        sa.Column("saved_at", survey.db.types.Instant(), nullable=False),
        sa.Column("finished_at", survey.db.types.Instant(), nullable=True),
        sa.Column("typed", survey.db.types.Document(), nullable=True),
        sa.Column("compared", survey.db.types.Document(), nullable=True),
        sa.ForeignKeyConstraint(["clerk"], ["users.id"], name=op.f("fk_keyings_clerk_users")),
        sa.ForeignKeyConstraint(
            ["form"], ["batch_forms.id"], name=op.f("fk_keyings_form_batch_forms"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("form", "turn", name=op.f("pk_keyings")),
    )
    op.create_table(
        "keying_differences",
        sa.Column("form", sa.String(length=36), nullable=False),
        sa.Column("field", sa.String(length=130), nullable=False),
        sa.Column("typed", survey.db.types.Document(), nullable=True),
        sa.Column("wrong", sa.String(length=10), nullable=True),
        sa.Column("looked_by", sa.String(length=36), nullable=True),
        sa.Column("looked_at", survey.db.types.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["form"],
            ["batch_forms.id"],
            name=op.f("fk_keying_differences_form_batch_forms"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["looked_by"], ["users.id"], name=op.f("fk_keying_differences_looked_by_users")
        ),
        sa.PrimaryKeyConstraint("form", "field", name=op.f("pk_keying_differences")),
    )


def _bundles() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("sample_percent", sa.Integer(), nullable=False),
        sa.Column("limit_permille", sa.Integer(), nullable=False),
        sa.Column("registered_by", sa.String(length=36), nullable=False),
        sa.Column("registered_at", survey.db.types.Instant(), nullable=False),
        sa.Column("doubled_at", survey.db.types.Instant(), nullable=True),
        sa.Column("signed_off_by", sa.String(length=36), nullable=True),
        sa.Column("signed_off_at", survey.db.types.Instant(), nullable=True),
        sa.Column("report", survey.db.types.Document(), nullable=True),
        sa.ForeignKeyConstraint(["registered_by"], ["users.id"], name=op.f("fk_batches_registered_by_users")),
        sa.ForeignKeyConstraint(["signed_off_by"], ["users.id"], name=op.f("fk_batches_signed_off_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("number", name=op.f("uq_batches_number")),
    )
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batches_round"), ["round"], unique=False)


def _bundled_forms() -> None:
    op.create_table(
        "batch_forms",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("batch", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(length=16), nullable=False),
        sa.Column("return_code_hash", sa.String(length=64), nullable=True),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("minted", sa.Boolean(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("clash", sa.String(length=36), nullable=True),
        sa.Column("decision", sa.String(length=20), nullable=True),
        sa.Column("response", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_batch_forms_batch_batches")),
        sa.ForeignKeyConstraint(
            ["response"],
            ["responses.id"],
            name=op.f("fk_batch_forms_response_responses"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_forms")),
        sa.UniqueConstraint("batch", "place", name=op.f("uq_batch_forms_batch_place")),
        sa.UniqueConstraint("serial", name=op.f("uq_batch_forms_serial")),
    )
    with op.batch_alter_table("batch_forms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_batch_forms_clash"), ["clash"], unique=False)
        batch_op.create_index(batch_op.f("ix_batch_forms_response"), ["response"], unique=False)


def _callbacks() -> None:
    op.create_table(
        "callbacks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact", sa.String(length=36), nullable=True),
        sa.Column("number_mark", sa.String(length=64), nullable=True),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("relay", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("times", survey.db.types.Document(), nullable=False),
        sa.Column("due_at", survey.db.types.Instant(), nullable=True),
        sa.Column("due_until", survey.db.types.Instant(), nullable=True),
        sa.Column("promised", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("held_by", sa.String(length=64), nullable=True),
        sa.Column("held_until", survey.db.types.Instant(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("callbacks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_callbacks_held_by"), ["held_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_callbacks_number_mark"), ["number_mark"], unique=False)
        batch_op.create_index(
            "ix_callbacks_round_ended_on_due_at", ["round", "ended_on", "due_at"], unique=False
        )
    op.create_table(
        "callback_attempts",
        sa.Column("callback", sa.String(length=36), nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["callback"],
            ["callbacks.id"],
            name=op.f("fk_callback_attempts_callback_callbacks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("callback", "number", name=op.f("pk_callback_attempts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "do_not_call",
        sa.Column("number_hash", sa.String(length=64), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number_hash", name=op.f("pk_do_not_call")),
        sqlite_with_rowid=False,
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=9), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("team", sa.String(length=100), nullable=False),
        sa.Column("hours", sa.String(length=60), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("created_at", survey.db.types.Instant(), nullable=False),
        sa.Column("ended_at", survey.db.types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("code", name=op.f("uq_events_code")),
    )
    with op.batch_alter_table("events", schema=None) as batch_op:
        batch_op.create_index("ix_events_round_held_on", ["round", "held_on"], unique=False)
    op.create_table(
        "event_responses",
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column("event", sa.String(length=36), nullable=False),
        sa.Column("item", sa.String(length=36), nullable=True),
        sa.Column("received_at", survey.db.types.Instant(), nullable=False),
        sa.Column("taken_at", survey.db.types.Instant(), nullable=True),
        sa.Column("clock_offset_s", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name=op.f("fk_event_responses_event_events")),
        sa.ForeignKeyConstraint(
            ["response"],
            ["responses.id"],
            name=op.f("fk_event_responses_response_responses"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("response", name=op.f("pk_event_responses")),
        sa.UniqueConstraint("item", name=op.f("uq_event_responses_item")),
    )
    with op.batch_alter_table("event_responses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_responses_event"), ["event"], unique=False)
