"""Fieldwork: callbacks, referrals, paper and events"""

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
