"""The way through a printed form: whoever follows its jumps and notes answers what the web would have asked."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.fieldwork.paper.booklet import blocks, texts_of
from survey.fieldwork.paper.directions import Directions, directions
from survey.fieldwork.paper.saying import Speaker
from survey.fieldwork.paper.words import languages, words_in
from survey.questionnaire import library
from survey.questionnaire.conditions import holds, questions_in
from survey.questionnaire.definition import Channel, Question, Questionnaire, absent
from survey.questionnaire.document import load_document
from survey.questionnaire.routing import Route
from tests.unit.questionnaire.made import questionnaires

ROOT = Path(__file__).parent.parent.parent.parent
TINY = sorted((ROOT / "questionnaires").glob("*.yaml"))


def speaker(questionnaire: Questionnaire, way: Directions, language: str = "en") -> Speaker:
    """Says conditions as the form does."""
    find = questionnaire.question_by_key.__getitem__
    return Speaker(words_in(language), find, way.number, len(way.steps))


def answered(question: Question, shown: list[str], draw: Any) -> Any:
    """Some answer that a person can write on the form; an absence where that is offered."""
    absences: list[Any] = [absent(one) for one in question.absences]
    if question.kind == "grid":
        points = [choice.key for choice in question.choices] + absences
        return {row.key: draw(st.sampled_from(points)) for row in question.rows}
    if question.kind in {"multiple_choice", "ranking"}:
        return chosen(question, shown, absences, draw)
    offered: dict[str, list[Any]] = {
        "yes_no": ["yes", "no"],
        "single_choice": shown,
        "number": [-4, -1, 0, 1, 2, 5],
        "short_text": ["a", "yes", "some words"],
        "long_text": ["a", "no", "some words"],
        "area": [{"E09000021": 2}] if question.counted else ["E09000021"],
    }
    several = question.kind == "area" and not question.counted and (question.limit or 1) > 1
    given_answers = [["E09000021"]] if several else offered[question.kind]
    return draw(st.sampled_from([*given_answers, *absences])) if given_answers or absences else None


def chosen(question: Question, shown: list[str], absences: list[Any], draw: Any) -> Any:
    """Some boxes ticked or numbered, one alone that stands alone, or an absence."""
    if absences and draw(st.booleans()):
        return draw(st.sampled_from(absences))
    alone = [one.key for one in question.choices if one.exclusive and one.key in shown]
    others = [key for key in shown if key not in alone]
    if alone and (not others or draw(st.booleans())):
        return alone[:1]
    if not others:
        return None
    return draw(st.lists(st.sampled_from(others), min_size=1, max_size=question.limit or 3, unique=True))


def followed(questionnaire: Questionnaire, draw: Any, *, blanks: bool) -> tuple[set[str], dict[str, Any]]:
    """Walks a form as a careful person does; returns the questions that they came to, and their answers."""
    way, route = directions(questionnaire), Route(questionnaire)
    answers: dict[str, Any] = {}
    came_to: set[str] = set()
    number = 1
    while number <= len(way.steps):
        step = way.steps[number - 1]
        if step.note and not holds(step.note.condition, answers, Channel.PAPER):
            number = step.note.otherwise or step.note.last + 1
            continue
        question = step.question
        came_to.add(question.key)
        shown = [one.key for one in question.choices if route.shows(question, one, answers, Channel.PAPER)]
        value = None if blanks and draw(st.booleans()) else answered(question, shown, draw)
        if value is not None:
            answers[question.key] = value
        number = step.jumps.get(ticked(value), number + 1)
    return came_to, answers


def ticked(value: Any) -> str:
    """The box that an answer ticks by itself; nothing for other answers."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and "absent" in value:
        return f"~{value['absent']}"
    return value[0] if isinstance(value, list) and len(value) == 1 else ""


def asked(questionnaire: Questionnaire, answers: dict[str, Any]) -> set[str]:
    """What the same answers meet on the way that is computed."""
    return set(Route(questionnaire).walk(answers, Channel.PAPER).asked)


@given(questionnaires(), st.data())
@settings(max_examples=150, deadline=None)
def test_the_form_leads_to_the_questions_that_are_asked(
    questionnaire: Questionnaire, data: st.DataObject
) -> None:
    came_to, answers = followed(questionnaire, data.draw, blanks=False)
    empty = {one.key for one in questionnaire.questions} - set(answers)
    assert came_to | empty >= asked(questionnaire, answers)
    if came_to == set(answers):
        assert came_to == asked(questionnaire, answers)


@given(questionnaires(), st.data())
@settings(max_examples=100, deadline=None)
def test_whoever_leaves_questions_out_still_comes_to_all_that_are_asked(
    questionnaire: Questionnaire, data: st.DataObject
) -> None:
    came_to, answers = followed(questionnaire, data.draw, blanks=True)
    assert came_to >= asked(questionnaire, answers)


