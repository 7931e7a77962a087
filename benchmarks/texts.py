"""How well and how fast texts are read: recognised themes, speed at the desk, search, and the integrity rules.

    .venv/bin/python benchmarks/texts.py --comments comments.csv
    .venv/bin/python benchmarks/texts.py --texts 1000000 --database postgresql:///benchmark

Without `--comments`, a file of comments with human codes (columns `text` and `labels`, labels parted by |), recognition
is left out; `--attack` has the made attack on the integrity rules run. The last line printed is one JSON object:

f1_micro, f1_macro  of all themes at even odds, five folds; and at the best likelihood of each theme, *_best
f1_by_size          training size → micro F1 on comments held back
candidates_s        candidate themes of 10,000 answers
retrain_s           learning 20 themes anew from 10,000 coded answers, calibrated and measured
next_ms             the next answer at the coding desk, the page's data, the slowest of a hundred
search_ms           the slowest of searches by common and rare words, with and without a theme, over all texts
attack_precision    of what the integrity rules flag in the made attack, the share that was planted; attack_recall
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import mean
from time import perf_counter
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import text
from tqdm import tqdm

from survey.accounts import actions as accounts
from survey.accounts.roles import Grant, Role
from survey.config import shipped_folder
from survey.consultations import actions as consultations
from survey.db.migrate import migrate
from survey.db.session import Database
from survey.demonstration import attack, consultation, phrases, words
from survey.demonstration.simulation import Simulation, simulated
from survey.questionnaire import library
from survey.questionnaire.document import load_document
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.themes.codebook import actions as codebooks
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Order, Turn
from survey.themes.integrity.actions import _facts, _shape
from survey.themes.integrity.signals import flagged, precision_and_recall
from survey.themes.proposals import assigning, finding
from survey.themes.texts import actions as texts
from survey.themes.texts.looks import plain

NOW = datetime.now(UTC)
ANSWERS = 10_000
A_COMMIT = 5_000
HONEST, CAMPAIGN = 17_000, 18_000


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--comments", type=Path)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; SQLite by default")
    parser.add_argument("--attack", action="store_true")
    asked = parser.parse_args()
    measured: dict[str, Any] = {"texts": asked.texts}
    if asked.comments:
        measured |= recognised(asked.comments)
    measured |= machine()
    if asked.attack:
        measured |= attacked()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(asked.database or f"sqlite:///{folder}/texts.sqlite")
        measured |= desk_and_search(database, asked.texts)
        database.close()
    print(json.dumps({name: round(v, 3) if isinstance(v, float) else v for name, v in measured.items()}))


def timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    """Returns how many seconds a deed took, and what it gave."""
    began = perf_counter()
    found = deed()
    return perf_counter() - began, found


def recognised(path: Path) -> dict[str, Any]:
    """Measures recognition on comments that people coded, theme by theme and by the size of what is learnt from."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = [row["text"] for row in rows]
    given = [row["labels"].split("|") for row in rows]
    themes = sorted({label for labels in given for label in labels if label})
    marks = np.array([[theme in labels for theme in themes] for labels in given], dtype=np.int8)
    names = {theme: theme for theme in themes}
    learnt = assigning.learn(said, marks, themes, names)
    micro, macro = assigning.together(learnt.measured)
    print(f"{'theme':60s} {'there':>5s} {'precision':>9s} {'recall':>6s} {'F1':>5s}")
    for one in sorted(learnt.measured, key=lambda its: -its.there):
        best = one.best
        told = f"{best.precision:9.2f} {best.recall:6.2f} {best.f1:5.2f}" if best else "  too few to learn"
        print(f"{one.theme[:60]:60s} {one.there:5d} {told}")
    points = [one.best for one in learnt.measured if one.best]
    right, all_given = sum(p.right for p in points), sum(p.given for p in points)
    there = int(marks.sum())
    return {
        "f1_micro": micro,
        "f1_macro": macro,
        "f1_micro_best": 2 * right / (all_given + there),
        "f1_macro_best": sum(p.f1 for p in points) / len(themes),
        "f1_by_size": by_size(said, marks, themes, names),
    }


