"""How fast results are: columns alone, then a whole page over HTTP from a real server.

    .venv/bin/python benchmarks/results.py --responses 1000000

Residents' responses are simulated into a SQLite database of its own, which is thrown away; beyond DISTINCT they are
repeated under new ids and references. The last line printed is one JSON object:

rebuild_s         building the columns of all responses
topline_ms        the topline of all questions, plain and weighted, for a filter not seen before, median
topline_cached_ms the same where the aggregates of this data mark are kept
crosstab_ms       a question by another one, of several pairs, a filter not seen before, median
crosstab_most_ms  the slowest of them
weighing_s        weights for all responses under the scheme that ships, counted, raked and written into the columns
raking_s          raking as many cases to four margins, arrays alone
page_ms           the page of all questions over HTTP, a filter not seen before, columns warm, median
page_cached_ms    the same page asked for again
catch_up_s        taking over 1,000 new responses
csv_s, csv_mb     a CSV of 250,000 responses or a few more with all columns, written from the columns that a serving
                  process holds, read back and checked; the memory it took beyond what the process had
command_csv_s, command_csv_mb, command_sav_s, command_sav_mb
                  `survey export` of as many, which reads the answering database, as CSV and as SPSS file; all the
                  memory of the process
memory_mb         resident memory of the process that serves results
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, sleep
from typing import Any

import httpx
import numpy as np
from sqlalchemy import text
from tqdm import tqdm

from survey.accounts import actions as accounts
from survey.accounts import passwords
from survey.accounts.roles import Grant, Role
from survey.columns import actions as columns
from survey.columns import reading
from survey.columns.actions import Copy, where
from survey.columns.crossing import cross_tabs, grouping
from survey.columns.filters import Predicate
from survey.columns.selection import Selection
from survey.columns.weighing import Weighing
from survey.columns.weighted import weighted_topline
from survey.config import Settings, shipped_folder
from survey.consultations import actions as consultations
from survey.db.migrate import migrate
from survey.db.session import Database
from survey.demonstration import consultation
from survey.demonstration.simulation import Simulation, simulated
from survey.exports import FORMATS
from survey.exports import actions as exports
from survey.places.london import LONDON
from survey.questionnaire import library
from survey.questionnaire.document import load_document
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.statistics.raking import rake
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of

DISTINCT = 50_000
FILTERS = 9
A_COMMIT = 5_000
CSV_ROWS = 250_000
PORT = 8106
EMAIL, PASSWORD = "analyst@example.org", "four quiet herons wade"
BOROUGHS = [area.code for area in LONDON.areas]
PAGE = "/staff/results/residents/questions"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--port", type=int, default=PORT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"SURVEY_INSTANCE": folder, "SURVEY_SECRET_KEY": "for a benchmark alone"}
        settings = Settings.load(environment)
        database = Database(settings.database_url)
        version, current = prepare(database, settings, asked.responses)
        measured: dict[str, float] = {"responses": asked.responses}
        measured |= columns_alone(database, version, current, settings, Path(folder))
        measured["raking_s"] = raking(asked.responses)
        for form in ("csv", "sav"):
            measured |= exported(environment, form, Path(folder))
        measured |= served(environment, asked.port)
        database.close()
    print(json.dumps({name: round(value, 3) for name, value in measured.items()}))


def prepare(database: Database, settings: Settings, number: int) -> tuple[Version, Any]:
    """Sets up an open round with simulated responses and an analyst."""
    now = datetime.now(UTC)
    migrate(database, shipped_folder("migrations"), now)
    version = Version.of(load_document(library.source("residents")))
    with database.transaction() as tx:
        opens, closes = now - timedelta(days=30), now + timedelta(days=30)
        current = consultations.create(tx, "2026", "Round 2026", opens, closes, None, opens)
        consultations.publish(tx, "2026", version.questionnaire, library.source("residents"), None, opens)
        accounts.add_user(tx, EMAIL, "Analyst", [Grant(Role.ANALYST)], passwords.hashed(PASSWORD), None, now)
    add(database, settings, version, current, min(number, DISTINCT), seed=1)
    multiply(database, number)
    return version, current


def add(
    database: Database, settings: Settings, version: Version, current: Any, number: int, seed: int
) -> None:
    """Adds simulated responses."""
    window = consultation.window(current, datetime.now(UTC), settings.time_zone)
    drawn = simulated(Simulation(version, current.key, window, number, seed))
    chance = Random(seed)
    with tqdm(total=number, unit=" responses", desc="Simulating", disable=None) as bar:
        while batch := list(islice(drawn, 1000)):
            prepared = [responses.prepare(version, one, secret=f"{seed}", chance=chance) for one in batch]
            with database.transaction() as tx:
                bar.update(responses.submit_prepared(tx, prepared))


def multiply(database: Database, number: int) -> None:
    """Repeats responses under new ids, references and marks, until there are enough."""
    names = (
        "round, family, version, channel, language, rotation, answers, settled, "
        "started_at, saved_at, submitted_at, withdrawn_at, revision, paradata"
    )
    uuid = "||'-'||".join(f"hex(randomblob({size}))" for size in (4, 2, 2, 2, 6))
    missing = number - DISTINCT
    while missing > 0:
        some = min(missing, A_COMMIT)
        with database.transaction() as tx:
            mark = tx.next_mark()
            tx.connection.execute(
                text(
                    f"INSERT INTO responses (id, reference, return_code_hash, change_mark, {names}) "  # noqa: S608  our own names
                    f"SELECT {uuid}, hex(randomblob(8)), hex(randomblob(32)), :mark, {names} "
                    "FROM (SELECT * FROM responses WHERE rowid > :after ORDER BY rowid LIMIT :some)"
                ),
                {"mark": mark, "some": some, "after": missing % (DISTINCT - A_COMMIT)},
            )
        missing -= some


def columns_alone(
    database: Database, version: Version, current: Any, settings: Settings, folder: Path
) -> dict[str, float]:
    """Builds, reads and catches up in this process."""
    measured = {}
    with database.reading() as tx, tqdm(unit=" responses", desc="Rebuilding", disable=None) as bar:
        measured["rebuild_s"], copy = timed(
            lambda: columns.build(tx, lambda taken: bar.update(taken - bar.n))
        )
    weighted = weights(version)
    measured["weighing_s"] = timed(lambda: topline(copy, Selection("2026"), weighted))[0]
    measured["topline_ms"] = 1000 * median(
        timed(partial(topline, copy, selection, weighted))[0] for selection in selections()
    )
    crossed = [timed(partial(crosstab, copy, *pair, one))[0] for pair, one in crossings(version)]
    measured |= {"crosstab_ms": 1000 * median(crossed), "crosstab_most_ms": 1000 * max(crossed)}
    kept = columns.Kept()
    store = copy.stores["residents"]
    with store.reading(weighted) as snapshot:
        view = columns.View(snapshot, datetime.now(UTC), kept)

        def again() -> Any:
            return view.reckoned("topline", Selection("2026"), lambda predicate: both(snapshot, predicate))

        again()
        measured["topline_cached_ms"] = 1000 * timed(again)[0]
        measured |= written_from(view, folder / "columns.csv")
    add(database, settings, version, current, 1000, seed=2)
    with database.reading() as tx:
        measured["catch_up_s"], taken = timed(lambda: columns.catch_up(tx, copy))
    assert taken == 1000, taken
    copy.close()
    return measured


def written_from(view: columns.View, path: Path) -> dict[str, float]:
    """Writes the responses of so many boroughs that they are enough for the file."""
    sought = [Selection("2026", areas=tuple(BOROUGHS[:number])) for number in range(1, len(BOROUGHS) + 1)]
    sizes = (view.snapshot.size(where(view.snapshot, one)) for one in sought)
    selection = next((one for one, size in zip(sought, sizes, strict=True) if size >= CSV_ROWS), sought[-1])
    own = Path("/proc/self")
    (own / "clear_refs").write_text("5")  # the most memory is counted from here
    before = megabytes(own, "VmRSS")
    seconds, done = timed(
        lambda: exports.export_view(view, selection, FORMATS["csv"], path, view.snapshot.wide(), {}, {})
    )
    assert done.rows == view.snapshot.size(where(view.snapshot, selection)), done
    path.unlink()
    return {"csv_rows": done.rows, "csv_s": seconds, "csv_mb": megabytes(own, "VmHWM") - before}


def selections() -> list[Selection]:
    """Filters not seen before, of one borough, several, and a channel."""
    found = [Selection("2026", areas=(BOROUGHS[place],)) for place in range(FILTERS // 3)]
    found += [Selection("2026", areas=tuple(BOROUGHS[place:])) for place in range(FILTERS // 3)]
    found += [
        Selection("2026", channels=channels) for channels in (("web",), ("telephone",), ("paper", "web"))
    ]
    return found


def weights(version: Version) -> Weighing:
    """Returns how the round is weighted."""
    scheme = scheme_of(version.questionnaire.family)
    assert scheme is not None, "residents are weighted"
    return weighing(scheme, "2026")


def both(snapshot: Any, predicate: Predicate) -> Any:
    """Reckons the topline of all questions, plain and weighted."""
    questions = snapshot.table.questions
    return reading.topline(snapshot, predicate), weighted_topline(snapshot, predicate, questions)


def topline(copy: Copy, selection: Selection, weighted: Weighing) -> Any:
    """Reckons the topline of all questions of a selection."""
    with copy.stores["residents"].reading(weighted) as snapshot:
        return both(snapshot, where(snapshot, selection))


def crossings(version: Version) -> Iterator[tuple[tuple[Weighing, str, str], Selection]]:
    """Pairs of questions to cross, each with filters not seen before."""
    pairs = [("safety", "borough"), ("priorities", "age"), ("confidence", "ethnic_group"), ("contact", "sex")]
    for (question, by), selection in zip(cycle(pairs), selections(), strict=False):
        yield (weights(version), question, by), selection


def crosstab(copy: Copy, weighted: Weighing, question: str, by: str, selection: Selection) -> Any:
    """Reckons a question by another one."""
    with copy.stores["residents"].reading(weighted) as snapshot:
        asked = next(one for one in snapshot.table.questions if one.key == question)
        groups = grouping(snapshot.table, by)
        assert groups is not None, by
        found = cross_tabs(snapshot, asked, groups, where(snapshot, selection))
        assert found, question
        return found


def raking(cases: int) -> float:
    """Rakes made cases to four made margins; returns seconds."""
    chance = np.random.default_rng(1)
    sizes = (33, 14, 5, 7)
    codes = [chance.integers(0, size, cases) for size in sizes]
    targets = [chance.uniform(0.5, 1.5, size) for size in sizes]
    seconds, raked = timed(lambda: rake(codes, targets))
    assert raked.converged, raked.differences
    return seconds


EXPORT = """
import re, sys, time
from pathlib import Path
from survey.cli.installation import opened
from survey.columns.wide import actions as wide
from survey.exports import actions as exports
form, path, most = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
whole = wide.wide_rows
def some(*about, **named):
    left = most
    for rows in whole(*about, **named):
        if left <= 0:
            return
        yield rows
        left -= len(rows)