@pytest.mark.parametrize("path", TINY, ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_the_test_questionnaires_are_led_through_rightly(path: Path, data: st.DataObject) -> None:
    questionnaire = load_document(path.read_text())
    came_to, answers = followed(questionnaire, data.draw, blanks=False)
    assert came_to == asked(questionnaire, answers)


@pytest.mark.parametrize("family", library.FAMILIES)
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_the_questionnaires_that_ship_are_led_through_rightly(family: str, data: st.DataObject) -> None:
    questionnaire = load_document(library.source(family))
    came_to, answers = followed(questionnaire, data.draw, blanks=False)
    assert came_to == asked(questionnaire, answers)


@given(questionnaires())
@settings(max_examples=150, deadline=None)
def test_a_note_names_each_question_that_it_hangs_on_by_its_number(questionnaire: Questionnaire) -> None:
    way = directions(questionnaire)
    said = {"".join(texts_of(block)) for block in blocks(way, speaker(questionnaire, way), "en")}
    for step in way.steps:
        if not step.note:
            continue
        numbers = {way.number(key) for key in questions_in(step.note.condition)}
        assert any(
            f"Answer question {step.number} only" in words
            and all(f"question {number}" in words for number in numbers)
            for words in said
        ) or any(f"Answer questions {step.number} " in words for words in said)


@given(questionnaires())
@settings(max_examples=150, deadline=None)
def test_a_question_that_hangs_on_others_has_a_note_or_is_led_to_by_jumps(
    questionnaire: Questionnaire,
) -> None:
    way = directions(questionnaire)
    noted = {number for one in way.steps if one.note for number in range(one.note.first, one.note.last + 1)}
    for step in way.steps:
        if step.condition is not True and step.number not in noted:
            before = way.steps[: step.number - 1]
            assert any(target > step.number for one in before for target in one.jumps.values()) or any(
                one.question.key in questions_in(step.condition) for one in before
            )


@given(questionnaires(), st.sampled_from(languages()))
@settings(max_examples=60, deadline=None)
def test_every_condition_can_be_said_in_every_language(questionnaire: Questionnaire, language: str) -> None:
    way = directions(questionnaire)
    for block in blocks(way, speaker(questionnaire, way, language), language):
        assert all("{" not in words for words in texts_of(block))


def tiny(pages: str) -> Directions:
    """The directions of a small questionnaire."""
    return directions(
        load_document(
            "family: x\ntitle: X\nlanguages: [en]\nsections:\n- key: s\n  title: S\n  pages:\n" + pages
        )
    )


def test_a_question_for_paper_alone_is_printed_and_one_for_others_is_not() -> None:
    way = tiny(
        """
  - {key: a, title: A, show_if: {channel: paper}, questions: [{key: a, kind: yes_no, text: A?}]}
  - {key: b, title: B, questions: [{key: b, kind: yes_no, text: B?}]}
  - {key: c, title: C, show_if: {channel: telephone}, questions: [{key: c, kind: yes_no, text: C?}]}
  - {key: d, title: D, show_if: {equals: {c: "yes"}}, questions: [{key: d, kind: yes_no, text: D?}]}
"""
    )
    assert [(step.number, step.question.key) for step in way.steps] == [(1, "a"), (2, "b")]


def test_no_goes_past_what_only_yes_is_asked() -> None:
    way = tiny(
        """
  - {key: a, title: A, questions: [{key: a, kind: yes_no, text: A?}]}
  - {key: b, title: B, show_if: {equals: {a: "yes"}}, questions: [{key: b, kind: yes_no, text: B?}]}
  - {key: c, title: C, questions: [{key: c, kind: yes_no, text: C?}]}
"""
    )
    assert way.steps[0].jumps == {"no": 3}
    assert way.steps[1].note is None


def test_past_the_last_question_is_the_end() -> None:
    way = tiny(
        """
  - {key: a, title: A, questions: [{key: a, kind: yes_no, text: A?}]}
  - {key: b, title: B, show_if: {equals: {a: "yes"}}, questions: [{key: b, kind: yes_no, text: B?}]}
"""
    )
    assert way.steps[0].jumps == {"no": 3}


def test_what_hangs_on_an_earlier_page_has_a_note() -> None:
    way = tiny(
        """
  - {key: a, title: A, questions: [{key: a, kind: yes_no, text: A?}]}
  - {key: b, title: B, questions: [{key: b, kind: yes_no, text: B?}]}
  - {key: c, title: C, show_if: {equals: {a: "yes"}}, questions: [{key: c, kind: yes_no, text: C?}]}
"""
    )
    assert way.steps[2].note is not None
    assert way.steps[0].jumps == {}
