"""Those who asked to be told what came of a consultation, the messages for them, and the mails"""

import sqlalchemy as sa
from alembic import op

import survey.db.types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the three tables."""
    _people()
    _messages()
    _mails()


def _people() -> None:
    op.create_table(
        "informing_people",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("contact", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contact"], ["contacts.id"], name=op.f("fk_informing_people_contact_contacts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informing_people")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("informing_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_informing_people_round"), ["round"], unique=False)


def _messages() -> None:
    op.create_table(
        "informing_messages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("subjects", survey.db.types.Document(), nullable=False),
        sa.Column("texts", survey.db.types.Document(), nullable=False),
        sa.Column("is_last", sa.Boolean(), nullable=False),
        sa.Column("written_at", survey.db.types.Instant(), nullable=False),
        sa.Column("written_by", sa.String(length=36), nullable=False),
        sa.Column("sent_at", survey.db.types.Instant(), nullable=True),
        sa.Column("sent_by", sa.String(length=36), nullable=False),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.key"], name=op.f("fk_informing_messages_round_rounds")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informing_messages")),
    )


def _mails() -> None:
    op.create_table(
        "informing_mails",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("round", sa.String(length=40), nullable=False),
        sa.Column("message", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", survey.db.types.Instant(), nullable=True),
        sa.Column("fault", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["message"],
            ["informing_messages.id"],
            name=op.f("fk_informing_mails_message_informing_messages"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_informing_mails")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("informing_mails", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_informing_mails_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_informing_mails_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_informing_mails_round"), ["round"], unique=False)
