"""A measure is made of its figures; what can't be a measure or a value is refused."""

from decimal import Decimal

import pytest

from survey.indicators.measures.measure import Kind, Measure, MeasureRefused, Term, check, value_of
from survey.indicators.measures.series import ValueRefused, given, given_in, in_year, number
from survey.indicators.years import Year

A, B = Term(category="BURGLARY"), Term(category="ROBBERY")
FIGURES = {A: Decimal(120), B: Decimal(30)}


def measure(kind: Kind, *terms: Term) -> Measure:
    return Measure("one", "One", kind, terms)


@pytest.mark.parametrize(
    ("kind", "terms", "value"),
    [
        (Kind.COUNT, (A,), "120"),
        (Kind.SUM, (A, B), "150"),
        (Kind.RATE, (A, B), "1.5"),
        (Kind.GAP, (A, B), "90"),
        (Kind.GAP, (B, A), "90"),
        (Kind.SHARE, (A,), "120"),
    ],
)
def test_a_measure_is_made_of_its_figures(kind: Kind, terms: tuple[Term, ...], value: str) -> None:
    assert value_of(measure(kind, *terms), FIGURES.get, 100_000) == Decimal(value)


def test_a_missing_figure_leaves_a_measure_without_value() -> None:
    assert value_of(measure(Kind.SUM, A, Term(category="NONE")), FIGURES.get, 1) is None


def test_a_rate_needs_residents() -> None:
    assert value_of(measure(Kind.RATE, A), FIGURES.get, None) is None


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (Measure("Bad key", "x", Kind.WORDS), "bad_key"),
        (Measure("key", " ", Kind.WORDS), "name_missing"),
        (measure(Kind.COUNT), "no_figures"),
        (measure(Kind.COUNT, A, B), "one_figure"),
        (measure(Kind.GAP, A), "two_figures"),
        (measure(Kind.SUM, *[A] * 21), "too_many"),
    ],
)
def test_a_measure_that_can_not_be_is_refused(one: Measure, code: str) -> None:
    with pytest.raises(MeasureRefused, match=code):
        check(one)


def test_words_need_no_figures() -> None:
    check(measure(Kind.WORDS))


@pytest.mark.parametrize(("written", "value"), [("1,234", "1234"), ("73.9%", "73.9"), (" -2.5 ", "-2.5")])
def test_numbers_are_read_as_people_write_them(written: str, value: str) -> None:
    assert number(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "NaN", "Infinity", "many", "1e40", "1234567890123"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueRefused, match="no_number"):
        number(written)


def test_a_value_has_an_area_and_a_period() -> None:
    one = given("Kingston", "2009/10", "262")
    assert (one.area, one.period, one.value) == ("E09000021", "2009/10", Decimal(262))
    assert given("London", "Apr-10", "1").period == "201004"


@pytest.mark.parametrize(
    ("area", "period", "code"), [("Leeds", "2009/10", "no_area"), ("Kingston", "soon", "no_period")]
)
def test_a_value_of_nowhere_or_never_is_refused(area: str, period: str, code: str) -> None:
    with pytest.raises(ValueRefused, match=code):
        given(area, period, "1")


def test_values_come_from_a_file_by_named_columns() -> None:
    columns = {"area": "Borough", "period": "Year", "value": "Gap"}
    found = given_in(("Year", "Borough", "Gap"), [("2009/10", "Kingston", "4.9")], columns)
    assert [(one.area, one.value) for one in found] == [("E09000021", Decimal("4.9"))]


def test_a_file_that_says_one_thing_twice_is_refused() -> None:
    columns = {"area": "a", "period": "p", "value": "v"}
    rows = [("Kingston", "2009/10", "1"), ("Kingston upon Thames", "2009-10", "2")]
    with pytest.raises(ValueRefused, match="repeated") as refused:
        given_in(("a", "p", "v"), rows, columns)
    assert refused.value.line == 3


def test_twelve_months_make_a_year_of_counts_and_of_nothing_else() -> None:
    months = dict.fromkeys(Year(2009).months, Decimal(2))
    assert in_year(months, Year(2009), counted=True) == 24
    assert in_year(months, Year(2009), counted=False) is None
    del months["201003"]
    assert in_year(months, Year(2009), counted=True) is None


def test_a_year_as_given_goes_before_its_months() -> None:
    points = {**dict.fromkeys(Year(2009).months, Decimal(2)), "2009/10": Decimal(25)}
    assert in_year(points, Year(2009), counted=True) == 25
