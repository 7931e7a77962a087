"""Every format read back with a library that did not write it, on both databases."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import orjson
import polars as pl
import pyreadstat
import pytest

from survey.columns.blocks import Block
from survey.columns.cells import Cell
from survey.columns.wide.actions import headings
from survey.db.session import Database
from survey.exports import FORMATS, CannotWrite, codebook
from survey.exports.actions import export
from survey.exports.excel import Excel
from survey.exports.spss import variable_names
from tests.unit.columns.given import give, live
from tests.unit.exports.test_comma_separated import FORMULAS, NAUGHTY

PEOPLE: list[dict[str, Any]] = [
    {
        "borough": "E09000021",
        "feeling": "unsafe",
        "met": "yes",
        "years": -3,
        "seen": ["car", "bike"],
        "top": ["noise"],
    },
    {"borough": "outside", "feeling": {"absent": "dont_know"}, "sites": {"E09000021": 200}, "why": "=1+1"},
    {
        "feeling": "other",
        "feeling:other": "watched",
        "trust": {"fair": "low"},
        "why": {"absent": "prefer_not_to_say"},
    },
]


@pytest.fixture
def file_of(database: Database, tmp_path: Path) -> Callable[..., Path]:
    """Gives answers and takes them out as a file of a format."""

    def taken(suffix: str, answers: list[dict[str, Any]]) -> Path:
        give(database, live(database), answers)
        path = tmp_path / f"out.{suffix}"
        with database.reading() as tx:
            done = export(tx, "residents", None, suffix, path)
        assert done.rows == len(answers)
        return path

    return taken


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["submitted_at"])


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path, read_only=True)
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_excel_holds_the_words_of_every_answer(file_of: Callable[..., Path]) -> None:
    first, second, third = in_order(sheet(file_of("xlsx", PEOPLE), "Responses"))
    assert (first["feeling"], second["feeling"], third["feeling"]) == ("unsafe", "dont_know", "other")
    assert (first["years"], first["seen.car"], first["top.noise"]) == (-3, 1, "1")
    assert (second["why"], second["sites.E09000021"]) == ("=1+1", 200)
    assert (third["feeling:other"], third["why"], third["why.absence"]) == (
        "watched",
        None,
        "prefer_not_to_say",
    )


def test_excel_explains_values_and_columns(file_of: Callable[..., Path]) -> None:
    path = file_of("xlsx", PEOPLE)
    values = {(row["column"], row["value"]): row["meaning"] for row in sheet(path, "Values")}
    assert values["feeling", "unsafe"] == "Unsafe"
    assert values["feeling", "dont_know"] == "don't know"
    labels = {row["column"]: row["label"] for row in sheet(path, "Columns")}
    assert labels["trust.fair"] == "About trust?: Fair"


def test_no_text_is_run_or_changed_by_excel(file_of: Callable[..., Path]) -> None:
    words = [one for one in (*NAUGHTY, *FORMULAS) if one.strip() and "\u0000" not in one]
    rows = in_order(sheet(file_of("xlsx", [{"why": one} for one in words]), "Responses"))
    assert [row["why"] for row in rows] == words


def test_spss_has_codes_labels_measures_and_missing_values(file_of: Callable[..., Path]) -> None:
    frame, told = pyreadstat.read_sav(file_of("sav", PEOPLE), user_missing=True, output_format="polars")
    first, second, third = in_order(frame.to_dicts())
    assert (first["feeling"], second["feeling"], third["feeling"]) == (1, -3, 2)
    labels = told.variable_value_labels["feeling"]
    assert (labels[1], labels[-3]) == ("Unsafe", "don't know")
    assert told.column_names_to_labels["trust.fair"] == "About trust?: Fair"
    assert told.missing_ranges["feeling"] == [{"lo": columns_lowest(), "hi": -1}]
    assert (told.variable_measure["years"], told.variable_measure["top.noise"]) == ("scale", "ordinal")
    assert told.variable_measure["feeling"] == "nominal"
    assert (first["years"], first["seen.car"], first["top.noise"], first["top.drugs"]) == (-3, 1, 1, 0)
    assert (second["sites.E09000021"], third["feeling_other"]) == (200, "watched")


def columns_lowest() -> int:
    from survey.columns.codes import LOWEST

    return LOWEST


def test_spss_reads_absences_as_missing(file_of: Callable[..., Path]) -> None:
    frame, _ = pyreadstat.read_sav(file_of("sav", PEOPLE), output_format="polars")
    assert [row["feeling"] for row in in_order(frame.to_dicts())] == [1, None, 2]


def test_spss_keeps_texts(file_of: Callable[..., Path]) -> None:
    words = [one for one in NAUGHTY if one.strip() == one and one and "\u0000" not in one]
    frame, _ = pyreadstat.read_sav(file_of("sav", [{"why": one} for one in words]), output_format="polars")
    assert [row["why"] for row in in_order(frame.to_dicts())] == words


def test_parquet_has_typed_columns(file_of: Callable[..., Path]) -> None:
    frame = pl.read_parquet(file_of("parquet", PEOPLE))
    first, second, third = in_order(frame.to_dicts())
    assert (first["feeling"], second["feeling"], third["feeling"]) == ("unsafe", "dont_know", "other")
    assert (first["years"], second["years"], second["years.absence"]) == (-3, None, "not_answered")
    assert (second["why"], second["sites.E09000021"]) == ("=1+1", 200)
    assert isinstance(frame.schema["feeling"], pl.Enum)
    assert frame.schema["years"] == pl.Int64


def test_parquet_keeps_texts(file_of: Callable[..., Path]) -> None:
    words = [one for one in NAUGHTY if one.strip()]
    frame = pl.read_parquet(file_of("parquet", [{"why": one} for one in words]))
    assert [row["why"] for row in in_order(frame.to_dicts())] == words


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_a_manifest_beside_the_file_says_what_it_holds(file_of: Callable[..., Path], suffix: str) -> None:
    path = file_of(suffix, PEOPLE)
    told = orjson.loads(path.with_name(f"{path.name}.manifest.json").read_bytes())
    assert (told["file"], told["rows"], told["family"]) == (path.name, 3, "residents")
    assert told["sha256"] == sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("suffix", list(FORMATS))
def test_a_file_of_nobody_has_its_columns(file_of: Callable[..., Path], suffix: str) -> None:
    assert FORMATS[suffix].count(file_of(suffix, [])) == 0


def test_a_codebook_explains_every_column(database: Database) -> None:
    live(database)
    with database.reading() as tx:
        wide = headings(tx, "residents")
    lines = codebook.lines(wide)
    assert {line[0] for line in lines} == {cell.heading for cell in wide}
    assert all(line[1] for line in lines)
    assert ("feeling", "About feeling?", "codes", "nominal", "unsafe", 1, "Unsafe") in lines


def test_names_fit_spss() -> None:
    assert variable_names(["a:b", "A.b", "a_b", "not", "9x", "x" * 80, "x" * 81]) == [
        "a_b", "A.b", "a_b_2", "v_not", "v_9x", "x" * 64, "x" * 60 + "_2",
    ]  # fmt: skip


def test_more_rows_than_excel_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("survey.exports.excel.MOST_ROWS", 2)
    with pytest.raises(CannotWrite, match="take CSV, Parquet or SPSS"):
        Excel().write(
            tmp_path / "out.xlsx", [Cell("why", "why")], [Block.of([("a",), ("b",)]), Block.of([("c",)])]
        )
