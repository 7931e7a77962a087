"""Reading from the answers what each group of people put first."""

from collections.abc import Sequence
from typing import Any

from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.columns.selection import Selection
from survey.columns.topline import SMALLEST_BASE, Block, Result
from survey.indicators.areas import name_of
from survey.places.london import WHOLE
from survey.priorities.equality.statement import CHARACTERISTICS, TOP, Group
from survey.priorities.grounds.voices import View
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.definition import Question


def everybody(view: View, round_key: str, area: str) -> tuple[str, ...]:
    """Returns the first three priorities of all who answered in an area; none where too few did."""
    return _top(_block(view, _selection(round_key, area)))


def groups(view: View, round_key: str, area: str) -> tuple[Group, ...]:
    """Returns what each group put first, of each characteristic that the questionnaire asks.

    A group that is too small in the area is looked at in London as a whole.
    """
    questions = [view.snapshot.table.question_by_key.get(key) for key in CHARACTERISTICS]
    return tuple(
        _group(view, round_key, area, question, key, name)
        for question in questions
        if question is not None
        for key, name in _choices(question)
    )


def _choices(question: Question) -> Sequence[tuple[str, str]]:
    if question.kind == "yes_no":
        return (("yes", "Yes"), ("no", "No"))
    return tuple((choice.key, choice.text.say("en")) for choice in question.choices)


def _group(view: View, round_key: str, area: str, question: Question, key: str, name: str) -> Group:
    about = question.text.say("en")
    for place in dict.fromkeys((area, WHOLE)):
        block = _block(view, _selection(round_key, place, {question.key: (key,)}))
        top = _top(block)
        if block is not None and top:
            return Group(about, name, name_of(place), block.base, top)
    return Group(about, name, name_of(WHOLE), 0, ())


def _selection(round_key: str, area: str, answers: dict[str, tuple[str, ...]] | None = None) -> Selection:
    return Selection(round=round_key, areas=() if area == WHOLE else (area,), answers=answers or {})


def _block(view: View, selection: Selection) -> Block | None:
    question = view.snapshot.table.question_by_key.get(QUESTION)
    if question is None:
        return None

    def reckon(where: Predicate) -> Any:
        return topline(view.snapshot, where, [question])

    found: Sequence[Result] = view.reckoned("priorities of a group", selection, reckon)
    main = next((one for one in found if one.manner != "unprompted" and one.blocks), None)
    return main.blocks[0] if main else None


def _top(block: Block | None) -> tuple[str, ...]:
    """Returns the three answers named most, by name where they tie; none on a base under the limit."""
    if block is None or block.base < SMALLEST_BASE:
        return ()
    lines = sorted(block.lines, key=lambda one: (-one.count, one.label.say("en")))
    return tuple(one.label.say("en") for one in lines[:TOP] if one.count)
