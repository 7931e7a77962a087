"""Assignments learnt from what people coded: one linear classifier a theme, its scores calibrated, measured before use.

A text is described by runs of three to five letters, which survive endings and slips of the pen, weighed by TF-IDF; a
logistic regression with classes balanced learns each theme. The name, the definition and the example of a theme are
learnt from as if somebody had written them. Scores are calibrated (Platt 1999) on folds that the classifier has not
seen, and precision, recall and F1 are those of these folds. What was tried and what it came to: docs/free-text.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
"""A numpy array or a sparse matrix; scikit-learn carries no types."""

FEWEST_YES = 5
"""Texts with a theme, and without it, below which nothing is learnt of it."""

FOLDS = 5
SEED = 20_260_101
MOST_TRAINED = 4000
"""Coded texts that are learnt from; of more, a sample by chance, so that retraining takes seconds."""

STEPS = tuple(range(10, 100, 5))
"""Likelihoods in per cent at which precision and recall are told."""


@dataclass(frozen=True, slots=True)
class Point:
    """What giving a theme from a likelihood on comes to, on texts that were not learnt from."""

    least: int
    """The likelihood, in thousandths."""
    right: int
    given: int
    there: int

    @property
    def precision(self) -> float:
        """Of the texts given the theme, how many have it; 0 where none was given it."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Of the texts that have it, how many were given it."""
        return self.right / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.given + self.there
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one theme is recognised."""

    theme: str
    there: int
    """Coded texts that have it."""
    of: int
    """Coded texts that were learnt from."""
    points: tuple[Point, ...] = ()
    """By likelihood, lowest first; none where too few texts have the theme, or too few have it not."""

    @property
    def is_learnt(self) -> bool:
        """Says whether anything could be learnt."""
        return bool(self.points)

    def at(self, precision: float) -> Point | None:
        """Returns the lowest likelihood from which precision is at least this, with as much recall as can be had."""
        return max(
            (one for one in self.points if one.given and one.precision >= precision),
            key=lambda one: (one.right, -one.least),
            default=None,
        )

    @property
    def best(self) -> Point | None:
        """The likelihood with the highest F1."""
        return max(self.points, key=lambda one: one.f1, default=None)


@dataclass(frozen=True)
class Learnt:
    """Classifiers that were learnt, and how well each does."""

    themes: tuple[str, ...]
    measured: tuple[Measured, ...]
    vectorizer: Any
    models: Mapping[int, tuple[Any, tuple[float, float]]]
    """Place of a theme → its classifier, and the slope and offset of its scores."""

    def likely(self, texts: Sequence[str]) -> Array:
        """Scores texts: shape (texts, themes), thousandths; 0 for a theme of which nothing was learnt."""
        found = np.zeros((len(texts), len(self.themes)), dtype=np.int16)
        if not self.models or not len(texts):
            return found
        matrix = self.vectorizer.transform(texts)
        for place, (model, scale) in self.models.items():
            found[:, place] = _likely(model.decision_function(matrix), scale)
        return found


def doubts(likely: Array) -> Array:
    """Returns for each text how unsure the least sure theme is, 0 to 1000; `likely` has shape (texts, themes)."""
    if likely.size == 0:
        return np.zeros(len(likely), dtype=int)
    return (1000 - np.abs(2 * likely.astype(int) - 1000)).max(axis=1)


def learn(
    coded: Sequence[str], marks: Array, themes: Sequence[str], words: Mapping[str, str] | None = None
) -> Learnt:
    """Learns themes from coded texts and measures how well each is recognised.

    `marks` has shape (coded, themes), 1 where a text has a theme; `words` are name, definition and example of themes.
    """
    coded, marks = _sampled(coded, np.asarray(marks, dtype=np.int8))
    told = [(words or {}).get(theme, "") for theme in themes]
    vectorizer, matrix, described = _described(coded, told)
    folds = _folds(len(coded))
    measured: list[Measured] = []
    models: dict[int, tuple[Any, tuple[float, float]]] = {}
    for place, theme in enumerate(themes):
        yes = marks[:, place]
        if min(int(yes.sum()), len(yes) - int(yes.sum())) < FEWEST_YES:
            measured.append(Measured(theme, int(yes.sum()), len(yes)))
            continue
        own = (described, np.arange(len(themes)) == place) if any(told) else None
        scores = _out_of_fold(matrix, yes, folds, own)
        scale = _calibration(scores, yes)
        measured.append(Measured(theme, int(yes.sum()), len(yes), _points(_likely(scores, scale), yes)))
        models[place] = (_fit(matrix, yes, own), scale)
    return Learnt(tuple(themes), tuple(measured), vectorizer, models)


def _sampled(coded: Sequence[str], marks: Array) -> tuple[Sequence[str], Array]:
    if len(coded) <= MOST_TRAINED:
        return coded, marks
    chosen = np.sort(np.random.default_rng(SEED).choice(len(coded), MOST_TRAINED, replace=False))
    return [coded[place] for place in chosen], marks[chosen]


def _described(coded: Sequence[str], told: Sequence[str]) -> tuple[Any, Array, Array]:
    """Describes texts by runs of letters; which runs there are is learnt from the coded texts and the codebook."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  see finding.py

    vectorizer = TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(3, 5),
        min_df=2,
        max_features=40_000,
        sublinear_tf=True,
        strip_accents="unicode",
        dtype=np.float32,
    )
    both = vectorizer.fit_transform([*coded, *told])
    return vectorizer, both[: len(coded)], both[len(coded) :]


