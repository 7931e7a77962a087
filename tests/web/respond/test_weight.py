"""What a phone has to load for a page that asks: at first with styles and fonts, later the page alone."""

import re

import pytest
from flask import Flask

from survey.questionnaire.definition import Channel
from survey.web.asking.pages import Showing, show
from survey.web.request import state_of
from survey.web.respond.answering import TEMPLATE
from tests.builders import begun, open_round, shipped
from tests.pages import PageClient

FIRST_VIEW = 60 * 1024
LATER_VIEW = 15 * 1024
"""In bytes as the server sends them; a proxy that compresses makes a page a quarter of it."""

SEVERAL_SITES = "boroughs"
"""Lists all boroughs with a box for a count beside each, for firms that asked for it."""


def carried(client: PageClient, address: str) -> int:
    """Bytes that a browser loads for a file."""
    with client.client.get(address, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.status_code == 200, address
        return len(answer.data)


@pytest.mark.parametrize("family", ["residents", "businesses"])
def test_no_page_is_heavier_than_a_slow_phone_takes(app: Flask, client: PageClient, family: str) -> None:
    version = shipped(family)
    open_round(state_of(app).database)
    response, _code = begun(state_of(app).database, version)
    path = version.route.walk({}, Channel.WEB)
    with app.test_request_context("/"):
        pages = {
            page.key: show(Showing(TEMPLATE, version, page, response, path))
            for page in version.questionnaire.pages
        }
    for key, html in pages.items():
        weight = len(html.encode())
        files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
        assert weight + sum(carried(client, name) for name in files) <= FIRST_VIEW, key
        assert weight <= LATER_VIEW or key == SEVERAL_SITES, f"{key}: {weight}"
