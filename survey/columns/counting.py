"""Which responses count: the one place that says so.

Submitted responses count; drafts and withdrawn ones do not, nor calls that broke off without their caller's leave,
which are never submitted. A response is left out besides only by a decision that names a published rule or itself, a
reason and a person; it stays in the columns, so that each table can be shown with and without those left out.
"""

from typing import Any

from survey.columns.filters import Predicate


def counts(row: Any) -> bool:
    """Says whether a changed row counts: neither withdrawn nor, after it was partly sent, a draft again."""
    return row.submitted_at is not None and row.withdrawn_at is None


def counting(*, everything: bool = False) -> Predicate:
    """Returns the predicate of the responses that count; with `everything`, of those left out as well."""
    return Predicate() if everything else Predicate("NOT excluded")


def left_out() -> Predicate:
    """Returns the predicate of the responses that are left out by a decision."""
    return Predicate("excluded")
