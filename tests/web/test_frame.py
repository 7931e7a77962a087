"""What holds for every answer of the server."""

import logging
from dataclasses import replace

import pytest
from flask import Flask, request

from survey import create_app
from survey.config import Settings
from survey.db.session import Database
from survey.web import headers
from tests.pages import PageClient


def test_every_answer_carries_the_security_headers(app: Flask) -> None:
    for address in ("/healthz", "/no-such-page", "/staff/sign-in"):
        carried = app.test_client().get(address).headers
        assert "default-src 'self'" in carried["Content-Security-Policy"]
        assert "unsafe-inline" not in carried["Content-Security-Policy"]
        assert carried["X-Content-Type-Options"] == "nosniff"
        assert carried["Referrer-Policy"] == "same-origin"
        assert carried["Cache-Control"] == "no-store"


def test_the_only_inline_script_is_the_one_the_policy_names(client: PageClient) -> None:
    page = client.get("/staff/sign-in")
    inline = ["".join(script.itertext()) for script in page.all("script") if script.get("src") is None]
    assert inline == [headers.SCRIPT_IN_BASE]


def test_a_page_that_is_not_there_says_what_to_do(client: PageClient) -> None:
    page = client.get("/no-such-page")
    assert page.status == 404
    assert page.heading == "Page not found"


def test_a_fault_of_ours_shows_no_inside(app: Flask) -> None:
    def broken() -> str:
        raise ValueError("my answer was burglary")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["health.alive"] = broken
    response = app.test_client().get("/healthz")
    assert response.status_code == 500
    assert b"burglary" not in response.data


def test_a_fault_of_ours_is_logged_without_its_words(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str:
        raise ValueError("my answer was burglary")

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.view_functions["health.alive"] = broken
    with caplog.at_level(logging.INFO):
        app.test_client().get("/healthz?name=somebody")
    assert "unexpected ValueError" in caplog.text
    assert "burglary" not in caplog.text
    assert "somebody" not in caplog.text


def test_alive_and_ready(app: Flask) -> None:
    assert app.test_client().get("/healthz").text == "alive\n"
    assert app.test_client().get("/readyz").text == "ready\n"


def test_metrics_count_by_view(app: Flask) -> None:
    visitor = app.test_client()
    visitor.get("/healthz")
    assert 'survey_requests_total{view="health.alive",status="2xx"} 1' in visitor.get("/metrics").text


def test_behind_a_proxy_limits_count_people_and_not_the_proxy(
    settings: Settings, sqlite_database: Database
) -> None:
    behind = create_app(replace(settings, trusted_proxies=1), sqlite_database)
    behind.view_functions["health.alive"] = lambda: request.remote_addr or ""
    sent = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    assert behind.test_client().get("/healthz", headers=sent).text == "198.51.100.7"


def test_without_a_proxy_nobody_can_claim_an_address(app: Flask) -> None:
    app.view_functions["health.alive"] = lambda: request.remote_addr or ""
    assert app.test_client().get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"}).text == "127.0.0.1"
