"""What staff are told about summaries."""

from collections.abc import Mapping

from survey.summaries.local.steps import StepRefused
from survey.web.language import gettext

FIELDS: Mapping[str, str] = {
    "first_message": "Message of the authority",
    "first_from": "Who the first message is from",
    "second_message": "Message of the area’s police",
    "second_from": "Who the second message is from",
    "strategic": "Strategic priorities for London",
    "how_we_did": "How we did, in your words",
    "initiatives": "Local police initiatives",
    "teams": "Neighbourhood teams",
    "engagement": "Engagement group",
    "events": "Events",
    "contacts": "Useful contacts",
    "next_consultation": "Next consultation",
    "note": "What this edition corrects",
}

PARTS: Mapping[str, str] = {
    "performance": "how the year went",
    "plan": "the plan and its targets",
    "answers": "what people answered",
}
"""Figures that a draft takes from elsewhere."""

REFUSALS = {
    "not_now": "That can’t be done as the summary stands now.",
    "in_hand": "The summary is with somebody else now: have it returned first.",
    "texts_missing": "These texts are still to be written: %(names)s.",
    "no_plan": "The area’s plan has not been published yet.",
    "no_answers": "The figures of the consultation have not been published yet.",
    "second_person": "You wrote or proposed this summary: another person approves it.",
    "comment_missing": "Say what has to change.",
    "note_missing": "An edition was published already: say what this one corrects, and why.",
    "nothing_new": "Nothing has changed since the last edition.",
}


def refusal_words(fault: StepRefused) -> str:
    """Says why something can't be done with a summary."""
    return gettext(REFUSALS[fault.code], names="; ".join(FIELDS.get(one, one) for one in fault.names))
