"""What the pages of the door have in common: the codebook of an address, and the round they speak of."""

from time import monotonic

from flask import abort, current_app, request

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Progress
from survey.web.request import now

MANY = 50_000
"""Texts above which counting them at each decision would keep a coder waiting."""

KEPT_S = 30.0


def progress_of(tx: Transaction, book: Codebook) -> tuple[Progress, ...]:
    """Counts how far each question of a codebook has come; of very many texts, as of half a minute ago."""
    kept = current_app.extensions.setdefault("survey_coding_progress", {})
    at, found = kept.get(book.id, (0.0, ()))
    if found and monotonic() - at < KEPT_S:
        return tuple(found)
    found = coding.progress(tx, book)
    if sum(one.texts for one in found) > MANY:
        kept[book.id] = (monotonic(), found)
    return found


def book_of(tx: Transaction, codebook_id: str) -> Codebook:
    """Finds a codebook; an unknown one is not found."""
    try:
        return codebooks.find(tx, codebook_id)
    except codebooks.UnknownCodebook:
        abort(404)


def round_asked(tx: Transaction) -> Round | None:
    """Returns the round that the address names, the current one by default; an unknown one is not found."""
    key = request.values.get("round", "")
    if not key:
        return consultations.current_round(tx, now())
    try:
        return consultations.find_round(tx, key)
    except consultations.UnknownRound:
        abort(404)


def whole_number(name: str, otherwise: int = 0) -> int:
    """Reads a number from the form or the address."""
    held = request.values.get(name, "").strip()
    return int(held) if held.isdecimal() and len(held) < 10 else otherwise
