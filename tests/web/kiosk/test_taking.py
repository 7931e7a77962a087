"""What a kiosk takes along and sends: by the event's token alone, each item answered for, none twice."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from survey.config import Settings
from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event, kiosk_token
from survey.fieldwork.events.sealing import sealed_to
from survey.web.headers import content_security_policy
from tests.builders import TINY, open_round, version_from
from tests.events import KINGSTON, planned
from tests.pages import PageClient

VERSION = version_from(TINY)


@pytest.fixture
def event(sqlite_database: Database, settings: Settings) -> Event:
    open_round(sqlite_database, TINY)
    return planned(sqlite_database, settings.secret_key)


@pytest.fixture
def token(event: Event, settings: Settings) -> str:
    return kiosk_token(event, settings.secret_key)


def ask_pack(app: Flask, event: Event, token: str) -> TestResponse:
    return app.test_client().get(f"/kiosk/{event.code}/pack", headers={"Authorization": f"Bearer {token}"})


def envelope(event: Event, named: str, **changes: Any) -> dict[str, str]:
    """An item as a kiosk sends it."""
    now = int(datetime.now(UTC).timestamp() * 1000)
    words = {
        "version": VERSION.hash,
        "language": "en",
        "rotation": 0,
        "answers": {"borough": KINGSTON},
        "code": "",
        "began": now - 60_000,
        "finished": now,
        **changes,
    }
    return {
        "id": named,
        "envelope": sealed_to(event.public_key, json.dumps(words).encode(), event_id=event.id, item=named),
    }


def send(app: Flask, event: Event, token: str, *items: Any, **changes: Any) -> TestResponse:
    posted = {"now": int(datetime.now(UTC).timestamp() * 1000), "items": list(items), **changes}
    address, headers = f"/kiosk/{event.code}/responses", {"Authorization": f"Bearer {token}"}
    return app.test_client().post(address, json=posted, headers=headers)


def count(database: Database) -> int:
    with database.reading() as tx:
        return int(tx.connection.execute(text("SELECT count(*) FROM responses")).scalar_one())


def test_the_shell_is_the_same_for_every_event_and_holds_nothing_of_one(
    client: PageClient, event: Event
) -> None:
    shell = client.get("/kiosk/").html
    assert client.get(f"/kiosk/{event.code}").html == shell
    assert event.code not in shell


def test_the_pack_holds_the_questionnaire_and_the_key_to_seal_to(
    app: Flask, event: Event, token: str
) -> None:
    pack = ask_pack(app, event, token).get_json()
    assert (pack["state"], pack["version"]) == ("open", VERSION.hash)
    assert set(pack["by_language"]["en"]["questions"]) == {"borough", "met", "went"}
    assert pack["event"]["public_key"]
    assert abs(pack["now"] / 1000 - datetime.now(UTC).timestamp()) < 60


@pytest.mark.parametrize("wrong", ["", "0" * 40, "\u20ac"])
def test_without_the_token_nothing_is_given_or_taken(
    app: Flask, sqlite_database: Database, event: Event, wrong: str
) -> None:
    wrong = wrong.encode().decode("latin-1")
    assert ask_pack(app, event, wrong).status_code == 403
    assert send(app, event, wrong, envelope(event, str(uuid4()))).status_code == 403
    assert count(sqlite_database) == 0


def test_a_token_opens_its_own_event_alone(
    app: Flask, sqlite_database: Database, event: Event, token: str, settings: Settings
) -> None:
    other = planned(sqlite_database, settings.secret_key, name="Another")
    assert ask_pack(app, other, token).status_code == 403


def test_a_new_link_voids_the_old_token_and_says_what_to_do(
    app: Flask, sqlite_database: Database, event: Event, token: str
) -> None:
    with sqlite_database.transaction() as tx:
        actions.renew_link(tx, event, by="command-line", now=datetime.now(UTC))
    answer = send(app, event, token, envelope(event, str(uuid4())))
    assert answer.status_code == 403
    assert "open the event’s new link" in answer.get_json()["message"]


def test_each_item_is_answered_for(app: Flask, sqlite_database: Database, event: Event, token: str) -> None:
    good, bad = str(uuid4()), str(uuid4())
    broken = {"id": bad, "envelope": "AAAA"}
    found = send(app, event, token, envelope(event, good), broken, {"id": "x"}, "nonsense").get_json()[
        "items"
    ]
    assert [(one["id"], one["outcome"], one.get("code")) for one in found] == [
        (good, "stored", None),
        (bad, "refused", "not_opened"),
        ("x", "refused", "not_an_id"),
        ("", "refused", "not_an_id"),
    ]
    assert all(one["message"] for one in found if one["outcome"] == "refused")
    assert count(sqlite_database) == 1


def test_the_same_queue_sent_twice_counts_once(
    app: Flask, sqlite_database: Database, event: Event, token: str
) -> None:
    items = [envelope(event, str(uuid4())) for _ in range(3)]
    assert {one["outcome"] for one in send(app, event, token, *items).get_json()["items"]} == {"stored"}
    assert {one["outcome"] for one in send(app, event, token, *items).get_json()["items"]} == {"known"}
    assert count(sqlite_database) == 3


def test_one_bad_item_does_not_hold_up_the_others(
    app: Flask, sqlite_database: Database, event: Event, token: str
) -> None:
    items = [envelope(event, str(uuid4()), answers={}), envelope(event, str(uuid4()))]
    assert [one["outcome"] for one in send(app, event, token, *items).get_json()["items"]] == [
        "refused",
        "stored",
    ]
    assert count(sqlite_database) == 1


@pytest.mark.parametrize("changes", [{"now": "noon"}, {"now": None}, {"items": "all"}, {"items": [{}] * 51}])
def test_what_is_no_queue_is_refused(app: Flask, event: Event, token: str, changes: dict[str, Any]) -> None:
    assert send(app, event, token, **changes).status_code == 400


def test_an_event_that_has_ended_asks_nobody_and_takes_what_waits(
    app: Flask, sqlite_database: Database, event: Event, token: str
) -> None:
    with sqlite_database.transaction() as tx:
        actions.end(tx, event, by="command-line", now=datetime.now(UTC))
    pack = ask_pack(app, event, token).get_json()
    assert pack["state"] == "ended"
    assert "document" not in pack
    send(app, event, token, envelope(event, str(uuid4())))
    assert count(sqlite_database) == 1


def test_a_consultation_that_has_closed_asks_nobody_and_takes_what_waits(
    app: Flask, sqlite_database: Database, event: Event, token: str
) -> None:
    moment = datetime.now(UTC)
    with sqlite_database.transaction() as tx:
        consultations.close(tx, "2026", "command-line", moment - timedelta(seconds=1))
    assert ask_pack(app, event, token).get_json()["state"] == "closed"
    send(app, event, token, envelope(event, str(uuid4())))
    assert count(sqlite_database) == 1


def test_a_kiosk_sends_no_cookies_and_gets_none(app: Flask, event: Event, token: str) -> None:
    for answer in (ask_pack(app, event, token), send(app, event, token, envelope(event, str(uuid4())))):
        assert "Set-Cookie" not in answer.headers


def test_the_worker_keeps_all_that_the_shell_needs(app: Flask, client: PageClient) -> None:
    shell = client.get("/kiosk/")
    worker = app.test_client().get("/kiosk/worker.js")
    assert worker.mimetype == "text/javascript"
    named = [one.get("href") for one in shell.all("link")] + [one.get("src") for one in shell.all("script")]
    for address in filter(None, named):
        assert f'"{address}"' in worker.text


def test_the_kiosk_keeps_to_the_strict_policy(app: Flask) -> None:
    for address in ("/kiosk/", "/kiosk/worker.js"):
        assert app.test_client().get(address).headers["Content-Security-Policy"] == content_security_policy()


def test_nothing_personal_stands_in_the_log(
    app: Flask, event: Event, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    send(app, event, token, envelope(event, str(uuid4()), answers={"borough": "Atlantis"}))
    assert "not_sound" in caplog.text
    assert "Atlantis" not in caplog.text
    assert token not in caplog.text
