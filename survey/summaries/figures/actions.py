"""What is done with public figures: made once a round has closed, frozen, read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.columns.actions import View, where
from survey.columns.disclosure import RULES, Rules
from survey.columns.topline import SMALLEST_BASE
from survey.consultations import actions as consultations
from survey.consultations.round import Status
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.places.london import WHOLE
from survey.priorities.grounds.actions import coded
from survey.questionnaire.version import Version
from survey.statistics.suppression import CannotProtect
from survey.summaries.figures import said, store
from survey.summaries.figures.cells import Cells, Name, cells_of, thawed
from survey.summaries.figures.counting import CODES, Counted, count, selection
from survey.summaries.figures.figures import Figures, FiguresRefused
from survey.summaries.figures.gates import gates
from survey.summaries.figures.guarding import guarded
from survey.summaries.figures.renewing import kept
from survey.summaries.figures.writing import Writer
from survey.themes.variables.reasons import Priority
from survey.weighting.actions import report, who_was_heard
from survey.weighting.heard import HeardMargin
from survey.weighting.targets import scheme_of

Progress = Callable[[int, int], None]

BETWEEN = timedelta(hours=23)
"""The shortest time between two snapshots of a round that runs: one a day, which need not be at the same minute."""


def _silently(_done: int, _of: int) -> None:
    """Tells nobody."""


def publish(
    tx: Transaction,
    view: View | None,
    round_key: str,
    family: str,
    *,
    data_at: datetime,
    note: str = "",
    actor: str,
    now: datetime,
    rules: Rules = RULES,
    progress: Progress = _silently,
) -> Figures:
    """Publishes what a questionnaire of a round came to, frozen as an edition.

    Of a closed round a further edition needs a note that says why. While a round runs its figures are dated snapshots,
    at most one a day, if that was allowed. Raises FiguresRefused, UnknownRound.
    """
    before = store.editions(tx, round_key, family)
    closed = _check_time(tx, round_key, before, note, now)
    if view is None:
        raise FiguresRefused("nobody")
    scheme = scheme_of(family)
    weighed = report(view, scheme, round_key) if scheme else None
    counted = count(view, round_key, weighted=weighed is not None)
    live = consultations.live_version(tx, round_key, family)
    cells, kept = _guarded(counted, before, live, rules, closed=closed)
    edition = before[0].edition + 1 if before else 1
    london = coded(tx, view, live.questionnaire, round_key, WHOLE) if live and closed else ()
    by_area = _coded_in(tx, view, live, round_key, counted) if live and london else {}
    found = Writer(
        counted, cells, edition, frozenset(kept), before[0].document if before else {}, rules
    ).document(
        _heard(view, family, round_key, progress),
        said.published(london, rules),
        said.published_by_area(london, by_area, rules),
        running=not closed,
    )
    if before and before[0].document == found:
        raise FiguresRefused("nothing_new")
    made = Figures(
        round=round_key,
        family=family,
        edition=edition,
        document=found,
        cells=cells.frozen(),
        data_mark=view.mark,
        data_at=data_at,
        weighting=_in_words(weighed) if weighed else "",
        note=note.strip(),
        published_at=now,
        published_by=actor,
    )
    store.add(tx, made)
    detail = {"family": family, "edition": made.edition}
    record(tx, actor, tag(actor, "figures:published"), round_key, detail, now)
    return made


def _check_time(tx: Transaction, round_key: str, before: Sequence[Figures], note: str, now: datetime) -> bool:
    """Says whether the round has closed; raises FiguresRefused where nothing may be published of it now."""
    about = consultations.find_round(tx, round_key)
    if about.status(now) is Status.CLOSED:
        if before and not before[0].is_running and not note.strip():
            raise FiguresRefused("note_missing")
        return True
    if about.status(now) is Status.PLANNED or store.allowed(tx, round_key) is None:
        raise FiguresRefused("not_closed")
    if before and now - before[0].published_at < BETWEEN:
        raise FiguresRefused("today_already")
    return False


def _guarded(
    counted: Counted, before: Sequence[Figures], live: Version | None, rules: Rules, *, closed: bool
) -> tuple[Cells, set[Name]]:
    """Returns the cells with what may be shown of them, and what stays as it was published before."""
    if not counted.size:
        raise FiguresRefused("nobody")
    if counted.size < rules.change:
        raise FiguresRefused("few")
    cells = cells_of(counted, rules, closed=closed)
    earlier = [thawed(one.cells) for one in reversed(before)]
    staying = kept(cells, earlier, rules)
    is_final = closed and before and before[0].is_running
    if len(staying) == len(cells.counts) and not is_final:
        same = cells.counts == earlier[-1].counts
        raise FiguresRefused("nothing_new" if same else "few_changed")
    try:
        shown = guarded(cells, earlier, staying, gates(live.questionnaire) if live else {})
    except CannotProtect as fault:
        raise FiguresRefused("would_tell") from fault
    return replace(cells, shown=shown), staying


def _coded_in(
    tx: Transaction, view: View, live: Version, round_key: str, counted: Counted
) -> dict[str, Sequence[Priority]]:
    """Returns area → what its coded texts say, for the areas in which enough people wrote for anything to be told."""
    table = view.snapshot.table
    written = [its[0].name for key in table.marked if (its := table.columns_of(key))]
    found: dict[str, Sequence[Priority]] = {}
    for area in CODES if written else ():
        if counted.sizes[area] >= SMALLEST_BASE:
            codes = view.snapshot.tally(written, where(view.snapshot, selection(round_key, area)))
            texts = sum(number for its in codes.values() for code, number in its.items() if code >= 0)
            if texts >= SMALLEST_BASE:
                found[area] = coded(tx, view, live.questionnaire, round_key, area)
    return found


def _heard(view: View, family: str, round_key: str, progress: Progress) -> dict[str, Sequence[HeardMargin]]:
    found: dict[str, Sequence[HeardMargin]] = {}
    for done, area in enumerate(SET_FOR, 1):
        found[area] = who_was_heard(view, family, selection(round_key, area))
        progress(done, len(SET_FOR))
    return found


def _in_words(weighed: Any) -> str:
    return (
        f"Weighted to {weighed.scheme.population}: {weighed.scheme.name.lower()}. {weighed.responses:,} responses "
        f"count like {weighed.effective:,.0f} that would need no weights."
    )


def latest(tx: Transaction, round_key: str, family: str) -> Figures | None:
    """Returns the latest edition of a closed round; None where none was published since it closed."""
    return next((one for one in store.editions(tx, round_key, family) if not one.is_running), None)


def editions(tx: Transaction, round_key: str, family: str) -> tuple[Figures, ...]:
    """Returns every edition, the latest first."""
    return store.editions(tx, round_key, family)


def listed(tx: Transaction) -> list[tuple[str, str, int, datetime]]:
    """Returns (round, family, edition, published at) of every edition, the latest first."""
    return store.listed(tx)


def may_run(tx: Transaction, round_key: str) -> bool:
    """Says whether figures of a round may be published while it runs."""
    return store.allowed(tx, round_key) is not None


def let_run(tx: Transaction, round_key: str, *, allow: bool, actor: str, now: datetime) -> None:
    """Allows figures of a round while it runs, or takes that back; what was published stays. Raises UnknownRound."""
    consultations.find_round(tx, round_key)
    if allow == may_run(tx, round_key):
        return
    if allow:
        store.allow(tx, round_key, actor, now)
    else:
        store.forbid(tx, round_key)
    record(tx, actor, tag(actor, f"snapshots:{'allowed' if allow else 'ended'}"), round_key, {}, now)


def due(tx: Transaction, now: datetime) -> list[tuple[str, str]]:
    """Returns (round, who allowed it) of every running round that is due for a snapshot, and is not until tomorrow."""
    return [
        (row.round, row.allowed_by)
        for row in store.running(tx)
        if consultations.find_round(tx, row.round).status(now) in {Status.OPEN, Status.GRACE}
        and store.look(tx, row.round, now - BETWEEN, now)
    ]
