"""What is done at the coding desk: a text is taken, decided on, decided on again; progress is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.db.session import Transaction
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import store
from survey.themes.coding.coding import (
    AGREED,
    DIFFERS,
    LONGEST_NOTE,
    NOT_WANTED,
    SETTLED,
    WANTED,
    Coding,
    CodingRefused,
    Desk,
    Order,
    Outcome,
    Progress,
    Turn,
    check,
    marks_for,
)
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.themes.texts.text import Place, Written

__all__ = ["CodingRefused"]

IN_ENGLISH = ("", "en", "und")
"""The languages of the queue that is offered first; a text not looked at yet stands in it."""

SAMPLED_OF = 100


@dataclass(frozen=True, slots=True)
class ByCoder:
    """How much one coder has decided."""

    coder: str
    turn: Turn
    codings: int
    latest: datetime


def place_of(codebook: Codebook) -> Place:
    """Returns where the texts of a codebook stand."""
    return Place(codebook.round, codebook.family, codebook.entries)


def take(
    tx: Transaction,
    codebook: Codebook,
    coder: str,
    order: Order,
    now: datetime,
    *,
    entry: str = "",
    languages: Sequence[str] = IN_ENGLISH,
) -> int | None:
    """Keeps the next text for a coder and returns its id; None where nothing waits."""
    place = Place(codebook.round, codebook.family, (entry,) if entry else codebook.entries)
    if order is Order.SPLIT:
        return _split(tx, codebook, place)
    row = texts.next_waiting(tx, place, languages=languages, by=coder, doubtful=order is Order.DOUBT, now=now)
    return row.id if row else None


def _split(tx: Transaction, codebook: Codebook, place: Place) -> int | None:
    for theme in codebook.themes:
        if not theme.is_open and len(theme.became) > 1:
            row = texts.with_mark(tx, place, theme.key)
            if row is not None:
                return int(row.id)
    return None


def skip(tx: Transaction, text_id: int, coder: str, now: datetime) -> None:
    """Leaves a text for later: for a while nobody is given it, this coder neither."""
    texts.row_of(tx, text_id)
    texts.hold(tx, text_id, f"-{coder[:35]}", now)


def take_second(tx: Transaction, codebook: Codebook, coder: str) -> int | None:
    """Returns a text of the sample that this coder has not coded first; None where there is none."""
    rows = texts.of_second(tx, place_of(codebook), WANTED)
    first = store.of_texts(tx, [row.id for row in rows])
    its = [row.id for row in rows if (one := first.get((row.id, Turn.FIRST))) and one.coder != coder]
    return its[0] if its else None


def at_desk(
    tx: Transaction, codebook: Codebook, text_id: int, turn: Turn, proposed: Mapping[str, int]
) -> Desk:
    """Puts a text before a coder, with what the same person wrote elsewhere; raises UnknownText."""
    row = texts.row_of(tx, text_id)
    decided = redaction.decided(tx, [text_id])
    shown = texts.written(tx, [row], decided)
    if not shown:
        raise texts.UnknownText(text_id)
    its = store.of_texts(tx, [text_id])
    return Desk(
        text=shown[0],
        codebook=codebook,
        others=_others(tx, shown[0]),
        before=its.get((text_id, turn)),
        proposed=proposed if turn is Turn.FIRST else {},
        alike=texts.count_same(tx, row) - 1,
    )


def _others(tx: Transaction, shown: Written) -> tuple[Written, ...]:
    rows = [row for row in texts.of_response(tx, shown.response) if row.id != shown.id]
    return texts.written(tx, rows, redaction.decided(tx, [row.id for row in rows]))


def code(
    tx: Transaction,
    codebook: Codebook,
    text_id: int,
    turn: Turn,
    outcome: Outcome,
    themes: Sequence[str],
    *,
    coder: str,
    now: datetime,
    note: str = "",
    with_alike: bool = False,
) -> int:
    """Writes what a coder decided on a text, and with `with_alike` on all that say the same and wait; returns how many.

    What was decided before is kept among the earlier decisions. Raises CodingRefused, UnknownText.
    """
    themes = tuple(dict.fromkeys(themes)) if outcome is Outcome.THEMES else ()
    check(codebook, outcome, themes)
    row = texts.row_of(tx, text_id)
    standing = store.of_texts(tx, [text_id])
    _check_turn(row, standing, turn, coder)
    rows = [row]
    if with_alike and turn is Turn.FIRST:
        rows += [one for one in texts.same(tx, row) if one.id != row.id and one.marks is None]
    note = note.strip()[:LONGEST_NOTE]
    coding = Coding(text_id, turn, coder, now, codebook.version, outcome, themes, note)
    before = standing.get((text_id, turn))
    if before:
        store.set_aside(tx, before, coder, now)
    store.put(tx, coding, [one.id for one in rows])
    if turn is Turn.SECOND:
        _compare(tx, codebook, standing[text_id, Turn.FIRST], coding)
    else:
        _mark(tx, codebook, rows, coding)
    return len(rows)


def code_group(
    tx: Transaction,
    codebook: Codebook,
    text_ids: Sequence[int],
    outcome: Outcome,
    themes: Sequence[str],
    *,
    coder: str,
    now: datetime,
) -> int:
    """Writes one decision on the texts of a group that nobody has coded; returns how many. Raises CodingRefused."""
    check(codebook, outcome, themes)
    rows = [row for row in texts.rows_of(tx, text_ids).values() if row.marks is None]
    if not rows:
        return 0
    coding = Coding(rows[0].id, Turn.FIRST, coder, now, codebook.version, outcome, tuple(themes))
    store.put(tx, coding, [row.id for row in rows])
    _mark(tx, codebook, rows, coding)
    return len(rows)


def _check_turn(row: Any, standing: Mapping[Any, Coding], turn: Turn, coder: str) -> None:
    first = standing.get((row.id, Turn.FIRST))
    if turn is Turn.SECOND:
        if first is None or row.second not in {WANTED, AGREED, DIFFERS}:
            raise CodingRefused("not_in_sample")
        if first.coder == coder:
            raise CodingRefused("own_text")
    if turn is Turn.SETTLED and row.second not in {DIFFERS, SETTLED}:
        raise CodingRefused("not_in_sample")


def _mark(tx: Transaction, codebook: Codebook, rows: Sequence[Any], coding: Coding) -> None:
    """Writes the decision where results read it; a text that was settled keeps what was settled."""
    settled = coding.turn is Turn.SETTLED
    if coding.turn is Turn.FIRST and rows[0].second == SETTLED:
        return
    marks = marks_for(codebook, coding.outcome, coding.themes)
    decided = redaction.decided(tx, [row.id for row in rows])
    said = {one.id: one.words for one in texts.written(tx, rows, decided)}
    texts.decide(tx, said, marks, {row.id: row.accepted for row in rows})
    for row in rows:
        if settled:
            texts.set_second(tx, row.id, SETTLED)
        elif row.second == NOT_WANTED and row.draw % SAMPLED_OF < codebook.sample_percent:
            texts.set_second(tx, row.id, WANTED)
        elif row.second in {AGREED, DIFFERS}:
            second = store.of_texts(tx, [row.id]).get((row.id, Turn.SECOND))
            if second:
                _compare(tx, codebook, coding, second)


def _compare(tx: Transaction, codebook: Codebook, first: Coding, second: Coding) -> None:
    """Writes whether two coders agree, merged themes counted as what they became."""
    same = first.outcome is second.outcome and _now(codebook, first) == _now(codebook, second)
    texts.set_second(tx, first.text, AGREED if same else DIFFERS)


def _now(codebook: Codebook, coding: Coding) -> frozenset[str]:
    keys = [codebook.by_id[one].key for one in coding.themes if one in codebook.by_id]
    return frozenset(codebook.standing_for.get(key, key) for key in keys)


def codings(tx: Transaction, text_ids: Sequence[int]) -> Mapping[tuple[int, Turn], Coding]:
    """Returns the decisions on texts, by text and turn."""
    return store.of_texts(tx, text_ids)


def earlier(tx: Transaction, text_id: int) -> tuple[Coding, ...]:
    """Returns the decisions on a text that were replaced, newest first."""
    return tuple(
        Coding(
            row.text,
            Turn(row.turn),
            row.coder,
            row.at,
            row.version,
            Outcome(row.outcome),
            tuple(row.themes),
            row.note,
        )
        for row in store.earlier(tx, text_id)
    )


def last_coded(
    tx: Transaction, codebook: Codebook, coder: str, turn: Turn = Turn.FIRST, most: int = 10
) -> Sequence[int]:
    """Returns the texts that somebody coded last, newest first."""
    return store.latest_of(tx, place_of(codebook), coder, turn, most)


def progress(tx: Transaction, codebook: Codebook) -> tuple[Progress, ...]:
    """Counts how far each question of a codebook has come."""
    found = texts.standing(tx, place_of(codebook))
    return tuple(Progress(entry, *found.get(entry, (0, 0, 0, 0))) for entry in codebook.entries)


def coders(tx: Transaction, codebook: Codebook) -> tuple[ByCoder, ...]:
    """Counts what each coder has decided, the busiest first."""
    rows = store.by_coder(tx, place_of(codebook))
    found = [ByCoder(row[0], Turn(row[1]), row[2], row[3]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.turn, -one.codings)))


def coded_by_people(tx: Transaction, codebook: Codebook) -> Sequence[Any]:
    """Returns (text, marks, turn, coder, together) of every decision on the texts of a codebook."""
    return store.coded_by_people(tx, place_of(codebook))


def set_sample(tx: Transaction, codebook: Codebook, percent: int, *, by: str, now: datetime) -> Codebook:
    """Says how many of a hundred coded texts a second coder reads, of those coded already too.

    Raises CodebookRefused.
    """
    changed = codebooks.set_sample(tx, codebook.id, percent, by=by, now=now)
    texts.wish_second(tx, place_of(codebook), percent, WANTED)
    return changed


def waiting_for_second(tx: Transaction, codebook: Codebook) -> tuple[int, int, int, int]:
    """Counts the texts of the sample: (waiting for the second coder, agreed, differing, settled)."""
    place = place_of(codebook)
    waiting, agreed, differing, settled = (
        len(texts.of_second(tx, place, standing, 100_000)) for standing in (WANTED, AGREED, DIFFERS, SETTLED)
    )
    return waiting, agreed, differing, settled
