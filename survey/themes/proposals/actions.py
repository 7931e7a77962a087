"""What is done with proposals: trained as a job, looked at, accepted theme by theme, taken back; never decided."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

import numpy as np

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.contacts.personal import masked
from survey.db.session import Database, Transaction
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook, keys_in, marks_of
from survey.themes.coding import actions as coding
from survey.themes.proposals import alike, store
from survey.themes.proposals.assigning import Learnt, Point, doubts, learn
from survey.themes.proposals.finding import MOST_TEXTS, Candidates, candidates
from survey.themes.proposals.run import (
    LEAST_KEPT,
    Acceptance,
    CannotLearn,
    Group,
    NotPrecise,
    Run,
    read,
    written,
)
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts

FEWEST_CODED = 20
"""Coded texts below which nothing is learnt."""

AT_A_TIME = 500
"""Texts that one transaction writes to."""

READ_AT_ONCE = 5000

Progress = Callable[[int, int], object]
"""Told how many texts were looked at, and of how many."""


def _silently(_done: int, _of: int) -> None:
    """Tells nobody."""


def accepted(tx: Transaction, codebook_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Returns codebook → the themes of which proposals are accepted."""
    found: dict[str, tuple[str, ...]] = {}
    for row in store.standing(tx, codebook_ids):
        found[row.codebook] = (*found.get(row.codebook, ()), row.theme)
    return found


def acceptances(tx: Transaction, codebook_id: str) -> Mapping[str, Acceptance]:
    """Returns theme → what is accepted of it."""
    return {
        row.theme: Acceptance(row.theme, row.run, row.threshold, row.precision, row.recall, row.by, row.at)
        for row in store.standing(tx, [codebook_id])
    }


def latest_run(tx: Transaction, codebook_id: str) -> Run | None:
    """Returns the last training that came to its end; None before the first."""
    row = store.latest_run(tx, codebook_id)
    return _run(row) if row else None


def _run(row: Any) -> Run:
    return Run(
        id=row.id,
        codebook=row.codebook,
        version=row.version,
        at=row.at,
        by=row.by,
        trained_on=row.trained_on,
        scored=row.scored,
        last_text=row.measures["last_text"],
        measured=read(row.measures),
        finished_at=row.finished_at,
    )


def of_text(tx: Transaction, codebook: Codebook, text_id: int) -> Mapping[str, int]:
    """Returns key of a theme → how likely the machine holds it of a text, in per cent; open themes alone."""
    likely = store.of_text(tx, text_id)
    return {theme.key: round(likely[theme.id] / 10) for theme in codebook.open if theme.id in likely}


def train(
    database: Database, codebook_id: str, by: str, now: datetime, progress: Progress = _silently
) -> Run:
    """Learns every theme of a codebook from what people coded, and scores all texts; nothing is decided by it.

    It reads and writes in short transactions, so that nobody who answers waits for it. Raises CannotLearn.
    """
    with database.reading() as tx:
        codebook = codebooks.find(tx, codebook_id)
        said, marks = _material(tx, codebook)
        ids = _all_ids(tx, codebook)
    if len(said) < FEWEST_CODED:
        raise CannotLearn(len(said), FEWEST_CODED)
    themes = list(codebook.open)
    table = np.array([[theme.key in its for theme in themes] for its in marks], dtype=np.int8)
    words = {theme.id: f"{theme.name}. {theme.definition} {theme.example}".strip() for theme in themes}
    learnt = learn(said, table.reshape(len(said), len(themes)), [theme.id for theme in themes], words)
    run = str(uuid4())
    with database.transaction() as tx:
        store.insert_run(
            tx,
            {
                "id": run,
                "codebook": codebook.id,
                "version": codebook.version,
                "at": now,
                "by": by,
                "trained_on": len(said),
                "scored": 0,
                "measures": written(learnt.measured, max(ids, default=0)),
            },
        )
    _score(database, run, learnt, ids, progress)
    with database.transaction() as tx:
        store.finish_run(tx, run, len(ids), now)
        record(tx, by, tag(by, "proposals:trained"), codebook.id, {"texts": len(said)}, now)
        found = store.latest_run(tx, codebook.id)
    return _run(found)


