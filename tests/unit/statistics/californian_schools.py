"""Figures of Californian schools, summed up by us, whose estimates and standard errors are published.

The schools are the samples of the Academic Performance Index that the R package 'survey' documents (Lumley 2004): a
cluster sample of 15 of 757 districts and a sample stratified by type of school. A sum over the schools of a
district that are alike on every margin stands for them exactly: estimates and residuals depend on nothing finer.
"""

from typing import NamedTuple

import numpy as np

from survey.statistics.design import Design

TYPES = "EHM"
WIDE = "NY"

# district, type of school, whether the school met its target : schools : sum of scores : sum of pupils
CLUSTERED = (
    "0EY:8:5418:2551 0HY:1:608:1689 0MY:2:1333:1841 1EY:2:963:732 1HY:1:443:418 1MY:1:482:286 2EY:1:494:308 "
    "2MN:1:411:372 3EN:1:709:425 3EY:9:6005:3696 3MN:2:1190:1875 3MY:1:689:962 4EY:2:1116:683 5EY:2:1166:691 "
    "5HN:1:696:442 5MN:1:631:508 6EY:2:1001:937 6HY:1:529:388 6MN:1:547:343 7EN:1:552:345 7EY:12:8633:6130 "
    "7MY:3:2184:2550 8EN:1:699:196 8EY:3:2160:646 8HN:1:687:210 8HY:3:2161:895 8MY:1:679:233 9EN:3:2013:1191 "
    "9EY:31:20495:13847 10EN:1:629:540 10EY:15:9964:6995 10HN:1:595:1585 10HY:1:661:1855 10MN:1:614:1015 "
    "10MY:2:1298:2978 11EN:5:2554:2546 11EY:25:14254:11920 11HY:3:1577:6195 11MY:4:2009:5153 12EY:10:7203:3884 "
    "12MN:2:1458:1870 12MY:1:711:1023 13EY:1:551:274 14EY:9:6858:3794 14HY:1:703:2147 14MY:2:1550:1434"
)
WEIGHT = 33.846996307373
DISTRICTS = 757

BY_TYPE = np.array([4421, 755, 1018])
BY_TARGET = np.array([1072, 5122])

# type of school: schools, schools in the population, weight, sum and sum of squares of scores, the same of pupils
STRATIFIED = (
    (100, 4421, 44.2099990844727, 67443, 47038637, 41678, 20100668),
    (50, 755, 15.1000003814697, 31291, 20167941, 66035, 109279081),
    (50, 1018, 20.3600006103516, 31830, 20940396, 41624, 42310204),
)


class Schools(NamedTuple):
    """Cases of shape (cases,): mean score, mean number of pupils, weight, margins and design."""

    scores: np.ndarray
    pupils: np.ndarray
    weights: np.ndarray
    types: np.ndarray
    wide: np.ndarray
    design: Design


def clustered() -> Schools:
    """Returns the cluster sample, schools that are alike taken together."""
    rows = []
    for entry in CLUSTERED.split():
        place, schools, scores, pupils = entry.split(":")
        rows.append(
            (
                int(place[:-2]),
                TYPES.index(place[-2]),
                WIDE.index(place[-1]),
                *map(int, (schools, scores, pupils)),
            )
        )
    district, types, wide, schools, scores, pupils = np.array(rows).T
    design = Design(clusters=district, populations=np.array([DISTRICTS]))
    return Schools(scores / schools, pupils / schools, WEIGHT * schools, types, wide, design)


def stratified() -> Schools:
    """Returns a stratified sample with the sums and sums of squares of the real one."""
    parts = [
        (_with_sums(n, *scores), _with_sums(n, *pupils), [weight] * n, [place] * n)
        for place, (n, _, weight, *sums) in enumerate(STRATIFIED)
        for scores, pupils in [(sums[:2], sums[2:])]
    ]
    scores, pupils, weights, types = (np.concatenate(part) for part in zip(*parts, strict=True))
    design = Design(strata=types, populations=np.array([row[1] for row in STRATIFIED]))
    return Schools(scores, pupils, weights, types, np.zeros(len(types), dtype=int), design)


def _with_sums(cases: int, total: int, squares: int) -> np.ndarray:
    """Makes an even number of values that add up to a total and whose squares add up to another."""
    mean = total / cases
    spread = np.sqrt(squares / cases - mean**2)
    return mean + spread * np.resize([1.0, -1.0], cases)
