"""`survey retention`, as typed."""

from tests.cli.conftest import Run


def test_where_nothing_is_over_it_says_so(survey: Run) -> None:
    result = survey("retention", "run")
    assert (result.exit_code, result.stdout) == (0, "No consultation is over: there is nothing to end\n")
