"""Public figures are made once a consultation has closed, stay as they were made, and tell of nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from survey.columns.actions import Columns, View
from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.places.london import WHOLE
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import Given
from survey.summaries.figures import actions
from survey.summaries.figures.figures import Figures, FiguresRefused
from survey.summaries.figures.files import HEAD, document, rows
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of
from tests.builders import SECRET, open_round, shipped

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=400)
KINGSTON, CAMDEN, BARNET, HACKNEY = "E09000021", "E09000007", "E09000003", "E09000012"


def answered(database: Database, area: str, first: str, number: int, family: str = "residents") -> None:
    more = {"role": "owner", "sites": "one"} if family == "businesses" else {"sex": "female"}
    given = [
        Given(
            "2026",
            Channel.WEB,
            "en",
            0,
            {"borough": area, "priorities": [first], **more},
            NOW - timedelta(minutes=5),
            NOW,
            {},
        )
        for _ in range(number)
    ]
    with database.transaction() as tx:
        responses.submit_many(
            tx, shipped(family), given, secret=SECRET, chance=Random(f"{area}{first}{number}{family}")
        )


@pytest.fixture
def place(database: Database) -> Database:
    """A round in which three boroughs answered, one of them with few who named drugs."""
    return filled(database)


@pytest.fixture
def here(sqlite_database: Database) -> Database:
    """The same where it makes no difference on which database it stands."""
    return filled(sqlite_database)


def filled(database: Database) -> Database:
    open_round(database)
    for area, first, number in (
        (KINGSTON, "burglary", 60),
        (KINGSTON, "drugs", 3),
        (CAMDEN, "burglary", 70),
        (CAMDEN, "drugs", 20),
        (BARNET, "burglary", 25),
        (BARNET, "robbery", 10),
        (BARNET, "drugs", 12),
    ):
        answered(database, area, first, number)
    return database


@contextmanager
def viewed(database: Database, family: str = "residents", round_key: str = "2026") -> Iterator[View | None]:
    columns, scheme = Columns(database), scheme_of(family)
    assert columns.ready(30)
    with columns.view(family, *([weighing(scheme, round_key)] if scheme else [])) as view:
        yield view
    columns.close()


def published(
    database: Database, note: str = "", now: datetime = LATER, family: str = "residents"
) -> Figures:
    with viewed(database, family) as view, database.transaction() as tx:
        return actions.publish(tx, view, "2026", family, data_at=NOW, note=note, actor="analyst", now=now)


def test_london_has_every_answer_with_plain_and_weighted_shares(place: Database) -> None:
    found = published(place)
    table = found.table("priorities")
    assert table is not None
    lines = {line["key"]: line for line in table["lines"]}
    assert (found.size, table["base"], lines["burglary"]["count"]) == (200, 200, 155)
    assert lines["burglary"]["share"] == pytest.approx(155 / 200)
    assert 0.5 < lines["burglary"]["weighted"] < 0.7, "large Camden named it less than Kingston"
    assert found.weighting.startswith("Weighted to people aged 15 and over")


def test_few_who_named_something_are_left_out_and_can_not_be_worked_out(here: Database) -> None:
    found = published(here)
    kingston, barnet, camden = (found.area(one)["lines"] for one in (KINGSTON, BARNET, CAMDEN))
    assert "drugs" not in kingston
    assert "drugs" not in barnet, "London's 35 less 20 less 12 would be Kingston's 3"
    assert camden["drugs"]["count"] == 20
    assert "burglary" not in kingston, "63 who answered less 60 tell of the same three"


def test_a_borough_of_fewer_than_fifty_has_counts_and_no_shares(here: Database) -> None:
    answered(here, HACKNEY, "fraud_online", 30)
    line = published(here).area(HACKNEY)["lines"]["fraud_online"]
    assert (line["count"], line["share"], line["weighted"]) == (30, None, None)


def test_a_round_that_is_open_is_not_published(here: Database) -> None:
    with pytest.raises(FiguresRefused, match="not_closed"):
        published(here, now=NOW)


def test_nobody_answered_nothing_is_published(database: Database) -> None:
    open_round(database)
    with pytest.raises(FiguresRefused, match="nobody"):
        published(database)


def test_an_edition_stays_as_it_was_made(place: Database) -> None:
    first = published(place)
    answered(place, CAMDEN, "robbery", 40)
    with place.reading() as tx:
        assert actions.latest(tx, "2026", "residents") == first
    with pytest.raises(FiguresRefused, match="note_missing"):
        published(place)
    second = published(place, "Paper that came late")
    assert (second.edition, second.size, second.note) == (2, 240, "Paper that came late")
    with place.reading() as tx:
        assert actions.editions(tx, "2026", "residents") == (second, first)


@pytest.mark.parametrize(("more", "code"), [(0, "nothing_new"), (4, "few_changed")])
def test_another_edition_that_would_tell_of_few_is_refused(here: Database, more: int, code: str) -> None:
    published(here)
    if more:
        answered(here, CAMDEN, "burglary", more)
    with pytest.raises(FiguresRefused, match=code):
        published(here, "Anew")


def test_firms_that_could_be_in_several_boroughs_are_guarded_as_if_each_were_in_one(
    sqlite_database: Database,
) -> None:
    open_round(sqlite_database)
    answered(sqlite_database, KINGSTON, "burglary", 55, "businesses")
    answered(sqlite_database, KINGSTON, "shop_theft", 4, "businesses")
    answered(sqlite_database, CAMDEN, "shop_theft", 9, "businesses")
    found = published(sqlite_database, family="businesses")
    assert "shop_theft" not in found.area(KINGSTON)["lines"]
    assert "shop_theft" not in found.area(CAMDEN)["lines"], (
        "London's 13 less Camden's 9 would be Kingston's 4"
    )


def test_the_files_hold_what_was_published_and_no_more(here: Database) -> None:
    found = published(here)
    lines: list[dict[str, Any]] = [dict(zip(HEAD, row, strict=True)) for row in rows(found, "London")]
    burglary = [one for one in lines if one["answer"] == "Burglary"]
    assert [
        one["count"] for one in burglary if one["area"] in {"London", "Camden", "Kingston upon Thames"}
    ] == [
        155,
        70,
        "",
    ]
    whole = document(found)
    assert whole["size"] == 200
    assert "drugs" not in whole["areas"][KINGSTON]["lines"]


def test_who_was_heard_less_is_told_where_enough_answered(here: Database) -> None:
    found = published(here)
    assert "Men and boys" in found.document["not_heard"][WHOLE]
    assert set(found.document["not_heard"]) == {WHOLE, KINGSTON, CAMDEN}


def test_publishing_is_written_down(place: Database) -> None:
    published(place)
    with place.reading() as tx:
        assert actions.listed(tx)[0][:3] == ("2026", "residents", 1)
        assert consultations.find_round(tx, "2026").key == "2026"


def test_each_way_of_taking_part_is_told_without_few(here: Database) -> None:
    methods = published(here).document["methods"]
    assert methods["bases"] == {"web": 200}
    assert methods["lines"]["burglary"] == {"web": 155}
    assert methods["lines"]["hate_crime"] == {"web": 0}
