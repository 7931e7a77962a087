"""Results filter and compare by event: each response carries the one that it came from into the columns."""

from datetime import UTC, datetime

from survey.columns.actions import build, catch_up, where
from survey.columns.crossing import EVENT, cross_tabs, named_groups
from survey.columns.selection import Selection
from survey.columns.wide.actions import headings, wide_rows
from survey.db.session import Database
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event
from tests.builders import SECRET, TINY, open_round, sent, version_from
from tests.events import KINGSTON, SUTTON, planned

VERSION = version_from(TINY)


def came(database: Database, event: Event | None, borough: str, seed: int) -> None:
    """Sends a response that came from an event, or from none."""
    response = sent(database, VERSION, {"borough": borough}, seed=seed)
    if event is not None:
        with database.transaction() as tx:
            actions.join(tx, event, response, datetime.now(UTC))


def two_events(database: Database) -> tuple[Event, Event]:
    open_round(database, TINY)
    fair, market = planned(database, SECRET), planned(database, SECRET, name="Market day")
    for seed, (event, borough) in enumerate(
        [(fair, KINGSTON), (fair, SUTTON), (market, SUTTON), (None, KINGSTON)], 1
    ):
        came(database, event, borough, seed)
    return fair, market


def test_a_selection_by_event_holds_what_came_from_it(database: Database) -> None:
    fair, market = two_events(database)
    with database.reading() as tx:
        copy = build(tx)
    with copy.stores["residents"].reading() as snapshot:
        sizes = [
            snapshot.size(where(snapshot, Selection("2026", events=codes)))
            for codes in ((), (fair.code,), (market.code,), (fair.code, market.code), ("7K7K7K",))
        ]
    assert sizes == [4, 2, 1, 3, 0]


def test_events_stand_side_by_side(database: Database) -> None:
    fair, market = two_events(database)
    with database.reading() as tx:
        copy = build(tx)
    store = copy.stores["residents"]
    groups = named_groups(EVENT, store.names, [(fair.code, "Fair"), (market.code, "Market")])
    with store.reading() as snapshot:
        (table,) = cross_tabs(
            snapshot, snapshot.table.question_by_key["borough"], groups, where(snapshot, Selection("2026"))
        )
    assert dict(
        zip([label.say("en") for _, label in table.groups if label], table.bases.tolist(), strict=True)
    ) == {
        "Fair": 2,
        "Market": 1,
    }


def test_what_comes_later_carries_its_event_too(database: Database) -> None:
    fair, _market = two_events(database)
    with database.reading() as tx:
        copy = build(tx)
    response = sent(database, VERSION, {"borough": KINGSTON}, seed=9)
    with database.transaction() as tx:
        actions.join(tx, fair, response, datetime.now(UTC))
    with database.reading() as tx:
        catch_up(tx, copy)
    with copy.stores["residents"].reading() as snapshot:
        assert snapshot.size(where(snapshot, Selection("2026", events=(fair.code,)))) == 3


def test_rows_name_the_event(database: Database) -> None:
    fair, market = two_events(database)
    with database.reading() as tx:
        rows = [row for part in wide_rows(tx, "residents", "2026") for row in part]

        place = [cell.heading for cell in headings(tx, "residents")].index("event")
    assert sorted(row[place] for row in rows) == sorted(["", fair.code, fair.code, market.code])
