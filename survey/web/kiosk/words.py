"""What a kiosk says by itself, without a server: sentences for faults, absences and areas in words."""

from collections.abc import Mapping
from typing import Any

from survey.questionnaire.definition import OFFERED_ABSENCES, Absence, Text
from survey.questionnaire.kinds.area import OPTIONS
from survey.questionnaire.kinds.kind import ABSENCE_TEXTS
from survey.questionnaire.kinds.yes_no import YES_NO
from survey.web.language import gettext as _


def vocabulary() -> dict[str, Any]:
    """Returns areas, absences and yes or no in words, each in every language that it is written in."""
    return {
        "areas": [[code, _plain(name)] for code, name in OPTIONS],
        "absences": {absence.value: _plain(ABSENCE_TEXTS[absence]) for absence in OFFERED_ABSENCES},
        "yes_no": {key: _plain(words) for key, words in YES_NO},
    }


def _plain(text: Text) -> dict[str, str]:
    return dict(text.by_language)


def fault_forms() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Returns the forms of sentences by the code of a fault, and absences by name, in the language of the page.

    They are the messages of `survey.web.asking.messages`, with their placeholders; a test holds both together.
    """
    not_a_choice = _("Choose one of the answers shown for ‘%(question)s’")
    forms = {
        "required_area": _("Choose an answer from the list: ‘%(question)s’ needs one"),
        "required_words": _("Write an answer to ‘%(question)s’"),
        "required": _("Choose an answer to ‘%(question)s’"),
        "not_a_choice": not_a_choice,
        "not_a_row": not_a_choice,
        "not_an_area": not_a_choice,
        "not_offered": not_a_choice,
        "not_words": not_a_choice,
        "too_many": _(
            "You chose %(chosen)s; untick some, so that there are no more than %(limit)s: ‘%(question)s’"
        ),
        "exclusive_with_others": _("Untick ‘%(choice)s’, or untick the others: they can’t both be"),
        "other_text_missing": _("Write what you mean by ‘%(choice)s’, or choose something else"),
        "too_long": _("Make your answer shorter: it has %(length)s characters and %(limit)s fit"),
        "not_a_number": _("Write a number in figures, such as 3: ‘%(question)s’"),
        "not_whole": _("Write a whole number, such as 3: ‘%(question)s’"),
        "too_small": _("Write %(least)s or more: ‘%(question)s’"),
        "too_large": _("Write %(most)s or less: ‘%(question)s’"),
        "chosen_twice": _("‘%(choice)s’ has a place already; choose another here"),
        "gap_in_ranks": _("Fill place %(place)s before the ones that follow it"),
        "place_missing": _("Choose which of these comes next"),
        "count_missing": _("Write how many there are in %(area)s"),
    }
    absences = {
        Absence.DONT_KNOW.value: _("Don’t know"),
        Absence.PREFER_NOT_TO_SAY.value: _("Prefer not to say"),
    }
    return forms, absences
