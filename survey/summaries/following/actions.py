"""Finding out what became of somebody's priorities."""

from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.places.london import WHOLE
from survey.priorities.ledger import actions as ledger
from survey.priorities.performance import actions as performance
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.version import Version
from survey.responses.response import Response
from survey.summaries.figures import actions as figures
from survey.summaries.following.trail import Trail, trail

AREA = "area"


def follow(tx: Transaction, response: Response, version: Version) -> Trail | None:
    """Returns what became of what a sent response put first; None where it counts for nothing or named nothing.

    The plan is that of the person's borough where one is published, else London's.
    """
    asked = version.questionnaire.question_by_key.get(QUESTION)
    picked = response.answers.get(QUESTION)
    if not response.is_sent or response.withdrawn_at or asked is None or not isinstance(picked, list):
        return None
    named = [(key, asked.choice_by_key[key].text) for key in picked if key in asked.choice_by_key]
    if not named:
        return None
    home = _home(response, version)
    plan = ledger.plan(tx, response.round, home)
    area = home if plan is not None or home == WHOLE else WHOLE
    plan = plan or ledger.plan(tx, response.round, area)
    lines = performance.standing(tx, area, plan.year).results.by_key if plan else {}
    published = figures.latest(tx, response.round, response.family)
    return trail(home, area, named, published, plan, lines)


def _home(response: Response, version: Version) -> str:
    """Returns the borough that a response belongs to, London where it belongs to none or to several."""
    for question in version.questionnaire.questions:
        answer = response.answers.get(question.key)
        if question.kind == AREA and isinstance(answer, str) and answer in SET_FOR:
            return answer
    return WHOLE
