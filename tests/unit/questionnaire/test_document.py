"""A document becomes a frozen questionnaire, and its canonical form names the version."""

from dataclasses import FrozenInstanceError

import pytest

from survey.questionnaire import library
from survey.questionnaire.canonical import canonical_json, version_of
from survey.questionnaire.conditions import AllOf, Answered, Equals
from survey.questionnaire.definition import Channel, Text
from survey.questionnaire.document import DocumentProblems, from_canonical, load_document
from tests.unit.questionnaire.tiny import source

CHAIN = source("chain")


def test_an_order_of_fields_makes_no_other_version() -> None:
    other = CHAIN.replace("{key: met, kind: yes_no,", "{kind: yes_no, key: met,")
    assert other != CHAIN
    assert version_of(load_document(other)) == version_of(load_document(CHAIN))


def test_a_comment_and_blanks_make_no_other_version() -> None:
    other = "# Hello\n\n" + CHAIN.replace("title: Chain", "title:   Chain  ")
    assert version_of(load_document(other)) == version_of(load_document(CHAIN))


@pytest.mark.parametrize(
    ("before", "after"),
    [("title: One", "title: First"), ("kind: long_text", "kind: short_text"), ('met: "yes"', 'met: "no"')],
)
def test_a_word_or_a_condition_makes_another_version(before: str, after: str) -> None:
    other = CHAIN.replace(before, after, 1)
    assert version_of(load_document(other)) != version_of(load_document(CHAIN))


@pytest.mark.parametrize("family", library.FAMILIES)
def test_what_ships_comes_back_from_its_canonical_form(family: str) -> None:
    questionnaire = load_document(library.source(family))
    assert from_canonical(canonical_json(questionnaire)) == questionnaire


def test_a_version_read_back_falls_back_to_its_own_first_language() -> None:
    postcard = load_document(library.source("postcard"))
    thawed = from_canonical(canonical_json(postcard))
    assert thawed.languages[0] == "en"
    assert thawed.title.say("so") == postcard.title.say("en")


def test_a_document_may_be_json() -> None:
    assert load_document(canonical_json(load_document(CHAIN))).family == "chain"


def test_a_questionnaire_can_not_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        load_document(CHAIN).family = "other"  # type: ignore[misc]  # that this is refused is the point


def test_a_text_falls_back_to_the_first_language() -> None:
    text = Text({"en": "Where", "cy": "Ble"})
    assert (text.say("cy"), text.say("en"), text.say("ur")) == ("Ble", "Where", "Where")


def test_a_channel_has_its_own_words_and_else_the_written_ones() -> None:
    loaded = load_document(
        CHAIN.replace(
            "{key: met, kind: yes_no,",
            "{key: met, kind: yes_no, channels: {telephone: {text: Did you meet?, read_out: false}},",
        )
    )
    met = loaded.question_by_key["met"]
    assert met.asked_as(Channel.TELEPHONE).say("en") == "Did you meet?"
    assert met.asked_as(Channel.WEB).say("en") == "Have you met the police?"
    assert met.wording(Channel.TELEPHONE).read_out is False
    assert met.wording(Channel.WEB).read_out is None


def test_several_questions_under_one_word_must_all_hold() -> None:
    loaded = load_document(CHAIN.replace('{equals: {met: "yes"}}', '{equals: {met: "yes", other: 3}}'))
    assert loaded.page_by_key["two"].show_if == AllOf((Equals("met", "yes"), Equals("other", 3)))


def test_several_questions_may_have_to_be_answered() -> None:
    loaded = load_document(CHAIN.replace('{equals: {met: "yes"}}', "{answered: [met, other]}"))
    assert loaded.page_by_key["two"].show_if == AllOf((Answered("met"), Answered("other")))


def test_a_document_that_can_not_be_read_says_all_that_is_wrong() -> None:
    broken = CHAIN.replace("kind: yes_no", "kind: yesno").replace("family: chain", "familie: chain")
    with pytest.raises(DocumentProblems) as refused:
        load_document(broken)
    assert {problem.code for problem in refused.value.problems} == {
        "unknown_kind",
        "unknown_field",
        "bad_key",
    }


def test_a_page_knows_whether_words_can_be_written_on_it() -> None:
    loaded = load_document(CHAIN)
    assert loaded.page_by_key["three"].has_text_box
    assert not loaded.page_by_key["one"].has_text_box
