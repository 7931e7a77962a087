"""A firm with sites in several boroughs counts once for London and once in each of its boroughs."""

import pytest

from survey.columns.filters import Predicate, predicate
from survey.columns.reading import overview, topline
from survey.columns.selection import Selection
from survey.columns.store import ColumnStore
from survey.columns.table import table_of
from tests.unit.columns.made import VERSION, batch, choices, question, questionnaire

KINGSTON, SUTTON, MERTON = "E09000021", "E09000029", "E09000024"

FIRMS = questionnaire(
    (
        question("boroughs", "area", required=True, counted=True, limit=34),
        question("borough", "area", required=True),
        question("size", "single_choice", choices=choices("small", "large")),
    ),
    family="businesses",
)


@pytest.fixture
def firms() -> ColumnStore:
    """A chain with two sites in Kingston and one in Sutton, a shop in Kingston, a shop that does not say where."""
    store = ColumnStore(table_of("businesses", [(VERSION, FIRMS)]))
    answers = [
        {"boroughs": {KINGSTON: 2, SUTTON: 1}, "size": "large"},
        {"borough": KINGSTON, "size": "small"},
        {"size": "small"},
    ]
    store.take(batch(answers, document=FIRMS), [], 1, fresh=True)
    return store


def of(store: ColumnStore, *areas: str) -> Predicate:
    return predicate(Selection(areas=areas).condition(store.table), store.table)


def test_london_counts_the_firm_once(firms: ColumnStore) -> None:
    with firms.reading() as columns:
        found = overview(columns, Predicate(), "Europe/London")
    assert (found.size, found.without_area, found.counts_sites) == (3, 1, True)


def test_each_of_its_boroughs_counts_it_once_and_its_sites_each(firms: ColumnStore) -> None:
    with firms.reading() as columns:
        found = {area.code: area for area in overview(columns, Predicate(), "Europe/London").by_area}
    assert (found[KINGSTON].responses, found[KINGSTON].sites) == (2, 3)
    assert (found[SUTTON].responses, found[SUTTON].sites) == (1, 1)
    assert (found[MERTON].responses, found[MERTON].sites) == (0, 0)


def test_a_boroughs_tables_hold_its_firms_wherever_else_they_are(firms: ColumnStore) -> None:
    with firms.reading() as columns:
        assert columns.size(of(firms, KINGSTON)) == 2
        assert columns.size(of(firms, SUTTON)) == 1
        assert columns.size(of(firms, KINGSTON, SUTTON)) == 2
        (size,) = topline(columns, of(firms, SUTTON), [firms.table.question_by_key["size"]])
    assert [(line.key, line.count) for line in size.blocks[0].lines] == [("small", 0), ("large", 1)]


def test_the_base_names_firms_and_sites(firms: ColumnStore) -> None:
    with firms.reading() as columns:
        (result,) = topline(columns, Predicate(), [firms.table.question_by_key["boroughs"]])
    block = result.blocks[0]
    assert (block.base, sum(line.total for line in block.lines)) == (1, 3)
