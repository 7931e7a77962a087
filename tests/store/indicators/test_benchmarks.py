"""A sample survey is taken in whole or not at all, weighted, and stays readable once it is set aside."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from survey.db.session import Database
from survey.indicators.benchmarks import actions
from survey.indicators.benchmarks.actions import About
from survey.indicators.benchmarks.benchmark import Benchmark, BenchmarkRefused
from survey.indicators.benchmarks.layout import Layout
from survey.indicators.sheet import sheet_of
from survey.weighting.samples import SampleScheme
from survey.weighting.targets import scheme_of
from tests.builders import shipped

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
RESIDENTS = shipped("residents").questionnaire
ABOUT = About(
    "Public attitudes", "A survey house", "400 addresses a borough", True, "2026-01-05", "2026-03-31"
)
LAYOUT = Layout(
    {"borough": ("borough",), "age": ("age",), "sex": ("sex",), "confidence.good_job": ("good",)},
    values={"confidence.good_job": {"1": "strongly_agree", "2": "strongly_disagree"}},
)


def interviews() -> bytes:
    """160 interviews in two boroughs; twice as many women as men, and women agree more."""
    rows = ["borough,sex,age,good"]
    for borough in ("Kingston upon Thames", "Camden"):
        for age in ("16 to 19", "20 to 24", "25 to 34", "75 to 84"):
            rows += [f"{borough},Female,{age},{1 if number % 4 else 2}" for number in range(16)]
            rows += [f"{borough},Male,{age},{1 if number % 2 else 2}" for number in range(8)]
    return "\n".join(rows).encode()


def taken_in(database: Database, about: About = ABOUT, content: bytes | None = None) -> Benchmark:
    content = content or interviews()
    scheme = scheme_of("residents")
    assert scheme is not None
    with database.transaction() as tx:
        return actions.take_in(
            tx,
            content,
            sheet_of(content),
            LAYOUT,
            RESIDENTS,
            about,
            weighing=SampleScheme(scheme),
            actor="analyst",
            now=NOW,
        )


def test_interviews_are_weighted_to_the_population_and_have_margins(database: Database) -> None:
    benchmark = taken_in(database)
    with database.reading() as tx:
        sample = actions.sample_of(tx, benchmark)
    found = actions.estimated(benchmark, sample, RESIDENTS, "confidence.good_job", None)
    assert found is not None
    agree = found.answers["strongly_agree"]
    plain = (2 * 0.75 + 0.5) / 3
    assert 0.6 < agree.share < plain - 0.01, "men count for more once the margins are met"
    assert agree.margin is not None
    assert 0.05 < agree.margin < 0.15
    assert benchmark.interviews == 192
    assert benchmark.weighting["margins"] == ["Borough", "Sex and age"]
    assert found.effective < 192


def test_a_borough_has_figures_of_its_own_and_others_have_none(database: Database) -> None:
    benchmark = taken_in(database)
    with database.reading() as tx:
        sample = actions.sample_of(tx, benchmark)
    here = actions.estimated(benchmark, sample, RESIDENTS, "confidence.good_job", "E09000021")
    assert here is not None
    assert here.base == 96
    assert actions.estimated(benchmark, sample, RESIDENTS, "confidence.good_job", "E09000001") is None
    assert actions.estimated(benchmark, sample, RESIDENTS, "safety.home_day", None) is None


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (replace(ABOUT, name=" "), "no_name"),
        (replace(ABOUT, source=""), "no_source"),
        (replace(ABOUT, drawn=""), "not_drawn"),
        (replace(ABOUT, asked_from="soon"), "days"),
        (replace(ABOUT, asked_to="2026-01-01"), "days"),
        (replace(ABOUT, asked_to="2026-06-02"), "days"),
    ],
)
def test_what_has_to_be_known_of_a_survey_is_asked_for(database: Database, about: About, code: str) -> None:
    with pytest.raises(BenchmarkRefused, match=code):
        taken_in(database, about)
    with database.reading() as tx:
        assert actions.benchmarks(tx) == ()


def test_the_same_file_stands_once(database: Database) -> None:
    first = taken_in(database)
    with pytest.raises(BenchmarkRefused, match="taken_in"):
        taken_in(database)
    with database.transaction() as tx:
        actions.set_aside(tx, first.id, "The weights were wrong.", "analyst", NOW)
    assert taken_in(database).id != first.id


def test_a_survey_set_aside_is_read_and_not_used(database: Database) -> None:
    benchmark = taken_in(database)
    with database.transaction() as tx, pytest.raises(BenchmarkRefused, match="reason_missing"):
        actions.set_aside(tx, benchmark.id, " ", "analyst", NOW)
    with database.transaction() as tx:
        actions.set_aside(tx, benchmark.id, "The weights were wrong.", "analyst", NOW)
    with database.reading() as tx:
        assert actions.find(tx, benchmark.id).set_aside_because == "The weights were wrong."
        assert actions.latest(tx, "residents") is None


def test_the_latest_fieldwork_stands_beside_a_questionnaire(database: Database) -> None:
    taken_in(database)
    later = taken_in(
        database, replace(ABOUT, asked_to="2026-04-30"), interviews() + b"\nCamden,Male,16 to 19,1"
    )
    with database.reading() as tx:
        found = actions.latest(tx, "residents")
        assert found is not None
        assert found.id == later.id
        assert actions.latest(tx, "businesses") is None


def test_a_file_with_known_headers_is_read_as_the_last_one_was(database: Database) -> None:
    sheet = sheet_of(interviews())
    with database.reading() as tx:
        guessed = actions.remembered(tx, sheet, RESIDENTS)
    assert set(guessed.columns) == {"borough", "sex", "age"}
    taken_in(database)
    with database.reading() as tx:
        assert actions.remembered(tx, sheet, RESIDENTS) == LAYOUT


def test_a_stratum_with_one_cluster_is_refused_before_anything_is_kept(database: Database) -> None:
    content = b"borough,sex,age,good\nCamden,Male,16 to 19,1\nKingston upon Thames,Male,16 to 19,1\n"
    layout = replace(LAYOUT, design={"stratum": "borough"})
    with database.transaction() as tx, pytest.raises(BenchmarkRefused, match="lonely"):
        actions.take_in(
            tx, content, sheet_of(content), layout, RESIDENTS, ABOUT, weighing=None, actor="a", now=NOW
        )
