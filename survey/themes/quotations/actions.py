"""What is done with quotations: put forward, cleared by a named person, taken back; only cleared ones go out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.responses import actions as responses
from survey.themes.quotations import store
from survey.themes.quotations.quotation import Counts, Quotation, QuotationRefused, broadly, excerpt, read
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts

__all__ = ["QuotationRefused"]


def put_forward(
    tx: Transaction,
    text_id: int,
    typed: str,
    *,
    place: str,
    counts: Counts,
    by: str,
    now: datetime,
    age: str = "age",
) -> Quotation:
    """Puts words of a text forward for quotation; `place` and `age` name the questions that describe whose they are.

    Raises QuotationRefused, UnknownText.
    """
    row = texts.row_of(tx, text_id)
    shown = texts.written(tx, [row], redaction.decided(tx, [text_id]))
    response = responses.find(tx, row.response)
    if not shown or response is None:
        raise texts.UnknownText(text_id)
    words = excerpt(typed, shown[0].words)
    answers = response.answers
    who = broadly(row.family, _said(answers.get(place)), _said(answers.get(age)), counts)
    new = str(uuid4())
    store.add(
        tx,
        {
            "id": new,
            "text": text_id,
            "round": row.round,
            "family": row.family,
            "entry": row.entry,
            "words": words,
            "who": who.document(),
            "put_by": by,
            "put_at": now,
        },
    )
    record(tx, by, tag(by, "quotation:put_forward"), new, {"question": row.entry}, now)
    return find(tx, new)


def _said(answer: object) -> str:
    return answer if isinstance(answer, str) else ""


def find(tx: Transaction, quotation_id: str) -> Quotation:
    """Returns a quotation; raises QuotationRefused for one that is gone."""
    row = store.find(tx, quotation_id)
    if row is None or row.ended_at is not None:
        raise QuotationRefused("unknown")
    return read(row)


def clear(tx: Transaction, quotation_id: str, by: str, now: datetime) -> Quotation:
    """Clears a quotation: from now on it may leave the desk, under the name of whoever cleared it for the record.

    Raises QuotationRefused where it is gone, or its words are no longer seen in the text.
    """
    found = find(tx, quotation_id)
    if not _still_said(tx, [found]):
        raise QuotationRefused("text_changed")
    if store.clear(tx, quotation_id, by, now):
        record(tx, by, tag(by, "quotation:cleared"), quotation_id, {"question": found.entry}, now)
    return find(tx, quotation_id)


def end(tx: Transaction, quotation_id: str, by: str, now: datetime) -> None:
    """Refuses a quotation, or takes a cleared one back; raises QuotationRefused."""
    found = find(tx, quotation_id)
    store.end(tx, quotation_id, by, now)
    record(tx, by, tag(by, "quotation:ended"), quotation_id, {"question": found.entry}, now)


def waiting(tx: Transaction, round_key: str) -> tuple[Quotation, ...]:
    """Returns what was put forward and nobody has cleared yet, for those who clear it."""
    return tuple(read(row) for row in store.all_of(tx, round_key, cleared=False))


def cleared(
    tx: Transaction, round_key: str, *, family: str = "", entries: Sequence[str] = ()
) -> tuple[Quotation, ...]:
    """Returns the quotations that may leave the desk: cleared, and still to be seen in their text as it may be seen.

    Every outlet asks here, so that what was redacted or withdrawn since is quoted no more.
    """
    rows = store.all_of(tx, round_key, family=family, entries=entries, cleared=True)
    return _still_said(tx, [read(row) for row in rows])


def _still_said(tx: Transaction, quotations: Sequence[Quotation]) -> tuple[Quotation, ...]:
    ids = [one.text for one in quotations]
    rows = list(texts.rows_of(tx, ids).values())
    shown = {
        one.id: " ".join(one.words.split()) for one in texts.written(tx, rows, redaction.decided(tx, ids))
    }
    return tuple(one for one in quotations if one.words in shown.get(one.text, ""))
