"""Plain builders: people who wrote something, gathered, with a codebook and coders."""

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random
from typing import Any

from survey.accounts import actions as accounts
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.questionnaire.version import Version
from survey.responses.response import Response
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Outcome, Turn
from survey.themes.texts import actions as texts
from tests.builders import open_round, sent, version_from

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

WORDY = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: start
        title: What matters
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?}
          - key: top
            kind: ranking
            text: What should we work on?
            limit: 2
            choices:
              - {key: noise, text: Noise}
              - {key: drugs, text: Drugs}
              - {key: other, text: Something else, other: true}
      - key: first
        title: Your first
        text: "You put this first: [[top.1]]."
        show_if: {answered: top}
        questions:
          - {key: first_why, kind: long_text, text: Why?}
          - {key: first_what, kind: long_text, text: What should we do?}
      - key: second
        title: Your second
        text: "You put this second: [[top.2]]."
        show_if: {answered: top.2}
        questions:
          - {key: second_why, kind: long_text, text: Why that?}
"""

KINGSTON = "E09000021"


def wordy(database: Database) -> Version:
    """Publishes a questionnaire that asks for words, in an open round."""
    open_round(database, WORDY)
    return version_from(WORDY)


def wrote(database: Database, version: Version, *said: str, first: int = 1, **more: Any) -> list[Response]:
    """Has people say why they put noise first, one each, and gathers what they wrote."""
    answers = [{"borough": KINGSTON, "top": ["noise", "drugs"], "first_why": one, **more} for one in said]
    found = [sent(database, version, one, seed=seed) for seed, one in enumerate(answers, first)]
    gather(database)
    return found


def gather(database: Database) -> None:
    """Takes in whatever was written."""
    done = False
    while not done:
        with database.transaction() as tx:
            done = texts.catch_up(tx, chance=Random(1)).is_done


def colleague(database: Database, name: str, role: Role = Role.ANALYST) -> str:
    """Adds somebody who works here; returns the id."""
    with database.transaction() as tx:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        return accounts.add_user(tx, email, name, (Grant(role),), None, None, NOW).id


def codebook(
    database: Database, by: str, *names: str, entries: Sequence[str] = ("first_why", "second_why")
) -> Codebook:
    """Makes a codebook with themes."""
    with database.transaction() as tx:
        book = codebooks.make(
            tx, round_key="2026", family="residents", entries=entries, title="Why", by=by, now=NOW
        )
        for name in names:
            book = codebooks.add_theme(tx, book.id, name=name, by=by, now=NOW)
        return book


def text_of(database: Database, response: Response, entry: str = "first_why") -> int:
    """Finds the text of a response."""
    with database.reading() as tx:
        return int(next(row.id for row in texts.of_response(tx, response.id) if row.entry == entry))


def coded(
    database: Database,
    book: Codebook,
    text_id: int,
    *names: str,
    by: str,
    turn: Turn = Turn.FIRST,
    **more: Any,
) -> int:
    """Has somebody decide that a text has themes, or none of them."""
    ids = [theme.id for theme in book.open if theme.name in names]
    with database.transaction() as tx:
        return coding.code(
            tx,
            codebooks.find(tx, book.id),
            text_id,
            turn,
            Outcome.THEMES if names else Outcome.NONE,
            ids,
            coder=by,
            now=NOW,
            **more,
        )
