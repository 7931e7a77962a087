"""Each kind of question is read, judged, said and worded by the kiosk's script as by the server."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from survey.questionnaire.definition import OFFERED_ABSENCES, Absence, Channel, Question
from survey.questionnaire.kinds import KINDS
from survey.web.asking.messages import sentence
from survey.web.language import using
from tests.unit.kiosk.script import LANGUAGES, document_of, plain, run
from tests.unit.questionnaire.kinds.asked import asked, choice

LISTED = ("a", "b", choice("c", exclusive=True), choice("d", other=True))
PLAIN = ("a", "b", "c", choice("d", other=True))

QUESTIONS: dict[str, tuple[Question, ...]] = {
    "single_choice": (asked("single_choice", *PLAIN),),
    "multiple_choice": (asked("multiple_choice", *LISTED), asked("multiple_choice", *LISTED, limit=2)),
    "grid": (asked("grid", "a", "b", rows=("r1", "r2")),),
    "ranking": (asked("ranking", *PLAIN, limit=2), asked("ranking", *PLAIN)),
    "number": (asked("number"), asked("number", minimum=0, maximum=2000)),
    "short_text": (asked("short_text"), asked("short_text", max_length=3)),
    "long_text": (asked("long_text"), asked("long_text", max_length=3)),
    "yes_no": (asked("yes_no"),),
    "area": (asked("area"), asked("area", limit=2), asked("area", counted=True)),
}

CHOSEN: tuple[list[str], ...] = (
    [], ["a"], ["c"], ["d"], ["b", "a"], ["a", "c"], ["a", "b", "d"], ["a", "a"], ["x"], ["", " ", "b"],
    ["~dont_know"], ["~prefer_not_to_say"], ["a", "~dont_know"], ["~unreadable"],
)  # fmt: skip
TYPED: tuple[list[str], ...] = (
    [], [" "], ["7"], ["-1"], ["+7"], ["1,200"], ["£ 1 200"], ["2.5"], ["2,5"], [".5"], ["1,234,567,890,123"],
    ["12345678901234"], ["\u0662.\u0665"], ["\u0662"], ["\x1c7\u3000"], ["seven"], ["a\r\nb\rc"], ["\U0001f642" * 3],
    ["\U0001f642" * 201], ["x" * 4001], ["", "second"],
)  # fmt: skip
PLACES: tuple[list[str], ...] = ([], ["E09000021"], ["outside"], ["Atlantis"], ["E09000021", "E09000007"],
                                 ["E09000021", "E09000007", "E09000001"], ["~dont_know"])  # fmt: skip
OTHERS = ([], [""], ["What I mean"], ["x" * 201])


def posted_to(kind: str) -> Iterator[dict[str, list[str]]]:
    """Fields that may come for a question of a kind."""
    if kind in {"single_choice", "multiple_choice"}:
        yield from ({"q": chosen, "q:d": words} for chosen, words in product(CHOSEN, OTHERS))
    elif kind == "ranking":
        yield from ({"q": chosen, "q:d": words} for chosen, words in product(CHOSEN, OTHERS))
        yield from ({"q.place": chosen} for chosen in CHOSEN)
        yield from ({"q.1": first, "q.2": second} for first, second in product(CHOSEN[:8], repeat=2))
    elif kind == "grid":
        yield from ({"q.r1": first, "q.r2": second} for first, second in product(CHOSEN, repeat=2))
    elif kind == "area":
        counts = ([], ["3"], ["0"], ["many"], ["10000"])
        yield from ({"q": places, "q.count.E09000021": count} for places, count in product(PLACES, counts))
    else:
        absences = ([], ["~dont_know"], ["~prefer_not_to_say"])
        yield from (
            {"q": typed, "q.absent": absence} for typed, absence in product((*TYPED, *CHOSEN), absences)
        )


BEFORE: tuple[dict[str, Any], ...] = ({}, {"q": ["b", "a"]}, {"q": ["a", "b", "d"], "q:placed": 0, "q:d": "So"},
                                      {"q": ["b", "a", "d"], "q:placed": 1})  # fmt: skip


def variants(question: Question) -> Iterator[Question]:
    """The question open and required, with absences and without."""
    for required, absences in product((False, True), ((), OFFERED_ABSENCES, (Absence.DONT_KNOW,))):
        yield replace(question, required=required, absences=absences)


def judged(question: Question, posted: Any, before: Any) -> dict[str, Any]:
    """What the server makes of posted fields."""
    kind = KINDS[question.kind]
    entries = kind.read(question, posted, before)
    faults = kind.check(question, entries, Channel.EVENT)
    return {
        "entries": entries,
        "faults": [plain(fault) for fault in faults],
        "unfinished": kind.unfinished(question, entries),
        "said": [] if faults else kind.say(question, entries, "en"),
        "written": {} if faults else kind.write(question, entries),
    }


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_whatever_is_posted_is_read_and_judged_alike(kind: str) -> None:
    cases, expected = [], []
    for question in (variant for one in QUESTIONS[kind] for variant in variants(one)):
        written = document_of(question)
        for posted, before in product(posted_to(kind), BEFORE if kind == "ranking" else BEFORE[:1]):
            cases.append({"run": "kind", "question": written, "posted": posted, "before": before})
            expected.append(judged(question, posted, before))
    assert len(cases) > 100
    for case, wanted, found in zip(cases, expected, run(cases), strict=True):
        assert {name: found[name] for name in wanted} == wanted, case


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_told_in_the_same_words(language: str) -> None:
    cases, expected, codes = [], [], set()
    with using(language):
        for kind, questions in QUESTIONS.items():
            for question in (variant for one in questions for variant in variants(one)):
                written = document_of(question)
                for posted in posted_to(kind):
                    entries = KINDS[kind].read(question, posted, {})
                    faults = KINDS[kind].check(question, entries, Channel.EVENT)
                    if not faults or ({fault.code for fault in faults} <= codes and len(cases) % 7):
                        continue
                    codes |= {fault.code for fault in faults}
                    cases.append({"run": "kind", "question": written, "posted": posted, "before": {}})
                    expected.append([sentence(fault, question) for fault in faults])
    assert codes == {
        "required", "not_a_choice", "not_offered", "too_many", "exclusive_with_others", "other_text_missing",
        "too_long", "not_a_number", "not_whole", "too_small", "too_large", "chosen_twice", "gap_in_ranks",
        "not_an_area", "count_missing",
    }  # fmt: skip
    for case, wanted, found in zip(cases, expected, run(cases), strict=True):
        assert found["sentences"][language] == wanted, case
