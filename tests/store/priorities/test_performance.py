"""Results of a year: equal to what the published counts come to, frozen when published, revisions beside them."""

import re
from datetime import date
from decimal import Decimal

import pytest

from survey.db.session import Database
from survey.indicators.areas import key_of
from survey.indicators.crime import actions as crime
from survey.indicators.measures import actions as measures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.measures.series import Given
from survey.indicators.years import Year
from survey.priorities.performance import actions
from survey.priorities.performance.results import Results, head_lines
from survey.priorities.targets import actions as targets
from survey.priorities.targets.target import Aim, TargetRefused, Wanted, in_words
from tests.kingston import KINGSTON, SANCTIONS, keep_kingston
from tests.recorded_crime import ANALYST, NOW, Expected, expected, file_of, take_in

BARNET = "E09000003"


def known(database: Database, area: str, year: int) -> Results:
    with database.reading() as tx:
        return actions.known_now(tx, area, Year(year))


def test_the_table_equals_the_published_counts_of_every_borough_and_type(database: Database) -> None:
    take_in(database, file_of())
    lines: dict[str, list[Expected]] = {}
    for one in expected():
        lines.setdefault(one.area, []).append(one)
    assert sum(len(its) for its in lines.values()) == 814
    for area, its in lines.items():
        for year in (2011, 2022):
            wanted = {
                one.type: (Decimal(one.previous), Decimal(one.current), one.percent)
                for one in its
                if one.year == Year(year)
            }
            found = {
                line.measure.category: (
                    line.previous,
                    line.current,
                    "" if line.percent is None else str(line.percent),
                )
                for line in known(database, key_of(area), year).lines
            }
            assert found == wanted, f"{area} in {year}"


def test_kingston_in_2009_10_comes_out_to_the_letter(database: Database) -> None:
    keep_kingston(database)
    assert [line.words for line in known(database, KINGSTON, 2009).lines if line.current is not None] == [
        "Residential burglary: 36 offences or +5.9%: target missed",
        "Total robbery: 7 offences or -2.6%: target missed",
        "Theft from vehicles: 186 offences or -22.1%: target achieved",
        "Theft or taking of vehicles: 113 offences or -37.3%: target achieved",
        "Serious youth violence: 25 offences or -19.7%: target achieved",
        "Knife crime: 21 offences or -15.3%: target achieved",
        "Gun crime: 5 offences or +29.4%: target missed",
    ]


def test_kingstons_six_targets_for_2010_11_come_out_to_the_letter(database: Database) -> None:
    keep_kingston(database)
    with database.reading() as tx:
        its = {one.key: one for one in measures.measures(tx)}
        found = [
            in_words(one.wanted, its[one.wanted.measure])
            for one in targets.standing(tx, KINGSTON, Year(2010))
        ]
    assert found == [
        "4.5% reduction in serious acquisitive crime",
        "2.0% reduction in most serious violence",
        "1.0% reduction in serious youth violence",
        "3.5% reduction in gun crime",
        "1.0% reduction in knife crime",
        SANCTIONS,
    ]


def revised_file(more: int) -> bytes:
    """The file again, with more robberies in Barnet's April 2011."""
    text = file_of("Barnet").decode()
    row = re.search(r"^ROBBERY,.*$", text, re.MULTILINE)
    assert row is not None
    cells = row[0].split(",")
    cells[15] = str(int(cells[15]) + more)
    return text.replace(row[0], ",".join(cells)).encode()


def test_published_results_stay_when_a_later_extract_revises_them(database: Database) -> None:
    take_in(database, file_of("Barnet"))
    with database.transaction() as tx:
        published = actions.publish(tx, BARNET, Year(2011), "", ANALYST, NOW)
    take_in(database, revised_file(4), taken_on=date(2024, 1, 5), name="later.csv")
    with database.reading() as tx:
        standing = actions.standing(tx, BARNET, Year(2011))
    assert standing.results.lines == published.lines
    (revised,) = standing.revised
    assert revised.published.measure.name == "Robbery"
    assert revised.now.current == (revised.published.current or 0) + 4


def test_a_revision_is_shown_with_the_extract_that_made_it(database: Database) -> None:
    first = take_in(database, file_of("Barnet"))
    later = take_in(database, revised_file(4), taken_on=date(2024, 1, 5))
    with database.reading() as tx:
        found = {(one.area, one.category, str(one.year), one.change) for one in crime.revised_by(tx, later)}
        assert crime.revised_by(tx, first) == ()
    assert found == {(BARNET, "ROBBERY", "2011/12", 4), ("E12000007", "ROBBERY", "2011/12", 4)}


def test_a_second_edition_says_why(database: Database) -> None:
    take_in(database, file_of("Barnet"))
    with database.transaction() as tx:
        actions.publish(tx, BARNET, Year(2011), "", ANALYST, NOW)
        with pytest.raises(actions.PublishRefused, match="nothing_new"):
            actions.publish(tx, BARNET, Year(2011), "again", ANALYST, NOW)
    take_in(database, revised_file(4), taken_on=date(2024, 1, 5))
    with database.transaction() as tx:
        with pytest.raises(actions.PublishRefused, match="note_missing"):
            actions.publish(tx, BARNET, Year(2011), " ", ANALYST, NOW)
        actions.publish(tx, BARNET, Year(2011), "Robberies recorded late", ANALYST, NOW)
        found = [(one.edition, one.note) for one in actions.editions(tx, BARNET, Year(2011))]
    assert found == [(2, "Robberies recorded late"), (1, "")]


