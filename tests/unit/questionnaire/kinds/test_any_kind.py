"""What holds for questions of every kind."""

from dataclasses import replace
from typing import Any

import pytest

from survey.questionnaire.definition import OFFERED_ABSENCES, Absence, Channel, Question, absent
from survey.questionnaire.kinds import KINDS
from tests.unit.questionnaire.kinds.asked import NAUGHTY, asked, choice

QUESTIONS: dict[str, tuple[Question, dict[str, Any]]] = {
    "single_choice": (asked("single_choice", "a", choice("other", other=True)), {"q": "a"}),
    "multiple_choice": (
        asked("multiple_choice", "a", "b", choice("none", exclusive=True)),
        {"q": ["a", "b"]},
    ),
    "grid": (asked("grid", "good", "bad", rows=("day", "dark")), {"q": {"day": "good", "dark": "bad"}}),
    "ranking": (asked("ranking", "a", "b", "c", limit=2), {"q": ["c", "a"]}),
    "number": (asked("number", minimum=0, maximum=9), {"q": 7}),
    "short_text": (asked("short_text"), {"q": "Some words"}),
    "long_text": (asked("long_text"), {"q": "Some words\nand more"}),
    "yes_no": (asked("yes_no"), {"q": "yes"}),
    "area": (asked("area"), {"q": "E09000021"}),
}

SPOKEN = [one for one in NAUGHTY if one.strip()]


def with_absences(question: Question) -> Question:
    return replace(question, absences=OFFERED_ABSENCES)


def required(question: Question) -> Question:
    return replace(question, required=True)


@pytest.fixture(params=sorted(KINDS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_an_answer_is_sound(kind: str) -> None:
    question, answer = QUESTIONS[kind]
    assert KINDS[kind].check(question, answer, Channel.WEB) == []


def test_an_answer_comes_back_from_its_fields(kind: str) -> None:
    question, answer = QUESTIONS[kind]
    assert KINDS[kind].read(question, KINDS[kind].write(question, answer), answer) == answer


def test_an_answer_is_said_in_words(kind: str) -> None:
    question, answer = QUESTIONS[kind]
    assert all(KINDS[kind].say(question, answer, "en"))


def test_no_answer_has_no_words(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    assert KINDS[kind].say(question, {}, "en") == []


def test_nothing_posted_is_no_answer(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    assert KINDS[kind].read(question, {}, {}) == {}


def test_an_open_question_need_not_be_answered(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    assert KINDS[kind].check(question, {}, Channel.WEB) == []


def test_a_required_question_must_be_answered(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    faults = KINDS[kind].check(required(question), {}, Channel.WEB)
    assert faults
    assert {fault.code for fault in faults} == {"required"}


@pytest.mark.parametrize("absence", OFFERED_ABSENCES)
def test_an_absence_that_is_offered_is_an_answer(kind: str, absence: Absence) -> None:
    question, _answer = QUESTIONS[kind]
    entries = {"q": absent(absence)}
    assert KINDS[kind].check(required(with_absences(question)), entries, Channel.WEB) == []


def test_an_absence_that_is_not_offered_is_refused(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    faults = KINDS[kind].check(question, {"q": absent(Absence.DONT_KNOW)}, Channel.WEB)
    assert [fault.code for fault in faults] == ["not_offered"]


def test_whoever_skips_the_rest_refuses_without_being_offered_to(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    assert KINDS[kind].check(question, {"q": absent(Absence.PREFER_NOT_TO_SAY)}, Channel.WEB) == []


def test_a_required_answer_can_not_be_refused_unless_offered(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    entries = {"q": absent(Absence.PREFER_NOT_TO_SAY)}
    assert KINDS[kind].check(required(question), entries, Channel.WEB)


def test_an_absence_is_said_in_words(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    assert KINDS[kind].say(question, {"q": absent(Absence.DONT_KNOW)}, "en") == ["Don’t know"]


def test_the_question_owns_its_entry(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    assert KINDS[kind].keys(question)[0] == "q"


def test_columns_have_names_of_their_own(kind: str) -> None:
    question, _answer = QUESTIONS[kind]
    names = [column.name for column in KINDS[kind].columns(question)]
    assert names
    assert len(names) == len(set(names))


@pytest.mark.parametrize("naughty", NAUGHTY, ids=range(len(NAUGHTY)))
def test_strange_strings_are_read_judged_and_said_without_fault(kind: str, naughty: str) -> None:
    question, _answer = QUESTIONS[kind]
    names = ["q", "q.absent", "q.place", "q.1", "q.2", "q.day", "q:other", "q.count.E09000021"]
    for posted in ({name: [naughty]} for name in names):
        entries = KINDS[kind].read(question, posted, {"q": ["a", "b"], "q:placed": 0})
        KINDS[kind].check(question, entries, Channel.WEB)
        KINDS[kind].say(question, entries, "en")
        KINDS[kind].write(question, entries)


@pytest.mark.parametrize("naughty", SPOKEN, ids=range(len(SPOKEN)))
def test_what_is_none_of_the_choices_is_refused(naughty: str) -> None:
    for kind in ("single_choice", "multiple_choice", "ranking", "yes_no", "area"):
        question, _answer = QUESTIONS[kind]
        entries = KINDS[kind].read(question, {"q": [naughty]}, {})
        assert KINDS[kind].check(question, entries, Channel.WEB), kind
