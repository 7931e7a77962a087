"""The telephone desk: clerks take responses from people who ring."""

from survey.web.desk import calling, finishing, home  # noqa: F401  their views register themselves
from survey.web.desk.blueprint import blueprint

__all__ = ["blueprint"]
