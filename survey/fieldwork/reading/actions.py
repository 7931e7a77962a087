"""What is done with the reading queue: it catches up with the answers, readers take texts, read and flag them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.contacts.personal import masked
from survey.db.session import Transaction
from survey.fieldwork.reading import store
from survey.fieldwork.reading.risk import KINDS, risk_words
from survey.fieldwork.reading.text import Waiting, WrittenText, text_entries, texts_in
from survey.responses import actions as responses

AT_A_TIME = 200
"""Responses that one transaction takes in: on SQLite it holds up those who answer, so it must be over at once."""

HANDFUL = 10
"""Texts that a reader takes at a time."""

HELD_FOR = timedelta(minutes=30)
"""How long texts are kept for the reader who took them; unread after that, they go to whoever asks next."""

LONGEST_NOTE = 400


class UnknownText(LookupError):
    """The text is not in the queue: its response was withdrawn or corrected meanwhile."""


@dataclass(frozen=True, slots=True)
class Caught:
    """What one catching up did."""

    responses: int
    texts: int
    is_done: bool
    """False where more is to come; True where all was taken in, or another process is at it."""


def catch_up(tx: Transaction, now: datetime, limit: int = AT_A_TIME) -> Caught:
    """Takes in the texts of responses that were sent, corrected, withdrawn or taken up again since the last time.

    The queue keeps where a text stands and how grave its words are, never the text. It follows the change marks of
    responses as the columns of results do, so that none is passed over and sending a response costs nothing more.
    """
    epoch = responses.epoch(tx)
    if store.read_cursor(tx) is None:
        store.begin_cursor(tx, epoch)
    cursor = store.hold_cursor(tx)
    if cursor is None:
        return Caught(0, 0, is_done=True)
    mark, after_id = (cursor.mark, cursor.after_id) if cursor.epoch == epoch else (0, "")
    rows = responses.settled_since(tx, mark, after_id, limit)
    standing: dict[str, dict[str, int]] = {}
    for known in store.known(tx, [row.id for row in rows]):
        standing.setdefault(known.response, {})[known.entry] = known.revision
    entries = {one: text_entries(consultations.version(tx, one)) for one in {row.version for row in rows}}
    new: list[dict[str, Any]] = []
    for row in rows:
        new += _taken_in(tx, row, entries[row.version], standing.get(row.id, {}), now)
    store.add(tx, new)
    if rows or cursor.epoch != epoch:
        mark, after_id = (rows[-1].change_mark, rows[-1].id) if rows else (0, "")
        store.move_cursor(tx, epoch, mark, after_id)
    return Caught(len(rows), len(new), is_done=len(rows) < limit)


def _taken_in(
    tx: Transaction, row: Any, entries: Sequence[str], standing: dict[str, int], now: datetime
) -> Iterable[dict[str, Any]]:
    """Brings the queue to what one response says now; returns the rows to add."""
    counts = row.submitted_at is not None and row.withdrawn_at is None
    texts = texts_in(entries, orjson.loads(row.answers)) if counts else {}
    behind = {entry for entry, revision in standing.items() if revision < row.revision}
    changed = _changed(tx, row.id, texts, {entry: standing[entry] for entry in behind & set(texts)})
    gone = (set(standing) - set(texts)) | changed
    if gone:
        store.remove(tx, row.id, gone)
    if behind - gone:
        store.confirm(tx, row.id, behind - gone, row.revision)
    words = risk_words()
    return [
        {
            "response": row.id,
            "entry": entry,
            "round": row.round,
            "risk": words.rank(text),
            "written_at": now if entry in changed else row.submitted_at,
            "revision": row.revision,
        }
        for entry, text in texts.items()
        if entry in changed or entry not in standing
    ]


def _changed(tx: Transaction, response: str, texts: dict[str, str], standing: dict[str, int]) -> set[str]:
    """Returns the entries whose text is another than the one that stands in the queue: they are read anew."""
    if not standing:
        return set()
    earlier = {one.number: one.answers for one in responses.history(tx, response)}
    return {
        entry
        for entry, revision in standing.items()
        if earlier.get(revision, {}).get(entry) != texts.get(entry)
    }


def forget(tx: Transaction, response_id: str) -> int:
    """Takes all texts of a response out of the queue; returns how many."""
    return store.remove(tx, response_id)


def lag(tx: Transaction, most: int = 1000) -> int:
    """Counts the changed responses whose texts have not come into the queue, up to a number."""
    cursor = store.read_cursor(tx)
    held = cursor is not None and cursor.epoch == responses.epoch(tx)
    mark, after_id = (cursor.mark, cursor.after_id) if cursor is not None and held else (0, "")
    return len(responses.settled_since(tx, mark, after_id, most))


def waiting(tx: Transaction, round_key: str) -> Waiting:
    """Counts what is unread in a round."""
    counted = {bool(risky): (count, oldest) for risky, count, oldest in store.waiting(tx, round_key)}
    risky, others = counted.get(True, (0, None)), counted.get(False, (0, None))
    return Waiting(*risky, *others)


def take(tx: Transaction, round_key: str, reader: str, now: datetime, most: int = HANDFUL) -> int:
    """Keeps the next texts for one reader, so that no two read the same; returns how many there are in hand."""
    store.take(tx, round_key, reader, most, now, now - HELD_FOR, range(len(KINDS), -1, -1))
    in_hand = store.taken(tx, round_key, reader, now - HELD_FOR)
    if in_hand:
        record(tx, reader, tag(reader, "texts:taken"), round_key, {"texts": len(in_hand)}, now)
    return len(in_hand)


def in_hand(
    tx: Transaction, round_key: str, reader: str, now: datetime, *, in_full: bool = False
) -> tuple[WrittenText, ...]:
    """Returns the texts that a reader has taken and not read yet, the gravest and oldest first.

    Personal details are masked unless they are shown `in_full`, as to analysts alone.
    """
    return _shown(tx, store.taken(tx, round_key, reader, now - HELD_FOR), in_full=in_full)


def read(tx: Transaction, texts: Sequence[tuple[str, str]], reader: str, now: datetime) -> int:
    """Marks texts, named by (response, entry), as read by somebody; returns how many nobody had read before."""
    done = sum(store.mark_read(tx, response, entry, reader, now) for response, entry in texts)
    if done:
        record(tx, reader, tag(reader, "texts:read"), None, {"texts": done}, now)
    return done


def flag(tx: Transaction, response: str, entry: str, by: str, note: str, now: datetime) -> None:
    """Puts a text before the analyst, with a word why; raises UnknownText."""
    if not store.flag(tx, response, entry, by, note.strip()[:LONGEST_NOTE], now):
        raise UnknownText(entry)
    record(tx, by, tag(by, "texts:flagged"), None, {"question": entry}, now)


def unflag(tx: Transaction, response: str, entry: str, by: str, now: datetime) -> None:
    """Takes the flag off a text; raises UnknownText."""
    if not store.flag(tx, response, entry, None, "", None):
        raise UnknownText(entry)
    record(tx, by, tag(by, "texts:unflagged"), None, {"question": entry}, now)


def flagged(
    tx: Transaction, round_key: str, most: int = 200, *, in_full: bool = False
) -> tuple[WrittenText, ...]:
    """Returns the texts that were put before the analyst, newest first; `in_full` as in `in_hand`."""
    return _shown(tx, store.flagged(tx, round_key, most), in_full=in_full)


def read_since(tx: Transaction, round_key: str, since: datetime) -> int:
    """Counts the texts read since a moment."""
    return store.count_read_since(tx, round_key, since)


def _shown(tx: Transaction, rows: Sequence[Any], *, in_full: bool) -> tuple[WrittenText, ...]:
    """Fetches the texts themselves; one that was withdrawn or corrected away this very moment is left out."""
    about = responses.find_all(tx, {row.response for row in rows})
    shown = []
    for row in rows:
        response = about.get(row.response)
        words = response.answers.get(row.entry) if response and response.is_sent else None
        if response is None or not isinstance(words, str):
            continue
        question = consultations.version(tx, response.version).questionnaire.question_by_key
        shown.append(
            WrittenText(
                response=row.response,
                entry=row.entry,
                question=question[row.entry.partition(":")[0]],
                words=words if in_full else masked(words),
                channel=response.channel,
                language=response.language,
                written_at=row.written_at,
                risk=row.risk,
                flagged_by=row.flagged_by,
                flagged_at=row.flagged_at,
                flag_note=row.flag_note,
            )
        )
    return tuple(shown)
