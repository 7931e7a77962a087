"""Questionnaires, from the terminal."""

from pathlib import Path

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.consultations import actions
from survey.consultations.checking import Checked, checked
from survey.consultations.publication import PublicationRefused
from survey.questionnaire import library
from survey.questionnaire.definition import Questionnaire

REFUSALS = {
    "already_live": "this version is live already",
    "round_over": "the round is over",
}


@click.group()
def questionnaire() -> None:
    """Questionnaires: checked, and published for a round."""


@questionnaire.command()
@click.argument("file")
@click.option("--against-published", is_flag=True, help="Also compare with the versions published here.")
def check(file: str, against_published: bool) -> None:
    """Lists every problem of FILE (or of `residents`, `businesses`, which ship) with its line and path.

    \b
    Examples:
      survey questionnaire check residents.yaml
      survey questionnaire check residents.yaml --against-published
    """
    source = _read(file)
    found = _against_published(source) if against_published else checked(source)
    _tell(file, found)
    click.echo(f"{file}: no problems")


@questionnaire.command()
@click.argument("file")
@click.option("--round", "round_key", help="Key of the round; the current one by default.")
def publish(file: str, round_key: str | None) -> None:
    """Publishes FILE (or `residents`, `businesses`, which ship) for a round, at once.

    Newcomers get it from now on; whoever has begun goes on with the version they began. In the pages a second
    person has to publish; whoever can run this command could change the database anyway, so that here the audit
    trail alone tells of it.

    \b
    Examples:
      survey questionnaire publish residents --round 2026
      survey questionnaire publish my-residents.yaml
    """
    source = _read(file)
    with opened() as installation:
        found_round = installation.round(round_key)
        found = _against_published(source)
        made = _tell(file, found)
        try:
            with installation.database.transaction() as tx:
                live = actions.publish(tx, found_round.key, made, source, COMMAND_LINE, now())
        except PublicationRefused as fault:
            raise Failure(f"{found_round.key}, {made.family}: {REFUSALS[fault.code]}") from None
    click.echo(f"Published {made.family} for {found_round.key}: version {live.hash}")


def _read(file: str) -> str:
    """Reads a file, or a questionnaire that ships; raises Failure."""
    path = Path(file)
    if not path.exists() and file in library.FAMILIES:
        return library.source(file)
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise Failure(f"can't read {file}: {fault.strerror}") from None
    except UnicodeDecodeError:
        raise Failure(f"can't read {file}: it is not UTF-8 text") from None


def _against_published(source: str) -> Checked:
    first = checked(source)
    if first.questionnaire is None:
        return first
    with opened() as installation, installation.database.reading() as tx:
        published = actions.published_versions(tx, first.questionnaire.family)
    return checked(source, [version.questionnaire for version in published])


def _tell(file: str, found: Checked) -> Questionnaire:
    """Prints every problem; returns the questionnaire, or raises Failure where there are problems."""
    for problem in found.problems:
        click.echo(f"{file}:{problem.line}: {problem.path or 'document'}: {problem.message}")
    if found.questionnaire is None or not found.is_sound:
        count = len(found.problems)
        raise Failure(f"{file}: {count} problem{'' if count == 1 else 's'}")
    return found.questionnaire
