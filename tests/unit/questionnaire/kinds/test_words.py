"""Short and long text: kept as it was written."""

import pytest

from survey.questionnaire.definition import Absence, Channel, absent
from survey.questionnaire.kinds import KINDS
from tests.unit.questionnaire.kinds.asked import NAUGHTY, asked

SHORT, LONG = KINDS["short_text"], KINDS["long_text"]
WRITTEN = [one for one in NAUGHTY if one.strip()]


@pytest.mark.parametrize("naughty", WRITTEN, ids=range(len(WRITTEN)))
def test_words_are_kept_as_they_were_written(naughty: str) -> None:
    (kept,) = LONG.read(asked("long_text"), {"q": [naughty]}, {}).values()
    assert kept == naughty.replace("\r\n", "\n")


def test_line_ends_are_one_character_as_browsers_count_them() -> None:
    question = asked("long_text", max_length=3)
    entries = LONG.read(question, {"q": ["a\r\nb"]}, {})
    assert entries == {"q": "a\nb"}
    assert LONG.check(question, entries, Channel.WEB) == []


def test_too_many_words_are_refused_and_not_cut() -> None:
    question = asked("long_text", max_length=5)
    entries = LONG.read(question, {"q": ["123456"]}, {})
    (fault,) = LONG.check(question, entries, Channel.WEB)
    assert (fault.code, fault.values) == ("too_long", {"limit": 5, "length": 6})
    assert LONG.write(question, entries) == {"q": ["123456"]}


@pytest.mark.parametrize(("kind", "limit"), [("short_text", 200), ("long_text", 4000)])
def test_words_have_an_end_where_the_document_names_none(kind: str, limit: int) -> None:
    question = asked(kind)
    assert KINDS[kind].check(question, {"q": "x" * limit}, Channel.WEB) == []
    assert KINDS[kind].check(question, {"q": "x" * (limit + 1)}, Channel.WEB)


def test_blanks_alone_are_no_answer() -> None:
    assert SHORT.read(asked("short_text"), {"q": [" \t\n\u00a0"]}, {}) == {}


def test_an_absence_counts_where_nothing_was_written() -> None:
    posted = {"q": [" "], "q.absent": ["~prefer_not_to_say"]}
    assert SHORT.read(asked("short_text"), posted, {}) == {"q": absent(Absence.PREFER_NOT_TO_SAY)}


def test_words_that_look_like_an_absence_are_words() -> None:
    assert SHORT.read(asked("short_text"), {"q": ["~dont_know"]}, {}) == {"q": "~dont_know"}


def test_words_are_said_line_by_line() -> None:
    assert LONG.say(asked("long_text"), {"q": "One\n\nTwo"}, "en") == ["One", "", "Two"]
