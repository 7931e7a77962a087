"""References and return codes: easy to say, hard to mistype, hopeless to guess."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.responses import reference, return_code
from survey.responses.return_code import Mistyped, ReturnCode
from survey.responses.symbols import SYMBOLS, check_character, is_sound

symbols = st.text(alphabet=SYMBOLS, min_size=2, max_size=16)


def test_the_symbols_hold_no_look_alikes() -> None:
    assert not set(SYMBOLS) & set("0O1ILB8S5Z2QUAEY") - {"8", "5", "2"}
    assert not {"B", "S", "Z"} & set(SYMBOLS)
    assert len(set(SYMBOLS)) == 23


@given(symbols, st.data())
def test_one_wrong_symbol_is_caught(said: str, data: st.DataObject) -> None:
    checked = said + check_character(said)
    place = data.draw(st.integers(0, len(checked) - 1))
    wrong = data.draw(st.sampled_from([symbol for symbol in SYMBOLS if symbol != checked[place]]))
    assert not is_sound(checked[:place] + wrong + checked[place + 1 :])


@given(symbols, st.data())
def test_two_swapped_symbols_are_caught(said: str, data: st.DataObject) -> None:
    checked = said + check_character(said)
    first, second = sorted(data.draw(st.sets(st.integers(0, len(checked) - 1), min_size=2, max_size=2)))
    turned = list(checked)
    turned[first], turned[second] = turned[second], turned[first]
    assert "".join(turned) == checked or not is_sound("".join(turned))


def test_a_code_is_read_as_people_type_it() -> None:
    code = ReturnCode.mint(Random(1))
    for typed in (
        code.shown,
        code.shown.lower(),
        f" {code.symbols} ",
        code.shown.replace("-", " "),
        code.shown.replace("-", "–"),
    ):
        assert return_code.read(typed) == code


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", "empty"), ("  - ", "empty"), ("2345", "length"), ("2345-678O", "strange"), ("😀", "strange")],
)
def test_a_slip_is_named(typed: str, why: str) -> None:
    slip = return_code.read(typed)
    assert isinstance(slip, Mistyped)
    assert slip.why == why


def test_swapped_neighbours_are_told_from_a_wrong_symbol() -> None:
    code = ReturnCode("2345678" + check_character("2345678") + "CDFGHJKM" + "2")
    sound = code.symbols[:-1] + check_character(code.symbols[:-1])
    swapped = sound[:9] + sound[10] + sound[9] + sound[11:]
    assert return_code.read(swapped) == Mistyped("swapped")


def test_the_reference_is_the_first_part_and_sound_by_itself() -> None:
    code = ReturnCode.mint(Random(2))
    assert code.shown.startswith(reference.shown(code.reference))
    assert reference.read(code.reference) == code.reference


def test_the_hash_needs_the_secret() -> None:
    code = ReturnCode.mint(Random(3))
    assert code.hashed("one") != code.hashed("another")
    assert code.symbols not in code.hashed("one")


def test_a_code_does_not_show_itself_in_logs() -> None:
    code = ReturnCode.mint(Random(4))
    assert code.symbols not in repr(code)
    assert code.symbols not in f"{code}"


def test_references_differ() -> None:
    chance = Random(5)
    minted = {reference.mint(chance) for _ in range(10_000)}
    assert len(minted) == 10_000
