"""Taking all responses as a file, and building the columns anew, from the terminal."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.demonstration import batches
from tests.conftest import fresh_database

Run = Callable[..., Result]


@pytest.fixture(params=["sqlite", "postgresql"])
def survey(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs `survey` on a demonstration of its own, on each database."""
    instance = tmp_path / "instance"
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("demonstration_folder"), instance)
        url = f"sqlite:///{instance / 'survey.sqlite'}"
    else:
        made, name = request.getfixturevalue("demonstration_database")
        shutil.copytree(made, instance)
        url = fresh_database(request.getfixturevalue("postgresql_url"), like=name)
    variables = {"SURVEY_INSTANCE": str(instance), "SURVEY_DATABASE_URL": url}

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, list(words), env=variables)

    return run


def test_every_response_of_the_current_consultation_is_a_row(survey: Run, tmp_path: Path) -> None:
    path = tmp_path / "residents.csv"
    result = survey("export", "--audience", "residents", "--format", "csv", "--output", str(path))
    assert result.exit_code == 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert f"{len(rows)} rows of" in result.output
    assert "read back" in result.output
    assert len({row["reference"] for row in rows}) == len(rows) == 3000 + batches.COUNTED
    assert {row["round"] for row in rows} == {rows[0]["round"]}


def test_excel_is_told_that_the_file_is_utf_8(survey: Run, tmp_path: Path) -> None:
    path = tmp_path / "businesses.csv"
    survey("export", "--audience", "businesses", "--all-rounds", "--bom", "--output", str(path))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfreference,")


def test_what_can_not_be_exported_is_said_in_one_line(survey: Run, tmp_path: Path) -> None:
    unknown = survey("export", "--audience", "nobody", "--output", str(tmp_path / "out.csv"))
    nowhere = survey("export", "--audience", "residents", "--output", str(tmp_path / "gone" / "out.csv"))
    for result, words in ((unknown, "was ever published"), (nowhere, "there is no folder")):
        assert result.exit_code == 1
        assert words in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1


def test_columns_are_built_anew(survey: Run) -> None:
    result = survey("columns", "rebuild")
    assert result.exit_code == 0
    assert f"Rebuilt from {6450 + batches.COUNTED} responses" in result.output
