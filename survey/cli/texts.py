"""The texts that people wrote, for installations that are not served at the moment."""

import click
from tqdm import tqdm

from survey.cli.installation import opened
from survey.themes.texts import actions


@click.group()
def texts() -> None:
    """The texts that people wrote, and the index by which they are found."""


@texts.command("catch-up")
def catch_up() -> None:
    """Gathers the texts of new and changed responses, and finds in which language each is.

    \b
    Example:
      survey texts catch-up
    """
    gathered = looked = 0
    with opened() as installation, tqdm(unit=" texts", desc="Texts", disable=None) as bar:
        done = False
        while not done:
            with installation.database.transaction() as tx:
                caught = actions.catch_up(tx)
            gathered, done = gathered + caught.texts, caught.is_done
            bar.update(caught.texts)
        found = 1
        while found:
            with installation.database.transaction() as tx:
                found = actions.find_languages(tx)
            looked += found
    click.echo(f"Gathered {gathered} texts; found the language of {looked}")
