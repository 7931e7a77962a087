"""The known truths of the demonstration: what simulated people think, so that results can be held against it.

Each table is a chance or a relative weight that the simulation draws by; nothing else moves the answers. Turnout aside,
a share in the results differs from the one here by chance alone. All figures are made up for the demonstration.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.places.london import AREAS

# Where

CENTRE = "centre"
INNER = "inner"
OUTER_EAST = "outer_east"
OUTER_WEST = "outer_west"

_GROUPS = {
    CENTRE: ("City of London", "Camden", "Islington", "Kensington and Chelsea", "Westminster"),
    INNER: (
        "Hackney", "Hammersmith and Fulham", "Haringey", "Lambeth", "Lewisham", "Newham", "Southwark",
        "Tower Hamlets", "Wandsworth",
    ),
    OUTER_EAST: (
        "Barking and Dagenham", "Bexley", "Bromley", "Croydon", "Enfield", "Greenwich", "Havering", "Redbridge",
        "Waltham Forest",
    ),
    OUTER_WEST: (
        "Barnet", "Brent", "Ealing", "Harrow", "Hillingdon", "Hounslow", "Kingston upon Thames", "Merton",
        "Richmond upon Thames", "Sutton",
    ),
}  # fmt: skip

GROUPS = tuple(_GROUPS)
"""The four groups of boroughs that differ."""

GROUP_OF: Mapping[str, str] = {
    area.code: group for area in AREAS for group, names in _GROUPS.items() if area.name in names
}
"""Area code → group; people from outside London think of the centre."""

FROM_OUTSIDE = 0.03
"""The share of residents' responses given by people who live elsewhere."""

# Who takes part

TURNOUT_BY_AGE = ((0, 0.0), (11, 0.05), (16, 0.35), (25, 0.8), (35, 1.0), (55, 1.45), (75, 0.8), (85, 0.3))
"""(from this age, how eager to take part): an open consultation hears the young and the very old too little."""

TURNOUT_BY_SEX = {"female": 1.15, "male": 1.0}

CHANNELS = {"web": 0.86, "telephone": 0.08, "paper": 0.05, "event": 0.01}
"""The shares of the channels; from the age of 65 on half of the web's share goes to telephone and paper."""

# What residents think

SAFE_AFTER_DARK = {
    ("female", "young"): 0.44,
    ("female", "middle"): 0.52,
    ("female", "old"): 0.46,
    ("male", "young"): 0.66,
    ("male", "middle"): 0.71,
    ("male", "old"): 0.60,
}
"""The share who feel very or fairly safe out in their area after dark, before the difference that the area makes."""

SAFE_BY_GROUP = {CENTRE: -0.02, INNER: -0.06, OUTER_EAST: -0.03, OUTER_WEST: 0.08}
"""What the group of boroughs adds to the share who feel safe, in the open and after dark."""

SAFE_ELSEWHERE = {"home_day": 0.96, "home_dark": 0.91, "area_day": 0.88, "town_day": 0.85}
"""The share who feel safe in the other places; in the town centre after dark it is as in the area, less 0.07."""

CONFIDENT = {
    "good_job": 0.52,
    "listen": 0.50,
    "relied_on": 0.56,
    "fair": 0.60,
    "matters": 0.54,
    "informed": 0.32,
    "ward_officer": 0.18,
}
"""The share who agree with each line about the local police."""

CONFIDENT_BY_ETHNIC_GROUP = {"white": 0.02, "mixed": -0.08, "asian": 0.05, "black": -0.14, "other": 0.0}
"""What differs in the lines on treating everyone fairly, listening and being relied on."""