exports.wide_rows = some
began = time.perf_counter()
with opened() as installation, installation.database.reading() as tx:
    done = exports.export(tx, "residents", "2026", form, path)
seconds = time.perf_counter() - began
# The kernel's count of this program alone: that of getrusage begins with the most its parent ever took.
most = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
print(done.rows, seconds, most / 1024)
"""
"""Exports so many rows, or a few more, in a process of its own, whose memory is then its own, too."""


def exported(environment: dict[str, str], form: str, folder: Path) -> dict[str, float]:
    """Writes a file of up to CSV_ROWS responses and has it read back; returns seconds and the most memory."""
    command = [sys.executable, "-c", EXPORT, form, str(folder / f"out.{form}"), str(CSV_ROWS)]
    told = subprocess.run(
        command, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE, text=True
    )
    _rows, seconds, most = told.stdout.split()[-3:]
    return {f"command_{form}_s": float(seconds), f"command_{form}_mb": float(most)}


def served(environment: dict[str, str], port: int) -> dict[str, float]:
    """Asks a real server for pages, as an analyst's browser would."""
    command = [str(Path(sys.executable).parent / "survey"), "serve", "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL) as server:
        try:
            with httpx.Client(
                base_url=f"http://127.0.0.1:{port}", follow_redirects=True, timeout=120
            ) as client:
                sign_in(client)
                while "Refresh" in client.get(PAGE).headers:
                    sleep(0.5)
                addresses = [f"{PAGE}?borough={code}" for code in BOROUGHS[:FILTERS]]
                fresh = median(timed(partial(fetched, client, one))[0] for one in addresses)
                again = median(timed(lambda: fetched(client, addresses[0]))[0] for _ in range(FILTERS))
                memory = memory_mb(server.pid)
        finally:
            server.terminate()
    return {"page_ms": 1000 * fresh, "page_cached_ms": 1000 * again, "memory_mb": memory}


def sign_in(client: httpx.Client) -> None:
    """Signs the analyst in, once the server answers."""
    for _ in range(100):
        try:
            page = client.get("/staff/sign-in").text
            break
        except httpx.ConnectError:
            sleep(0.1)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token is not None, "no token on the sign-in page"
    client.post("/staff/sign-in", data={"csrf_token": token[1], "email": EMAIL, "password": PASSWORD})


def fetched(client: httpx.Client, address: str) -> str:
    """Fetches a page and checks that it is whole."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    assert "hys-result" in page.text, address
    return page.text


def memory_mb(pid: int) -> float:
    """Returns the resident memory of the largest process of a server."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return max(megabytes(Path(f"/proc/{one}"), "VmRSS") for one in (str(pid), *children))


def megabytes(process: Path, which: str) -> float:
    """Returns what the kernel counts of a process's memory."""
    found = re.search(rf"{which}:\s+(\d+)", (process / "status").read_text())
    assert found is not None, which
    return int(found[1]) / 1024


def timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    """Returns how many seconds a deed took, and what it gave."""
    began = perf_counter()
    found = deed()
    return perf_counter() - began, found


if __name__ == "__main__":
    main()
