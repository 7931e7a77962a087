"""Weights of a sample that was drawn by chance: those of its design, brought to the margins of the population."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from survey.statistics.design import kish_design_effect
from survey.statistics.estimates import effective_size
from survey.statistics.raking import UNKNOWN, Numbers, rake
from survey.weighting.scheme import Answers, Scheme
from survey.weighting.weights import coded_by, is_left_out


@dataclass(frozen=True)
class SampleWeights:
    """Weights of interviews under a scheme; arrays have shape (interviews,)."""

    weights: Numbers
    """Nought for people who are not of the population."""
    margins: tuple[Numbers, ...]
    """The category of each interview on each margin that was met, for the errors of estimates."""
    met: tuple[str, ...]
    """Which margins those are, in words."""
    converged: bool
    design_effect: float
    """Kish's, of the weights alone."""
    effective: float


def weigh_sample(scheme: Scheme, answers: Sequence[Answers], begun: Sequence[float]) -> SampleWeights:
    """Rakes the weights of a design to the margins of a scheme, as far as the sample asked for them.

    `answers` holds, for each interview, an answer to each of the scheme's questions, empty where there is none. A
    margin that nobody was asked about, or of one category, leaves the weights alone.
    """
    of_population = np.array([not is_left_out(scheme, one) for one in answers])
    start = np.where(of_population, np.asarray(begun, dtype=float), 0.0)
    inside = np.flatnonzero(of_population)
    asked = [answers[at] for at in inside.tolist()]
    ones = np.ones(len(inside))
    margins = [(margin, coded_by(scheme, margin, asked, ones)) for margin in scheme.margins] if asked else []
    met = [(margin, one) for margin, one in margins if len(one.targets) > 1 and (one.codes != UNKNOWN).any()]
    weights, converged = start, True
    if met:
        raked = rake(
            [one.codes for _, one in met],
            [one.targets for _, one in met],
            start[inside],
            bounds=scheme.bounds,
        )
        weights, converged = start.copy(), raked.converged
        weights[inside] = raked.weights
    codes = []
    for _, one in met:
        whole = np.full(len(answers), UNKNOWN)
        whole[inside] = one.codes
        codes.append(whole)
    counted = weights[inside]
    return SampleWeights(
        weights,
        tuple(codes),
        tuple(margin.label for margin, _ in met),
        converged,
        kish_design_effect(counted),
        effective_size(counted),
    )


@dataclass(frozen=True, slots=True)
class SampleScheme:
    """A scheme as the importer of a sample applies it."""

    scheme: Scheme

    @property
    def name(self) -> str:
        """Its name."""
        return self.scheme.name

    @property
    def hash(self) -> str:
        """What names all that it holds."""
        return self.scheme.hash

    @property
    def questions(self) -> Sequence[str]:
        """The questions whose answers decide a weight."""
        return self.scheme.questions

    def by(self, answers: Sequence[Answers], begun: Sequence[float]) -> SampleWeights:
        """Weighs interviews; see `weigh_sample`."""
        return weigh_sample(self.scheme, answers, begun)
