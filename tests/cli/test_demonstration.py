"""`survey demo` and `survey simulate`, as typed."""

import re
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey.cli import demonstration
from survey.cli.installation import now
from survey.config import Settings, shipped_folder
from survey.consultations import actions as consultations
from survey.db.migrate import migrate
from survey.db.session import Database
from survey.demonstration.consultation import ACCOUNTS
from survey.responses import actions as responses


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation that is set up and empty."""
    return set_up(tmp_path, monkeypatch)


@pytest.fixture
def demo(demonstration_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with the demonstration in it."""
    shutil.copytree(demonstration_folder, tmp_path, dirs_exist_ok=True)
    return set_up(tmp_path, monkeypatch)


def set_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SURVEY_INSTANCE", str(folder))
    monkeypatch.delenv("SURVEY_DATABASE_URL", raising=False)
    database = Database(Settings.load().database_url)
    migrate(database, shipped_folder("migrations"), now())
    database.close()
    return folder


def run(*words: str) -> Result:
    command = {"demo": demonstration.demo, "simulate": demonstration.simulate}[words[0]]
    return CliRunner().invoke(command, words[1:])


def counted(round_key: str | None = None) -> int:
    database = Database(Settings.load().database_url)
    with database.reading() as tx:
        keys = [round_key] if round_key else [one.key for one in consultations.rounds(tx)]
        found = sum(sent for key in keys for sent, _ in responses.counts(tx, key).values())
    database.close()
    return found


def test_demo_prints_accounts_that_only_the_owner_can_read(instance: Path) -> None:
    result = run("demo")
    file = instance / "demonstration-accounts.txt"
    assert result.exit_code == 0, result.output
    assert "3,000 residents, 600 businesses (open)" in result.output
    assert file.read_text().rstrip() in result.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(re.findall(r"^\S+@example\.org  \S{20,}$", file.read_text(), re.MULTILINE)) == len(ACCOUNTS)


def test_a_second_demo_does_nothing_and_says_so(demo: Path) -> None:
    before, accounts = counted(), (demo / "demonstration-accounts.txt").read_text()
    result = run("demo")
    assert result.output.startswith("Nothing to do")
    assert accounts.rstrip() in result.output
    assert counted() == before


def test_simulate_adds_responses_and_says_how_many(demo: Path) -> None:
    before = counted()
    result = run("simulate", "--audience", "businesses", "--responses", "1200", "--seed", "4")
    assert result.exit_code == 0, result.output
    assert "Added 1,200 simulated responses of businesses" in result.output
    assert counted() == before + 1200


def test_the_same_seed_may_be_simulated_twice(demo: Path) -> None:
    before = counted()
    for _ in range(2):
        assert run("simulate", "--audience", "residents", "--responses", "50", "--seed", "4").exit_code == 0
    assert counted() == before + 100


def test_simulate_names_the_questionnaires_that_there_are(demo: Path) -> None:
    result = run("simulate", "--audience", "nobody", "--responses", "5")
    assert result.exit_code != 0
    assert "residents, businesses" in result.output


def test_simulate_without_a_consultation_says_what_to_do(instance: Path) -> None:
    result = run("simulate", "--audience", "residents", "--responses", "5")
    assert result.exit_code != 0
    assert "survey consultation create" in result.output


def test_simulate_reaches_the_round_that_is_named(demo: Path) -> None:
    database = Database(Settings.load().database_url)
    with database.reading() as tx:
        closed = consultations.rounds(tx)[-1].key
    database.close()
    before = counted(closed)
    assert run("simulate", "--audience", "residents", "--responses", "30", "--round", closed).exit_code == 0
    assert counted(closed) == before + 30
