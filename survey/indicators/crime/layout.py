"""Which column of a file of recorded crime is what: known by its headers, or said once by a person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from survey.indicators.years import read_month

ROLES = ("area", "category", "subcategory", "month", "count")
"""What a column can be. `subcategory` may be missing; `month` and `count` are where each month has no column."""

NEEDED = ("area", "category")

_KNOWN: Mapping[str, frozenset[str]] = {
    "area": frozenset({"area", "areaname", "borough", "boroughname", "lookupboroughname"}),
    "category": frozenset({"category", "crimetype", "majorcategory", "majortext", "offencegroup"}),
    "subcategory": frozenset({"minorcategory", "minortext", "offencesubgroup", "subcategory"}),
    "month": frozenset({"date", "month", "monthyear", "period", "yearmonth"}),
    "count": frozenset({"count", "crimes", "offences", "value"}),
}
"""Headers, letters and digits alone, under which the London Datastore and others have published these columns."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The headers of the columns that matter; `month` and `count` are empty where each month has a column."""

    area: str
    category: str
    subcategory: str = ""
    month: str = ""
    count: str = ""
    only: tuple[tuple[str, str], ...] = ()
    """Header → what must stand there for a row to be taken, such as Measure → Offences."""

    @property
    def named(self) -> dict[str, str]:
        """Returns role → header of the columns that there are."""
        return {role: getattr(self, role) for role in ROLES if getattr(self, role)}


class LayoutRefused(ValueError):
    """A file can't be read like this; `code` says why, `role` which column, `header` what was named for it.

    Codes: missing (no column was named), unknown (no column is headed like this), twice, no_months.
    """

    def __init__(self, code: str, role: str = "", header: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.role = role
        self.header = header


def recognise(headers: Sequence[str]) -> Layout | None:
    """Returns the layout of a file whose headers are known and clear; None where a person has to say."""
    found: dict[str, str] = {}
    for role, known in _KNOWN.items():
        its = [header for header in headers if _plain(header) in known and read_month(header) is None]
        if len(its) > 1:
            return None
        if its:
            found[role] = its[0]
    if months_in(headers):
        found = {role: header for role, header in found.items() if role not in {"month", "count"}}
    try:
        return layout_of(found, headers)
    except LayoutRefused:
        return None


def layout_of(
    columns: Mapping[str, str], headers: Sequence[str], only: Mapping[str, str] = MappingProxyType({})
) -> Layout:
    """Returns the layout that a person put together, role → header; raises LayoutRefused."""
    for header in only:
        if header not in headers:
            raise LayoutRefused("unknown", "only", header)
    said = {role: columns.get(role, "").strip() for role in ROLES}
    for role, header in said.items():
        if header and header not in headers:
            raise LayoutRefused("unknown", role, header)
        if not header and role in NEEDED:
            raise LayoutRefused("missing", role)
    for role, header in said.items():
        if header and list(said.values()).count(header) > 1:
            raise LayoutRefused("twice", role, header)
    if bool(said["month"]) != bool(said["count"]):
        raise LayoutRefused("missing", "count" if said["month"] else "month")
    if not said["month"] and not months_in(headers):
        raise LayoutRefused("no_months")
    return Layout(**said, only=tuple(sorted(only.items())))


def months_in(headers: Sequence[str]) -> dict[str, str]:
    """Returns header → month, YYYYMM, of the columns that are headed by a month."""
    return {header: month for header in headers if (month := read_month(header)) is not None}


def fingerprint(headers: Sequence[str]) -> str:
    """Names a set of headers, months left out, so that next month's file is known again; hexadecimal SHA-256."""
    kept = sorted(_plain(header) for header in headers if read_month(header) is None)
    return sha256("\n".join(kept).encode()).hexdigest()


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]", "", header.lower())
