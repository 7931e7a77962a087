"""What is asked of an installation with data in it, from the terminal: files, columns built anew, jobs."""

import csv
from pathlib import Path

from survey.demonstration import batches
from tests.cli.conftest import Run


def test_every_response_of_the_current_consultation_is_a_row(demonstrated: Run, tmp_path: Path) -> None:
    path = tmp_path / "residents.csv"
    result = demonstrated("export", "--audience", "residents", "--format", "csv", "--output", str(path))
    assert result.exit_code == 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert f"{len(rows)} rows of" in result.output
    assert "read back" in result.output
    assert len({row["reference"] for row in rows}) == len(rows) == 3000 + batches.COUNTED
    assert {row["round"] for row in rows} == {rows[0]["round"]}


def test_excel_is_told_that_the_file_is_utf_8(demonstrated: Run, tmp_path: Path) -> None:
    path = tmp_path / "businesses.csv"
    demonstrated("export", "--audience", "businesses", "--all-rounds", "--bom", "--output", str(path))
    assert path.read_bytes().startswith(b"\xef\xbb\xbfreference,")


def test_what_can_not_be_exported_is_said_in_one_line(demonstrated: Run, tmp_path: Path) -> None:
    unknown = demonstrated("export", "--audience", "nobody", "--output", str(tmp_path / "out.csv"))
    nowhere = demonstrated(
        "export", "--audience", "residents", "--output", str(tmp_path / "gone" / "out.csv")
    )
    for result, words in ((unknown, "was ever published"), (nowhere, "there is no folder")):
        assert result.exit_code == 1
        assert words in result.stderr
        assert len(result.stderr.strip().splitlines()) == 1


def test_columns_are_built_anew(demonstrated: Run) -> None:
    result = demonstrated("columns", "rebuild")
    assert result.exit_code == 0
    assert f"Rebuilt from {6450 + batches.COUNTED} responses" in result.output


def test_jobs_are_listed_with_how_they_stand(demonstrated: Run) -> None:
    assert "queued  integrity  Residents, " in demonstrated("jobs", "list").stdout
