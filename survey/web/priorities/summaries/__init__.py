"""The pages on which staff write, approve and publish Local Policing Summaries."""

from survey.web.priorities.summaries import area, drafts, publishing, rounds, writing
from survey.web.priorities.summaries.blueprint import blueprint

__all__ = ["blueprint"]

for part in (rounds, area, drafts, writing, publishing):
    part.hang(blueprint)
