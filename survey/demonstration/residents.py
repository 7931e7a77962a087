"""How residents lean in the questionnaire that ships, by the known truths."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from survey.demonstration import truths
from survey.demonstration.minds import AGREED, CONTENT, SAFE, Leaning, five_points, yes_or_no
from survey.demonstration.people import Resident
from survey.demonstration.truths import Year
from survey.demonstration.wheel import Wheel

AGES = (
    ("under_15", 0), ("age_15", 15), ("age_16_19", 16), ("age_20_24", 20), ("age_25_34", 25), ("age_35_44", 35),
    ("age_45_54", 45), ("age_55_64", 55), ("age_65_74", 65), ("age_75_84", 75), ("age_85_plus", 85),
)  # fmt: skip
"""(choice, first year of age)."""

BY_TRUST = frozenset({"fair", "listen", "relied_on"})
"""The lines about the police on which ethnic groups differ."""


@dataclass(frozen=True, slots=True)
class ResidentMind:
    """One resident's leanings."""

    is_firm: ClassVar[bool] = False
    person: Resident
    year: Year

    def leaning(self, key: str) -> Wheel[str] | None:
        known = LEANINGS.get(key)
        return known(self.person, self.year) if known else None

    def chances(self, key: str) -> Mapping[str, float] | None:
        return _contact(truths.age_group(self.person.age)) if key == "contact" else None

    def place(self) -> str:
        return self.person.area

    def places(self) -> Mapping[str, int]:
        return {self.person.area: 1}


@cache
def _contact(age_group: str) -> Mapping[str, float]:
    """Gives each reason its chance; whoever was not in touch gives none."""
    return {"none": 1 - truths.IN_TOUCH[age_group], **truths.CONTACT_REASONS}


def _certain(name: str) -> Wheel[str]:
    return _certainties(name)


@cache
def _certainties(name: str) -> Wheel[str]:
    return Wheel({name: 1})


def _age(person: Resident, _year: Year) -> Wheel[str]:
    return _certain(next(choice for choice, first in reversed(AGES) if person.age >= first))


def _sex(person: Resident, _year: Year) -> Wheel[str]:
    return _certain(person.sex)


def _ethnic_group(person: Resident, _year: Year) -> Wheel[str]:
    return _certain(person.ethnic_group)


@cache
def _priorities_of(group: str, sex: str) -> Wheel[str]:
    return Wheel(truths.first_priority(group, sex))


def _priorities(person: Resident, _year: Year) -> Wheel[str]:
    return _priorities_of(person.group, person.sex)


def _safe(share: float) -> Leaning:
    wheel = five_points(SAFE, share)
    return lambda _person, _year: wheel


def _safe_in_area(person: Resident, year: Year) -> Wheel[str]:
    return five_points(SAFE, truths.safe_after_dark(person.sex, person.age, person.group, year))


def _safe_in_town(person: Resident, year: Year) -> Wheel[str]:
    return five_points(SAFE, truths.safe_after_dark(person.sex, person.age, person.group, year) - 0.07)


def _confident(line: str) -> Leaning:
    return lambda person, year: _confidence(line, person.ethnic_group if line in BY_TRUST else "", year)


@cache
def _confidence(line: str, ethnic_group: str, year: Year) -> Wheel[str]:
    differs = truths.CONFIDENT_BY_ETHNIC_GROUP.get(ethnic_group, 0.0)
    return five_points(AGREED, truths.CONFIDENT[line] + differs + year.more_confident)


def _satisfied(aspect: str = "") -> Leaning:
    differs = truths.SATISFIED_WITH.get(aspect, 0.0)
    return lambda person, _year: five_points(
        CONTENT, truths.SATISFIED[truths.age_group(person.age)] + differs
    )


RELIGIONS: Mapping[str, Mapping[str, float]] = {
    "white": {"no_religion": 45, "christian": 46, "jewish": 5, "muslim": 3, "buddhist": 1},
    "mixed": {"no_religion": 48, "christian": 36, "muslim": 11, "other": 3, "buddhist": 2},
    "asian": {"muslim": 44, "hindu": 25, "christian": 10, "no_religion": 10, "sikh": 8, "buddhist": 3},
    "black": {"christian": 69, "muslim": 18, "no_religion": 12, "other": 1},
    "other": {"muslim": 45, "christian": 25, "no_religion": 20, "other": 10},
}

BACKGROUNDS: Mapping[str, float] = {
    "white_british": 68, "white_irish": 4, "gypsy_traveller": 0.2, "roma": 1, "white_other": 27,
    "white_black_caribbean": 26, "white_black_african": 15, "white_asian": 25, "mixed_other": 34,
    "indian": 36, "pakistani": 16, "bangladeshi": 18, "chinese": 8, "asian_other": 22,
    "african": 59, "caribbean": 26, "black_other": 15, "arab": 25, "any_other": 75,
}  # fmt: skip
"""Relative weights within each large group; only those of the group that somebody named are shown."""

_RELIGIONS = {group: Wheel(weights) for group, weights in RELIGIONS.items()}
_BACKGROUNDS = Wheel(BACKGROUNDS)
_MARRIED = {
    "young": Wheel({"married": 22, "civil_partnership": 1, "neither": 77}),
    "middle": Wheel({"married": 53, "civil_partnership": 2, "neither": 45}),
    "old": Wheel({"married": 56, "civil_partnership": 1, "neither": 43}),
}
_ORIENTATION = Wheel({"straight": 93, "gay_lesbian": 3.5, "bisexual": 2.5, "other": 1})
_GENDER = Wheel({"same": 99, "different": 1})
_EFFECT = Wheel({"a_lot": 30, "a_little": 48, "not_at_all": 22})
_UNWELL = {"young": 0.13, "middle": 0.22, "old": 0.47}
_CARING = {"young": 0.06, "middle": 0.14, "old": 0.12}

LEANINGS: Mapping[str, Leaning] = {
    "age": _age,
    "sex": _sex,
    "ethnic_group": _ethnic_group,
    "priorities": _priorities,
    **{f"safety.{place}": _safe(share) for place, share in truths.SAFE_ELSEWHERE.items()},
    "safety.area_dark": _safe_in_area,
    "safety.town_dark": _safe_in_town,
    **{f"confidence.{line}": _confident(line) for line in truths.CONFIDENT},
    "contact_overall": _satisfied(),
    **{f"contact_aspects.{aspect}": _satisfied(aspect) for aspect in truths.SATISFIED_WITH},
    "add_more": lambda _person, _year: yes_or_no(0.22),
    "gender_identity": lambda _person, _year: _GENDER,
    "religion": lambda person, _year: _RELIGIONS[person.ethnic_group],
    "ethnic_background": lambda _person, _year: _BACKGROUNDS,
    "health_condition": lambda person, _year: yes_or_no(_UNWELL[truths.age_group(person.age)]),
    "condition_effect": lambda _person, _year: _EFFECT,
    "caring": lambda person, _year: yes_or_no(_CARING[truths.age_group(person.age)]),
    "sexual_orientation": lambda _person, _year: _ORIENTATION,
    "marriage": lambda person, _year: _MARRIED[truths.age_group(person.age)],
    "pregnancy": lambda person, _year: yes_or_no(
        0.05 if person.sex == "female" and 18 <= person.age < 45 else 0.0005
    ),
}
"""Question key, or `grid.row`, → how people lean."""
