"""The door of those who run consultations: rounds, their dates, and their questionnaires."""

from flask import Blueprint

from survey.web.rounds import drafting, informing, languages, planning, preview, promising, publishing

blueprint = Blueprint("rounds", __name__)

for part in (planning, drafting, preview, publishing, languages, informing, promising):
    part.hang(blueprint)
