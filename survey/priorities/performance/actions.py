"""What is done with results of a year: reckoned, published by area, compared with what is known by now."""

from dataclasses import replace
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.indicators.crime import actions as crime
from survey.indicators.measures import actions as measures
from survey.indicators.measures.figures import Figures
from survey.indicators.years import Year, year_of
from survey.priorities.performance import store
from survey.priorities.performance.results import Results, Standing, reckon, revised
from survey.priorities.targets import actions as targets


class PublishRefused(ValueError):
    """Results can't be published; `code` says why: nothing_known, not_over, note_missing, nothing_new."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def known_now(tx: Transaction, area: str, year: Year) -> Results:
    """Returns an area's results of a year from the figures that are known now."""
    return _reckoned(tx, measures.figures(tx, area), area, year)


def standing(tx: Transaction, area: str, year: Year) -> Standing:
    """Returns an area's published results of a year with what was revised since, else those known now."""
    now_known = known_now(tx, area, year)
    editions = store.editions(tx, area, year)
    if not editions:
        return Standing(now_known)
    return Standing(editions[0], tuple(revised(editions[0], now_known)))


def publish(tx: Transaction, area: str, year: Year, note: str, actor: str, now: datetime) -> Results:
    """Publishes an area's results of a year as they are known now; a later edition needs a note that says why.

    Raises PublishRefused, EditionTaken.
    """
    found = known_now(tx, area, year)
    before = store.editions(tx, area, year)
    if not any(one.current is not None for one in found.lines):
        raise PublishRefused("nothing_known")
    if not found.is_whole:
        raise PublishRefused("not_over")
    if before and before[0].lines == found.lines:
        raise PublishRefused("nothing_new")
    if before and not note.strip():
        raise PublishRefused("note_missing")
    edition = before[0].edition + 1 if before else 1
    made = replace(
        found, edition=edition, published_at=now, published_by=actor, note=note.strip() if before else ""
    )
    store.add(tx, made, actor, now)
    record(tx, actor, tag(actor, "performance:published"), area, {"year": str(year), "edition": edition}, now)
    return made


def editions(tx: Transaction, area: str, year: Year) -> tuple[Results, ...]:
    """Returns every edition of an area's results of a year, the latest first."""
    return store.editions(tx, area, year)


def published(tx: Transaction, year: Year) -> dict[str, int]:
    """Returns area → latest edition, of the areas whose results of a year are published."""
    return store.published(tx, year)


def years_known(tx: Transaction) -> list[Year]:
    """Returns the years that can be looked at, the latest first: those with figures or targets."""
    months = {month for one in crime.extracts(tx) for month in one.months}
    hand = {year for one in measures.all_series(tx) for year in measures.years_of(tx, one.key)}
    return sorted({year_of(month) for month in months} | set(targets.years(tx)) | hand, reverse=True)


def _reckoned(tx: Transaction, figures: Figures, area: str, year: Year) -> Results:
    wanted = {one.wanted.measure: one.wanted for one in targets.standing(tx, area, year)}
    return reckon(figures, year, measures.measures(tx), wanted)
