"""Jobs: one's own, and for administrators everybody's; progress, cancelling, and the file that came of one."""

from pathlib import Path
from typing import Any

from flask import Response, abort, flash, redirect, render_template, send_file, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.exports.actions import manifest_of
from survey.operation.jobs import actions
from survey.operation.jobs.job import Gone, Job, State
from survey.web.access import staff
from survey.web.jobs.blueprint import blueprint
from survey.web.language import gettext as _
from survey.web.language import later, number
from survey.web.request import database, now
from survey.web.runner import runner

STATES = {
    State.QUEUED: later("Waiting"),
    State.RUNNING: later("At work"),
    State.DONE: later("Done"),
    State.FAILED: later("Failed"),
    State.CANCELLED: later("Cancelled"),
}
GONE = {
    Gone.OVER: later("The file has ended: files are kept for a week. Ask for it again."),
    Gone.WITHDRAWN: later(
        "The file has ended: somebody has withdrawn their answers since, and they may be in it. Ask for it again."
    ),
}


@blueprint.get("")
@staff()
def listing() -> Any:
    """Lists the latest jobs: one's own, or everybody's for administrators."""
    with database().reading() as tx:
        found = actions.listing(tx, None if _administers() else current_user.id)
        names = accounts.names(tx)
    return render_template("jobs/list.html", jobs=found, names=names, everybody=_administers(), **_words())


@blueprint.get("/<job_id>")
@staff()
def one(job_id: str) -> Any:
    """Shows how far a job is, or what came of it."""
    job = _found(job_id)
    with database().reading() as tx:
        names = accounts.names(tx)
        gone = _gone(actions.why_over(tx, job, now()), job)
    told = job.file is not None and not gone and manifest_of(_path(job)).exists()
    return render_template("jobs/job.html", job=job, names=names, gone=gone, has_manifest=told, **_words())


@blueprint.get("/<job_id>/cancel")
@staff()
def ask_to_cancel(job_id: str) -> Any:
    """Asks whether a job is really to be cancelled."""
    job = _found(job_id)
    if not _stops(job):
        return redirect(url_for(".one", job_id=job.id))
    return render_template("jobs/cancel.html", job=job, **_words())


@blueprint.post("/<job_id>/cancel")
@staff()
def cancel(job_id: str) -> Any:
    """Cancels a job."""
    job = _found(job_id)
    if not _stops(job):
        flash(_("It had ended already, or can’t be left half done."), "note")
        return redirect(url_for(".one", job_id=job.id), 303)
    with database().transaction() as tx:
        done = actions.cancel(tx, job, current_user.id, now())
    flash(_("It is cancelled.") if done else _("It had ended already."), "success" if done else "note")
    return redirect(url_for(".one", job_id=job.id), 303)


@blueprint.get("/<job_id>/manifest.json")
@staff()
def manifest(job_id: str) -> Any:
    """Gives what stands beside a file: what it holds, how many rows, and what it rests on."""
    job = _found(job_id)
    path = manifest_of(_path(job))
    if not path.exists():
        abort(404)
    return Response(path.read_bytes(), content_type="application/json", headers={"Cache-Control": "no-store"})


@blueprint.post("/<job_id>/file")
@staff()
def file(job_id: str) -> Any:
    """Hands over the file that came of a job; the taking is written to the audit trail."""
    job = _found(job_id)
    path = _path(job)
    with database().transaction() as tx:
        if job.file is None or not job.has_file or actions.why_over(tx, job, now()) or not path.exists():
            return redirect(url_for(".one", job_id=job.id), 303)
        actions.record_fetched(tx, job, current_user.id, now())
    sent = send_file(path, job.file.media_type, as_attachment=True, download_name=job.file.name, max_age=0)
    sent.headers["Cache-Control"] = "no-store"
    return sent


def _stops(job: Job) -> bool:
    """Says whether a job can be cancelled: while it waits, or where its kind may be left half done."""
    kind = runner().kinds.get(job.kind)
    return not job.has_ended and (job.attempts == 0 or kind is None or kind.stops)


def _administers() -> bool:
    return Role.ADMINISTRATOR in {grant.role for grant in current_user.user.grants}


def _found(job_id: str) -> Job:
    """Finds a job that the person may see: all for administrators, else their own while they hold its role."""
    with database().reading() as tx:
        job = actions.find(tx, job_id)
    if job is None:
        abort(404)
    if not _administers() and (job.asked_by != current_user.id or Role(job.role) not in current_user.roles):
        abort(403)
    return job


def _path(job: Job) -> Path:
    return actions.file_of(runner().folder, job)


def _gone(why: Gone | None, job: Job) -> str:
    """Says why the file of a job can be kept no more; nothing where it can, or where there never was one."""
    if job.file is None:
        return ""
    reason = job.file.gone or why
    if reason is not None:
        return str(GONE[reason])
    if not _path(job).exists():
        return _("The file is not on this server. Ask for it again.")
    return ""


def _words() -> dict[str, Any]:
    """Returns what the templates say jobs with."""
    moment = now()
    return {
        "state_of": lambda job: str(STATES[job.state(moment)]),
        "title_of": lambda job: runner().kinds[job.kind].title if job.kind in runner().kinds else job.kind,
        "progress_of": _progress,
        "stops": _stops,
    }


def _progress(job: Job) -> str:
    """Says how far a job is; nothing where it does not count."""
    kind = runner().kinds.get(job.kind)
    unit = kind.of if kind else ""
    if not job.of:
        return _("%(done)s %(what)s", done=number(job.done), what=unit) if job.done and unit else ""
    return _("%(done)s of %(of)s %(what)s", done=number(job.done), of=number(job.of), what=unit)
