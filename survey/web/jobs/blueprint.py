"""The door's blueprint."""

from flask import Blueprint

blueprint = Blueprint("jobs", __name__, url_prefix="/staff/jobs")
