"""The calls behind the demonstration's telephone responses of the last days, and some that came to nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from survey.db.session import Transaction
from survey.demonstration import supervision
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Call, Outcome
from survey.questionnaire.definition import Channel
from survey.responses.actions import Prepared

SHOWN = timedelta(days=7)
"""How far back there are calls: as far as anybody looks at them."""

READING = timedelta(seconds=70)
"""How long the first words of a call and the privacy line take."""

EVERY = 9
"""After so many calls comes one whose caller does not want to begin."""


def ring(
    tx: Transaction, prepared: Sequence[Prepared], round_key: str, clerks: Sequence[str], now: datetime
) -> int:
    """Stores a call for each recent response by telephone, dealt out among the clerks; returns how many there are."""
    taken = sorted(
        (
            one.response
            for one in prepared
            if one.response.channel is Channel.TELEPHONE
            and one.response.round == round_key
            and one.response.submitted_at
            and one.response.submitted_at > now - SHOWN
        ),
        key=lambda response: response.started_at,
    )
    calls: list[Call] = []
    whose = supervision.dealt(prepared, clerks)
    for place, response in enumerate(taken):
        clerk, begun, ended = whose[response.id], response.started_at, response.submitted_at
        read = begun + READING
        calls.append(_call(place, response.id, clerk, begun, read, ended, Outcome.COMPLETE))
        if place % EVERY == EVERY - 1:
            calls.append(
                _call(-place, None, clerk, begun - 2 * READING, None, begun - READING, Outcome.REFUSED)
            )
    return actions.remember(tx, calls)


def _call(
    number: int,
    response: str | None,
    clerk: str,
    begun: datetime,
    read: datetime | None,
    ended: datetime | None,
    outcome: Outcome,
) -> Call:
    # An id from the number, so that the same demonstration has the same calls.
    name = str(UUID(int=(0xCA11 << 112) | (4 << 76) | (0x8 << 60) | (number % (1 << 32))))
    return Call(name, response, clerk, begun, privacy_read_at=read, ended_at=ended, outcome=outcome)
