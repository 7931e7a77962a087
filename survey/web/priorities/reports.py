"""The committee report of a consultation: made from what was published, read, kept as a file."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from markupsafe import Markup

from survey.accounts.roles import Role
from survey.config import shipped_folder
from survey.summaries.committee import actions
from survey.summaries.committee.report import FORMATS, Report, ReportRefused
from survey.summaries.local.rendering import House
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.request import database, now, settings


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    place = "/staff/priorities/<round_key>/report"
    blueprint.get(place)(reports)
    blueprint.post(place)(make_report)
    blueprint.get(f"{place}/<int:edition>")(report)
    blueprint.get(f"{place}/<int:edition>.<form>")(report_file)


@staff(*within.READERS)
def reports(round_key: str) -> Any:
    """Lists the reports of a consultation, the latest first."""
    return _list(round_key)


def _list(round_key: str, error: str = "") -> str:
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        return render_template(
            "priorities/reports.html",
            planning=about,
            round=consultation,
            reports=actions.reports(tx, round_key),
            makes=Role.ANALYST in current_user.roles,
            person=within.people(tx),
            error=error,
        )


@staff(Role.ANALYST)
def make_report(round_key: str) -> Any:
    """Makes a report of what was published, and freezes it."""
    its = settings()
    house = House(its.sponsor, its.public_url, shipped_folder("templates"), its.time_zone)
    try:
        with database().transaction() as tx:
            within.planned(tx, round_key)
            made = actions.make(tx, round_key, house, current_user.id, now())
    except ReportRefused:
        return _list(
            round_key, gettext("Publish the results of this consultation first: the report is made of them.")
        )
    flash(gettext("Edition %(edition)s of the report is made.", edition=made.edition), "success")
    return redirect(url_for("priorities.reports", round_key=round_key), 303)


@staff(*within.READERS)
def report(round_key: str, edition: int) -> Any:
    """Shows a report as it was made."""
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        its = _found(actions.reports(tx, round_key), edition)
        page = actions.file(tx, its, "html").decode()
    return render_template(
        "priorities/report.html",
        planning=about,
        round=consultation,
        report=its,
        page=Markup(page),  # noqa: S704  our own template wrote it when the report was made
    )


@staff(*within.READERS)
def report_file(round_key: str, edition: int, form: str) -> Any:
    """Gives a report as a file."""
    if form not in FORMATS or form == "html":
        abort(404)
    with database().reading() as tx:
        within.planned(tx, round_key)
        content = actions.file(tx, _found(actions.reports(tx, round_key), edition), form)
    answer = Response(content, content_type=FORMATS[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="report-{round_key}-{edition}.{form}"'
    return answer


def _found(its: tuple[Report, ...], edition: int) -> Report:
    found = next((one for one in its if one.edition == edition), None)
    return found if found is not None else abort(404)
