"""What is wrong with a file of recorded crime, in words: alike on the web and at the terminal."""

from collections.abc import Mapping

from survey.indicators.crime.extract import LeftOver
from survey.indicators.crime.layout import LayoutRefused
from survey.indicators.sheet import Unreadable

COLUMN_NAMES: Mapping[str, str] = {
    "area": "the borough",
    "category": "the type of crime",
    "subcategory": "the type in detail",
    "month": "the month",
    "count": "the number of offences",
    "only": "the rows to take",
}

_UNREADABLE: Mapping[str, str] = {
    "empty": "there is no table in it: a row of headers and at least one row of figures",
    "not_text": "it is not a CSV file; save the sheet as CSV first",
    "no_number": "‘{words}’ is no number",
    "no_month": "‘{words}’ is no month; write it as 2011-04 or Apr-11",
    "repeated": "a second figure for the same area, type and month ({words}); take some rows alone, or name a column "
    "that tells them apart",
    "no_area": "the borough is missing",
    "no_category": "the type of crime is missing",
    "too_long": "the type of crime is too long: ‘{words}…’",
    "no_borough": "‘{words}’ and the others are no London boroughs; choose another column as the borough",
    "too_few_cells": "the row is shorter than the headers: {words}",
}

_REFUSED: Mapping[str, str] = {
    "missing": "say which column is {role}",
    "unknown": "no column is headed ‘{header}’",
    "twice": "‘{header}’ can’t be two things at once",
    "no_months": "no column is headed by a month, so say which column is the month and which the number of offences",
}


def unreadable_words(fault: Unreadable) -> str:
    """Says where a file can't be read, and why."""
    words = _UNREADABLE[fault.code].format(words=fault.words)
    where = f"line {fault.line}" if fault.line else ""
    column = f"column {fault.column}" if fault.column else ""
    place = ", ".join(one for one in (where, column) if one)
    return f"{place}: {words}" if place else words


def refusal_words(fault: LayoutRefused) -> str:
    """Says why columns can't be what a person said."""
    return _REFUSED[fault.code].format(role=COLUMN_NAMES.get(fault.role, fault.role), header=fault.header)


def left_over_words(one: LeftOver) -> str:
    """Says what was not taken as a figure of a borough."""
    if one.code == "not_asked_for":
        return f"{one.words} rows were left out, as was asked for"
    return f"‘{one.words}’ is no borough: kept by itself, and counted in London’s total"
