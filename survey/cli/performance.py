"""How a year went against its targets."""

from pathlib import Path

import click

from survey.cli.group import Failure
from survey.cli.installation import opened
from survey.exports.comma_separated import table_lines
from survey.indicators.areas import SET_FOR, key_of, name_of
from survey.indicators.crime import actions as crime
from survey.indicators.years import NotAYear, Year, read_year
from survey.priorities.performance import actions
from survey.priorities.performance.file import HEAD, rows
from survey.priorities.performance.results import Standing


@click.command()
@click.option(
    "--area",
    "areas",
    multiple=True,
    help="Code or name, such as E09000021 or London; may be repeated.",
)
@click.option("--all-areas", is_flag=True, help="London and every borough.")
@click.option("--year", required=True, help="Year from April to March, such as 2011/12.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else it is printed."
)
def performance(areas: tuple[str, ...], all_areas: bool, year: str, form: str, output: Path | None) -> None:
    """Prints what the figures of a year came to, beside the year before and the targets.

    Results that were published are printed as they were published.

    \b
    Examples:
      survey performance --area E09000021 --year 2011/12 --format csv
      survey performance --all-areas --year 2024/25 --format csv --output performance.csv
    """
    if not areas and not all_areas:
        raise Failure("say which area: --area E09000021, or --all-areas")
    found = _found(areas, _year(year), all_areas=all_areas)
    text = _csv(found) if form == "csv" else _text(found)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as fault:
        raise Failure(f"{output} can’t be written: {fault.strerror}") from fault
    click.echo(f"{sum(len(one.results.lines) for one in found)} lines written to {output}")


def _found(areas: tuple[str, ...], year: Year, *, all_areas: bool) -> list[Standing]:
    with opened() as installation, installation.database.reading() as tx:
        known = {*SET_FOR, *crime.areas(tx)}
        keys = list(SET_FOR) if all_areas else [key_of(one) for one in areas]
        for key, written in zip(keys, () if all_areas else areas, strict=False):
            if key not in known:
                raise Failure(f"no area is called {written!r}: write a borough’s name or code, or London")
        found = [actions.standing(tx, key, year) for key in keys]
    if not any(one.results.lines for one in found):
        raise Failure(
            f"no figures and no targets are known for {year}: take some in with 'survey crime import'"
        )
    return found


def _year(written: str) -> Year:
    try:
        return read_year(written)
    except NotAYear:
        raise Failure(f"--year: {written!r} is no year from April to March: write 2011/12") from None


def _csv(found: list[Standing]) -> str:
    return "".join(table_lines([HEAD, *(row for one in found for row in rows(one))]))


def _text(found: list[Standing]) -> str:
    lines = []
    for one in found:
        lines += [
            f"{name_of(one.results.area)}, {one.results.year}",
            *(f"  {its.words}" for its in one.results.lines),
        ]
        lines += [
            f"  Revised since it was published: {its.published.measure.name}: now {its.now.figure_words}"
            for its in one.revised
        ]
    return "\n".join(lines) + "\n"
