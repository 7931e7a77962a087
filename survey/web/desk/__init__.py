"""The telephone desk: clerks take responses from people who ring."""

from survey.web.desk import (  # noqa: F401  their views register themselves
    board,
    board_quality,
    calling,
    correcting,
    finishing,
    helping,
    home,
    keeping,
    opening,
    reading,
    referrals,
    withdrawing,
)
from survey.web.desk.blueprint import blueprint

__all__ = ["blueprint"]
