"""Years run from April to March; months are read as tables head their columns."""

import pytest

from survey.indicators.years import NotAYear, Year, month_in_words, next_month, read_month, read_year, year_of


@pytest.mark.parametrize("written", ["2011/12", "2011-12", "FY2011/12", "2011/2012", "2011", " 2011–12 "])
def test_a_year_is_read_as_people_write_it(written: str) -> None:
    assert read_year(written) == Year(2011)


@pytest.mark.parametrize("written", ["", "2011/13", "11/12", "2011/12/13", "soon"])
def test_what_is_no_year_is_refused(written: str) -> None:
    with pytest.raises(NotAYear):
        read_year(written)


def test_a_year_ends_in_march() -> None:
    months = Year(2011).months
    assert (months[0], months[-1], len(months)) == ("201104", "201203", 12)


def test_the_turn_of_a_century_is_written_in_two_digits() -> None:
    assert str(Year(2099)) == "2099/00"
    assert read_year("1999/00") == Year(1999)


@pytest.mark.parametrize(("month", "year"), [("201103", 2010), ("201104", 2011), ("201203", 2011)])
def test_a_month_lies_in_the_year_that_began_in_april(month: str, year: int) -> None:
    assert year_of(month) == Year(year)


@pytest.mark.parametrize(
    "written",
    [
        "201104",
        "2011-04",
        "2011/04/01",
        "2011-04-01T00:00:00",
        "Apr-11",
        "April 2011",
        "apr 2011",
        "01/04/2011",
        "04-2011",
    ],
)
def test_a_month_is_read_as_tables_write_it(written: str) -> None:
    assert read_month(written) == "201104"


@pytest.mark.parametrize(
    "written", ["", "201113", "Aprilia 2011", "BoroughName", "2011", "1204", "Marsh 2011"]
)
def test_what_is_no_month_is_none(written: str) -> None:
    assert read_month(written) is None


def test_months_follow_each_other_into_the_next_year() -> None:
    assert [next_month("201111"), next_month("201112")] == ["201112", "201201"]
    assert month_in_words("201112") == "December 2011"
