"""The codebook: what each column of an export holds, and what each of its values means."""

from collections.abc import Sequence

from survey.columns.cells import Cell

HEAD = ("column", "label", "type", "measure", "value", "code", "meaning")

Line = tuple[str, str, str, str, str, int | str, str]


def lines(cells: Sequence[Cell]) -> list[Line]:
    """Returns one line a value, or one for a column without values of its own, as in HEAD.

    `value` is what stands in files of words (CSV, Excel, Parquet), `code` what stands in files of codes (SPSS).
    """
    found: list[Line] = []
    for cell in cells:
        column = (cell.heading, cell.label, type_of(cell), cell.measure.value)
        if not cell.is_coded:
            found.append((*column, "", "", ""))
        for code, meaning in cell.codes.items():
            at = code - cell.lowest
            value = cell.words[at] if at < len(cell.words) else str(code)
            found.append((*column, value, code, meaning))
    return found


def type_of(cell: Cell) -> str:
    """Names what a column holds: codes, a number, text, or what a person wrote."""
    if cell.is_coded:
        return "codes"
    if cell.written:
        return "what people wrote"
    return "text" if cell.is_text else "number"
