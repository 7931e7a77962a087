"""Reports for those who decide."""

from pathlib import Path

import click

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.config import shipped_folder
from survey.summaries.committee import actions
from survey.summaries.committee.report import FORMATS, ReportRefused
from survey.summaries.local.rendering import House


@click.group()
def report() -> None:
    """Reports for those who decide, made of published results."""


@report.command()
@click.option("--round", "round_key", help="The consultation; the current one by default.")
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="pdf", show_default=True)
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--again", is_flag=True, help="Make a further edition, though there is one.")
def committee(round_key: str | None, form: str, output: Path, again: bool) -> None:
    """Writes the committee report of a consultation: the latest edition, or the first where there is none.

    \b
    Example:
      survey report committee --round 2025 --format docx --output report.docx
    """
    if not output.absolute().parent.is_dir():
        raise Failure(f"there is no folder {output.absolute().parent}")
    with opened() as installation:
        settings = installation.settings
        house = House(settings.sponsor, settings.public_url, shipped_folder("templates"), settings.time_zone)
        about = installation.round(round_key)
        with installation.database.transaction() as tx:
            its = next(iter(actions.reports(tx, about.key)), None)
            if its is None or again:
                try:
                    its = actions.make(tx, about.key, house, COMMAND_LINE, now())
                except ReportRefused as fault:
                    raise Failure(
                        f"the results of {about.key} are not published yet: publish them first"
                    ) from fault
            content = actions.file(tx, its, form)
    output.write_bytes(content)
    click.echo(f"Wrote {output}: edition {its.edition} of {about.key}, {len(content):,} bytes")
