"""Printed forms, as PDF files."""

from collections.abc import Sequence
from pathlib import Path

import click
from tqdm import tqdm

from survey.accounts.actions import record
from survey.accounts.audit import COMMAND_LINE
from survey.cli.group import Failure
from survey.cli.installation import Installation, now, opened
from survey.config import shipped_folder
from survey.consultations import actions as consultations
from survey.fieldwork.paper import actions
from survey.fieldwork.paper.booklet import Sender
from survey.fieldwork.paper.form import Print, PrintedForm
from survey.fieldwork.paper.printing import AT_ONCE, Job, files
from survey.fieldwork.paper.typesetting import NotPrintable


@click.command()
@click.option(
    "--questionnaire", "family", required=True, help="Which one: residents, businesses or postcard."
)
@click.option(
    "--print", "size", type=click.Choice([one.value for one in Print]), default="standard", show_default=True
)
@click.option("--language", help="The questionnaire's first language by default.")
@click.option("--copies", default=1, show_default=True, help="How many, each with a serial of its own.")
@click.option("--round", "round_key", help="Which consultation; the current one by default.")
@click.option(
    "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write."
)
def paper(
    family: str, size: str, language: str | None, copies: int, round_key: str | None, output: Path
) -> None:
    """Prints a live questionnaire as PDF; every copy has a serial and a return code that no other has.

    More than 50 copies are written in parts of 50, as residents-1.pdf, residents-2.pdf and so on.

    \b
    Examples:
      survey paper --questionnaire residents --output residents.pdf
      survey paper --questionnaire residents --print large --copies 20 --output large.pdf
      survey paper --questionnaire postcard --language ur --copies 50 --output cards.pdf
    """
    if not output.absolute().parent.is_dir():
        raise Failure(f"there is no folder {output.absolute().parent}")
    if not 1 <= copies <= actions.MOST_COPIES:
        raise Failure(f"--copies: from 1 to {actions.MOST_COPIES}")
    with opened() as installation:
        job = _job(installation, family, round_key, language, Print(size))
        printed = _numbered(installation, job, copies)
        try:
            written = _write(job, printed, output)
        except NotPrintable as fault:
            raise Failure(str(fault)) from fault
    click.echo(f"{copies} {'copy' if copies == 1 else 'copies'} written to {', '.join(map(str, written))}")


def _job(
    installation: Installation, family: str, round_key: str | None, language: str | None, size: Print
) -> Job:
    """Returns what to print; raises Failure for a questionnaire or language that there is not."""
    about = installation.round(round_key)
    with installation.database.reading() as tx:
        live = consultations.live_versions(tx, about.key)
    if family not in live:
        known = ", ".join(live) or "none yet"
        raise Failure(f"no questionnaire {family!r} is published for {about.key} (there are: {known})")
    languages = live[family].questionnaire.languages
    chosen = language or languages[0]
    if chosen not in languages:
        raise Failure(f"{family!r} is not written in {chosen!r} (it is in: {', '.join(languages)})")
    settings = installation.settings
    sender = Sender(settings.sponsor, settings.public_url.partition("://")[2], settings.time_zone)
    return Job(live[family], about, sender, chosen, size, shipped_folder("templates") / "print")


def _numbered(installation: Installation, job: Job, copies: int) -> list[PrintedForm]:
    with installation.database.transaction() as tx:
        printed = actions.print_forms(
            tx,
            job.version,
            job.about.key,
            language=job.language,
            size=job.size,
            copies=copies,
            secret=installation.settings.secret_key,
            now=now(),
        )
        detail = {"family": printed[0].form.family, "copies": copies, "print": job.size.value}
        record(tx, COMMAND_LINE, "command:paper:printed", job.about.key, detail, now())
    return printed


def _write(job: Job, printed: Sequence[PrintedForm], output: Path) -> list[Path]:
    """Writes the file, or its parts; returns their paths."""
    written = []
    with tqdm(total=len(printed), unit=" copies", desc="Paper", disable=None) as bar:
        for number, (copies, content) in enumerate(files(job, printed, now()), 1):
            several = len(printed) > AT_ONCE
            path = output.with_name(f"{output.stem}-{number}{output.suffix}") if several else output
            path.write_bytes(content)
            written.append(path)
            bar.update(copies)
    return written