def _material(tx: Transaction, codebook: Codebook) -> tuple[list[str], list[tuple[str, ...]]]:
    """Returns the words of the texts that people coded, and the themes each has, one of each wording."""
    decided = {row[0]: row[1] for row in coding.coded_by_people(tx, codebook) if row[1] not in {None, "?"}}
    said: list[str] = []
    marks: list[tuple[str, ...]] = []
    seen: set[tuple[int, str]] = set()
    ids = list(decided)
    for start in range(0, len(ids), READ_AT_ONCE):
        rows = texts.rows_of(tx, ids[start : start + READ_AT_ONCE])
        words = texts.words_of(tx, list(rows.values()))
        for one, its in words.items():
            if (rows[one].alike, decided[one]) not in seen:  # a campaign teaches once, not a thousand times
                seen.add((rows[one].alike, decided[one]))
                said.append(masked(its))
                marks.append(codebook.read(decided[one]))
    return said, marks


def _all_ids(tx: Transaction, codebook: Codebook) -> list[int]:
    ids: list[int] = []
    place = coding.place_of(codebook)
    while rows := texts.of_place(tx, place, after=ids[-1] if ids else 0, limit=READ_AT_ONCE * 10):
        ids += [row.id for row in rows]
    return ids


def _score(database: Database, run: str, learnt: Learnt, ids: Sequence[int], progress: Progress) -> None:
    for start in range(0, len(ids), AT_A_TIME):
        some = ids[start : start + AT_A_TIME]
        with database.reading() as tx:
            words = texts.words_of(tx, list(texts.rows_of(tx, some).values()))
        here = list(words)
        likely = learnt.likely([masked(words[one]) for one in here])
        unsure = doubts(likely)
        held = {
            one: {
                theme: int(likely[place, at])
                for at, theme in enumerate(learnt.themes)
                if likely[place, at] >= LEAST_KEPT
            }
            for place, one in enumerate(here)
        }
        with database.transaction(durable=False) as tx:
            store.put(tx, run, held, {one: int(unsure[place]) for place, one in enumerate(here)})
        progress(min(start + AT_A_TIME, len(ids)), len(ids))


def on_offer(
    tx: Transaction, codebook: Codebook, run: Run, theme: str, precision: float
) -> tuple[Point, int] | None:
    """Returns from which likelihood on a theme reaches a precision, and how many uncoded texts it would be given to."""
    measured = run.of(theme)
    point = measured.at(precision) if measured else None
    if point is None or codebook.by_id.get(theme) is None:
        return None
    return point, store.count_likely(tx, theme, point.least, run.id)


def accept(
    database: Database,
    codebook_id: str,
    theme: str,
    precision: float,
    by: str,
    now: datetime,
    progress: Progress = _silently,
) -> int:
    """Gives a theme to all texts from the likelihood on that reaches a precision; returns to how many.

    Texts that a person has coded keep what the person decided. Raises NotPrecise, UnknownCodebook.
    """
    with database.transaction() as tx:
        codebook = codebooks.find(tx, codebook_id)
        run = latest_run(tx, codebook_id)
        found = on_offer(tx, codebook, run, theme, precision) if run else None
        if run is None or found is None:
            raise NotPrecise(theme)
        point, _ = found
        store.end_acceptances(tx, codebook_id, theme, by, now)
        values = {
            "id": str(uuid4()),
            "codebook": codebook_id,
            "theme": theme,
            "run": run.id,
            "by": by,
            "at": now,
        }
        measures = {"threshold": point.least, "precision": point.precision, "recall": point.recall}
        store.accept(tx, {**values, **measures})
        detail = {"theme": codebook.by_id[theme].key, "wanted": precision, **measures}
        record(tx, by, tag(by, "proposals:accepted"), codebook_id, detail, now)
    return _give(database, codebook, theme, point.least, run.last_text, progress)


def take_back(
    database: Database, codebook_id: str, theme: str, by: str, now: datetime, progress: Progress = _silently
) -> None:
    """Takes a theme away from all texts that have it of accepted proposals alone; raises UnknownCodebook."""
    with database.transaction() as tx:
        codebook = codebooks.find(tx, codebook_id)
        if not store.end_acceptances(tx, codebook_id, theme, by, now):
            return
        rest = accepted(tx, [codebook_id]).get(codebook_id, ())
        detail = {"theme": codebook.by_id[theme].key}
        record(tx, by, tag(by, "proposals:taken_back"), codebook_id, detail, now)
    _give(database, codebook, theme, None, None if not rest else -1, progress)


