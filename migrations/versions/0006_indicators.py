"""Indicators and priorities: crime extracts, measures, planning rounds, the ledger"""

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
