"""What the browser of a respondent holds: the return code while they answer, and a note that something was begun.

There is no session on the server. The code lies in a cookie for one questionnaire of one round, which ends with the
browser; forms carry a token derived from it.
"""

import hmac

from flask import Response as Answer
from flask import request

from survey.responses import return_code
from survey.responses.return_code import Mistyped, ReturnCode
from survey.web.request import settings

NOTE_AGE_S = 60 * 24 * 3600
"""How long a browser remembers that a questionnaire was begun, in seconds."""

SENT_AGE_S = 30 * 60
"""How long the confirmation stays open in the browser that sent the answers, in seconds."""

LOOK = "looking"
"""Names the cookie of those who look where their response stands."""


def held_code(family: str) -> ReturnCode | None:
    """Returns the return code that this browser holds for a questionnaire."""
    read = return_code.read(request.cookies.get(_code_name(family), ""))
    return None if isinstance(read, Mistyped) else read


def has_note(family: str) -> bool:
    """Says whether a questionnaire was begun in this browser and neither sent nor left."""
    return _note_name(family) in request.cookies


def hold(answer: Answer, round_key: str, family: str, code: ReturnCode) -> None:
    """Gives the browser the code of a response that it may go on with."""
    _set(answer, _code_name(family), code.symbols, _path(round_key, family))
    _set(answer, _note_name(family), "1", "/", age_s=NOTE_AGE_S)


def hold_sent(answer: Answer, round_key: str, family: str, code: ReturnCode) -> None:
    """Lets the browser see the confirmation for a while."""
    _set(answer, _code_name(family), code.symbols, _path(round_key, family), age_s=SENT_AGE_S)
    answer.delete_cookie(_note_name(family), path="/")


def hold_for_a_look(answer: Answer, code: ReturnCode, path: str) -> None:
    """Lets the browser see where a response stands for a while, on the pages under a path."""
    _set(answer, LOOK, code.symbols, path, age_s=SENT_AGE_S)


def code_for_a_look() -> ReturnCode | None:
    """Returns the return code under which somebody looks where their response stands."""
    read = return_code.read(request.cookies.get(LOOK, ""))
    return None if isinstance(read, Mistyped) else read


def forget(answer: Answer, round_key: str, family: str) -> None:
    """Takes everything back from the browser."""
    answer.delete_cookie(_code_name(family), path=_path(round_key, family))
    answer.delete_cookie(_note_name(family), path="/")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'


def token(code: ReturnCode) -> str:
    """Returns the token of forms that belong to a return code; it never expires."""
    return _keyed(f"page token:{code.symbols}")


def start_token(family: str) -> str:
    """Returns the token of a form that begins a response; nothing is bound to a person yet."""
    return _keyed(f"start token:{family}")


def is_token(posted: str, expected: str) -> bool:
    """Compares tokens in constant time."""
    return hmac.compare_digest(posted.encode(), expected.encode())


def _keyed(words: str) -> str:
    return hmac.digest(settings().secret_key.encode(), words.encode(), "sha256").hex()[:40]


def _code_name(family: str) -> str:
    return f"answering_{family}"


def _note_name(family: str) -> str:
    return f"unfinished_{family}"


def _path(round_key: str, family: str) -> str:
    return f"/c/{round_key}/{family}"


def _set(answer: Answer, name: str, value: str, path: str, *, age_s: int | None = None) -> None:
    answer.set_cookie(
        name, value, max_age=age_s, path=path, secure=settings().secure_cookies, httponly=True, samesite="Lax"
    )
