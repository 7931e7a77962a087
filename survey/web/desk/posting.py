"""Paper on its way out: requests for copies, labels, printing, and marking as posted."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.actions import record
from survey.accounts.roles import Role
from survey.config import shipped_folder
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.fieldwork.paper import actions as forms
from survey.fieldwork.paper.booklet import Sender
from survey.fieldwork.paper.form import Print
from survey.fieldwork.paper.labels import ON_A_SHEET, labels
from survey.fieldwork.paper.printing import AT_ONCE, Job, as_pdf
from survey.fieldwork.paper.requests import actions
from survey.fieldwork.paper.requests.request import Addressed
from survey.questionnaire.version import Version
from survey.web.access import staff
from survey.web.language import gettext as _
from survey.web.language import later, name_of, ngettext
from survey.web.request import database, now, settings

blueprint = Blueprint("paper", __name__, url_prefix="/staff/paper")

clerks = staff(Role.SUPERVISOR, Role.CLERK)

SIZES = {
    Print.STANDARD: later("Standard, 12 point"),
    Print.LARGE: later("Large, 16 point"),
    Print.LARGEST: later("Very large, 20 point"),
}


@blueprint.get("")
@clerks
def home() -> Any:
    """Shows what waits to be posted, what was posted, and what can be printed."""
    return _home()


def _home(fault: tuple[str, str] | None = None) -> Any:
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
        live = consultations.live_versions(tx, about.key) if about else {}
        waiting = actions.waiting(tx, about.key, [settings().secret_key]) if about else []
        posted = actions.posted(tx, about.key) if about else []
        printings = forms.printings(tx, about.key) if about else []
    return render_template(
        "desk/paper/home.html",
        round=about,
        live=live,
        waiting=waiting,
        posted=posted,
        printings=printings,
        to_print=_to_print(waiting),
        sizes=SIZES,
        name_of=name_of,
        most=AT_ONCE,
        on_a_sheet=ON_A_SHEET,
        fault=fault,
        typed=request.form,
    ), 200


def _to_print(waiting: Sequence[Addressed]) -> list[tuple[tuple[str, str, Print], int]]:
    """Adds up the copies that are asked for, by questionnaire, language and size."""
    copies: Counter[tuple[str, str, Print]] = Counter()
    for one in waiting:
        asked = one.request
        copies[asked.family, asked.language, asked.print] += asked.copies
    return sorted(copies.items())


def _round() -> Round:
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
    if about is None:
        abort(404)
    return about


@blueprint.post("/print")
@clerks
def print_forms() -> Any:
    """Prints copies, each with a serial of its own, as one PDF file."""
    about = _round()
    with database().reading() as tx:
        version = consultations.live_version(tx, about.key, request.form.get("family", ""))
    size, language = request.form.get("size", Print.STANDARD.value), request.form.get("language", "")
    if version is None or size not in set(Print):
        abort(404)
    if language not in version.questionnaire.languages:
        return _home(("language", _("This questionnaire is not written in that language")))
    copies = _number(request.form.get("copies", ""), AT_ONCE)
    if copies is None:
        return _home(("copies", _("Enter a number of copies from 1 to %(most)s", most=AT_ONCE)))
    return _printed(about, version, language, Print(size), copies)


def _printed(about: Round, version: Version, language: str, size: Print, copies: int) -> Response:
    host = settings().public_url.partition("://")[2] or request.host
    job = Job(
        version,
        about,
        Sender(settings().sponsor, host, settings().time_zone),
        language,
        size,
        shipped_folder("templates") / "print",
    )
    family = version.questionnaire.family
    with database().transaction() as tx:
        printed = forms.print_forms(
            tx,
            version,
            about.key,
            language=language,
            size=size,
            copies=copies,
            secret=settings().secret_key,
            now=now(),
        )
        detail = {"family": family, "copies": copies, "print": size.value, "language": language}
        record(tx, current_user.id, "staff:paper:printed", about.key, detail, now())
    return _download(as_pdf(job, printed, now()), f"{family}-{language}-{size}-{copies}.pdf")


def _download(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _number(typed: str, most: int) -> int | None:
    typed = typed.strip()
    return int(typed) if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= most else None


@blueprint.post("/labels")
@clerks
def print_labels() -> Any:
    """Gives a label for each request that waits."""
    about = _round()
    first = _number(request.form.get("first", ""), ON_A_SHEET)
    if first is None:
        return _home(
            ("first", _("Enter the place of the first free label, from 1 to %(most)s", most=ON_A_SHEET))
        )
    with database().transaction() as tx:
        waiting = actions.waiting(tx, about.key, [settings().secret_key])
        record(tx, current_user.id, "staff:paper:labels", about.key, {"labels": len(waiting)}, now())
    return _download(labels(waiting, first, shipped_folder("templates") / "print", now()), "labels.pdf")


@blueprint.post("/posted")
@clerks
def posted() -> Any:
    """Asks first, then marks requests as posted and destroys their addresses."""
    chosen = request.form.getlist("request")
    with database().reading() as tx:
        waiting = actions.waiting(tx, _round().key, [settings().secret_key])
    found = [one for one in waiting if one.request.id in chosen or "all" in request.form]
    if not found:
        return _home(("waiting", _("Tick the requests that you have posted")))
    if "sure" not in request.form:
        return render_template("desk/paper/posted.html", found=found, sizes=SIZES)
    with database().transaction() as tx:
        done = actions.mark_posted(tx, chosen, current_user.id, _today(), now())
    flash(
        ngettext(
            "%(num)s request is marked as posted, and its address is destroyed",
            "%(num)s requests are marked as posted, and their addresses are destroyed",
            done,
        ),
        "success",
    )
    return redirect(url_for(".home"), 303)


@blueprint.post("/<request_id>/take-out")
@clerks
def take_out(request_id: str) -> Any:
    """Asks first, then takes out a request that can't be posted."""
    with database().reading() as tx:
        found = [
            one
            for one in actions.waiting(tx, _round().key, [settings().secret_key])
            if one.request.id == request_id
        ]
    if not found:
        abort(404)
    if "sure" not in request.form:
        return render_template("desk/paper/take_out.html", one=found[0], sizes=SIZES)
    with database().transaction() as tx:
        actions.withdraw(tx, request_id, current_user.id, now())
    flash(_("The request is taken out, and its address is destroyed"), "success")
    return redirect(url_for(".home"), 303)


@blueprint.post("/<request_id>/returned")
@clerks
def returned(request_id: str) -> Any:
    """Marks a request as come back undelivered."""
    with database().transaction() as tx:
        if not actions.mark_returned(tx, request_id, current_user.id, _today(), now()):
            abort(404)
    flash(_("Marked as come back undelivered"), "success")
    return redirect(url_for(".home"), 303)


def _today() -> Any:
    return now().astimezone(settings().time_zone).date()
