"""The blueprint that the views of the telephone desk hang on."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, url_prefix="/staff/desk")
