"""What a person typed survives: changes on the way to sending, faults, lost cookies, forms from elsewhere."""

from flask import Flask

from survey.contacts.store import contacts
from survey.web.request import state_of
from tests.builders import TINY, open_round
from tests.pages import PageClient
from tests.web.respond.test_journey import code_on, rows, start

TWO_MORE = (
    TINY
    + """
  - key: more
    title: More
    show_if: {equals: {met: "yes"}}
    pages:
      - key: again
        title: And again
        questions:
          - {key: again, kind: short_text, text: Would you meet them again?, max_length: 10}
"""
)

RANKED = (
    TINY
    + """
  - key: most
    title: What matters
    pages:
      - key: most
        title: What matters most
        questions:
          - {key: note, kind: short_text, text: A note}
          - key: most
            kind: ranking
            text: What matters to you?
            limit: 3
            choices: [{key: noise, text: Noise}, {key: drugs, text: Drugs}, {key: theft, text: Theft}]
"""
)

GRID = (
    TINY
    + """
  - key: safe
    title: Safe
    pages:
      - key: safe
        title: How safe
        questions:
          - key: safe
            kind: grid
            text: How safe do you feel?
            required: true
            rows: [{key: day, text: By day}, {key: night, text: By night}]
            scale: [{key: well, text: Well}, {key: badly, text: Badly}]
"""
)


def begin(app: Flask, client: PageClient, source: str, **answers: str) -> None:
    """Starts a questionnaire and answers its first page."""
    open_round(state_of(app).database, source)
    start(client)
    client.submit({"borough": "E09000021", **answers})


def test_each_page_that_a_change_opens_is_asked_before_the_check(app: Flask, client: PageClient) -> None:
    begin(app, client, TWO_MORE, met="no")
    client.get("/c/2026/residents/pages/where?from=check")
    assert client.submit({"met": "yes"}).heading == "How it went"
    assert client.submit({"went": "Well"}).heading == "And again"
    assert client.submit({"again": "Yes"}).heading == "Check your answers"


def test_a_change_that_opens_nothing_asks_nothing_more(app: Flask, client: PageClient) -> None:
    begin(app, client, TWO_MORE, met="yes")
    client.get("/c/2026/residents/pages/how?from=check")
    assert client.submit({"went": "Well"}).heading == "Check your answers"


def test_changing_a_ranking_on_the_way_to_sending_asks_for_the_order(app: Flask, client: PageClient) -> None:
    begin(app, client, RANKED, met="no")
    client.get("/c/2026/residents/pages/most?from=check")
    client.submit({"most": ["noise", "theft"]})
    assert client.path.endswith("/order")
    assert client.submit({"most.place": "theft"}).heading == "Check your answers"
    assert rows(app)[0].answers["most"] == ["theft", "noise"]


def test_a_refused_sending_says_what_is_missing(app: Flask, client: PageClient) -> None:
    open_round(state_of(app).database, TINY)
    start(client)
    client.get("/c/2026/residents/check")
    page = client.submit()
    assert page.errors == ["Choose an answer from the list: ‘Which borough do you live in’ needs one"]
    assert client.submit({"borough": "E09000021"}).heading == "Check your answers"


def test_a_refused_sending_leads_to_the_order_that_was_not_finished(app: Flask, client: PageClient) -> None:
    begin(app, client, RANKED, met="no")
    client.submit({"most": ["noise", "theft"]})
    client.get("/c/2026/residents/check")
    client.submit()
    assert client.path.endswith("/order")
    assert client.submit({"most.place": "noise"}).heading == "Check your answers"


def test_coming_back_later_with_an_answer_that_does_not_fit_asks_to_mend_it(
    app: Flask, client: PageClient
) -> None:
    begin(app, client, TWO_MORE, met="yes")
    client.submit()
    page = client.submit({"again": "far too many words"}, press=("go", "later"))
    assert page.errors
    assert page.all("input", name="again", value="far too many words")


def test_coming_back_later_asks_for_nothing_that_is_missing(app: Flask, client: PageClient) -> None:
    open_round(state_of(app).database, TINY)
    start(client)
    assert client.submit({"met": "yes"}, press=("go", "later")).heading == "Your answers are saved"
    assert rows(app)[0].answers == {"met": "yes"}


def test_coming_back_goes_on_where_the_person_stopped(app: Flask, client: PageClient) -> None:
    begin(app, client, TWO_MORE, met="yes")
    code = code_on(client.submit({"went": "Half a"}, press=("go", "later")))
    other = PageClient(app)
    other.get("/return")
    other.submit({"code": code})
    assert other.path.endswith("/pages/how")


def test_half_a_grid_is_kept_while_the_other_half_is_asked_for(app: Flask, client: PageClient) -> None:
    begin(app, client, GRID, met="no")
    page = client.submit({"safe.day": "well"})
    assert page.errors == ["Choose an answer to ‘By night’"]
    assert rows(app)[0].answers["safe"] == {"day": "well"}


def test_a_cookie_lost_while_ordering_loses_nothing_else_on_the_page(app: Flask, client: PageClient) -> None:
    begin(app, client, RANKED, met="no")
    page = client.submit({"note": "Keep me", "most": ["noise", "drugs"]})
    code = code_on(page)
    client.client.delete_cookie("answering_residents", path="/c/2026/residents")
    client.submit({"most.place": "drugs"})
    client.submit({"code": code})
    answers = rows(app)[0].answers
    assert answers["note"] == "Keep me"
    assert answers["most"] == ["drugs", "noise"]


def test_another_site_cannot_slip_its_code_to_a_visitor(app: Flask, client: PageClient) -> None:
    begin(app, client, TINY, met="yes")
    code = code_on(client.page)  # type: ignore[arg-type]  # the page after `begin`
    for told in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ):
        visitor = PageClient(app)
        assert visitor.post("/return", {"code": code}, headers=told).status == 400
        assert visitor.client.get_cookie("answering_residents", path="/c/2026/residents") is None


def test_a_browser_that_says_its_page_is_ours_is_let_in(app: Flask, client: PageClient) -> None:
    open_round(state_of(app).database, TINY)
    for told in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        page = client.post("/c/2026/residents/start", {}, headers=told)
        assert page.heading == "Where you live"


def test_who_may_not_be_informed_leaves_no_address_behind(app: Flask, client: PageClient) -> None:
    source = TINY + 'keep_informed: {text: Hear from us?, show_if: {equals: {met: "yes"}}}\n'
    begin(app, client, source, met="no")
    sent = client.submit()
    assert not sent.all("input", name="email")
    token = sent.all("input", name="csrf_token")[0].get("value") or ""
    posted = {"csrf_token": token, "email": "someone@example.org"}
    assert client.post("/c/2026/residents/keep-informed", posted).status == 400
    with state_of(app).database.reading() as tx:
        assert tx.connection.execute(contacts.select()).all() == []
