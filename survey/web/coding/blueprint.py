"""The coding door: whoever reads the texts comes in here."""

from flask import Blueprint

blueprint = Blueprint("coding", __name__, url_prefix="/staff/coding")
