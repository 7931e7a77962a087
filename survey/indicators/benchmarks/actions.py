"""What is done with sample surveys: taken in from a file, put beside answers, set aside."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Protocol

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.indicators.benchmarks import store
from survey.indicators.benchmarks.benchmark import Benchmark, BenchmarkRefused
from survey.indicators.benchmarks.estimates import Estimates, estimates, lonely
from survey.indicators.benchmarks.layout import Layout, check, fingerprint, proposed
from survey.indicators.benchmarks.parts import AREA, parts_of
from survey.indicators.benchmarks.sample import Sample, read
from survey.indicators.sheet import Sheet
from survey.questionnaire.definition import Questionnaire


class UnknownBenchmark(LookupError):
    """No survey goes by this id."""


class Weights(Protocol):
    """What a scheme makes of interviews (see `survey.weighting.samples.SampleWeights`)."""

    @property
    def weights(self) -> Any: ...

    @property
    def margins(self) -> Any: ...

    @property
    def met(self) -> tuple[str, ...]: ...

    @property
    def converged(self) -> bool: ...

    @property
    def design_effect(self) -> float: ...

    @property
    def effective(self) -> float: ...


class Weighing(Protocol):
    """A scheme, applied to interviews by what they answered to its questions."""

    @property
    def name(self) -> str: ...

    @property
    def hash(self) -> str: ...

    @property
    def questions(self) -> Sequence[str]: ...

    def by(self, answers: Sequence[tuple[str, ...]], begun: Sequence[float]) -> Weights: ...


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of a survey."""

    name: str
    source: str
    drawn: str
    by_chance: bool
    asked_from: str
    asked_to: str


def remembered(tx: Transaction, sheet: Sheet, questionnaire: Questionnaire) -> Layout:
    """Returns how a file with these headers was last read, else what its headers say by themselves."""
    parts = parts_of(questionnaire)
    guessed = proposed(sheet.headers, parts)
    before = store.layout(tx, fingerprint(sheet.headers))
    if before is None:
        return guessed
    known = {part.key for part in parts}
    columns = {part: its for part, its in before.columns.items() if part in known}
    values = {part: its for part, its in before.values.items() if part in known}
    return Layout(columns, before.design, values)


def take_in(
    tx: Transaction,
    content: bytes,
    sheet: Sheet,
    layout: Layout,
    questionnaire: Questionnaire,
    about: About,
    *,
    weighing: Weighing | None,
    actor: str,
    now: datetime,
) -> Benchmark:
    """Keeps the interviews of a file, weighted, or nothing of it.

    Raises BenchmarkRefused, LayoutRefused, Unreadable.
    """
    check_about(about, now.date())
    digest = sha256(content).hexdigest()
    if store.with_content(tx, digest) is not None:
        raise BenchmarkRefused("taken_in", "file")
    parts = parts_of(questionnaire)
    check(layout, sheet.headers, parts)
    drawn = read(sheet, layout, parts)
    if about.by_chance and lonely(drawn):
        raise BenchmarkRefused("lonely", "stratum")
    sample, weighting = _weighted(drawn, weighing)
    values = {
        "name": about.name.strip(),
        "family": questionnaire.family,
        "source": about.source.strip(),
        "drawn": about.drawn.strip(),
        "by_chance": about.by_chance,
        "asked_from": about.asked_from,
        "asked_to": about.asked_to,
        "sha256": digest,
        "fingerprint": fingerprint(sheet.headers),
        "layout": layout.document(),
        "interviews": sample.size,
        "weighting": weighting,
        "sample": sample.document(),
        "taken_in_at": now,
        "taken_in_by": actor,
    }
    benchmark_id = store.add(tx, values)
    detail = {"name": values["name"], "interviews": sample.size}
    record(tx, actor, tag(actor, "benchmark:taken_in"), str(benchmark_id), detail, now)
    return find(tx, benchmark_id)


def check_about(about: About, today: date) -> None:
    """Raises BenchmarkRefused where something that has to be known of a survey is missing or can't be."""
    if not about.name.strip():
        raise BenchmarkRefused("no_name", "name")
    if not about.source.strip():
        raise BenchmarkRefused("no_source", "source")
    if about.by_chance and not about.drawn.strip():
        raise BenchmarkRefused("not_drawn", "drawn")
    try:
        first, last = date.fromisoformat(about.asked_from), date.fromisoformat(about.asked_to)
    except ValueError:
        raise BenchmarkRefused("days", "asked_from") from None
    if first > last or last > today:
        raise BenchmarkRefused("days", "asked_to")


def _weighted(drawn: Sample, weighing: Weighing | None) -> tuple[Sample, dict[str, Any]]:
    if weighing is None:
        return replace(drawn, weights=drawn.begun), {}
    columns = [
        drawn.keys(question) if question in drawn.answers else [""] * drawn.size
        for question in weighing.questions
    ]
    found = weighing.by(list(zip(*columns, strict=True)), drawn.begun)
    sample = replace(
        drawn, weights=found.weights.tolist(), margins=[margin.tolist() for margin in found.margins]
    )
    return sample, {
        "scheme": weighing.hash,
        "name": weighing.name,
        "margins": list(found.met),
        "converged": found.converged,
        "design_effect": found.design_effect,
        "effective": found.effective,
    }


def benchmarks(tx: Transaction) -> tuple[Benchmark, ...]:
    """Returns every survey, the latest fieldwork first."""
    return store.all_of(tx)


def latest(tx: Transaction, family: str) -> Benchmark | None:
    """Returns the survey with the latest fieldwork that stands beside a questionnaire; None where there is none."""
    return next((one for one in store.all_of(tx) if one.stands and one.family == family), None)


def find(tx: Transaction, benchmark_id: int) -> Benchmark:
    """Returns a survey; raises UnknownBenchmark."""
    found = store.find(tx, benchmark_id)
    if found is None:
        raise UnknownBenchmark(benchmark_id)
    return found


def sample_of(tx: Transaction, benchmark: Benchmark) -> Sample:
    """Returns the interviews of a survey."""
    return store.sample(tx, benchmark.id)


def estimated(
    benchmark: Benchmark, sample: Sample, questionnaire: Questionnaire, part: str, area: str | None
) -> Estimates | None:
    """Returns what a survey says of a part in an area, London for None; None where it did not ask."""
    area_part = next((one.key for one in parts_of(questionnaire) if one.question.kind == AREA), "")
    if part not in sample.answers or (area is not None and area_part not in sample.answers):
        return None
    return estimates(sample, part, area=area, area_part=area_part, by_chance=benchmark.by_chance)


def set_aside(tx: Transaction, benchmark_id: int, because: str, actor: str, now: datetime) -> None:
    """Takes a survey out of use, with a reason; it stays readable. Raises BenchmarkRefused, UnknownBenchmark."""
    found = find(tx, benchmark_id)
    if not because.strip():
        raise BenchmarkRefused("reason_missing", "because")
    if found.stands:
        store.set_aside(tx, benchmark_id, because.strip(), actor, now)
        record(tx, actor, tag(actor, "benchmark:set_aside"), str(benchmark_id), {}, now)
