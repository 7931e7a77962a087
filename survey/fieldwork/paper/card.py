"""A short questionnaire as a postcard, for events: the first question on one side, the others beside the address."""

from typing import Any

from survey.consultations.round import Round
from survey.fieldwork.paper.booklet import Sender, blocks, paragraphs, sent_back
from survey.fieldwork.paper.directions import directions
from survey.fieldwork.paper.saying import Speaker
from survey.fieldwork.paper.words import direction, words_in
from survey.questionnaire.definition import Channel, Questionnaire

FAMILY = "postcard"
"""The family that is printed as cards."""


def is_card(questionnaire: Questionnaire) -> bool:
    """Says whether a questionnaire is printed as a card."""
    return questionnaire.family == FAMILY


def card(questionnaire: Questionnaire, about: Round, sender: Sender, *, language: str) -> dict[str, Any]:
    """Returns a card as data: the `first` question and the `others`, and where it goes."""
    words = words_in(language)
    way = directions(questionnaire, Channel.POSTCARD)
    speaker = Speaker(words, questionnaire.question_by_key.__getitem__, way.number, len(way.steps))
    asked = [block for block in blocks(way, speaker, language) if block["is"] in {"note", "question"}]
    for block in asked:
        if block.get("as") == "areas":
            block["told"] = words.say("write_area_card")  # a card has no list at its back
    return {
        "language": language,
        "direction": direction(words.language),
        "title": questionnaire.title.say(language),
        "sponsor": sender.name,
        "privacy": paragraphs(questionnaire.privacy.say(language)),
        "words": dict(words.by_key),
        "online": words.say("online", address=sender.address) if sender.address else "",
        "first": asked[:1],
        "others": asked[1:],
        **sent_back(about, sender, words),
    }
