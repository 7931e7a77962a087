"""Staff pages for events: planned, changed, ended; posters, kiosk links, and what came in."""

import survey.web.kiosk.planning.deeds
import survey.web.kiosk.planning.events  # noqa: F401  their views register themselves
from survey.web.kiosk.planning.blueprint import blueprint

__all__ = ["blueprint"]
