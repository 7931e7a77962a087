"""What a supervisor of the demonstration finds: texts that can't wait, referrals, and a clerk to look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from survey.db.session import Transaction
from survey.fieldwork.referrals import actions as referrals
from survey.fieldwork.referrals.referral import Done
from survey.responses.actions import Given, Prepared

URGENT = (
    "He comes home drunk and he hits me. I am scared for my life and nobody on the phone would listen.",
    "Some nights I want to die. A patrol at the bridge would help people like me.",
    "The boy at number nine gets hit every evening, we hear it through the wall.",
    "A lad on our stairs carries a knife, and he knows where I live.",
)
"""Texts with risk words, made up for this; each takes the place of a plain one."""

WORDS = "first_why"
"""The question whose answers they stand in."""

UNSAFE = frozenset({"fairly_unsafe", "very_unsafe"})
"""Answers to how safe people feel out in their local area after dark."""

EVERY = 4
"""Of so many callers, one comes to the second clerk by chance alone."""

RAISED = (
    ("at_risk", 3, "now", "A caller talks of not wanting to live. She is at home alone and gave a number."),
    ("complaint", 26, "today", "A caller was stopped four times in a month and wants to complain."),
    ("wants_a_person", 50, "later", "A caller wants to talk over the questions with somebody in person."),
    ("under_16", 72, "later", "A caller of fourteen wanted to take part."),
)
"""Referrals: kind, hours ago, urgency, words."""

NUMBER = "020 7946 0182"
"""One of the numbers that Ofcom keeps for fiction."""


def with_urgent_texts(given: Sequence[Given]) -> list[Given]:
    """Puts texts with risk words in the place of the last ones that people wrote; all other answers stay."""
    told = list(given)
    wrote = [place for place, one in enumerate(told) if isinstance(one.answers.get(WORDS), str)]
    wrote.sort(key=lambda place: told[place].submitted_at)
    for place, words in zip(wrote[-len(URGENT) :], URGENT, strict=False):
        told[place] = replace(told[place], answers={**told[place].answers, WORDS: words})
    return told


def dealt(prepared: Iterable[Prepared], clerks: Sequence[str]) -> Mapping[str, str]:
    """Returns response → clerk: the second clerk has nearly all callers who feel unsafe, as nobody would by chance."""
    whose: dict[str, str] = {}
    for place, one in enumerate(prepared):
        safety = one.settled.answers.get("safety")
        unsafe = isinstance(safety, Mapping) and str(safety.get("area_dark")) in UNSAFE
        second = unsafe if place % EVERY else not unsafe
        whose[one.response.id] = clerks[int(second) % len(clerks)]
    return whose


def refer(tx: Transaction, *, clerk: str, supervisor: str, secrets: Sequence[str], now: datetime) -> None:
    """Puts referrals on the board: one that nobody has taken on, one in hand, one seen to."""
    raised = [
        referrals.refer(
            tx,
            kind=kind,
            details={"about": about, "urgency": urgency, "number": NUMBER if kind == "at_risk" else ""},
            clerk=clerk,
            secrets=secrets,
            now=now - timedelta(hours=hours),
        )
        for kind, hours, urgency, about in RAISED
    ]
    for referral_id, hours in ((raised[1], 20), (raised[3], 60)):
        found = referrals.find(tx, referral_id, secrets)
        referrals.accept(tx, found, supervisor, now - timedelta(hours=hours))
    ended = referrals.find(tx, raised[3], secrets)
    done, note = Done.NOTHING_NEEDED, "Took part under the rules for young people"
    referrals.finish(tx, ended, supervisor, done, note, now - timedelta(hours=58))
