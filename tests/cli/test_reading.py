"""`survey reading`, as typed."""

from tests.cli.conftest import Run


def test_an_empty_installation_has_nothing_to_read(survey: Run) -> None:
    result = survey("reading", "catch-up")
    assert (result.exit_code, result.stdout) == (
        0,
        "Took 0 texts from 0 new or changed responses into the reading queue\n",
    )
