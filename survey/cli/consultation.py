"""Rounds of consultation, from the terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.consultations import actions
from survey.consultations.round import DEFAULT_GRACE_HOURS, Round, RoundRefused

REFUSALS = {
    "bad_key": "a key has small letters, digits and hyphens, at most 30, such as 2026-autumn",
    "name_missing": "the name is missing",
    "closes_before_it_opens": "the closing must come after the opening",
    "bad_grace": "the grace time is 0 to 336 hours",
    "not_later": "the new closing is not later than the one before",
    "in_the_past": "the new closing has passed already",
    "not_open": "it is not open",
}


@click.group()
def consultation() -> None:
    """Rounds of consultation: their dates, and which questionnaires are live."""


@consultation.command("list")
def list_() -> None:
    """Lists the rounds, the latest first.

    \b
    Example:
      survey consultation list
    """
    with opened() as installation, installation.database.reading() as tx:
        found = actions.rounds(tx)
        zone = installation.settings.time_zone
    if not found:
        click.echo("No consultation yet: plan one with 'survey consultation create'")
    for one in found:
        dates = f"{_said(one.opens_at, zone)} to {_said(one.closes_at, zone)}"
        click.echo(f"{one.key}\t{one.status(now())}\t{dates}\t{one.name}")


@consultation.command()
@click.argument("key", required=False)
def show(key: str | None) -> None:
    """Shows a round with its live questionnaires, the current one by default.

    \b
    Examples:
      survey consultation show
      survey consultation show 2026
    """
    with opened() as installation:
        found, zone = installation.round(key), installation.settings.time_zone
        with installation.database.reading() as tx:
            live = actions.live_versions(tx, found.key)
    lines = [
        ("key", found.key),
        ("name", found.name),
        ("status", found.status(now()).value),
        ("opens", _said(found.opens_at, zone)),
        ("closes", _said(found.closes_at, zone)),
        ("ends", _said(found.ends_at, zone)),
        *((f"questionnaire {family}", version.hash) for family, version in live.items()),
    ]
    for name, value in lines:
        click.echo(f"{name}: {value}")


@consultation.command()
@click.argument("key")
@click.option("--name", required=True, help="Name that people see.")
@click.option("--opens", required=True, help="Day, or day and time, in the installation's time zone.")
@click.option("--closes", required=True, help="The same; a day alone means the end of that day.")
@click.option(
    "--grace-hours", default=DEFAULT_GRACE_HOURS, show_default=True, help="Time to finish after the close."
)
def create(key: str, name: str, opens: str, closes: str, grace_hours: int) -> None:
    """Plans a round.

    \b
    Example:
      survey consultation create 2026 --name "Autumn 2026" --opens 2026-09-01 --closes "2026-10-01 17:00"
    """
    with opened() as installation:
        zone = installation.settings.time_zone
        opens_at, closes_at = moment(opens, zone), moment(closes, zone, end_of_day=True)
        with _refused(key), installation.database.transaction() as tx:
            made = actions.create(
                tx, key, name, opens_at, closes_at, COMMAND_LINE, now(), grace_hours=grace_hours
            )
    click.echo(f"Planned {made.key}: {_said(made.opens_at, zone)} to {_said(made.closes_at, zone)}")
    _warn_if_short(made)


def _warn_if_short(made: Round) -> None:
    if made.is_short:
        click.echo(
            "Warning: it is open for less than eight weeks; many people will not hear of it in time", err=True
        )


@consultation.command()
@click.argument("source")
@click.argument("key")
@click.option("--name", help="Name that people see; the one copied by default.")
def copy(source: str, key: str, name: str | None) -> None:
    """Plans a round like SOURCE, a year later, with its questionnaires as drafts.

    \b
    Example:
      survey consultation copy 2025 2026 --name "Autumn 2026"
    """
    with opened() as installation:
        before, zone = installation.round(source), installation.settings.time_zone
        with _refused(key), installation.database.transaction() as tx:
            made = actions.copy(tx, source, key, name or before.name, zone, COMMAND_LINE, now())
    click.echo(f"Planned {made.key}: {_said(made.opens_at, zone)} to {_said(made.closes_at, zone)}")
    _warn_if_short(made)


@consultation.command()
@click.argument("key", required=False)
@click.option("--until", required=True, help="New closing: day, or day and time.")
def extend(key: str | None, until: str) -> None:
    """Lets a round run longer; one that has closed opens again.

    \b
    Example:
      survey consultation extend 2026 --until "2026-10-08 17:00"
    """
    with opened() as installation:
        found, zone = installation.round(key), installation.settings.time_zone
        closes_at = moment(until, zone, end_of_day=True)
        with _refused(found.key), installation.database.transaction() as tx:
            changed = actions.extend(tx, found.key, closes_at, COMMAND_LINE, now())
    click.echo(f"{changed.key} now closes {_said(changed.closes_at, zone)}")


@consultation.command()
@click.argument("key", required=False)
@click.option("--yes", is_flag=True, help="Don't ask first.")
def close(key: str | None, yes: bool) -> None:
    """Closes an open round to newcomers now; whoever has begun may finish in the grace time.

    \b
    Example:
      survey consultation close 2026 --yes
    """
    with opened() as installation:
        found, zone = installation.round(key), installation.settings.time_zone
        if not yes:
            click.confirm(f"Close {found.key} ({found.name}) to newcomers now?", abort=True, err=True)
        with _refused(found.key), installation.database.transaction() as tx:
            changed = actions.close(tx, found.key, COMMAND_LINE, now())
    click.echo(f"{changed.key} is closed; answers begun can be sent until {_said(changed.ends_at, zone)}")


def moment(written: str, zone: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    """Reads a day or a day and time of the place; raises Failure."""
    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        raise Failure(f"{written!r} is no day: write 2026-09-01 or '2026-09-01 17:00'") from None
    if read.tzinfo:
        return read
    if end_of_day and len(written.strip()) == len("2026-09-01"):
        read = datetime.combine(read.date(), time()) + timedelta(days=1)
    return read.replace(tzinfo=zone)


@contextmanager
def _refused(key: str) -> Iterator[None]:
    """Says in one line why a round can't be as it is asked for."""
    try:
        yield
    except RoundRefused as fault:
        raise Failure(f"{key}: {REFUSALS[fault.code]}") from fault
    except actions.KeyTaken as fault:
        raise Failure(f"there is a consultation {key} already") from fault


def _said(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
