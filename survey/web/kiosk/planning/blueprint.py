"""The blueprint that the staff pages for events hang on."""

from flask import Blueprint

blueprint = Blueprint("events", __name__, url_prefix="/staff/events")
