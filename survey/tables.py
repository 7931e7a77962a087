"""Imports every store, so that the one MetaData knows every table."""

import survey.accounts.store
import survey.consultations.store
import survey.contacts.store
import survey.db.installation
import survey.fieldwork.store
import survey.priorities.store
import survey.responses.store  # noqa: F401  each import has the effect that the store's tables are declared
from survey.db.base import metadata

__all__ = ["metadata"]
