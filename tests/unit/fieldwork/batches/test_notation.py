"""What a clerk types for a field, and what it means."""

from typing import Any

import pytest

from survey.fieldwork.batches.fields import Field, fields_of
from survey.fieldwork.batches.notation import Keyed, read, say
from survey.questionnaire.definition import Channel
from tests.builders import version_from

ABSENT = {sign: {"absent": absence} for sign, absence in (("?", "unreadable"), ("+", "too_many"))}
VERSION = version_from(
    """
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
          - {key: borough, kind: area, text: Which borough?, absences: [prefer_not_to_say]}
          - {key: met, kind: yes_no, text: Have you met the police?, absences: [dont_know]}
          - key: seen
            kind: multiple_choice
            text: What have you seen?
            limit: 2
            choices:
              - {key: car, text: A car}
              - {key: bike, text: A bicycle}
              - {key: foot, text: Somebody on foot}
              - {key: none, text: None of these, exclusive: true}
              - {key: other, text: Something else, other: true}
      - key: second
        title: Second
        questions:
          - key: safe
            kind: grid
            text: How safe?
            absences: [dont_know]
            choices: [{key: very, text: Very}, {key: not, text: Not}]
            rows: [{key: day, text: By day}, {key: night, text: By night}]
          - key: top
            kind: ranking
            text: What matters most?
            limit: 2
            choices: [{key: a, text: Burglary}, {key: b, text: Robbery}, {key: c, text: Fraud}]
          - {key: years, kind: number, text: How many years?, minimum: 0, maximum: 99, absences: [dont_know]}
          - {key: why, kind: long_text, text: Why?, absences: [prefer_not_to_say]}
          - {key: sites, kind: area, text: Which boroughs?, counted: true, limit: 3}
          - {key: heard, kind: yes_no, text: Heard by telephone?, show_if: {channel: telephone}}
""".replace("            choices: [{key: very", "            scale: [{key: very")
)
FIELDS = {one.name: one for one in fields_of(VERSION, Channel.PAPER)}


def field(name: str) -> Field:
    return FIELDS[name]


def value(name: str, typed: str) -> Any:
    keyed = read(field(name), typed)
    assert keyed.slip is None, keyed.slip
    return keyed.value


def slip(name: str, typed: str) -> str:
    found = read(field(name), typed).slip
    assert found is not None, read(field(name), typed)
    return found.code


def test_fields_stand_in_the_order_of_the_paper_with_its_numbers() -> None:
    assert [(one.number, one.name) for one in FIELDS.values()] == [
        ("1", "borough"),
        ("2", "met"),
        ("3", "seen"),
        ("", "seen:other"),
        ("4a", "safe.day"),
        ("4b", "safe.night"),
        ("5", "top"),
        ("6", "years"),
        ("7", "why"),
        ("8", "sites"),
    ]


def test_what_only_another_channel_asks_is_not_on_paper() -> None:
    assert "heard" not in FIELDS


@pytest.mark.parametrize("name", FIELDS)
def test_enter_alone_means_that_the_paper_is_blank_there(name: str) -> None:
    assert read(field(name), "  ") == Keyed()


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("met", "1", "yes"),
        ("met", "2", "no"),
        ("seen", "3 1", ["car", "foot"]),
        ("seen", "31", ["car", "foot"]),
        ("seen", "1, 5", ["car", "other"]),
        ("seen:other", " a drone ", "a drone"),
        ("safe.day", "2", "not"),
        ("top", "3 1", ["c", "a"]),
        ("years", "12", 12),
        ("why", "They came late.\r\nTwice.", "They came late.\nTwice."),
        ("borough", "kingst", "E09000021"),
        ("borough", "E09000021", "E09000021"),
        ("borough", "outside", "outside"),
        ("sites", "Kingston 3, Sutton 1", {"E09000021": 3, "E09000029": 1}),
    ],
)
def test_codes_and_letters_stand_for_answers(name: str, typed: str, meant: Any) -> None:
    assert value(name, typed) == meant


def test_boxes_of_absences_are_numbered_behind_the_choices() -> None:
    assert value("met", "3") == {"absent": "dont_know"}
    assert value("safe.night", "3") == {"absent": "dont_know"}


@pytest.mark.parametrize(("name", "typed"), [("years", "dk"), ("why", "PS"), ("borough", "ps")])
def test_beside_a_line_to_write_on_they_have_letters(name: str, typed: str) -> None:
    assert value(name, typed)["absent"] in {"dont_know", "prefer_not_to_say"}


@pytest.mark.parametrize("name", ["borough", "met", "seen", "safe.day", "top", "years", "why"])
def test_what_cant_be_read_has_a_code_of_its_own(name: str) -> None:
    assert value(name, "?") == ABSENT["?"]


@pytest.mark.parametrize("name", ["borough", "met", "seen", "safe.day", "top"])
def test_more_than_allowed_has_a_code_of_its_own(name: str) -> None:
    assert value(name, "+") == ABSENT["+"]


def test_words_behind_an_other_that_cant_be_read_are_kept_as_that() -> None:
    assert read(field("seen:other"), "?") == Keyed(as_written="?")


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("met", "4", "not_a_code"),
        ("met", "1 2", "only_one"),
        ("seen", "1 1", "twice"),
        ("seen", "1 2 3", "more_than"),
        ("seen", "1 4", "stands_alone"),
        ("met", "x", "not_a_code"),
        ("top", "1 2 3", "more_than"),
        ("years", "a few", "not_a_number"),
        ("years", "100", "too_large"),
        ("years", "+", "nothing_to_tick"),
        ("borough", "Atlantis", "not_an_area"),
        ("borough", "Kingston, Sutton", "only_one"),
        ("borough", "ba", "several_areas"),
        ("sites", "Kingston", "count_missing"),
        ("sites", "Kingston 1, Kingston 2", "twice"),
    ],
)
def test_nothing_is_guessed_or_mended(name: str, typed: str, code: str) -> None:
    assert slip(name, typed) == code


def test_a_number_that_cant_be_is_kept_as_written_and_does_not_count() -> None:
    assert read(field("years"), "250!") == Keyed(ABSENT["?"], as_written=250)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("met", "1", ["Yes"]),
        ("seen", "1 3", ["A car", "Somebody on foot"]),
        ("safe.day", "1", ["Very"]),
        ("safe.day", "3", ["Don’t know"]),
        ("borough", "kingst", ["Kingston upon Thames"]),
        ("met", "?", ["Unreadable"]),
        ("seen", "+", ["More ticked than allowed"]),
        ("seen:other", "A drone", ["A drone"]),
        ("met", "", []),
        ("met", "7", []),
    ],
)
def test_what_was_keyed_is_said_in_words(name: str, typed: str, words: list[str]) -> None:
    assert say(field(name), read(field(name), typed), "en") == words
