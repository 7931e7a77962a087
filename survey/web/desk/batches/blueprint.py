"""The blueprint that the views of bundles hang on."""

from flask import Blueprint

blueprint = Blueprint("batches", __name__, url_prefix="/staff/batches")
