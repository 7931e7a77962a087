"""Ending what a consultation that is over has no more use for."""

from dataclasses import dataclass
from datetime import date, datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.callbacks import actions as callbacks
from survey.fieldwork.paper.requests import actions as paper_requests
from survey.responses import actions as responses
from survey.summaries.informing import actions as informing


@dataclass(frozen=True, slots=True)
class Ended:
    """How much ended: answers of drafts, callbacks and requests for paper with their names, numbers and addresses."""

    drafts: int = 0
    callbacks: int = 0
    requests: int = 0

    def __bool__(self) -> bool:
        return bool(self.drafts or self.callbacks or self.requests)


def due(tx: Transaction, now: datetime) -> tuple[str, ...]:
    """Returns the keys of consultations that are over, time to finish included."""
    return tuple(one.key for one in consultations.rounds(tx) if now >= one.ends_at)


def end(tx: Transaction, round_key: str, *, by: str | None, today: date, now: datetime) -> Ended:
    """Erases what drafts of a round answer, and the details of people who wait for a call or a form.

    That a draft was begun, by which way and on which page it stopped, stays: completion is told from it. A second
    time finds nothing.
    """
    ended = Ended(
        responses.erase_drafts(tx, round_key),
        callbacks.end_all(tx, round_key, by, today, now),
        paper_requests.end_all(tx, round_key, by, now),
    )
    if ended.drafts:
        record(tx, by, tag(by, "draft:erased"), round_key, {"drafts": ended.drafts}, now)
    return ended


def end_addresses(tx: Transaction, today: date) -> int:
    """Erases addresses that nobody confirmed in a week, and those of consultations long over; returns how many."""
    return informing.end_over(tx, today)
