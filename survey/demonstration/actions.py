"""Making the demonstration: all of it, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from survey.accounts import actions as accounts
from survey.accounts.audit import COMMAND_LINE
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.consultations.promises import actions as promises
from survey.consultations.promises.promise import What
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.demonstration import (
    batches,
    benchmark,
    callbacks,
    calls,
    consultation,
    events,
    informing,
    jobs,
    paper,
    priorities,
    supervision,
    themes,
)
from survey.demonstration.consultation import ACCOUNTS, CLOSED_NUMBERS, OPEN_NUMBERS, SEED
from survey.demonstration.simulation import Simulation, simulated
from survey.demonstration.truths import LAST_YEAR, THIS_YEAR
from survey.questionnaire import library
from survey.questionnaire.document import load_document
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.actions import Prepared

BEFORE_OPENING = timedelta(days=14)
"""How long before it opens a round is planned and its questionnaires are published."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration ready to be stored: its rounds, the open one last, and the responses of each."""

    rounds: tuple[Round, Round]
    versions: Mapping[str, Version]
    prepared: Sequence[Prepared]
    numbers: Mapping[str, Mapping[str, int]]
    """Round → family → responses."""
    secret: str
    """What details are sealed under."""
    zone: ZoneInfo


class NotEmpty(Exception):
    """There is a consultation already; a demonstration is made in an empty installation only."""


def is_empty(tx: Transaction) -> bool:
    """Says whether a demonstration can be made."""
    return not consultations.rounds(tx)


def prepare(now: datetime, zone: ZoneInfo, secret: str) -> Demonstration:
    """Draws and settles the whole demonstration, outside any transaction."""
    this = consultation.open_round(now, zone)
    before = consultation.closed_round(this)
    versions = {family: Version.of(load_document(library.source(family))) for family in library.FAMILIES}
    chance = Random()  # of codes alone: people and answers come from the seed
    prepared: list[Prepared] = []
    taken: set[str] = set()
    for one, year, numbers in ((before, LAST_YEAR, CLOSED_NUMBERS), (this, THIS_YEAR, OPEN_NUMBERS)):
        window = consultation.window(one, now, zone)
        for family, number in numbers.items():
            version = versions[family]
            given = list(simulated(Simulation(version, one.key, window, number, SEED, year)))
            if one is not before and family == "residents":
                given = supervision.with_urgent_texts(given)
            for each in given:
                one_more = responses.prepare(version, each, secret=secret, chance=chance)
                while one_more.response.reference in taken:
                    one_more = responses.prepare(version, each, secret=secret, chance=chance)
                taken.add(one_more.response.reference)
                prepared.append(one_more)
            if one is before and family == "residents":
                firms = numbers.get("businesses", 0)
                this = consultation.told_of_last_time(this, version.questionnaire, given, firms)
    return Demonstration(
        (before, this), versions, prepared, {before.key: CLOSED_NUMBERS, this.key: OPEN_NUMBERS}, secret, zone
    )


def make(tx: Transaction, made: Demonstration, password_hashes: Mapping[str, str], now: datetime) -> None:
    """Stores the rounds, questionnaires, responses and accounts; raises NotEmpty, EmailTaken, ReferenceTakenError.

    `password_hashes` holds, by e-mail address, what is kept of each account's password.
    """
    if not is_empty(tx):
        raise NotEmpty
    for one in made.rounds:
        planned = one.opens_at - BEFORE_OPENING
        consultations.create(
            tx, one.key, one.name, one.opens_at, one.closes_at, COMMAND_LINE, planned, details=one.details
        )
        for family, version in made.versions.items():
            source = library.source(family)
            consultations.publish(tx, one.key, version.questionnaire, source, COMMAND_LINE, planned)
        for words, after in consultation.PROMISES:
            due_on = (one.closes_at + after).astimezone(made.zone).date()
            promises.promise(tx, one.key, words, due_on, COMMAND_LINE, planned)
    responses.submit_prepared(tx, made.prepared)
    staff: dict[Role, list[str]] = {}
    for account in ACCOUNTS:
        kept = password_hashes[account.email]
        user = accounts.add_user(tx, account.email, account.name, [account.grant], kept, COMMAND_LINE, now)
        staff.setdefault(account.grant.role, []).append(user.id)
    clerks, supervisor = staff[Role.CLERK], staff[Role.SUPERVISOR][0]
    calls.ring(tx, made.prepared, made.rounds[-1].key, clerks, now)
    supervision.refer(tx, clerk=clerks[0], supervisor=supervisor, secrets=[made.secret], now=now)
    batches.keep(
        tx,
        made.rounds[-1],
        made.versions["residents"],
        clerks=clerks,
        supervisor=supervisor,
        secret=made.secret,
        now=now,
    )
    paper.keep(tx, made.rounds[-1], made.versions, secret=made.secret, now=now)
    callbacks.keep(tx, made.rounds[-1], clerks, made.zone, secret=made.secret, now=now)
    events.keep(
        tx,
        made.rounds[-1],
        made.prepared,
        by=staff[Role.ENGAGEMENT][0],
        zone=made.zone,
        secret=made.secret,
        now=now,
    )


def read(tx: Transaction, made: Demonstration, now: datetime) -> None:
    """Has some of the texts read and coded; in a transaction after the one that stored them, as people would."""
    by_role = {account.grant.role: account.email for account in reversed(ACCOUNTS)}
    second = next(account.email for account in reversed(ACCOUNTS) if account.grant.role is Role.CLERK)
    people = (by_role[Role.ANALYST], by_role[Role.CLERK], second)
    analyst, coder, other = (accounts.find_by_email(tx, email).id for email in people)
    one, version = made.rounds[-1], made.versions["residents"]
    themes.read(tx, one.key, version, analyst=analyst, coder=coder, second=other, now=now)
    benchmark.benchmark(tx, made.versions["residents"].questionnaire, analyst=analyst, now=now)
    priorities.plan(tx, made.rounds, analyst=analyst, secret=made.secret, now=now)
    jobs.ask(tx, one, analyst=analyst, now=now)
    approver = accounts.find_by_email(tx, by_role[Role.APPROVER]).id
    report = promises.of_round(tx, made.rounds[0].key)[0]
    kept_at = made.rounds[0].closes_at + timedelta(weeks=11)
    promises.happened(tx, report.round, report.id, What.KEPT, link="/results", by=approver, now=kept_at)
    today = now.astimezone(made.zone).date()
    informing.tell(tx, one, approver=approver, secrets=[made.secret], today=today, now=now)
