"""Mails to people who want to be kept informed, for installations that are not served at the moment."""

import click

from survey.cli.group import Failure
from survey.cli.installation import opened
from survey.contacts.sealing import SealBroken
from survey.summaries.informing.mail import State
from survey.summaries.informing.posting.actions import post_all, server_of


@click.group()
def mail() -> None:
    """Mails that wait to be sent."""


@mail.command()
def send() -> None:
    """Sends every mail that is due over the mail server of the settings, as a serving process does every few seconds.

    Ends with 1 where the server took some for later: they stay in the queue, and the next run tries them again.

    \b
    Example:
      SURVEY_SMTP_HOST=mail.example.org survey mail send
    """
    with opened() as installation:
        if not installation.settings.sends_mail:
            raise Failure(
                "no mail server is set: set SURVEY_SMTP_HOST, or take the mails that wait as a file under Keep informed"
            )
        try:
            found = post_all(installation.database, installation.settings, server_of(installation.settings))
        except SealBroken as fault:
            raise Failure(
                "the addresses were left under another key: set the SURVEY_SECRET_KEY of the serving process"
            ) from fault
    for state, words in ((State.SENT, "sent"), (State.FAILED, "refused for good")):
        if found.get(state):
            click.echo(f"{found[state]} {words}")
    if not found:
        click.echo("No mail is due")
    if waiting := found.get(State.WAITING, 0):
        raise Failure(
            f"{waiting} could not be sent now: they are tried again, at the earliest in five minutes"
        )
