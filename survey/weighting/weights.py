"""Weights of a set of responses under a scheme, and the report that has to stand beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from survey.statistics.design import kish_design_effect
from survey.statistics.estimates import effective_size
from survey.statistics.raking import UNKNOWN, Numbers, rake
from survey.weighting.scheme import Answers, Category, Margin, Missing, Scheme, joined

Cells = Mapping[Answers, int]
"""One answer to each of the scheme's questions (empty where there is none) → how many gave just these."""


class CannotWeigh(ValueError):
    """Nobody answered who belongs to the population of the scheme."""


@dataclass(frozen=True, slots=True)
class Met:
    """A category, or several that were joined, and how it was met."""

    label: str
    responses: int
    share: float
    """Of the responses that say, 0 to 1, before weighting."""
    target: float
    """Of the population, 0 to 1."""
    weighted: float
    """Of the weighted responses that say, 0 to 1."""


@dataclass(frozen=True, slots=True)
class MarginReport:
    """How one margin was met."""

    key: str
    label: str
    source: str
    categories: tuple[Met, ...]
    unknown: int
    """Responses that did not say."""
    joined: tuple[str, ...]
    """Categories that were too small and joined with others, in words."""


@dataclass(frozen=True, slots=True)
class Report:
    """What weights rest on and what they cost."""

    scheme: Scheme
    responses: int
    """Responses with a weight."""
    left_out: int
    """Responses of people who are not of the population."""
    rounds: int
    converged: bool
    worst: float
    """The largest difference of a margin from its target, as a share of the target."""
    smallest: float
    largest: float
    trimmed: int
    """Responses whose weight lies at a bound."""
    design_effect: float
    effective: float
    """Kish's effective number of responses."""
    margins: tuple[MarginReport, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each combination of answers; the mean over all responses with a weight is 1."""

    by_cell: Mapping[Answers, float]
    report: Report


@dataclass(frozen=True, slots=True)
class Coded:
    """A margin as codes of cells and targets of groups."""

    margin: Margin
    groups: tuple[tuple[int, ...], ...]
    codes: Numbers
    targets: Numbers


def weigh(scheme: Scheme, cells: Cells) -> Weights:
    """Weighs responses, taken together by what they answered to the scheme's questions. Raises CannotWeigh."""
    belonging = [cell for cell in cells if not is_left_out(scheme, cell)]
    counts = np.array([cells[cell] for cell in belonging], dtype=float)
    if not counts.sum():
        raise CannotWeigh(scheme.name)
    coded = [coded_by(scheme, margin, belonging, counts) for margin in scheme.margins]
    met = [one for one in coded if len(one.targets) > 1]
    if met:
        raked = rake([one.codes for one in met], [one.targets for one in met], counts, bounds=scheme.bounds)
        factors, rounds, worst, converged = (
            raked.weights / counts,
            raked.rounds,
            raked.differences[-1],
            raked.converged,
        )
    else:
        factors, rounds, worst, converged = np.ones(len(counts)), 0, 0.0, True
    at_bound = np.isclose(factors[:, None], [scheme.bounds.lowest, scheme.bounds.highest], rtol=1e-6).any(
        axis=1
    )
    each = np.repeat(factors, counts.astype(int))
    report = Report(
        scheme=scheme,
        responses=int(counts.sum()),
        left_out=sum(cells.values()) - int(counts.sum()),
        rounds=rounds,
        converged=converged,
        worst=worst,
        smallest=float(factors.min()),
        largest=float(factors.max()),
        trimmed=int(counts[at_bound].sum()),
        design_effect=kish_design_effect(each),
        effective=effective_size(each),
        margins=tuple(_report(one, counts, factors) for one in coded),
    )
    weighed = dict(zip(belonging, factors.tolist(), strict=True))
    return Weights({cell: weighed.get(cell, 0.0) for cell in cells}, report)


def is_left_out(scheme: Scheme, cell: Answers) -> bool:
    """Says whether somebody with these answers is not of the population."""
    given = dict(zip(scheme.questions, cell, strict=True))
    return any(given[question] in answers for question, answers in scheme.left_out.items())


def coded_by(scheme: Scheme, margin: Margin, cells: Sequence[Answers], counts: Numbers) -> Coded:
    """Returns a margin as codes of cells, categories with too few of the `counts` joined to others."""
    places = [scheme.questions.index(question) for question in margin.questions]
    of_answers = {answers: code for code, one in enumerate(margin.categories) for answers in one.answers}
    raw = np.array([of_answers.get(tuple(cell[place] for place in places), UNKNOWN) for cell in cells])
    known = raw != UNKNOWN
    cases = np.bincount(raw[known], weights=counts[known], minlength=len(margin.categories))
    groups = joined(margin.categories, cases.tolist(), scheme.fewest)
    group_of = {place: code for code, group in enumerate(groups) for place in group}
    codes = np.array([group_of.get(int(code), UNKNOWN) for code in raw])
    targets = np.array([sum(margin.categories[place].population for place in group) for group in groups])
    if scheme.missing is Missing.OWN and (~known).any():
        silent = float(counts[~known].sum() / counts.sum())
        codes = np.where(known, codes, len(groups))
        targets = np.append(targets * (1 - silent) / targets.sum(), silent)
    return Coded(margin, groups, codes, targets)


def _report(coded: Coded, counts: Numbers, factors: Numbers) -> MarginReport:
    known = (coded.codes != UNKNOWN) & (coded.codes < len(coded.groups))
    size = len(coded.groups)
    cases = np.bincount(coded.codes[known], weights=counts[known], minlength=size)
    weighted = np.bincount(coded.codes[known], weights=(counts * factors)[known], minlength=size)
    targets = coded.targets[:size]
    categories = coded.margin.categories
    return MarginReport(
        key=coded.margin.key,
        label=coded.margin.label,
        source=coded.margin.source,
        categories=tuple(
            Met(
                _label(categories, group),
                int(cases[code]),
                float(cases[code] / max(cases.sum(), 1)),
                float(targets[code] / targets.sum()),
                float(weighted[code] / weighted.sum()) if weighted.sum() else 0.0,
            )
            for code, group in enumerate(coded.groups)
        ),
        unknown=int(counts[~known].sum()),
        joined=tuple(_label(categories, group) for group in coded.groups if len(group) > 1),
    )


def _label(categories: Sequence[Category], group: Sequence[int]) -> str:
    return " + ".join(categories[place].label for place in group)
