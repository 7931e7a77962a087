"""SPSS: codes with value labels, absences as missing values of their own, and the level of measurement."""

import re
from collections.abc import Sequence
from pathlib import Path

from survey.columns.cells import LOWEST_CODE, Cell
from survey.exports.format import Rows
from survey.exports.frame import frame

RESERVED = frozenset({"ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"})
"""Words that can't name a variable."""

LONGEST_NAME = 64
LONGEST_LABEL = 255
LONGEST_VALUE_LABEL = 120

_STRANGE = re.compile(r"[^A-Za-z0-9_.]")


class Spss:
    """One case a response; the codes below nought are missing, and their labels say why."""

    name = "sav"
    media_type = "application/x-spss-sav"
    suffix = "sav"
    label = "SPSS"
    coded = True

    def write(self, path: Path, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> None:
        """See Format."""
        import pyreadstat  # noqa: PLC0415  a sixth of a second and 5 MB, for exports alone

        names = variable_names([cell.heading for cell in cells])
        coded = [(name, cell) for name, cell in zip(names, cells, strict=True) if cell.is_coded]
        pyreadstat.write_sav(
            frame(cells, rows, names=names),
            str(path),
            column_labels={name: cell.label[:LONGEST_LABEL] for name, cell in zip(names, cells, strict=True)},
            variable_value_labels={
                name: {code: label[:LONGEST_VALUE_LABEL] for code, label in cell.codes.items()}
                for name, cell in coded
            },
            missing_ranges={name: [{"lo": LOWEST_CODE, "hi": -1}] for name, _ in coded},
            variable_measure={name: cell.measure.value for name, cell in zip(names, cells, strict=True)},
            row_compress=True,
        )

    def count(self, path: Path) -> int:
        """See Format."""
        import pyreadstat  # noqa: PLC0415  as above

        _, told = pyreadstat.read_sav(str(path), metadataonly=True, output_format="polars")
        found: int = told.number_rows or 0
        return found


def variable_names(headings: Sequence[str]) -> list[str]:
    """Returns a name that SPSS takes for each heading, told apart in any case of letters."""
    taken: set[str] = set()
    found = []
    for heading in headings:
        plain = _STRANGE.sub("_", heading).rstrip("._")[:LONGEST_NAME]
        if not plain[:1].isalpha() or plain.upper() in RESERVED:
            plain = f"v_{plain}"[:LONGEST_NAME]
        name, number = plain, 2
        while name.upper() in taken:
            name = f"{plain[: LONGEST_NAME - 4]}_{number}"
            number += 1
        taken.add(name.upper())
        found.append(name)
    return found