FIRST_PRIORITY: Mapping[str, Mapping[str, float]] = {
    CENTRE: {
        "robbery": 20, "antisocial_behaviour": 14, "visible_policing": 11, "weapons_gangs": 8, "drugs": 8,
        "terrorism": 5, "violence_women_girls": 7, "burglary": 6, "road_safety": 4, "fraud_online": 3,
        "quick_response": 4, "vehicle_crime": 2, "hate_crime": 3, "fair_policing": 3, "domestic_abuse": 1,
        "child_exploitation": 1, "other": 1,
    },
    INNER: {
        "weapons_gangs": 20, "antisocial_behaviour": 12, "drugs": 11, "robbery": 12, "violence_women_girls": 8,
        "visible_policing": 8, "burglary": 6, "road_safety": 4, "fair_policing": 5, "quick_response": 4,
        "hate_crime": 3, "vehicle_crime": 3, "fraud_online": 2, "domestic_abuse": 2, "child_exploitation": 2,
        "terrorism": 1, "other": 1,
    },
    OUTER_EAST: {
        "weapons_gangs": 14, "burglary": 14, "antisocial_behaviour": 15, "vehicle_crime": 10,
        "visible_policing": 12, "drugs": 8, "robbery": 6, "quick_response": 5, "violence_women_girls": 5,
        "road_safety": 5, "fraud_online": 3, "child_exploitation": 2, "domestic_abuse": 2, "hate_crime": 1,
        "fair_policing": 1, "terrorism": 1, "other": 1,
    },
    OUTER_WEST: {
        "burglary": 22, "antisocial_behaviour": 13, "vehicle_crime": 13, "visible_policing": 12,
        "road_safety": 8, "fraud_online": 6, "quick_response": 5, "robbery": 5, "drugs": 5,
        "weapons_gangs": 4, "violence_women_girls": 4, "child_exploitation": 1, "domestic_abuse": 1,
        "hate_crime": 2, "fair_policing": 1, "terrorism": 1, "other": 1,
    },
}  # fmt: skip
"""How often each is put first, in relative weights; the others are drawn from what is left by the same weights."""

WOMEN_FIRST = 2.0
"""How many times as often women name violence against women and girls."""

IN_TOUCH = {"young": 0.30, "middle": 0.38, "old": 0.26}
"""The share who were in touch with the police in the last 12 months."""

CONTACT_REASONS = {
    "victim": 0.38, "reported_problem": 0.30, "witness": 0.16, "advice": 0.15, "event": 0.12,
    "called_on_me": 0.10, "stopped": 0.08, "other": 0.03,
}  # fmt: skip
"""How often each reason is given by those who were in touch; at least one is."""

SATISFIED = {"young": 0.47, "middle": 0.56, "old": 0.66}
"""The share satisfied with how it went."""

SATISFIED_WITH = {"reach": 0.06, "action": -0.04, "informed": -0.14, "treatment": 0.12}
"""What each aspect adds to the share satisfied."""

# What firms think

SHARE_OF_SECTOR_GROUP = {"shops": 0.34, "food": 0.22, "offices": 0.44}
"""The groups of sectors that differ, and how many of the firms that answer belong to each."""

FIRST_PRIORITY_OF_FIRMS: Mapping[str, Mapping[str, float]] = {
    "shops": {
        "shop_theft": 38, "staff_abuse": 14, "repeat_offenders": 10, "antisocial_behaviour": 9,
        "quick_response": 8, "visible_policing": 7, "robbery": 5, "burglary": 4, "criminal_damage": 2,
        "fraud_online": 1, "vehicle_crime": 1, "drugs": 1, "hate_crime": 1, "events_protests": 1,
        "terrorism": 1, "weapons_gangs": 1, "other": 1,
    },
    "food": {
        "antisocial_behaviour": 22, "staff_abuse": 18, "visible_policing": 11, "robbery": 9,
        "quick_response": 9, "burglary": 7, "drugs": 7, "criminal_damage": 5, "shop_theft": 3,
        "weapons_gangs": 3, "repeat_offenders": 3, "events_protests": 2, "fraud_online": 2,
        "vehicle_crime": 2, "hate_crime": 2, "terrorism": 1, "other": 1,
    },
    "offices": {
        "fraud_online": 27, "burglary": 14, "vehicle_crime": 13, "robbery": 8, "antisocial_behaviour": 8,
        "visible_policing": 8, "criminal_damage": 5, "quick_response": 4, "drugs": 3, "terrorism": 3,
        "events_protests": 3, "repeat_offenders": 1, "staff_abuse": 2, "hate_crime": 1, "weapons_gangs": 2,
        "shop_theft": 1, "other": 2,
    },
}  # fmt: skip

