"""What is done with proposals: trained as a job, looked at, accepted theme by theme, taken back; never decided."""

from collections.abc import Collection, Mapping

from survey.db.session import Transaction
from survey.themes.proposals import store


def accepted(tx: Transaction, codebook_ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Returns codebook → the themes of which proposals are accepted."""
    found: dict[str, tuple[str, ...]] = {}
    for row in store.standing(tx, codebook_ids):
        found[row.codebook] = (*found.get(row.codebook, ()), row.theme)
    return found
