"""Evidence: tables of results, frozen with their filters and date."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template

from survey.accounts.actions import users
from survey.accounts.roles import Role
from survey.db.session import Transaction
from survey.priorities.evidence import actions
from survey.web.access import staff
from survey.web.language import number
from survey.web.request import database


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/evidence")(evidence)
    blueprint.get("/staff/evidence/<evidence_id>")(one_piece)


@staff(Role.ANALYST)
def evidence() -> Any:
    """Lists the evidence, newest first."""
    with database().reading() as tx:
        return render_template(
            "priorities/evidence.html", pieces=actions.all_evidence(tx), people=_people(tx)
        )


@staff(Role.ANALYST)
def one_piece(evidence_id: str) -> Any:
    """Shows one piece of evidence as it stood when it was taken."""
    with database().reading() as tx:
        try:
            piece = actions.find_evidence(tx, evidence_id)
        except actions.UnknownEvidence:
            abort(404)
        return render_template("priorities/piece.html", piece=piece, people=_people(tx), shown=_shown)


def _people(tx: Transaction) -> Mapping[str, str]:
    return {user.id: user.name for user in users(tx)}


def _shown(value: Any, unit: str) -> str:
    """Writes a frozen value as results do: shares as whole per cent."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return f"{round(value * 100)}%" if unit == "share" else number(value)
