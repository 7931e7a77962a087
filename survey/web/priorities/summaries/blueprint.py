"""The part of the door for summaries."""

from flask import Blueprint

blueprint = Blueprint("summaries", __name__)
