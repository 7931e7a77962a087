"""The event whose poster brought somebody here: carried in the address and the form until a response begins."""

from flask import request

from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event
from survey.web.request import asked, database

FIELD = "event"
"""Names it, in the address and in the form."""


def carried(round_key: str) -> Event | None:
    """Returns the event that the request names, where it is one of this round that has not ended."""
    code = request.form.get(FIELD, "") if request.method == "POST" else asked(FIELD)
    if not code:
        return None
    with database().reading() as tx:
        found = actions.find_by_code(tx, code)
    is_event = isinstance(found, Event) and found.round == round_key and found.ended_at is None
    return found if is_event and isinstance(found, Event) else None
