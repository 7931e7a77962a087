"""Texts of the demonstration that somebody has read: a codebook of what is asked for, and coded answers.

The texts are put together from parts by theme, so that a coder who knows the parts makes no mistake; a second coder
differs now and then, as people do.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from survey.db.session import Transaction
from survey.demonstration import phrases
from survey.questionnaire.version import Version
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.asking import together
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Outcome, Turn
from survey.themes.texts import actions as texts
from survey.themes.texts.looks import plain

CODED = 120
"""Texts that the demonstration's coder has read."""

SEED = 20_260_101
DIFFERS = 0.12
"""How often the second coder leaves a theme out."""

NAMES: Mapping[str, tuple[str, str]] = {
    "patrols": ("Officers to be seen", "Wants officers on foot, on the beat, in the ward."),
    "response": ("Come when called", "Wants calls answered and somebody to come."),
    "youth": ("Young people", "Wants work with schools, youth clubs or parents."),
    "cameras": ("Cameras", "Wants cameras, or film that was handed in to be looked at."),
    "follow_up": ("Tell us what came of it", "Wants to hear back: of reports, at meetings, in print."),
    "sentences": ("Arrests and courts", "Wants offenders arrested, charged or sentenced."),
    "partners": ("Work with others", "Wants council, landlords and wardens to join in."),
}
"""Theme of the phrases → its name in the codebook, and what it means."""


def read(
    tx: Transaction,
    round_key: str,
    version: Version,
    *,
    analyst: str,
    coder: str,
    second: str,
    now: datetime,
) -> Codebook:
    """Gathers the texts, makes a codebook for what the police should do, and has some of them coded, a part twice."""
    while not texts.catch_up(tx, 500, Random(SEED)).is_done:
        pass
    while texts.find_languages(tx, 2000):
        pass
    about = next(one for one in together(version.questionnaire) if one.key == "what")
    began = now - timedelta(days=2)
    book = codebooks.make(
        tx,
        round_key=round_key,
        family=version.questionnaire.family,
        entries=about.entries,
        title="What the police should do",
        key="what",
        by=analyst,
        now=began,
    )
    for key, (name, definition) in NAMES.items():
        example = phrases.ASKS[key][0].format(where="on our road", when="after dark")
        codebooks.add_theme(
            tx, book.id, name=name, definition=definition, example=example, by=analyst, now=began
        )
    book = codebooks.find(tx, book.id)
    _code(tx, book, coder, second, now)
    return book


def _code(tx: Transaction, book: Codebook, coder: str, second: str, now: datetime) -> None:
    chance = Random(SEED)
    rows = sorted(texts.of_place(tx, coding.place_of(book)), key=lambda row: row.draw)[:CODED]
    said = texts.words_of(tx, rows)
    for place, row in enumerate(rows):
        themes = _themes(book, said.get(row.id, ""))
        at = now - timedelta(minutes=2 * (CODED - place))
        outcome = Outcome.THEMES if themes else Outcome.NONE
        coding.code(tx, book, row.id, Turn.FIRST, outcome, themes, coder=coder, now=at)
        if texts.row_of(tx, row.id).second and chance.random() < 0.8:
            again = [one for one in themes if chance.random() > DIFFERS]
            outcome = Outcome.THEMES if again else Outcome.NONE
            coding.code(tx, book, row.id, Turn.SECOND, outcome, again, coder=second, now=at)


def _themes(book: Codebook, words: str) -> Sequence[str]:
    """Returns the themes that a text has, by the parts it was put together from."""
    held = plain(words)
    names = {
        NAMES[key][0]
        for key, asks in phrases.ASKS.items()
        if any(plain(ask.partition(" {")[0]) in held for ask in asks)
    }
    return [theme.id for theme in book.open if theme.name in names]
