"""A quotation, and how broadly it may be said whose words it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.columns.disclosure import RULES

LEAST_WORDS = 2
LONGEST = 600

FEWEST = max(10, RULES.threshold)
"""People of a round who share a description before it may stand beside their words; no fewer than a table tells of."""


class QuotationRefused(ValueError):
    """Words can't be quoted; `code` says why: not_in_text, too_short, too_long, unknown, text_changed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Who:
    """Whose words they are, in broad strokes: keys of answers, empty where that would tell of too few."""

    family: str
    area: str = ""
    age: str = ""

    def document(self) -> dict[str, str]:
        """Returns the description as it is kept."""
        return {"family": self.family, "area": self.area, "age": self.age}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that were put forward, and whether they may leave the desk."""

    id: str
    text: int
    round: str
    family: str
    entry: str
    words: str
    who: Who
    put_by: str
    put_at: datetime
    cleared_by: str | None
    cleared_at: datetime | None

    @property
    def is_cleared(self) -> bool:
        """Says whether a named person has cleared it."""
        return self.cleared_by is not None


Counts = Mapping[tuple[str, str], int]
"""(Area, age) → responses of the round; either is empty where there was no answer."""


def broadly(family: str, area: str, age: str, counts: Counts, fewest: int = FEWEST) -> Who:
    """Returns the closest description that enough others share: area and age, else area, else age, else neither."""
    both = counts.get((area, age), 0)
    in_area = sum(count for (one, _), count in counts.items() if one == area)
    of_age = sum(count for (_, one), count in counts.items() if one == age)
    if area and age and both >= fewest:
        return Who(family, area, age)
    if area and in_area >= fewest:
        return Who(family, area)
    if age and of_age >= fewest:
        return Who(family, age=age)
    return Who(family)


def excerpt(typed: str, shown: str) -> str:
    """Returns the words to be quoted; raises QuotationRefused where they are not part of the text as it may be seen."""
    words = " ".join(typed.split())
    if len(words.split()) < LEAST_WORDS:
        raise QuotationRefused("too_short")
    if len(words) > LONGEST:
        raise QuotationRefused("too_long")
    if words not in " ".join(shown.split()):
        raise QuotationRefused("not_in_text")
    return words


def read(row: Any) -> Quotation:
    """Reads a quotation from its row."""
    return Quotation(
        row.id,
        row.text,
        row.round,
        row.family,
        row.entry,
        row.words,
        Who(**row.who),
        row.put_by,
        row.put_at,
        row.cleared_by,
        row.cleared_at,
    )
