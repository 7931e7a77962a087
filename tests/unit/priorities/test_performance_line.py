"""A line of a year's results: signs, rounding, what becomes of a target, and the words for it."""

from decimal import Decimal

import pytest

from survey.indicators.measures.measure import Kind, Measure
from survey.priorities.performance.line import Line, Verdict, rounded, shown, signed
from survey.priorities.targets.target import Aim, Wanted, in_words, within_a_sentence


def measure(kind: Kind = Kind.COUNT, name: str = "Total robbery") -> Measure:
    return Measure("m", name, kind)


def line(
    previous: int | str | None, current: int | str | None, aim: str = "", kind: Kind = Kind.COUNT
) -> Line:
    """`aim` is written `reduce 2.5`; without one there is no target."""
    how, _, amount = aim.partition(" ")
    wanted = Wanted("m", Aim(how), Decimal(amount) if how != "words" else None, amount) if aim else None
    return Line(
        measure(kind),
        None if previous is None else Decimal(previous),
        None if current is None else Decimal(current),
        wanted,
    )


def test_a_fall_that_is_too_small_misses() -> None:
    assert line(269, 262, "reduce 3").words == "Total robbery: 7 offences or -2.6%: target missed"


def test_a_rise_has_its_sign_and_the_count_has_none() -> None:
    assert line(610, 646, "reduce 1").words == "Total robbery: 36 offences or +5.9%: target missed"


def test_one_offence_is_not_many() -> None:
    assert line(10, 9).figure_words == "1 offence or -10.0%"


def test_nought_has_no_sign() -> None:
    assert line(1170, 1170).figure_words == "0 offences or 0.0%"
    assert line(10_000, 9_999).figure_words == "1 offence or 0.0%"


def test_thousands_are_set_off() -> None:
    assert line(1000, 3500).figure_words == "2,500 offences or +250.0%"


@pytest.mark.parametrize(("previous", "current"), [(0, 3), (0, 0)])
def test_a_previous_nought_gives_no_percentage(previous: int, current: int) -> None:
    one = line(previous, current, "reduce 2")
    assert one.percent is None
    assert one.verdict is Verdict.NO_BASE
    assert one.words == f"Total robbery: {current} offences, with none the year before: target not judged"


@pytest.mark.parametrize(
    ("value", "shown_as"),
    [("2.25", "2.3"), ("-2.25", "-2.3"), ("2.24", "2.2"), ("-0.04", "0.0"), ("0.05", "0.1")],
)
def test_halves_are_rounded_away_from_nought(value: str, shown_as: str) -> None:
    assert str(rounded(Decimal(value))) == shown_as


@pytest.mark.parametrize(
    ("aim", "current", "verdict"),
    [
        ("reduce 2.5", 975, Verdict.ACHIEVED),
        ("reduce 2.5", 976, Verdict.MISSED),
        ("reduce 0", 1000, Verdict.ACHIEVED),
        ("increase 5", 1050, Verdict.ACHIEVED),
        ("increase 5", 1049, Verdict.MISSED),
        ("at_most 990", 990, Verdict.ACHIEVED),
        ("at_most 990", 991, Verdict.MISSED),
        ("at_least 990", 990, Verdict.ACHIEVED),
        ("at_least 990", 989, Verdict.MISSED),
        ("", 1, Verdict.NO_TARGET),
        ("words stronger work together", 1, Verdict.IN_WORDS),
    ],
)
def test_a_target_is_met_at_its_very_bound(aim: str, current: int, verdict: Verdict) -> None:
    assert line(1000, current, aim).verdict is verdict


def test_a_target_is_judged_before_rounding() -> None:
    one = line(10_000, 9_751, "reduce 2.5")
    assert (str(one.percent), one.verdict) == ("-2.5", Verdict.MISSED)


def test_a_missing_figure_is_still_to_come() -> None:
    assert line(10, None, "reduce 2").words == "Total robbery: no figures yet: figures to come"
    assert line(None, 10, "reduce 2").verdict is Verdict.NO_FIGURE
    assert line(None, 10, "at_most 12").verdict is Verdict.ACHIEVED


def test_a_year_that_is_not_over_is_not_judged() -> None:
    one = Line(measure(), Decimal(10), Decimal(1), Wanted("m", Aim.REDUCE, Decimal(1)), ("202604",))
    assert one.verdict is Verdict.NOT_OVER


def test_a_gap_is_said_against_its_target() -> None:
    words = line(None, "4.9", "at_most 3.8", Kind.GAP).figure_words
    assert words == "4.9 percentage points against a target of 3.8 percentage points"
    assert line("5.4", "4.9", kind=Kind.GAP).figure_words == "4.9 percentage points (-0.5 points)"


def test_a_share_has_points_and_no_percentage() -> None:
    one = line("51.4", "53.1", "at_least 51.4", Kind.SHARE)
    assert one.percent is None
    assert one.words == "Total robbery: 53.1% against a target of 51.4% (+1.7 points): target achieved"


def test_a_rate_is_for_each_thousand_residents() -> None:
    assert line("5.25", "5", kind=Kind.RATE).figure_words == "0.3 offences for each 1,000 residents or -4.8%"


def test_a_measure_in_words_has_no_figure() -> None:
    one = line(None, None, "words challenging targets to be set", Kind.WORDS)
    assert one.words == "Total robbery: in words: target in words"


def test_a_line_is_read_back_as_it_was_frozen() -> None:
    for one in (line(269, 262, "reduce 3.0"), line(None, None), line("5.25", "5", "words more", Kind.RATE)):
        assert Line.of(one.document()) == one


@pytest.mark.parametrize(
    ("aim", "amount", "words"),
    [
        (Aim.REDUCE, "4.5", "4.5% reduction in serious acquisitive crime"),
        (Aim.INCREASE, "2.0", "2.0% increase in serious acquisitive crime"),
        (Aim.AT_MOST, "1200", "Serious acquisitive crime: at most 1,200 offences"),
    ],
)
def test_a_target_is_written_with_the_digits_it_was_given(aim: Aim, amount: str, words: str) -> None:
    assert in_words(Wanted("m", aim, Decimal(amount)), measure(name="Serious acquisitive crime")) == words


def test_capitals_that_belong_stay() -> None:
    assert [within_a_sentence(name) for name in ("CCTV cover", "Knife crime", "")] == [
        "CCTV cover",
        "knife crime",
        "",
    ]
    assert (signed(Decimal("2.0")), shown(Decimal("1234.56"))) == ("+2.0", "1,234.6")
