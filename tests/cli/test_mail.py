"""`survey mail`, as typed, with a mail server that answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

from survey.cli import main
from survey.db.session import Database
from tests.informing import URL, a_round, asked
from tests.server import free_port
from tests.web.test_posting import Inbox


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller.port
    controller.stop()


def survey(folder: Path, *words: str, **settings: str) -> Result:
    variables = {
        "SURVEY_INSTANCE": str(folder / "instance"),
        "SURVEY_DATABASE_URL": f"sqlite:///{folder / 'survey.sqlite'}",
        "SURVEY_SECRET_KEY": "for tests alone",
        "SURVEY_PUBLIC_URL": URL,
        "SURVEY_MAIL_FROM": "haveyoursay@example.org",
        "SURVEY_SMTP_SECURITY": "none",
        **settings,
    }
    return CliRunner().invoke(main, list(words), env=variables)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """An installation in which two people wait for a mail."""
    assert survey(tmp_path, "init").exit_code == 0
    database = Database(f"sqlite:///{tmp_path / 'survey.sqlite'}")
    a_round(database)
    asked(database, "one@example.org", "two@example.org")
    database.close()
    return tmp_path


def test_what_is_due_is_sent_once(place: Path, port: int, inbox: Inbox) -> None:
    server = {"SURVEY_SMTP_HOST": "127.0.0.1", "SURVEY_SMTP_PORT": str(port)}
    first, again = survey(place, "mail", "send", **server), survey(place, "mail", "send", **server)
    assert (first.exit_code, first.stdout) == (0, "2 sent\n"), first.output
    assert (again.exit_code, again.stdout) == (0, "No mail is due\n")
    assert {mail["To"] for mail in inbox.taken} == {"one@example.org", "two@example.org"}


def test_a_server_that_does_not_answer_is_told_and_loses_nothing(place: Path) -> None:
    nobody = {"SURVEY_SMTP_HOST": "127.0.0.1", "SURVEY_SMTP_PORT": str(free_port())}
    result = survey(place, "mail", "send", **nobody)
    assert result.exit_code == 1
    assert "2 could not be sent now" in result.output
    assert "@" not in result.output


def test_another_secret_opens_no_address_and_says_which_one_does(place: Path, port: int) -> None:
    server = {"SURVEY_SMTP_HOST": "127.0.0.1", "SURVEY_SMTP_PORT": str(port)}
    result = survey(place, "mail", "send", **server, SURVEY_SECRET_KEY="another one")
    assert result.exit_code == 1
    assert "set the SURVEY_SECRET_KEY of the serving process" in result.output


def test_without_a_mail_server_it_says_what_to_do(place: Path) -> None:
    result = survey(place, "mail", "send")
    assert result.exit_code == 1
    assert "set SURVEY_SMTP_HOST" in result.output
