"""The main job, end to end, on a real server: two questionnaires, three kinds of people, one set of results."""

import csv
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from random import Random
from urllib.parse import urljoin

import httpx
import pytest

from tests.conftest import fresh_database
from tests.journeys.walker import answer_all, checked, fill_in
from tests.pages import Page, fields_of
from tests.server import Server

CATCHES_UP_IN_S = 5.0
ADDRESSES = {"residents": "/haveyoursay", "businesses": "/haveyoursay-businesses"}


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An installation set up from the command line, with an open round, serving; shared by this file."""
    folder = tmp_path_factory.mktemp("main_job")
    url = f"sqlite:///{folder / 'survey.sqlite'}"
    if request.param == "postgresql":
        url = fresh_database(request.getfixturevalue("postgresql_url"))
    started = Server(folder / "instance", url)
    started.command("init")
    day = datetime.now(UTC).date()
    dates = ["--opens", str(day - timedelta(days=2)), "--closes", str(day + timedelta(days=20))]
    started.command("consultation", "create", "2026", "--name", "Have your say", *dates)
    for family in ADDRESSES:
        started.command("questionnaire", "publish", family, "--round", "2026")
    started.start()
    yield started
    assert started.stop() == 0


def client_of(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.address, timeout=20, follow_redirects=True)


def staff_client(server: Server, role: str) -> httpx.Client:
    """Somebody who has signed in by the form."""
    email, password = f"{role}@example.org", "correct horse battery staple"
    server.command("user", "add", email, "--role", role, "--password-stdin", input=password)
    client = client_of(server)
    page = submit(client, client.get("/staff/sign-in"), {"email": email, "password": password})
    assert "sign in" not in page.heading.lower(), page.errors
    return client


def submit(client: httpx.Client, response: httpx.Response, changes: dict[str, str]) -> Page:
    page = checked(response)
    assert page.main_form is not None
    fields = {name: value for name, value in fields_of(page.main_form) if name not in changes}
    where = urljoin(str(response.url), page.main_form.get("action") or str(response.url))
    return checked(client.post(where, data={**fields, **changes}))


def exported(server: Server, family: str) -> list[dict[str, str]]:
    path = server.instance / f"{family}.csv"
    server.command("export", "--audience", family, "--format", "csv", "--output", str(path))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def plain(reference: str) -> str:
    return reference.replace("-", "")


def take_a_call(clerk: httpx.Client, family: str, chance: Random) -> str:
    """Keys a whole interview and returns the reference that the clerk reads out."""
    response = clerk.get("/staff/desk")
    token = dict(fields_of(checked(response).all("form")[1]))["csrf_token"]
    response = clerk.post("/staff/desk/calls", data={"csrf_token": token, "family": family})
    for _ in range(60):
        page = checked(response)
        if page.reference:
            return page.reference
        assert not page.errors, (str(response.url), page.errors)
        assert page.main_form is not None, page.heading
        fields = fill_in(page.main_form, chance)
        _untangle_ranks(fields, chance)
        where = urljoin(str(response.url), page.main_form.get("action") or str(response.url))
        response = clerk.post(where, data=fields)
    raise AssertionError("the interview has no end")


def _untangle_ranks(fields: dict[str, list[str]], chance: Random) -> None:
    """A clerk hears three different things; a client that draws blindly may key one twice."""
    ranks = sorted(name for name in fields if name.startswith("priorities.") and name[-1].isdigit())
    values = ["burglary", "robbery", "hate_crime"]
    chance.shuffle(values)
    for name, value in zip(ranks, values, strict=False):
        fields[name] = [value]


def test_three_kinds_of_people_and_one_set_of_results(server: Server) -> None:
    given: dict[str, set[str]] = {"residents": set(), "businesses": set()}
    for family, address in ADDRESSES.items():
        for seed in range(3):
            with client_of(server) as visitor:
                walk = answer_all(visitor, address, Random(seed))
            given[family].add(plain(walk.reference))
    with closing(staff_client(server, "clerk")) as clerk:
        by_telephone = plain(take_a_call(clerk, "residents", Random(9)))

    for family, references in given.items():
        rows = {plain(row["reference"]): row for row in exported(server, family)}
        expected = references | ({by_telephone} if family == "residents" else set())
        assert expected <= set(rows)
        assert {rows[reference]["channel"] for reference in references} == {"web"}
    assert {plain(row["reference"]): row["channel"] for row in exported(server, "residents")}[
        by_telephone
    ] == "telephone"

    with closing(staff_client(server, "analyst")) as analyst:
        deadline = time.monotonic() + CATCHES_UP_IN_S
        page = checked(analyst.get("/staff/results/residents"))
        while "Telephone" not in page.text and time.monotonic() < deadline:
            time.sleep(0.2)
            page = checked(analyst.get("/staff/results/residents"))
        assert "Telephone" in page.text
        assert "4" in page.text
        assert checked(analyst.get("/staff/results/businesses")).status == 200
        assert checked(analyst.get("/staff/results/residents/questions")).status == 200


def test_no_exported_reference_opens_anything(server: Server) -> None:
    with client_of(server) as visitor:
        answer_all(visitor, "/haveyoursay", Random(1))
    for row in exported(server, "residents"):
        with client_of(server) as stranger:
            page = submit(stranger, stranger.get("/return"), {"code": row["reference"]})
            assert page.errors


def test_the_log_tells_no_answer_and_nobody(server: Server) -> None:
    with client_of(server) as visitor:
        walk = answer_all(visitor, "/haveyoursay", Random(2))
    log = server.log.read_text()
    assert "respond.save_page" in log
    said = {
        value
        for fields in walk.posted
        for name, values in fields.items()
        for value in values
        if name not in {"csrf_token", "go"} and len(value) > 8
    }
    assert not [value for value in said if value in log]
    assert walk.reference not in log
