"""Themes: codebooks, coding, proposals"""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the tables of each chapter in turn."""
