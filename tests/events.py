"""An event for tests: planned for today in a round that is open, and what its kiosk link is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from survey.accounts.audit import COMMAND_LINE
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Database
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event, Limits, Plan, kiosk_token

KINGSTON = "E09000021"
SUTTON = "E09000029"
ZONE = ZoneInfo("Europe/London")


def plan(held_on: date | None = None, **about: object) -> Plan:
    """A plan for a day, by default today."""
    fields: dict[str, object] = {
        "name": "Summer fair",
        "place": "Market Place, Kingston",
        "area": KINGSTON,
        "held_on": held_on or datetime.now(ZONE).date(),
        "family": "residents",
        "team": "Town team",
        "hours": "10am to 4pm",
        **about,
    }
    return Plan(**fields)  # type: ignore[arg-type]  # fields by name


def limits(about: Round, *, areas: frozenset[str] | None = None, today: date | None = None) -> Limits:
    """What plans are held to today."""
    families = ("residents", "businesses", "postcard")
    return Limits(about, families, areas, today or datetime.now(ZONE).date(), ZONE)


def planned(database: Database, secret: str, *, held_on: date | None = None, **about: object) -> Event:
    """Keeps an event of the round 2026."""
    with database.transaction() as tx:
        found = consultations.find_round(tx, "2026")
        today = min(held_on, datetime.now(ZONE).date()) if held_on else None
        return actions.plan(
            tx,
            plan(held_on, **about),
            limits(found, today=today),
            by=COMMAND_LINE,
            secrets=[secret],
            now=datetime.now(UTC),
        )


def kiosk_link(event: Event, secret: str) -> str:
    """The path of the kiosk link."""
    return f"/kiosk/{event.code}#{kiosk_token(event, secret)}"


def tomorrow() -> date:
    """The day after today."""
    return datetime.now(ZONE).date() + timedelta(days=1)
