"""A report as it was made."""

from dataclasses import dataclass
from datetime import datetime


class ReportRefused(ValueError):
    """A report can't be made; `code` says why: no_figures."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Report:
    """One edition; its files never change."""

    id: int
    round: str
    edition: int
    sha256: str
    """Of its page, in hexadecimal."""
    made_at: datetime
    made_by: str


FORMATS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Format → media type."""
