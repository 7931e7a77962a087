"""CSV that no spreadsheet runs and that gives every text back as it was written."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.columns.blocks import Block, Part
from survey.columns.cells import Cell
from survey.exports import comma_separated
from survey.exports.comma_separated import CommaSeparated, harmless

NAUGHTY = (
    "",
    "plain",
    "NULL",
    "undefined",
    "1/0",
    "' OR 1=1 --",
    '"quoted", with commas',
    "line one\nline two",
    "tab\tinside",
    "\u0000 nul inside",
    "Ω≈ç√∫˜µ≤≥÷",
    "田中さんにあげて下さい",
    "👾 🙇 💁 🙅 🏳️‍🌈",
    "ثم نفس سقطت وبالتحديد",
    "\u202etest\u202c",
    "\ufeffmark",
    "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "<script>alert(0)</script>",
    "$(touch /tmp/blns.fail)",
    "   spaces around   ",
    "İstanbul ſ ẞ",
    "\u2028separators\u2029",
)
"""A few of each sort from the Big List of Naughty Strings (github.com/minimaxir/big-list-of-naughty-strings, MIT)."""

FORMULAS = (
    "=1+1",
    "+20 more officers",
    "-2+3",
    "@SUM(1+1)",
    "\tleading tab",
    '=cmd|" /C calc"!A0',
    '-HYPERLINK("x")',
)


def read_back(
    rows: Sequence[tuple[Any, ...]], *, written: bool = True, mark: bool = False
) -> list[list[str]]:
    cells = [Cell("reference", "reference"), Cell("why", "words", written=written)]
    pieces = b"".join(CommaSeparated().pieces(cells, [Block.of(rows)], mark=mark))
    return list(csv.reader(StringIO(pieces.decode("utf-8-sig" if mark else "utf-8"), newline="")))


@pytest.mark.parametrize("words", NAUGHTY)
def test_texts_survive(words: str) -> None:
    assert read_back([("R", words)]) == [["reference", "why"], ["R", words]]


@pytest.mark.parametrize("words", FORMULAS)
def test_formulas_are_made_harmless(words: str) -> None:
    assert read_back([("R", words)])[1] == ["R", "'" + words]


@pytest.mark.parametrize("number", ["-5", "-12.5", "-3,75"])
def test_negative_numbers_stay_numbers(number: str) -> None:
    assert harmless(number) == number


def test_numbers_of_ours_are_left_alone() -> None:
    assert read_back([("R", -5)], written=False)[1] == ["R", "-5"]


def test_nothing_is_an_empty_cell() -> None:
    assert read_back([("R", None)])[1] == ["R", ""]


def test_a_byte_order_mark_on_request() -> None:
    cells = [Cell("reference", "reference")]
    assert b"".join(CommaSeparated().pieces(cells, [], mark=True)).startswith(b"\xef\xbb\xbf")
    assert not b"".join(CommaSeparated().pieces(cells, [])).startswith(b"\xef\xbb\xbf")


def test_what_rows_share_is_written_once_and_read_by_each() -> None:
    cells = [Cell("a", "a"), Cell("b", "b"), Cell("why", "why", written=True)]
    shared = Part([("x", 1), ("y, z", None)], [1, 0, 1])
    block = Block((shared, Part([(None,), ("=1+1",)], [0, 1, 0])))
    assert list(block) == [("y, z", None, None), ("x", 1, "=1+1"), ("y, z", None, None)]
    lines = b"".join(CommaSeparated().pieces(cells, [block])).decode().splitlines()
    assert lines == ["a,b,why", '"y, z",,', "x,1,'=1+1", '"y, z",,']


@given(rows=st.lists(st.tuples(st.text(), st.text()), max_size=20), piece=st.integers(1, 40))
def test_a_file_is_counted_by_its_rows_however_it_is_cut(
    rows: list[tuple[str, str]], piece: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "counted.csv"
    cells = [Cell("a", "a", written=True), Cell("b", "b", written=True)]
    form = CommaSeparated()
    form.write(path, cells, [Block.of(rows)])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(comma_separated, "PIECE", piece)
        assert form.count(path) == len(rows)
