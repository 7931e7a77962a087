"""The door for setting priorities: figures, evidence, plans and what became of them."""

from flask import Blueprint

from survey.web.priorities import (
    area,
    benchmarks,
    crime,
    decisions,
    equality,
    grounds,
    measures,
    performance,
    planning,
    register,
    reports,
    scenarios,
    targets,
    views,
)

blueprint = Blueprint("priorities", __name__)

for part in (
    views,
    benchmarks,
    crime,
    measures,
    targets,
    performance,
    planning,
    register,
    reports,
    scenarios,
    grounds,
    decisions,
    equality,
    area,
):
    part.hang(blueprint)
