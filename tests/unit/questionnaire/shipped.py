"""The questionnaires that ship, loaded once, and the path of some answers through them."""

from functools import cache
from typing import Any

from survey.questionnaire.definition import Channel, Questionnaire
from survey.questionnaire.document import load_document
from survey.questionnaire.library import source
from survey.questionnaire.routing import Route


@cache
def shipped(family: str) -> Questionnaire:
    """Returns a questionnaire of the library."""
    return load_document(source(family))


@cache
def route(family: str) -> Route:
    """Returns its compiled route."""
    return Route(shipped(family))


def pages(family: str, **answers: Any) -> list[str]:
    """Names the pages on the path of these answers on the web."""
    return [page.key for page in route(family).walk(answers, Channel.WEB).pages]


def asked(family: str, **answers: Any) -> frozenset[str]:
    """Names the questions on the path of these answers on the web."""
    return route(family).walk(answers, Channel.WEB).asked
