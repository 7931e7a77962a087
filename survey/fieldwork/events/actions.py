"""What is done with events: planned, changed, ended; and what comes from them is taken, each response once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from random import Random, SystemRandom
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.events import sealing, store
from survey.fieldwork.events.event import (
    Event,
    EventFault,
    EventRefused,
    Limits,
    Mistyped,
    Plan,
    faults_of,
    new_code,
    read_code,
)
from survey.fieldwork.events.item import Item, ItemRefused, Outcome, judge, read_item, timing
from survey.fieldwork.events.store import ItemKnown, Link
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response

__all__ = ["ItemKnown"]

_CHANCE = SystemRandom()
_TRIES = 5


class UnknownEvent(LookupError):
    """No event goes by this id or code."""


def plan(
    tx: Transaction,
    planned: Plan,
    limits: Limits,
    *,
    by: str,
    secrets: Sequence[str],
    now: datetime,
    chance: Random = _CHANCE,
) -> Event:
    """Keeps a new event, with a code and a pair of keys of its own; raises EventRefused."""
    faults = faults_of(planned, limits)
    if faults:
        raise EventRefused(faults)
    public, private = sealing.new_key(secrets)
    for _ in range(_TRIES):
        made = Event(str(uuid4()), new_code(chance), limits.round.key, planned, public, 0, now)
        try:
            store.add(tx, made, private, by)
        except store.CodeTaken:
            continue
        detail = {"area": planned.area, "held_on": planned.held_on.isoformat()}
        record(tx, by, tag(by, "event:planned"), made.id, detail, now)
        return made
    raise RuntimeError("no free code was found; the source of chance is broken")


def change(tx: Transaction, before: Event, planned: Plan, limits: Limits, *, by: str, now: datetime) -> Event:
    """Changes what was planned; raises EventRefused. The questionnaire stays once answers came in."""
    faults = faults_of(planned, limits, before.plan)
    if faults:
        raise EventRefused(faults)
    if planned.family != before.plan.family and store.links(tx, [before.id]):
        raise EventRefused([EventFault("family", "answered")])
    changed = {
        name: getattr(planned, name)
        for name in Plan.__dataclass_fields__
        if getattr(planned, name) != getattr(before.plan, name)
    }
    if changed:
        store.change(tx, before.id, **changed)
        record(tx, by, tag(by, "event:changed"), before.id, {"fields": sorted(changed)}, now)
    return replace(before, plan=planned)


def end(tx: Transaction, event: Event, *, by: str, now: datetime) -> None:
    """Ends an event: its link opens no kiosk any more; what kiosks still hold is taken whenever it comes."""
    if event.ended_at is None:
        store.change(tx, event.id, ended_at=now)
        record(tx, by, tag(by, "event:ended"), event.id, {}, now)


def reopen(tx: Transaction, event: Event, *, by: str, now: datetime) -> None:
    """Takes back that an event has ended."""
    if event.ended_at is not None:
        store.change(tx, event.id, ended_at=None)
        record(tx, by, tag(by, "event:reopened"), event.id, {}, now)


def renew_link(tx: Transaction, event: Event, *, by: str, now: datetime) -> None:
    """Makes a new kiosk link; the old one lets nobody in, and its kiosks send once they are opened by the new."""
    store.change(tx, event.id, link=event.link + 1)
    record(tx, by, tag(by, "event:link_renewed"), event.id, {}, now)


def find(tx: Transaction, event_id: str) -> Event:
    """Returns an event by its id; raises UnknownEvent."""
    found = store.by_id(tx, event_id) if event_id.isprintable() else None
    if found is None:
        raise UnknownEvent(event_id)
    return found


def find_by_code(tx: Transaction, typed: str) -> Event | Mistyped | None:
    """Finds an event by its code as somebody typed it; tells a slip from a code that no event has (None)."""
    symbols = read_code(typed)
    return symbols if isinstance(symbols, Mistyped) else store.by_code(tx, symbols)


@dataclass(frozen=True, slots=True)
class Standing:
    """An event and what came from it."""

    event: Event
    by_kiosk: int = 0
    by_telephone: int = 0
    """Sent on people's own telephones."""
    begun: int = 0
    """Begun there and not sent."""
    after_end: int = 0
    """Taken at a kiosk after the event had ended."""
    last_at: datetime | None = None
    """When the last response came in."""
    worst_clock_s: int = 0
    """The largest error of a kiosk's clock, in seconds; above nought where it was ahead."""

    @property
    def responses(self) -> int:
        """Responses in all."""
        return self.by_kiosk + self.by_telephone


def listing(tx: Transaction, round_key: str, areas: Sequence[str] | None) -> list[Standing]:
    """Returns the events of a round by day, in some boroughs (None: all), with what came from each."""
    found = store.of_round(tx, round_key, areas)
    return _standings(tx, found)


def standing(tx: Transaction, event: Event) -> Standing:
    """Returns an event with what came from it."""
    return _standings(tx, [event])[0]


