"""What is done with a bundle: registered, keyed, keyed again, looked at a third time; each deed is written down."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from random import Random, SystemRandom
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.batches import quality, serial, store
from survey.fieldwork.batches.answers import Form, compared, differing, form_of
from survey.fieldwork.batches.batch import Batch, BundledForm, Decision, Difference, Keying, Turn
from survey.fieldwork.batches.fields import Field, fields_of
from survey.fieldwork.batches.progress import Figures, Standing
from survey.fieldwork.batches.quality import Rate
from survey.fieldwork.batches.refusals import BatchRefused, CantKey, NotYours
from survey.fieldwork.paper import actions as paper
from survey.fieldwork.paper.form import PaperForm
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.return_code import ReturnCode

MOST_FORMS = 500
"""Forms in one bundle: more are two bundles, so that signing one off holds others up for a moment only."""

_CHANCE = SystemRandom()


def register(
    tx: Transaction,
    held: Round,
    family: str,
    *,
    channel: Channel,
    received_on: date,
    today: date,
    forms: int,
    note: str = "",
    sample_percent: int = quality.SAMPLE_PERCENT,
    limit_permille: int = quality.LIMIT_PERMILLE,
    by: str,
    now: datetime,
) -> Batch:
    """Registers a bundle as it was counted; raises BatchRefused. `today` is the date where the consultation is held."""
    check_count(forms)
    if received_on > today:
        raise BatchRefused("in_the_future", "received_on")
    if received_on < held.opens_at.date():
        raise BatchRefused("before_opening", "received_on")
    if consultations.live_version(tx, held.key, family) is None:
        raise BatchRefused("not_published", "family")
    if not 1 <= sample_percent <= 100:
        raise BatchRefused("bad_sample", "sample_percent")
    batch = Batch(
        str(uuid4()),
        store.next_number(tx),
        held.key,
        family,
        channel,
        received_on,
        forms,
        note,
        sample_percent,
        limit_permille,
        by,
        now,
    )
    store.insert_batch(tx, batch)
    write_down(tx, by, "registered", batch.id, {"number": batch.number, "forms": forms}, now)
    return batch


def check_count(forms: int) -> None:
    """Raises BatchRefused for a number of forms that no bundle has."""
    if not 1 <= forms <= MOST_FORMS:
        raise BatchRefused("bad_count", "forms")


def write_down(
    tx: Transaction, by: str, deed: str, batch_id: str, detail: Mapping[str, Any], now: datetime
) -> None:
    """Writes a deed done to a bundle to the audit trail."""
    record(tx, by, tag(by, f"batch:{deed}"), batch_id, detail, now)


def find(tx: Transaction, batch_id: str, *, to_write: bool = False) -> Batch:
    """Returns a bundle; raises LookupError. With `to_write`, other writers of it wait."""
    found = store.find_batch(tx, batch_id, to_write=to_write and tx.writes)
    if found is None:
        raise LookupError(batch_id)
    return found


def listing(tx: Transaction, round_key: str | None = None) -> tuple[Standing, ...]:
    """Returns how every bundle stands, open ones first, newest first."""
    return tuple(_standing(tx, batch) for batch in store.all_batches(tx, round_key))


def standing(tx: Transaction, batch_id: str) -> Standing:
    """Returns how a bundle stands; raises LookupError."""
    return _standing(tx, find(tx, batch_id))


def _standing(tx: Transaction, batch: Batch) -> Standing:
    return Standing(
        batch,
        store.forms_of(tx, batch.id),
        store.keyings_of(tx, batch.id),
        store.differences_of(tx, batch.id),
    )


def find_form(tx: Transaction, form_id: str) -> BundledForm:
    """Returns a form; raises LookupError."""
    found = store.find_form(tx, form_id)
    if found is None:
        raise LookupError(form_id)
    return found


def find_keying(tx: Transaction, form_id: str, turn: Turn) -> Keying | None:
    """Returns a keying of a form, where there is one."""
    return store.find_keying(tx, form_id, turn)


def fields(tx: Transaction, form: BundledForm, channel: Channel) -> tuple[Field, ...]:
    """Returns the fields of a form in the order of the paper."""
    return fields_of(consultations.version(tx, form.version), channel)


def begin(
    tx: Transaction, batch_id: str, typed: str, *, clerk: str, now: datetime, aside: bool = False
) -> BundledForm:
    """Begins, or goes on with, the first keying of the form with this serial; raises CantKey.

    A form whose person has answered in another way, too, is taken only with `aside`: it waits for the supervisor.
    """
    batch = open_batch(tx, batch_id)
    symbols = serial.read(typed)
    if isinstance(symbols, serial.Misread):
        raise CantKey(symbols.why, {"signs": symbols.signs, "length": symbols.length})
    there = store.form_by_serial(tx, symbols)
    if there:
        return _go_on(tx, batch, there, clerk)
    printed = paper.form_of(tx, symbols)
    _check_belongs(tx, batch, printed)
    clash = responses.find_by_reference(tx, symbols)
    if clash and not aside:
        raise CantKey("clash", {"response": clash})
    assert printed is not None, "_check_belongs lets no unknown serial pass"  # noqa: S101  told to the type checker
    return _insert(
        tx,
        batch,
        BundledForm(
            str(uuid4()),
            batch.id,
            0,
            symbols,
            printed.version,
            printed.language,
            clash=clash.id if clash else None,
        ),
        clerk,
        now,
    )


def open_batch(tx: Transaction, batch_id: str) -> Batch:
    """Returns a bundle to write to; raises CantKey where it is signed off."""
    batch = find(tx, batch_id, to_write=True)
    if not batch.is_open:
        raise CantKey("signed_off")
    return batch


def _check_belongs(tx: Transaction, batch: Batch, printed: PaperForm | None) -> None:
    if printed is None:
        raise CantKey("unknown")
    if printed.round != batch.round:
        raise CantKey("other_round", {"round": consultations.find_round(tx, printed.round).name})
    if printed.family != batch.family:
        raise CantKey("other_questionnaire", {"family": printed.family})


def _go_on(tx: Transaction, batch: Batch, there: BundledForm, clerk: str) -> BundledForm:
    """Lets the clerk go on who has the form in hand; says to all others where it is."""
    keying = store.find_keying(tx, there.id, Turn.FIRST)
    where = {"number": find(tx, there.batch).number, "place": there.place}
    if keying is None or keying.is_finished or there.batch != batch.id:
        raise CantKey("keyed_already", where)
    if keying.clerk != clerk:
        raise CantKey("held", {**where, "clerk": keying.clerk, "since": keying.saved_at})
    return there


def begin_unnumbered(
    tx: Transaction,
    batch_id: str,
    *,
    clerk: str,
    language: str,
    secret: str,
    now: datetime,
    chance: Random = _CHANCE,
) -> BundledForm:
    """Begins the first keying of a form without a serial: it gets one, to be written on it; raises CantKey."""
    batch = open_batch(tx, batch_id)
    version = consultations.live_version(tx, batch.round, batch.family)
    if version is None:
        raise CantKey("unknown")
    code = ReturnCode.mint(chance)
    while paper.form_of(tx, code.reference) or responses.find_by_reference(tx, code.reference):
        code = ReturnCode.mint(chance)
    form = BundledForm(
        str(uuid4()), batch.id, 0, code.reference, version.hash, language, code.hashed(secret), minted=True
    )
    return _insert(tx, batch, form, clerk, now)


def _insert(tx: Transaction, batch: Batch, form: BundledForm, clerk: str, now: datetime) -> BundledForm:
    there = store.forms_of(tx, batch.id)
    if len(there) >= batch.forms:
        raise CantKey("bundle_full", {"forms": batch.forms})
    form = replace(form, place=max((one.place for one in there), default=0) + 1)
    try:
        store.insert_form(tx, form)
    except store.SerialTaken:
        raise CantKey("keyed_already", {"number": batch.number, "place": form.place}) from None
    store.insert_keying(tx, Keying(form.id, Turn.FIRST, clerk, now, now, None, {}))
    if form.clash:
        write_down(tx, clerk, "set_aside", batch.id, {"serial": form.serial}, now)
    return form


def keep(
    tx: Transaction, form_id: str, turn: Turn, typed: Mapping[str, str], *, clerk: str, now: datetime
) -> Keying:
    """Keeps what was typed for some fields of a form; raises NotYours where it is not, or not any more, in hand."""
    keying = store.find_keying(tx, form_id, turn, to_write=True)
    if keying is None or keying.clerk != clerk or keying.is_finished:
        raise NotYours
    kept = {name: words for name, words in {**keying.typed, **typed}.items() if words.strip()}
    store.change_keying(tx, keying, typed=kept, saved_at=now)
    return replace(keying, typed=kept, saved_at=now)


def finish(
    tx: Transaction,
    form_id: str,
    turn: Turn,
    typed: Mapping[str, str],
    *,
    clerk: str,
    now: datetime,
    chance: Random = _CHANCE,
) -> Form:
    """Keeps the fields and ends the keying, unless something typed can't stand: then the form says what.

    Raises NotYours, and CantKey for a form on which nothing stands at all: that is no response.
    """
    form = find_form(tx, form_id)
    batch = find(tx, form.batch, to_write=True)
    keying = keep(tx, form_id, turn, typed, clerk=clerk, now=now)
    its_fields = fields(tx, form, batch.channel)
    whole = form_of(its_fields, keying.typed)
    if whole.slips:
        return whole
    if not (whole.answers or whole.as_written):
        raise CantKey("all_blank")
    before = _standing(tx, batch)
    store.change_keying(tx, keying, finished_at=now)
    if turn is Turn.FIRST:
        _draw(tx, before, form, chance)
    else:
        first = before.keying(form, Turn.FIRST)
        _compare(tx, form, its_fields, first.typed if first else {}, keying)
    write_down(tx, clerk, f"keyed_{turn.value}", batch.id, {"serial": form.serial}, now)
    judge(tx, batch.id, now)
    return whole


def _draw(tx: Transaction, before: Standing, form: BundledForm, chance: Random) -> None:
    """Chooses by lot whether the form is keyed again; where all are, there is nothing to draw."""
    batch = before.batch
    drawn = sum(1 for one in before.keyed if one.chosen)
    if batch.doubled_at or quality.is_drawn(
        chance,
        drawn=drawn,
        wanted=quality.wanted(batch.forms, batch.sample_percent),
        seen=len(before.keyed),
        forms=batch.forms,
    ):
        store.choose(tx, [form.id])


def _compare(
    tx: Transaction,
    form: BundledForm,
    its_fields: tuple[Field, ...],
    first: Mapping[str, str],
    second: Keying,
) -> None:
    store.change_keying(tx, second, compared=list(compared(its_fields, first, second.typed)))
    store.insert_differences(
        tx,
        [
            Difference(form.id, name, first.get(name, ""), second.typed.get(name, ""))
            for name in differing(its_fields, first, second.typed)
        ],
    )


def judge(tx: Transaction, batch_id: str, now: datetime) -> bool:
    """Has every form keyed again where the sample, once complete, shows too many errors; returns whether it did."""
    now_standing = standing(tx, batch_id)
    batch = now_standing.batch
    if batch.doubled_at or not now_standing.sample_is_complete:
        return False
    if not now_standing.rate.is_over(batch.limit_permille):
        return False
    store.change_batch(tx, batch_id, doubled_at=now)
    store.choose(tx, [form.id for form in now_standing.forms])
    rate = now_standing.rate
    record(
        tx, None, tag(None, "batch:doubled"), batch_id, {"errors": rate.errors, "fields": rate.fields}, now
    )
    return True


def release(
    tx: Transaction, form_id: str, turn: Turn, *, by: str, now: datetime, others: bool = False
) -> None:
    """Throws an unfinished keying away, so that somebody else may take the form; raises NotYours.

    `others` says that one may do so with what a colleague has in hand.
    """
    keying = store.find_keying(tx, form_id, turn, to_write=True)
    if keying is None or keying.is_finished or not (others or keying.clerk == by):
        raise NotYours
    form = find_form(tx, form_id)
    if turn is Turn.FIRST:
        store.delete_form(tx, form_id)
    else:
        store.delete_keying(tx, keying)
    write_down(tx, by, "released", form.batch, {"serial": form.serial, "turn": turn.value}, now)


def forget(tx: Transaction, response_id: str) -> int:
    """Erases what was keyed of a response that is withdrawn; its paper will not count. Returns how many forms."""
    return _forget(tx, store.forms_about(tx, response_id))


def forget_serial(tx: Transaction, serial: str) -> int:
    """Erases what was keyed of a form whose person withdraws before the bundle is signed off."""
    found = store.form_by_serial(tx, serial)
    return _forget(tx, (found,) if found else ())


def _forget(tx: Transaction, forms: tuple[BundledForm, ...]) -> int:
    store.erase_typed(tx, [form.id for form in forms])
    for form in forms:
        if form.response is None:
            store.change_form(tx, form.id, decision=Decision.EARLIER.value)
    return len(forms)


def figures(tx: Transaction, round_key: str) -> Figures:
    """Returns what the board says of the bundles of a round."""
    found = listing(tx, round_key)
    still = [one for one in found if one.batch.is_open]
    rates = [rate_of(one) for one in found]
    return Figures(
        len(still),
        sum(one.batch.forms - len(one.keyed) for one in still),
        sum(len(one.again) for one in still),
        Rate(sum(rate.errors for rate in rates), sum(rate.fields for rate in rates)),
    )


def rate_of(standing: Standing) -> Rate:
    """Returns the rate of errors of a bundle: as it was reported, or as it stands."""
    report: Mapping[str, Any] | None = standing.batch.report
    return Rate(report["errors"], report["fields"]) if report else standing.rate
