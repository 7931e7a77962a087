"""What is done with texts: gathered from the answers, found by words, told apart by language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random, SystemRandom
from typing import Any

import orjson

from survey.columns.further import Decided
from survey.consultations import actions as consultations
from survey.contacts.personal import NOTHING_DECIDED, Discretion, details_in, masked
from survey.db.session import Transaction
from survey.fieldwork.reading.text import text_entries, texts_in
from survey.responses import actions as responses
from survey.themes.texts import store
from survey.themes.texts.language import language_of
from survey.themes.texts.looks import indexed, looked_for, plain, print_of, token_of
from survey.themes.texts.search import store as searching
from survey.themes.texts.search.store import Sought
from survey.themes.texts.text import Caught, Found, Place, Written

AT_A_TIME = 100
"""Responses that one transaction takes in: on SQLite it holds up those who answer, so it must be over at once."""

DRAWS = 2**31 - 1
"""One past the highest number that a text draws; the draw puts texts in an order by chance."""

COUNTED = 1000
"""As many hits of a search are counted; beyond it there are 'more than' so many."""

HELD_FOR = timedelta(minutes=20)
"""How long a text is kept for the coder who has it; left alone after that, it goes to whoever asks next."""

AT_ONCE = 5000
"""Ids in one question to the database."""

_CHANCE = SystemRandom()


class UnknownText(LookupError):
    """The text is gone: its response was withdrawn or corrected meanwhile."""


def catch_up(tx: Transaction, limit: int = AT_A_TIME, chance: Random = _CHANCE) -> Caught:
    """Takes in the texts of responses that were sent, corrected, withdrawn or taken up again since the last time.

    It follows the change marks of responses as the columns of results do, so that none is passed over and sending a
    response costs nothing more. A text that was corrected is a new one; what was made of the old one goes with it.
    """
    epoch = responses.epoch(tx)
    cursor = store.hold_cursor(tx, epoch)
    if cursor is None:
        return Caught(0, 0, is_done=True)
    mark, after_id = (cursor.mark, cursor.after_id) if cursor.epoch == epoch else (0, "")
    rows = responses.settled_since(tx, mark, after_id, limit)
    standing: dict[str, list[Any]] = {}
    for one in store.known(tx, [row.id for row in rows]):
        standing.setdefault(one.response, []).append(one)
    entries = {one: text_entries(consultations.version(tx, one)) for one in {row.version for row in rows}}
    new: list[tuple[dict[str, Any], str]] = []
    for row in rows:
        new += _taken_in(tx, row, entries[row.version], standing.get(row.id, []), chance)
    ids = store.add(tx, [row for row, _ in new])
    searching.add(tx, [(one, indexed(words)) for one, (_, words) in zip(ids, new, strict=True)])
    if rows or cursor.epoch != epoch:
        mark, after_id = (rows[-1].change_mark, rows[-1].id) if rows else (0, "")
        store.move_cursor(tx, epoch, mark, after_id)
    return Caught(len(rows), len(new), is_done=len(rows) < limit)


def _taken_in(
    tx: Transaction, row: Any, entries: Sequence[str], standing: Sequence[Any], chance: Random
) -> Iterable[tuple[dict[str, Any], str]]:
    """Brings the texts to what one response says now; returns the rows to add, each with its words for the index."""
    counts = row.submitted_at is not None and row.withdrawn_at is None
    said = texts_in(entries, orjson.loads(row.answers)) if counts else {}
    prints = {entry: print_of(words) for entry, words in said.items()}
    kept = {one.entry: one for one in standing if prints.get(one.entry) == one.exact}
    store.remove(tx, [one.id for one in standing if one.entry not in kept])
    behind = [one.id for one in kept.values() if one.revision < row.revision]
    if behind:
        store.confirm(tx, behind, row.revision)
    return [
        (_row(row, entry, words, prints[entry], chance), masked(words))
        for entry, words in said.items()
        if entry not in kept
    ]


def _row(row: Any, entry: str, words: str, exact: int, chance: Random) -> dict[str, Any]:
    return {
        "response": row.id,
        "entry": entry,
        "round": row.round,
        "family": row.family,
        "revision": row.revision,
        "written_at": row.submitted_at,
        "asked_in": row.language,
        "exact": exact,
        "alike": print_of(plain(words) or words),
        "size": len(words),
        "details": len(details_in(words)),
        "draw": chance.randrange(DRAWS),
    }


def lag(tx: Transaction, most: int = 1000) -> int:
    """Counts the changed responses whose texts were not gathered yet, up to a number."""
    cursor = store.read_cursor(tx)
    held = cursor is not None and cursor.epoch == responses.epoch(tx)
    mark, after_id = (cursor.mark, cursor.after_id) if cursor is not None and held else (0, "")
    return len(responses.settled_since(tx, mark, after_id, most))


def find_languages(tx: Transaction, limit: int = AT_A_TIME) -> int:
    """Finds the language of texts that were not looked at; returns how many were."""
    rows = store.without_language(tx, limit)
    said = words_of(tx, rows)
    found = {row.id: language_of(said[row.id], row.asked_in) for row in rows if row.id in said}
    store.set_languages(tx, found | {row.id: row.asked_in for row in rows if row.id not in said})
    return len(rows)


def languages(tx: Transaction, round_key: str) -> Mapping[str, int]:
    """Counts the texts of a round by language; those not looked at yet stand under the empty name."""
    return store.languages(tx, round_key)


def words_of(tx: Transaction, rows: Sequence[Any]) -> Mapping[int, str]:
    """Returns text → words as they were written, for the machine and for analysts; what is gone is left out."""
    about = responses.find_all(tx, {row.response for row in rows})
    found = {}
    for row in rows:
        response = about.get(row.response)
        words = response.answers.get(row.entry) if response and response.is_sent else None
        if isinstance(words, str):
            found[row.id] = words
    return found


def written(tx: Transaction, rows: Sequence[Any], decided: Decided) -> tuple[Written, ...]:
    """Puts texts together as they may be seen, in the order of the rows; what is gone is left out."""
    about = responses.find_all(tx, {row.response for row in rows})
    shown = []
    for row in rows:
        response = about.get(row.response)
        words = response.answers.get(row.entry) if response and response.is_sent else None
        if response is None or not isinstance(words, str):
            continue
        questions = consultations.version(tx, response.version).questionnaire.question_by_key
        shown.append(
            Written(
                id=row.id,
                response=row.response,
                reference=response.reference,
                entry=row.entry,
                round=row.round,
                family=row.family,
                question=questions[row.entry.partition(":")[0]],
                words=masked(words, decided.get((row.response, row.entry), NOTHING_DECIDED)),
                channel=response.channel,
                asked_in=row.asked_in,
                language=row.language,
                written_at=row.written_at,
                details=row.details,
                marks=row.marks,
                accepted=row.accepted,
            )
        )
    return tuple(shown)


def answer_of(tx: Transaction, text_id: int, question: str) -> Any:
    """Returns what the writer of a text answered to another question, such as what they ranked; None for nothing."""
    row = store.by_id(tx, text_id)
    response = responses.find(tx, row.response) if row else None
    return response.answers.get(question) if response else None


def row_of(tx: Transaction, text_id: int) -> Any:
    """Returns what is known of one text; raises UnknownText."""
    found = store.by_id(tx, text_id)
    if found is None:
        raise UnknownText(text_id)
    return found


def rows_of(tx: Transaction, ids: Iterable[int]) -> Mapping[int, Any]:
    """Returns text → what is known of it, for those that there are."""
    return {row.id: row for row in store.by_ids(tx, ids)}


def of_place(tx: Transaction, place: Place, after: int = 0, limit: int = 10_000) -> Sequence[Any]:
    """Reads what is known of the texts of some questions, in the order they came, `after` one of them."""
    return store.of_place(tx, place, after, limit)


def of_response(tx: Transaction, response_id: str) -> Sequence[Any]:
    """Reads what is known of the texts of one response, in the order they came."""
    return store.of_response(tx, response_id)


def same(tx: Transaction, row: Any) -> Sequence[Any]:
    """Reads the texts of the same question that say the same, word for word but for case and points."""
    return store.same(tx, row)


def count_same(tx: Transaction, row: Any) -> int:
    """Counts the texts of the same question that say the same, itself included."""
    return store.count_same(tx, row)


def in_language(tx: Transaction, round_key: str, language: str, limit: int, after: int = 0) -> Sequence[Any]:
    """Reads texts of a round in one language, in the order they came."""
    return store.in_language(tx, round_key, language, limit, after)


def with_details(tx: Transaction, round_key: str, limit: int, after: int = 0) -> Sequence[Any]:
    """Reads texts of a round that hold personal details nobody decided on, in the order they came."""
    return store.with_details(tx, round_key, limit, after)


def count_details(tx: Transaction, round_key: str) -> int:
    """Counts the texts of a round that hold personal details nobody decided on."""
    return store.count_details(tx, round_key)


def decide_details(tx: Transaction, row: Any, words: str, decided: Discretion) -> None:
    """Brings what is known of a text, and its words in the index, to what was decided of its personal details."""
    found = {(one.start, one.end) for one in details_in(words)}
    store.set_details(tx, row.id, len(found - decided.released - decided.redacted))
    index(tx, row.id, masked(words, decided), row.marks, row.accepted)


def index(tx: Transaction, text_id: int, words: str, *marks: str | None) -> None:
    """Writes a text into the index of words, under its words as they may be seen and its themes."""
    searching.put(tx, text_id, indexed(words, *marks))


def search(
    tx: Transaction,
    decided: Decided,
    *,
    round_key: str,
    typed: str,
    family: str = "",
    entries: Sequence[str] = (),
    theme: str = "",
    before: int | None = None,
    limit: int = 25,
) -> Found:
    """Finds texts that hold all the words that were typed, newest first; `theme` is a theme's key.

    `before` is the id of the last text seen, to go on from there.
    """
    sought = Sought(looked_for(typed), (token_of(theme),) if theme else (), round_key, family, tuple(entries))
    # The first page counts as it finds: a second question would cost as much again.
    ids = searching.found(tx, sought, before, COUNTED + 1 if before is None else limit + 1)
    rows = rows_of(tx, ids[:limit])
    count = len(ids) if before is None else searching.counted(tx, sought, COUNTED + 1)
    listed = written(tx, [rows[one] for one in ids[:limit] if one in rows], decided)
    return Found(listed, len(ids) > limit, count)


def next_waiting(
    tx: Transaction, place: Place, *, languages: Sequence[str], by: str, doubtful: bool, now: datetime
) -> Any | None:
    """Keeps the next text to be coded for one coder: the one in most doubt, or one by chance; None where none waits."""
    rows = [
        row
        for entry in place.entries
        if (
            row := store.next_waiting(
                tx,
                Place(place.round, place.family, (entry,)),
                languages=languages,
                by=by,
                free_before=now - HELD_FOR,
                doubtful=doubtful,
            )
        )
    ]
    if not rows:
        return None
    found = max(rows, key=lambda row: row.doubt) if doubtful else min(rows, key=lambda row: row.draw)
    hold(tx, found.id, by, now)
    return found


def hold(tx: Transaction, text_id: int, by: str, now: datetime) -> None:
    """Keeps a text for one coder for a while, so that nobody else is given it."""
    store.hold(tx, text_id, by, now)


def with_mark(tx: Transaction, place: Place, mark: str) -> Any | None:
    """Returns a text that has a theme, by what people decided; None where none has."""
    return store.with_mark(tx, place, mark)


def decide(
    tx: Transaction, said: Mapping[int, str], marks: str | None, accepted: Mapping[int, str | None]
) -> None:
    """Writes what people decided on texts, given as text → words as they may be seen; None makes them wait again.

    `accepted` are the marks that the texts have of accepted proposals, for the index.
    """
    store.decide(tx, list(said), marks)
    for text_id, words in said.items():
        index(tx, text_id, words, marks, accepted.get(text_id))


def set_second(tx: Transaction, text_id: int, second: int) -> None:
    """Writes how a text stands with its second coder."""
    store.set_second(tx, text_id, second)


def of_second(tx: Transaction, place: Place, second: int, limit: int = 1000) -> Sequence[Any]:
    """Reads the texts that stand so with their second coder."""
    return store.of_second(tx, place, second, limit)


def wish_second(tx: Transaction, place: Place, percent: int, wanted: int) -> None:
    """Has a second coder read so many of a hundred coded texts; those that one has read stay read."""
    store.wish_second(tx, place, percent, wanted)


def standing(tx: Transaction, place: Place) -> Mapping[str, tuple[int, int, int, int]]:
    """Returns entry → (texts, coded, with none of the themes, unclear)."""
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in store.standing(tx, place)}


def counted_marks(tx: Transaction, place: Place) -> Sequence[tuple[str, str | None, str | None, int]]:
    """Counts texts by (entry, marks, accepted) as they were written."""
    return [(row[0], row[1], row[2], row[3]) for row in store.counted_marks(tx, place)]


def any_made(tx: Transaction) -> bool:
    """Says whether anything was made of any text; asked before many are looked up."""
    return store.latest_mark(tx) > 0


def marked(tx: Transaction, response_ids: Sequence[str]) -> Sequence[Any]:
    """Reads (response, round, family, entry, marks, accepted) of what was made of the texts of some responses."""
    return [row for some in _some(response_ids) for row in store.marked(tx, some)]


def _some(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def changed_since(tx: Transaction, mark: int, most: int = 10_000) -> tuple[int, Sequence[str]]:
    """Returns a later change mark, and the responses of whose texts something was made up to it, about so many.

    The same mark where there is none; told -1, the latest mark and no responses.
    """
    if mark < 0:
        return store.latest_mark(tx), ()
    rows = store.changed_since(tx, mark, most)
    if not rows:
        return mark, ()
    last = int(rows[-1].change_mark)
    if (
        len(rows) == most
    ):  # the last mark may have more than were read: all of it, so that none is passed over
        its = [*(row.response for row in rows), *store.changed_at(tx, last)]
        return last, tuple(dict.fromkeys(its))
    return last, tuple(dict.fromkeys(row.response for row in rows))
