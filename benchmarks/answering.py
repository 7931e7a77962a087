"""How fast answering is: people walk the residents' questionnaire on a real server, beside a bare Flask hello.

    .venv/bin/python benchmarks/answering.py
    .venv/bin/python benchmarks/answering.py --database-url postgresql://…/empty_database

Five rounds, each of hellos, whole walks, pages read and pages sent; medians are taken over the rounds. Nothing but
loopback is used, and all is bounded in number. The last line printed is one JSON object:

completions_per_s  whole questionnaires a second, start page to confirmation, no pause between pages
page_p99_ms        the 99th percentile of a request during the walks, as the client saw it
step_p99_ms        the same from pressing a button to seeing the next page, which is two requests
get_ratio          processor time of the server for reading a question page, in hellos
post_ratio         the same for sending one, which saves the answers
mean_ratio         the same for the mean request of whole walks
hello_ms           processor time of one hello, the unit of the ratios
requests_per_walk  requests of one whole questionnaire
memory_mb          the most resident memory of a server process
errors             pages that were not as they should be, and requests that failed

What the server does by itself about the answers that were sent, such as putting texts into the reading queue, is waited
for and counts towards mean_ratio. On SQLite the database's work is part of the server's time; PostgreSQL's own
processes are not counted.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import mean, median, quantiles
from subprocess import run
from time import perf_counter

from form_client import REFERENCE, Answer, BadPage, Connection, check_page, main_form
from processes import cpu_s, memory_mb, rest, serving
from tqdm import tqdm

PORT = 8107
START = "/haveyoursay"
MOST_STEPS = 60
HELLOS = 2400
PAGES = 2400
SURVEY = str(Path(sys.executable).parent / "survey")


@dataclass(slots=True)
class Measured:
    """What one run finds."""

    requests_s: list[float] = field(default_factory=list)
    steps_s: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    figures: dict[str, list[float]] = field(default_factory=dict)

    def note(self, name: str, value: float) -> None:
        """Keeps a figure of one round."""
        self.figures.setdefault(name, []).append(value)


@dataclass(slots=True)
class Walker:
    """One person: a browser, and the pages of a questionnaire that they filled in but did not send off."""

    browser: Connection
    chance: Random
    pages: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)

    async def walk(self, measured: Measured, *, to_the_end: bool) -> int:
        """Fills in the questionnaire; returns the number of requests. Stops before sending off unless to the end."""
        path, answer = START, await self.browser.request("GET", START)
        requests = 1
        measured.requests_s.append(answer.took)
        for _ in range(MOST_STEPS):
            check_page(answer, path)
            if REFERENCE.search(answer.body):
                return requests
            asked = main_form(answer.body, path)
            if asked is None:
                raise BadPage(f"{path}: no form and no reference")
            form, token = asked
            if not token:
                raise BadPage(f"{path}: a form without a token")
            fields = form.filled_in(self.chance, token)
            if not form.groups and self.pages and not to_the_end:
                return requests  # nothing is asked any more: the answers are to be checked and sent
            if not to_the_end and path == form.action:
                self.pages.append((path, fields))
            answer, path, sent = await self._press(form.action, fields, measured)
            requests += sent
        raise BadPage(f"no end after {MOST_STEPS} pages, at {path}")

    async def _press(
        self, action: str, fields: list[tuple[str, str]], measured: Measured
    ) -> tuple[Answer, str, int]:
        """Sends a form and follows where it leads; returns the page, its address and the number of requests."""
        answer, path, sent = await self.browser.request("POST", action, fields), action, 1
        took = answer.took
        measured.requests_s.append(answer.took)
        while answer.status in {302, 303} and sent < 5:
            path = (
                answer.location.partition("//")[2].partition("/")[2]
                if "//" in answer.location
                else answer.location
            )
            path = path if path.startswith("/") else f"/{path}"
            answer = await self.browser.request("GET", path)
            measured.requests_s.append(answer.took)
            took += answer.took
            sent += 1
        measured.steps_s.append(took)
        return answer, path, sent


async def together(people: Sequence[Awaitable[int]], measured: Measured) -> int:
    """Lets people act at the same time; returns the sum of their requests, and notes who came to grief."""
    outcomes = await asyncio.gather(*people, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            measured.errors.append(repr(outcome))
    return sum(outcome for outcome in outcomes if isinstance(outcome, int))


class Benchmark:
    """The phases of each round, all on the same two servers."""

    def __init__(
        self, port: int, server: int, hello_port: int, hello_server: int, users: int, walks: int
    ) -> None:
        self.port, self.server = port, server
        self.hello_port, self.hello_server = hello_port, hello_server
        self.users, self.walks = users, walks
        self.measured = Measured()
        self.waiting: list[Walker] = []

    def walker(self, seed: int) -> Walker:
        """Returns somebody new."""
        return Walker(Connection("127.0.0.1", self.port), Random(seed))

    async def warm_up(self) -> None:
        """Lets everybody fill in a questionnaire, not send it: their pages are read and sent again later."""
        rest(self.server)
        self.waiting = [self.walker(seed) for seed in range(self.users)]
        await together([one.walk(self.measured, to_the_end=False) for one in self.waiting], self.measured)
        for one in self.waiting:
            one.pages = [page for page in one.pages if not page[0].endswith("/order")]
        self.measured.requests_s.clear()
        self.measured.steps_s.clear()

    async def _cost(self, server: int, work: Callable[[], Awaitable[int]]) -> tuple[float, int, float]:
        """Returns processor time a request, the number of requests and the seconds that passed."""
        cpu, clock = cpu_s(server), perf_counter()
        requests = await work()
        passed = perf_counter() - clock
        return (cpu_s(server) - cpu) / max(1, requests), requests, passed

    async def round(self, number: int) -> None:
        """Measures each phase once."""
        hellos = [await self._cost(self.hello_server, self._hellos)]
        walk, requests, passed = await self._walked(number)
        hellos.append(await self._cost(self.hello_server, self._hellos))
        reading, _, _ = await self._cost(self.server, lambda: self._again("GET"))
        sending, _, _ = await self._cost(self.server, lambda: self._again("POST"))
        hellos.append(await self._cost(self.hello_server, self._hellos))
        hello = mean(
            cost for cost, _, _ in hellos
        )  # between the others, so that a busy moment meets them all
        done = self.users * self.walks
        note = self.measured.note
        note("completions_per_s", done / passed)
        note("requests_per_walk", requests / done)
        note("hello_ms", hello * 1000)
        note("mean_ratio", walk / hello)
        note("get_ratio", reading / hello)
        note("post_ratio", sending / hello)

    async def _walked(self, number: int) -> tuple[float, int, float]:
        """Measures whole walks; what the server then does by itself about what was sent belongs to their cost."""
        cpu = cpu_s(self.server)
        _, requests, passed = await self._cost(self.server, lambda: self._whole_walks(number))
        rest(self.server)
        return (cpu_s(self.server) - cpu) / max(1, requests), requests, passed

    async def _hellos(self) -> int:
        async def one(browser: Connection) -> int:
            for _ in range(HELLOS // self.users):
                answer = await browser.request("GET", "/")
                if answer.body != "hello":
                    raise BadPage("no hello")
            browser.close()
            return HELLOS // self.users

        browsers = [Connection("127.0.0.1", self.hello_port) for _ in range(self.users)]
        return await together([one(browser) for browser in browsers], self.measured)

    async def _whole_walks(self, number: int) -> int:
        async def one(seed: int) -> int:
            requests = 0
            for walk in range(self.walks):
                walker = self.walker(seed * 1000 + walk)
                try:
                    requests += await walker.walk(self.measured, to_the_end=True)
                finally:
                    walker.browser.close()
            return requests

        return await together([one(number * self.users + user) for user in range(self.users)], self.measured)

    async def _again(self, method: str) -> int:
        async def one(walker: Walker) -> int:
            expected = 200 if method == "GET" else 303
            for turn in range(PAGES // self.users):
                path, fields = walker.pages[turn % len(walker.pages)]
                answer = await walker.browser.request(method, path, fields if method == "POST" else None)
                if answer.status != expected:
                    raise BadPage(f"{method} {path}: status {answer.status}")
                if method == "GET":
                    check_page(answer, path)
            return PAGES // self.users

        return await together([one(walker) for walker in self.waiting], self.measured)

    def result(self) -> dict[str, float | int]:
        """Returns what was found."""
        middle = {name: round(median(values), 2) for name, values in self.measured.figures.items()}
        return {
            "completions_per_s": middle["completions_per_s"],
            "page_p99_ms": _p99_ms(self.measured.requests_s),
            "step_p99_ms": _p99_ms(self.measured.steps_s),
            "get_ratio": middle["get_ratio"],
            "post_ratio": middle["post_ratio"],
            "mean_ratio": middle["mean_ratio"],
            "hello_ms": round(median(self.measured.figures["hello_ms"]), 4),
            "requests_per_walk": middle["requests_per_walk"],
            "memory_mb": round(memory_mb(self.server), 1),
            "errors": len(self.measured.errors),
        }


def _p99_ms(seconds: list[float]) -> float:
    return round(quantiles(seconds, n=100)[98] * 1000, 1) if len(seconds) > 1 else 0.0


async def measure(benchmark: Benchmark, rounds: int) -> None:
    """Runs the rounds."""
    await benchmark.warm_up()
    for number in tqdm(range(1, rounds + 1), unit=" rounds", disable=None):
        await benchmark.round(number)


def main() -> None:
    """Sets up an installation of its own, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database-url", help="an empty database; SQLite in a folder of its own by default")
    parser.add_argument("--users", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--walks", type=int, default=3, help="whole questionnaires of each user in a round")
    parser.add_argument("--port", type=int, default=PORT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("SURVEY_")}
        environment["SURVEY_INSTANCE"] = folder
        if asked.database_url:
            environment["SURVEY_DATABASE_URL"] = asked.database_url
        for command in ("init", "demo"):
            run([SURVEY, command], env=environment, check=True, stdout=sys.stderr)
        log, port, hello_port = Path(folder) / "server.log", asked.port, asked.port + 1000
        ours = serving(
            [SURVEY, "serve", "--port", str(port)], environment, f"http://127.0.0.1:{port}/readyz", log
        )
        hello = [sys.executable, "hello.py", str(hello_port)]
        theirs = serving(hello, environment, f"http://127.0.0.1:{hello_port}/", log)
        with ours as server, theirs as hello_server:
            benchmark = Benchmark(port, server, hello_port, hello_server, asked.users, asked.walks)
            asyncio.run(measure(benchmark, asked.rounds))
            result = benchmark.result()
    for error in sorted(set(benchmark.measured.errors))[:10]:
        print(error, file=sys.stderr)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
