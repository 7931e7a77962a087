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


def _calls() -> None:
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aid", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("earlier", survey.db.types.Document(), nullable=True))
        batch_op.add_column(sa.Column("leave_given_at", survey.db.types.Instant(), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("notes", sa.LargeBinary(), nullable=True))
