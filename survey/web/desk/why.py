"""Why a question is not asked, in words: the conditions on its way, said with the questions that decide."""

from collections.abc import Iterator

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
    holds,
)
from survey.questionnaire.definition import Question
from survey.questionnaire.piping import PLACEHOLDER
from survey.web.desk.case import Case
from survey.web.language import gettext as _


def reasons(case: Case, question: Question) -> list[str]:
    """Returns the conditions that do not hold, in words; none that name an answer of the caller's."""
    seen = case.version.route.on_path(case.path, case.response.answers)
    failed = [
        condition
        for condition in _conditions(case, question)
        if not holds(condition, seen, case.response.channel)
    ]
    return [words(case, condition) for condition in failed]


def _conditions(case: Case, question: Question) -> Iterator[Condition]:
    questionnaire = case.version.questionnaire
    page = questionnaire.page_of[question.key]
    for standing in (questionnaire.section_of[page.key].show_if, page.show_if, question.show_if):
        if isinstance(standing, AllOf):
            yield from standing.parts
        elif standing is not None:
            yield standing


def words(case: Case, condition: Condition) -> str:
    """Says a condition as part of a sentence, such as ‘Were you in touch …’ is answered."""
    if isinstance(condition, AllOf):
        return _(" and ").join(words(case, part) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return _(" or ").join(words(case, part) for part in condition.parts)
    if isinstance(condition, ByChannel):
        return _("the answers are given in another way than this")
    if not isinstance(condition, Not):
        return _compared(case, condition, holds=True)
    inner = condition.part
    if isinstance(inner, AllOf | AnyOf | ByChannel | Not):
        return _("it is not so that %(what)s", what=words(case, inner))
    return _compared(case, inner, holds=False)


def _compared(case: Case, condition: Comparison, *, holds: bool) -> str:
    name, _dot, part = condition.question.partition(".")
    question = case.version.questionnaire.question_by_key[name]
    asked = PLACEHOLDER.sub("…", question.text.say(case.spoken))
    named = {"question": asked, "number": case.version.questionnaire.questions.index(question) + 1}
    match condition:
        case Answered() if part.isdecimal():
            named["place"] = part
            if holds:
                return _("question %(number)s, ‘%(question)s’, has an answer in place %(place)s", **named)
            return _("question %(number)s, ‘%(question)s’, has no answer in place %(place)s", **named)
        case Answered():
            if holds:
                return _("question %(number)s, ‘%(question)s’, is answered", **named)
            return _("question %(number)s, ‘%(question)s’, is not answered", **named)
        case Greater(_name, bound):
            said = _("more than %(bound)s", bound=bound)
        case Less(_name, bound):
            said = _("less than %(bound)s", bound=bound)
        case Equals(_name, value) | Contains(_name, value):
            said = _value(question, value, case.spoken)
        case In(_name, values):
            said = _(" or ").join(_value(question, value, case.spoken) for value in values)
    named["value"] = said
    if holds:
        return _("question %(number)s, ‘%(question)s’, is answered with %(value)s", **named)
    return _("question %(number)s, ‘%(question)s’, is not answered with %(value)s", **named)


def _value(question: Question, value: str | int, spoken: str) -> str:
    """Says a choice as the question words it; anything else as it stands."""
    if question.kind == "yes_no":
        return _("‘Yes’") if value == "yes" else _("‘No’")
    choice = question.choice_by_key.get(str(value))
    return f"‘{choice.text.say(spoken)}’" if choice else f"‘{value}’"
