"""The reading queue, for installations that are not served at the moment."""

import click
from tqdm import tqdm

from survey.cli.installation import now, opened
from survey.fieldwork.reading import actions


@click.group()
def reading() -> None:
    """The queue in which somebody reads every text."""


@reading.command("catch-up")
def catch_up() -> None:
    """Takes the texts of new and changed responses into the reading queue, as a serving process does by itself.

    \b
    Example:
      survey reading catch-up
    """
    responses = texts = 0
    with opened() as installation, tqdm(unit=" responses", desc="Reading queue", disable=None) as bar:
        done = False
        while not done:
            with installation.database.transaction() as tx:
                caught = actions.catch_up(tx, now())
            responses, texts, done = responses + caught.responses, texts + caught.texts, caught.is_done
            bar.update(caught.responses)
    click.echo(f"Took {texts} texts from {responses} new or changed responses into the reading queue")
