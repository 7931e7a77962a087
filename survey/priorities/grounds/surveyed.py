"""What a sample survey says of the candidates of an area."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from survey.columns.topline import SMALLEST_BASE
from survey.indicators.benchmarks.benchmark import Benchmark
from survey.indicators.benchmarks.estimates import Estimates
from survey.priorities.grounds.gathering import TOO_SMALL
from survey.priorities.grounds.ground import Figure, Source, Unit
from survey.priorities.planning.planning import Candidate


def of_survey(survey: Benchmark, found: Estimates, candidates: Iterable[Candidate]) -> Iterator[Figure]:
    """Yields a share, with its margin in words, for each candidate that the survey asked about."""
    for one in candidates:
        estimate = found.answers.get(one.key)
        if estimate is None:
            continue
        told = found.base >= SMALLEST_BASE
        margin = "" if estimate.margin is None else f"give or take {100 * estimate.margin:.0f} points"
        yield Figure(
            candidate=one.id,
            source=Source.BENCHMARK,
            unit=Unit.SHARE,
            figure=Decimal(repr(round(estimate.share, 6))) if told else None,
            base=found.base,
            effective=found.effective if told else None,
            words=margin if told else TOO_SMALL,
            as_of=survey.asked_to,
            origin=f"{survey.name}, {survey.source}",
            link=f"benchmark:{survey.id}",
        )
