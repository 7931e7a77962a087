"""The public door: from the first page to the confirmation, and back with a code."""

from survey.web.respond import answering, finishing, returning, starting  # noqa: F401  their views register themselves
from survey.web.respond.blueprint import blueprint

__all__ = ["blueprint"]
