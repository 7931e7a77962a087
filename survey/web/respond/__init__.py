"""The public door: from the first page to the confirmation, and back with a code."""

from survey.web.respond import (  # noqa: F401  their views register themselves
    answering,
    finishing,
    returning,
    starting,
    withdrawing,
)
from survey.web.respond.blueprint import blueprint

__all__ = ["blueprint"]
