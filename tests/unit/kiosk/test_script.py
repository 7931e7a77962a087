"""The kiosk's script walks, judges and speaks as the server does, on cases made at random."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from survey.questionnaire.conditions import Answered, Condition, Contains, Equals, Greater, In, Less, holds
from survey.questionnaire.definition import Channel, Questionnaire
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.version import Version
from survey.web.asking.taking import ORDER, take
from tests.unit.kiosk.script import document, plain, plain_condition, run
from tests.unit.questionnaire.kinds.asked import asked
from tests.unit.questionnaire.made import conditions, posts, questionnaires
from tests.unit.questionnaire.shipped import shipped
from tests.unit.questionnaire.tiny import NAMES, tiny

CHANNELS = st.sampled_from([Channel.EVENT, Channel.WEB, Channel.TELEPHONE])
MANY = settings(
    max_examples=200,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Cases are collected first, and Node is started once for all of them."""


class Collected:
    """Cases for the script, each with what the server makes of it."""

    def __init__(self) -> None:
        self.cases: list[dict[str, Any]] = []
        self.expected: list[Any] = []

    def add(self, run: str, expected: Any, **about: Any) -> None:
        self.cases.append({"run": run, **about})
        self.expected.append(expected)

    def check(self, at_least: int) -> None:
        assert len(self.cases) >= at_least
        for case, expected, found in zip(self.cases, self.expected, run(self.cases), strict=True):
            assert found == expected, case


def collected(
    strategy: st.SearchStrategy[Any], add: Callable[[Collected, Any, st.DataObject], None]
) -> Collected:
    """Draws examples and has each added."""
    found = Collected()

    @MANY
    @given(strategy, st.data())
    def draw(drawn: Any, data: st.DataObject) -> None:
        add(found, drawn, data)

    draw()
    return found


def walked(version: Version, answers: dict[str, Any], channel: Channel) -> dict[str, Any]:
    """What the server makes of answers."""
    path = version.route.walk(answers, channel)
    open_page = version.route.first_open_page(path, answers, channel)
    return {
        "pages": [page.key for page in path.pages],
        "asked": sorted(path.asked),
        "stale": sorted(path.stale),
        "counted": version.route.on_path(path, answers),
        "open": open_page.key if open_page else None,
    }


