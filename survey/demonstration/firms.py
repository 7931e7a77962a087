"""How firms lean in the questionnaire that ships, by the known truths."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from survey.demonstration import truths
from survey.demonstration.minds import CONTENT, Leaning, five_points, yes_or_no
from survey.demonstration.people import Firm
from survey.demonstration.truths import Year
from survey.demonstration.wheel import Wheel


@dataclass(frozen=True, slots=True)
class FirmMind:
    """One firm's leanings."""

    is_firm: ClassVar[bool] = True
    firm: Firm
    year: Year

    def leaning(self, key: str) -> Wheel[str] | None:
        known = LEANINGS.get(key)
        return known(self.firm, self.year) if known else None

    def chances(self, key: str) -> Mapping[str, float] | None:
        return CHANCES.get(key)

    def place(self) -> str:
        return self.firm.area

    def places(self) -> Mapping[str, int]:
        return self.firm.sites


@cache
def _certain(name: str) -> Wheel[str]:
    return Wheel({name: 1})


@cache
def _suffered(crime: str, sector_group: str) -> Wheel[str]:
    share = truths.SUFFERED[sector_group][crime]
    often = {name: share * part for name, part in truths.HOW_OFTEN.items()}
    return Wheel({"not_at_all": 1 - share, **often})


def _crime(crime: str) -> Leaning:
    return lambda firm, _year: _suffered(crime, firm.sector_group)


def _same(weights: Mapping[str, float]) -> Leaning:
    wheel = Wheel(weights)
    return lambda _firm, _year: wheel


_PRIORITIES = {group: Wheel(weights) for group, weights in truths.FIRST_PRIORITY_OF_FIRMS.items()}
_CRIMES = tuple(truths.SUFFERED["shops"])

LEANINGS: Mapping[str, Leaning] = {
    "role": _same({"owner": 44, "manager": 24, "employee": 11, "self_employed": 18, "representative": 2, "other": 1}),
    "premises": lambda firm, _year: _certain("several" if sum(firm.sites.values()) > 1 else "one"),
    "sector": lambda firm, _year: _certain(firm.sector),
    "size": _same({"size_0": 24, "size_1_9": 52, "size_10_49": 17, "size_50_249": 5, "size_250_plus": 2}),
    "years": _same({"years_under_2": 14, "years_2_3": 16, "years_4_9": 31, "years_10_plus": 39}),
    "priorities": lambda firm, _year: _PRIORITIES[firm.sector_group],
    "more": _same({"more": truths.ANSWERS_MORE, "finish": 1 - truths.ANSWERS_MORE}),
    **{f"crime.{crime}": _crime(crime) for crime in _CRIMES},
    "cost": _same({
        "nothing": 6, "under_1000": 33, "from_1000": 30, "from_5000": 20, "from_25000": 8, "from_100000": 3,
    }),
    "reported": _same(truths.REPORTED),
    "reported_satisfaction": lambda _firm, _year: five_points(CONTENT, 0.34),
    "add_more": lambda _firm, _year: yes_or_no(0.18),
    "team_known": lambda _firm, _year: yes_or_no(0.21),
    "team_contact": _same({"not_at_all": 61, "once_or_twice": 27, "few_months": 8, "monthly": 4}),
}  # fmt: skip
"""Question key, or `grid.row`, → how firms lean."""

CHANCES: Mapping[str, Mapping[str, float]] = {
    "effects": {
        "none": 0.16, "staff_left": 0.12, "staff_hurt": 0.08, "staff_afraid": 0.44, "hours_cut": 0.14, "closed": 0.07,
        "security_spend": 0.41, "insurance_up": 0.19, "prices_up": 0.16, "moving": 0.11,
    },
    "not_reported_why": {
        "too_small": 0.31, "no_action": 0.52, "too_long": 0.38, "could_not_reach": 0.14, "did_not_know_how": 0.06,
        "no_proof": 0.16, "dealt_with_it": 0.20, "afraid": 0.07, "no_trust": 0.12, "other": 0.03,
    },
    "team_wanted": {
        "nothing": 0.07, "visits": 0.46, "named_officer": 0.42, "news": 0.28, "advice": 0.24, "follow_up": 0.31,
        "meetings": 0.13, "other": 0.02,
    },
}  # fmt: skip
"""Question key → choice → the chance that it is ticked; an exclusive choice is tried first."""
