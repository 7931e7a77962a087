"""What a supervisor sees and does: the board of the desk."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.calls.actions import Taken
from survey.fieldwork.supervision.board import Day, Ongoing, day_of


@dataclass(frozen=True, slots=True)
class Desk:
    """The telephone desk at this moment."""

    ongoing: tuple[Ongoing, ...]
    """Oldest first."""
    day: Day


def desk(tx: Transaction, since: datetime, zone: ZoneInfo) -> Desk:
    """Returns how the desk stands; `since` is when today began where the consultation is held."""
    found = calls.all_calls(tx, since)
    return Desk(
        tuple(_ongoing(tx, one) for one in found if one.call.is_open),
        day_of((one.call for one in found if one.call.started_at >= since), zone),
    )


def _ongoing(tx: Transaction, taken: Taken) -> Ongoing:
    call, response = taken.call, taken.response
    section = None
    if response is not None:
        questionnaire = consultations.version(tx, response.version).questionnaire
        page = str(response.paradata.get("page", ""))
        section = questionnaire.section_of[page].title if page in questionnaire.page_by_key else None
    return Ongoing(call.id, call.clerk, call.started_at, section)
