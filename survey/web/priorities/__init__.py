"""The door for setting priorities: the evidence gathered so far."""

from flask import Blueprint

from survey.web.priorities import views

blueprint = Blueprint("priorities", __name__)
views.hang(blueprint)
