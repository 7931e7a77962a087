"""Signing a bundle off, forgetting what was keyed, and the figures for the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.batches import actions, store
from survey.fieldwork.batches.answers import Form, form_of
from survey.fieldwork.batches.batch import Batch, BundledForm, Decision, Turn
from survey.fieldwork.batches.progress import Point, Standing
from survey.fieldwork.paper import actions as paper
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.modes import mixed
from survey.responses.response import Response

FLAGS = "flags"
"""The paradata that name fields whose paper says what can't count, or was filled in although the path leaves it out."""


def sign_off(tx: Transaction, batch_id: str, *, by: str, now: datetime) -> Batch | tuple[Point, ...]:
    """Sends every form of a bundle on which nothing is open, all at once, and erases what was typed.

    Otherwise returns what is open; a form whose person has meanwhile answered in another way, too, is set aside.
    """
    batch = actions.find(tx, batch_id, to_write=True)
    if not batch.is_open:
        return batch
    _set_aside_latecomers(tx, batch)
    standing = actions.standing(tx, batch_id)
    if standing.points:
        return standing.points
    received = min(now, datetime.combine(batch.received_on, time(12), UTC))
    for form in standing.forms:
        _count(tx, standing, form, by, received)
    report = standing.report()
    store.change_batch(tx, batch_id, signed_off_by=by, signed_off_at=now, report=report)
    store.erase_typed(tx, [form.id for form in standing.forms])
    numbers = {name: report[name] for name in ("forms", "keyed_twice", "errors", "fields")}
    record(tx, by, tag(by, "batch:signed_off"), batch_id, numbers, now)
    return actions.find(tx, batch_id)


def _set_aside_latecomers(tx: Transaction, batch: Batch) -> None:
    for form in store.forms_of(tx, batch.id):
        found = None if form.clash else responses.find_by_reference(tx, form.serial)
        if found:
            store.change_form(tx, form.id, clash=found.id)


def _count(tx: Transaction, standing: Standing, form: BundledForm, by: str, received: datetime) -> None:
    """Makes the response of one form, or corrects the one that there is, as was decided."""
    if form.decision is Decision.EARLIER:
        return
    batch = standing.batch
    response = _response(tx, batch, form, received)
    version = consultations.version(tx, response.version)
    whole = form_of(actions.fields(tx, form, batch.channel), right_ones(standing, form))
    flags = flagged(version, batch, whole)
    responses.store_keyed(
        tx,
        response,
        version,
        whole.answers,
        as_written=whole.as_written,
        paradata={**({FLAGS: flags} if flags else {}), **mixed(response, batch.channel)},
        by=by,
        reason=f"Paper form of bundle {batch.number}",
        now=received,
    )
    store.change_form(tx, form.id, response=response.id)


def _response(tx: Transaction, batch: Batch, form: BundledForm, received: datetime) -> Response:
    """Begins the response of a form, under its serial and the code of its slip; or finds the one to be corrected."""
    if form.clash:
        found = responses.find(tx, form.clash, to_write=True)
    elif form.return_code_hash:
        found = responses.start_under(
            tx,
            consultations.version(tx, form.version),
            batch.round,
            reference=form.serial,
            code_hash=form.return_code_hash,
            channel=batch.channel,
            language=form.language,
            now=received,
        )
    else:
        printed = paper.form_of(tx, form.serial)
        found = (
            paper.begin_form(tx, printed, channel=batch.channel, language=form.language, now=received)
            if printed
            else None
        )
    if found is None:
        raise LookupError(f"form {form.serial} has lost what it belongs to")
    return found


def right_ones(standing: Standing, form: BundledForm) -> Mapping[str, str]:
    """Returns what was typed for a form, with what the third look found in place of what differed."""
    first = standing.keying(form, Turn.FIRST)
    looked = {one.field: one.right or "" for one in standing.differences if one.form == form.id}
    return {**(first.typed if first else {}), **looked}


def flagged(version: Version, batch: Batch, whole: Form) -> list[str]:
    """Names what stands on the paper and can't count: keys of questions off the path, and fields as written."""
    path = version.route.walk(whole.answers, batch.channel)
    return sorted({*version.route.off_path(path, whole.answers), *whole.as_written})


@dataclass(frozen=True, slots=True)
class KeyedForm:
    """A form that became a response, as the first clerk keyed it, for supervisors."""

    form: str
    response: str
    clerk: str
    started_at: datetime
    finished_at: datetime


def keyed_forms(tx: Transaction, round_key: str) -> tuple[KeyedForm, ...]:
    """Returns the forms of a round that became responses."""
    return tuple(KeyedForm(*row) for row in store.keyed_once(tx, round_key))
