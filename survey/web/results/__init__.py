"""The analysts' door: what came in, question by question."""

from survey.web.results import rows, texts, views
from survey.web.results.blueprint import blueprint

for part in (views, texts, rows):
    part.hang(blueprint)

__all__ = ["blueprint"]