def by_size(
    said: Sequence[str], marks: Any, themes: Sequence[str], names: dict[str, str]
) -> dict[str, float]:
    """Learns from more and more comments and measures micro F1 on a fifth that is held back, five times over."""
    found: dict[str, list[float]] = {}
    for turn in range(5):
        order = np.random.default_rng(turn).permutation(len(said))
        held, rest = order[: len(said) // 5], order[len(said) // 5 :]
        for size in (30, 60, 120, 240):
            here = rest[:size]
            learnt = assigning.learn([said[at] for at in here], marks[here], themes, names)
            likely = learnt.likely([said[at] for at in held]) >= 500
            right = int((likely & (marks[held] == 1)).sum())
            both = int(likely.sum() + marks[held].sum())
            found.setdefault(str(min(size, len(rest))), []).append(2 * right / both if both else 0.0)
    return {size: round(mean(values), 3) for size, values in found.items()}


def machine() -> dict[str, float]:
    """Times candidates and learning on 10,000 simulated answers."""
    chance = Random(1)
    said = [words.what(chance) for _ in range(ANSWERS)]
    listed = list(phrases.ASKS)
    has = np.array(
        [
            [any(plain(a.partition(" {")[0]) in plain(one) for a in phrases.ASKS[key]) for key in listed]
            for one in said
        ],
        dtype=np.int8,
    )
    finding.candidates(said[:100])  # loading is not measured
    twenty = np.hstack([has] * 3)[:, :20]
    return {
        "candidates_s": timed(lambda: finding.candidates(said))[0],
        "retrain_s": timed(lambda: assigning.learn(said, twenty, [str(at) for at in range(20)]))[0],
    }


def _honest(number: int) -> tuple[Version, list[Any]]:
    version = Version.of(load_document(library.source("residents")))
    zone = ZoneInfo("Europe/London")
    one = consultation.open_round(NOW, zone)
    window = consultation.window(one, NOW, zone)
    return version, list(simulated(Simulation(version, one.key, window, number, 7)))


def attacked() -> dict[str, float]:
    """Has the integrity rules look for 18,000 answers of one campaign among 17,000 honest ones."""
    version, honest = _honest(HONEST)
    chance = Random(7)
    sent = [*honest, *attack.attacked(honest, CAMPAIGN, chance)]
    shape = _shape(version)[1:]
    facts, planted = [], set()
    for place, one in enumerate(tqdm(sent, unit=" responses", desc="Settling", disable=None)):
        prepared = responses.prepare(version, one, secret=str(place), chance=chance)
        row = prepared.response
        facts.append(_facts(_Row(row.id, one, prepared.settled.answers), *shape))
        if place >= HONEST:
            planted.add(row.id)
    seconds, found = timed(lambda: flagged(facts))
    precision, recall = precision_and_recall(set(found.responses), planted)
    print("rules met:", dict(found.met))
    return {"attack_precision": precision, "attack_recall": recall, "attack_s": seconds}


class _Row:
    """A response as the rules read it from the database."""

    def __init__(self, id_: str, one: Any, answers: Any) -> None:
        self.id, self.channel = id_, one.channel
        self.started_at, self.submitted_at = one.started_at, one.submitted_at
        self.answers = json.dumps(answers)


def desk_and_search(database: Database, number: int) -> dict[str, float]:
    """Fills a database with texts, then times the next text at the desk and searches."""
    migrate(database, shipped_folder("migrations"), NOW)
    version = Version.of(load_document(library.source("residents")))
    with database.transaction() as tx:
        consultations.create(tx, "2026", "Round 2026", NOW, NOW.replace(year=NOW.year + 1), None, NOW)
        consultations.publish(tx, "2026", version.questionnaire, library.source("residents"), None, NOW)
        by = accounts.add_user(tx, "a@example.org", "Analyst", [Grant(Role.ANALYST)], None, None, NOW).id
    fill(database, version, number)
    with database.transaction() as tx:
        book = codebooks.make(
            tx, round_key="2026", family="residents", entries=("first_what",), title="What", by=by, now=NOW
        )
        for name in ("Patrols", "Cameras"):
            book = codebooks.add_theme(tx, book.id, name=name, by=by, now=NOW)
    return {"next_ms": next_text(database, book.id, by), **searches(database, book.id)}


def fill(database: Database, version: Version, number: int) -> None:
    """Writes responses with one text each past settling, as only a benchmark may, and their texts through the deeds."""
    chance = Random(3)
    with tqdm(total=number, unit=" texts", desc="Filling", disable=None) as bar:
        for start in range(0, number, A_COMMIT):
            rows, its = [], []
            for at in range(start, min(start + A_COMMIT, number)):
                one = str(UUID(int=at + 1))
                said = words.what(chance) if at % 1000 else f"{words.what(chance)} zebra{at}"
                rows.append(_response(one, at, version, said))
                its.append((one, said))
            with database.transaction() as tx:
                mark = tx.next_mark()
                names = ", ".join(rows[0])
                values = ", ".join(f":{name}" for name in rows[0])
                given = ":mark" if tx.dialect == "sqlite" else "pg_current_xact_id()"
                for row in rows:
                    row.update({"mark": mark} if tx.dialect == "sqlite" else {})
                tx.connection.execute(
                    text(f"INSERT INTO responses ({names}, change_mark) VALUES ({values}, {given})"),  # noqa: S608  our own names
                    rows,
                )
            done = False
            while not done:
                with database.transaction() as tx:
                    done = texts.catch_up(tx, 2000, chance).is_done
            bar.update(len(rows))
    with database.transaction() as tx:
        tx.connection.execute(text("UPDATE texts SET language = 'en'"))
        tx.connection.execute(text("ANALYZE"))


def _response(one: str, at: int, version: Version, said: str) -> dict[str, Any]:
    moment = NOW.replace(tzinfo=None).isoformat(" ", "microseconds")
    return {
        "id": one, "reference": f"{at:08}", "return_code_hash": f"{at:064}", "round": "2026", "family": "residents",
        "version": version.hash, "channel": "web", "language": "en", "rotation": 0,
        "answers": json.dumps({"first_what": said}), "settled": "{}", "started_at": moment, "saved_at": moment,
        "submitted_at": moment, "revision": 0, "paradata": "{}",
    }  # fmt: skip


def next_text(database: Database, codebook_id: str, by: str) -> float:
    """Times taking the next text, reading what its page shows, and deciding on it; the slowest of a hundred."""
    slowest = 0.0
    for number in range(100):

        def once(number: int = number) -> None:
            with database.transaction() as tx:
                book = codebooks.find(tx, codebook_id)
                order = Order.DOUBT if number % 2 else Order.CHANCE
                text_id = coding.take(tx, book, by, order, NOW)
                assert text_id is not None
            with database.reading() as tx:
                coding.at_desk(tx, book, text_id, Turn.FIRST, {})
            with database.transaction() as tx:
                theme = book.open[number % 2].id
                outcome = coding.Outcome.THEMES
                coding.code(tx, book, text_id, Turn.FIRST, outcome, [theme], coder=by, now=NOW)

        slowest = max(slowest, 1000 * timed(once)[0])
    return slowest


def searches(database: Database, codebook_id: str) -> dict[str, float]:
    """Times searches, each the best of three, as the second asker of the day would find them."""
    with database.reading() as tx:
        book = codebooks.find(tx, codebook_id)
    found: dict[str, float] = {}
    asked = {
        "common": ("police", ""), "two words": ("officers foot", ""), "prefix": ("cam", ""), "rare": ("zebra5000", ""),
        "theme": ("", book.open[0].key), "words and theme": ("officers", book.open[0].key), "none": ("xylophone", ""),
        "three words": ("police officers foot", ""), "one letter": ("p", ""), "one of a thousand": ("zebra", ""),
        "never together": ("cameras lights xylophone", ""),
    }  # fmt: skip
    for name, (typed, theme) in asked.items():

        def once(typed: str = typed, theme: str = theme) -> Any:
            with database.reading() as tx:
                return texts.search(
                    tx, {}, round_key="2026", typed=typed, theme=theme,
                    family="residents" if theme else "", entries=book.entries if theme else (),
                )  # fmt: skip

        found[name] = round(1000 * min(timed(once)[0] for _ in range(3)), 1)
    print("searches:", found)
    return {"search_ms": max(found.values())}


if __name__ == "__main__":
    main()
