"""A draft and a published edition of an area's summary."""

from dataclasses import dataclass
from datetime import datetime

from survey.summaries.local.figures import Figures
from survey.summaries.local.texts import Texts


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft as it was written; writing again makes a new one and keeps this."""

    id: int
    round: str
    area: str
    texts: Texts
    figures: Figures
    filled: bool
    """Put together from the data, and not yet changed by anybody."""
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A published summary, which never changes; its files are kept beside it."""

    id: int
    round: str
    area: str
    edition: int
    note: str
    """What it corrects; empty for the first."""
    texts: Texts
    figures: Figures
    published_at: datetime
    published_by: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class File:
    """One format of an edition, as it was made when it was published."""

    name: str
    media_type: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the list of all summaries says of one area's latest edition."""

    round: str
    area: str
    edition: int
    published_at: datetime
