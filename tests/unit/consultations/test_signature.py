"""Signatures under translations: for which texts they hold."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.consultations.languages.signature import (
    NotSignable,
    Signature,
    Text,
    check_signature,
    fully_read,
    standing_signatures,
)

THEN = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
HELLO, BYE = Text("Hello", "Helo"), Text("Goodbye", "Hwyl fawr")


def signature(*texts: Text, days: int = 0, withdrawn: bool = False) -> Signature:
    at = THEN + timedelta(days=days)
    read = frozenset(text.digest for text in texts)
    return Signature("cy", "A reviewer", "Translator", read, None, at, at if withdrawn else None)


def digests(*texts: Text) -> dict[str, frozenset[str]]:
    return {"cy": frozenset(text.digest for text in texts)}


def test_a_signature_holds_for_what_was_read() -> None:
    assert fully_read([signature(HELLO, BYE)], digests(HELLO, BYE)) == {"cy"}


def test_a_text_that_is_taken_out_does_not_matter() -> None:
    assert fully_read([signature(HELLO, BYE)], digests(HELLO)) == {"cy"}


@pytest.mark.parametrize("changed", [Text("Goodbye", "Ta ta"), Text("Good bye", "Hwyl fawr")])
def test_a_text_changed_in_either_language_has_to_be_read_again(changed: Text) -> None:
    signed = signature(HELLO, BYE)
    assert fully_read([signed], digests(HELLO, changed)) == frozenset()
    assert signed.unread([HELLO, changed]) == (changed,)


def test_the_latest_signature_is_the_one_that_stands() -> None:
    later = signature(HELLO, days=2)
    assert standing_signatures([later, signature(HELLO, BYE, withdrawn=True)]) == {"cy": later}


def test_a_withdrawn_signature_does_not_stand() -> None:
    assert standing_signatures([signature(HELLO), signature(HELLO, days=1, withdrawn=True)]) == {}


def test_a_signature_is_kept_on_one_line() -> None:
    assert check_signature(" A \n reviewer ", "Translator") == ("A reviewer", "Translator")


@pytest.mark.parametrize(
    ("reviewer", "standing", "refused"),
    [
        (" ", "Translator", ("reviewer", "missing")),
        ("A reviewer", "", ("standing", "missing")),
        ("A" * 121, "Translator", ("reviewer", "too_long")),
        ("A reviewer", "t" * 301, ("standing", "too_long")),
    ],
)
def test_a_signature_needs_a_name_and_how_they_know_the_language(
    reviewer: str, standing: str, refused: tuple[str, str]
) -> None:
    with pytest.raises(NotSignable) as fault:
        check_signature(reviewer, standing)
    assert (fault.value.field, fault.value.code) == refused
