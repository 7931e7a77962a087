"""Conditions in words, for those who look a questionnaire through."""

from survey.places.london import LONDON
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Comparison,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
)
from survey.questionnaire.definition import Question, Questionnaire
from survey.web.language import gettext


def said(condition: Condition, questionnaire: Questionnaire, language: str) -> str:
    """Returns a condition as a clause, such as ‘Did you call the police?’ is ‘Yes’."""
    match condition:
        case AllOf(parts):
            return _joined([said(part, questionnaire, language) for part in parts], gettext(" and "))
        case AnyOf(parts):
            return _joined([said(part, questionnaire, language) for part in parts], gettext(" or "))
        case Not(part):
            return gettext("not (%(condition)s)", condition=said(part, questionnaire, language))
        case ByChannel(channels):
            return gettext("the channel is %(channels)s", channels=gettext(" or ").join(channels))
        case _:
            return _comparison(condition, questionnaire, language)


def _comparison(condition: Comparison, questionnaire: Questionnaire, language: str) -> str:
    key, _, part = condition.question.partition(".")
    question = questionnaire.question_by_key[key]
    asked = _asked(question, part, language)

    def named(value: str | int) -> str:
        return f"‘{_value(question, value, language)}’"

    match condition:
        case Equals(_, value):
            return gettext("%(asked)s is %(value)s", asked=asked, value=named(value))
        case In(_, values):
            listed = gettext(" or ").join(named(value) for value in values)
            return gettext("%(asked)s is %(value)s", asked=asked, value=listed)
        case Contains(_, value):
            return gettext("%(asked)s includes %(value)s", asked=asked, value=named(value))
        case Greater(_, bound):
            return gettext("%(asked)s is more than %(value)s", asked=asked, value=bound)
        case Less(_, bound):
            return gettext("%(asked)s is less than %(value)s", asked=asked, value=bound)
        case Answered():
            return gettext("%(asked)s is answered", asked=asked)


def _asked(question: Question, part: str, language: str) -> str:
    """Names a question, with the row of a grid or the place of a ranking."""
    text = question.text.say(language)
    row = next((row.text.say(language) for row in question.rows if row.key == part), part)
    return f"‘{text} – {row}’" if row else f"‘{text}’"


def _value(question: Question, value: str | int, language: str) -> str:
    choice = question.choice_by_key.get(str(value))
    if choice:
        return choice.text.say(language)
    if question.kind == "yes_no":
        return gettext("Yes") if value == "yes" else gettext("No")
    area = LONDON.by_code.get(str(value)) if question.kind == "area" else None
    return area.name if area else str(value)


def _joined(parts: list[str], word: str) -> str:
    return word.join(parts) if len(parts) == 1 else f"({word.join(parts)})"
