"""From answers to a summary in every borough: each figure that is told anywhere is the same figure."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from random import Random
from typing import Any

import orjson
import pypdf
from markupsafe import escape

from survey.columns.actions import Columns, View
from survey.consultations import actions as consultations
from survey.db.session import Database, Transaction
from survey.indicators.areas import SET_FOR
from survey.indicators.measures import actions as measures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.years import Year
from survey.places.london import WHOLE
from survey.priorities.equality import actions as equality
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Source
from survey.priorities.grounds.voices import voice
from survey.priorities.ledger import actions as ledger
from survey.priorities.ledger.decision import Outcome, Said
from survey.priorities.performance import actions as performance
from survey.priorities.planning import actions as planning
from survey.priorities.scoring import actions as scoring
from survey.priorities.targets.target import Aim, Wanted
from survey.questionnaire import library
from survey.questionnaire.definition import Channel
from survey.questionnaire.document import load_document
from survey.responses import actions as responses
from survey.responses.actions import Given
from survey.responses.response import Response
from survey.summaries.figures import actions as figures
from survey.summaries.following import actions as following
from survey.summaries.local import actions as local
from survey.summaries.local.steps import State
from survey.summaries.local.summary import Edition
from survey.themes.variables.actions import THEMES
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of
from tests.builders import SECRET, shipped
from tests.local_summaries import HOUSE, TEXTS, contents
from tests.planning import APPROVER, REVIEWER, WRITER
from tests.recorded_crime import file_of, take_in
from tests.store.themes.written import codebook, coded, colleague, gather, text_of

KINGSTON, CAMDEN = "E09000021", "E09000007"
BEFORE, THIS = "2025", "2026"
LAST_YEAR, NEXT_YEAR = Year(2022), Year(2023)
"""The target that was decided upon after the first round is of LAST_YEAR; the second decides on NEXT_YEAR."""

FALL = "5.0"
OPENED = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
CLOSED = OPENED + timedelta(weeks=10)
NOW = CLOSED + timedelta(weeks=6)
TARGET = "5.0% reduction in burglary"


def asked(database: Database, key: str, opens: datetime) -> None:
    """Makes a round in which residents are asked."""
    source = library.source("residents")
    with database.transaction() as tx:
        consultations.create(tx, key, f"Have your say {key}", opens, opens + timedelta(weeks=10), None, opens)
        consultations.publish(tx, key, load_document(source), source, None, opens)


def answered(
    database: Database, key: str, area: str, *first: str, number: int, why: str = ""
) -> list[Response]:
    """Has people answer, all alike but for their sex."""
    version, chance = shipped("residents"), Random(f"{key}{area}{first}")
    at = OPENED + timedelta(days=3)
    prepared = []
    for person in range(number):
        answers: dict[str, Any] = {"borough": area, "priorities": list(first)}
        answers["sex"] = "female" if person % 2 else "male"
        if why:
            answers["first_why"] = f"{why}, number {person}"
        given = Given(key, Channel.WEB, "en", 0, answers, at, at + timedelta(minutes=9), {})
        prepared.append(responses.prepare(version, given, secret=SECRET, chance=chance))
    with database.transaction() as tx:
        responses.submit_prepared(tx, prepared)
        found = responses.find_all(tx, [one.response.id for one in prepared])
        return [found[one.response.id] for one in prepared]


@contextmanager
def viewed(database: Database) -> Iterator[View]:
    """Gives the residents' columns, weighted as results are."""
    columns, scheme = Columns(database, further=THEMES), scheme_of("residents")
    assert scheme is not None
    assert columns.ready(30)
    with columns.view("residents", weighing(scheme, THIS)) as view:
        assert view is not None
        yield view
    columns.close()


def decided(tx: Transaction, key: str, area: str, adopted: Sequence[str], now: datetime) -> None:
    """Takes a plan all the way: each candidate that is adopted gets the target."""
    for one in planning.candidates(tx, key, area):
        said = Said(Outcome.NOT_ADOPTED, "Fewer named it")
        if one.key in adopted:
            wanted = Wanted("burglary", Aim.REDUCE, Decimal(FALL))
            words = ("Most named it", "Burglary comes first", "Mark property", "Borough Commander")
            said = Said(Outcome.ADOPTED, *words, "2024-03-31", (wanted,))
        ledger.decide(tx, key, area, one.id, said, WRITER, now)
    equality.write(
        tx, key, area, everybody=("Burglary",), groups=(), gaps="None", mitigation="None is needed",
        officer="Head of engagement", actor=WRITER, now=now,
    )  # fmt: skip
    ledger.propose(tx, key, area, "", WRITER, now)
    ledger.review(tx, key, area, "", REVIEWER, now)
    ledger.consider(tx, key, area, APPROVER, now)
    ledger.approve(tx, key, area, "", APPROVER, now)
    ledger.publish(tx, key, area, APPROVER, now)


