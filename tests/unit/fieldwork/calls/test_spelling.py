"""Codes as a clerk says them."""

from survey.fieldwork.calls.spelling import WORDS, spelt
from survey.responses.symbols import SYMBOLS


def test_a_code_is_spelt_in_the_groups_that_are_shown() -> None:
    assert spelt("7FG2-KX") == [
        [("7", "7"), ("F", "Foxtrot"), ("G", "Golf"), ("2", "2")],
        [("K", "Kilo"), ("X", "X-ray")],
    ]


def test_every_letter_of_a_code_has_a_word() -> None:
    assert {symbol for symbol in SYMBOLS if symbol.isalpha()} <= WORDS.keys()
