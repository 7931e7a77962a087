"""The analysts' door: what came in, question by question."""

from survey.web.results import (
    benchmark,
    beside,
    boroughs,
    completion,
    crossing,
    publishing,
    ranking,
    reasons,
    rounds,
    rows,
    texts,
    views,
    weights,
)
from survey.web.results.blueprint import blueprint

for part in (
    views,
    completion,
    beside,
    boroughs,
    rounds,
    benchmark,
    crossing,
    ranking,
    reasons,
    weights,
    texts,
    rows,
    publishing,
):
    part.hang(blueprint)

__all__ = ["blueprint"]
