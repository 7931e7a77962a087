"""`survey summary`, as typed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_what_can_not_be_done_is_said_in_one_line(survey: Run, tmp_path: Path) -> None:
    opening = ("--opens", "2026-01-05 09:00", "--closes", "2026-03-30 17:00")
    made = survey("consultation", "create", "2026", "--name", "Have your say", *opening)
    assert made.exit_code == 0, made.output
    output = str(tmp_path / "summary.pdf")
    for words, said in (
        (("draft", "--round", "2026"), "the consultation has no planning round"),
        (("pdf", "--area", "Leeds", "--output", output), "no area is called 'Leeds'"),
        (
            ("pdf", "--round", "2026", "--area", "London", "--output", output),
            "no summary of London is published",
        ),
        (
            ("pdf", "--round", "2026", "--area", "London", "--draft", "--output", output),
            "there is no draft of London",
        ),
    ):
        result = survey("summary", *words)
        assert result.exit_code == 1
        assert said in result.stderr
        assert result.stderr.count("\n") == 1
    assert survey("summary", "publish", "--round", "2026").stdout == "0 summaries published\n"


@pytest.mark.parametrize("command", ["draft", "publish", "pdf"])
def test_each_command_has_an_example(survey: Run, command: str) -> None:
    assert f"survey summary {command}" in survey("summary", command, "--help").stdout
