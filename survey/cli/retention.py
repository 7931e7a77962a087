"""What is kept no longer than it is needed, from the terminal."""

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.installation import now, opened
from survey.operation.jobs import actions as jobs
from survey.operation.retention import actions


@click.group()
def retention() -> None:
    """What ends by itself once a consultation is over."""


@retention.command()
def run() -> None:
    """Erases unsent answers, and the details of people who waited for a call or a form, of consultations that are over.

    A serving process does this by itself every hour; this is for an installation that is not served.

    \b
    Example:
      survey retention run
    """
    with opened() as installation:
        with installation.database.transaction() as tx:
            files = jobs.end_files(tx, installation.settings.instance / "jobs", now())
            today = now().astimezone(installation.settings.time_zone).date()
            addresses = actions.end_addresses(tx, today)
        database, zone = installation.database, installation.settings.time_zone
        with database.reading() as tx:
            over = actions.due(tx, now())
        for key in over:
            with database.transaction() as tx:
                today = now().astimezone(zone).date()
                ended = actions.end(tx, key, by=COMMAND_LINE, today=today, now=now())
            done = f"{ended.drafts} drafts, {ended.callbacks} callbacks, {ended.requests} requests for paper"
            click.echo(f"{key}: erased {done}")
    if addresses:
        click.echo(f"{addresses} addresses ended of people who wanted to be kept informed")
    if files:
        click.echo(f"{files} files of jobs ended")
    if not over:
        click.echo("No consultation is over: there is nothing to end")