def _give(
    database: Database,
    codebook: Codebook,
    theme: str,
    least: int | None,
    last_text: int | None,
    progress: Progress,
) -> int:
    """Writes the marks that come of accepted proposals, text by text; returns how many uncoded texts have the theme.

    A text up to `last_text` was looked at, and has empty marks at least; without `least` the theme is taken away, and
    where `last_text` is None too, no text has any such marks any more.
    """
    with database.reading() as tx:
        ids = _all_ids(tx, codebook)
    given = 0
    key = codebook.by_id[theme].key
    for start in range(0, len(ids), AT_A_TIME):
        some = ids[start : start + AT_A_TIME]
        with database.transaction() as tx:
            given += _give_some(tx, some, (theme, key), least, last_text)
        progress(min(start + AT_A_TIME, len(ids)), len(ids))
    return given


def _give_some(
    tx: Transaction, ids: Sequence[int], theme: tuple[str, str], least: int | None, last_text: int | None
) -> int:
    theme_id, key = theme
    rows = texts.rows_of(tx, ids)
    has = {
        row.text
        for row in store.of_texts(tx, ids)
        if least is not None and row.theme == theme_id and row.likely >= least
    }
    changed: dict[int, str | None] = {}
    for one, row in rows.items():
        others = {held for held in keys_in(row.accepted) if held != key}
        marks: str | None = marks_of(others | ({key} if one in has else set()))
        if not marks and (last_text is None or (row.accepted is None and one > last_text)):
            marks = None
        if marks != row.accepted:
            changed[one] = marks
    if changed:
        store.set_accepted(tx, changed)
        held = [rows[one] for one in changed]
        for shown in texts.written(tx, held, redaction.decided(tx, list(changed))):
            texts.index(tx, shown.id, shown.words, shown.marks, changed[shown.id])
    return sum(1 for one in has if one in rows and rows[one].marks is None)


def suggest(tx: Transaction, codebook: Codebook, wanted: int = 12) -> tuple[Candidates, Sequence[int]]:
    """Finds candidate themes in the texts of a codebook; returns them, and the ids of the texts by their places."""
    ids = _all_ids(tx, codebook)
    if len(ids) > MOST_TEXTS:
        chosen = np.random.default_rng(len(ids)).choice(len(ids), MOST_TEXTS, replace=False)
        ids = [ids[place] for place in sorted(chosen.tolist())]
    said: dict[int, str] = {}
    for start in range(0, len(ids), READ_AT_ONCE):
        rows = texts.rows_of(tx, ids[start : start + READ_AT_ONCE])
        said |= {one: masked(words) for one, words in texts.words_of(tx, list(rows.values())).items()}
    here = [one for one in ids if one in said]
    return candidates([said[one] for one in here], wanted), here


def find_groups(
    database: Database, codebook_id: str, by: str, now: datetime, progress: Progress = _silently
) -> int:
    """Finds the texts of a codebook that say nearly the same; returns how many groups there are."""
    with database.reading() as tx:
        codebook = codebooks.find(tx, codebook_id)
        ids = _all_ids(tx, codebook)
    said: dict[int, str] = {}
    for start in range(0, len(ids), READ_AT_ONCE):
        with database.reading() as tx:
            said |= texts.words_of(tx, list(texts.rows_of(tx, ids[start : start + READ_AT_ONCE]).values()))
        progress(min(start + READ_AT_ONCE, len(ids)), len(ids))
    here = list(said)
    found = alike.groups([said[one] for one in here])
    numbered = {here[place]: number for number, places in enumerate(found, 1) for place in places}
    with database.transaction() as tx:
        store.put_groups(tx, codebook_id, numbered)
        record(tx, by, tag(by, "proposals:grouped"), codebook_id, {"groups": len(found)}, now)
    return len(found)


def groups(tx: Transaction, codebook_id: str, most: int = 50) -> tuple[Group, ...]:
    """Returns the largest groups of texts that say nearly the same, as they were found last."""
    return tuple(
        Group(row.number, row.size, row.different, row.example)
        for row in store.group_sizes(tx, codebook_id, most)
    )


def in_group(tx: Transaction, codebook_id: str, number: int) -> Sequence[int]:
    """Returns the texts of one group."""
    return store.in_group(tx, codebook_id, number)


def left_over(tx: Transaction, codebook: Codebook) -> tuple[int, int, int]:
    """Counts the texts of a codebook: (decided by people, given an accepted theme alone, left over)."""
    decided = given = left = 0
    for _entry, marks, taken, count in texts.counted_marks(tx, coding.place_of(codebook)):
        if marks is not None:
            decided += count
        elif taken:
            given += count
        else:
            left += count
    return decided, given, left