def _standings(tx: Transaction, found: Sequence[Event]) -> list[Standing]:
    held = store.links(tx, [event.id for event in found])
    sent = responses.sent_among(tx, [one.response for links in held.values() for one in links])
    return [_standing(event, held.get(event.id, []), sent) for event in found]


def _standing(event: Event, links: Sequence[Link], sent: set[str]) -> Standing:
    own = [one for one in links if one.item is None]
    kiosk = [one for one in links if one.item is not None and one.response in sent]
    ended = event.ended_at
    came = [one.received_at for one in links if one.response in sent]
    return Standing(
        event,
        by_kiosk=len(kiosk),
        by_telephone=sum(one.response in sent for one in own),
        begun=sum(one.response not in sent for one in own),
        after_end=sum(ended is not None and (one.taken_at or one.received_at) > ended for one in kiosk),
        last_at=max(came, default=None),
        worst_clock_s=max((one.clock_offset_s or 0 for one in kiosk), key=abs, default=0),
    )


def coming(tx: Transaction, round_key: str, today: date) -> list[Event]:
    """Returns the events that the public is told of, today's first."""
    return store.listed_from(tx, round_key, today)


class KioskState(StrEnum):
    """Whether a kiosk may ask now."""

    OPEN = "open"
    PLANNED = "planned"
    """The consultation has not opened."""
    CLOSED = "closed"
    """The consultation has closed."""
    ENDED = "ended"
    """The event has ended."""
    NOTHING = "nothing"
    """The consultation has no such questionnaire any more."""


def kiosk_state(tx: Transaction, event: Event, now: datetime) -> KioskState:
    """Says whether a kiosk of this event may ask now."""
    if event.ended_at is not None:
        return KioskState.ENDED
    about = consultations.find_round(tx, event.round)
    if now < about.opens_at:
        return KioskState.PLANNED
    if not about.is_open(now):
        return KioskState.CLOSED
    return KioskState.OPEN if questionnaire(tx, event) else KioskState.NOTHING


def questionnaire(tx: Transaction, event: Event) -> Version | None:
    """Returns what is asked at an event now; None where the round has no such questionnaire."""
    return consultations.live_version(tx, event.round, event.plan.family)


def join(
    tx: Transaction, event: Event, response: Response, now: datetime, *, item: str | None = None
) -> None:
    """Notes that a response came from an event: begun on an own telephone or, with its item, taken at a kiosk."""
    store.link(tx, event.id, Link(response.id, item, now, None, None))


def receive(
    tx: Transaction,
    event: Event,
    item: str,
    envelope: str,
    *,
    sent: int,
    secrets: Sequence[str],
    now: datetime,
) -> Outcome:
    """Opens an envelope, judges what is in it and stores it, once; raises ItemRefused.

    `sent` is the kiosk's clock, in milliseconds since 1970. Raises ItemKnown where another transaction was quicker:
    let it end this one.
    """
    if store.has_item(tx, item):
        return Outcome.KNOWN
    try:
        words = sealing.opened(
            envelope, store.private_key(tx, event.id), secrets, event_id=event.id, item=item
        )
    except sealing.EnvelopeBroken as fault:
        raise ItemRefused("not_opened") from fault
    given = read_item(words)
    version = _version(tx, event, given.version)
    when = timing(given, sent, now)
    response = _begun(tx, event, version, given, secrets[0], now - when.lasted)
    judge(version, given.answers)
    outcome = responses.submit(tx, replace(response, answers=given.answers), version, now)
    if isinstance(outcome, responses.Refused):
        raise ItemRefused("not_sound")
    store.link(tx, event.id, Link(response.id, item, now, when.taken_at, when.offset_s))
    return Outcome.STORED


def _version(tx: Transaction, event: Event, named: str) -> Version:
    try:
        version = consultations.version(tx, named)
    except consultations.UnknownVersion as fault:
        raise ItemRefused("unknown_version") from fault
    if version.questionnaire.family not in consultations.live_versions(tx, event.round):
        raise ItemRefused("unknown_version")
    return version


def _begun(
    tx: Transaction, event: Event, version: Version, given: Item, secret: str, started_at: datetime
) -> Response:
    """Begins the response under the code that the kiosk showed; under another where chance gave that one twice."""
    languages = version.questionnaire.languages
    language = given.language if given.language in languages else languages[0]
    if given.code is not None:
        try:
            return responses.start_under(
                tx,
                version,
                event.round,
                reference=given.code.reference,
                code_hash=given.code.hashed(secret),
                channel=Channel.EVENT,
                language=language,
                rotation=given.rotation,
                now=started_at,
            )
        except responses.ReferenceTakenError:
            pass
    response, _code = responses.start(
        tx, version, event.round, channel=Channel.EVENT, language=language, secret=secret, now=started_at
    )
    return response


def codes_of(tx: Transaction, response_ids: Sequence[str]) -> Mapping[str, str]:
    """Returns response → code of the event that it came from."""
    return store.codes_of(tx, response_ids)


def listing_of(tx: Transaction) -> list[Event]:
    """Returns every event of every round by day, to name them in results."""
    return store.all_events(tx)
