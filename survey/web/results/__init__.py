"""The analysts' door: what came in, question by question."""

from survey.web.results import beside, completion, crossing, ranking, reasons, rows, texts, views, weights
from survey.web.results.blueprint import blueprint

for part in (views, completion, beside, crossing, ranking, reasons, weights, texts, rows):
    part.hang(blueprint)

__all__ = ["blueprint"]
