"""Address labels on sheets of 21, from the first that is still free."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from survey.fieldwork.paper.requests.request import Addressed
from survey.fieldwork.paper.typesetting import pdf

ON_A_SHEET = 21


def labels(requests: Sequence[Addressed], first: int, templates: Path, now: datetime) -> bytes:
    """Sets a label for each request; `first` is the place, 1 to 21, of the first free label on the first sheet.

    Raises ValueError for another place.
    """
    if not 1 <= first <= ON_A_SHEET:
        raise ValueError(f"first: 1 to {ON_A_SHEET}")
    lines = [[one.name, *one.address] for one in requests]
    inputs = {"labels": lines, "skipped": str(first - 1), "title": "Address labels"}
    return pdf(templates / "labels.typ", inputs, now)
