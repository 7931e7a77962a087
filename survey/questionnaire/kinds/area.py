"""Where: one area by name, several, or several with a count in each."""

from typing import Any

from survey.places.london import LONDON, OUTSIDE
from survey.questionnaire.definition import Question, Text, absence_of
from survey.questionnaire.kinds.kind import (
    Answers,
    Column,
    Fault,
    Posted,
    Simple,
    field_value,
    first_of,
    posted_absence,
)
from survey.questionnaire.kinds.number import number_faults, whole_number

OUTSIDE_TEXT = Text(
    {
        "en": "Outside London, but I work, study or visit here",
        "cy": "Y tu allan i Lundain, ond rwy’n gweithio, astudio neu ymweld yma",
    }
)
LARGEST_COUNT = 9999

OPTIONS: tuple[tuple[str, Text], ...] = (
    *((area.code, Text({"en": area.name})) for area in sorted(LONDON.areas, key=lambda area: area.name)),
    (OUTSIDE, OUTSIDE_TEXT),
)
"""The areas that can be chosen, by name, with 'outside' last."""

_NAMES = dict(OPTIONS)


class AreaKind(Simple):
    """Stored as a code, as a list of codes where several may be chosen, as code → count where they're counted."""

    name = "area"
    fields = frozenset({"limit", "counted"})

    @staticmethod
    def takes_several(question: Question) -> bool:
        """Says whether more than one area may be chosen."""
        return question.counted or (question.limit or 1) > 1

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes a code, or each code ticked with the count keyed beside it."""
        chosen = list(dict.fromkeys(value for value in posted.get(question.key, ()) if value.strip()))
        if not chosen:
            return {}
        absence = posted_absence(chosen[0])
        if absence and len(chosen) == 1:
            return {question.key: absence}
        if not self.takes_several(question):
            return {question.key: chosen[0]}
        if question.counted:
            counts = {code: whole_number(first_of(posted, f"{question.key}.count.{code}")) for code in chosen}
            return {question.key: counts}
        return {question.key: chosen}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives each code, and the count beside it."""
        value = answers.get(question.key)
        if value is None:
            return {}
        if absence_of(value) or isinstance(value, str):
            return {question.key: [field_value(value)]}
        counts = value.items() if isinstance(value, dict) else ()
        return {
            question.key: [str(code) for code in value],
            **{f"{question.key}.count.{code}": [str(count)] for code, count in counts},
        }

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Holds each code against the areas, and each count against its bounds."""
        if not self._has_shape(question, value):
            return [Fault("not_an_area", question.key)]
        codes = [value] if isinstance(value, str) else list(value)
        if any(code not in _NAMES for code in codes):
            return [Fault("not_an_area", question.key)]
        limit = question.limit or (len(OPTIONS) if question.counted else 1)
        if len(codes) > limit:
            return [Fault("too_many", question.key, {"limit": limit, "chosen": len(codes)})]
        return self._check_counts(question, value) if question.counted else []

    def _has_shape(self, question: Question, value: Any) -> bool:
        if question.counted:
            return isinstance(value, dict)
        return isinstance(value, list if self.takes_several(question) else str)

    @staticmethod
    def _check_counts(question: Question, counts: dict[str, Any]) -> list[Fault]:
        faults = []
        for code, count in counts.items():
            where = f"{question.key}.count.{code}"
            if count in ("", None):
                faults.append(Fault("count_missing", where, {"area": _NAMES[code]}))
            else:
                faults.extend(number_faults(count, where, 1, LARGEST_COUNT))
        return faults

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says each area by name, with its count."""
        if isinstance(value, dict):
            return [f"{say_area(code, language)}: {count}" for code, count in value.items()]
        codes = [value] if isinstance(value, str) else value
        return [say_area(code, language) for code in codes]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of codes, or a flag or count for each area."""
        if not self.takes_several(question):
            return (Column(question.key, question.key, "", "category", question.text, OPTIONS),)
        kind = "count" if question.counted else "flag"
        return tuple(
            Column(f"{question.key}.{code}", question.key, code, kind, text) for code, text in OPTIONS
        )


def say_area(code: str, language: str) -> str:
    """Returns an area's name."""
    return _NAMES[code].say(language) if code in _NAMES else code
