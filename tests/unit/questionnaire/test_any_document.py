"""Whatever is written in a document, checking it answers with problems and never with a fault of its own."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.canonical import canonical_json
from survey.questionnaire.document import from_canonical, read_document
from survey.questionnaire.problems import report
from survey.questionnaire.version import Version

GUIDE = (Path(__file__).parents[3] / "docs" / "questionnaires.md").read_text()
EXAMPLE: dict[str, Any] = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[0])

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.just(10**30),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(
        ["age", "priorities.1", "borough", "under_16", "yes", "rotate", "grid", "number", "[[age]]"]
    ),
    st.dates(),
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["key", "text", "en", "equals", "in", "all", "not", "answered", "channel", "age"]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=5,
)


def places(held: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Lists the way to each value inside a document."""
    inside = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    return [path, *(way for name, value in inside for way in places(value, (*path, name)))]


def put(document: Any, way: tuple[Any, ...], value: Any) -> Any:
    """Returns the document with another value at a place."""
    if not way:
        return value
    changed = deepcopy(document)
    held = changed
    for name in way[:-1]:
        held = held[name]
    held[way[-1]] = value
    return changed


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_nothing_put_anywhere_in_a_document_breaks_the_check(data: st.DataObject) -> None:
    document = EXAMPLE
    for _ in range(data.draw(st.integers(1, 2))):
        document = put(document, data.draw(st.sampled_from(places(document))), data.draw(values))
    text = yaml.safe_dump(document, allow_unicode=True)
    lines = len(text.splitlines()) + 1
    problems = report(text)
    assert all(1 <= problem.line <= lines and problem.message for problem in problems)
    if any(problem.code == "not_yaml" for problem in problems):
        return  # such as a control character, which YAML doesn't allow
    questionnaire, _source = read_document(text)
    if not problems and questionnaire is not None:
        assert from_canonical(canonical_json(questionnaire)) == questionnaire
        assert Version.of(questionnaire).route.walk({}, "web").pages


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_bytes_of_any_sort_are_refused_in_words(document: bytes) -> None:
    assert report(document)


@pytest.mark.parametrize(
    "document",
    [
        "[" * 20_000,
        "{a: " * 20_000,
        "- " * 20_000,
        "a: &a [*a]",
        "a: &a {b: *a}",
        "? [a, b]\n: c",
        "--- a\n--- b",
        'title: "\\ud800"',
        "title: \x7f",
        "!!python/object/apply:os.system [ls]",
        "<<: {family: a}",
        "limit: " + "9" * 5000,
    ],
)
def test_documents_made_to_break_a_reader_are_refused_in_words(document: str) -> None:
    assert report(document)


def test_a_condition_nested_without_end_is_refused_in_words() -> None:
    text = yaml.safe_dump(EXAMPLE).replace(
        "answered: priorities", "not: {" * 900 + "answered: age" + "}" * 900
    )
    assert report(text)
