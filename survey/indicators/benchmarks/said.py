"""What is wrong with a sample survey's file, in words that say what to do."""

from collections.abc import Mapping

from survey.indicators.benchmarks.benchmark import BenchmarkRefused
from survey.indicators.benchmarks.layout import LayoutRefused
from survey.indicators.sheet import Unreadable

_UNREADABLE: Mapping[str, str] = {
    "empty": "Choose a CSV file with a row of headers and one row for each interview",
    "not_text": "This is not a CSV file; save the sheet as CSV first",
    "too_few_cells": "Line {line} is shorter than the headers: {words}",
    "no_weight": "Line {line}, column {column}: ‘{words}’ is no number above nought",
    "too_few_cases": "There are fewer than two interviews in the file",
}

_LAYOUT: Mapping[str, str] = {
    "unknown": "No column is headed ‘{words}’; choose one of the list",
    "twice": "‘{words}’ can’t be two things at once",
    "nothing": "Choose a column for at least one question",
    "too_many_values": "This column has too many values to be a list of answers, such as ‘{words}’; choose another",
    "no_answer": "‘{words}’ stands for an answer that the question does not offer; choose again",
}

_REFUSED: Mapping[str, str] = {
    "no_name": "Give the survey a name",
    "no_source": "Say who made it",
    "not_drawn": "Say how people were drawn; without that, margins of error mean nothing",
    "days": "Enter the first and the last day of the interviews, such as 2026-01-05; none can lie after today",
    "taken_in": "This file was taken in before",
    "lonely": "A stratum has a single cluster, so no margin of error can be reckoned; choose a coarser one, or none",
    "reason_missing": "Say why it is set aside",
}


def in_words(fault: Unreadable | BenchmarkRefused) -> str:
    """Says what is wrong with a file or with what was said of it."""
    if isinstance(fault, BenchmarkRefused):
        return _REFUSED[fault.code]
    return _UNREADABLE[fault.code].format(line=fault.line, column=fault.column, words=fault.words)


def refusal_words(fault: LayoutRefused) -> str:
    """Says why columns or values can't be what a person said."""
    return _LAYOUT[fault.code].format(words=fault.words)
