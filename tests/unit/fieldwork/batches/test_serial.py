"""The serial of a form: what was typed or scanned, and which kind of slip it holds."""

from random import Random

import pytest

from survey.fieldwork.batches.serial import Misread, read
from survey.responses import reference

SERIAL = reference.mint(Random(7))


@pytest.mark.parametrize(
    "typed", [SERIAL, reference.shown(SERIAL), SERIAL.lower(), f" {SERIAL[:4]} {SERIAL[4:]} "]
)
def test_a_serial_is_read_however_it_is_typed(typed: str) -> None:
    assert read(typed) == SERIAL


def test_a_scanned_address_ends_in_the_serial() -> None:
    assert read(f"https://example.org/f/{SERIAL}") == SERIAL


def turned(serial: str) -> str:
    place = next(place for place in range(7) if serial[place] != serial[place + 1])
    return serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]


def test_two_letters_swapped_are_told_from_one_wrong() -> None:
    assert read(turned(SERIAL)) == Misread("swapped")


def test_one_wrong_sign_is_told() -> None:
    wrong = [SERIAL[:3] + sign + SERIAL[4:] for sign in "23456789CDFGHJKMNPRTVWX" if sign != SERIAL[3]]
    assert {read(typed).why for typed in wrong if isinstance(read(typed), Misread)} <= {"unsound", "swapped"}
    assert not [typed for typed in wrong if isinstance(read(typed), str)]


def test_signs_that_stand_in_no_serial_are_named() -> None:
    assert read("0O1I2345") == Misread("strange", signs="0O1I")


def test_a_serial_of_another_length_is_told() -> None:
    assert read(SERIAL[:-1]) == Misread("length", length=7)


def test_nothing_typed_is_told() -> None:
    assert read("  ") == Misread("empty")