def one_by_one(questionnaire: Questionnaire) -> Questionnaire:
    """A page for each question, as a kiosk asks them."""
    sections = tuple(
        replace(
            section,
            pages=tuple(
                replace(page, key=f"{page.key}/{question.key}", questions=(question,))
                for page in section.pages
                for question in page.questions
            ),
        )
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


VALUES: list[Any] = [
    "a", "b", "yes", "E09000021", "", "1", 1, 0, -3, 2, 3, ["a"], ["b", "a"], ["c", "d", "a"], [],
    {"r1": "a"}, {"r1": "b", "r2": "a"}, {"r1": {"absent": "dont_know"}}, {"E09000021": 3}, {"absent": "dont_know"},
]  # fmt: skip
"""What may be kept for a question, of one kind or another."""


def comparisons(name: str) -> list[Condition]:
    """Every comparison, with what may stand in it."""
    keys, numbers = ("a", "b", "yes", "E09000021", "1", "absent", "r1"), (-3, 0, 1, 2, 3)
    return [
        Answered(name),
        *(Equals(name, value) for value in (*keys, *numbers)),
        *(In(name, values) for values in (("a", "b"), ("1", 2), (1,), ("absent", "c"))),
        *(Contains(name, key) for key in keys),
        *(compared(name, bound) for compared in (Greater, Less) for bound in numbers),
    ]


def test_every_comparison_holds_alike_for_every_value() -> None:
    found = Collected()
    for name in ("q", "q.r1", "q.1", "q.3", "q.0", "q.absent"):
        for condition in comparisons(name):
            written = plain_condition(condition)
            for answers in ({}, *({"q": value} for value in VALUES)):
                expected = holds(condition, answers, Channel.EVENT)
                found.add("holds", expected, condition=written, answers=answers, channel=Channel.EVENT)
    found.check(3000)


def test_every_tree_of_conditions_holds_alike() -> None:
    known = [replace(asked(kind, "a"), key=kind) for kind in ("number", "grid", "multiple_choice")]
    answers = st.dictionaries(st.sampled_from([question.key for question in known]), st.sampled_from(VALUES))

    def add(found: Collected, condition: Any, data: st.DataObject) -> None:
        for _ in range(3):
            held, channel = data.draw(answers), data.draw(CHANNELS)
            expected = holds(condition, held, channel)
            found.add("holds", expected, condition=plain_condition(condition), answers=held, channel=channel)

    cases = collected(conditions(known), add)
    cases.check(500)
    assert 100 < sum(cases.expected) < len(cases.expected) - 100


def add_interview(
    found: Collected, questionnaire: Questionnaire, data: st.DataObject, given: Any = None
) -> None:
    """Answers page by page with whatever comes, and has each step and the path then compared."""
    version, channel = Version.of(questionnaire), data.draw(CHANNELS)
    form = document(questionnaire)
    answers: dict[str, Any] = {}
    for page in version.questionnaire.pages:
        if not version.route.walk(answers, channel).has(page.key):
            continue
        step = None
        for _turn in range(3):
            posted, skip = (
                data.draw(given(page) if given else posts(page)),
                page.skippable and data.draw(st.booleans()),
            )
            taken = take(version, page, answers, posted, channel, step=step, skip_rest=skip)
            found.add(
                "take",
                {
                    "answers": taken.answers,
                    "faults": [plain(fault) for _, fault in taken.faults],
                    "page": taken.page.key if taken.page else None,
                    "step": taken.step,
                },
                document=form,
                channel=channel,
                page=page.key,
                answers=answers,
                posted=posted,
                step=step,
                skip_rest=skip,
            )
            answers, step = taken.answers, taken.step
            found.add(
                "walk", walked(version, answers, channel), document=form, answers=answers, channel=channel
            )
            if step != ORDER:
                break


def test_every_step_of_a_made_interview_is_taken_alike() -> None:
    collected(questionnaires(), add_interview).check(400)


def test_a_page_for_each_question_is_taken_alike() -> None:
    collected(questionnaires().map(one_by_one), add_interview).check(400)


def test_a_page_for_each_question_leads_the_same_way() -> None:
    def add(found: Collected, questionnaire: Questionnaire, data: st.DataObject) -> None:
        whole, parts = Version.of(questionnaire), Version.of(one_by_one(questionnaire))
        answers = {
            key: value
            for page in questionnaire.pages
            for question in page.questions
            for key, value in KINDS[question.kind].read(question, data.draw(posts(page)), {}).items()
        }
        before, after = walked(whole, answers, Channel.EVENT), walked(parts, answers, Channel.EVENT)
        assert (before["asked"], before["stale"], before["counted"]) == (
            after["asked"],
            after["stale"],
            after["counted"],
        )
        found.add("walk", before, document=document(questionnaire), answers=answers, channel=Channel.EVENT)

    collected(questionnaires(), add).check(100)


@pytest.mark.parametrize("family", ["residents", "businesses", "postcard"])
def test_the_questionnaires_that_ship_are_walked_alike(family: str) -> None:
    def likely(page: Any) -> st.SearchStrategy[dict[str, list[str]]]:
        fields: dict[str, st.SearchStrategy[list[str]]] = {}
        for question in page.questions:
            keys = [choice.key for choice in question.choices] or [
                "yes",
                "no",
                "E09000021",
                "7",
                "Some words",
            ]
            keys += [f"~{absence}" for absence in question.absences]
            names = [f"{question.key}.{row.key}" for row in question.rows] or [question.key]
            for name in [*names, f"{question.key}.place"]:
                if name.endswith(".place") and question.kind != "ranking":
                    continue
                fields[name] = st.lists(st.sampled_from(keys), min_size=1, max_size=3)
            for choice in question.choices:
                if choice.other:
                    fields[f"{question.key}:{choice.key}"] = st.just(["Something else"])
        return st.fixed_dictionaries({}, optional=fields)

    def add(found: Collected, questionnaire: Questionnaire, data: st.DataObject) -> None:
        add_interview(found, questionnaire, data, likely)

    found = Collected()

    @settings(MANY, max_examples=12)
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        add(found, one_by_one(shipped(family)), data)

    draw()
    found.check(40)


@pytest.mark.parametrize("name", NAMES)
def test_the_tiny_questionnaires_are_walked_alike(name: str) -> None:
    def add(found: Collected, _nothing: None, data: st.DataObject) -> None:
        add_interview(found, tiny(name).questionnaire, data)

    collected(st.none(), add).check(100)


def test_the_script_gives_each_question_a_page_of_its_own() -> None:
    questionnaire = shipped("residents")
    (found,) = run([{"run": "one_by_one", "document": document(questionnaire)}])
    expected = document(one_by_one(questionnaire))
    for section, other in zip(found["sections"], expected["sections"], strict=True):
        assert [page["key"] for page in section["pages"]] == [page["key"] for page in other["pages"]]
        texts = [page.get("text") for page in section["pages"]]
        written = [
            page.get("text")
            for page in document(questionnaire)["sections"][expected["sections"].index(other)]["pages"]
        ]
        assert [text for text in texts if text] == [text for text in written if text]
