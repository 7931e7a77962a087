"""One piece of what speaks for a candidate in an area."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Source(StrEnum):
    """Whose voice or which figures it comes from."""

    RESIDENTS = "residents"
    BUSINESSES = "businesses"
    EVENTS = "events"
    THEMES = "themes"
    QUOTES = "quotes"
    BENCHMARK = "benchmark"
    CRIME = "crime"
    TREND = "trend"
    POLICE = "police"
    PARTNERS = "partners"
    STRATEGIC = "strategic"
    LETTERS = "letters"


SOURCE_NAMES: Mapping[Source, str] = {
    Source.RESIDENTS: "Residents",
    Source.BUSINESSES: "Businesses",
    Source.EVENTS: "Postcards and events",
    Source.THEMES: "Themes in people’s words",
    Source.QUOTES: "Quotations",
    Source.BENCHMARK: "Sample survey",
    Source.CRIME: "Recorded crime",
    Source.TREND: "Trend of recorded crime",
    Source.POLICE: "Police assessment",
    Source.PARTNERS: "Partner agencies",
    Source.STRATEGIC: "London-wide strategic priorities",
    Source.LETTERS: "Letters, petitions and groups",
}

UNSCORED = frozenset({Source.QUOTES, Source.LETTERS})
"""Shown and considered, never counted: a quotation is one voice, letters and petitions are a sample of nothing."""

SCORED = tuple(one for one in Source if one not in UNSCORED)

BY_HAND = (Source.THEMES, Source.BENCHMARK, Source.POLICE, Source.PARTNERS, Source.STRATEGIC, Source.QUOTES)
"""What is entered or read from a file; the other kinds are gathered."""

FAMILY_OF: Mapping[Source, str] = {
    Source.RESIDENTS: "residents",
    Source.BUSINESSES: "businesses",
    Source.EVENTS: "postcard",
}
"""The questionnaire that a voice answered."""

LONGEST_WORDS = 2000


class Unit(StrEnum):
    """What a figure is."""

    SHARE = "share"
    """0 to 1: of those who answered, the part that put the candidate among their priorities."""
    OFFENCES = "offences"
    PERCENT = "percent"
    """The change from the year before, in per cent."""
    SCORE = "score"
    """A number that the source itself gave, such as a risk score."""
    WORDS = "words"
    """No figure."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is to be kept for one candidate, before anybody keeps it."""

    candidate: int
    source: Source
    unit: Unit
    figure: Decimal | None = None
    base: int | None = None
    """How many answered."""
    effective: float | None = None
    """Kish's effective number behind a weighted share."""
    words: str = ""
    as_of: str = ""
    """The day of the figure, ISO 8601."""
    origin: str = ""
    """Who made the figure, in words."""
    link: str = ""
    """What it was taken from: `evidence:<id>`, `submission:<id>`, `extract:<id>` or a web address."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece as it was kept; a later one of the same source stands in its place, and both stay."""

    id: int
    round: str
    area: str
    kept_at: datetime
    kept_by: str
    said: Figure
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    withdrawn_because: str = ""


class GroundRefused(ValueError):
    """A piece can't be kept; `code` says why, `field` what it concerns, `line` where in a file.

    Codes: nothing_said, no_origin, no_day, too_long, not_by_hand, no_candidate, no_area, no_number, empty,
    missing_column, reason_missing, bad_link.
    """

    def __init__(self, code: str, field: str = "", line: int = 0, words: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.line = line
        self.words = words[:80]


def standing(grounds: Iterable[Ground]) -> tuple[Ground, ...]:
    """Returns what stands: of figures the latest of each source and candidate, of words and letters every one."""
    latest: dict[tuple[object, ...], Ground] = {}
    for one in grounds:
        if one.withdrawn_at is not None:
            continue
        said = one.said
        once = said.source not in UNSCORED and said.unit is not Unit.WORDS
        latest[(said.candidate, said.source) if once else (one.id,)] = one
    return tuple(latest.values())
