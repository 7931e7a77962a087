"""What is done for those who asked to be told: asked back, confirmed, written to, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.contacts import actions as contacts
from survey.db.session import Transaction
from survey.summaries.informing import store
from survey.summaries.informing.links import CONFIRM, STOP, link
from survey.summaries.informing.mail import (
    KEPT_DAYS,
    LEASE,
    UNCONFIRMED_DAYS,
    Came,
    InformingRefused,
    Letter,
    Mail,
    Message,
    Outcome,
    Person,
    State,
    asking,
    next_try,
    telling,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How telling people of a round stands."""

    unconfirmed: int
    confirmed: int
    mails: Mapping[tuple[str | None, str], int]
    faults: Sequence[tuple[str, int]]

    def count(self, state: State) -> int:
        """Counts the mails in a state."""
        return sum(number for (_, its), number in self.mails.items() if its == state)


def ask(
    tx: Transaction, round_key: str, email: str, language: str, secrets: Sequence[str], today: date
) -> str:
    """Keeps an address, apart from every answer, and queues the mail that asks whether it is theirs; returns an id.

    The mail is due since the start of the day, so that no row keeps the moment.
    """
    contact = contacts.leave(tx, contacts.KEEP_INFORMED, round_key, {"email": email.strip()}, secrets, today)
    person = store.add_person(tx, contact, round_key, language, today)
    store.add_mails(tx, round_key, None, [person], datetime.combine(today, time(), UTC) - timedelta(days=1))
    return person


def confirm(tx: Transaction, person: str, today: date) -> bool:
    """Keeps that an address is its owner's; returns whether it is still there. A second time changes nothing."""
    if store.find_person(tx, person) is None:
        return False
    store.confirm(tx, person, today)
    return True


def stop(tx: Transaction, person: str) -> bool:
    """Ends somebody's address and all mail to it; returns whether there was any."""
    found = store.find_person(tx, person)
    if found is None:
        return False
    store.remove_person(tx, person)
    contacts.forget(tx, found.contact)
    return True


def end_over(tx: Transaction, today: date) -> int:
    """Ends addresses nobody confirmed in time, and all of rounds long over; returns how many."""
    ended = list(store.unconfirmed_before(tx, today - timedelta(days=UNCONFIRMED_DAYS)))
    for one in consultations.rounds(tx):
        if one.ends_at.date() + timedelta(days=KEPT_DAYS) < today:
            ended += store.people_of(tx, one.key, confirmed=False)
    return sum(stop(tx, person) for person in {one.id for one in ended})


def standing(tx: Transaction, round_key: str) -> Standing:
    """Returns how many asked and confirmed, and how mails stand."""
    everybody = store.people_of(tx, round_key, confirmed=False)
    confirmed = sum(one.confirmed_on is not None for one in everybody)
    return Standing(
        unconfirmed=len(everybody) - confirmed,
        confirmed=confirmed,
        mails=store.counted(tx, round_key),
        faults=store.faults(tx, round_key),
    )


# Messages


def write(
    tx: Transaction,
    round_key: str,
    subjects: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    is_last: bool,
    by: str,
    now: datetime,
) -> Message:
    """Keeps a message to look at before it is sent; raises InformingRefused without English words, UnknownRound."""
    consultations.find_round(tx, round_key)
    if not subjects.get("en", "").strip() or not texts.get("en", "").strip():
        raise InformingRefused("text_missing")
    one = Message(str(uuid4()), round_key, _written(subjects), _written(texts), is_last, now, by)
    store.add_message(tx, one)
    record(tx, by, tag(by, "informing:written"), round_key, {"message": one.id}, now)
    return one


def _written(words: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in words.items() if text.strip()}


def messages(tx: Transaction, round_key: str) -> tuple[Message, ...]:
    """Returns the messages of a round, the latest first."""
    return store.messages_of(tx, round_key)


def find_message(tx: Transaction, message: str) -> Message | None:
    """Returns a message; None where there is none."""
    return store.find_message(tx, message)


