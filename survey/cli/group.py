"""The group of commands: it imports a command when it is wanted, and says what went wrong in one line."""

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, NoReturn

import click

from survey.config import SettingsError
from survey.db.session import DatabaseUnavailable
from survey.fieldwork.paper.typesetting import NotPrintable


class Failure(click.ClickException):
    """A command can't be done; the message is one line that says why and what to do."""


class CommandGroup(click.Group):
    """Commands by name, each named by `module:attribute`."""

    def __init__(self, commands_in: Mapping[str, str], **options: Any) -> None:
        super().__init__(context_settings={"help_option_names": ["-h", "--help"]}, **options)
        self.commands_in = commands_in

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names the commands in the order in which they are listed."""
        return list(self.commands_in)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Imports a command."""
        if cmd_name not in self.commands_in:
            return None
        module, _, attribute = self.commands_in[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Runs the command line and ends the process; a failure is one line on standard error."""
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as fault:
            fault.show()
            sys.exit(fault.exit_code)
        except click.ClickException as fault:
            click.echo(f"survey: {' '.join(fault.format_message().split())}", err=True)
            sys.exit(fault.exit_code)
        except click.Abort:
            click.echo("survey: stopped", err=True)
            sys.exit(130)
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; what an installation can do wrong is said in one line, without a traceback."""
        try:
            return super().invoke(ctx)
        except SettingsError as fault:
            raise Failure(str(fault)) from fault
        except NotPrintable as fault:
            raise Failure(str(fault)) from fault
        except DatabaseUnavailable as fault:
            raise Failure(f"the database does not answer ({fault}): is it up, and is it busy?") from fault
