"""The return codes of the calls in hand: in the clerk's signed session alone, never in an address or the database."""

from flask import session

from survey.responses import return_code
from survey.responses.return_code import Mistyped, ReturnCode

_KEPT = "desk_codes"


def keep(call_id: str, code: ReturnCode) -> None:
    """Holds the code of a call until the next one, and lets go of all others."""
    session[_KEPT] = {call_id: code.symbols}


def code_of(call_id: str) -> ReturnCode | None:
    """Returns the code of a call; None where the session has ended since, or the next call has begun."""
    read = return_code.read(session.get(_KEPT, {}).get(call_id, ""))
    return None if isinstance(read, Mistyped) else read


def let_go() -> None:
    """Holds no code any more."""
    session.pop(_KEPT, None)
