"""The kinds of question, one file each; KINDS is the one place that lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from survey.questionnaire.kinds.area import AreaKind
from survey.questionnaire.kinds.grid import Grid
from survey.questionnaire.kinds.kind import Column, Fault, Kind
from survey.questionnaire.kinds.long_text import LongText
from survey.questionnaire.kinds.multiple_choice import MultipleChoice
from survey.questionnaire.kinds.number import Number
from survey.questionnaire.kinds.ranking import Ranking
from survey.questionnaire.kinds.short_text import ShortText
from survey.questionnaire.kinds.single_choice import SingleChoice
from survey.questionnaire.kinds.yes_no import YesNo

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            SingleChoice(),
            MultipleChoice(),
            Grid(),
            Ranking(),
            Number(),
            ShortText(),
            LongText(),
            YesNo(),
            AreaKind(),
        )
    }
)

__all__ = ["KINDS", "Column", "Fault", "Kind"]
