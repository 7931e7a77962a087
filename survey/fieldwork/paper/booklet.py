"""What a printed form says, as plain data for the typesetter: one document for a version, a language and a size."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from survey.consultations.round import Round
from survey.fieldwork.paper.directions import Directions, Note, Step, directions
from survey.fieldwork.paper.form import POINTS, Print
from survey.fieldwork.paper.questions import body, printed_text
from survey.fieldwork.paper.saying import Joined, Said, Speaker
from survey.fieldwork.paper.words import Words, direction, words_in
from survey.places.london import LONDON
from survey.questionnaire.definition import Channel, Questionnaire

CODE_PAGE = "/return"
"""Where the code of a slip is typed."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks, and the address of the home page without its scheme; empty where it is not known."""

    name: str
    address: str
    zone: ZoneInfo


def booklet(
    questionnaire: Questionnaire, about: Round, sender: Sender, *, language: str, size: Print
) -> dict[str, Any]:
    """Returns the form as data: `blocks` in reading order, and what stands before and after them."""
    words = words_in(language)
    way = directions(questionnaire, Channel.PAPER)
    speaker = Speaker(words, questionnaire.question_by_key.__getitem__, way.number, len(way.steps))
    return {
        "language": language,
        "direction": direction(words.language),
        "size": POINTS[size],
        "title": questionnaire.title.say(language),
        "sponsor": sender.name,
        "introduction": paragraphs(questionnaire.introduction.say(language)),
        "privacy": paragraphs(questionnaire.privacy.say(language)),
        "words": dict(words.by_key),
        "blocks": list(blocks(way, speaker, language)),
        "areas": [area.name for area in sorted(LONDON.areas, key=lambda one: one.name)]
        if any(step.question.kind == "area" for step in way.steps)
        else [],
        **sent_back(about, sender, words),
    }


def sent_back(about: Round, sender: Sender, words: Words) -> dict[str, Any]:
    """Returns what a person needs to send a form back, or to answer in another way."""
    details = about.details
    said = {
        "closes": words.say("closes", day=day(about.closes_at, sender.zone, words.language)),
        "freepost": [line for line in details.freepost.splitlines() if line.strip()],
        "call_us": words.say("call_us", telephone=details.telephone) if details.telephone else "",
        "textphone": words.say("textphone", textphone=details.textphone) if details.textphone else "",
        "write_to_us": words.say("write_to_us", email=details.email) if details.email else "",
        "slip_web": words.say("slip_web", address=sender.address + CODE_PAGE) if sender.address else "",
        "slip_phone": words.say("slip_phone", telephone=details.telephone) if details.telephone else "",
    }
    return {"post": said}


def day(moment: datetime, zone: ZoneInfo, language: str) -> str:
    """Writes a day in words, in a language."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    chosen = Locale("en", "GB") if locale.language == "en" else locale
    return format_date(moment.astimezone(zone).date(), "full", locale=chosen)


def paragraphs(words: str) -> list[str]:
    """Splits a text at its empty lines."""
    return [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]


def blocks(way: Directions, speaker: Speaker, language: str) -> Iterator[dict[str, Any]]:
    """Yields headings, notes and questions in order."""
    section = page = None
    for step in way.steps:
        if step.section is not section:
            section = step.section
            yield {"is": "section", "text": section.title.say(language)}
        if step.page is not page:
            page = step.page
            yield from _page(step, speaker, language, alone=_alone(step, way))
        if step.note:
            yield said_note(step.note, speaker)
        yield {
            "is": "question",
            "number": step.number,
            "text": printed_text(step.question.asked_as(Channel.PAPER).say(language), speaker),
            **body(step, speaker, language),
        }


def _alone(step: Step, way: Directions) -> bool:
    """Says whether a page is the only one of its section that is printed."""
    return all(one.page is step.page for one in way.steps if one.section is step.section)


def _page(step: Step, speaker: Speaker, language: str, *, alone: bool) -> Iterator[dict[str, Any]]:
    title = printed_text(step.page.title.say(language), speaker)
    if title and not alone and step.page.title != step.section.title:
        yield {"is": "page", "text": title}
    text = step.page.text.say(language)
    if text:
        yield {"is": "text", "text": [printed_text(part, speaker) for part in paragraphs(text)]}


def said_note(note: Note, speaker: Speaker) -> dict[str, Any]:
    """Returns a note: a sentence, or a sentence that begins a list, and where to go if it does not hold."""
    said = speaker.say(note.condition)
    which = ("only_one", "only_two")[note.last - note.first] if note.last - note.first < 2 else "only_some"
    values = {"first": note.first, "last": note.last}
    sentence = in_a_sentence(said, speaker.words)
    in_list = listed(said, speaker.words)
    text = (
        speaker.words.say(which, condition=sentence, **values)
        if sentence
        else speaker.words.say(which, condition=in_list["lead"], **values).rstrip(".。")
    )
    return {
        "is": "note",
        "text": text,
        "list": None if sentence else {**in_list, "lead": ""},
        "otherwise": _otherwise(note, speaker),
    }


def _otherwise(note: Note, speaker: Speaker) -> str:
    if note.otherwise is None:
        return ""
    if note.otherwise > speaker.last:
        return speaker.words.say("otherwise_end")
    return speaker.words.say("otherwise", number=note.otherwise)


def in_a_sentence(said: Said, words: Words) -> str:
    """Joins up to three clauses in one sentence; nothing where it takes a list to be clear."""
    if isinstance(said, str):
        return said
    clauses = [one for one in said.parts if isinstance(one, str)]
    if len(clauses) < len(said.parts) or len(clauses) > 3:
        return ""
    return words.both(clauses) if said.all else words.either(clauses)


def listed(said: Said, words: Words) -> dict[str, Any]:
    """Returns clauses as a list with what joins them above it; an item is a sentence or such a list."""
    if isinstance(said, str):
        return {"lead": "", "items": [said]}
    return {
        "lead": words.say("all_of" if said.all else "any_of"),
        "items": [
            in_a_sentence(one, words) or listed(one, words) if isinstance(one, Joined) else one
            for one in said.parts
        ],
    }


def texts_of(block: Mapping[str, Any]) -> list[str]:
    """Returns all the words of a block in reading order, for tests and for finding a place."""
    found: list[str] = []
    for value in block.values():
        found += _strings(value)
    return found


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, Mapping):
        return [words for inner in value.values() for words in _strings(inner)]
    if isinstance(value, list):
        return [words for inner in value for words in _strings(inner)]
    return []
