"""What holds for every valid questionnaire, whatever people answer."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.questionnaire.canonical import canonical_json
from survey.questionnaire.definition import Channel, Page, Question, Questionnaire, absence_of
from survey.questionnaire.document import from_canonical
from survey.questionnaire.kinds import KINDS, Column
from survey.questionnaire.kinds.number import LARGEST
from survey.questionnaire.version import Version
from survey.responses.settle import settle
from survey.web.asking.taking import take
from tests.unit.questionnaire.made import posts, questionnaires

channels = st.sampled_from([Channel.WEB, Channel.TELEPHONE])


def walked(version: Version, channel: Channel, data: st.DataObject) -> tuple[dict[str, Any], list[str]]:
    """Answers page by page with whatever comes, as far as the last page; a page with faults is tried twice."""
    answers: dict[str, Any] = {}
    page: Page | None = version.route.walk(answers, channel).pages[0]
    step, seen, tries = None, [], 0
    while page is not None:
        seen.append(page.key)
        taken = take(version, page, answers, data.draw(posts(page)), channel, step=step)
        answers = taken.answers
        tries += 1
        if taken.faults or taken.page is page:
            if tries < 3:
                step = taken.step
                continue
            taken = take(version, page, answers, {}, channel)  # gives up on this page, as people do
            answers = taken.answers
        following = version.route.walk(answers, channel).after(page.key)
        page, step, tries = following, None, 0
        assert len(seen) <= 4 * len(version.questionnaire.pages), "the path does not end"
    return answers, seen


@given(questionnaires(), channels, st.data())
@settings(max_examples=60, deadline=None)
def test_any_path_ends(questionnaire: Questionnaire, channel: Channel, data: st.DataObject) -> None:
    _answers, seen = walked(Version.of(questionnaire), channel, data)
    order = [page.key for page in questionnaire.pages]
    places = [order.index(key) for key in seen]
    assert places == sorted(places)


@given(questionnaires(), channels, st.data())
@settings(max_examples=60, deadline=None)
def test_answers_off_the_path_never_count(
    questionnaire: Questionnaire, channel: Channel, data: st.DataObject
) -> None:
    version = Version.of(questionnaire)
    answers, _seen = walked(version, channel, data)
    settled = settle(version, answers, channel)
    alone = settle(version, settled.answers, channel)
    assert (alone.pages, alone.answers, alone.not_asked) == (
        settled.pages,
        settled.answers,
        settled.not_asked,
    )
    assert alone.off_path == {}


@given(questionnaires(), channels, st.data())
@settings(max_examples=60, deadline=None)
def test_settled_answers_can_be_worked_out_again(
    questionnaire: Questionnaire, channel: Channel, data: st.DataObject
) -> None:
    version = Version.of(questionnaire)
    answers, _seen = walked(version, channel, data)
    settled = settle(version, answers, channel)
    thawed = Version.thaw(canonical_json(questionnaire))
    assert settle(thawed, {**settled.answers, **settled.off_path}, channel) == settled


@given(questionnaires())
@settings(max_examples=60, deadline=None)
def test_a_version_is_the_same_after_freezing_and_thawing(questionnaire: Questionnaire) -> None:
    frozen = canonical_json(questionnaire)
    assert canonical_json(from_canonical(frozen)) == frozen


@given(questionnaires(), channels, st.data())
@settings(max_examples=60, deadline=None)
def test_what_was_accepted_comes_back_in_the_fields(
    questionnaire: Questionnaire, channel: Channel, data: st.DataObject
) -> None:
    for page in questionnaire.pages:
        for question in page.questions:
            kind = KINDS[question.kind]
            entries = kind.read(question, data.draw(posts(page)), {})
            if kind.check(question, entries, channel) or kind.unfinished(question, entries):
                continue
            assert kind.read(question, kind.write(question, entries), entries) == entries


@given(questionnaires(), channels, st.data())
@settings(max_examples=60, deadline=None)
def test_every_accepted_answer_can_be_said_and_has_its_column(
    questionnaire: Questionnaire, channel: Channel, data: st.DataObject
) -> None:
    for page in questionnaire.pages:
        for question in page.questions:
            kind = KINDS[question.kind]
            entries = kind.read(question, data.draw(posts(page)), {})
            if entries and not kind.check(question, entries, channel):
                assert kind.say(question, entries, "en")
                assert set(entries) <= set(kind.keys(question))
                assert_held(kind.columns(question), question, entries)


def assert_held(columns: tuple[Column, ...], question: Question, entries: dict[str, Any]) -> None:
    """Finds a place in the columns for each part of an answer, and that it is of the column's type."""
    by_name = {column.name: column for column in columns}
    value = entries[question.key]
    for key, words in entries.items():
        if ":" in key and not key.endswith(":placed"):
            assert by_name[key].type == "text"
            assert isinstance(words, str)
    if absence_of(value):
        return
    parts = value if isinstance(value, list | dict) else {"": value}
    for part in parts:
        column = by_name[f"{question.key}.{part}" if part else question.key]
        held = parts[part] if isinstance(parts, dict) else None
        if column.type == "category":
            assert absence_of(held) or held in dict(column.categories)
        elif column.type in {"number", "count"}:
            assert type(held) is int
            assert abs(held) <= LARGEST
        else:
            assert column.type in {"flag", "rank"} or isinstance(held, str)
