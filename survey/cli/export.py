"""All responses of one questionnaire, to a file."""

from pathlib import Path

import click
from tqdm import tqdm

from survey.accounts.actions import record
from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.consultations import actions as consultations
from survey.exports import FORMATS, CannotWrite
from survey.exports import actions as exports


@click.command()
@click.option("--audience", required=True, help="Which questionnaire, such as residents or businesses.")
@click.option("--format", "format_name", type=click.Choice(list(FORMATS)), default="csv", show_default=True)
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
@click.option("--round", "round_key", help="Which consultation; the current one by default.")
@click.option("--all-rounds", is_flag=True, help="Every consultation, told apart by the column 'round'.")
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, by which Excel knows UTF-8.")
@click.option("--with-left-out", is_flag=True, help="Also responses left out of results by a decision.")
def export(
    audience: str,
    format_name: str,
    output: Path,
    round_key: str | None,
    all_rounds: bool,
    bom: bool,
    with_left_out: bool,
) -> None:
    """Writes one row a response, with the same columns whatever route was taken.

    \b
    Examples:
      survey export --audience residents --format csv --output residents.csv
      survey export --audience businesses --round 2025 --bom --output businesses.csv
      survey export --audience residents --format sav --output residents.sav
    """
    if not output.absolute().parent.is_dir():
        raise Failure(f"there is no folder {output.absolute().parent}")
    with opened() as installation:
        chosen = None if all_rounds else installation.round(round_key).key
        with (
            installation.database.reading() as tx,
            tqdm(unit=" responses", desc="Export", disable=None) as bar,
        ):
            if not consultations.published_versions(tx, audience):
                raise Failure(f"no questionnaire for {audience!r} was ever published")
            try:
                done = exports.export(
                    tx,
                    audience,
                    chosen,
                    format_name,
                    output,
                    mark=bom,
                    everything=with_left_out,
                    progress=lambda seen: bar.update(seen - bar.n),
                )
            except exports.RowsMissing as fault:
                raise Failure(f"{output} is not whole: {fault}") from fault
            except CannotWrite as fault:
                raise Failure(str(fault)) from fault
        with installation.database.transaction() as tx:
            detail = {"format": format_name, "rows": done.rows}
            record(
                tx, COMMAND_LINE, "command:export:responses", chosen, {"family": audience, **detail}, now()
            )
    click.echo(f"{done.rows} rows of {done.columns} columns written to {output} and read back")
