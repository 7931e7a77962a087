"""Whatever people write arrives whole in results and files, and runs nowhere.

The strings are our own, after the sorts in the Big List of Naughty Strings (M. Minimaxir, MIT) and in published
collections of formula injections.
"""

import csv
import io
from html import unescape

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.web.request import state_of
from tests.builders import open_round
from tests.pages import PageClient
from tests.staff import signed_in

WORDS = [
    "undefined",
    "null",
    "NaN",
    "0x7fffffff",
    "-1",
    "1,000.5",
    "../../etc/passwd",
    "=SUM(A1:A9)",
    "+1+2",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "<script>alert('hello')</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE responses; --",
    "{{ 7 * 7 }} ${7*7} #{7*7}",
    "[[priorities.1]] %s %(name)s %n",
    "Robert'); DELETE FROM users; --",
    "שָׁלוֹם وَ‌سلام 你好 Здравствуйте",
    "ﷺ \u202eback to front\u202c \u200bnothing",
    "👩‍👩‍👧‍👦 🏳️‍🌈 é e\u0301 Ȧ̴̡̛",
    "first line\nsecond line\n\nfourth",
    "\ue000value\ue001borough\ue002",
    "ends in a backslash \\",
    "quotes \" ' ` « » and, commas; semicolons",
    "\x00 a zero byte",
    " leading and trailing blanks ",
    "a" * 1999,
]

ONE_BOX = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: where
        title: Where you live
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?, required: true}
          - {key: why, kind: long_text, text: Why is that?, max_length: 2000}
          - key: what
            kind: single_choice
            text: What is it?
            choices: [{key: bins, text: Bins}, {key: other, text: Something else, other: true}]
"""


def answered(client: PageClient, words: str) -> None:
    client.get("/haveyoursay")
    client.submit()
    changes = {"borough": "E09000021", "why": words, "what": "other", "what:other": words[:200]}
    page = client.submit(changes)
    assert page.heading == "Check your answers", page.errors
    assert client.submit().reference


def test_words_arrive_whole_in_the_file_of_all_responses(app: Flask) -> None:
    database = state_of(app).database
    open_round(database, ONE_BOX)
    for words in WORDS:
        answered(PageClient(app), words)
    analyst = signed_in(PageClient(app), database, Role.ANALYST)
    page = analyst.get("/staff/results/residents")
    (form,) = [form for form in page.all("form") if "responses.csv" in (form.get("action") or "")]
    token = next(field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token")
    answer = analyst.client.post(form.get("action") or "", data={"csrf_token": token})
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"), newline="")))
    for column, expected in (("why", WORDS), ("what:other", [words[:200] for words in WORDS])):
        cells = [row[column] for row in rows]
        assert sorted(unguarded(cell) for cell in cells) == sorted(expected)
        assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and not is_number(cell)]


def unguarded(cell: str) -> str:
    """Takes off the apostrophe that keeps a spreadsheet from reckoning."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in "=+-@\t\r'" else cell


def is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("words", [words for words in WORDS if "\x00" not in words])
def test_words_are_shown_to_analysts_and_run_nowhere(app: Flask, words: str) -> None:
    database = state_of(app).database
    open_round(database, ONE_BOX)
    answered(PageClient(app), words)
    analyst = signed_in(PageClient(app), database, Role.ANALYST)
    analyst.get("/staff/results/residents/texts/why")
    page = analyst.submit()
    assert not [script for script in page.all("script") if "alert" in "".join(script.itertext())]
    assert not page.all("img")
    shown = "".join(page.all("main")[0].itertext())
    assert " ".join(words.split()) in " ".join(unescape(shown).split())