def last_year(database: Database) -> Response:
    """A round of the year before, and the target that came of it; returns one of its responses."""
    opens = OPENED - timedelta(weeks=52)
    asked(database, BEFORE, opens)
    (one,) = answered(database, BEFORE, KINGSTON, "burglary", number=1)
    with database.transaction() as tx:
        measures.define(
            tx, Measure("burglary", "Burglary", Kind.COUNT, (Term(category="BURGLARY"),)), WRITER, NOW
        )
        planning.start(tx, BEFORE, LAST_YEAR, Year(2011), WRITER, NOW)
        decided(tx, BEFORE, KINGSTON, ["burglary"], NOW - timedelta(weeks=30))
    return one


def read_and_coded(database: Database, found: Sequence[Response]) -> None:
    """Has most of the texts of the first priority read and given a theme."""
    gather(database)
    analyst = colleague(database, "An analyst")
    book = codebook(database, analyst, "At dusk", entries=("first_why",))
    for one in found[:55]:
        coded(database, book, text_of(database, one), "At dusk", by=analyst)


def weighed(database: Database) -> None:
    """Gathers evidence of answers and texts, and scores it under a scenario."""
    with database.transaction() as tx:
        planning.start(tx, THIS, NEXT_YEAR, LAST_YEAR, WRITER, NOW)
    with viewed(database) as view:
        found = voice(view, "residents", THIS, KINGSTON, weighted=True)
        assert found is not None
        with database.transaction() as tx:
            grounds.gather_voice(
                tx, THIS, KINGSTON, Source.RESIDENTS, found,
                data_mark=view.mark, data_at=NOW, actor=WRITER, now=NOW,
            )  # fmt: skip
            asked_about = shipped("residents").questionnaire
            assert grounds.gather_words(
                tx, view, asked_about, THIS, KINGSTON, data_at=NOW, actor=WRITER, now=NOW
            )
    with database.transaction() as tx:
        points = {Source.RESIDENTS: 100.0}
        scenario = scoring.save(tx, THIS, "Residents first", points, "As agreed", WRITER, NOW)
        scored = scoring.score(tx, THIS, KINGSTON, scenario)
    assert scored.ranked[0].candidate.key == "burglary"


def told(database: Database) -> dict[str, Edition]:
    """Publishes figures, the year's results and all 33 drafts; returns area → its edition."""
    with viewed(database) as view, database.transaction() as tx:
        figures.publish(tx, view, THIS, "residents", data_at=NOW, actor=WRITER, now=NOW)
        performance.publish(tx, KINGSTON, LAST_YEAR, "", APPROVER, NOW)
    made = local.draft_all(database, THIS, actor=WRITER, now=NOW)
    assert made.made == len(SET_FOR) == 33
    for area in SET_FOR:
        with database.transaction() as tx:
            local.write(tx, THIS, area, TEXTS, WRITER, NOW)
            local.propose(tx, THIS, area, "", WRITER, NOW)
            local.approve(tx, THIS, area, "", APPROVER, NOW)
    assert local.publish_all(database, THIS, HOUSE, actor=APPROVER, now=NOW) == 33
    with database.reading() as tx:
        assert set(local.states(tx, THIS).values()) == {State.PUBLISHED}
        return {area: local.editions(tx, area)[0] for area in SET_FOR}


def told_alike(lines: Mapping[str, Any], said: Mapping[str, bytes]) -> int:
    """Holds each share of an area's priorities in every format to its public figures; returns how many there are."""
    held = orjson.loads(said["json"])["figures"]
    rows = csv.DictReader(StringIO(said["csv"].decode("utf-8-sig")))
    in_rows = {one["item"]: one["value"] for one in rows if one["measure"] == "weighted"}
    shared = [one for one in held["answers"]["voices"][0]["priorities"] if one["weighted"] is not None]
    for one in shared:
        assert one["weighted"] == lines[one["key"]]["weighted"]
        assert in_rows[one["key"]] == f"{one['weighted']:.6f}"
    shares = {f"{int(one['weighted'] * 100 + 0.5)}%" for one in shared[:3]}
    if shares:
        for words in (said["en.html"].decode(), said["txt"].decode(), leaflet_of(said)):
            assert all(share in words for share in shares)
    return len(shared)


