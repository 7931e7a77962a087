"""Faults in words: each sentence names the field and says how to mend it."""

from collections.abc import Callable, Mapping

from survey.questionnaire.definition import Question, Text
from survey.questionnaire.kinds import Fault
from survey.web.language import gettext as _
from survey.web.language import language, number


def sentence(fault: Fault, question: Question) -> str:
    """Returns the sentence for a fault."""
    return _SENTENCES[fault.code](fault, question)


def _name(fault: Fault, question: Question) -> str:
    """Names what the fault is about: a row of a grid, else the question, as they stand on the page."""
    part = fault.field.removeprefix(f"{question.key}.")
    for row in question.rows:
        if row.key == part:
            return row.text.say(language())
    return question.text.say(language()).rstrip("?:. ").split("[[")[0].strip() or question.text.say(
        language()
    )


def _choice(fault: Fault) -> str:
    named = fault.values["choice"]
    if isinstance(named, Text):
        return named.say(language())
    return _("Prefer not to say") if named == "~prefer_not_to_say" else _("Don’t know")


def _required(fault: Fault, question: Question) -> str:
    if question.kind == "area":
        return _("Choose an answer from the list: ‘%(question)s’ needs one", question=_name(fault, question))
    if question.kind in {"short_text", "long_text", "number"}:
        return _("Write an answer to ‘%(question)s’", question=_name(fault, question))
    return _("Choose an answer to ‘%(question)s’", question=_name(fault, question))


def _too_many(fault: Fault, question: Question) -> str:
    return _(
        "You chose %(chosen)s; untick some, so that there are no more than %(limit)s: ‘%(question)s’",
        chosen=fault.values["chosen"],
        limit=fault.values["limit"],
        question=_name(fault, question),
    )


def _exclusive(fault: Fault, _question: Question) -> str:
    return _("Untick ‘%(choice)s’, or untick the others: they can’t both be", choice=_choice(fault))


def _other_missing(fault: Fault, question: Question) -> str:
    choice = question.choice_by_key[fault.field.partition(":")[2]]
    return _(
        "Write what you mean by ‘%(choice)s’, or choose something else", choice=choice.text.say(language())
    )


def _too_long(fault: Fault, _question: Question) -> str:
    return _(
        "Make your answer shorter: it has %(length)s characters and %(limit)s fit",
        length=number(fault.values["length"]),
        limit=number(fault.values["limit"]),
    )


def _chosen_twice(fault: Fault, _question: Question) -> str:
    return _("‘%(choice)s’ has a place already; choose another here", choice=_choice(fault))


def _count_missing(fault: Fault, _question: Question) -> str:
    return _("Write how many there are in %(area)s", area=fault.values["area"].say(language()))


def _too_small(fault: Fault, question: Question) -> str:
    return _(
        "Write %(least)s or more: ‘%(question)s’",
        least=number(fault.values["minimum"]),
        question=_name(fault, question),
    )


def _too_large(fault: Fault, question: Question) -> str:
    return _(
        "Write %(most)s or less: ‘%(question)s’",
        most=number(fault.values["maximum"]),
        question=_name(fault, question),
    )


def _not_a_choice(fault: Fault, question: Question) -> str:
    return _("Choose one of the answers shown for ‘%(question)s’", question=_name(fault, question))


_SENTENCES: Mapping[str, Callable[[Fault, Question], str]] = {
    "required": _required,
    "not_a_choice": _not_a_choice,
    "not_a_row": _not_a_choice,
    "not_an_area": _not_a_choice,
    "not_offered": _not_a_choice,
    "not_words": _not_a_choice,
    "too_many": _too_many,
    "exclusive_with_others": _exclusive,
    "other_text_missing": _other_missing,
    "too_long": _too_long,
    "not_a_number": lambda fault, question: _(
        "Write a number in figures, such as 3: ‘%(question)s’", question=_name(fault, question)
    ),
    "not_whole": lambda fault, question: _(
        "Write a whole number, such as 3: ‘%(question)s’", question=_name(fault, question)
    ),
    "too_small": _too_small,
    "too_large": _too_large,
    "chosen_twice": _chosen_twice,
    "gap_in_ranks": lambda fault, _question: _(
        "Fill place %(place)s before the ones that follow it", place=fault.values["place"]
    ),
    "place_missing": lambda _fault, _question: _("Choose which of these comes next"),
    "count_missing": _count_missing,
}
