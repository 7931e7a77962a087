"""Events on both databases: a code and a key each, and every response from a kiosk once, whatever its clock says."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from survey.db.session import Database
from survey.fieldwork.events import actions, store
from survey.fieldwork.events.event import Event, EventRefused
from survey.fieldwork.events.item import ItemRefused, Outcome
from survey.fieldwork.events.sealing import sealed_to
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode
from tests.builders import SECRET, TINY, begun, open_round, version_from
from tests.events import KINGSTON, SUTTON, limits, plan, planned, tomorrow

VERSION = version_from(TINY)
ANSWERS = {"borough": KINGSTON, "met": "no"}
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def item(**changes: Any) -> dict[str, Any]:
    """A response as a kiosk writes it down, taken at noon by its clock."""
    return {
        "version": VERSION.hash,
        "language": "en",
        "rotation": 1,
        "answers": ANSWERS,
        "code": ReturnCode.mint(Random(7)).symbols,
        "began": ms(NOON - timedelta(minutes=4)),
        "finished": ms(NOON),
        **changes,
    }


def receive(
    database: Database,
    event: Event,
    response: dict[str, Any] | bytes,
    *,
    named: str = "",
    sent: datetime = NOON,
    now: datetime = NOON,
    envelope: str = "",
) -> Outcome:
    """Seals a response as a kiosk does and has it taken."""
    named = named or str(uuid4())
    words = response if isinstance(response, bytes) else json.dumps(response).encode()
    closed = envelope or sealed_to(event.public_key, words, event_id=event.id, item=named)
    with database.transaction() as tx:
        return actions.receive(tx, event, named, closed, sent=ms(sent), secrets=[SECRET], now=now)


def stored(database: Database) -> list[Response]:
    with database.reading() as tx:
        ids = tx.connection.execute(text("SELECT id FROM responses ORDER BY id")).scalars()
        return list(responses.find_all(tx, list(ids)).values())


def links(database: Database) -> list[Any]:
    with database.reading() as tx:
        return list(tx.connection.execute(text("SELECT * FROM event_responses")))


@pytest.fixture
def event(database: Database) -> Event:
    """An event today, in a round that is open."""
    open_round(database, TINY)
    return planned(database, SECRET)


def test_a_planned_event_has_a_code_of_its_own(database: Database, event: Event) -> None:
    other = planned(database, SECRET, name="Another")
    assert event.code != other.code
    with database.reading() as tx:
        assert actions.find_by_code(tx, f" {event.code[:3].lower()}-{event.code[3:]} ") == event


def test_a_code_that_chance_gives_twice_is_minted_anew(database: Database, event: Event) -> None:
    codes = set()
    for _ in range(2):
        with database.transaction() as tx:
            found = actions.consultations.find_round(tx, "2026")
            made = actions.plan(
                tx, plan(), limits(found), by="command-line", secrets=[SECRET], now=NOON, chance=Random(3)
            )
        codes.add(made.code)
    assert len(codes) == 2


def test_no_private_key_is_kept_in_the_clear(database: Database, event: Event) -> None:
    with database.reading() as tx:
        (kept,) = tx.connection.execute(text("SELECT private_key FROM events")).scalars()
    assert bytes(kept).startswith(b"gAAAA")  # what Fernet seals begins so


def test_a_plan_that_can_not_be_is_refused_and_nothing_is_written(database: Database) -> None:
    about = open_round(database, TINY)
    held = limits(about, areas=frozenset({SUTTON}))
    with pytest.raises(EventRefused, match="area: not_yours"), database.transaction() as tx:
        actions.plan(tx, plan(), held, by="command-line", secrets=[SECRET], now=NOON)
    with database.reading() as tx:
        assert actions.listing(tx, "2026", None) == []


def test_a_response_is_opened_judged_and_sent(database: Database, event: Event) -> None:
    assert receive(database, event, item()) is Outcome.STORED
    (response,) = stored(database)
    assert response.is_sent
    assert (response.channel, response.answers, response.rotation) == (Channel.EVENT, ANSWERS, 1)
    assert links(database)[0].event == event.id


def test_the_code_that_the_kiosk_showed_opens_the_response(database: Database, event: Event) -> None:
    receive(database, event, item())
    code = ReturnCode.mint(Random(7))
    with database.reading() as tx:
        found = responses.open_by_code(tx, code, SECRET)
    assert found is not None
    assert found.reference == code.reference


def test_a_code_that_another_response_has_does_not_lose_the_answers(database: Database, event: Event) -> None:
    receive(database, event, item())
    assert receive(database, event, item(answers={"borough": SUTTON})) is Outcome.STORED
    assert len(stored(database)) == 2


def test_the_same_item_twice_is_one_response(database: Database, event: Event) -> None:
    named = str(uuid4())
    assert receive(database, event, item(), named=named) is Outcome.STORED
    assert receive(database, event, item(), named=named) is Outcome.KNOWN
    assert len(stored(database)) == 1


def test_the_same_item_at_once_from_eight_sides_is_one_response(database: Database, event: Event) -> None:
    named = str(uuid4())

    def one(_: int) -> Outcome:
        try:
            return receive(database, event, item(), named=named)
        except actions.ItemKnown:
            return Outcome.KNOWN

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(one, range(8)))
    assert sorted(outcomes) == [*([Outcome.KNOWN] * 7), Outcome.STORED]
    assert len(stored(database)) == len(links(database)) == 1


@pytest.mark.parametrize("wrong_by", [timedelta(days=1), timedelta(days=-1), timedelta(days=4000)])
def test_a_wrong_clock_loses_and_misdates_nothing(
    database: Database, event: Event, wrong_by: timedelta
) -> None:
    now = NOON + timedelta(hours=3)
    taken = item(began=ms(NOON - timedelta(minutes=4) + wrong_by), finished=ms(NOON + wrong_by))
    receive(database, event, taken, sent=now + wrong_by, now=now)
    (response,) = stored(database)
    (link,) = links_of(database, event)
    assert response.submitted_at == now
    assert response.started_at == now - timedelta(minutes=4)
    assert link.taken_at == NOON
    assert link.clock_offset_s == wrong_by.total_seconds()


def links_of(database: Database, event: Event) -> list[Any]:
    with database.reading() as tx:
        return store.links(tx, [event.id])[event.id]


def test_a_clock_that_was_set_anew_in_between_loses_nothing(database: Database, event: Event) -> None:
    receive(database, event, item(), sent=NOON - timedelta(hours=5), now=NOON)
    (link,) = links_of(database, event)
    assert link.taken_at is None
    assert stored(database)[0].submitted_at == NOON


def test_nothing_is_too_old(database: Database, event: Event) -> None:
    assert receive(database, event, item(), sent=NOON + timedelta(days=300), now=NOON + timedelta(days=300))


def test_what_waited_while_the_event_ended_is_taken(database: Database, event: Event) -> None:
    with database.transaction() as tx:
        actions.end(tx, event, by="command-line", now=NOON + timedelta(hours=1))
    later = NOON + timedelta(days=2)
    receive(database, event, item(), sent=later, now=later)
    late = item(finished=ms(NOON + timedelta(hours=2)), code="")
    receive(database, event, late, sent=later, now=later)
    with database.reading() as tx:
        stands = actions.standing(tx, actions.find(tx, event.id))
    assert (stands.by_kiosk, stands.after_end) == (2, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": "0" * 64}, "unknown_version"),
        ({"answers": {}}, "not_sound"),
        ({"answers": {"borough": "Atlantis"}}, "not_sound"),
        ({"answers": {"borough": {"absent": "martian"}}}, "not_sound"),
        ({"answers": {"borough": KINGSTON, "met": ["no", {"a": 1}]}}, "not_sound"),
        ({"answers": {"borough": KINGSTON, "unheard_of": "x"}}, "not_sound"),
        ({"answers": [KINGSTON]}, "not_read"),
        ({"rotation": 9}, "not_read"),
        ({"finished": "noon"}, "not_read"),
    ],
)
def test_what_can_not_count_is_refused_by_name_and_leaves_nothing(
    database: Database, event: Event, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(ItemRefused, match=code):
        receive(database, event, item(**changes))
    assert stored(database) == []
    assert links(database) == []


def test_words_that_are_no_response_are_refused(database: Database, event: Event) -> None:
    with pytest.raises(ItemRefused, match="not_read"):
        receive(database, event, b"a shopping list")


@pytest.mark.parametrize("damage", ["", "AAAA", "not base64 at all \u2713", "\u20ac"])
def test_a_damaged_envelope_is_refused(database: Database, event: Event, damage: str) -> None:
    named = str(uuid4())
    whole = sealed_to(event.public_key, json.dumps(item()).encode(), event_id=event.id, item=named)
    with pytest.raises(ItemRefused, match="not_opened"):
        receive(database, event, item(), named=named, envelope=whole[:-40] + damage + "AAAA")


def test_an_envelope_for_another_item_or_event_is_refused(database: Database, event: Event) -> None:
    other = planned(database, SECRET, name="Another")
    envelope = sealed_to(event.public_key, json.dumps(item()).encode(), event_id=event.id, item=str(uuid4()))
    for at in (event, other):
        with pytest.raises(ItemRefused, match="not_opened"):
            receive(database, at, item(), envelope=envelope)


def test_a_response_on_an_own_telephone_counts_once_it_is_sent(database: Database, event: Event) -> None:
    response, _code = begun(database, VERSION)
    with database.transaction() as tx:
        actions.join(tx, event, response, NOON)
    with database.reading() as tx:
        stands = actions.standing(tx, event)
    assert (stands.by_telephone, stands.begun, stands.responses) == (0, 1, 0)
    with database.transaction() as tx:
        held = responses.save(tx, response, ANSWERS, NOON)
        assert held is not None
        responses.submit(tx, held, VERSION, NOON)
    with database.reading() as tx:
        stands = actions.standing(tx, event)
        assert actions.codes_of(tx, [response.id]) == {response.id: event.code}
    assert (stands.by_telephone, stands.begun, stands.responses) == (1, 0, 1)


def test_a_withdrawn_response_counts_no_longer(database: Database, event: Event) -> None:
    receive(database, event, item())
    (response,) = stored(database)
    with database.transaction() as tx:
        responses.withdraw(tx, response, NOON)
    with database.reading() as tx:
        assert actions.standing(tx, event).responses == 0


def test_the_public_is_told_of_what_is_still_to_come(database: Database) -> None:
    open_round(database, TINY)
    today = tomorrow() - timedelta(days=1)
    planned(database, SECRET, name="Tomorrow", held_on=tomorrow())
    planned(database, SECRET, name="Today")
    planned(database, SECRET, name="In a school", listed=False)
    over = planned(database, SECRET, name="Over already")
    planned(database, SECRET, name="Yesterday", held_on=today - timedelta(days=1))
    with database.transaction() as tx:
        actions.end(tx, over, by="command-line", now=NOON)
    with database.reading() as tx:
        assert [one.plan.name for one in actions.coming(tx, "2026", today)] == ["Today", "Tomorrow"]


def test_the_questionnaire_stays_once_answers_came_in(database: Database) -> None:
    about = open_round(database)
    event = planned(database, SECRET, family="residents")
    response, _code = begun(database, version_from(TINY))
    with database.transaction() as tx:
        actions.join(tx, event, response, NOON)
    with pytest.raises(EventRefused, match="family: answered"), database.transaction() as tx:
        actions.change(tx, event, plan(family="postcard"), limits(about), by="command-line", now=NOON)


def test_every_deed_is_written_down(database: Database, event: Event) -> None:
    with database.transaction() as tx:
        actions.renew_link(tx, event, by="command-line", now=NOON)
        actions.end(tx, event, by="command-line", now=NOON)
        actions.reopen(tx, actions.find(tx, event.id), by="command-line", now=NOON)
    with database.reading() as tx:
        tags = set(tx.connection.execute(text("SELECT tag FROM audit")).scalars())
    assert tags >= {f"command:event:{deed}" for deed in ("planned", "link_renewed", "ended", "reopened")}
