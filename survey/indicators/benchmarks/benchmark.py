"""One sample survey, as it was taken in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class BenchmarkRefused(ValueError):
    """A survey can't be taken in; `code` says why, `field` what it concerns.

    Codes: no_name, no_source, not_drawn (a sample by chance without a word on how it was drawn), days, taken_in
    (the same file stands already), lonely (a stratum with a single cluster), reason_missing.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What is known of a survey besides its interviews."""

    id: int
    name: str
    family: str
    """The questionnaire that its answers are put beside."""
    source: str
    """Who made it, in words."""
    drawn: str
    """How people were drawn, in words."""
    by_chance: bool
    """Declared a probability sample: everybody had a known chance to be asked, so it has margins of error."""
    asked_from: str
    asked_to: str
    """First and last day of the interviews, ISO 8601."""
    sha256: str
    interviews: int
    weighting: Mapping[str, Any]
    """The scheme's hash and name, which margins were met, the design effect, the effective number."""
    taken_in_at: datetime
    taken_in_by: str
    set_aside_at: datetime | None = None
    set_aside_by: str = ""
    set_aside_because: str = ""

    @property
    def stands(self) -> bool:
        """Says whether it is still used."""
        return self.set_aside_at is None
