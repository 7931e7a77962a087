"""How each kind of question is printed: boxes, lines and tables, with what the person is told to do."""

from collections.abc import Callable, Mapping
from typing import Any

from survey.fieldwork.paper.directions import Step
from survey.fieldwork.paper.reduced import ABSENCE
from survey.fieldwork.paper.saying import Joined, Said, Speaker
from survey.questionnaire.definition import Channel, Choice, Question
from survey.questionnaire.kinds.ranking import places_of
from survey.questionnaire.piping import PLACEHOLDER

CHARACTERS_A_LINE = 334
"""Of the characters that a text may have online, how many are given a line: people write less by hand."""

FEWEST_LINES, MOST_LINES = 3, 10
SHORT_LINES = 2
MOST_AREAS = 8
"""Lines for areas; whoever has more goes on under 'More room to write'."""

DIGITS = 6
SHORT = 34
"""Characters up to which a choice is short enough to stand in one of two columns."""

MANY = 6
"""Choices from which on short ones stand in two columns."""

NUMBER_ORDER = ("rank_1", "rank_2", "rank_3")


def printed_text(words: str, speaker: Speaker) -> str:
    """Says, in place of an earlier answer, where that answer stands."""

    def where(found: Any) -> str:
        try:
            number = speaker.number(found[1])
        except KeyError:
            return "…"
        if found[2]:
            return speaker.words.say("your_rank", rank=found[2], number=number)
        return speaker.words.say("your_answer", number=number)

    return PLACEHOLDER.sub(where, words)


def body(step: Step, speaker: Speaker, language: str) -> dict[str, Any]:
    """Returns what stands under the text of a question; `as` says how it is drawn."""
    question = step.question
    own = question.wording(Channel.PAPER).instruction.say(language)
    hint = own or ("" if question.kind == "ranking" else question.hint.say(language))
    why = question.why.say(language)
    return {
        "hint": printed_text(hint, speaker),
        "why": speaker.words.say("why", why=why) if why else "",
        **DRAWN[question.kind](step, speaker, language),
        "absences": [
            option(speaker.label(question, ABSENCE + absence), jump=_jump(step, ABSENCE + absence, speaker))
            for absence in question.absences
            if question.kind != "grid"
        ],
    }


def option(text: str, *, hint: str = "", jump: str = "", other: bool = False) -> dict[str, Any]:
    """Returns one box with what stands beside it."""
    return {"text": text, "hint": hint, "jump": jump, "other": other}


def _jump(step: Step, box: str, speaker: Speaker) -> str:
    target = step.jumps.get(box)
    if target is None:
        return ""
    if target > speaker.last:
        return speaker.words.say("go_to_end")
    return speaker.words.say("go_to", number=target)


def _choices(step: Step, speaker: Speaker, language: str) -> dict[str, Any]:
    question = step.question
    limit = question.limit
    told = {
        "multiple_choice": speaker.words.say("tick_up_to", limit=limit)
        if limit
        else speaker.words.say("tick_all")
    }.get(question.kind, speaker.words.say("tick_one"))
    groups = [
        {
            "lead": _lead(speaker.say(one.condition), speaker) if one.condition else "",
            "options": [_option(step, choice, speaker, language) for choice in one.choices],
        }
        for one in step.listed
    ]
    return {"as": "choices", "told": told, "groups": groups, "columns": _columns(question, language)}


def _lead(said: Said, speaker: Speaker) -> str:
    return speaker.words.say("choices_if", condition=flat(said, speaker))


def flat(said: Said, speaker: Speaker) -> str:
    """Says clauses in one line, brackets round those that are joined within others."""
    if isinstance(said, str):
        return said
    parts = [f"({flat(one, speaker)})" if isinstance(one, Joined) else one for one in said.parts]
    return speaker.words.both(parts) if said.all else speaker.words.either(parts)


def _option(step: Step, choice: Choice, speaker: Speaker, language: str) -> dict[str, Any]:
    return option(
        choice.text.say(language),
        hint=choice.hint.say(language),
        jump=_jump(step, choice.key, speaker),
        other=choice.other,
    )


def _columns(question: Question, language: str) -> int:
    """Two columns for many short choices, one where a reader would lose the thread."""
    texts = [choice.text.say(language) for choice in question.choices]
    return 2 if len(texts) >= MANY and max(map(len, texts)) <= SHORT else 1


def _yes_no(step: Step, speaker: Speaker, _language: str) -> dict[str, Any]:
    options = [option(speaker.words.say(box), jump=_jump(step, box, speaker)) for box in ("yes", "no")]
    told = speaker.words.say("tick_one")
    return {"as": "choices", "told": told, "groups": [{"lead": "", "options": options}], "columns": 1}


def _ranking(step: Step, speaker: Speaker, language: str) -> dict[str, Any]:
    places = places_of(step.question)
    told = (
        speaker.words.say(NUMBER_ORDER[places - 1])
        if places <= len(NUMBER_ORDER)
        else speaker.words.say("rank_many", limit=places)
    )
    drawn = _choices(step, speaker, language)
    return {**drawn, "as": "ranking", "told": told, "columns": 2 if len(step.question.choices) >= MANY else 1}


def _grid(step: Step, speaker: Speaker, language: str) -> dict[str, Any]:
    question = step.question
    points = [choice.text.say(language) for choice in question.choices]
    points += [speaker.label(question, ABSENCE + absence) for absence in question.absences]
    rows = [printed_text(row.text.say(language), speaker) for row in question.rows]
    return {"as": "grid", "told": speaker.words.say("tick_each_row"), "points": points, "rows": rows}


def _number(step: Step, speaker: Speaker, language: str) -> dict[str, Any]:
    question = step.question
    digits = len(str(question.maximum)) if question.maximum is not None else DIGITS
    return {
        "as": "number",
        "told": speaker.words.say("write_number"),
        "digits": min(max(digits, 2), 12),
        "unit": question.unit.say(language),
    }


def _words(step: Step, speaker: Speaker, _language: str) -> dict[str, Any]:
    length = step.question.max_length or (2000 if step.question.kind == "long_text" else 200)
    lines = SHORT_LINES
    if step.question.kind == "long_text":
        lines = min(max(-(-length // CHARACTERS_A_LINE), FEWEST_LINES), MOST_LINES)
    return {"as": "lines", "told": speaker.words.say("write_words"), "lines": lines}


def _area(step: Step, speaker: Speaker, _language: str) -> dict[str, Any]:
    question = step.question
    if question.counted:
        told, lines = "write_areas_counted", min(question.limit or MOST_AREAS, MOST_AREAS)
    elif (question.limit or 1) > 1:
        told, lines = "write_areas", min(question.limit or 1, MOST_AREAS)
    else:
        told, lines = "write_area", 1
    return {"as": "areas", "told": speaker.words.say(told), "lines": lines, "counted": question.counted}


DRAWN: Mapping[str, Callable[[Step, Speaker, str], dict[str, Any]]] = {
    "single_choice": _choices,
    "multiple_choice": _choices,
    "yes_no": _yes_no,
    "grid": _grid,
    "ranking": _ranking,
    "number": _number,
    "short_text": _words,
    "long_text": _words,
    "area": _area,
}
"""Kind → how it is printed."""
