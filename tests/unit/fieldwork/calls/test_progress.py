"""Where an interview stands, computed from definition and answers."""

from typing import Any

import pytest

from survey.fieldwork.calls.progress import State, Step, find, steps
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from tests.builders import shipped, version_from

VERSION: Version = version_from("""
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
      - key: met
        title: The police
        questions:
          - {key: met, kind: yes_no, text: Have you met the police?, absences: [prefer_not_to_say]}
      - key: how
        title: How it went
        show_if: {equals: {met: "yes"}}
        questions:
          - {key: went, kind: yes_no, text: Did it go well?}
      - key: well
        title: Why
        show_if: {equals: {went: "yes"}}
        questions:
          - {key: why, kind: short_text, text: "Why did it go well in the end?"}
      - key: matters
        title: What matters
        questions:
          - key: first
            kind: ranking
            text: What comes first?
            limit: 2
            choices: [{key: a, text: Burglary}, {key: b, text: Robbery}, {key: c, text: Fraud}]
          - key: safe
            kind: grid
            text: How safe do you feel?
            rows: [{key: night, text: In the dark}, {key: day, text: By day}]
            scale: [{key: safe, text: Safe}, {key: unsafe, text: Unsafe}]
""")


def at(here: str | None, **answers: Any) -> dict[str, State]:
    return {step.question.key: step.state for step in listed(here, **answers)}


def listed(here: str | None, **answers: Any) -> tuple[Step, ...]:
    path = VERSION.route.walk(answers, Channel.TELEPHONE)
    return steps(VERSION, path, answers, Channel.TELEPHONE, here=here)


def test_at_the_first_page_it_is_open_and_the_rest_to_come() -> None:
    stands = at("where")
    assert (stands["borough"], stands["met"], stands["safe"]) == (State.OPEN, State.AHEAD, State.AHEAD)


def test_an_answer_far_on_makes_what_was_passed_open() -> None:
    assert at("where", safe={"night": "safe"})["met"] is State.OPEN


def test_at_the_end_whatever_has_no_answer_is_open() -> None:
    assert at(None)["first"] is State.OPEN


def test_what_depends_on_an_open_question_depends() -> None:
    stands = at("where")
    assert (stands["went"], stands["why"]) == (State.DEPENDS, State.DEPENDS)


def test_what_an_answer_rules_out_is_not_asked_with_all_that_hangs_on_it() -> None:
    stands = at("met", met="no")
    assert (stands["went"], stands["why"]) == (State.NOT_ASKED, State.NOT_ASKED)


def test_what_an_answer_opens_is_to_come() -> None:
    stands = at("met", met="yes")
    assert (stands["went"], stands["why"]) == (State.AHEAD, State.DEPENDS)


def test_preferring_not_to_say_is_told_apart_and_decides() -> None:
    stands = at("met", met={"absent": "prefer_not_to_say"})
    assert (stands["met"], stands["went"]) == (State.SKIPPED, State.NOT_ASKED)


def test_a_ranking_that_waits_for_its_order_is_open() -> None:
    assert at("matters", first=["a", "b"], **{"first:placed": 0})["first"] is State.OPEN
    assert at("matters", first=["a", "b"])["first"] is State.ANSWERED


def test_a_grid_with_rows_left_blank_is_partly_answered() -> None:
    assert at("matters", safe={"night": "safe"})["safe"] is State.PARTLY
    assert at("matters", safe={"night": "safe", "day": "unsafe"})["safe"] is State.ANSWERED


def test_an_answer_that_can_not_stay_is_open() -> None:
    assert at("where", borough="Atlantis")["borough"] is State.OPEN


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2", "met"),
        ("borough", "borough"),
        ("POLICE met", "met"),
        ("dark", "safe"),
        ("matters", "first"),
        ("go well", "went"),
        ("end", "why"),
    ],
)
def test_a_question_is_found_by_number_and_word(typed: str, key: str) -> None:
    found = find(listed("where"), typed, "en")
    assert found is not None
    assert found.question.key == key


@pytest.mark.parametrize("typed", ["", "0", "99", "zebra", "police zebra"])
def test_nothing_is_found_by_what_no_question_has(typed: str) -> None:
    assert find(listed("where"), typed, "en") is None


def test_one_that_is_asked_comes_before_one_that_is_not() -> None:
    version = shipped("residents")
    path = version.route.walk({}, Channel.TELEPHONE)
    found = find(steps(version, path, {}, Channel.TELEPHONE, here="where"), "priority", "en")
    assert found is not None
    assert found.question.key == "first_why"
    found = find(steps(version, path, {}, Channel.TELEPHONE, here="where"), "priorities", "en")
    assert found is not None
    assert found.question.key == "priorities"


def test_no_earlier_answer_stands_in_the_list() -> None:
    version = shipped("residents")
    answers = {"priorities": ["burglary"]}
    path = version.route.walk(answers, Channel.TELEPHONE)
    for step in steps(version, path, answers, Channel.TELEPHONE, here="where"):
        assert "Burglary" not in step.words("en")