def _folds(size: int) -> Array:
    """Deals texts out among folds by chance, as evenly as can be."""
    return np.random.default_rng(SEED).permutation(np.arange(size) % FOLDS)


def _fit(matrix: Array, yes: Array, own: tuple[Array, Array] | None) -> Any:
    from scipy.sparse import vstack  # noqa: PLC0415  see finding.py
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    if own is not None:
        matrix, yes = vstack([matrix, own[0]]).tocsr(), np.concatenate([yes, own[1].astype(yes.dtype)])
    model = LogisticRegression(C=1.0, class_weight="balanced", solver="liblinear", max_iter=200, tol=1e-3)
    return model.fit(matrix, yes)


def _out_of_fold(matrix: Array, yes: Array, folds: Array, own: tuple[Array, Array] | None) -> Array:
    """Scores each text by a classifier that has not seen it."""
    scores = np.zeros(len(yes))
    for fold in range(FOLDS):
        held = folds == fold
        if not held.any():
            continue
        seen = yes[~held]
        if seen.min() == seen.max() and own is None:
            continue
        scores[held] = _fit(matrix[~held], seen, own).decision_function(matrix[held])
    return scores


def _calibration(scores: Array, yes: Array) -> tuple[float, float]:
    """Returns slope and offset of Platt's sigmoid, with his prior, so that few texts make no one certain."""
    from scipy.optimize import minimize  # noqa: PLC0415  see finding.py

    there = yes.sum()
    target = np.where(yes == 1, (there + 1) / (there + 2), 1 / (len(yes) - there + 2))

    def loss(at: Array) -> tuple[float, Array]:
        z = at[0] * scores + at[1]
        held = 1 / (1 + np.exp(-np.clip(z, -30, 30)))
        value = -(target * np.log(held) + (1 - target) * np.log1p(-held)).sum() + 1e-3 * at[0] ** 2
        gap = held - target
        return float(value), np.array([(gap * scores).sum() + 2e-3 * at[0], gap.sum()])

    found = minimize(loss, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B", bounds=[(0.01, 20), (-20, 20)])
    return float(found.x[0]), float(found.x[1])


def _likely(scores: Array, scale: tuple[float, float]) -> Array:
    held = 1 / (1 + np.exp(-np.clip(scale[0] * scores + scale[1], -30, 30)))
    return np.round(1000 * held).astype(np.int16)


def _points(likely: Array, yes: Array) -> tuple[Point, ...]:
    there = int(yes.sum())
    found = []
    for step in STEPS:
        given = likely >= 10 * step
        found.append(Point(10 * step, int(yes[given].sum()), int(given.sum()), there))
    return tuple(found)


def together(measured: Sequence[Measured]) -> tuple[float, float]:
    """Returns micro and macro F1 of all themes at even odds; a theme of which nothing was learnt counts as nought."""
    points = [(one, next((p for p in one.points if p.least == 500), None)) for one in measured]
    right = sum(point.right for _, point in points if point)
    given = sum(point.given for _, point in points if point)
    there = sum(one.there for one, _ in points)
    each = [point.f1 if point else 0.0 for one, point in points if one.there]
    micro = 2 * right / (given + there) if given + there else 0.0
    return micro, (sum(each) / len(each) if each else 0.0)
