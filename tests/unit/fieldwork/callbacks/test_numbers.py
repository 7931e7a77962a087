"""Numbers as people type them; all of these are kept for fiction (Ofcom, 'Telephone numbers for drama use')."""

import pytest

from survey.fieldwork.callbacks.numbers import Number, read_number

REGIONS = frozenset({"GB", "GG", "IM", "JE"})


@pytest.mark.parametrize(
    "typed",
    [
        "020 7946 0123",
        "02079460123",
        "+44 20 7946 0123",
        "0044 20 7946 0123",
        "+44 (0)20 7946 0123",
        "(020) 7946-0123",
        "020.7946.0123",
        "  020 7946\t0123 ",
        "٠٢٠ ٧٩٤٦ ٠١٢٣",
        "18001 020 7946 0123",
        "18002020 7946 0123",
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str) -> None:
    assert read_number(typed, REGIONS) == Number("+442079460123")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("hello", "not_a_number"),
        ("ring me", "not_a_number"),
        ("020 7946 O123", "not_a_number"),
        ("020 7946 0123 (evenings)", "not_a_number"),
        ("()", "not_a_number"),
        ("1" * 70, "not_a_number"),
        ("'; DROP TABLE callbacks; --", "not_a_number"),
        ("999", "too_short"),
        ("7946 0123", "too_short"),
        ("020 7946 012", "too_short"),
        ("020 7946 012345", "too_long"),
        ("0909 879 0000", "costly"),
        ("+1 202 555 0100", "abroad"),
        ("+999 123 4567", "abroad"),
        ("07700 900123", "not_in_use"),
    ],
)
def test_what_is_wrong_with_a_number_has_a_code_of_its_own(typed: str, code: str) -> None:
    assert read_number(typed, REGIONS) == code


def test_an_extension_is_kept_apart() -> None:
    assert read_number("020 7946 0123 ext 12", REGIONS) == Number("+442079460123", "12")


def test_freephone_numbers_can_be_rung() -> None:
    assert read_number("08081 570123", REGIONS) == Number("+448081570123")


def test_a_body_may_ring_abroad() -> None:
    assert isinstance(read_number("+1 415 555 0100", REGIONS | {"US"}), Number)


def test_a_number_is_shown_as_people_at_home_write_it() -> None:
    assert Number("+442079460123").shown == "020 7946 0123"
    assert Number("+442079460123", "12").shown == "020 7946 0123 ext. 12"


def test_text_relay_is_dialled_in_front() -> None:
    assert Number("+442079460123").dialled(relay=True) == "1800202079460123"
    assert Number("+442079460123").dialled(relay=False) == "+442079460123"
