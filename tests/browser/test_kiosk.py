"""A kiosk without a network: what people answer waits, outlives everything, and is stored once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from survey.fieldwork.events import actions
from survey.responses import actions as responses
from survey.responses import return_code
from survey.responses.return_code import ReturnCode
from tests.browser.tablet import Place, served, tablet

BOROUGHS = ("E09000021", "E09000027", "E09000024", "E09000029", "E09000007")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server with an open round."""
    yield from served(tmp_path_factory.mktemp("kiosk"))


def test_five_responses_taken_offline_outlive_a_restart_and_are_stored_once(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as first:
        first.open(place.link(event))
        first.welcome()
        first.is_ready()
        first.context.set_offline(True)
        codes = [first.take(borough) for borough in BOROUGHS[:3]]
        first.page.reload()
        first.welcome()
        codes += [first.take(borough) for borough in BOROUGHS[3:]]
        first.waits(5)
    assert place.stored(event) == []
    with tablet(chromium.browser_type, tmp_path, place.server) as second:
        second.context.set_offline(True)
        second.open(f"/kiosk/{event.code}")
        second.welcome()
        second.waits(5)
        second.context.set_offline(False)
        second.waits(0)
        second.page.reload()
        second.welcome()
        second.waits(0)
    rows = place.stored(event)
    assert sorted(one["borough"] for one in place.answers(event)) == sorted(BOROUGHS)
    assert {row.channel for row in rows} == {"event"}
    assert all(row.submitted_at for row in rows)
    assert len({row.item for row in rows}) == 5
    for code in codes:
        read = return_code.read(code)
        assert isinstance(read, ReturnCode)
        with place.database.reading() as tx:
            assert responses.open_by_code(tx, read, place.settings.secret_key)


def test_a_server_killed_before_its_answer_arrives_makes_nothing_count_twice(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.context.set_offline(True)
        for borough in BOROUGHS[:3]:
            kiosk.take(borough)
        kiosk.waits(3)

        def swallow(route: Route) -> None:
            """The server stores all, and dies with the answer on its lips."""
            route.fetch()
            place.server.kill()
            route.abort()

        kiosk.page.route("**/responses", swallow, times=1)
        kiosk.context.set_offline(False)
        kiosk.page.wait_for_timeout(300)
        while place.server.process is not None and place.server.process.poll() is None:
            kiosk.page.wait_for_timeout(50)
        assert len(place.stored(event)) == 3
        kiosk.waits(3)
        place.server.start()
        kiosk.staff()
        kiosk.send_now()
        kiosk.waits(0)
    assert len(place.stored(event)) == 3


def test_a_server_killed_in_the_middle_of_many_loses_none_and_repeats_none(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.context.set_offline(True)
        for borough in BOROUGHS * 2:
            kiosk.take(borough)
        kiosk.waits(10)
        for _ in range(3):
            kiosk.context.set_offline(False)
            before = len(place.stored(event))
            if before < 10:
                kiosk.page.evaluate("dispatchEvent(new Event('online'))")
            for _try in range(200):
                if len(place.stored(event)) > before:
                    break
                kiosk.page.wait_for_timeout(1)
            place.server.kill()
            kiosk.context.set_offline(True)
            place.server.start()
        kiosk.context.set_offline(False)
        kiosk.staff()
        kiosk.send_now()
        kiosk.waits(0)
    assert sorted(one["borough"] for one in place.answers(event)) == sorted(BOROUGHS * 2)


def test_a_clock_wrong_by_a_day_loses_and_misdates_nothing_and_is_told(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.page.clock.install(time=datetime.now(UTC) + timedelta(days=1))
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.take(BOROUGHS[0])
        place.arrived(event, 1)
        kiosk.staff()
        expect(kiosk.page.locator("main")).to_contain_text("Wrong: about 24 hours ahead")
    (row,) = place.stored(event)
    now = datetime.now(UTC).replace(tzinfo=None)
    assert abs(datetime.fromisoformat(row.submitted_at) - now) < timedelta(minutes=2)
    assert abs(datetime.fromisoformat(row.taken_at) - now) < timedelta(minutes=2)
    assert abs(row.clock_offset_s - 86_400) < 120


def test_closing_with_unsent_responses_warns(chromium: Browser, place: Place, tmp_path: Path) -> None:
    event = place.event()
    warned: list[str] = []
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.is_ready()
        kiosk.context.set_offline(True)
        kiosk.take(BOROUGHS[0])
        kiosk.staff()
        expect(kiosk.page.locator("main")).to_contain_text("Keep this tablet and don’t clear its browser")
        expect(kiosk.page.locator("[data-count]")).to_have_text("1")
        kiosk.page.close(run_before_unload=True)
        kiosk.page.wait_for_timeout(500)
        assert warned == ["beforeunload"]
        kiosk.context.set_offline(False)
        kiosk.waits(0)
        expect(kiosk.page.locator("main")).to_contain_text("Nothing waits on this tablet")
        kiosk.page.close(run_before_unload=True)
        kiosk.context.new_page().wait_for_timeout(300)
        assert warned == ["beforeunload"]


DAMAGE = """async () => {
  const opening = indexedDB.open("have-your-say-kiosk", 1);
  const held = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const kept = held.transaction("waiting", "readwrite").objectStore("waiting");
  const items = await new Promise((done) => { kept.getAll().onsuccess = (event) => done(event.target.result); });
  await new Promise((done) => {
    kept.put({ ...items[0], envelope: items[0].envelope.slice(0, -8) + "AAAAAAAA" }).onsuccess = done;
  });
  held.close();
}"""


def test_a_damaged_response_is_told_of_and_stays_on_the_tablet(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.context.set_offline(True)
        kiosk.take(BOROUGHS[0])
        kiosk.take(BOROUGHS[1])
        kiosk.page.evaluate(DAMAGE)
        kiosk.context.set_offline(False)
        kiosk.waits(1)
        kiosk.staff()
        expect(kiosk.page.locator("main")).to_contain_text("can’t be opened: it was damaged on the tablet")
    assert len(place.stored(event)) == 1


def test_a_new_link_lets_the_queue_through_that_waited_under_the_old(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.context.set_offline(True)
        kiosk.take(BOROUGHS[0])
        with place.database.transaction() as tx:
            actions.renew_link(tx, event, by="command-line", now=datetime.now(UTC))
        kiosk.context.set_offline(False)
        kiosk.page.reload()
        expect(kiosk.page.get_by_role("heading", name="The kiosk link is no longer good")).to_be_visible()
        kiosk.waits(1)
        assert place.stored(event) == []
        with place.database.reading() as tx:
            renewed = actions.find(tx, event.id)
        kiosk.page.goto(place.link(renewed))
        kiosk.welcome()
        kiosk.waits(0)
    assert len(place.stored(event)) == 1


def test_an_event_that_has_ended_asks_nobody_and_sends_what_waits(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.context.set_offline(True)
        kiosk.take(BOROUGHS[0])
        with place.database.transaction() as tx:
            actions.end(tx, event, by="command-line", now=datetime.now(UTC))
        kiosk.context.set_offline(False)
        kiosk.page.reload()
        expect(kiosk.page.get_by_role("heading", name="This event has ended")).to_be_visible()
        kiosk.waits(0)
    assert len(place.stored(event)) == 1


def test_the_event_can_be_taken_off_a_tablet_on_which_nothing_waits(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.staff()
        kiosk.press("Take the event off this tablet")
        kiosk.press("Take it off")
        expect(kiosk.page.get_by_role("heading", name="This tablet is not open for an event")).to_be_visible()
        kiosk.page.goto(f"/kiosk/{event.code}")
        expect(kiosk.page.get_by_role("heading", name="This tablet is not open for an event")).to_be_visible()


def test_the_token_leaves_the_address_at_once(chromium: Browser, place: Place, tmp_path: Path) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        assert kiosk.page.url.endswith(f"/kiosk/{event.code}")


NO_ROOM = """() => {
  window.real = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""


def test_a_tablet_without_room_says_so_and_keeps_the_answers_on_the_screen(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.answer(BOROUGHS[0])
        kiosk.page.evaluate(NO_ROOM)
        kiosk.press("Send my answers")
        expect(kiosk.page.get_by_role("heading", name="Your answers could not be kept")).to_be_visible()
        kiosk.page.evaluate("() => { IDBObjectStore.prototype.put = window.real; }")
        kiosk.press("Try again")
        expect(kiosk.page.get_by_role("heading", name="Thank you")).to_be_visible()
        assert len(place.arrived(event, 1)) == 1
