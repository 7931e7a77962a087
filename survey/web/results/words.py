"""Selections, answers and absences in words."""

from collections.abc import Mapping, Sequence

from survey.columns.selection import Selection
from survey.columns.table import Table
from survey.columns.topline import Result
from survey.places.london import LONDON, OUTSIDE
from survey.questionnaire.definition import Absence, Question
from survey.web.language import gettext, language, later, number
from survey.weighting.weights import Report

WHOSE = {
    "residents": later("Residents"),
    "businesses": later("Businesses"),
    "postcard": later("People who sent a postcard"),
}
EVERYBODY = {
    "residents": later("All residents who answered"),
    "businesses": later("All businesses that answered"),
    "postcard": later("All who sent a postcard"),
}
CHANNELS = {
    "web": later("Website"),
    "telephone": later("Telephone"),
    "paper": later("Paper"),
    "postcard": later("Postcard"),
    "event": later("Event"),
}
BY_CHANNEL = {
    "web": later("on the website"),
    "telephone": later("by telephone"),
    "paper": later("on paper"),
    "postcard": later("by postcard"),
    "event": later("at an event"),
}
ABSENCES = {
    Absence.DONT_KNOW: later("Don’t know"),
    Absence.PREFER_NOT_TO_SAY: later("Prefer not to say"),
    Absence.NOT_ANSWERED: later("Not answered"),
    Absence.NOT_ASKED: later("Not asked"),
}
ON_PAPER = {
    Absence.UNREADABLE: later("Unreadable on paper"),
    Absence.TOO_MANY: later("More ticked than allowed"),
    Absence.NOT_CODED: later("Not yet coded"),
    Absence.UNCLEAR: later("Unclear to the coder"),
}
"""Absences that only a paper form, or what is made of texts, can have; named where there are any."""
MANNERS = {
    "prompted": later("Chosen from the list"),
    "unprompted": later("In their own words, coded by the clerk"),
}


COUNTED = later("Submitted responses count; unfinished and withdrawn ones do not.")
"""Which responses count, in words, on every page of results."""


def area_name(code: str) -> str:
    """Returns an area's name."""
    if code == OUTSIDE:
        return gettext("Outside London")
    area = LONDON.by_code.get(code)
    return area.name if area else code


def answer_name(question: Question, key: str) -> str:
    """Returns an answer as the question words it."""
    if question.kind == "yes_no":
        return gettext("Yes") if key == "yes" else gettext("No")
    choice = question.choice_by_key.get(key)
    return choice.text.say(language()) if choice else key


def compared(result: Result, place: int = 0) -> str:
    """Returns what stands above a table of shares that are compared: question, row of a grid, places and manner."""
    title = result.question.text.say(language())
    if result.question.kind == "grid":
        title = f"{title} {result.blocks[place].label.say(language())}"
    if result.places:
        title = gettext("%(title)s (in the top %(places)s)", title=title, places=result.places)
    return f"{title} – {MANNERS[result.manner]}" if result.manner else title


def whose(selection: Selection, table: Table, events: Mapping[str, str]) -> str:
    """Says whose answers a selection holds, such as 'Residents in Kingston upon Thames who answered by telephone'."""
    narrows = selection.areas or selection.channels or selection.answers or selection.events
    if not (narrows or selection.whole or selection.everything):
        return str(EVERYBODY.get(table.family, gettext("Everybody who answered")))
    words = str(WHOSE.get(table.family, gettext("People")))
    if selection.areas:
        words = gettext(
            "%(people)s in %(areas)s",
            people=words,
            areas=either([area_name(code) for code in selection.areas]),
        )
    clauses = []
    if selection.channels:
        ways = either([str(BY_CHANNEL[channel]) for channel in selection.channels])
        clauses.append(gettext("who answered %(ways)s", ways=ways))
    if selection.events:
        places = either([f"‘{events.get(code, code)}’" for code in selection.events])
        clauses.append(gettext("who were at %(events)s", events=places))
    if selection.whole:
        clauses.append(gettext("who answered to the end"))
    for key, choices in selection.answers.items():
        question = table.question_by_key[key]
        clauses.append(
            gettext(
                "who said %(answers)s to ‘%(question)s’",
                answers=either([f"‘{answer_name(question, choice)}’" for choice in choices]),
                question=question.text.say(language()),
            )
        )
    said = " ".join((words, gettext(" and ").join(clauses))).strip()
    return gettext("%(people)s, those left out included", people=said) if selection.everything else said


def either(words: Sequence[str]) -> str:
    """Joins words with commas and a last 'or'."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(most)s or %(last)s", most=", ".join(words[:-1]), last=words[-1])


def weighting(report: Report) -> str:
    """Says whom weighted shares speak of, by what they are weighted, and what they are worth."""
    return gettext(
        "Weighted to %(population)s, by %(margins)s: %(responses)s responses, as good as %(worth)s (scheme %(scheme)s)",
        population=report.scheme.population,
        margins=gettext(", ").join(margin.label.lower() for margin in report.margins),
        responses=number(report.responses),
        worth=number(round(report.effective)),
        scheme=report.scheme.hash[:8],
    )
