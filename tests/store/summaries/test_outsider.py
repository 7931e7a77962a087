"""Whoever solves everything that the demonstration publishes finds none of the small counts that were left out."""

from pathlib import Path

import pytest

from survey.db.session import Database
from survey.summaries.figures import actions
from survey.summaries.figures.cells import REST, thawed
from survey.summaries.figures.figures import Figures
from tests.unit.summaries.figures.outsider import Name, Outsider

THRESHOLD = 5
KINGSTON = "E09000021"


@pytest.fixture(scope="module")
def database(demonstration_folder: Path) -> Database:
    return Database(f"sqlite:///{demonstration_folder / 'survey.sqlite'}")


def latest(database: Database, family: str) -> Figures:
    with database.reading() as tx:
        found = actions.latest(tx, next(one for one, its, *_ in actions.listed(tx) if its == family), family)
    assert found is not None
    return found


def told(figures: Figures) -> dict[Name, int]:
    """Every count that stands in the public document, by name."""
    found: dict[Name, int | None] = {("size", "E12000007"): figures.size}
    for table in figures.tables:
        its = (table["question"], table["manner"], table["row"])
        found["table", *its] = table["base"]
        for line in table["lines"]:
            found["answer", *its, line["key"]] = line["count"]
            found["first", *its, line["key"]] = line["first"]
    for area, its in figures.document["areas"].items():
        found["size", area], found["base", area] = its["size"], its["base"]
        found.update({("line", area, key): line["count"] for key, line in its["lines"].items()})
    found.update({("channel", channel): count for channel, count in figures.document["channels"].items()})
    methods = figures.document["methods"]
    manners = {
        name[2]: name[1]
        for name in map(tuple, (one[:-1] for one in figures.cells["counts"]))
        if name[0] == "method"
    }
    for channel, manner in manners.items():
        found["method", manner, channel] = methods["bases"][channel]
        for key, by_channel in methods["lines"].items():
            found["chosen", manner, channel, key] = by_channel.get(channel)
    return {name: count for name, count in found.items() if count is not None}


@pytest.mark.parametrize("family", ["residents", "businesses"])
def test_no_small_count_comes_out(database: Database, family: str) -> None:
    figures = latest(database, family)
    cells = thawed(figures.cells)
    shown = told(figures)
    assert set(shown) == set(cells.shown), "the document holds what may be shown, no more and no less"
    who = Outsider([shown], [list(cells.counts)], cells.most, cells.several)
    small = [name for name, count in cells.counts.items() if 0 < count < THRESHOLD and REST not in name[1:2]]
    assert len(small) > 50
    for name in small:
        low, high = who.range(0, name)
        assert high - low >= THRESHOLD - 1 - 1e-6, (name, cells.counts[name], low, high)


@pytest.mark.parametrize("family", ["residents", "businesses"])
def test_every_other_figure_follows_from_the_counts(database: Database, family: str) -> None:
    figures = latest(database, family)
    for table in figures.tables:
        for line in table["lines"]:
            if line["share"] is not None:
                assert line["share"] == pytest.approx(line["count"] / table["base"])
            assert line["weighted"] is None or line["weighted"] == round(line["weighted"], 2)
    for group in figures.document["groups"]:
        assert group["share"] is None or group["share"] == round(group["share"], 3)
    young = [one for one in figures.document["groups"] if one["name"] == "15 to 19"]
    assert [one["share"] for one in young] in ([], [None]), (
        "49 of 15 to 19 less the 47 of 16 to 19 would be two"
    )
