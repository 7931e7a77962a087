"""Paper in the demonstration: forms printed, and requests for copies, made of places that do not exist."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from survey.accounts.audit import COMMAND_LINE
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.paper import actions
from survey.fieldwork.paper.form import Print
from survey.fieldwork.paper.requests import actions as requests
from survey.questionnaire.version import Version

ASKED = (
    ("residents", Print.LARGE, 1, "The household", "Flat 2\n14 Example Street\nKingston\nKT1 1AA"),
    ("residents", Print.STANDARD, 12, "The day centre", "Example Hall\n3 Sample Road\nSutton\nSM1 1AA"),
    ("businesses", Print.STANDARD, 2, "The corner shop", "81 Sample Parade\nCroydon\nCR0 1AA"),
)
"""Family, print, copies, name and address of requests that wait."""

POSTED = ("residents", Print.LARGEST, 1, "The household", "5 Example Close\nEaling\nW5 1AA")


def keep(tx: Transaction, one: Round, versions: Mapping[str, Version], *, secret: str, now: datetime) -> None:
    """Prints some forms and asks for some, one of which is in the post already."""
    for family, copies in (("residents", 25), ("postcard", 50)):
        actions.print_forms(
            tx,
            versions[family],
            one.key,
            language="en",
            size=Print.STANDARD,
            copies=copies,
            secret=secret,
            now=now - timedelta(days=10),
        )
    today = now.date()
    asked = [
        requests.ask(
            tx,
            round_key=one.key,
            family=family,
            language="en",
            size=size,
            copies=copies,
            name=name,
            address=address,
            secrets=[secret],
            today=today - timedelta(days=place),
        )
        for place, (family, size, copies, name, address) in enumerate((*ASKED, POSTED), 1)
    ]
    requests.mark_posted(tx, [asked[-1].id], COMMAND_LINE, today, now)
