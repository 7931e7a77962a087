"""A demonstration to look at, and simulated responses to load an installation with."""

import os
import secrets
from pathlib import Path
from random import Random
from time import monotonic

import click
from tqdm import tqdm

from survey.accounts import passwords
from survey.accounts.actions import EmailTaken
from survey.cli.group import Failure
from survey.cli.installation import Installation, now, opened
from survey.config import shipped_folder
from survey.consultations import actions as consultations
from survey.db.session import DatabaseUnavailable
from survey.demonstration import actions, consultation, summaries
from survey.demonstration.consultation import ACCOUNTS
from survey.demonstration.crowd import batches
from survey.demonstration.simulation import Simulation
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.actions import Given, ReferenceTakenError
from survey.summaries.local.rendering import House

TRIES = 5
ACCOUNTS_FILE = "demonstration-accounts.txt"


@click.command()
def demo() -> None:
    """Makes a demonstration in an empty installation: an open consultation, a closed one, and an account for each role.

    \b
    Example:
      survey demo
    """
    with opened() as installation:
        file = installation.settings.instance / ACCOUNTS_FILE
        with installation.database.reading() as tx:
            empty = actions.is_empty(tx)
        if empty:
            click.echo(_make(installation, file))
        else:
            click.echo("Nothing to do: there is a consultation already")
        if file.exists():
            click.echo(f"Accounts of the demonstration, also in {file}:\n{file.read_text().rstrip()}")


def _make(installation: Installation, file: Path) -> str:
    """Makes the demonstration; returns what was made."""
    settings = installation.settings
    made_up = {account.email: passwords.made_up(secrets.choice) for account in ACCOUNTS}
    kept = {email: passwords.hashed(password) for email, password in made_up.items()}
    for _ in range(TRIES):
        moment = now()
        made = actions.prepare(moment, settings.time_zone, settings.secret_key)
        try:
            with installation.database.transaction() as tx:
                actions.make(tx, made, kept, moment)
                _write_for_the_owner(file, [f"{email}  {password}" for email, password in made_up.items()])
        except ReferenceTakenError:
            continue
        except actions.NotEmpty:
            return "Nothing to do: there is a consultation already"
        except EmailTaken:
            raise Failure(
                "the demonstration's accounts exist already: it is made in an empty installation"
            ) from None
        with installation.database.transaction() as tx:
            actions.read(tx, made, moment)
        house = House(settings.sponsor, settings.public_url, shipped_folder("templates"), settings.time_zone)
        summaries.tell(installation.database, *made.rounds, house, moment)
        before, this = (
            f"{one.key}: {', '.join(f'{number:,} {family}' for family, number in made.numbers[one.key].items())}"
            for one in made.rounds
        )
        return f"Made a demonstration: {this} (open); {before} (closed)"
    raise Failure("no free references were found: try again")


def _write_for_the_owner(file: Path, lines: list[str]) -> None:
    """Writes a file that only its owner can read."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as opened_file:
        os.fchmod(handle, 0o600)
        opened_file.write("\n".join(lines) + "\n")


@click.command()
@click.option("--audience", required=True, help="Whose questionnaire: residents or businesses.")
@click.option("--responses", "number", required=True, type=click.IntRange(1, 10_000_000), help="How many.")
@click.option("--seed", default=1, show_default=True, type=int, help="The same seed gives the same answers.")
@click.option("--round", "round_key", help="The consultation; the current one by default.")
def simulate(audience: str, number: int, seed: int, round_key: str | None) -> None:
    """Adds simulated responses: plausible people, each settled and sent like a real one.

    \b
    Example:
      survey simulate --audience residents --responses 100000 --seed 7
    """
    with opened() as installation:
        one = installation.round(round_key)
        with installation.database.reading() as tx:
            live = consultations.live_versions(tx, one.key)
        if audience not in live:
            known = ", ".join(live) or "none yet"
            raise Failure(f"no questionnaire called {audience!r} is live in {one.key} (there are: {known})")
        if now() <= one.opens_at:
            raise Failure(f"{one.key} has not opened yet: nobody can have answered")
        window = consultation.window(one, now(), installation.settings.time_zone)
        begun = monotonic()
        _add(installation, Simulation(live[audience], one.key, window, number, seed))
        took = monotonic() - begun
    click.echo(
        f"Added {number:,} simulated responses of {audience} to {one.key} in {took:.1f} s (seed {seed})"
    )


def _add(installation: Installation, wanted: Simulation) -> None:
    """Settles and sends, a batch a commit; raises Failure that says how many were added."""
    added = 0
    with tqdm(total=wanted.number, unit=" responses", disable=None) as progress:
        for batch in batches(wanted):
            try:
                added += _send(installation, wanted.version, batch)
            except DatabaseUnavailable as fault:
                raise Failure(
                    f"the database does not answer ({fault}); {added:,} responses were added"
                ) from fault
            progress.update(len(batch))


def _send(installation: Installation, version: Version, batch: list[Given]) -> int:
    """Sends a batch in one transaction; under new references where one was taken."""
    secret = installation.settings.secret_key
    chance = Random()  # noqa: S311  codes that open nothing worth keeping; people and answers come from the seed
    for _ in range(TRIES):
        prepared = [responses.prepare(version, one, secret=secret, chance=chance) for one in batch]
        try:
            with installation.database.transaction() as tx:
                return responses.submit_prepared(tx, prepared)
        except ReferenceTakenError:
            continue
    raise Failure("no free references were found: there are too many responses")
