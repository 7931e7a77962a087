"""Earlier answers in later wording, escaped for where they go."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.questionnaire.definition import Absence, absent
from survey.questionnaire.piping import has_placeholder, pipe, placeholders
from tests.unit.questionnaire.tiny import tiny

PLACES = tiny("ranking_place").questionnaire


def piped(words: str, answers: dict[str, Any]) -> str:
    return pipe(words, PLACES, answers, "en", escape)


def test_a_place_of_a_ranking_is_said() -> None:
    assert piped("You put ‘[[top.1]]’ first.", {"top": ["theft", "noise"]}) == "You put ‘Theft’ first."


def test_a_whole_answer_is_said_in_a_row() -> None:
    assert piped("[[top]]", {"top": ["theft", "other"], "top:other": "Litter"}) == "Theft, Other: Litter"


def test_answers_and_the_text_around_them_are_escaped() -> None:
    answers = {"top": ["other"], "top:other": "<b>&"}
    assert piped("<i>[[top.1]]</i>", answers) == "&lt;i&gt;Other: &lt;b&gt;&amp;&lt;/i&gt;"


def test_a_placeholder_within_an_answer_is_not_followed() -> None:
    answers = {"top": ["other"], "top:other": "[[top.1]]"}
    assert piped("[[top.1]]!", answers) == "Other: [[top.1]]!"


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("[[top.1]]", {}),
        ("[[top.1]]", {"top": absent(Absence.DONT_KNOW)}),
        ("[[top.2]]", {"top": ["theft"]}),
        ("[[top.0]]", {"top": ["theft"]}),
        ("[[nothing]]", {"top": ["theft"]}),
    ],
)
def test_what_was_not_answered_says_nothing(words: str, answers: dict[str, Any]) -> None:
    assert piped(words, answers) == ""


def test_placeholders_are_found_in_order() -> None:
    assert placeholders("[[b.2]] and [[a]], not [a] or [[A]] or [[a b]]") == [("b", 2), ("a", None)]


def test_a_text_without_placeholders_has_none() -> None:
    assert not has_placeholder("Write [[ here ]]")


@given(st.text())
def test_no_words_of_a_person_come_through_unescaped(words: str) -> None:
    said = piped("Why [[top.1]]?", {"top": ["other"], "top:other": words})
    assert not {"<", ">", '"', "'"} & set(said)
