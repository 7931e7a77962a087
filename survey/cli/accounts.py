"""Accounts of staff, from the terminal."""

import secrets
import sys

import click

from survey.accounts import actions, passwords
from survey.accounts.audit import COMMAND_LINE
from survey.accounts.roles import Grant, GrantRefused, Role
from survey.accounts.user import User, tidy_email
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.places.london import LONDON

WEAK = {
    "too_short": f"the password needs at least {passwords.SHORTEST} characters",
    "too_long": f"the password can have at most {passwords.LONGEST} characters",
    "too_plain": "the password repeats too few signs",
    "like_email": "the password is too much like the e-mail address",
}


@click.group()
def user() -> None:
    """Staff accounts: who may sign in, and what each may do."""


@user.command()
@click.argument("email")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="What they may do."
)
@click.option("--area", help="Area code or name; viewers and engagement groups need one, no other has one.")
@click.option("--name", default="", help="Name shown to colleagues; the e-mail address by default.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, role: str, area: str | None, name: str, password_stdin: bool) -> None:
    """Adds an account, and prints a first password unless one is given.

    \b
    Examples:
      survey user add casey@example.org --role clerk
      survey user add kim@example.org --role viewer --area "Kingston upon Thames"
      printf '%s' "$PASSWORD" | survey user add alex@example.org --role analyst --password-stdin
    """
    grant = Grant(Role(role), _area_code(area) if area else None)
    given = sys.stdin.read().rstrip("\r\n") if password_stdin else None
    password = given if given is not None else passwords.made_up(secrets.choice)
    weak = passwords.weakness(password, tidy_email(email))
    if weak:
        raise Failure(WEAK[weak])
    kept = passwords.hashed(password)
    with opened() as installation, installation.database.transaction() as tx:
        try:
            made = actions.add_user(tx, email, name, [grant], kept, COMMAND_LINE, now())
        except actions.NotAnEmail:
            raise Failure(f"{email!r} is not an e-mail address") from None
        except actions.EmailTaken:
            raise Failure(f"{tidy_email(email)} has an account already: see 'survey user list'") from None
        except GrantRefused as fault:
            raise Failure(_refusal(fault.code)) from None
    click.echo(f"Added {made.email} as {_said(grant)}")
    if given is None:
        click.echo(f"First password: {password}")


@user.command("list")
def list_() -> None:
    """Lists the accounts with what each may do.

    \b
    Example:
      survey user list
    """
    with opened() as installation, installation.database.reading() as tx:
        found = actions.users(tx)
    if not found:
        click.echo("No accounts yet: add one with 'survey user add EMAIL --role administrator'")
    for one in found:
        held = ", ".join(_said(grant) for grant in one.grants) or "no role"
        columns = [one.email, held, *(["disabled"] if one.disabled_at else [])]
        click.echo("\t".join(columns))


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Shuts somebody out, at once and everywhere.

    \b
    Example:
      survey user disable casey@example.org
    """
    with opened() as installation, installation.database.transaction() as tx:
        try:
            found: User = actions.find_by_email(tx, email)
            actions.disable(tx, found.id, COMMAND_LINE, now())
        except actions.UnknownUser:
            raise Failure(f"nobody has an account as {tidy_email(email)}") from None
        except actions.LastAdministrator:
            raise Failure(f"{tidy_email(email)} is the last administrator: add another first") from None
    click.echo(f"Disabled {found.email}")


def _area_code(written: str) -> str:
    found = LONDON.by_code.get(written.strip().upper()) or LONDON.named(written)
    if found is None:
        raise Failure(f"no area is called {written!r}: give a borough's name or code, such as E09000021")
    return found.code


def _said(grant: Grant) -> str:
    return f"{grant.role.value} of {grant.area}" if grant.area else grant.role.value


def _refusal(code: str) -> str:
    if code == "area_missing":
        return "this role is for one area: say which with --area"
    return "only viewers and engagement groups are held to one area: leave out --area"
