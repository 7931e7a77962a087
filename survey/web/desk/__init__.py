"""The telephone desk: clerks take responses from people who ring."""

from survey.web.desk import (  # noqa: F401  their views register themselves
    board,
    board_quality,
    calling,
    correcting,
    finishing,
    helping,
    home,
    in_hand,
    keeping,
    opening,
    reading,
    referrals,
    withdrawing,
)
from survey.web.desk.blueprint import blueprint
from survey.web.desk.ringing import outcomes, queue, recording, wanted  # noqa: F401  as above

__all__ = ["blueprint"]
