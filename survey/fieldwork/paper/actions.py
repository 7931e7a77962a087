"""Printing forms, finding them by what is written on them, and beginning a response from a slip."""

from collections.abc import Sequence
from datetime import datetime
from random import Random, SystemRandom
from typing import Any
from uuid import uuid4

from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.paper import store
from survey.fieldwork.paper.form import PaperForm, Print, PrintedForm
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode

MOST_COPIES = 10_000
"""Copies in one printing."""

_CHANCE = SystemRandom()


def print_forms(
    tx: Transaction,
    version: Version,
    round_key: str,
    *,
    language: str,
    size: Print,
    copies: int,
    secret: str,
    now: datetime,
    chance: Random = _CHANCE,
) -> list[PrintedForm]:
    """Gives each of so many copies a serial and a return code, of which hashes alone are kept.

    Raises ValueError for a number of copies that is not from 1 to MOST_COPIES.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise ValueError(f"copies: 1 to {MOST_COPIES}")
    batch = str(uuid4())
    printed = [
        PrintedForm(
            PaperForm(
                serial=code.reference,
                round=round_key,
                family=version.questionnaire.family,
                version=version.hash,
                language=language,
                print=size,
                printed_on=now.date(),
                batch=batch,
            ),
            code,
        )
        for code in _new_codes(tx, copies, chance)
    ]
    store.add(tx, [(one.form, one.code.hashed(secret)) for one in printed])
    return printed


def _new_codes(tx: Transaction, number: int, chance: Random) -> list[ReturnCode]:
    """Mints codes whose references stand on no other form and name no response."""
    codes: dict[str, ReturnCode] = {}
    while len(codes) < number:
        fresh = {
            code.reference: code for code in (ReturnCode.mint(chance) for _ in range(number - len(codes)))
        }
        taken = store.known(tx, fresh) | responses.known_references(tx, fresh)
        codes.update({key: code for key, code in fresh.items() if key not in taken})
    return list(codes.values())


def form_of(tx: Transaction, serial: str) -> PaperForm | None:
    """Finds a form by its serial, as it was typed or scanned; None where no form carries it."""
    symbols = reference.read(serial)
    return store.by_serial(tx, symbols) if symbols else None


def form_with_slip(tx: Transaction, code: ReturnCode, secret: str) -> PaperForm | None:
    """Finds the form from which a slip with this return code was torn."""
    return store.by_code(tx, code.hashed(secret))


def begin_from_slip(
    tx: Transaction, code: ReturnCode, *, channel: Channel, language: str, secret: str, now: datetime
) -> Response | None:
    """Begins a response under the code of a slip, so that paper, telephone and web name the same one.

    None where the code is on no slip, its round can't be answered now, or a response under it exists
    (`responses.actions.open_by_code` opens that).
    """
    form = form_with_slip(tx, code, secret)
    if form is None or not consultations.find_round(tx, form.round).may_finish(now):
        return None
    return begin_form(tx, form, channel=channel, language=language, now=now)


def begin_form(
    tx: Transaction, form: PaperForm, *, channel: Channel, language: str, now: datetime
) -> Response | None:
    """Begins a response under a form's serial and code; None where there is one already.

    Lists stand in the order of the document, as they do on paper.
    """
    try:
        return responses.start_under(
            tx,
            consultations.version(tx, form.version),
            form.round,
            reference=form.serial,
            code_hash=store.code_hash(tx, form.serial),
            channel=channel,
            language=language,
            now=now,
        )
    except responses.ReferenceTakenError:
        return None


def printings(tx: Transaction, round_key: str, limit: int = 20) -> Sequence[Any]:
    """Returns the latest printings of a round, newest first, each with its number of copies."""
    return store.printings(tx, round_key, limit)
