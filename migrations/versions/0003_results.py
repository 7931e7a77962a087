"""Results: jobs, editions and figures from elsewhere"""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
