"""Asking for long work from a page: it is queued, and waited for a little before a page says how far it is."""

from collections.abc import Mapping
from time import monotonic, sleep
from typing import Any

from flask import Flask, current_app, flash
from flask_login import current_user

from survey.accounts.roles import Role
from survey.operation.deeds.actions import kinds
from survey.operation.jobs import actions as jobs
from survey.operation.jobs.job import Job, State
from survey.operation.running.actions import Runner
from survey.web.request import database, now, state_of

PATIENCE_S = 3.0
"""How long the request that asked for a job waits for its end."""

LOOK_S = 0.05


def hold(app: Flask) -> None:
    """Gives an application what does its jobs; no thread runs before the first is asked for."""
    state = state_of(app)
    known = kinds(app.extensions["survey_columns"])
    app.extensions["survey_runner"] = Runner(state.database, known, state.settings.instance / "jobs")


def serve(app: Flask) -> None:
    """Has a serving process look after the queue for as long as it lives."""
    its: Runner = app.extensions["survey_runner"]
    its.serve()


def runner() -> Runner:
    """Returns what does the jobs of this process."""
    found: Runner = current_app.extensions["survey_runner"]
    return found


def begin(
    kind: str, parameters: Mapping[str, Any], *, about: str, role: Role, back: str = "", subject: str = ""
) -> Job:
    """Asks for a job in the name of whoever is signed in and waits for it a little; returns it as it then stands.

    While one goes on for the same subject, that one is returned.
    """
    with database().transaction() as tx:
        job = jobs.ask(
            tx,
            kind,
            parameters,
            about=about,
            role=role.value,
            by=current_user.id,
            now=now(),
            subject=subject,
            back=back,
        )
    patient_until = monotonic() + PATIENCE_S
    while not job.has_ended and monotonic() < patient_until:
        runner().wake()
        sleep(LOOK_S)
        with database().reading() as tx:
            job = jobs.find(tx, job.id) or job
    return job


def going_on(subject: str) -> Job | None:
    """Returns the job that was asked for last for a subject."""
    with database().reading() as tx:
        return jobs.latest_on(tx, subject)


def tell(job: Job) -> None:
    """Says on the next page what came of a job, where it has ended."""
    if job.outcome is State.DONE:
        flash(job.said, "success")
    elif job.outcome is State.FAILED:
        flash(job.said, "warning")
