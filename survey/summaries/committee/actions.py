"""What is done with committee reports: made from what was published, frozen, read."""

from datetime import datetime
from hashlib import sha256

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.paper.typesetting import pdf
from survey.places.london import LONDON
from survey.priorities.grounds.actions import quoted
from survey.responses.exclusions import actions as exclusions
from survey.summaries.committee import store
from survey.summaries.committee.content import CONTENTS, FAMILIES, LeftOut, Looked, Material, Quoted, content
from survey.summaries.committee.report import Report, ReportRefused
from survey.summaries.committee.word import document
from survey.summaries.figures import actions as figures
from survey.summaries.local.page import html
from survey.summaries.local.rendering import House
from survey.themes.integrity import actions as integrity
from survey.themes.quotations.quotation import Quotation

MOST_QUOTED = 3
"""Quotations told about one priority."""


def make(tx: Transaction, round_key: str, house: House, actor: str, now: datetime) -> Report:
    """Makes the report of a consultation whose results are published, in every format, and freezes it.

    Raises ReportRefused, UnknownRound.
    """
    material = _material(tx, round_key)
    edition = len(store.of_round(tx, round_key)) + 1
    its = content(material, edition, now.astimezone(house.zone).date(), house.sponsor)
    page = html(its, house.templates, CONTENTS)
    files = {
        "html": page,
        "pdf": pdf(
            house.templates / "print" / "report.typ", {"content": its.document(), "contents": CONTENTS}, now
        ),
        "docx": document(its, CONTENTS),
    }
    store.add(tx, round_key, edition, files, sha256(page.encode()).hexdigest(), actor, now)
    record(tx, actor, tag(actor, "report:made"), round_key, {"edition": edition}, now)
    return store.of_round(tx, round_key)[0]


def reports(tx: Transaction, round_key: str) -> tuple[Report, ...]:
    """Returns the reports of a round, the latest first."""
    return store.of_round(tx, round_key)


def file(tx: Transaction, report: Report, form: str) -> bytes:
    """Returns a report in one of FORMATS."""
    found = store.file(tx, report.id, form)
    return found.encode() if isinstance(found, str) else found


def _material(tx: Transaction, round_key: str) -> Material:
    about = consultations.find_round(tx, round_key)
    published = {
        family: its for family in FAMILIES if (its := figures.latest(tx, round_key, family)) is not None
    }
    if not published:
        raise ReportRefused("no_figures")
    before = [one for one in consultations.rounds(tx) if one.opens_at < about.opens_at]
    earlier = max(before, key=lambda one: one.opens_at, default=None)
    told = (
        {family: its for family in FAMILIES if (its := figures.latest(tx, earlier.key, family)) is not None}
        if earlier
        else {}
    )
    return Material(
        about,
        published,
        told,
        earlier.name if earlier else "",
        _quotes(tx, round_key, list(published)),
        [
            LeftOut(family, one.says, one.reason, one.responses, one.stands)
            for family in published
            for one in exclusions.history(tx, round_key, family)
        ],
        [
            Looked(family, one.at, one.figures["looked_at"], one.figures["flagged"])
            for family in published
            if (one := integrity.latest(tx, round_key, family)) is not None
        ],
    )


def _quotes(tx: Transaction, round_key: str, families: list[str]) -> list[Quoted]:
    found: list[Quoted] = []
    for family in families:
        live = consultations.live_version(tx, round_key, family)
        its = quoted(tx, live.questionnaire, round_key) if live else ()
        for priority in dict.fromkeys(key for key, _ in its):
            here = [one for key, one in its if key == priority][:MOST_QUOTED]
            found += [Quoted(priority, family, one.words, _whose(one)) for one in here]
    return found


def _whose(one: Quotation) -> str:
    area = LONDON.by_code.get(one.who.area)
    return area.name if area else FAMILIES.get(one.family, one.family).lower()
