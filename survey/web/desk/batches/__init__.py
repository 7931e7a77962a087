"""Paper that came back: clerks key it in, supervisors register bundles and sign them off."""

import survey.web.desk.batches.bundles
import survey.web.desk.batches.keying
import survey.web.desk.batches.looking  # noqa: F401  their views register themselves
from survey.web.desk.batches.blueprint import blueprint

__all__ = ["blueprint"]
