"""Every problem of a document is told at once, with its line and what to do."""

import pytest

from survey.questionnaire import library
from survey.questionnaire.document import load_document
from survey.questionnaire.problems import report

SOUND = """\
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
          - {key: age, kind: number, text: How old are you?, minimum: 0, maximum: 120}
          - key: top
            kind: ranking
            text: What matters most?
            limit: 2
            choices: [{key: theft, text: Theft}, {key: noise, text: Noise}, {key: drugs, text: Drugs}]
      - key: second
        title: Second
        show_if: {equals: {met: "yes"}}
        questions:
          - {key: went, kind: long_text, text: "How did it go?"}
"""


def codes(text: str) -> list[str]:
    return [problem.code for problem in report(text)]


@pytest.mark.parametrize("family", library.FAMILIES)
def test_what_ships_has_no_problem(family: str) -> None:
    assert report(library.source(family)) == []


def test_a_sound_document_has_no_problem() -> None:
    assert report(SOUND) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("key: second", "key: first", "duplicate_key"),
        ("key: went", "key: met", "duplicate_key"),
        ("{key: noise,", "{key: theft,", "duplicate_key"),
        ("kind: yes_no", "kind: yesno", "unknown_kind"),
        ("{met:", "{mte:", "unknown_question"),
        ('{met: "yes"}', '{met: "maybe"}', "unknown_choice"),
        ('{equals: {met: "yes"}}', "{greater: {met: 3}}", "wrong_comparison"),
        ('{equals: {met: "yes"}}', "{contains: {top: murder}}", "unknown_choice"),
        ('{equals: {met: "yes"}}', "{answered: top.3}", "unknown_row"),
        ('{equals: {met: "yes"}}', "{answered: went}", "later_question"),
        ('{equals: {met: "yes"}}', "{channel: pigeon}", "unknown_channel"),
        ('{equals: {met: "yes"}}', "{all: [{greater: {age: 9}}, {less: {age: 9}}]}", "unreachable"),
        ('{met: "yes"}', "{met: yes}", "condition_value"),
        ("limit: 2", "limit: 4", "bad_limit"),
        ("minimum: 0", "minimum: 130", "bad_bounds"),
        ("text: Theft", "text: ''", "missing_text"),
        ("limit: 2", "limti: 2", "unknown_field"),
        ("limit: 2", "maximum: 2", "unused_field"),
        ("limit: 2", "limit: two", "not_a_number"),
        ("languages: [en]", "languages: [en, cy]", "missing_translation"),
        ("How did it go?", "How was [[top.9]]?", "piped_place"),
        ("How did it go?", "How was [[nothing]]?", "unknown_question"),
        ("How did it go?", "How was [[top.1]]?", "unspoken"),
        ('text: "How', 'why: "[[top.1]]", text: "How', "not_piped"),
        ('text: "How', 'channels: {telephone: {text: "[[top.3]]"}}, text: "How', "piped_place"),
        ("        title: First", "        title: First\n        title: Second", "duplicate_field"),
        ("key: met,", "key: Met you,", "bad_key"),
        ("key: went,", "key: reference,", "reserved_key"),
        ("key: noise,", "key: placed,", "reserved_key"),
        ("key: noise,", "exclusive: true, key: noise,", "unused_field"),
        ('{equals: {met: "yes"}}', "{in: {met: [yes]}}", "condition_value"),
        ('{equals: {met: "yes"}}', "{answered: [met, 5]}", "not_a_list"),
        ("minimum: 0", "minimum: 1" + "0" * 30, "not_a_number"),
        ("title: First", "title: First\n        show_if: {channel: web}", "unreachable"),
    ],
)
def test_a_problem_has_its_code_and_line(before: str, after: str, code: str) -> None:
    broken = SOUND.replace(before, after, 1)
    assert broken != SOUND
    found = [problem for problem in report(broken) if problem.code == code]
    assert found, report(broken)
    changed = next(
        number
        for number, (old, new) in enumerate(
            zip(SOUND.splitlines(), broken.splitlines(), strict=False), start=1
        )
        if old != new
    )
    assert code in {"missing_translation", "unreachable"} or abs(found[0].line - changed) <= 1


