"""The door to long work: what was asked for, how far it is, what came of it."""

from survey.web.jobs import views
from survey.web.jobs.blueprint import blueprint

PARTS = (views,)
"""The files that hang their views on the door."""

__all__ = ["PARTS", "blueprint"]
