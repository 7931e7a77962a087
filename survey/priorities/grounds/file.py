"""Assessments and submissions read from a file: rows of candidate, area, figure and words, under any headers."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from survey.indicators.areas import area_named
from survey.indicators.measures.series import ValueRefused, number
from survey.indicators.sheet import Sheet, Unreadable, sheet_of
from survey.priorities.grounds.ground import LONGEST_WORDS, Figure, GroundRefused, Source, Unit
from survey.priorities.planning.planning import Candidate

COLUMNS: Mapping[str, str] = {
    "candidate": "the candidate",
    "area": "the borough",
    "figure": "the figure",
    "words": "the words",
}
"""What a column can be: the candidate and one of figure and words are needed; without a borough all is London's."""

MOST_ROWS = 5000

MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of a workbook once unpacked: a small file can be made to swell without end."""


def sheet_in(content: bytes) -> Sheet:
    """Reads a CSV file, or the first sheet of an Excel workbook; raises Unreadable."""
    if not content.startswith(b"PK"):
        return sheet_of(content)
    from openpyxl import load_workbook  # noqa: PLC0415  11 MB, for the few who bring a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415  as above

    try:
        with ZipFile(BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise Unreadable("not_text")
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        cells = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS, max_col=60)
        rows = [tuple("" if cell is None else str(cell).strip() for cell in row) for row in cells]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as fault:
        raise Unreadable("not_text") from fault
    filled = [(line, row) for line, row in enumerate(rows, 1) if any(row)]
    if len(filled) < 2:
        raise Unreadable("empty")
    return Sheet(filled[0][1], tuple(row for _, row in filled[1:]), tuple(line for line, _ in filled[1:]))


def figures_in(
    sheet: Sheet,
    columns: Mapping[str, str],
    candidates: Iterable[Candidate],
    default_area: str,
    *,
    source: Source,
    origin: str,
    as_of: str,
) -> list[tuple[str, Figure]]:
    """Reads (area, figure) for each row; raises GroundRefused for the first row that can't be read."""
    places = _places(sheet.headers, columns)
    known = {name.lower(): one for one in candidates for name in (one.key, one.name)}
    found = []
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        said = {role: row[place] if place < len(row) else "" for role, place in places.items()}
        one = known.get(said["candidate"].lower())
        if one is None:
            raise GroundRefused("no_candidate", "candidate", line, said["candidate"])
        area = area_named(said["area"]) if said.get("area") else default_area
        if area is None:
            raise GroundRefused("no_area", "area", line, said["area"])
        figure, words = _figure(said.get("figure", ""), line), said.get("words", "")[:LONGEST_WORDS]
        if figure is None and not words:
            raise GroundRefused("nothing_said", "figure", line)
        unit = Unit.WORDS if figure is None else Unit.SCORE
        made = Figure(one.id, source, unit, figure, words=words, as_of=as_of, origin=origin, link="")
        found.append((area, made))
    return found


def _places(headers: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    said = {role: header for role, header in columns.items() if header}
    if "candidate" not in said:
        raise GroundRefused("missing_column", "candidate")
    if not {"figure", "words"} & said.keys():
        raise GroundRefused("missing_column", "figure")
    for role, header in said.items():
        if header not in headers:
            raise GroundRefused("missing_column", role, words=header)
    return {role: list(headers).index(header) for role, header in said.items()}


def _figure(written: str, line: int) -> Decimal | None:
    try:
        return number(written) if written else None
    except ValueRefused:
        raise GroundRefused("no_number", "figure", line, written) from None
