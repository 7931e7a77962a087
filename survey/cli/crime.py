"""Recorded crime, from files."""

from datetime import date
from pathlib import Path

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import Installation, now, opened
from survey.indicators.crime import actions
from survey.indicators.crime.extract import Extract
from survey.indicators.crime.layout import ROLES, Layout, LayoutRefused, layout_of
from survey.indicators.crime.said import left_over_words, refusal_words, unreadable_words
from survey.indicators.sheet import sheet_of
from survey.indicators.years import month_in_words

SOURCE = "Metropolitan Police Service, recorded crime by borough, London Datastore"


@click.group()
def crime() -> None:
    """Recorded crime: extracts by borough and month, kept as they came."""


@crime.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default=SOURCE, show_default=True, help="Who publishes the figures.")
@click.option("--taken-on", help="Day of the extract, such as 2025-12-05; today by default.")
@click.option(
    "--map",
    "mapped",
    multiple=True,
    metavar="COLUMN=HEADER",
    help=f"Which column is what: {', '.join(ROLES)}; remembered for files with the same headers.",
)
@click.option("--only", multiple=True, metavar="HEADER=VALUE", help="Take rows that have this value alone.")
def import_(
    file: Path, source: str, taken_on: str | None, mapped: tuple[str, ...], only: tuple[str, ...]
) -> None:
    """Takes a CSV file of monthly counts by borough in, as an extract of its own; earlier ones stay.

    \b
    Examples:
      survey crime import mps_borough_crime.csv --taken-on 2025-12-05
      survey crime import other.csv --map area=Borough --map category="Crime type"
      survey crime import long.csv --map area=Area --map category=Group --map month=Month --map count=Count
    """
    content = file.read_bytes()
    day = _day(taken_on) if taken_on else now().date()
    with opened() as installation:
        extract = _imported(installation, content, file.name, source, day, (mapped, only))
    _say(extract)


@crime.command("list")
def list_() -> None:
    """Lists the extracts, the latest last.

    \b
    Example:
      survey crime list
    """
    with opened() as installation, installation.database.reading() as tx:
        found = actions.extracts(tx)
    if not found:
        click.echo("No recorded crime yet: take a file in with 'survey crime import'")
    for one in found:
        click.echo(f"{one.id}\t{one.taken_on}\t{one.months[0]}-{one.months[-1]}\t{one.name}\t{one.source}")


def _imported(
    installation: Installation,
    content: bytes,
    name: str,
    source: str,
    day: date,
    said: tuple[tuple[str, ...], tuple[str, ...]],
) -> Extract:
    try:
        layout = _layout(content, *said) if any(said) else None
        with installation.database.transaction() as tx:
            return actions.import_extract(
                tx, content, name, source=source, taken_on=day, actor=COMMAND_LINE, now=now(), said=layout
            )
    except actions.Unreadable as fault:
        raise Failure(f"{name}: {unreadable_words(fault)}; nothing was taken in") from fault
    except LayoutRefused as fault:
        raise Failure(f"--map: {refusal_words(fault)}") from fault
    except actions.LayoutUnknown as fault:
        raise Failure(
            f"{name}: its columns are not known yet; say which is what, such as --map area=… --map category=… "
            f"(its headers: {', '.join(fault.headers[:12])})"
        ) from fault
    except actions.AlreadyImported as fault:
        raise Failure(f"{name} was taken in before, as extract {fault.extract.id}") from fault
    except actions.DayRefused as fault:
        raise Failure(
            "--taken-on: the day can't lie after today, or before the last month in the file"
        ) from fault


def _layout(content: bytes, mapped: tuple[str, ...], only: tuple[str, ...]) -> Layout:
    pairs = dict(_pair(one) for one in mapped)
    unknown = set(pairs) - set(ROLES)
    if unknown:
        raise Failure(f"--map: a column is one of {', '.join(ROLES)}, not {min(unknown)!r}")
    return layout_of(pairs, sheet_of(content).headers, dict(_pair(one) for one in only))


def _pair(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise Failure(f"write NAME=VALUE, not {written!r}")
    return name.strip(), value.strip()


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Failure(f"--taken-on: {written!r} is no day: write 2025-12-05") from None


def _say(extract: Extract) -> None:
    first, last = month_in_words(extract.months[0]), month_in_words(extract.months[-1])
    click.echo(
        f"Extract {extract.id}: {extract.offences:,} offences in {extract.series:,} series, {first} to {last}"
    )
    for one in extract.left_over:
        click.echo(f"  {left_over_words(one)}")