def test_what_nobody_knows_can_not_be_published(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(actions.PublishRefused, match="nothing_known"):
        actions.publish(tx, BARNET, Year(2011), "", ANALYST, NOW)


def test_a_year_that_is_not_over_is_held_against_the_same_months(database: Database) -> None:
    text = "MajorText,MinorText,BoroughName,202404,202405,202406,202504,202505\nROBBERY,ROBBERY,Barnet,10,20,40,9,18\n"
    take_in(database, text.encode(), taken_on=date(2025, 6, 5))
    (line,) = known(database, BARNET, 2025).lines
    assert (line.previous, line.current, line.so_far) == (30, 27, ("202504", "202505"))
    with database.transaction() as tx, pytest.raises(actions.PublishRefused, match="not_over"):
        actions.publish(tx, BARNET, Year(2025), "", ANALYST, NOW)


def test_a_measure_of_a_whole_type_stands_in_its_place(database: Database) -> None:
    take_in(database, file_of("Barnet"))
    with database.transaction() as tx:
        robbery = Measure("robbery", "All robbery", Kind.COUNT, (Term(category="ROBBERY"),))
        measures.define(tx, robbery, ANALYST, NOW)
        targets.set_target(tx, BARNET, Year(2011), Wanted("robbery", Aim.REDUCE, Decimal(1)), ANALYST, NOW)
    names = [line.measure.name for line in known(database, BARNET, 2011).lines]
    assert names[0] == "All robbery"
    assert "Robbery" not in names
    assert [line.measure.key for line in head_lines(known(database, BARNET, 2011).lines)] == ["robbery"]


def test_sums_and_rates_are_made_of_recorded_crime(database: Database) -> None:
    take_in(database, file_of("Barnet"))
    parts = (Term(category="ROBBERY"), Term(category="BURGLARY"))
    with database.transaction() as tx:
        measures.define(tx, Measure("both", "Both", Kind.SUM, parts), ANALYST, NOW)
        measures.define(tx, Measure("rate", "Rate", Kind.RATE, parts), ANALYST, NOW)
    its = known(database, BARNET, 2022).by_key
    counts = {one.type: one for one in expected() if one.area == "Barnet" and one.year == Year(2022)}
    total = counts["ROBBERY"].current + counts["BURGLARY"].current
    assert its["both"].current == total
    assert its["rate"].current == Decimal(total) * 1000 / 389_300


def test_london_is_all_areas_but_the_city(database: Database) -> None:
    take_in(database, file_of())
    line = known(database, "E12000007", 2022).by_key["type:ROBBERY"]
    assert line.current == sum(
        one.current for one in expected() if one.type == "ROBBERY" and one.year == Year(2022)
    )


def test_a_later_value_stands_and_the_earlier_stays_readable(database: Database) -> None:
    with database.transaction() as tx:
        measures.start_series(tx, "gap", "Gap", "points", ANALYST, NOW)
        for value in ("4.9", "5.1"):
            given = [Given("E12000007", "2009/10", Decimal(value))]
            measures.enter(tx, "gap", given, source="User survey", as_of="2010-05-01", actor=ANALYST, now=NOW)
        measures.define(tx, Measure("gap", "Gap", Kind.SHARE, (Term(series="gap"),)), ANALYST, NOW)
        assert [str(one.value) for one in measures.points(tx, "gap")] == ["5.1", "4.9"]
    assert known(database, "E12000007", 2009).by_key["gap"].current == Decimal("5.1")


def test_a_target_set_again_stands_in_the_place_of_the_first(database: Database) -> None:
    keep_kingston(database)
    with database.transaction() as tx:
        targets.set_target(
            tx, KINGSTON, Year(2010), Wanted("gun_crime", Aim.REDUCE, Decimal("4.0")), ANALYST, NOW
        )
        targets.withdraw(tx, KINGSTON, Year(2010), "knife_crime", ANALYST, NOW)
        standing = {
            one.wanted.measure: one.wanted.amount for one in targets.standing(tx, KINGSTON, Year(2010))
        }
        assert standing["gun_crime"] == Decimal("4.0")
        assert "knife_crime" not in standing
        assert len(targets.history(tx, KINGSTON, Year(2010))) == 8


@pytest.mark.parametrize(
    ("area", "wanted", "code"),
    [
        ("E09000001", Wanted("gun_crime", Aim.REDUCE, Decimal(1)), "not_set_for"),
        (KINGSTON, Wanted("gun_crime", Aim.REDUCE), "amount_missing"),
        (KINGSTON, Wanted("gun_crime", Aim.REDUCE, Decimal(101)), "bad_amount"),
        (KINGSTON, Wanted("gun_crime", Aim.WORDS, None, " "), "words_missing"),
        (KINGSTON, Wanted("gun_crime", Aim.WORDS, None, "x" * 401), "too_long"),
        (KINGSTON, Wanted("sanction_detections", Aim.AT_LEAST, Decimal(3)), "words_only"),
    ],
)
def test_a_target_that_can_not_be_is_refused(
    database: Database, area: str, wanted: Wanted, code: str
) -> None:
    keep_kingston(database)
    with database.transaction() as tx, pytest.raises(TargetRefused, match=code):
        targets.set_target(tx, area, Year(2010), wanted, ANALYST, NOW)


def test_the_years_that_can_be_looked_at_have_figures_or_targets(database: Database) -> None:
    keep_kingston(database)
    take_in(database, file_of("Barnet"))
    with database.reading() as tx:
        found = [str(one) for one in actions.years_known(tx)]
    assert found == ["2022/23", "2021/22", "2011/12", "2010/11", "2009/10", "2008/09"]
