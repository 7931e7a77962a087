"""A file of recorded crime is read wholly or refused with the line that is wrong; unknown columns are asked for."""

import pytest

from survey.indicators.crime.layout import Layout, LayoutRefused, fingerprint, layout_of, recognise
from survey.indicators.crime.said import refusal_words, unreadable_words
from survey.indicators.crime.table import Reading, read
from survey.indicators.sheet import Unreadable, sheet_of

WIDE = "MajorText,MinorText,BoroughName,201104,201105\nROBBERY,ROBBERY OF PERSONAL PROPERTY,Barnet,4,5\n"
LONG = "Area name,Offence Group,Month,Count\nBarnet,Robbery,Apr-11,4\nBarnet,Robbery,May-11,5\n"


def reading(text: str, layout: Layout | None = None) -> Reading:
    sheet = sheet_of(text.encode())
    found = layout or recognise(sheet.headers)
    assert found is not None
    return read(sheet, found)


def counts(text: str, area: str = "E09000003") -> dict[str, int]:
    (one,) = [series for series in reading(text).series if series.area == area]
    return dict(one.counts)


def fault(text: str, layout: Layout | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        reading(text, layout)
    return unreadable_words(refused.value)


def test_a_month_in_each_column_is_read() -> None:
    assert counts(WIDE) == {"201104": 4, "201105": 5}


def test_a_month_in_each_row_is_read() -> None:
    assert counts(LONG) == {"201104": 4, "201105": 5}


def test_london_is_all_areas_together() -> None:
    both = WIDE + "ROBBERY,ROBBERY OF PERSONAL PROPERTY,Unknown,1,1\n"
    assert counts(both, "E12000007") == {"201104": 5, "201105": 6}


def test_london_is_not_added_up_where_the_file_has_it() -> None:
    both = WIDE + "ROBBERY,ROBBERY OF PERSONAL PROPERTY,London,9,9\n"
    assert counts(both, "E12000007") == {"201104": 9, "201105": 9}


def test_what_is_no_borough_is_named_as_left_over() -> None:
    both = WIDE + "ROBBERY,ROBBERY OF PERSONAL PROPERTY,Unknown,1,1\n"
    assert [(one.line, one.words) for one in reading(both).left_over] == [(3, "Unknown")]


@pytest.mark.parametrize("written", ["", "1,234", "7.0"])
def test_a_count_is_read_as_files_write_it(written: str) -> None:
    text = WIDE.replace(",4,5", f',"{written}",5')
    assert counts(text)["201104"] == {"": 0, "1,234": 1234, "7.0": 7}[written]


def test_semicolons_marks_and_old_letters_are_read() -> None:
    text = "\ufeff" + WIDE.replace(",", ";")
    assert reading(text).months == ("201104", "201105")
    assert sheet_of(WIDE.replace("Barnet", "Barnet\u2019s").encode("cp1252")).rows[0][2] == "Barnet\u2019s"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (WIDE.replace(",4,5", ",4,many"), "line 2, column 201105: ‘many’ is no number"),
        (WIDE.replace(",4,5", ",-4,5"), "line 2, column 201104: ‘-4’ is no number"),
        (WIDE.replace("Barnet", ""), "line 2, column BoroughName: the borough is missing"),
        (WIDE.replace("Barnet,4,5", "Barnet,4"), "line 2: the row is shorter than the headers"),
        (WIDE + WIDE.split("\n")[1] + "\n", "line 3, column 201104: a second figure for the same area"),
        (
            WIDE.replace("Barnet", "Leeds"),
            "line 2, column BoroughName: ‘Leeds’ and the others are no London boroughs",
        ),
        (LONG.replace("May-11", "later"), "line 3, column Month: ‘later’ is no month"),
        (WIDE.split("\n", maxsplit=1)[0], "there is no table in it"),
    ],
)
def test_a_file_that_is_wrong_is_refused_where_it_is_wrong(text: str, words: str) -> None:
    assert fault(text).startswith(words)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="not_text"):
        sheet_of(b"PK\x03\x04\0\0")


def test_rows_can_be_taken_alone() -> None:
    text = (
        "Area name,Measure,Offence Group,Month,Count\nBarnet,Offences,Robbery,Apr-11,4\n"
        "Barnet,Positive Outcomes,Robbery,Apr-11,1\n"
    )
    columns = {"area": "Area name", "category": "Offence Group", "month": "Month", "count": "Count"}
    headers = sheet_of(text.encode()).headers
    found = reading(text, layout_of(columns, headers, {"Measure": "Offences"}))
    assert [dict(one.counts) for one in found.series if one.area == "E09000003"] == [{"201104": 4}]
    assert [one.code for one in found.left_over] == ["not_asked_for"]
    assert fault(text, layout_of(columns, headers)).startswith("line 3, column Count: a second figure")


def test_headers_that_nobody_knows_are_asked_for() -> None:
    assert recognise(("Place", "What", "201104")) is None


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"category": "What"}, "say which column is the borough"),
        ({"area": "Where", "category": "What"}, "no column is headed ‘Where’"),
        ({"area": "What", "category": "What"}, "‘What’ can’t be two things at once"),
        ({"area": "Place", "category": "What"}, "no column is headed by a month"),
        (
            {"area": "Place", "category": "What", "month": "When"},
            "say which column is the number of offences",
        ),
    ],
)
def test_columns_that_can_not_be_are_refused(columns: dict[str, str], words: str) -> None:
    with pytest.raises(LayoutRefused) as refused:
        layout_of(columns, ("Place", "What", "When", "How many"))
    assert refusal_words(refused.value).startswith(words)


def test_next_months_file_has_the_same_fingerprint() -> None:
    assert fingerprint(("Place", "What", "201104")) == fingerprint(("Place", "What", "201104", "201105"))
    assert fingerprint(("Place", "What", "201104")) != fingerprint(("Place", "Why", "201104"))
