"""`survey jobs`, as typed."""

from tests.cli.conftest import Run


def test_before_anything_was_asked_for(survey: Run) -> None:
    result = survey("jobs")
    assert (result.exit_code, result.stdout) == (0, "Nothing was asked for yet\n")
