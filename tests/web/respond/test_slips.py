"""The code on the slip of a printed form opens the same response online."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from survey.fieldwork.paper import actions
from survey.fieldwork.paper.form import Print
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.return_code import ReturnCode
from survey.web.request import state_of
from tests.builders import open_round, shipped
from tests.pages import PageClient


@pytest.fixture
def slip(app: Flask) -> ReturnCode:
    """The code of a form that was printed."""
    database, secret = state_of(app).database, state_of(app).settings.secret_key
    open_round(database)
    with database.transaction() as tx:
        (printed,) = actions.print_forms(
            tx,
            shipped("residents"),
            "2026",
            language="en",
            size=Print.STANDARD,
            copies=1,
            secret=secret,
            now=datetime.now(UTC),
        )
    return printed.code


def test_the_code_of_a_slip_begins_a_response_online(client: PageClient, slip: ReturnCode) -> None:
    client.get("/return")
    page = client.submit({"code": slip.shown})
    assert page.heading == "Where you live"


def test_the_response_bears_the_serial_of_the_form(client: PageClient, app: Flask, slip: ReturnCode) -> None:
    client.get("/return")
    client.submit({"code": slip.shown})
    with state_of(app).database.reading() as tx:
        found = responses.find_by_reference(tx, slip.reference)
    assert found is not None
    assert found.channel == Channel.WEB


def test_the_same_code_goes_on_where_the_person_stopped(client: PageClient, slip: ReturnCode) -> None:
    client.get("/return")
    client.submit({"code": slip.shown})
    client.submit({"borough": "E09000021", "age": "age_25_34"})
    client.get("/return")
    assert client.submit({"code": slip.shown}).heading != "Where you live"