SUFFERED: Mapping[str, Mapping[str, float]] = {
    "shops": {
        "shop_theft": 0.68, "burglary": 0.16, "criminal_damage": 0.22, "robbery": 0.07, "fraud": 0.18,
        "online_crime": 0.10, "staff_abuse": 0.47, "staff_violence": 0.14, "vehicle_crime": 0.09,
        "antisocial_behaviour": 0.44,
    },
    "food": {
        "shop_theft": 0.21, "burglary": 0.15, "criminal_damage": 0.24, "robbery": 0.05, "fraud": 0.15,
        "online_crime": 0.11, "staff_abuse": 0.42, "staff_violence": 0.12, "vehicle_crime": 0.08,
        "antisocial_behaviour": 0.52,
    },
    "offices": {
        "shop_theft": 0.02, "burglary": 0.09, "criminal_damage": 0.10, "robbery": 0.02, "fraud": 0.24,
        "online_crime": 0.29, "staff_abuse": 0.08, "staff_violence": 0.02, "vehicle_crime": 0.15,
        "antisocial_behaviour": 0.19,
    },
}  # fmt: skip
"""The share of firms that suffered each crime at least once in 12 months."""

HOW_OFTEN = {"once": 0.34, "times_2_5": 0.36, "times_6_20": 0.18, "times_over_20": 0.12}
"""How often it happened, to those it happened to."""

SEVERAL_SITES = 0.09
"""The share of firms with more than one site in London."""

ANSWERS_MORE = 0.68
"""The share of firms that go on to the longer part."""

REPORTED = {"all": 0.24, "some": 0.41, "none": 0.35}


@dataclass(frozen=True, slots=True)
class Year:
    """How a year differs from this one."""

    safer: float = 0.0
    """Added to the share who feel safe after dark."""
    more_confident: float = 0.0
    """Added to the share who agree with each line about the police."""


THIS_YEAR = Year()
LAST_YEAR = Year(safer=0.04, more_confident=-0.05)
"""A year ago people felt a little safer, and thought a little less of the police."""


def channels_of_the_old() -> dict[str, float]:
    """Returns the shares of the channels from the age of 65 on."""
    moved = CHANNELS["web"] / 2
    shift = {"web": -moved, "telephone": moved * 0.6, "paper": moved * 0.4}
    return {channel: share + shift.get(channel, 0.0) for channel, share in CHANNELS.items()}


def age_group(age: int) -> str:
    """Returns the group by which truths differ: young (under 35), middle, old (65 and over)."""
    if age < 35:
        return "young"
    return "middle" if age < 65 else "old"


def safe_after_dark(sex: str, age: int, group: str, year: Year = THIS_YEAR) -> float:
    """Returns the chance that somebody feels safe out in their area after dark."""
    return SAFE_AFTER_DARK[sex, age_group(age)] + SAFE_BY_GROUP[group] + year.safer


def first_priority(group: str, sex: str) -> dict[str, float]:
    """Returns choice → the share of residents who put it first."""
    weights = dict(FIRST_PRIORITY[group])
    if sex == "female":
        weights["violence_women_girls"] *= WOMEN_FIRST
    whole = sum(weights.values())
    return {choice: weight / whole for choice, weight in weights.items()}


# What stays unsaid

REFUSED = 0.04
"""The share who would rather not say, where that is offered."""

REFUSED_MORE = {
    "age": 0.02,
    "sexual_orientation": 0.13,
    "religion": 0.08,
    "gender_identity": 0.06,
    "health_condition": 0.07,
}

NOT_KNOWN = 0.03
"""The share who don't know, where that is offered; in a grid, of each row."""

LEFT_OUT = 0.02
"""The share who leave out a question that isn't required."""

LEFT_OUT_WORDS = {"short_text": 0.35, "long_text": 0.30}
"""The share who write nothing where words are asked for."""

SKIPPED = 0.06
"""The share who skip the rest of a page where they may."""
