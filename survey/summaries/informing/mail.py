"""What a mail is, when it is tried again, and what is written in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum

from survey.summaries.informing.words import say

WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 1440))
"""How long a mail rests after each try that failed for now; after the last of them it is given up."""

LEASE = timedelta(minutes=10)
"""How long a mail is held by the process that posts it; one that died leaves it to the next."""

UNCONFIRMED_DAYS = 7
"""An address that nobody confirmed ends after so many days."""

KEPT_DAYS = 730
"""However little was written, addresses end two years after their consultation."""


class State(StrEnum):
    """Where a mail stands."""

    WAITING = "waiting"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    """Given to staff in a file, to be sent with their own programme."""
    FAILED = "failed"
    BOUNCED = "bounced"
    """Came back after it had been sent, as staff say."""


class Outcome(StrEnum):
    """What a server made of a mail."""

    TAKEN = "taken"
    LATER = "later"
    """Not now: no connection, no answer in time, a code of 4xx, or a fault that is not the address's."""
    NEVER = "never"
    """The address or the mail was refused for good (5xx)."""


@dataclass(frozen=True, slots=True)
class Came:
    """How a try went; `fault` is a code for staff and never holds an address."""

    outcome: Outcome
    fault: str = ""


class InformingRefused(ValueError):
    """A deed can't be done; `code` says why: number_changed, nobody, already_sent, text_missing, no_mail."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Message:
    """What staff tell people of a round: subject and text by language, English always."""

    id: str
    round: str
    subjects: Mapping[str, str]
    texts: Mapping[str, str]
    is_last: bool
    """Whether addresses end once they were written to."""
    written_at: datetime
    written_by: str
    sent_at: datetime | None = None
    sent_by: str = ""
    recipients: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asked to be told; the address lies sealed under `contact`."""

    id: str
    contact: str
    round: str
    language: str
    asked_on: date
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; without a message it asks whether the address is theirs."""

    id: str
    person: str
    round: str
    message: str | None
    state: State
    tries: int
    fault: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is written: plain text, in the language of who gets it."""

    to: str
    language: str
    subject: str
    text: str
    stop: str
    """The address that ends all further mail."""


def next_try(tries: int, now: datetime) -> datetime | None:
    """Returns when a mail is tried again after so many tries; None once it is given up."""
    return now + WAITS[tries - 1] if tries <= len(WAITS) else None


def asking(to: str, language: str, about: str, confirm: str, stop: str) -> Letter:
    """Writes the mail that asks whether somebody wants to be told."""
    text = say(language, "asking", about=about, link=confirm, days=UNCONFIRMED_DAYS)
    return Letter(to, language, say(language, "asking_subject", about=about), text, stop)


def telling(to: str, language: str, message: Message, about: str, stop: str) -> Letter:
    """Writes what staff tell, with how to hear no more."""
    its = language if message.texts.get(language) and message.subjects.get(language) else "en"
    end = "last" if message.is_last else "foot"
    text = f"{message.texts[its].strip()}\n\n--\n{say(language, end, about=about, link=stop)}"
    return Letter(to, its, message.subjects[its], text, stop)


def as_email(letter: Letter, sender: str, mail_id: str, now: datetime) -> EmailMessage:
    """Returns a mail with the heads of RFC 8058, by which a mail programme ends it with one press.

    The message's id is the mail's: a server that gets it twice, after a broken connection, can tell.
    """
    email = EmailMessage()
    email["From"] = sender
    email["To"] = letter.to
    email["Subject"] = letter.subject
    email["Date"] = format_datetime(now)
    email["Message-ID"] = f"<{mail_id}@{sender.rsplit('@', 1)[-1].rstrip('>')}>"
    email["Content-Language"] = letter.language
    email["Auto-Submitted"] = "auto-generated"
    email["List-Unsubscribe"] = f"<{letter.stop}>"
    email["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    email.set_content(letter.text)
    return email
