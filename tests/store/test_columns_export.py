"""Exports: one row a response, the same columns for everybody, counted before and after."""

import csv
from pathlib import Path
from typing import Any

import pytest

from survey.columns.actions import Columns
from survey.columns.filters import Predicate
from survey.db.session import Database
from survey.exports.actions import RowsMissing, export
from survey.exports.comma_separated import CommaSeparated
from survey.questionnaire.definition import Channel
from tests.unit.columns.given import give, live
from tests.unit.exports.test_comma_separated import NAUGHTY

EVERYBODY: list[dict[str, Any]] = [
    {
        "borough": "E09000021",
        "feeling": "unsafe",
        "met": "yes",
        "years": -3,
        "why": "=1+1",
        "top": ["noise", "drugs"],
    },
    {"borough": "outside", "feeling": {"absent": "dont_know"}, "seen": ["car"], "sites": {"E09000021": 2}},
    {
        "feeling": "other",
        "feeling:other": "watched",
        "trust": {"fair": "low"},
        "why": {"absent": "prefer_not_to_say"},
    },
]


def exported(database: Database, path: Path, round_key: str | None = None) -> list[dict[str, str]]:
    with database.reading() as tx:
        done = export(tx, "residents", round_key, "csv", path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert done.rows == len(rows)
    return rows


def test_every_response_is_one_row_with_its_reference_first(database: Database, tmp_path: Path) -> None:
    give(database, live(database), EVERYBODY)
    rows = exported(database, tmp_path / "out.csv")
    assert len(rows) == 3
    assert next(iter(rows[0])) == "reference"
    assert len({row["reference"] for row in rows}) == 3


def test_all_routes_have_the_same_columns_and_typed_absences(database: Database, tmp_path: Path) -> None:
    give(database, live(database), EVERYBODY)
    first, second, third = sorted(
        exported(database, tmp_path / "out.csv"), key=lambda row: row["submitted_at"]
    )
    assert (first["feeling"], second["feeling"], third["feeling"]) == ("unsafe", "dont_know", "other")
    assert (first["met"], second["met"], third["met"]) == ("yes", "not_asked", "not_asked")
    assert (first["years"], first["years.absence"], second["years.absence"]) == ("-3", "", "not_answered")
    assert (first["top.noise"], first["top.drugs"], first["top.burglary"]) == ("1", "2", "")
    assert second["top.noise"] == "not_answered"
    assert (second["seen.car"], second["seen.bike"], second["sites.E09000021"]) == ("1", "0", "2")
    assert (third["trust.fair"], third["trust.near"]) == ("low", "not_answered")
    assert (third["feeling:other"], first["feeling:other.absence"]) == ("watched", "not_asked")
    assert (first["why"], third["why"], third["why.absence"]) == ("'=1+1", "", "prefer_not_to_say")


def test_an_export_says_who_was_asked_unprompted(database: Database, tmp_path: Path) -> None:
    version = live(database)
    give(database, version, [{"top": ["noise"]}], channel=Channel.TELEPHONE)
    give(database, version, [{"top": ["noise"]}])
    rows = exported(database, tmp_path / "out.csv")
    assert {row["channel"]: row["top.manner"] for row in rows} == {
        "telephone": "unprompted",
        "web": "prompted",
    }


def test_naughty_texts_survive_from_answer_to_file(database: Database, tmp_path: Path) -> None:
    words = [one for one in NAUGHTY if one.strip()]
    give(database, live(database), [{"why": one} for one in words])
    rows = sorted(exported(database, tmp_path / "out.csv"), key=lambda row: row["submitted_at"])
    assert [row["why"] for row in rows] == words


def test_rounds_can_be_taken_apart(database: Database, tmp_path: Path) -> None:
    give(database, live(database, round_key="2025"), [{}], round_key="2025")
    give(database, live(database), [{}, {}], seed=2)
    assert len(exported(database, tmp_path / "out.csv", "2026")) == 2
    assert len(exported(database, tmp_path / "out.csv")) == 3


def test_a_page_and_a_file_read_alike(database: Database, tmp_path: Path) -> None:
    give(database, live(database), EVERYBODY)
    rows = exported(database, tmp_path / "out.csv")
    columns = Columns(database)
    columns.ready(30)
    with columns.view("residents") as view:
        assert view is not None
        wide = [row for some in view.snapshot.rows(Predicate()) for row in some]
    columns.close()
    assert sorted(row[0] for row in wide) == sorted(row["reference"] for row in rows)
    assert {len(row) for row in wide} == {len(rows[0])}


def test_a_file_that_lost_rows_is_not_handed_over(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(sqlite_database, live(sqlite_database), EVERYBODY)
    monkeypatch.setattr(CommaSeparated, "count", lambda self, path: 2)
    with sqlite_database.reading() as tx, pytest.raises(RowsMissing):
        export(tx, "residents", None, "csv", tmp_path / "out.csv")
    assert list(tmp_path.glob("out.csv*")) == []
