"""Long work, from the terminal."""

import click

from survey.cli.installation import now, opened
from survey.operation.jobs import actions


@click.group(invoke_without_command=True)
@click.pass_context
def jobs(context: click.Context) -> None:
    """Long work that was asked for: how far it is, and what came of it.

    \b
    Example:
      survey jobs
    """
    if context.invoked_subcommand is None:
        context.invoke(listed)


@jobs.command("list")
def listed() -> None:
    """Lists the latest jobs, one a line.

    \b
    Example:
      survey jobs list
    """
    with opened() as installation, installation.database.reading() as tx:
        found = actions.listing(tx)
    for job in found:
        done = f"{job.done} of {job.of}" if job.of else ""
        words = (
            f"{job.asked_at:%Y-%m-%d %H:%M}",
            job.state(now()).value,
            job.kind,
            job.about,
            done,
            job.said,
        )
        click.echo("  ".join(word for word in words if word))
    if not found:
        click.echo("Nothing was asked for yet")