def send(tx: Transaction, message: str, seen: int, by: str, now: datetime) -> int:
    """Queues a message for everybody of its round who confirmed; returns how many.

    `seen` is the number that the sender was shown. Raises InformingRefused where it is another by now, where there
    is nobody, or where the message went out before.
    """
    found = store.find_message(tx, message)
    if found is None or found.sent_at is not None:
        raise InformingRefused("already_sent")
    to = store.people_of(tx, found.round, confirmed=True)
    if not to:
        raise InformingRefused("nobody")
    if len(to) != seen:
        raise InformingRefused("number_changed")
    if not store.mark_sent(tx, message, len(to), by, now):
        raise InformingRefused("already_sent")
    store.add_mails(tx, found.round, message, [one.id for one in to], now)
    record(tx, by, tag(by, "informing:sent"), found.round, {"message": message, "to": len(to)}, now)
    return len(to)


# Posting


def is_due(tx: Transaction, now: datetime) -> bool:
    """Says whether any mail is due."""
    return store.due(tx, now) is not None


def take(tx: Transaction, now: datetime) -> Mail | None:
    """Takes the next mail that is due, for this process alone for a while; None where nothing is."""
    found = store.due(tx, now)
    if found is None or not store.hold(tx, found, now + LEASE, now):
        return None
    return Mail(found.id, found.person, found.round, found.message, found.state, found.tries + 1, found.fault)


def letter(tx: Transaction, mail: Mail, public_url: str, secrets: Sequence[str]) -> Letter | None:
    """Writes a mail out; None where the person is gone."""
    person = store.find_person(tx, mail.person)
    details = contacts.details_of(tx, person.contact, secrets) if person else None
    if person is None or details is None:
        return None
    about = consultations.find_round(tx, mail.round).name
    stops = link(public_url, STOP, person.id, secrets)
    message = store.find_message(tx, mail.message) if mail.message else None
    if message is not None:
        return telling(details["email"], person.language, message, about, stops)
    confirms = link(public_url, CONFIRM, person.id, secrets)
    return asking(details["email"], person.language, about, confirms, stops)


def posted(tx: Transaction, mail: Mail, came: Came, now: datetime) -> State:
    """Keeps how a try went: sent, to be tried again, or given up; returns where the mail stands."""
    if came.outcome is Outcome.TAKEN:
        return _ended(tx, mail, State.SENT, "")
    again = next_try(mail.tries, now) if came.outcome is Outcome.LATER else None
    if again is None:
        return _ended(tx, mail, State.FAILED, came.fault)
    store.set_mail(tx, mail.id, State.WAITING, came.fault, again)
    return State.WAITING


def _ended(tx: Transaction, mail: Mail, state: State, fault: str) -> State:
    store.set_mail(tx, mail.id, state, fault, None)
    message = store.find_message(tx, mail.message) if mail.message else None
    if message is not None and message.is_last:
        stop(tx, mail.person)
    return state


def hand_over(
    tx: Transaction, round_key: str, public_url: str, secrets: Sequence[str], by: str, now: datetime
) -> list[Letter]:
    """Gives every mail of a round that waits to staff, who send them with a programme of their own."""
    letters = []
    for mail in store.waiting(tx, round_key):
        written = letter(tx, mail, public_url, secrets)
        if written is not None:
            letters.append(written)
            _ended(tx, mail, State.HANDED_OVER, "")
    if letters:
        record(tx, by, tag(by, "informing:handed"), round_key, {"mails": len(letters)}, now)
    return letters


def bounced(
    tx: Transaction, round_key: str, email: str, secrets: Sequence[str], by: str, now: datetime
) -> bool:
    """Ends an address whose mail came back; returns whether it was there. The trail tells no address."""
    wanted = email.strip().casefold()
    found = [one for one in store.people_of(tx, round_key, confirmed=False) if _is(tx, one, wanted, secrets)]
    for one in found:
        store.mark_bounced(tx, one.id)
        stop(tx, one.id)
    if found:
        record(tx, by, tag(by, "informing:bounced"), round_key, {}, now)
    return bool(found)


def _is(tx: Transaction, person: Person, wanted: str, secrets: Sequence[str]) -> bool:
    details = contacts.details_of(tx, person.contact, secrets)
    return details is not None and details["email"].casefold() == wanted
