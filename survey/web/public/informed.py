"""Where the links in mails lead: confirming an address, and hearing no more. The pages ask; only a press does it."""

from typing import Any

from flask import Blueprint, abort, render_template

from survey.summaries.informing import actions
from survey.summaries.informing.links import CONFIRM, STOP, opens
from survey.web.access import anyone
from survey.web.request import database, now, settings


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    for deed, asks, does in (("confirm", confirming, confirmed), ("stop", stopping, stop)):
        address = f"/keep-informed/{deed}/<person>/<key>"
        blueprint.get(address)(asks)
        blueprint.post(address)(does)


@anyone
def confirming(person: str, key: str) -> Any:
    """Asks whether somebody wants to be told; programmes that follow links in mails change nothing."""
    _check(CONFIRM, person, key)
    return render_template("public/informed.html", step="confirm")


@anyone
def confirmed(person: str, key: str) -> Any:
    """Keeps that an address is its owner's."""
    _check(CONFIRM, person, key)
    today = now().astimezone(settings().time_zone).date()
    with database().transaction() as tx:
        known = actions.confirm(tx, person, today)
    return render_template("public/informed.html", step="confirmed" if known else "gone")


@anyone
def stopping(person: str, key: str) -> Any:
    """Asks whether somebody wants to hear no more."""
    _check(STOP, person, key)
    return render_template("public/informed.html", step="stop")


@anyone
def stop(person: str, key: str) -> Any:
    """Ends an address, pressed on the page or by the mail programme (RFC 8058)."""
    _check(STOP, person, key)
    with database().transaction() as tx:
        actions.stop(tx, person)
    return render_template("public/informed.html", step="stopped")


def _check(deed: str, person: str, key: str) -> None:
    if not opens(deed, person, key, [settings().secret_key]):
        abort(404)
