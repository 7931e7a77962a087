"""The words of a summary that people write; all else in it comes from figures and decisions."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

LONGEST = 4000
LONGEST_LINE = 200
LINES = frozenset({"first_from", "second_from"})
"""Texts on one line."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What staff write: paragraphs with empty lines between them; a line that begins with `- ` is an item."""

    first_message: str = ""
    """Of the authority, alike in every area."""
    first_from: str = ""
    second_message: str = ""
    """Of whoever leads the police of the area."""
    second_from: str = ""
    strategic: str = ""
    """The strategic priorities for London, one on a line, as are events and contacts."""
    how_we_did: str = ""
    initiatives: str = ""
    teams: str = ""
    engagement: str = ""
    events: str = ""
    contacts: str = ""
    next_consultation: str = ""
    note: str = ""
    """What a further edition corrects, and why."""

    def document(self) -> dict[str, str]:
        """Returns the texts as plain values."""
        return asdict(self)

    @classmethod
    def of(cls, document: Mapping[str, str]) -> "Texts":
        """Reads texts back."""
        return cls(**document)


NAMES = tuple(one.name for one in fields(Texts))

NEEDED = ("first_message", "first_from", "second_message", "second_from", "strategic", "contacts")
"""Texts without which a summary is not whole."""


class TextRefused(ValueError):
    """A text can't be kept; `code` says why (too_long), `field` which."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(texts: Texts) -> None:
    """Raises TextRefused for a text that is too long."""
    for name in NAMES:
        if len(getattr(texts, name)) > (LONGEST_LINE if name in LINES else LONGEST):
            raise TextRefused("too_long", name)


def missing(texts: Texts) -> tuple[str, ...]:
    """Returns the names of needed texts that nobody has written."""
    return tuple(name for name in NEEDED if not getattr(texts, name).strip())


def lines(words: str) -> tuple[str, ...]:
    """Returns the lines of a text that say something, without what marks items of a list."""
    return tuple(line.strip().removeprefix("- ").strip() for line in words.splitlines() if line.strip())


def blocks(words: str) -> tuple[str | tuple[str, ...], ...]:
    """Returns paragraphs and, as tuples, lists, in their order."""
    found: list[str | tuple[str, ...]] = []
    items: list[str] = []
    running: list[str] = []
    for line in [*words.splitlines(), ""]:
        words_of_line = line.strip()
        if words_of_line.startswith("- "):
            _end(found, running, [])
            items.append(words_of_line[2:].strip())
            continue
        if items or not words_of_line:
            _end(found, running, items)
        if words_of_line:
            running.append(words_of_line)
    return tuple(found)


def _end(found: list[str | tuple[str, ...]], running: list[str], items: list[str]) -> None:
    if running:
        found.append(" ".join(running))
        running.clear()
    if items:
        found.append(tuple(items))
        items.clear()
