"""The columns that results are read from."""

from time import perf_counter

import click
from tqdm import tqdm

from survey.cli.installation import opened
from survey.columns import actions


@click.group()
def columns() -> None:
    """The columns that results are read from: disposable, always rebuilt from the answers."""


@columns.command()
def rebuild() -> None:
    """Builds the columns anew, and has each serving process do so at its next look.

    \b
    Example:
      survey columns rebuild
    """
    began = perf_counter()
    with opened() as installation:
        with (
            tqdm(unit=" responses", desc="Columns", disable=None) as bar,
            installation.database.reading() as tx,
        ):
            copy = actions.build(tx, lambda taken: bar.update(taken - bar.n))
            copy.close()
        with installation.database.transaction() as tx:
            actions.have_rebuilt(tx)
    click.echo(f"Rebuilt from {copy.taken} responses in {perf_counter() - began:.1f} s")
