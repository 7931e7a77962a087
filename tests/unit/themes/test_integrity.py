"""Published rules flag what they say, and find a made attack."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from survey.demonstration import attack, consultation
from survey.demonstration.simulation import Simulation, simulated
from survey.themes.integrity.signals import Facts, flagged, precision_and_recall, rules
from tests.builders import shipped

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONG = (
    "we ask you to keep the night market open because traders and families need it every week and the police should "
    "protect the stalls"
)


def facts(number: int, **fields: Any) -> list[Facts]:
    """Honest people, an hour apart, none like the other."""
    held = {"seconds": 300.0, "texts": (), "areas": frozenset({"borough"})}
    return [
        Facts(
            f"r{place}",
            START + timedelta(hours=place),
            answers={"top": [f"choice{place}"], "borough": "E09000021"},
            **{**held, **fields},
        )
        for place in range(number)
    ]


def met(given: list[Facts], rule: str) -> int:
    return flagged(given).met[rule]


def test_honest_people_meet_no_rule() -> None:
    assert set(flagged(facts(50)).met.values()) == {0}


def test_impossible_speed_is_met_on_the_web_alone() -> None:
    quick = [Facts("q", START, 20.0, {}, ())]
    unknown = [Facts("t", START, None, {}, ())]
    assert met([*facts(20), *quick], "fast") == 1
    assert met([*facts(20), *unknown], "fast") == 0


def test_the_same_text_is_met_from_so_many_on() -> None:
    least = rules()["rules"]["same_text"]["least"]
    few = [Facts(f"s{place}", START, 300.0, {}, (LONG,)) for place in range(least)]
    assert met(few, "same_text") == 0
    assert met([*few, Facts("one more", START, 300.0, {}, (LONG.upper(),))], "same_text") == least + 1


def test_short_texts_may_be_alike() -> None:
    assert (
        met(
            [Facts(f"s{place}", START, 300.0, {}, ("More police please.",)) for place in range(99)],
            "same_text",
        )
        == 0
    )


def test_one_answer_in_every_row_of_long_grids_is_met() -> None:
    grid = {"trust": {f"row{place}": "agree" for place in range(6)}}
    mixed = {"trust": {**grid["trust"], "row0": "disagree"}}
    assert met([Facts("s", START, 300.0, grid, ()), Facts("m", START, 300.0, mixed, ())], "straight") == 1


def test_a_burst_is_an_hour_far_above_the_usual_one() -> None:
    wave = [Facts(f"w{place}", START + timedelta(minutes=place % 60), 300.0, {}, ()) for place in range(80)]
    assert met([*facts(48), *wave], "burst") == 81  # the honest one of that hour meets the rule too


def test_answers_that_hardly_go_together_are_met() -> None:
    old = Facts("o", START, 300.0, {"age": "age_85_plus", "pregnancy": "yes"}, ())
    young = Facts("y", START, 300.0, {"age": "age_25_34", "pregnancy": "yes"}, ())
    assert met([old, young], "implausible") == 1


def test_one_point_alone_flags_nobody() -> None:
    found = flagged([*facts(20), Facts("q", START, 20.0, {}, ())])
    assert found.responses == {}


def test_every_rule_says_what_it_looks_for() -> None:
    published = rules()
    assert published["flagged_at"] >= 2
    assert all(
        rule["says"].strip().endswith(".") and rule["points"] > 0 for rule in published["rules"].values()
    )


def test_a_made_attack_is_found_and_honest_people_are_not() -> None:
    """A tenth of the sizes of the real case: 1,800 of one campaign among 1,700 honest."""
    version = shipped("residents")
    one = consultation.open_round(START, ZoneInfo("Europe/London"))
    window = consultation.window(one, START, ZoneInfo("Europe/London"))
    honest = list(simulated(Simulation(version, one.key, window, 1700, 7)))
    sent = [*honest, *attack.attacked(honest, 1800, Random(7))]
    entries = {"first_why", "first_what", "second_why", "second_what", "third_why", "third_what"}
    given = [
        Facts(
            str(place),
            response.submitted_at,
            (response.submitted_at - response.started_at).total_seconds(),
            {key: held for key, held in response.answers.items() if key not in entries},
            tuple(held for key, held in response.answers.items() if key in entries and isinstance(held, str)),
            frozenset({"borough"}),
        )
        for place, response in enumerate(sent)
    ]
    planted = {str(place) for place in range(1700, 3500)}
    precision, recall = precision_and_recall(set(flagged(given).responses), planted)
    assert precision > 0.9
    assert recall > 0.85
