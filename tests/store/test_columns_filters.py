"""The two readers of a condition agree: what holds for one respondent is what the columns select."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.columns.filters import predicate
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
    holds,
)
from survey.questionnaire.routing import Route
from tests.unit.columns.made import EACH_KIND, EVERYWHERE, store_of

ABSENCES = st.sampled_from([{"absent": "dont_know"}, {"absent": "prefer_not_to_say"}])
CHANNELS = ("web", "telephone", "paper")
AREAS = ("E09000021", "E09000001", "outside")
WORDS = ("", "night", 'it\'s "dark"', '{"absent":"dont_know"}', "drop table; --", "١ \x00 ünï")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | ABSENCES | strategy


def some_of(*keys: str, least: int = 1, most: int | None = None) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(keys), unique=True, min_size=least, max_size=most)


ANSWERS = st.fixed_dictionaries(
    {
        "borough": maybe(st.sampled_from(AREAS)),
        "feeling": maybe(st.sampled_from(("safe", "unsafe", "other"))),
        "seen": maybe(some_of("car", "bike", "foot", "other")),
        "trust": maybe(
            st.dictionaries(
                st.sampled_from(("fair", "near")), ABSENCES | st.sampled_from(("high", "low")), min_size=1
            )
        ),
        "top": maybe(some_of("burglary", "robbery", "drugs", "noise", most=3)),
        "sites": maybe(st.dictionaries(st.sampled_from(AREAS), st.integers(1, 5), min_size=1)),
        "years": maybe(st.integers(-5, 5)),
        "why": maybe(st.sampled_from(WORDS[1:])),
        "met": maybe(st.sampled_from(("yes", "no"))),
    }
).map(lambda answers: {key: value for key, value in answers.items() if value is not None})

NAMES = (
    "borough",
    "feeling",
    "seen",
    "trust",
    "trust.fair",
    "top",
    "sites",
    "years",
    "why",
    "met",
    "unknown",
)
VALUES = st.sampled_from((*AREAS, "safe", "unsafe", "car", "high", "burglary", "yes", *WORDS)) | st.integers(
    -5, 5
)
KEYS = st.sampled_from((*AREAS, "car", "bike", "other", "burglary", "noise", "strange"))
NAMED = st.sampled_from(NAMES)
LEAVES = st.one_of(
    st.builds(Equals, NAMED, VALUES),
    st.builds(In, NAMED, st.lists(VALUES, max_size=3).map(tuple)),
    st.builds(Contains, st.sampled_from(("seen", "top", "sites", "feeling", "unknown")), KEYS),
    st.builds(Greater, NAMED, st.integers(-6, 6)),
    st.builds(Less, NAMED, st.integers(-6, 6)),
    st.builds(Answered, NAMED),
    st.builds(ByChannel, st.lists(st.sampled_from((*CHANNELS, "pigeon")), max_size=2).map(tuple)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    people=st.lists(st.tuples(ANSWERS, st.sampled_from(CHANNELS)), min_size=1, max_size=12),
    conditions=st.lists(CONDITIONS, min_size=1, max_size=12),
)
def test_both_readers_agree_row_by_row(
    people: list[tuple[dict[str, Any], str]], conditions: list[Condition]
) -> None:
    answers, channels = [one for one, _ in people], [channel for _, channel in people]
    route = Route(EACH_KIND)
    asked = [route.on_path(route.walk(one, channel), one) for one, channel in people]
    store = store_of(*answers, channels=channels)
    with store.reading() as columns:
        for condition in conditions:
            by_column = columns.references(predicate(condition, store.table))
            by_person = {
                f"REF{number:05}"
                for number, (one, channel) in enumerate(zip(asked, channels, strict=True), start=1)
                if holds(condition, one, channel)
            }
            assert by_column == by_person, condition
        assert columns.size(EVERYWHERE) == len(people)
