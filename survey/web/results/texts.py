"""What people wrote, to be read and searched by analysts; opening a list is written to the audit trail."""

from typing import Any

from flask import Blueprint, abort, redirect, request, session
from flask_login import current_user

from survey.accounts.actions import record
from survey.accounts.roles import Role
from survey.columns.actions import where
from survey.questionnaire.kinds.kind import Column
from survey.web.access import staff
from survey.web.language import language
from survey.web.request import database, now
from survey.web.results.blueprint import columns
from survey.web.results.choosing import address_of
from survey.web.results.pages import ResultsPage, opened, show

PAGE = 25
"""Texts on one page."""

OPEN_S = 30 * 60
"""How long a list stays open before it has to be opened, and written down, again."""

LONGEST_SEARCH = 200


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/texts/<column>")(texts)
    blueprint.post("/staff/results/<family>/texts/<column>")(open_texts)


@staff(Role.ANALYST)
def texts(family: str, column: str) -> Any:
    """Lists what people wrote in one place, a page at a time, once the list was opened."""
    find = request.args.get("find", "").strip()[:LONGEST_SEARCH]
    number = request.args.get("page", "1")
    number_of_page = max(1, int(number)) if number.isdecimal() and len(number) < 7 else 1
    with opened(family) as page:
        about = _column(page, column)
        if not _is_open(family, column) or page.view is None:
            return show("results/texts_closed.html", page, about=about, heading=_heading(page, about))
        snapshot = page.view.snapshot
        count, found = snapshot.words(
            column, where(snapshot, page.selection), find, number_of_page, PAGE, columns().decided()
        )
        return show(
            "results/texts.html",
            page,
            about=about,
            heading=_heading(page, about),
            find=find,
            query=address_of(page.asked),
            count=count,
            found=found,
            number=number_of_page,
            pages=max(1, -(-count // PAGE)),
            turn=lambda to: page.address("texts", column=column, find=find or None, page=to),
        )


@staff(Role.ANALYST)
def open_texts(family: str, column: str) -> Any:
    """Opens a list for a while and writes down who did."""
    with opened(family) as page:
        _column(page, column)
        with database().transaction() as tx:
            detail = {"family": family, "column": column, "selection": address_of(page.selection)}
            record(
                tx,
                current_user.id,
                "staff:results:texts_opened",
                page.round.key if page.round else None,
                detail,
                now(),
            )
        session["texts"] = {**session.get("texts", {}), f"{family} {column}": int(now().timestamp()) + OPEN_S}
        return redirect(page.address("texts", column=column), 303)


def _column(page: ResultsPage, name: str) -> Column:
    """Finds a column of words; answers 404 for any other."""
    found = page.table.column_by_name.get(name)
    if found is None or found.type != "text":
        abort(404)
    return found


def _heading(page: ResultsPage, about: Column) -> str:
    question = page.table.question_by_key[about.question].text.say(language())
    return f"{question} – {about.label.say(language())}" if about.part else question


def _is_open(family: str, column: str) -> bool:
    until: int = session.get("texts", {}).get(f"{family} {column}", 0)
    return now().timestamp() < until
