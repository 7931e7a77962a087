"""Two questionnaires side by side: which questions they share, and how answers are paired."""

import pytest

from survey.columns.beside import common_questions, pairs
from survey.columns.table import Table, table_of
from survey.columns.topline import Block, Line, Result
from survey.questionnaire.definition import Question, Text
from tests.builders import shipped, version_from

OF_FIRMS = """
family: businesses
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: one
        title: One page
        questions:
          - {key: met, kind: KIND, text: Have you met the police?CHOICES}
"""


def table(version_text: str) -> Table:
    version = version_from(version_text)
    return table_of(version.questionnaire.family, [(version.hash, version.questionnaire)])


def of_firms(kind: str, choices: str = "") -> Table:
    return table(OF_FIRMS.replace("KIND", kind).replace("CHOICES", choices))


def shared(one: Table, other: Table) -> list[str]:
    return [question.key for question, _ in common_questions(one, other)]


def test_residents_and_businesses_share_their_priorities() -> None:
    tables = [
        table_of(family, [(shipped(family).hash, shipped(family).questionnaire)])
        for family in ("residents", "businesses")
    ]
    assert "priorities" in shared(*tables)


def test_yes_and_no_are_shared() -> None:
    assert shared(of_firms("yes_no"), of_firms("yes_no")) == ["met"]


def test_another_kind_is_another_question() -> None:
    choices = ", choices: [{key: some, text: Some}, {key: none, text: None at all}]"
    assert shared(of_firms("yes_no"), of_firms("single_choice", choices)) == []


@pytest.mark.parametrize(("keys", "same"), [(("a", "b"), True), (("a", "c"), False)])
def test_two_choices_in_common_make_a_question_the_same(keys: tuple[str, str], same: bool) -> None:
    one = of_firms("single_choice", ", choices: [{key: a, text: A}, {key: b, text: B}]")
    listed = ", ".join(f"{{key: {key}, text: {key}}}" for key in keys)
    assert bool(shared(one, of_firms("single_choice", f", choices: [{listed}]"))) is same


def result(**counts: int) -> Result:
    lines = tuple(Line(key, Text({"en": key}), count) for key, count in counts.items())
    block = Block("met", Text({"en": "met"}), sum(counts.values()), {}, 0, lines)
    return Result(Question(key="met", kind="single_choice", text=Text({"en": "?"})), "", (block,))


def test_answers_are_paired_by_key_and_what_one_does_not_offer_is_none() -> None:
    found = pairs(result(noise=3, theft=2), result(theft=5, fraud=1))
    assert [(one.key, one.one and one.one.count, one.other and one.other.count) for one in found] == [
        ("noise", 3, None),
        ("theft", 2, 5),
        ("fraud", None, 1),
    ]
