"""Personal details are found by their shape and masked; what only looks alike stays."""

import re
from itertools import pairwise

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey.contacts.personal import WORTH_A_LOOK, Discretion, details_in, hidden_in, in_pieces, masked

FOUND = [
    ("email", "Write to resident12@example.com please"),
    ("email", "jo dot example at example dot org"),
    ("telephone", "Ring me on 07700 900123 if you want to"),
    ("telephone", "My number is 020 7946 0123."),
    ("telephone", "+44 (0)20 7946 0123"),
    ("telephone", "call 0207-946-0123 after six"),
    ("telephone", "oh seven seven double oh nine oh one two three"),
    ("postcode", "I live near ZZ99 3WZ"),
    ("postcode", "around sw1a1aa it is worse"),
    ("plate", "It is always the car with the plate XX12 XXX."),
    ("plate", "a white van, xx12xxx"),
    ("plate", "number plate X123 XXX"),
    ("name", "my name is jane example and I am angry"),
    ("name", "My name is Jo"),
    ("name", "my husband John Example was hit"),
    ("name", "Mrs Example next door deals drugs"),
    ("address", "I live at 12 Example Road"),
    ("address", "the dealers are at 7a acacia avenue"),
    ("address", "Flat 3B, Example House"),
    ("address", "the boy lives at number 9"),
    ("collar", "PC 1234KX was rude"),
    ("collar", "the officer with collar number 456 KT"),
    ("collar", "pcso 7012 helped"),
    ("crime_number", "My crime number was 00123/26."),
    ("born", "born on 3 March 1950"),
    ("insurance", "QQ 12 34 56 C is my number, no: AB 12 34 56 C"),
    ("account", "I am @example_person there"),
]

KEPT = [
    "cars do 50 in a 20 zone",
    "I gave up after 40 minutes on 101",
    "called 999 and 101 twice since 2019",
    "on the A12 at night, the M25 and the A40",
    "I am Black British and angry",
    "20 mph is the way",
    "2 kids on the way to the park",
    "5 minutes from the park by the High Street",
    "My name is not important",
    "More police. Thanks",
    "at 10 30 pm two men took my bag",
    "we need 10 more officers on the street",
    "burglaries up 20% in 2025/26 on our estate",
]


@pytest.mark.parametrize(("kind", "text"), FOUND)
def test_each_kind_is_found(kind: str, text: str) -> None:
    assert kind in {one.kind for one in details_in(text)}


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_alike_stays(text: str) -> None:
    assert masked(text) == text


def test_a_mask_says_what_stood_there() -> None:
    words = "Ring 07700 900123 or write to jo@example.org."
    assert masked(words) == "Ring [telephone number] or write to [e-mail address]."


def test_a_whole_address_goes_with_its_postcode() -> None:
    assert masked("I live at 12 Example Road, ZZ99 3WZ.") == "I live at [address], [postcode]."


def test_what_a_person_released_is_shown() -> None:
    words = "The 020 7946 0123 line is yours"
    (found,) = details_in(words)
    assert masked(words, Discretion(released=frozenset({(found.start, found.end)}))) == words


def test_what_a_person_redacted_is_masked() -> None:
    words = "It is the baker again"
    assert masked(words, Discretion(redacted=frozenset({(6, 15)}))) == "It is [redacted] again"


def test_a_redaction_that_touches_a_find_hides_both() -> None:
    words = "Ring 07700 900123 today"
    assert masked(words, Discretion(redacted=frozenset({(0, 10)}))) == "[redacted] today"


def test_a_redaction_beyond_the_text_is_passed_over() -> None:
    assert masked("Short", Discretion(redacted=frozenset({(3, 99)}))) == "Short"


@given(st.text(max_size=200))
def test_any_text_survives_but_for_its_hidden_places(text: str) -> None:
    pieces = in_pieces(text, hidden_in(text))
    assert "".join(words for words, _ in pieces) == text


@given(st.text(alphabet="0123456789 +-()@.abPC/", max_size=80))
def test_places_are_in_order_and_apart(text: str) -> None:
    places = hidden_in(text)
    assert all(one.end <= other.start for one, other in pairwise(places))


@pytest.mark.parametrize(
    "postcode", ["SW1A 1AA", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "w1a 0ax"]
)
def test_every_form_of_postcode_is_found(postcode: str) -> None:
    assert [one.kind for one in details_in(f"by {postcode} I think")] == ["postcode"]


BITS = st.sampled_from(
    [word for _, text in FOUND for word in re.split(r"(\s)", text)]
    + [" ", ", ", "\xa0", "İ", "ſ", "é", ".\n"]
)


@given(st.lists(BITS, max_size=12).map("".join))
@example("ſeven one two three four five six eight")
def test_whatever_holds_a_detail_is_worth_a_look(text: str) -> None:
    if details_in(text):
        assert duckdb.execute("SELECT regexp_matches($1, $2)", [text, WORTH_A_LOOK]).fetchone() == (True,)


@pytest.mark.parametrize(("_kind", "text"), FOUND)
def test_every_example_is_worth_a_look(_kind: str, text: str) -> None:
    assert duckdb.execute("SELECT regexp_matches($1, $2)", [text, WORTH_A_LOOK]).fetchone() == (True,)


def test_plain_words_are_not_worth_a_look() -> None:
    words = "Too many mopeds near the school, and nobody comes when I call. I am afraid; my son and friends are too."
    assert duckdb.execute("SELECT regexp_matches($1, $2)", [words, WORTH_A_LOOK]).fetchone() == (False,)