def leaflet_of(said: Mapping[str, bytes]) -> str:
    """Returns the words of a leaflet, in one line."""
    pages = pypdf.PdfReader(BytesIO(said["pdf"])).pages
    return " ".join("".join(page.extract_text() for page in pages).split())


def test_page_leaflet_files_and_each_persons_page_tell_the_same_figures(database: Database) -> None:
    of_before = last_year(database)
    asked(database, THIS, OPENED)
    of_this = answered(database, THIS, KINGSTON, "burglary", number=60, why="They come at dusk")
    answered(database, THIS, KINGSTON, "robbery", number=15)
    answered(database, THIS, CAMDEN, "drugs", number=60)
    read_and_coded(database, of_this)
    weighed(database)
    with database.transaction() as tx:
        for area in SET_FOR:
            decided(tx, THIS, area, ["burglary"], NOW)
    take_in(database, file_of("Kingston upon Thames", "Camden"), taken_on=date(2023, 12, 5))
    editions = told(database)
    edition = editions[KINGSTON]

    with database.reading() as tx:
        public = figures.latest(tx, THIS, "residents")
        line = performance.standing(tx, KINGSTON, LAST_YEAR).results.by_key["burglary"]
        before = following.follow(tx, of_before, shipped("residents"))
        this = following.follow(tx, of_this[0], shipped("residents"))
    assert public is not None
    here = public.area(KINGSTON)["lines"]["burglary"]
    share = f"{int(here['weighted'] * 100 + 0.5)}%"
    said = contents(database, edition)
    held = orjson.loads(said["json"])["figures"]

    # The share of residents, weighted: in the public figures, the page, the leaflet, the text, both files.
    (first, *_) = held["answers"]["voices"][0]["priorities"]
    assert (first["key"], first["count"], first["weighted"]) == ("burglary", 60, here["weighted"])
    leaflet = leaflet_of(said)
    assert f"Burglary: {share} in Kingston" in said["en.html"].decode()
    assert f"- Burglary: {share} (London: " in said["txt"].decode()
    assert share in leaflet
    rows = list(csv.DictReader(StringIO(said["csv"].decode("utf-8-sig"))))
    (weighted,) = [one for one in rows if (one["item"], one["measure"]) == ("burglary", "weighted")]
    assert weighted["value"] == f"{here['weighted']:.6f}"

    # What people wrote there, without a figure.
    for words in (said["en.html"].decode(), said["txt"].decode(), leaflet):
        assert "In Kingston people wrote most often about: At dusk" in " ".join(words.split())

    # Every other area tells what the public figures say of it.
    whole = public.table("priorities")
    assert whole is not None
    for area, its in editions.items():
        lines = {one["key"]: one for one in whole["lines"]} if area == WHOLE else public.area(area)["lines"]
        alike = told_alike(lines, contents(database, its))
        assert bool(alike) is (area in {KINGSTON, CAMDEN, WHOLE})

    # How the target of the year before went: in the results, everywhere, and for whoever asked for it then.
    assert line.words == "Burglary: 22 offences or -3.0%: target missed"  # 727 in 2021/22, 705 in 2022/23
    (performed,) = held["performance"]["lines"]
    assert performed["words"] == line.words
    assert str(escape(line.figure_words)) in said["en.html"].decode()
    assert line.figure_words in said["txt"].decode()
    assert leaflet.count(line.figure_words) == 1
    assert [one["in_words"] for one in rows if one["measure"] == "result"] == [line.words]
    assert before is not None
    assert before.followed[0].went == (line.words,)

    # What was decided and promised: in the plan, everywhere, and for whoever asked for it now.
    assert held["plan"]["promises"][0]["targets"] == [TARGET]
    assert TARGET in said["en.html"].decode()
    assert TARGET in leaflet
    assert this is not None
    assert (this.followed[0].here, this.followed[0].targets) == (60, (TARGET,))
