"""What can be wrong, and what is open, in words that say what to do."""

from collections.abc import Mapping
from typing import Any

from survey.fieldwork.batches.actions import MOST_FORMS
from survey.fieldwork.batches.notation import Slip
from survey.fieldwork.batches.progress import Point
from survey.fieldwork.batches.refusals import BatchRefused, CantKey
from survey.questionnaire.definition import Text
from survey.responses.response import Response
from survey.web.language import clock, day, gettext, language, later, ngettext

CHANNELS = {"paper": later("Paper forms"), "postcard": later("Postcards")}

_SLIPS = {
    "not_a_code": later("There is no box %(code)s here: the last is %(last)s"),
    "only_one": later("Only one is allowed here. If more are ticked on the paper, type +"),
    "twice": later("%(code)s is there twice"),
    "stands_alone": later(
        "Box %(code)s can’t go with others. If it is ticked with others on the paper, type +"
    ),
    "more_than": later("At most %(limit)s are allowed here. If more are ticked on the paper, type +"),
    "nothing_to_tick": later("There is nothing to tick here, so + has no meaning"),
    "not_an_area": later(
        "No borough is called ‘%(letters)s’. Type the first letters of its name, or outside"
    ),
    "several_areas": later("More than one borough begins so: %(areas)s. Type more letters"),
    "count_missing": later("Say how many, such as: Kingston 3, Sutton 1"),
    "not_a_number": later("This is not a number. If it can’t be read on the paper, type ?"),
    "not_whole": later("Only whole numbers count. If the paper says so, type it with ! behind it"),
    "too_small": later("The least is %(minimum)s. If the paper says so, type it with ! behind it: 7!"),
    "too_large": later("The most is %(maximum)s. If the paper says so, type it with ! behind it: 700!"),
}

_SERIALS = {
    "empty": later("Type the serial, or scan the square beside it"),
    "strange": later("A serial never holds %(signs)s. Look at that sign again"),
    "length": later("A serial has 8 signs and this has %(length)s"),
    "swapped": later("Two neighbouring signs of the serial look swapped. Compare it with the form"),
    "unsound": later("One sign of the serial is wrong. Compare it with the form, sign by sign"),
    "unknown": later(
        "This is a sound serial, but no form was printed with it. Set the form aside for your supervisor"
    ),
    "other_round": later(
        "This form belongs to ‘%(round)s’, not to the consultation of this bundle. Set it aside"
    ),
    "other_questionnaire": later(
        "This form is of another questionnaire (%(family)s). Put it into a bundle of its own kind"
    ),
    "keyed_already": later(
        "This form was keyed already: bundle %(number)s, form %(place)s. It is not counted twice"
    ),
    "bundle_full": later(
        "All %(forms)s forms of this bundle are keyed or in hand. If there is one more, your supervisor counts again"
    ),
    "signed_off": later("This bundle is signed off; nothing more can be keyed into it"),
    "not_chosen": later("This form need not be keyed a second time"),
    "same_clerk": later("You keyed this form first, so somebody else has to key it the second time"),
    "nothing_to_decide": later("There is nothing to decide about this form any more"),
    "all_blank": later(
        "Nothing is keyed. If the whole form is blank, give it back and tell your supervisor: it is not a response"
    ),
}

_REFUSED = {
    "bad_count": later(
        "Enter how many forms you counted, from 1 to %(most)s; a larger pile makes two bundles"
    ),
    "in_the_future": later("This date has not come yet. Enter the day on which the forms arrived"),
    "before_opening": later(
        "The consultation was not open yet on this day. Enter the day on which the forms arrived"
    ),
    "not_published": later("This questionnaire is not published in the current consultation"),
    "bad_sample": later("Enter how many in a hundred are keyed a second time, from 1 to 100"),
    "fewer_than_keyed": later(
        "More forms than that are keyed already. Take out what does not belong, or count once more"
    ),
    "signed_off": later("The bundle is signed off; its count stays"),
}


def slip_words(slip: Slip) -> str:
    """Says what is wrong with what was typed."""
    return gettext(str(_SLIPS[slip.code]), **_said(slip.values))


def refused_words(fault: BatchRefused) -> str:
    """Says why a bundle can't be like this."""
    return gettext(str(_REFUSED[fault.code]), most=MOST_FORMS)


def cant_key_words(fault: CantKey, names: Mapping[str, str]) -> str:
    """Says why a form can't be keyed here and now; `names` are those of staff by id."""
    if fault.code == "held":
        return gettext(
            "%(clerk)s has form %(place)s in hand, since %(time)s. Ask them, or take another",
            clerk=names.get(fault.values["clerk"], gettext("Somebody")),
            place=fault.values["place"],
            time=clock(fault.values["since"]),
        )
    signs = " ".join(fault.values.get("signs", "")[:5])
    return gettext(str(_SERIALS[fault.code]), **{**fault.values, "signs": signs})


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _one(value) for name, value in values.items()}


def _one(value: Any) -> Any:
    if isinstance(value, Text):
        return value.say(language())
    if isinstance(value, list):
        return ", ".join(str(_one(part)) for part in value)
    return value


def clash_words(response: Response) -> str:
    """Says how the person of a form has answered already."""
    way = {
        "web": gettext("on the website"),
        "telephone": gettext("by telephone"),
        "event": gettext("at an event"),
    }.get(response.channel.value, gettext("on paper"))
    if response.withdrawn_at:
        return gettext("This person’s answers were withdrawn on %(day)s", day=day(response.withdrawn_at))
    if response.submitted_at:
        return gettext(
            "This person has already answered %(way)s, on %(day)s", way=way, day=day(response.submitted_at)
        )
    return gettext("This person has begun to answer %(way)s and not sent it", way=way)


def point_words(point: Point) -> str:
    """Says what is open, and what to do about it."""
    number = point.values.get("number", 0)
    if point.code == "forms_missing":
        return _missing_words(point.values)
    if point.code == "in_hand":
        return ngettext(
            "%(num)s form is begun and not finished: go on with it, or give it back",
            "%(num)s forms are begun and not finished: go on with them, or give them back",
            number,
        )
    if point.code == "again":
        return ngettext(
            "%(num)s form waits to be keyed a second time, by another clerk",
            "%(num)s forms wait to be keyed a second time, by another clerk",
            number,
        )
    if point.code == "differences":
        return ngettext(
            "%(num)s difference waits for a third look at the paper",
            "%(num)s differences wait for a third look at the paper",
            number,
        )
    return ngettext(
        "%(num)s form is set aside: decide what counts",
        "%(num)s forms are set aside: decide what counts",
        number,
    )


def _missing_words(values: Mapping[str, Any]) -> str:
    return ngettext(
        "%(keyed)s of %(forms)s forms are keyed, %(num)s is missing. Look for it; if it is not there, "
        "count the bundle again and say why",
        "%(keyed)s of %(forms)s forms are keyed, %(num)s are missing. Look for them; if they are not there, "
        "count the bundle again and say why",
        values["missing"],
        keyed=values["keyed"],
        forms=values["forms"],
    )
