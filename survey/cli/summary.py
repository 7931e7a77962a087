"""Local Policing Summaries: all drafted in one go, published once approved, and set as PDF."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import Installation, now, opened
from survey.config import shipped_folder
from survey.db.session import Transaction
from survey.fieldwork.paper.typesetting import NotPrintable
from survey.indicators.areas import name_of
from survey.priorities.planning.actions import UnknownPlanning
from survey.summaries.local import actions
from survey.summaries.local.addresses import area_at
from survey.summaries.local.content import Imprint
from survey.summaries.local.rendering import House, preview_pdf


@click.group()
def summary() -> None:
    """Local Policing Summaries: one for London and one for each borough."""


@summary.command()
@click.option("--round", "round_key", help="Which consultation; the current one by default.")
def draft(round_key: str | None) -> None:
    """Drafts every area from the data; what is proposed, approved or published stays as it is.

    \b
    Example:
      survey summary draft --round 2026
    """
    with opened() as installation:
        key = installation.round(round_key).key
        with tqdm(unit=" areas", desc="Summaries", disable=None) as bar:
            found = _planned(
                lambda: actions.draft_all(
                    installation.database, key, actor=COMMAND_LINE, now=now(), progress=_told(bar)
                )
            )
    stay = found.as_they_were + found.in_hand
    click.echo(f"{found.made} drafts made, {found.renewed} given newer figures, {stay} as they were")


@summary.command()
@click.option("--round", "round_key", help="Which consultation; the current one by default.")
def publish(round_key: str | None) -> None:
    """Publishes every summary that is approved; an edition never changes afterwards.

    \b
    Example:
      survey summary publish --round 2026
    """
    with opened() as installation:
        key = installation.round(round_key).key
        with tqdm(unit=" areas", desc="Summaries", disable=None) as bar:
            try:
                done = actions.publish_all(
                    installation.database,
                    key,
                    _house(installation),
                    actor=COMMAND_LINE,
                    now=now(),
                    progress=_told(bar),
                )
            except NotPrintable as fault:
                raise Failure(str(fault)) from fault
    click.echo(f"{done} {'summary' if done == 1 else 'summaries'} published")


@summary.command()
@click.option("--area", "written", required=True, help="Code or name, such as E09000021 or London.")
@click.option("--round", "round_key", help="Which consultation; the current one by default.")
@click.option("--draft", "is_draft", is_flag=True, help="The draft as it stands, not the published edition.")
@click.option("--large-print", is_flag=True, help="In one column and letters of 16 points.")
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
def pdf(written: str, round_key: str | None, is_draft: bool, large_print: bool, output: Path) -> None:
    """Writes the summary of an area as PDF.

    \b
    Examples:
      survey summary pdf --area Kingston --round 2026 --output kingston.pdf
      survey summary pdf --area London --draft --large-print --output draft.pdf
    """
    area = area_at(written)
    if area is None:
        raise Failure(f"no area is called {written!r}: write a borough’s name or code, or London")
    with opened() as installation:
        key = installation.round(round_key).key
        with installation.database.reading() as tx:
            content = (
                _draft(tx, installation, key, area, large=large_print)
                if is_draft
                else _published(tx, key, area, large=large_print)
            )
    try:
        output.write_bytes(content)
    except OSError as fault:
        raise Failure(f"{output} can’t be written: {fault.strerror}") from fault
    click.echo(f"{name_of(area)} written to {output}")


def _published(tx: Transaction, key: str, area: str, *, large: bool) -> bytes:
    edition = actions.published(tx, key, area)
    found = actions.file(tx, edition, "large-print.pdf" if large else "pdf") if edition else None
    if found is None:
        raise Failure(f"no summary of {name_of(area)} is published in {key}; --draft writes the draft")
    return found.content


def _draft(tx: Transaction, installation: Installation, key: str, area: str, *, large: bool) -> bytes:
    its = actions.draft(tx, key, area)
    if its is None:
        raise Failure(f"there is no draft of {name_of(area)} in {key}: run 'survey summary draft'")
    before = actions.published(tx, key, area)
    house = _house(installation)
    imprint = Imprint(before.edition + 1 if before else 1, now().astimezone(house.zone).date(), house.sponsor)
    try:
        return preview_pdf(its, house, imprint, large=large)
    except NotPrintable as fault:
        raise Failure(str(fault)) from fault


def _house(installation: Installation) -> House:
    its = installation.settings
    return House(its.sponsor, its.public_url, shipped_folder("templates"), its.time_zone)


def _told(bar: Any) -> actions.Progress:
    def tell(done: int, of: int) -> None:
        bar.total = of
        bar.update(done - bar.n)

    return tell


def _planned(work: Callable[[], actions.Filled]) -> actions.Filled:
    try:
        return work()
    except UnknownPlanning as fault:
        raise Failure(
            "the consultation has no planning round: start one under Priorities, since summaries tell of its plan"
        ) from fault
