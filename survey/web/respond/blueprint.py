"""The blueprint that the views of this door hang on."""

from flask import Blueprint

blueprint = Blueprint("respond", __name__)
