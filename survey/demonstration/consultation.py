"""The demonstration's two rounds, and who works there; every number in the texts is kept for fiction by Ofcom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from survey.accounts.roles import Grant, Role
from survey.consultations.round import Details, Round
from survey.demonstration.moments import Window
from survey.places.london import LONDON
from survey.questionnaire.definition import Questionnaire
from survey.responses.actions import Given

RUNS_SINCE = timedelta(days=20)
RUNS_FOR = timedelta(days=40)
A_YEAR = timedelta(weeks=52)
"""Between the rounds: whole weeks, so that both open on the same day of the week."""

OPEN_NUMBERS = {"residents": 3000, "businesses": 600}
CLOSED_NUMBERS = {"residents": 2400, "businesses": 450}
"""Family → responses in the open round and in the closed one of the year before."""

SEED = 20080401

DETAILS = Details(
    telephone="020 7946 0063",
    textphone="18001 020 7946 0063",
    freepost="FREEPOST HAVE YOUR SAY",
    email="haveyoursay@example.org",
    next_steps=(
        "We count all answers in the weeks after the closing date.\n\n"
        "Then the police and your council agree on priorities for each borough, with numbers to be held to. We publish "
        "them here, with a report of what people asked for."
    ),
    open_to_influence=(
        "The three priorities of each borough, and what the police do about them, are still open.\n\n"
        "How many officers London has and what the law says are decided elsewhere."
    ),
    facts=(
        "Crime recorded by the police in London from April 2024 to March 2025, and the change on the year before: "
        "51,985 burglaries (7.8% fewer), 33,931 robberies (1.3% fewer), 97,648 vehicle offences (6.9% fewer), "
        "44,816 drug offences (18.5% more), 25,947 sexual offences (7.3% more).\n\n"
        "Many crimes are never reported to the police. Source: Metropolitan Police Service, recorded crime by borough, "
        "London Datastore, extracts of December 2023 and December 2025."
    ),
)

PROMISES = (
    ("A report of what people said, for London and for each borough", timedelta(weeks=12)),
    ("An answer to what was asked for most, with a reason where the answer is no", timedelta(weeks=20)),
)
"""What is promised in each round, and how long after its close it is due."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account that the demonstration comes with."""

    email: str
    name: str
    grant: Grant


KINGSTON = LONDON.named("Kingston upon Thames")

ACCOUNTS = (
    Account("administrator@example.org", "Administrator", Grant(Role.ADMINISTRATOR)),
    Account("second.administrator@example.org", "Second administrator", Grant(Role.ADMINISTRATOR)),
    Account("supervisor@example.org", "Supervisor", Grant(Role.SUPERVISOR)),
    Account("clerk@example.org", "Clerk", Grant(Role.CLERK)),
    Account("second.clerk@example.org", "Second clerk", Grant(Role.CLERK)),
    Account("analyst@example.org", "Analyst", Grant(Role.ANALYST)),
    Account("viewer@example.org", "Viewer", Grant(Role.VIEWER, KINGSTON.code if KINGSTON else None)),
    Account(
        "engagement@example.org",
        "Engagement group",
        Grant(Role.ENGAGEMENT, KINGSTON.code if KINGSTON else None),
    ),
    Account(
        "borough@example.org", "Borough officer", Grant(Role.BOROUGH, KINGSTON.code if KINGSTON else None)
    ),
    Account("approver@example.org", "Approver", Grant(Role.APPROVER)),
)
"""One for each role; a second administrator, because who proposes a questionnaire may not publish it; a second clerk
to be compared with the first."""


def open_round(now: datetime, zone: ZoneInfo) -> Round:
    """Returns this year's round, which opened some weeks ago at nine and closes in some weeks at five."""
    local = now.astimezone(zone)
    opens = (local - RUNS_SINCE).replace(hour=9, minute=0, second=0, microsecond=0)
    closes = (local + RUNS_FOR - RUNS_SINCE).replace(hour=17, minute=0, second=0, microsecond=0)
    return Round(str(local.year), _name(local.year), opens, closes, details=DETAILS)


def closed_round(this: Round) -> Round:
    """Returns the round of the year before."""
    year = int(this.key) - 1
    return replace(
        this,
        key=str(year),
        name=_name(year),
        opens_at=this.opens_at - A_YEAR,
        closes_at=this.closes_at - A_YEAR,
    )


def _name(year: int) -> str:
    return f"Have your say on policing in London {year}"


def window(one: Round, now: datetime, zone: ZoneInfo) -> Window:
    """Returns the time in which a round has had responses so far; raises ValueError where it has not opened."""
    return Window(one.opens_at, min(now, one.closes_at), one.closes_at, zone)


def told_of_last_time(this: Round, questionnaire: Questionnaire, given: Iterable[Given], firms: int) -> Round:
    """Returns the round with a line on what came of the one before, counted from its responses."""
    first = Counter[str]()
    people = 0
    for one in given:
        people += 1
        ranked = one.answers.get("priorities")
        if isinstance(ranked, list):
            first[ranked[0]] += 1
    choices = questionnaire.question_by_key["priorities"].choice_by_key
    named = [choices[key].text.say("en") for key, _ in first.most_common(3)]
    words = (
        f"Last year {people:,} residents and {firms:,} businesses took part.\n\n"
        f"Most often residents put these first: {'; '.join(named)}."
    )
    return replace(this, details=replace(this.details, last_time=words))
