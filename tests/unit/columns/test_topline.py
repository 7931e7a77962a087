"""What a question comes to, from counts of codes."""

from survey.columns.topline import SMALLEST_BASE, Block, Line, lay_out, summed, tallied
from survey.questionnaire.definition import Absence
from tests.unit.columns.made import question, table, text


def test_a_choice_has_its_absences_apart_from_its_base() -> None:
    its = table()
    result = lay_out(
        its,
        its.question_by_key["feeling"],
        {"feeling": {0: 60, 1: 40, -1: 5, -2: 4, -3: 3, -4: 2}, "feeling:other": {-1: 100}},
        {},
    )
    (block,) = result.blocks
    assert block.base == 100
    assert [line.count for line in block.lines] == [60, 40, 0]
    assert dict(block.absences) == {
        Absence.NOT_ASKED: 5,
        Absence.NOT_ANSWERED: 4,
        Absence.DONT_KNOW: 3,
        Absence.PREFER_NOT_TO_SAY: 2,
        Absence.UNREADABLE: 0,
        Absence.TOO_MANY: 0,
        Absence.NOT_CODED: 0,
        Absence.UNCLEAR: 0,
    }
    assert block.share_of(60) == 0.6


def test_an_answer_that_no_version_explains_is_shown() -> None:
    its = table()
    result = lay_out(its, its.question_by_key["met"], {"met": {0: 1, -7: 2}}, {})
    assert (result.blocks[0].base, result.blocks[0].unread) == (1, 2)


def block_of(base: int) -> Block:
    return Block("", text("A question"), base, {}, 0, (Line("a", text("A"), base),))


def test_small_bases_have_counts_and_no_shares() -> None:
    assert block_of(SMALLEST_BASE - 1).share_of(10) is None
    assert block_of(SMALLEST_BASE).share_of(10) == 10 / SMALLEST_BASE


def test_several_choices_are_counted_each_on_one_base() -> None:
    its = table()
    seen = its.question_by_key["seen"]
    sums = {
        name: (count, count, min(count, 2))
        for name, count in zip(summed(its, seen), (7, 5, 0, 1), strict=True)
    }
    result = lay_out(its, seen, {"seen.car": {0: 3, 1: 7, -2: 4}, "seen:other": {0: 1}}, sums)
    assert result.blocks[0].base == 10
    assert [(line.key, line.count) for line in result.blocks[0].lines] == [
        ("car", 7),
        ("bike", 5),
        ("foot", 0),
        ("other", 1),
    ]
    assert result.texts == (("seen:other", 1),)


def test_a_grid_has_a_table_for_each_row() -> None:
    its = table()
    result = lay_out(
        its, its.question_by_key["trust"], {"trust.fair": {0: 6, 1: 4}, "trust.near": {1: 9, -3: 1}}, {}
    )
    assert [(block.key, block.base) for block in result.blocks] == [("fair", 10), ("near", 9)]


def test_a_ranking_has_first_choices_top_three_and_points() -> None:
    its = table()
    top = its.question_by_key["top"]
    tally = {name: {0: 10} for name in tallied(its, top)}
    tally["top.burglary"] = {1: 5, 2: 1, 3: 2, 0: 2}
    burglary = lay_out(its, top, tally, {}).blocks[0].lines[0]
    assert (burglary.places, burglary.count, burglary.points) == ((5, 1, 2), 8, 5 * 3 + 1 * 2 + 2 * 1)


def test_premises_are_added_up_beside_firms() -> None:
    its = table()
    sites = its.question_by_key["sites"]
    sums = dict.fromkeys(summed(its, sites), (0, 0, 0)) | {"sites.E09000021": (4, 9, 6)}
    result = lay_out(its, sites, {tallied(its, sites)[0]: {0: 10}}, sums)
    kingston = next(line for line in result.blocks[0].lines if line.key == "E09000021")
    assert (kingston.count, kingston.total) == (4, 9)


def test_newer_wording_keeps_the_columns_of_retired_choices() -> None:
    from survey.columns.table import table_of
    from tests.unit.columns.made import choices, questionnaire

    old = questionnaire((question("age", "single_choice", choices=choices("young", "old")),))
    new = questionnaire((question("age", "single_choice", choices=choices("under_30", "old")),))
    its = table_of("residents", [("v1", old), ("v2", new)])
    assert its.codes["age"] == {"under_30": 0, "old": 1, "young": 2}
