"""What is done with measures and series: defined, given values, read for an area."""

from collections.abc import Sequence
from datetime import date, datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.indicators.crime import actions as crime
from survey.indicators.measures import store
from survey.indicators.measures.figures import Figures
from survey.indicators.measures.measure import Measure, MeasureRefused, check
from survey.indicators.measures.series import SERIES_KEY, Given, HandSeries, Point, ValueRefused
from survey.indicators.years import Year, read_year, year_of


class UnknownMeasure(LookupError):
    """No measure goes by this key."""


class UnknownSeries(LookupError):
    """No series goes by this key."""


def measures(tx: Transaction) -> tuple[Measure, ...]:
    """Returns every measure as it is defined now."""
    return store.current_measures(tx)


def find_measure(tx: Transaction, key: str) -> Measure:
    """Returns a measure; raises UnknownMeasure."""
    found = next((one for one in store.current_measures(tx) if one.key == key), None)
    if found is None:
        raise UnknownMeasure(key)
    return found


def definitions(tx: Transaction, key: str) -> list[tuple[Measure, datetime, str]]:
    """Returns how a measure was defined, the latest first, with when and by whom."""
    return store.definitions(tx, key)


def define(tx: Transaction, measure: Measure, actor: str, now: datetime) -> Measure:
    """Defines a measure, or defines one anew; the earlier definition stays readable. Raises MeasureRefused."""
    check(measure)
    known = {one.key for one in store.all_series(tx)}
    if any(term.series and term.series not in known for term in measure.terms):
        raise MeasureRefused("no_figures", "terms")
    store.add_measure(tx, measure, actor, now)
    record(tx, actor, tag(actor, "measure:defined"), measure.key, {"name": measure.name}, now)
    return measure


def all_series(tx: Transaction) -> tuple[HandSeries, ...]:
    """Returns every series kept by hand."""
    return store.all_series(tx)


def find_series(tx: Transaction, key: str) -> HandSeries:
    """Returns a series; raises UnknownSeries."""
    found = next((one for one in store.all_series(tx) if one.key == key), None)
    if found is None:
        raise UnknownSeries(key)
    return found


def points(tx: Transaction, series: str) -> Sequence[Point]:
    """Returns every value of a series, those that were replaced too, the latest first."""
    return store.points_of_series(tx, series)


def start_series(tx: Transaction, key: str, name: str, unit: str, actor: str, now: datetime) -> HandSeries:
    """Starts a series; raises ValueRefused for a key that can't be, is taken, or a series without a name."""
    if not SERIES_KEY.fullmatch(key):
        raise ValueRefused("bad_key", key)
    if not name.strip():
        raise ValueRefused("name_missing")
    if any(one.key == key for one in store.all_series(tx)):
        raise ValueRefused("key_taken", key)
    series = HandSeries(key, name.strip(), unit.strip(), now, actor)
    store.add_series(tx, series)
    record(tx, actor, tag(actor, "series:started"), key, {"name": series.name}, now)
    return series


def enter(
    tx: Transaction,
    series: str,
    given: Sequence[Given],
    *,
    source: str,
    as_of: str,
    actor: str,
    now: datetime,
) -> None:
    """Keeps values of a series, each with its source and day; raises UnknownSeries, ValueRefused."""
    find_series(tx, series)
    if not source.strip():
        raise ValueRefused("no_source")
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        raise ValueRefused("no_day", as_of) from None
    store.add_points(tx, series, list(given), source.strip(), day.isoformat(), actor, now)
    detail = {"values": len(given), "source": source.strip(), "as_of": as_of}
    record(tx, actor, tag(actor, "series:entered"), series, detail, now)


def figures(tx: Transaction, area: str) -> Figures:
    """Returns all that is known of an area: recorded crime, and series kept by hand."""
    extracts = {one.id: one for one in crime.extracts(tx)}
    return Figures(area, crime.recorded(tx, area), extracts, store.points_of_area(tx, area))


def years_of(tx: Transaction, series: str) -> set[Year]:
    """Returns the years that a series has values in."""
    periods = {one.period for one in store.points_of_series(tx, series)}
    return {read_year(one) if "/" in one else year_of(one) for one in periods}