def test_all_problems_come_at_once_in_the_order_of_lines() -> None:
    broken = (
        SOUND.replace("kind: yes_no", "kind: yesno").replace("limit: 2", "limit: 9").replace("{met:", "{mte:")
    )
    problems = report(broken)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    assert {"unknown_kind", "bad_limit", "unknown_question"} <= {problem.code for problem in problems}


def test_a_slip_of_the_keys_is_met_with_a_guess() -> None:
    (problem,) = report(SOUND.replace("{met:", "{mte:"))
    assert "Did you mean ‘met’?" in problem.message


def test_a_required_answer_on_a_page_that_can_be_skipped() -> None:
    text = SOUND.replace("title: Second", "title: Second\n        skippable: true").replace(
        "kind: long_text,", "kind: long_text, required: true,"
    )
    assert codes(text) == ["required_and_skippable"]


def test_a_list_that_may_be_empty_is_a_dead_end() -> None:
    text = SOUND.replace(
        '{key: went, kind: long_text, text: "How did it go?"}',
        "{key: went, kind: single_choice, text: How?, choices: ["
        "{key: a, text: A, show_if: {equals: {top.1: theft}}}, {key: b, text: B, show_if: {equals: {top.1: noise}}}]}",
    )
    assert codes(text) == ["unreachable"]


@pytest.mark.parametrize(
    "show_if",
    [
        "{answered: top.1}",
        "{equals: {top.2: theft}}",
        "{contains: {top: theft}}",
        '{all: [{answered: top}, {equals: {met: "yes"}}]}',
    ],
)
def test_an_answer_that_must_be_there_can_be_said(show_if: str) -> None:
    text = SOUND.replace('{equals: {met: "yes"}}', show_if).replace("How did it go?", "How was [[top.1]]?")
    assert codes(text) == []


def test_an_answer_that_must_be_given_can_be_said() -> None:
    text = SOUND.replace("key: top", "key: top\n            required: true")
    assert codes(text.replace("How did it go?", "How was [[top.1]]?")) == []
    assert codes(text.replace("How did it go?", "How was [[top.2]]?")) == ["unspoken"]


def test_an_answer_may_be_lacking_on_the_channel_that_says_it_alone() -> None:
    asked = 'channels: {telephone: {text: "How was [[top.1]]?"}}, text: "How'
    later = SOUND.replace('text: "How', asked)
    assert codes(later) == ["unspoken"]
    assert codes(later.replace('{equals: {met: "yes"}}', "{channel: [web, paper]}")) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("a: [", "not_yaml"), ("- just\n- a list", "not_a_mapping"), (b"\xff\xfe", "not_utf8")],
)
def test_what_is_no_document_is_told(text: str | bytes, code: str) -> None:
    assert codes(text)[0] == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("kind: yes_no", "kind: short_text"),
        ("text: Have you met the police?", "text: Do you own a dog?"),
        ("text: Noise", "text: Speeding cars"),
    ],
)
def test_a_published_key_keeps_its_kind_and_meaning(before: str, after: str) -> None:
    later = SOUND.replace(before, after).replace('equals: {met: "yes"}', "answered: met")
    problems = report(later, [load_document(SOUND)])
    assert [problem.code for problem in problems] == ["changed_meaning"]


def test_wording_may_be_mended() -> None:
    later = SOUND.replace("Have you met the police?", "Have you met with the police?")
    assert report(later, [load_document(SOUND)]) == []


def test_a_meaning_that_is_named_carries_over_any_wording() -> None:
    earlier = SOUND.replace("kind: yes_no,", "kind: yes_no, meaning: contact with police in 12 months,")
    later = earlier.replace("Have you met the police?", "Was there anything between you and officers?")
    assert report(later, [load_document(earlier)]) == []


def test_retiring_a_choice_is_allowed() -> None:
    later = SOUND.replace(", {key: drugs, text: Drugs}", "")
    assert report(later, [load_document(SOUND)]) == []
