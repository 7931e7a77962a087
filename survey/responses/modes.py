"""The modes of data collection that one response went through: begun by telephone, say, and finished on the web."""

from typing import Any

from survey.questionnaire.definition import Channel
from survey.responses.response import Response

MODES = "modes"
"""The paradata that name every mode, in the order in which each came in; absent where there was but one."""


def mixed(response: Response, here: Channel) -> dict[str, Any]:
    """Returns the paradata to add where a response goes on in a mode it has not been in; its channel stays."""
    modes = response.paradata.get(MODES, [response.channel.value])
    return {} if here.value in modes else {MODES: [*modes, here.value]}
