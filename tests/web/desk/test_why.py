"""Conditions in words: why a question is not asked."""

from datetime import UTC, datetime
from typing import Any

import pytest

from survey.fieldwork.calls.call import Call
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
)
from survey.questionnaire.definition import Channel
from survey.responses.response import Response
from survey.web.desk.case import Case
from survey.web.desk.why import reasons, words
from tests.builders import version_from

VERSION = version_from("""
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: first
        title: First
        questions:
          - {key: met, kind: yes_no, text: Have you met the police?}
          - key: top
            kind: ranking
            text: What matters?
            limit: 2
            choices: [{key: a, text: Burglary}, {key: b, text: Robbery}]
          - key: ways
            kind: multiple_choice
            text: How?
            choices: [{key: web, text: On the web}, {key: call, text: By telephone}]
          - {key: years, kind: number, text: How long?}
      - key: second
        title: Second
        show_if: {all: [{equals: {met: "yes"}}, {greater: {years: 5}}]}
        questions:
          - {key: why, kind: short_text, text: Why?}
""")


NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def case(**answers: Any) -> Case:
    response = Response(
        id="r",
        reference="",
        round="2026",
        family="residents",
        version=VERSION.hash,
        channel=Channel.TELEPHONE,
        language="en",
        rotation=0,
        answers=answers,
        started_at=NOW,
        saved_at=NOW,
        submitted_at=None,
        withdrawn_at=None,
        revision=0,
        paradata={},
    )
    return Case(Call("c", response.id, "k", NOW), response, VERSION, None)  # type: ignore[arg-type]  # none is looked at


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (Equals("met", "yes"), "question 1, ‘Have you met the police?’, is answered with ‘Yes’"),
        (Not(Equals("met", "no")), "question 1, ‘Have you met the police?’, is not answered with ‘No’"),
        (Contains("ways", "web"), "question 3, ‘How?’, is answered with ‘On the web’"),
        (In("ways", ("web", "call")), "question 3, ‘How?’, is answered with ‘On the web’ or ‘By telephone’"),
        (Answered("top"), "question 2, ‘What matters?’, is answered"),
        (Not(Answered("top")), "question 2, ‘What matters?’, is not answered"),
        (Answered("top.2"), "question 2, ‘What matters?’, has an answer in place 2"),
        (Greater("years", 5), "question 4, ‘How long?’, is answered with more than 5"),
        (Less("years", 5), "question 4, ‘How long?’, is answered with less than 5"),
        (ByChannel(("web",)), "the answers are given in another way than this"),
        (
            AnyOf((Answered("met"), Answered("years"))),
            "question 1, ‘Have you met the police?’, is answered or question 4, ‘How long?’, is answered",
        ),
        (
            Not(AllOf((Answered("met"), Answered("top")))),
            "it is not so that question 1, ‘Have you met the police?’, is answered and "
            "question 2, ‘What matters?’, is answered",
        ),
    ],
)
def test_each_condition_is_said(condition: Condition, said: str) -> None:
    assert words(case(), condition) == said


def test_only_what_does_not_hold_is_a_reason() -> None:
    why = VERSION.questionnaire.question_by_key["why"]
    assert reasons(case(met="yes", years=2), why) == ["question 4, ‘How long?’, is answered with more than 5"]
    assert len(reasons(case(), why)) == 2
