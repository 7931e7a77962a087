"""What is done about agreement: reckoned over the sample, and the differences listed to be settled."""

from collections.abc import Sequence

from survey.db.session import Transaction
from survey.themes.agreement.agreed import Agreement, agreement
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import AGREED, DIFFERS, SETTLED, Coding, Turn
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.themes.texts.text import Written


def of_codebook(tx: Transaction, codebook: Codebook) -> Agreement:
    """Reckons how far the coders of the sample agree, before anything is settled."""
    place = coding.place_of(codebook)
    rows = [
        row
        for standing in (AGREED, DIFFERS, SETTLED)
        for row in texts.of_second(tx, place, standing, 100_000)
    ]
    return agreement(codebook, _pairs(tx, [row.id for row in rows]))


def _pairs(tx: Transaction, ids: Sequence[int]) -> list[tuple[Coding, Coding]]:
    found: list[tuple[Coding, Coding]] = []
    for start in range(0, len(ids), texts.AT_ONCE):
        its = coding.codings(tx, ids[start : start + texts.AT_ONCE])
        for one in ids[start : start + texts.AT_ONCE]:
            first, second = its.get((one, Turn.FIRST)), its.get((one, Turn.SECOND))
            if first and second:
                found.append((first, second))
    return found


def differences(
    tx: Transaction, codebook: Codebook, most: int = 100
) -> Sequence[tuple[Written, Coding, Coding]]:
    """Returns the texts on which the two coders differ and nobody has settled it, each with both decisions."""
    rows = texts.of_second(tx, coding.place_of(codebook), DIFFERS, most)
    its = {first.text: (first, second) for first, second in _pairs(tx, [row.id for row in rows])}
    shown = texts.written(tx, rows, redaction.decided(tx, [row.id for row in rows]))
    return [(one, *its[one.id]) for one in shown if one.id in its]
