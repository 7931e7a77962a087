"""Built styles and scripts: named by content, kept by browsers, sent small."""

import gzip

from flask import Flask
from werkzeug.test import TestResponse

from tests.pages import PageClient


def fetch(app: Flask, address: str, **headers: str) -> TestResponse:
    """Gets a file whole, so that nothing stays open."""
    return app.test_client().get(address, buffered=True, headers=headers)


def stylesheet(client: PageClient) -> str:
    (link,) = [link for link in client.get("/privacy").all("link") if link.get("rel") == "stylesheet"]
    return link.get("href") or ""


def test_what_a_page_names_is_there(app: Flask, client: PageClient) -> None:
    page = client.get("/privacy")
    named = [link.get("href") for link in page.all("link")] + [
        script.get("src") for script in page.all("script")
    ]
    for address in filter(None, named):
        assert fetch(app, address).status_code == 200, address


def test_a_built_file_may_be_kept_for_ever(app: Flask, client: PageClient) -> None:
    answer = fetch(app, stylesheet(client))
    assert answer.cache_control.max_age == 31_536_000


def test_text_is_sent_gzipped_to_those_who_can_read_that(app: Flask, client: PageClient) -> None:
    address = stylesheet(client)
    plain = fetch(app, address)
    small = fetch(app, address, **{"Accept-Encoding": "gzip"})
    assert small.content_encoding == "gzip"
    assert small.mimetype == "text/css"
    assert "Accept-Encoding" in small.vary
    assert gzip.decompress(small.data) == plain.data
    assert plain.content_encoding is None


def test_styles_serve_both_directions_of_writing(app: Flask, client: PageClient) -> None:
    css = fetch(app, stylesheet(client)).text
    for physical in ("margin-left:", "padding-right:", "text-align:left", "float:left", ";left:"):
        assert physical not in css


def test_no_font_or_crest_of_the_government_is_used(app: Flask, client: PageClient) -> None:
    css = fetch(app, stylesheet(client)).text
    assert "GDS Transport" not in css
    assert "crest" not in css


def test_a_file_outside_is_not_given(app: Flask) -> None:
    for address in ("/static/../language.py", "/static/%2e%2e/language.py", "/static/nothing.css"):
        assert fetch(app, address, **{"Accept-Encoding": "gzip"}).status_code == 404
