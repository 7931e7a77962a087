"""An installation that is set up, on each database, and the command on it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from tests.conftest import fresh_database

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


@pytest.fixture(params=["sqlite", "postgresql"])
def demonstrated(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
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
