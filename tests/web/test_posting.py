"""Mails in a real conversation with a mail server: one that takes, refuses, hangs, asks for later."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from survey.config import Settings, SettingsError
from survey.db.session import Database
from survey.summaries.informing import actions
from survey.summaries.informing.mail import Came, Letter, Outcome, as_email
from survey.summaries.informing.mail import State as MailState
from survey.summaries.informing.posting.actions import post_all, post_one
from survey.summaries.informing.smtp import Server, deliver
from survey.web.posting import keep_posting
from survey.web.request import State
from tests.informing import NOW, URL, a_round, asked
from tests.server import free_port

SENDER = "Have your say <haveyoursay@example.org>"
LETTER = Letter("one@example.org", "en", "Results", "Read them.", f"{URL}/keep-informed/stop/1/2")


class Inbox:
    """What a server says to an address and to a mail, in turn, and the mails that it took."""

    def __init__(self) -> None:
        self.to_address: list[str] = []
        self.to_mail: list[str] = []
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802  named by aiosmtpd
        if self.to_address and not (said := self.to_address.pop(0)).startswith("250"):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  named by aiosmtpd
        if self.to_mail and not (said := self.to_mail.pop(0)).startswith("250"):
            return said
        read = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(read, EmailMessage)
        self.taken.append(read)
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def server(inbox: Inbox) -> Iterator[Server]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield Server("127.0.0.1", controller.port, security="none")
    controller.stop()


@pytest.fixture
def state(settings: Settings, sqlite_database: Database) -> State:
    a_round(sqlite_database)
    return State(replace(settings, smtp_host="127.0.0.1", mail_from=SENDER, public_url=URL), sqlite_database)


def sent(server: Server) -> Came:
    return deliver(server, as_email(LETTER, SENDER, "4711", NOW))


def test_a_mail_arrives_in_plain_text_and_can_be_ended_by_one_press(server: Server, inbox: Inbox) -> None:
    assert sent(server) == Came(Outcome.TAKEN)
    (mail,) = inbox.taken
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == "Read them."
    assert mail["List-Unsubscribe"] == f"<{LETTER.stop}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Message-ID"] == "<4711@example.org>"


def test_urdu_arrives_as_it_was_written(server: Server, inbox: Inbox) -> None:
    deliver(server, as_email(replace(LETTER, language="ur", subject="نتائج", text="پڑھیں"), SENDER, "1", NOW))
    (mail,) = inbox.taken
    assert (mail["Subject"], mail.get_content().strip()) == ("نتائج", "پڑھیں")


@pytest.mark.parametrize(("said", "outcome"), [("550 unknown", Outcome.NEVER), ("450 busy", Outcome.LATER)])
def test_a_refused_address_is_told_from_a_busy_one(
    server: Server, inbox: Inbox, said: str, outcome: Outcome
) -> None:
    inbox.to_address = [said]
    assert sent(server) == Came(outcome, said[:3])


@pytest.mark.parametrize(("said", "outcome"), [("554 no", Outcome.NEVER), ("451 later", Outcome.LATER)])
def test_a_refused_mail_is_told_from_one_for_later(
    server: Server, inbox: Inbox, said: str, outcome: Outcome
) -> None:
    inbox.to_mail = [said]
    assert sent(server) == Came(outcome, said[:3])


def test_a_server_that_is_not_there_is_tried_again() -> None:
    assert sent(Server("127.0.0.1", free_port(), "none")) == Came(Outcome.LATER, "no connection")


def test_a_server_that_hangs_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes the call and never says a word
        hung = Server("127.0.0.1", silent.getsockname()[1], "none", slowest_s=0.2)
        assert sent(hung) == Came(Outcome.LATER, "no answer in time")


def test_a_server_that_turns_us_away_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert sent(Server("127.0.0.1", port, "starttls")).outcome is Outcome.LATER


def test_mails_never_go_in_the_clear_where_encryption_is_asked(server: Server, inbox: Inbox) -> None:
    assert sent(replace(server, security="starttls")).outcome is Outcome.LATER
    assert inbox.taken == []


def test_everything_that_waits_is_posted(state: State, server: Server, inbox: Inbox) -> None:
    asked(state.database, "one@example.org", "two@example.org")
    assert post_all(state.database, state.settings, server) == {MailState.SENT: 2}
    assert {mail["To"] for mail in inbox.taken} == {"one@example.org", "two@example.org"}
    assert post_one(state.database, state.settings, server, NOW) is None


def test_not_now_and_then_yes(state: State, server: Server, inbox: Inbox) -> None:
    asked(state.database, "one@example.org")
    inbox.to_address = ["450 busy"]
    assert post_one(state.database, state.settings, server, NOW) is MailState.WAITING
    assert post_one(state.database, state.settings, server, NOW + timedelta(minutes=4)) is None
    assert post_one(state.database, state.settings, server, NOW + timedelta(minutes=6)) is MailState.SENT
    assert len(inbox.taken) == 1


def test_no_address_is_logged(
    state: State, server: Server, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="survey")
    asked(state.database, "one@example.org", "two@example.org")
    inbox.to_address = ["550 no such one@example.org"]
    post_all(state.database, state.settings, server)
    with state.database.reading() as tx:
        faults = actions.standing(tx, "2026").faults
    assert faults == [("550", 1)]
    assert not [one for one in caplog.records if one.name.startswith("survey") and "@" in one.getMessage()]


def test_without_a_mail_server_nothing_is_posted(state: State) -> None:
    assert keep_posting(replace(state, settings=replace(state.settings, smtp_host=""))) is None


@pytest.mark.parametrize("missing", ["SURVEY_MAIL_FROM", "SURVEY_PUBLIC_URL"])
def test_a_mail_server_needs_a_sender_and_an_address_for_links(tmp_path: Any, missing: str) -> None:
    variables = {
        "SURVEY_INSTANCE": str(tmp_path),
        "SURVEY_SMTP_HOST": "mail.example.org",
        "SURVEY_MAIL_FROM": SENDER,
        "SURVEY_PUBLIC_URL": URL,
    }
    with pytest.raises(SettingsError, match=missing):
        Settings.load({name: value for name, value in variables.items() if name != missing})
