"""What a clerk types for one field, and what it means: nothing is guessed, and nothing is mended in silence.

A number stands for a ticked box, several for several (`1 3 5`, of a ranking in the order of the ranks), nothing for
nothing. `?` says that something is there and can't be read, `+` that more is ticked than the question allows, and a
`!` behind a number that it stands so on the paper although it can't be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from survey.fieldwork.batches.areas import read_areas
from survey.fieldwork.batches.fields import Field
from survey.questionnaire.definition import Absence, absent
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.kind import ABSENCE_TEXTS
from survey.questionnaire.kinds.number import number_faults, whole_number
from survey.questionnaire.kinds.ranking import places_of

UNREADABLE = "?"
TOO_MANY = "+"
AS_WRITTEN = "!"
_OF_ITS_OWN = {UNREADABLE: Absence.UNREADABLE, TOO_MANY: Absence.TOO_MANY}


@dataclass(frozen=True, slots=True)
class Slip:
    """Why what was typed can't stand: a code, never a sentence, and the values that its sentence needs."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Keyed:
    """What one field comes to."""

    value: Any = None
    """As it stands in an answers document; None where the paper is blank there."""
    as_written: Any = None
    """What the paper says where that can't count: kept beside the answers."""
    slip: Slip | None = None

    @property
    def is_blank(self) -> bool:
        """Says whether nothing stands on the paper."""
        return self.value is None and self.as_written is None and self.slip is None


BLANK = Keyed()


def read(one: Field, typed: str) -> Keyed:
    """Reads what was typed for a field."""
    words = typed.strip()
    if not words:
        return BLANK
    if words in _OF_ITS_OWN:
        return _of_its_own(one, words)
    if one.is_words:
        return _words(one, typed)
    return _boxes(one, words) if one.codes else _line(one, words)


def _line(one: Field, words: str) -> Keyed:
    """Reads a line that takes one thing: an area or a number."""
    absence = one.absence_codes.get(words.casefold())
    if absence:
        return Keyed(absent(absence))
    if one.question.kind == "area":
        read_as = read_areas(one.question, words)
        return Keyed(slip=Slip(*read_as)) if isinstance(read_as, tuple) else Keyed(read_as)
    return _number(one, words)


def _of_its_own(one: Field, sign: str) -> Keyed:
    if sign == TOO_MANY and (one.is_words or one.question.kind == "number"):
        return Keyed(slip=Slip("nothing_to_tick"))
    if one.other:
        return Keyed(as_written=UNREADABLE)
    return Keyed(absent(_OF_ITS_OWN[sign]))


def _words(one: Field, typed: str) -> Keyed:
    absence = one.absence_codes.get(typed.strip().casefold())
    if absence:
        return Keyed(absent(absence))
    return Keyed(typed.strip().replace("\r\n", "\n").replace("\r", "\n"))


def _number(one: Field, words: str) -> Keyed:
    stands_so = words.endswith(AS_WRITTEN)
    number = whole_number(words.rstrip(AS_WRITTEN))
    faults = number_faults(number, one.name, one.question.minimum, one.question.maximum)
    if not faults:
        return Keyed(number)
    if stands_so:
        return Keyed(absent(Absence.UNREADABLE), as_written=number)
    return Keyed(slip=Slip(faults[0].code, faults[0].values))


def _boxes(one: Field, words: str) -> Keyed:
    known = {**one.codes, **{code: "~" + absence for code, absence in one.absence_codes.items()}}
    codes = _codes(words, len(known))
    strange = next((code for code in codes if code not in known), None)
    if strange is not None:
        return Keyed(slip=Slip("not_a_code", {"code": strange, "last": len(known)}))
    if len(set(codes)) < len(codes):
        return Keyed(slip=Slip("twice", {"code": next(code for code in codes if codes.count(code) > 1)}))
    if len(codes) == 1 and codes[0] in one.absence_codes:
        return Keyed(absent(one.absence_codes[codes[0]]))
    slip = _more_than_allowed(one, codes)
    if slip:
        return Keyed(slip=slip)
    keys = [one.codes[code] for code in codes]
    if not one.takes_several:
        return Keyed(keys[0])
    if one.question.kind == "multiple_choice":
        keys = [choice.key for choice in one.question.choices if choice.key in keys]
    return Keyed(keys)


def _codes(words: str, last: int) -> list[str]:
    """Splits at blanks and commas; where no code has two figures, `135` is `1 3 5`."""
    parts = words.replace(",", " ").replace(".", " ").split()
    if last < 10:
        parts = [figure for part in parts for figure in (part if part.isdigit() else [part])]
    return [part.lstrip("0") or part for part in parts]


def _more_than_allowed(one: Field, codes: list[str]) -> Slip | None:
    if not one.takes_several and len(codes) > 1:
        return Slip("only_one")
    alone = [code for code in codes if code in one.absence_codes or _is_exclusive(one, code)]
    if alone and len(codes) > 1:
        return Slip("stands_alone", {"code": alone[0]})
    limit = places_of(one.question) if one.question.kind == "ranking" else one.question.limit
    return Slip("more_than", {"limit": limit}) if limit and len(codes) > limit else None


def _is_exclusive(one: Field, code: str) -> bool:
    choice = one.question.choice_by_key.get(one.codes.get(code, ""))
    return choice is not None and choice.exclusive


def say(one: Field, keyed: Keyed, language: str) -> list[str]:
    """Returns in words what a field was keyed as; no lines for a blank or a slip."""
    if keyed.slip or keyed.value is None:
        return []
    if one.other:
        return [str(keyed.value)]
    if isinstance(keyed.value, dict) and "absent" in keyed.value:
        return [ABSENCE_TEXTS[Absence(keyed.value["absent"])].say(language)]
    value = {one.row: keyed.value} if one.row else keyed.value
    lines = KINDS[one.question.kind].say(one.question, {one.question.key: value}, language)
    return [line.partition(": ")[2] for line in lines] if one.row else lines
