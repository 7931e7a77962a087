"""What is done with public figures: made once a round has closed, frozen, read."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.columns.actions import View
from survey.consultations import actions as consultations
from survey.consultations.round import Status
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.places.london import WHOLE
from survey.priorities.grounds.actions import coded
from survey.summaries.figures import store
from survey.summaries.figures.counting import document, selection
from survey.summaries.figures.figures import FEWEST_CHANGED, Figures, FiguresRefused
from survey.summaries.figures.said import published as said_in_public
from survey.weighting.actions import report, who_was_heard
from survey.weighting.heard import HeardMargin
from survey.weighting.targets import scheme_of

Progress = Callable[[int, int], None]


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
    progress: Progress = _silently,
) -> Figures:
    """Publishes what a questionnaire of a closed round came to; a further edition needs a note that says why.

    Raises FiguresRefused, UnknownRound.
    """
    if consultations.find_round(tx, round_key).status(now) is not Status.CLOSED:
        raise FiguresRefused("not_closed")
    if view is None:
        raise FiguresRefused("nobody")
    before = latest(tx, round_key, family)
    if before is not None and not note.strip():
        raise FiguresRefused("note_missing")
    scheme = scheme_of(family)
    weighed = report(view, scheme, round_key) if scheme else None
    live = consultations.live_version(tx, round_key, family)
    found = document(
        view,
        round_key,
        _heard(view, family, round_key, progress),
        said_in_public(coded(tx, view, live.questionnaire, round_key, WHOLE)) if live else [],
        weighted=weighed is not None,
    )
    if not found["size"]:
        raise FiguresRefused("nobody")
    if before is not None:
        _check_change(before, found)
    made = Figures(
        round=round_key,
        family=family,
        edition=before.edition + 1 if before else 1,
        document=found,
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


def _check_change(before: Figures, found: Mapping[str, Any]) -> None:
    if before.document == found:
        raise FiguresRefused("nothing_new")
    if abs(before.size - found["size"]) < FEWEST_CHANGED:
        raise FiguresRefused("few_changed")


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
    """Returns the latest edition; None where nothing was published."""
    return next(iter(store.editions(tx, round_key, family)), None)


def editions(tx: Transaction, round_key: str, family: str) -> tuple[Figures, ...]:
    """Returns every edition, the latest first."""
    return store.editions(tx, round_key, family)


def listed(tx: Transaction) -> list[tuple[str, str, int, datetime]]:
    """Returns (round, family, edition, published at) of every edition, the latest first."""
    return store.listed(tx)
