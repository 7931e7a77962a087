"""What is done with recorded crime: a file is taken in whole, kept, and read together with the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.indicators.crime import store
from survey.indicators.crime.extract import Extract, Kind, Recorded, Revision, revisions
from survey.indicators.crime.layout import Layout, fingerprint, recognise
from survey.indicators.crime.table import Reading, read
from survey.indicators.sheet import Sheet, Unreadable, sheet_of
from survey.indicators.years import Year, year_of

__all__ = ["Unreadable"]

LONGEST_FILE_NAME = 200


class UnknownExtract(LookupError):
    """No extract goes by this id."""


class LayoutUnknown(Exception):
    """Nobody has said yet which column of such a file is what; `headers` are its headers."""

    def __init__(self, headers: Sequence[str]) -> None:
        super().__init__(", ".join(headers))
        self.headers = tuple(headers)


class AlreadyImported(Exception):
    """The very same file was imported before, as `extract`."""

    def __init__(self, extract: Extract) -> None:
        super().__init__(extract.name)
        self.extract = extract


class DayRefused(ValueError):
    """The day of an extract lies after today, or before the last day of its months can be known."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file that can be read: its rows and its layout, and whether a person said it just now."""

    sheet: Sheet
    layout: Layout
    said_now: bool


def look_into(tx: Transaction, content: bytes, said: Layout | None = None) -> Known:
    """Reads the headers of a file and finds its layout: said now, remembered, or known.

    Raises LayoutUnknown, Unreadable.
    """
    sheet = sheet_of(content)
    if said is not None:
        return Known(sheet, said, said_now=True)
    found = store.layout(tx, fingerprint(sheet.headers)) or recognise(sheet.headers)
    if found is None:
        raise LayoutUnknown(sheet.headers)
    return Known(sheet, found, said_now=False)


def import_extract(
    tx: Transaction,
    content: bytes,
    name: str,
    *,
    source: str,
    taken_on: date,
    actor: str,
    now: datetime,
    said: Layout | None = None,
) -> Extract:
    """Keeps a file of recorded crime as an extract of its own, or nothing of it; what was said is remembered.

    Raises Unreadable, LayoutUnknown, LayoutRefused, AlreadyImported, DayRefused.
    """
    digest = sha256(content).hexdigest()
    before = store.find_by_content(tx, digest)
    if before is not None:
        raise AlreadyImported(before)
    known = look_into(tx, content, said)
    reading = read(known.sheet, known.layout)
    if taken_on > now.date() or taken_on.isoformat()[:7].replace("-", "") < reading.months[-1]:
        raise DayRefused(taken_on.isoformat())
    if known.said_now:
        store.remember_layout(tx, fingerprint(known.sheet.headers), known.layout, actor, now)
    values = {
        "name": name[:LONGEST_FILE_NAME],
        "source": source.strip(),
        "taken_on": taken_on.isoformat(),
        "sha256": digest,
        "months": list(reading.months),
        **_sizes(reading),
        "left_over": [[one.line, one.code, one.words] for one in reading.left_over],
        "imported_at": now,
        "imported_by": actor,
    }
    extract_id = store.add_extract(tx, values, reading.series)
    detail = {"file": values["name"], "taken_on": values["taken_on"], "series": values["series"]}
    record(tx, actor, tag(actor, "crime:imported"), str(extract_id), detail, now)
    return find_extract(tx, extract_id)


def extracts(tx: Transaction) -> tuple[Extract, ...]:
    """Returns every extract, the latest last."""
    return store.extracts(tx)


def find_extract(tx: Transaction, extract_id: int) -> Extract:
    """Returns an extract; raises UnknownExtract."""
    found = store.find_extract(tx, extract_id)
    if found is None:
        raise UnknownExtract(extract_id)
    return found


def recorded(tx: Transaction, area: str) -> Recorded:
    """Returns what is known of recorded crime in an area, each month from the latest extract that covers it."""
    known = store.extracts(tx)
    owners = {month: one.id for one in known for month in one.months}
    kinds = store.kinds(tx, set(owners.values()))
    series: dict[int, dict[Kind, Mapping[str, int]]] = {}
    for extract, one in store.series_of_area(tx, area):
        series.setdefault(extract, {})[one.category, one.subcategory] = one.counts
    return Recorded(area, owners, kinds, series)


def areas(tx: Transaction) -> tuple[str, ...]:
    """Returns the areas that figures are known of, boroughs' codes first."""
    return tuple(sorted(store.areas(tx), key=lambda key: (not key.startswith("E"), key)))


def categories(tx: Transaction) -> dict[str, tuple[str, ...]]:
    """Returns the types of crime in any extract: category → subcategories, each by name."""
    found: dict[str, set[str]] = {}
    for its in store.kinds(tx, [one.id for one in store.extracts(tx)]).values():
        for category, subcategory in its:
            found.setdefault(category, set()).update({subcategory} - {""})
    return {category: tuple(sorted(found[category])) for category in sorted(found)}


def whole_years(tx: Transaction) -> tuple[Year, ...]:
    """Returns the years of which every month is covered by some extract, in their order."""
    months = {month for one in store.extracts(tx) for month in one.months}
    years = {year_of(month) for month in months}
    return tuple(sorted(year for year in years if months.issuperset(year.months)))


def revised_by(tx: Transaction, extract: Extract) -> tuple[Revision, ...]:
    """Returns what an extract changed of the one before it that covers some of the same months."""
    earlier = [one for one in store.extracts(tx) if (one.taken_on, one.id) < (extract.taken_on, extract.id)]
    overlapping = [one for one in earlier if set(one.months) & set(extract.months)]
    if not overlapping:
        return ()
    before = overlapping[-1]
    shared = sorted(set(before.months) & set(extract.months))
    years = {month: year_of(month) for month in shared}
    first, second = store.series_of_extract(tx, before.id), store.series_of_extract(tx, extract.id)
    return tuple(revisions(first, second, shared, years))


def _sizes(reading: Reading) -> dict[str, int]:
    """Counts rows and offences as the file has them, without the sums made of them."""
    its = [one for one in reading.series if one.area not in reading.summed]
    return {"series": len(its), "offences": sum(sum(one.counts.values()) for one in its)}
