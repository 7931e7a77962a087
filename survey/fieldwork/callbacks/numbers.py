"""Telephone numbers as people type them: read, checked, and written so that they can be dialled."""

from collections.abc import Set
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

HOME = "GB"
"""Where a number without a country is."""

RELAY = "18002"
"""Dialled before the number of somebody who speaks by text: it brings in an assistant of Relay UK."""

_COSTLY = {PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER}
_RELAYED = ("18001", "18002")
_LONGEST_TYPED = 60
_USUAL_FIGURES = 10
"""Figures of a number in the United Kingdom after the first 0; a few exchanges have one less."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be rung."""

    e164: str
    """With the country and nothing but figures after the plus sign."""
    extension: str = ""

    @property
    def shown(self) -> str:
        """The number as people at home write it, with its extension."""
        parsed = phonenumbers.parse(self.e164, HOME)
        at_home = parsed.country_code == phonenumbers.country_code_for_region(HOME)
        style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        written = phonenumbers.format_number(parsed, style)
        return f"{written} ext. {self.extension}" if self.extension else written

    def dialled(self, *, relay: bool) -> str:
        """Returns what is dialled: through Relay UK for somebody who speaks by text."""
        national = f"0{phonenumbers.parse(self.e164, HOME).national_number}"
        return f"{RELAY}{national}" if relay else self.e164


def read_number(typed: str, regions: Set[str]) -> Number | str:
    """Reads a number, or says what is wrong with it.

    The codes are missing, not_a_number, too_short, too_long, costly (premium rate and the like), abroad and not_in_use.
    """
    typed = _without_relay(" ".join(typed.split()))
    if not typed:
        return "missing"
    # Letters on a keypad stand for figures to the library; somebody who writes words has written no number.
    if len(typed) > _LONGEST_TYPED or _has_words(typed):
        return "not_a_number"
    try:
        parsed = phonenumbers.parse(typed, HOME)
    except NumberParseException as fault:
        return _code_of(fault)
    return _fault_of(parsed, regions) or Number(
        phonenumbers.format_number(parsed, PhoneNumberFormat.E164), parsed.extension or ""
    )


def _fault_of(parsed: phonenumbers.PhoneNumber, regions: Set[str]) -> str:
    if phonenumbers.number_type(parsed) in _COSTLY:
        return "costly"
    if not _is_here(parsed, regions):
        return "abroad"
    fault = _length(parsed)
    if fault or phonenumbers.is_valid_number(parsed):
        return fault
    return "too_short" if len(str(parsed.national_number)) < _USUAL_FIGURES else "not_in_use"


def _without_relay(typed: str) -> str:
    """Takes off the prefix that people dial themselves to be relayed; we dial our own."""
    for prefix in _RELAYED:
        if typed.startswith(prefix):
            return typed.removeprefix(prefix).strip()
    return typed


def _has_words(typed: str) -> bool:
    number = typed.lower().partition("ext")[0].partition("x")[0]
    return any(sign.isalpha() for sign in number)


def _code_of(fault: NumberParseException) -> str:
    if fault.error_type == NumberParseException.TOO_LONG:
        return "too_long"
    if fault.error_type in {NumberParseException.TOO_SHORT_NSN, NumberParseException.TOO_SHORT_AFTER_IDD}:
        return "too_short"
    if fault.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        return "abroad"
    return "not_a_number"


def _is_here(parsed: phonenumbers.PhoneNumber, regions: Set[str]) -> bool:
    region = phonenumbers.region_code_for_number(parsed)
    if region:
        return region in regions
    return parsed.country_code in {phonenumbers.country_code_for_region(one) for one in regions}


def _length(parsed: phonenumbers.PhoneNumber) -> str:
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if possible == ValidationResult.TOO_LONG:
        return "too_long"
    if possible in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        return "too_short"  # without the area code nobody can be reached from elsewhere
    return "not_in_use" if possible == ValidationResult.INVALID_LENGTH else ""
