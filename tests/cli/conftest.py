"""An installation that is set up, on each database, and the command on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main

Run = Callable[..., Result]


@pytest.fixture(params=["sqlite", "postgresql"])
def survey(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs `survey` on a fresh installation; `given` is standard input."""
    url = (
        f"sqlite:///{tmp_path / 'survey.sqlite'}"
        if request.param == "sqlite"
        else request.getfixturevalue("fresh_postgresql_url")
    )
    variables = {"SURVEY_INSTANCE": str(tmp_path / "instance"), "SURVEY_DATABASE_URL": url}

    def run(*words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(main, list(words), env=variables, input=given)

    assert run("init").exit_code == 0
    return run
