"""A key stands for one meaning for ever; what a change does is told in words before it is made."""

from dataclasses import replace

import pytest

from survey.questionnaire.changes import effects, refusals
from survey.questionnaire.document import load_document

BEFORE = """\
family: residents
title: Have your say
languages: [en, cy]
sections:
  - key: all
    title: All of it
    pages:
      - key: first
        title: First
        questions:
          - {key: staff, kind: number, text: How many people work here?, unit: people, maximum: 500}
          - key: trust
            kind: grid
            text: How far do you agree?
            rows: [{key: fair, text: The police treat people fairly}, {key: near, text: The police are close by}]
            scale: [{key: agree, text: Agree}, {key: disagree, text: Disagree}, {key: satisfied, text: Satisfied}]
          - key: top
            kind: ranking
            text: What matters most?
            limit: 3
            choices: [{key: theft, text: Theft}, {key: noise, text: Noise}, {key: drugs, text: Drugs}]
          - key: seen
            kind: multiple_choice
            text: Whom have you seen?
            choices: [{key: officer, text: An officer}, {key: none, text: None of these, exclusive: true}]
          - {key: borough, kind: area, text: Which borough?}
"""


def refused(before: str, after: str) -> list[str]:
    later = BEFORE.replace(before, after)
    assert later != BEFORE
    return [message for _path, message in refusals(load_document(BEFORE), load_document(later))]


def told(before: str, after: str) -> list[str]:
    later = BEFORE.replace(before, after)
    assert later != BEFORE
    return effects(load_document(BEFORE), load_document(later))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "kind: number, text: How many people work here?, unit: people, maximum: 500",
            "kind: yes_no, text: Staff?",
        ),
        ("unit: people", "unit: pounds"),
        ("text: How many people work here?", "text: When did you open?"),
        ("text: How many people work here?", "text: How many people don’t work here?"),
        ("text: Theft", "text: Speeding"),
        ("text: Satisfied", "text: Dissatisfied"),
        (
            "{key: agree, text: Agree}, {key: disagree, text: Disagree}",
            "{key: agree, text: Disagree}, {key: disagree, text: Agree}",
        ),
        ("text: The police are close by", "text: Crime is rising"),
        ("text: The police treat people fairly", "text: The police do not treat people fairly"),
        ("limit: 3", "limit: 2"),
        ("kind: multiple_choice", "limit: 1\n            kind: multiple_choice"),
        ("kind: area", "kind: area, limit: 3"),
        ("kind: area", "kind: area, counted: true"),
    ],
)
def test_another_meaning_asks_for_a_new_key(before: str, after: str) -> None:
    messages = refused(before, after)
    assert messages
    assert all("key" in message for message in messages)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text: How many people work here?", "text: How many people work here now?"),
        ("text: Noise", "text: Noises"),
        ("text: An officer", "text: Any officer"),
        (", {key: drugs, text: Drugs}", ""),
        ("{key: theft, text: Theft}", "{key: theft, text: Theft}, {key: speeding, text: Speeding}"),
        ("limit: 3", "limit: 3\n            order: rotate"),
        ("maximum: 500", "maximum: 100"),
        ("languages: [en, cy]", "languages: [cy, en]"),
        ("          - {key: borough, kind: area, text: Which borough?}\n", ""),
    ],
)
def test_the_same_meaning_keeps_its_key(before: str, after: str) -> None:
    assert refused(before, after) == []


def test_a_text_in_another_first_language_is_compared_in_a_language_that_both_have() -> None:
    earlier = BEFORE.replace("text: Which borough?", "text: {en: Which borough?, cy: Pa fwrdeistref?}")
    later = earlier.replace("languages: [en, cy]", "languages: [cy, en]").replace(
        "{en: Which borough?, cy: Pa fwrdeistref?}", "{cy: Pa fwrdeistref?, en: Which borough?}"
    )
    about_borough = [
        path for path, _ in refusals(load_document(earlier), load_document(later)) if path.endswith("/4/text")
    ]
    assert about_borough == []


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("text: Which borough?", "text: Which borough is it?", "Reworded"),
        (", {key: drugs, text: Drugs}", "", "No longer offered"),
        (
            "{key: theft, text: Theft}",
            "{key: theft, text: Theft}, {key: speeding, text: Speeding}",
            "New choice",
        ),
        ("          - {key: borough, kind: area, text: Which borough?}\n", "", "No longer asked"),
        ("kind: area,", "kind: area, required: true,", "must now be answered"),
        ("maximum: 500", "maximum: 100", "other bounds"),
        ("languages: [en, cy]", "languages: [en]", "Can no longer be answered in ‘cy’"),
        ("languages: [en, cy]", "languages: [en, cy, ur]", "Can now be answered in ‘ur’"),
        ("title: First", "title: Start", "Only wording"),
        ("limit: 3", "limit: 2", "takes up to 2, where it took up to 3"),
    ],
)
def test_an_effect_is_told(before: str, after: str, words: str) -> None:
    assert any(words in line for line in told(before, after))


def test_a_new_order_is_told() -> None:
    earlier = load_document(BEFORE)
    (section,) = earlier.sections
    (page,) = section.pages
    turned = replace(page, questions=tuple(reversed(page.questions)))
    later = replace(earlier, sections=(replace(section, pages=(turned,)),))
    assert any("another order" in line for line in effects(earlier, later))


def test_it_is_always_told_what_becomes_of_people_half_way() -> None:
    assert any(
        "half way finish the version that they began" in line for line in told("title: First", "title: Start")
    )


def test_the_first_version_says_how_much_it_asks() -> None:
    assert effects(None, load_document(BEFORE)) == ["‘Have your say’ opens with 5 questions on 1 page."]
