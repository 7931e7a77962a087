"""`survey report committee`, as typed."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]

DATES = ("--opens", "2026-01-05", "--closes", "2026-03-30")


def test_a_report_waits_for_the_results_to_be_published(survey: Run, tmp_path: Path) -> None:
    assert survey("consultation", "create", "2026", "--name", "Spring 2026", *DATES).exit_code == 0
    result = survey("report", "committee", "--round", "2026", "--output", str(tmp_path / "report.pdf"))
    assert result.exit_code == 1
    assert result.stderr == "survey: the results of 2026 are not published yet: publish them first\n"
    assert not (tmp_path / "report.pdf").exists()


def test_a_folder_that_is_not_there_is_said(survey: Run, tmp_path: Path) -> None:
    result = survey("report", "committee", "--output", str(tmp_path / "gone" / "report.pdf"))
    assert result.exit_code == 1
    assert "there is no folder" in result.stderr
