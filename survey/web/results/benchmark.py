"""A sample survey beside the consultation: the survey has margins of error, the consultation has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from survey.accounts.roles import Role
from survey.columns.topline import SMALLEST_BASE, Block, Line
from survey.columns.weighted import WeightedBlock, weighted_topline
from survey.indicators.benchmarks import actions
from survey.indicators.benchmarks.benchmark import Benchmark
from survey.indicators.benchmarks.estimates import Estimate, Estimates
from survey.indicators.benchmarks.parts import Part, parts_of
from survey.indicators.benchmarks.sample import Sample
from survey.web.access import staff
from survey.web.language import language, number
from survey.web.request import database
from survey.web.results.pages import ResultsPage, opened, show


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question, or one row of a grid, laid out."""

    title: str
    bases: tuple[int, int]
    """Interviews and responses."""
    effective: float
    """Kish's effective number of interviews."""
    rows: tuple[tuple[str, ...], ...]


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/results/<family>/benchmark")(benchmark)


@staff(Role.ANALYST)
def benchmark(family: str) -> Any:
    """Shows what a sample survey says beside what this consultation says."""
    with opened(family) as page:
        with database().reading() as tx:
            surveys = [one for one in actions.benchmarks(tx) if one.stands and one.family == family]
            wanted = request.args.get("survey", "")
            chosen = next((one for one in surveys if str(one.id) == wanted), next(iter(surveys), None))
            sample = actions.sample_of(tx, chosen) if chosen else None
        several = len(page.selection.areas) > 1
        found = (
            list(_compared(page, chosen, sample)) if chosen and sample and page.view and not several else []
        )
        return show(
            "results/benchmark.html",
            page,
            surveys=surveys,
            survey=chosen,
            several=several,
            comparisons=found,
        )


def _compared(page: ResultsPage, survey: Benchmark, sample: Sample) -> Iterator[Comparison]:
    questionnaire = page.versions[-1]
    area = page.selection.areas[0] if page.selection.areas else None
    blocks = _blocks(page)
    met = page.report.scheme.questions if page.report else ("borough",)
    for part in parts_of(questionnaire):
        # who the people are is what both were weighted to
        if part.key in met or part.key not in sample.answers or part.key not in blocks:
            continue
        found = actions.estimated(survey, sample, questionnaire, part.key, area)
        if found is not None:
            yield _laid_out(part, found, *blocks[part.key])


def _blocks(page: ResultsPage) -> Mapping[str, tuple[Block, WeightedBlock | None]]:
    """Returns part → its table, and the same by weight; what was named unprompted is another measure."""
    assert page.view is not None, "nobody has answered"  # noqa: S101  the view asks first
    snapshot = page.view.snapshot
    by_weight = (
        page.reckoned("weighted", lambda _, where: weighted_topline(snapshot, where, page.table.listed))
        if page.report
        else {}
    )
    found = {}
    for result in page.topline():
        if result.manner == "unprompted":
            continue
        weighted = by_weight.get((result.question.key, result.manner), ())
        for at, block in enumerate(result.blocks):
            key = f"{result.question.key}.{block.key}" if block.key else result.question.key
            found[key] = (block, weighted[at] if at < len(weighted) and block.has_shares else None)
    return found


def _laid_out(part: Part, found: Estimates, block: Block, weighted: WeightedBlock | None) -> Comparison:
    title = part.question.text.say(language())
    lines = {line.key: line for line in block.lines}
    return Comparison(
        title=f"{title} – {part.label.say(language())}" if part.row else title,
        bases=(found.base, block.base),
        effective=found.effective,
        rows=tuple(
            _row(label.say(language()), found, found.answers[key], block, lines.get(key), weighted)
            for key, label in part.categories
            if key in found.answers
        ),
    )


def _row(
    label: str,
    found: Estimates,
    estimate: Estimate,
    block: Block,
    line: Line | None,
    weighted: WeightedBlock | None,
) -> tuple[str, ...]:
    by_weight = weighted.lines[line.key].share if weighted and line and line.key in weighted.lines else None
    plain = block.share_of(line.count) if line else None
    told = found.base >= SMALLEST_BASE
    return (
        label,
        f"{estimate.share:.0%}" if told else "",
        f"± {number(round(100 * estimate.margin))}" if told and estimate.margin is not None else "",
        "" if by_weight is None else f"{by_weight:.0%}",
        "" if plain is None else f"{plain:.0%}",
        number(line.count) if line else "not offered",
        _apart(estimate, plain if by_weight is None else by_weight) if told else "",
    )


def _apart(estimate: Estimate, share: float | None) -> str:
    if share is None:
        return ""
    points = f"{100 * (share - estimate.share):+.0f}"
    interval = estimate.interval
    return f"{points} †" if interval and not interval[0] <= share <= interval[1] else points
