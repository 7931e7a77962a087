"""What a summary consists of, whatever the format: sections of paragraphs, lists, tables, charts and promises."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `own` says that staff wrote it, in English whatever the language of the page."""

    text: str
    own: bool = False
    small: bool = False
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: Sequence[str]
    own: bool = False
    kind: str = "items"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row names it, the columns named by `numeric` (from 0) hold numbers."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[int] = ()
    english: Sequence[int] = ()
    """Columns that are in English whatever the language of the page."""
    under_its_name: bool = False
    """Stands under a heading that says the same as its caption."""
    repeats: bool = False
    """Says in figures what the chart before it shows: print leaves it out."""
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: the share here and, thinner below it, the one it stands beside; None draws nothing."""

    label: str
    share: float | None
    words: str
    other: float | None = None
    other_words: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their values beside them; `described` says the same to those who can't see them."""

    caption: str
    described: str
    bars: Sequence[Bar]
    legend: Sequence[str] = ()
    kind: str = "chart"


@dataclass(frozen=True, slots=True)
class Pair:
    """One promise: what people said, what will be done, and by how much."""

    title: str
    said_head: str
    said: str
    will_head: str
    will: str
    facts: Sequence[str]
    kind: str = "pair"


Block = Paragraph | Heading | Items | Grid | Chart | Pair


@dataclass(frozen=True, slots=True)
class Section:
    """One section; its key names it in addresses."""

    key: str
    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole summary in one language."""

    language: str
    mirrored: bool
    title: str
    year: str
    made: str
    corrects: str
    sponsor: str
    sections: Sequence[Section]

    def document(self) -> dict[str, Any]:
        """Returns the content as plain values."""
        return asdict(self)
