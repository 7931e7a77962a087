"""The languages that people are offered, from the terminal."""

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.consultations.languages import actions, catalogue
from survey.consultations.languages.signature import NotSignable, standing_signatures

REFUSALS = {
    ("reviewer", "missing"): "name the reviewer: --reviewer NAME",
    ("reviewer", "too_long"): "the reviewer's name is too long",
    ("standing", "missing"): "say how the reviewer knows the language: --standing TEXT",
    ("standing", "too_long"): "what is said of how the reviewer knows the language is too long",
}


@click.group()
def language() -> None:
    """Languages: which are offered, and who has read the translations."""


@language.command("list")
def list_() -> None:
    """Lists the languages with what people are offered, and why not where they aren't.

    \b
    Example:
      survey language list
    """
    with opened() as installation, installation.database.reading() as tx:
        standing = standing_signatures(actions.signatures(tx))
    click.echo("en: offered, the language the pages are written in")
    for code in catalogue.codes():
        texts, signed = catalogue.texts(code), standing.get(code)
        if signed is None:
            said = f"not offered, unreviewed ({len(texts)} texts)"
        elif unread := signed.unread(texts):
            said = f"not offered, {len(unread)} of {len(texts)} texts changed since {signed.reviewer} signed"
        else:
            said = f"offered, signed by {signed.reviewer} on {signed.signed_at:%Y-%m-%d}"
        click.echo(f"{code}: {said}")


@language.command()
@click.argument("code")
@click.option("--reviewer", required=True, help="Name of the person who read each text beside its English.")
@click.option("--standing", required=True, help="How they know the language.")
def sign(code: str, reviewer: str, standing: str) -> None:
    """Keeps that a reviewer has read all texts in the language CODE, which people are offered from then on.

    \b
    Example:
      survey language sign cy --reviewer "$REVIEWER" --standing "Welsh translator, first language"
    """
    texts = catalogue.texts(_known(code))
    with opened() as installation, installation.database.transaction() as tx:
        try:
            actions.sign(tx, code, texts, reviewer=reviewer, standing=standing, by=COMMAND_LINE, now=now())
        except NotSignable as fault:
            raise Failure(REFUSALS[fault.field, fault.code]) from None
    click.echo(f"{code}: signed, {len(texts)} texts; people are offered it from now on")


@language.command()
@click.argument("code")
def withdraw(code: str) -> None:
    """Takes the language CODE out of what people are offered.

    \b
    Example:
      survey language withdraw cy
    """
    with opened() as installation, installation.database.transaction() as tx:
        try:
            actions.withdraw(tx, _known(code), by=COMMAND_LINE, now=now())
        except actions.NotSigned:
            raise Failure(f"{code} is not signed: there is nothing to withdraw") from None
    click.echo(f"{code}: withdrawn; people are not offered it any more")


def _known(code: str) -> str:
    if code not in catalogue.codes():
        raise Failure(f"there is no translation into {code!r}; there are: {', '.join(catalogue.codes())}")
    return code
