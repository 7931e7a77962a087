"""Extracts of recorded crime are kept as they came; each month counts from the latest that covers it."""

from datetime import date, timedelta

import pytest

from survey.db.session import Database
from survey.indicators.crime import actions
from survey.indicators.crime.extract import Total
from survey.indicators.crime.layout import layout_of
from tests.recorded_crime import ANALYST, NOW, take_in

BARNET = "E09000003"
HEAD = "MajorText,MinorText,BoroughName"
OTHER = b"Place,What,201104\nBarnet,Robbery,4\n"


def file(months: str, *rows: str) -> bytes:
    return "\n".join([f"{HEAD},{months}", *rows, ""]).encode()


def total(database: Database, kind: tuple[str, str], *months: str) -> Total:
    with database.reading() as tx:
        return actions.recorded(tx, BARNET).total(kind, months)


def test_the_same_file_is_taken_in_once(database: Database) -> None:
    content = file("201104", "ROBBERY,PERSONAL,Barnet,4")
    first = take_in(database, content)
    with pytest.raises(actions.AlreadyImported) as refused:
        take_in(database, content, name="again.csv")
    assert refused.value.extract == first


def test_a_month_counts_from_the_latest_extract_whatever_the_order_of_import(database: Database) -> None:
    later = take_in(database, file("201104,201105", "ROBBERY,PERSONAL,Barnet,5,6"), taken_on=date(2012, 1, 1))
    early = take_in(database, file("201103,201104", "ROBBERY,PERSONAL,Barnet,3,4"), taken_on=date(2011, 6, 1))
    found = total(database, ("ROBBERY", ""), "201103", "201104", "201105")
    assert (found.count, found.extracts) == (3 + 5 + 6, (later.id, early.id))


def test_types_that_a_later_extract_divides_otherwise_are_not_counted_twice(database: Database) -> None:
    take_in(database, file("201104", "BURGLARY,DWELLING,Barnet,4"), taken_on=date(2011, 6, 1))
    take_in(
        database,
        file("201104", "BURGLARY,HOME,Barnet,3", "BURGLARY,SHED,Barnet,1"),
        taken_on=date(2012, 1, 1),
    )
    assert total(database, ("BURGLARY", ""), "201104").count == 4
    assert total(database, ("BURGLARY", "HOME"), "201104").count == 3
    assert total(database, ("BURGLARY", "DWELLING"), "201104").missing == ("201104",)


def test_a_type_without_a_row_in_a_borough_is_nought_there(database: Database) -> None:
    take_in(database, file("201104", "ROBBERY,PERSONAL,Barnet,4", "HOMICIDE,HOMICIDE,Bexley,1"))
    assert total(database, ("HOMICIDE", ""), "201104") == Total(0, (), (1,))


def test_a_month_that_no_extract_has_is_missing(database: Database) -> None:
    take_in(database, file("201104", "ROBBERY,PERSONAL,Barnet,4"))
    assert total(database, ("ROBBERY", ""), "201104", "201105").missing == ("201105",)


@pytest.mark.parametrize("day", [date(2011, 3, 31), NOW.date() + timedelta(days=1)])
def test_an_extract_is_taken_after_its_months_and_not_in_the_future(database: Database, day: date) -> None:
    with pytest.raises(actions.DayRefused):
        take_in(database, file("201104", "ROBBERY,PERSONAL,Barnet,4"), taken_on=day)


def test_unknown_columns_are_asked_for_once(database: Database) -> None:
    with pytest.raises(actions.LayoutUnknown) as asked:
        take_in(database, OTHER)
    layout = layout_of({"area": "Place", "category": "What"}, asked.value.headers)
    with database.transaction() as tx:
        actions.import_extract(
            tx, OTHER, "one.csv", source="s", taken_on=date(2012, 1, 1), actor=ANALYST, now=NOW, said=layout
        )
    again = take_in(database, b"Place,What,201104,201105\nBarnet,Robbery,4,5\n", taken_on=date(2012, 2, 1))
    assert again.months == ("201104", "201105")


def test_a_file_that_is_refused_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(actions.Unreadable):
        take_in(database, file("201104", "ROBBERY,PERSONAL,Barnet,4", "ROBBERY,BUSINESS,Barnet,many"))
    with database.reading() as tx:
        assert actions.extracts(tx) == ()
        assert actions.areas(tx) == ()


def test_an_extract_counts_rows_and_offences_of_the_file_alone(database: Database) -> None:
    extract = take_in(database, file("201104", "ROBBERY,PERSONAL,Barnet,4", "ROBBERY,PERSONAL,Unknown,1"))
    assert (extract.series, extract.offences) == (2, 5)
    assert [one.words for one in extract.left_over] == ["Unknown"]


def test_types_are_listed_with_their_parts(database: Database) -> None:
    take_in(database, file("201104", "ROBBERY,PERSONAL,Barnet,4", "HOMICIDE,,Barnet,1"))
    with database.reading() as tx:
        assert actions.categories(tx) == {"HOMICIDE": (), "ROBBERY": ("PERSONAL",)}
        assert actions.areas(tx) == (BARNET, "E12000007")
        with pytest.raises(actions.UnknownExtract):
            actions.find_extract(tx, 99)
