"""What an installation keeps"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", survey.db.types.Instant(), nullable=False),
        sa.Column("actor", sa.String(length=36), nullable=True),
        sa.Column("tag", sa.String(length=100), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=True),
        sa.Column("detail", survey.db.types.Document(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_actor"), ["actor"], unique=False)
        batch_op.create_index("ix_audit_subject", ["subject_id"], unique=False)

    op.create_table(
        "change_counter",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_change_counter")),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("question", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("whose", sa.Text(), nullable=False),
        sa.Column("tables", survey.db.types.Document(), nullable=False),
        sa.Column("selection", survey.db.types.Document(), nullable=False),
        sa.Column("data_mark", sa.BigInteger(), nullable=False),
        sa.Column("data_at", survey.db.types.Instant(), nullable=False),
        sa.Column("taken_at", survey.db.types.Instant(), nullable=False),
        sa.Column("taken_by", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_round"), ["round"], unique=False)

    op.create_table(
        "installation",
        sa.Column("only", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("created_at", survey.db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("only", name=op.f("pk_installation")),
    )
    op.create_table(
        "questionnaire_versions",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("created_at", survey.db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_questionnaire_versions")),
    )
    with op.batch_alter_table("questionnaire_versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questionnaire_versions_family"), ["family"], unique=False)

    op.create_table(
        "responses",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("return_code_hash", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("rotation", sa.SmallInteger(), nullable=False),
        sa.Column("answers", survey.db.types.Document(), nullable=False),
        sa.Column("settled", survey.db.types.Document(), nullable=True),
        sa.Column("started_at", survey.db.types.Instant(), nullable=False),
        sa.Column("saved_at", survey.db.types.Instant(), nullable=False),
        sa.Column("submitted_at", survey.db.types.Instant(), nullable=True),
        sa.Column("withdrawn_at", survey.db.types.Instant(), nullable=True),
        sa.Column("change_mark", survey.db.types.ChangeMark(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("paradata", survey.db.types.Document(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint("reference", name=op.f("uq_responses_reference")),
        sa.UniqueConstraint("return_code_hash", name=op.f("uq_responses_return_code_hash")),
    )
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_responses_change_mark"), ["change_mark"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_responses_round_family_submitted_at"),
            ["round", "family", "submitted_at"],
            unique=False,
        )

    op.create_table(
        "rounds",
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opens_at", survey.db.types.Instant(), nullable=False),
        sa.Column("closes_at", survey.db.types.Instant(), nullable=False),
        sa.Column("grace_hours", sa.Integer(), nullable=False),
        sa.Column("details", survey.db.types.Document(), nullable=False),
        sa.Column("created_at", survey.db.types.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rounds")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("created_at", survey.db.types.Instant(), nullable=False),
        sa.Column("disabled_at", survey.db.types.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("response", sa.String(length=36), nullable=True),
        sa.Column("clerk", sa.String(length=36), nullable=False),
        sa.Column("started_at", survey.db.types.Instant(), nullable=False),
        sa.Column("privacy_read_at", survey.db.types.Instant(), nullable=True),
        sa.Column("ended_at", survey.db.types.Instant(), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["clerk"], ["users.id"], name=op.f("fk_calls_clerk_users")),
        sa.ForeignKeyConstraint(
            ["response"], ["responses.id"], name=op.f("fk_calls_response_responses"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calls_clerk_started_at"), ["clerk", "started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_calls_response"), ["response"], unique=False)

    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("area", sa.String(length=9), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["user"], ["users.id"], name=op.f("fk_grants_user_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sa.UniqueConstraint("user", "role", "area", name=op.f("uq_grants_user_role_area")),
    )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grants_user"), ["user"], unique=False)

    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round", sa.String(length=30), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("proposed_by", sa.String(length=36), nullable=True),
        sa.Column("proposed_at", survey.db.types.Instant(), nullable=False),
        sa.Column("published_by", sa.String(length=36), nullable=True),
        sa.Column("published_at", survey.db.types.Instant(), nullable=True),
        sa.Column("withdrawn_at", survey.db.types.Instant(), nullable=True),
        sa.Column("effects", survey.db.types.Document(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_publications_round_rounds")),
        sa.ForeignKeyConstraint(
            ["version"],
            ["questionnaire_versions.hash"],
            name=op.f("fk_publications_version_questionnaire_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
    )
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.create_index("ix_publications_round_family", ["round", "family"], unique=False)

    op.create_table(
        "questionnaire_drafts",
        sa.Column("round", sa.String(length=30), nullable=False),
        sa.Column("family", sa.String(length=60), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.String(length=36), nullable=True),
        sa.Column("saved_at", survey.db.types.Instant(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_questionnaire_drafts_round_rounds")),
        sa.PrimaryKeyConstraint("round", "family", name=op.f("pk_questionnaire_drafts")),
    )
    op.create_table(
        "response_revisions",
        sa.Column("response", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answers", survey.db.types.Document(), nullable=False),
        sa.Column("settled", survey.db.types.Document(), nullable=True),
        sa.Column("replaced_at", survey.db.types.Instant(), nullable=False),
        sa.Column("replaced_by", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["response"], ["responses.id"], name=op.f("fk_response_revisions_response_responses")
        ),
        sa.PrimaryKeyConstraint("response", "number", name=op.f("pk_response_revisions")),
    )


def downgrade() -> None:
    op.drop_table("response_revisions")
    op.drop_table("questionnaire_drafts")
    with op.batch_alter_table("publications", schema=None) as batch_op:
        batch_op.drop_index("ix_publications_round_family")

    op.drop_table("publications")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grants_user"))

    op.drop_table("grants")
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_calls_response"))
        batch_op.drop_index(batch_op.f("ix_calls_clerk_started_at"))

    op.drop_table("calls")
    op.drop_table("users")
    op.drop_table("rounds")
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_responses_round_family_submitted_at"))
        batch_op.drop_index(batch_op.f("ix_responses_change_mark"))

    op.drop_table("responses")
    with op.batch_alter_table("questionnaire_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questionnaire_versions_family"))

    op.drop_table("questionnaire_versions")
    op.drop_table("installation")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_round"))

    op.drop_table("evidence")
    op.drop_table("contacts")
    op.drop_table("change_counter")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_subject")
        batch_op.drop_index(batch_op.f("ix_audit_actor"))

    op.drop_table("audit")
