"""What is done about personal details: seen in full by an analyst, which is written down, and released or redacted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.columns.further import Decided
from survey.contacts.personal import REDACTED, Detail, Discretion, details_in, in_pieces
from survey.db.session import Transaction
from survey.themes.redaction import store
from survey.themes.texts import actions as texts


class BadPlace(ValueError):
    """The words that were named do not stand in the text."""


@dataclass(frozen=True, slots=True)
class InFull:
    """A text as it was written, for an analyst, and what was decided on it."""

    id: int
    words: str
    found: tuple[Detail, ...]
    decided: Discretion

    @property
    def pieces(self) -> tuple[tuple[str, Detail | None], ...]:
        """The text cut into (words, the detail that they are or None), found and redacted places alike."""
        places = [*self.found, *(Detail(start, end, REDACTED) for start, end in self.decided.redacted)]
        apart: list[Detail] = []
        for one in sorted(places):
            if not apart or one.start >= apart[-1].end:
                apart.append(one)
        return in_pieces(self.words, apart)

    def is_hidden(self, detail: Detail) -> bool:
        """Says whether a place is masked everywhere else."""
        return (detail.start, detail.end) not in self.decided.released


def decided(tx: Transaction, only: Collection[int] | None = None) -> Decided:
    """Returns (response, entry) → what was decided on its text: of all texts, or of some by their ids."""
    released: dict[tuple[str, str], set[tuple[int, int]]] = {}
    redacted: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for row in store.all_of(tx, only):
        into = released if row.released else redacted
        into.setdefault((row.response, row.entry), set()).add((row.start, row.end))
    return {
        place: Discretion(frozenset(released.get(place, ())), frozenset(redacted.get(place, ())))
        for place in released.keys() | redacted.keys()
    }


def open_in_full(tx: Transaction, text_id: int, by: str, now: datetime) -> InFull:
    """Shows a text as it was written, and writes down who looked; raises UnknownText."""
    row = texts.row_of(tx, text_id)
    found = _in_full(tx, row)
    detail = {"question": row.entry, "details": len(found.found)}
    record(tx, by, tag(by, "texts:seen_in_full"), row.response, detail, now)
    return found


def _in_full(tx: Transaction, row: Any) -> InFull:
    words = texts.words_of(tx, [row]).get(row.id)
    if words is None:
        raise texts.UnknownText(row.id)
    its = decided(tx, [row.id]).get((row.response, row.entry), Discretion())
    return InFull(row.id, words, details_in(words), its)


def release(tx: Transaction, text_id: int, start: int, end: int, by: str, now: datetime) -> None:
    """Lets a place that was found be seen everywhere; raises UnknownText, BadPlace."""
    row = texts.row_of(tx, text_id)
    full = _in_full(tx, row)
    if not any((one.start, one.end) == (start, end) for one in full.found):
        if (start, end) not in full.decided.redacted:
            raise BadPlace(f"{start}-{end}")
        store.take_back(tx, text_id, start, end)  # nothing was found here: a redaction is taken back
    else:
        store.put(tx, text_id, start, end, "", released=True, by=by, at=now)
    _settle(tx, row, full.words, "released", by, now)


def redact(tx: Transaction, text_id: int, words: str, by: str, now: datetime) -> int:
    """Masks words wherever they stand in a text, as the person who read it typed them; returns in how many places.

    A detail that was found, typed whole, is thereby decided on too. Raises UnknownText, BadPlace.
    """
    row = texts.row_of(tx, text_id)
    full = _in_full(tx, row)
    sought, whole = words.strip().casefold(), full.words.casefold()
    places = []
    at = whole.find(sought) if sought and len(whole) == len(full.words) else -1
    while at >= 0:
        places.append((at, at + len(sought)))
        at = whole.find(sought, at + len(sought))
    if not places:
        raise BadPlace(words)
    for start, end in places:
        store.put(tx, text_id, start, end, REDACTED, released=False, by=by, at=now)
    _settle(tx, row, full.words, "redacted", by, now)
    return len(places)


def redact_all_found(tx: Transaction, text_id: int, by: str, now: datetime) -> int:
    """Confirms that every detail found in a text is one; returns how many. Raises UnknownText."""
    row = texts.row_of(tx, text_id)
    full = _in_full(tx, row)
    waiting = [one for one in full.found if (one.start, one.end) not in full.decided.released]
    for one in waiting:
        store.put(tx, text_id, one.start, one.end, one.kind, released=False, by=by, at=now)
    _settle(tx, row, full.words, "redacted", by, now)
    return len(waiting)


def _settle(tx: Transaction, row: Any, words: str, deed: str, by: str, now: datetime) -> None:
    its = decided(tx, [row.id]).get((row.response, row.entry), Discretion())
    texts.decide_details(tx, row, words, its)
    record(tx, by, tag(by, f"texts:{deed}"), row.response, {"question": row.entry}, now)
