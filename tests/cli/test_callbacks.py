"""`survey callbacks`, as typed."""

from datetime import UTC, datetime, timedelta

from tests.cli.conftest import Run


def planned(survey: Run, opens: datetime, closes: datetime) -> None:
    when = [moment.strftime("%Y-%m-%dT%H:%M") for moment in (opens, closes)]
    result = survey(
        "consultation", "create", "2026", "--name", "Have your say", "--opens", when[0], "--closes", when[1]
    )
    assert result.exit_code == 0, result.output


def test_an_ended_round_has_none_to_end(survey: Run) -> None:
    now = datetime.now(UTC)
    planned(survey, now - timedelta(days=9), now - timedelta(days=2))
    result = survey("callbacks", "end")
    assert (result.exit_code, result.stdout) == (
        0,
        "Ended 0 callbacks of 2026; their names and numbers are destroyed\n",
    )


def test_a_round_that_is_open_is_asked_for_in_so_many_words(survey: Run) -> None:
    now = datetime.now(UTC)
    planned(survey, now - timedelta(days=9), now + timedelta(days=2))
    result = survey("callbacks", "end")
    assert result.exit_code != 0
    assert "--although-open" in result.stderr
    assert survey("callbacks", "end", "--although-open").exit_code == 0
