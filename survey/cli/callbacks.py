"""Callbacks of a consultation that is over, for installations that are not served at the moment."""

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.fieldwork.callbacks import actions


@click.group()
def callbacks() -> None:
    """People who asked to be rung back."""


@callbacks.command("end")
@click.option("--round", "round_key", help="Which consultation; the current one by default.")
@click.option("--although-open", is_flag=True, help="Also where people could still be rung.")
def end(round_key: str | None, although_open: bool) -> None:
    """Ends every callback that waits, with its name and number, as a serving process does at the closing date.

    \b
    Example:
      survey callbacks end --round 2026
    """
    with opened() as installation:
        about = installation.round(round_key)
        if about.is_open(now()) and not although_open:
            raise Failure(f"{about.key} is open, and people wait to be rung: add --although-open to end them")
        today = now().astimezone(installation.settings.time_zone).date()
        with installation.database.transaction() as tx:
            ended = actions.end_all(tx, about.key, COMMAND_LINE, today, now())
            left = len(actions.queue(tx, about.key, now()).waiting)
    click.echo(f"Ended {ended} callbacks of {about.key}; their names and numbers are destroyed")
    if left:
        click.echo(f"{left} more are in a clerk's hands: run this again when their calls are over")
