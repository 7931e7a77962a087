"""Keying again, looking at the paper a third time, counting again, taking out, deciding."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from random import Random, SystemRandom

from survey.db.session import Transaction
from survey.fieldwork.batches import actions, quality, store
from survey.fieldwork.batches.answers import same
from survey.fieldwork.batches.batch import Batch, Decision, Difference, Keying, Turn, Wrong
from survey.fieldwork.batches.fields import Field
from survey.fieldwork.batches.notation import Slip, read
from survey.fieldwork.batches.refusals import BatchRefused, CantKey, NotYours
from survey.responses import actions as responses

_CHANCE = SystemRandom()


def begin_second(tx: Transaction, form_id: str, *, clerk: str, now: datetime) -> Keying:
    """Begins, or goes on with, the second, blind keying of a form; raises CantKey: never by the first clerk."""
    form = actions.find_form(tx, form_id)
    actions.open_batch(tx, form.batch)
    first = store.find_keying(tx, form_id, Turn.FIRST)
    if not form.chosen or first is None or not first.is_finished:
        raise CantKey("not_chosen")
    if first.clerk == clerk:
        raise CantKey("same_clerk")
    second = store.find_keying(tx, form_id, Turn.SECOND)
    if second is None:
        second = Keying(form_id, Turn.SECOND, clerk, now, now, None, {})
        store.insert_keying(tx, second)
    if second.is_finished:
        raise CantKey("keyed_already", {"number": actions.find(tx, form.batch).number, "place": form.place})
    if second.clerk != clerk:
        raise CantKey("held", {"clerk": second.clerk, "since": second.saved_at, "place": form.place})
    return second


def look(
    tx: Transaction, form_id: str, right: Mapping[str, str], *, by: str, now: datetime
) -> Mapping[str, Slip]:
    """Keeps what a third person read on the paper for fields in which two keyings differ.

    Returns what can't stand, field by field, and keeps nothing of those. Raises NotYours for one of the two clerks.
    """
    form = actions.find_form(tx, form_id)
    batch = actions.find(tx, form.batch, to_write=True)
    before = actions.standing(tx, batch.id)
    if any(one.form == form_id and one.clerk == by for one in before.keyings):
        raise NotYours
    its_fields = {one.name: one for one in actions.fields(tx, form, batch.channel)}
    slips: dict[str, Slip] = {}
    for one in before.differences_of(form):
        if one.field not in right:
            continue
        slip = read(its_fields[one.field], right[one.field]).slip
        if slip:
            slips[one.field] = slip
        else:
            wrong = _who_was_wrong(its_fields[one.field], one, right[one.field])
            store.settle_difference(tx, one, right[one.field], wrong, by, now)
            actions.write_down(
                tx,
                by,
                "looked",
                batch.id,
                {"serial": form.serial, "field": one.field, "wrong": wrong.value},
                now,
            )
    actions.judge(tx, batch.id, now)
    return slips


def _who_was_wrong(its_field: Field, one: Difference, right: str) -> Wrong:
    if same(its_field, one.first, right):
        return Wrong.SECOND
    return Wrong.FIRST if same(its_field, one.second, right) else Wrong.BOTH


def take_out(tx: Transaction, form_id: str, reason: str, *, by: str, now: datetime) -> Batch:
    """Takes a form out of a bundle that is not signed off, with all that was keyed; raises CantKey."""
    form = actions.find_form(tx, form_id)
    batch = actions.open_batch(tx, form.batch)
    store.delete_form(tx, form_id)
    actions.write_down(tx, by, "form_taken_out", batch.id, {"serial": form.serial, "reason": reason}, now)
    return batch


def recount(
    tx: Transaction,
    batch_id: str,
    forms: int,
    reason: str,
    *,
    by: str,
    now: datetime,
    chance: Random = _CHANCE,
) -> Batch:
    """Writes how many forms there are after counting again; raises BatchRefused."""
    batch = actions.find(tx, batch_id, to_write=True)
    before = actions.standing(tx, batch.id)
    actions.check_count(forms)
    if not batch.is_open:
        raise BatchRefused("signed_off", "forms")
    if forms < len(before.forms):
        raise BatchRefused("fewer_than_keyed", "forms")
    store.change_batch(tx, batch_id, forms=forms)
    actions.write_down(
        tx, by, "recounted", batch_id, {"before": batch.forms, "after": forms, "reason": reason}, now
    )
    if len(before.keyed) == forms:
        drawn = sum(1 for one in before.keyed if one.chosen)
        short = quality.wanted(forms, batch.sample_percent) - drawn
        waiting = [form.id for form in before.keyed if not form.chosen]
        store.choose(tx, chance.sample(waiting, max(0, min(short, len(waiting)))))
    actions.judge(tx, batch_id, now)
    return replace(batch, forms=forms)


def decide(tx: Transaction, form_id: str, decision: Decision, *, by: str, now: datetime) -> None:
    """Keeps which counts of a paper form and what the same person answered in another way; raises CantKey."""
    form = actions.find_form(tx, form_id)
    batch = actions.open_batch(tx, form.batch)
    clash = responses.find(tx, form.clash) if form.clash else None
    if form.clash is None or (decision is Decision.PAPER and (clash is None or clash.withdrawn_at)):
        raise CantKey("nothing_to_decide")
    store.change_form(tx, form_id, decision=decision.value)
    actions.write_down(tx, by, "decided", batch.id, {"serial": form.serial, "counts": decision.value}, now)
