"""Hypothesis strategies: valid questionnaires with conditions on earlier pages, and what people may post to them."""

from typing import Any

from hypothesis import strategies as st

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
from survey.questionnaire.definition import (
    OFFERED_ABSENCES,
    Absence,
    Choice,
    Page,
    Question,
    Questionnaire,
    Row,
    Section,
    Text,
)
from survey.questionnaire.kinds import KINDS

KEYS = ("a", "b", "c", "d")


def text(words: str) -> Text:
    """A text in English."""
    return Text({"en": words})


@st.composite
def questions(draw: st.DrawFn, key: str, earlier: list[Question]) -> Question:
    """One question of any kind, whose condition looks at earlier ones."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    uses = KINDS[kind].fields
    choices: tuple[Choice, ...] = ()
    if "choices" in uses:
        choices = tuple(
            Choice(
                name,
                text(name.upper()),
                other=kind != "grid" and name == "d" and draw(st.booleans()),
                exclusive=kind == "multiple_choice" and name == "c" and draw(st.booleans()),
                show_if=draw(conditions(earlier))
                if kind != "grid" and name == "b" and draw(st.booleans())
                else None,
            )
            for name in KEYS
        )
    return Question(
        key=key,
        kind=kind,
        text=text(f"Question {key}?"),
        required=draw(st.booleans()) and not any(choice.show_if for choice in choices),
        absences=draw(st.sampled_from([(), OFFERED_ABSENCES, (Absence.DONT_KNOW,)])),
        choices=choices,
        rows=tuple(Row(name, text(name)) for name in ("r1", "r2")) if "rows" in uses else (),
        rotate="rotate" in uses and draw(st.booleans()),
        limit=draw(st.integers(2, 3)) if "limit" in uses else None,
        counted="counted" in uses and draw(st.booleans()),
        minimum=draw(st.sampled_from([None, 0])) if kind == "number" else None,
        show_if=draw(conditions(earlier)) if draw(st.booleans()) else None,
    )


def conditions(earlier: list[Question]) -> st.SearchStrategy[Condition | None]:
    """Conditions that look at the questions given; None where there are none."""
    if not earlier:
        return st.none()
    single = st.sampled_from(earlier).flatmap(_about)
    channel = st.sampled_from(["web", "telephone"]).map(lambda name: ByChannel((name,)))
    return st.recursive(
        single | channel,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts)))
            | st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
            | inner.map(Not)
        ),
        max_leaves=4,
    )


def _about(question: Question) -> st.SearchStrategy[Condition]:
    key = question.key
    if question.kind == "grid":
        key = f"{key}.r1"
    keys = st.sampled_from([*KEYS, "yes", "no", "E09000021"])
    some: list[st.SearchStrategy[Any]] = [st.just(Answered(key)), keys.map(lambda value: Equals(key, value))]
    some.append(st.lists(keys, min_size=1, max_size=2).map(lambda values: In(key, tuple(values))))
    some.append(keys.map(lambda value: Contains(question.key, value)))
    if question.kind == "number":
        some.append(st.integers(-3, 3).map(lambda bound: Greater(key, bound)))
        some.append(st.integers(-3, 3).map(lambda bound: Less(key, bound)))
    return st.one_of(some)


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """A questionnaire of one to four pages, the first of which is always asked."""
    pages = []
    earlier: list[Question] = []
    for number in range(draw(st.integers(1, 4))):
        asked = [draw(questions(f"q{number}{place}", earlier)) for place in range(draw(st.integers(1, 3)))]
        show_if = draw(conditions(earlier)) if number and draw(st.booleans()) else None
        skippable = draw(st.booleans()) and not any(question.required for question in asked)
        pages.append(
            Page(f"p{number}", text(f"Page {number}"), tuple(asked), show_if=show_if, skippable=skippable)
        )
        earlier += asked
    half = len(pages) // 2
    parts = [part for part in (pages[:half], pages[half:]) if part]
    sections = tuple(Section(f"s{place}", text("Part"), tuple(part)) for place, part in enumerate(parts))
    return Questionnaire("residents", text("Made"), ("en",), sections)


def posts(page: Page) -> st.SearchStrategy[dict[str, list[str]]]:
    """Fields as a browser, or something worse, may post them for a page."""
    names: list[str] = []
    for question in page.questions:
        names += [question.key, f"{question.key}.absent", f"{question.key}.place"]
        names += [f"{question.key}.{part}" for part in ("r1", "r2", "1", "2", "3")]
        names += [f"{question.key}:{key}" for key in KEYS]
        names += [f"{question.key}.count.E09000021"]
    value = st.sampled_from(
        [
            *KEYS,
            "yes",
            "no",
            "E09000021",
            "outside",
            "3",
            "-1",
            "2.5",
            "",
            " ",
            "~dont_know",
            "~prefer_not_to_say",
        ]
    )
    anything = value | st.text(max_size=20)
    return st.dictionaries(st.sampled_from(names), st.lists(anything, min_size=1, max_size=4), max_size=8)
