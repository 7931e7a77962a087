"""A questionnaire as each channel shows it, all pages under one another, to look at and not to fill in."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup, escape

from survey.consultations import actions
from survey.questionnaire.definition import Channel, Choice, Question, Questionnaire
from survey.questionnaire.document import DocumentProblems, load_document
from survey.questionnaire.kinds.area import OPTIONS
from survey.questionnaire.piping import PLACEHOLDER
from survey.web.language import gettext, later
from survey.web.request import database
from survey.web.rounds.conditions import said
from survey.web.rounds.planning import find, planners

CHANNEL_WORDS = {
    Channel.WEB: later("Web"),
    Channel.TELEPHONE: later("Telephone"),
    Channel.PAPER: later("Paper"),
    Channel.POSTCARD: later("Postcard"),
    Channel.EVENT: later("Event"),
}

DRAFT = "draft"


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/consultations/<key>/questionnaires/<family>/preview")(preview)


@planners
def preview(key: str, family: str) -> Any:
    """Shows a draft or a version, as one channel does, in one language."""
    found = find(key)
    wanted = request.args.get("version", DRAFT)
    questionnaire = _questionnaire(key, family, wanted)
    channel = request.args.get("channel", Channel.WEB.value)
    language = request.args.get("in", questionnaire.languages[0])
    if channel not in set(Channel) or language not in questionnaire.languages:
        abort(404)
    return render_template(
        "rounds/preview.html",
        round=found,
        family=family,
        wanted=wanted,
        questionnaire=questionnaire,
        channel=Channel(channel),
        channels=CHANNEL_WORDS,
        spoken=language,
        state=Shown(questionnaire, language),
        condition=lambda thing: said(thing.show_if, questionnaire, language) if thing.show_if else "",
    )


def _questionnaire(key: str, family: str, wanted: str) -> Questionnaire:
    """Returns the draft of a family, or one of its versions; 404 where there is none."""
    with database().reading() as tx:
        if wanted != DRAFT:
            try:
                questionnaire = actions.version(tx, wanted if wanted.isalnum() else "").questionnaire
            except actions.UnknownVersion:
                abort(404)
            return questionnaire if questionnaire.family == family else abort(404)
        draft = actions.find_draft(tx, key, family) if family.isidentifier() else None
    if draft is None:
        abort(404)
    try:
        return load_document(draft.source)
    except DocumentProblems:  # saved by an earlier version of this software, which saw no problem
        abort(redirect(url_for("rounds.edit_draft", key=key, family=family)))


class Shown:
    """What question templates ask of a person's state, when there is nobody: all stands, nothing is chosen."""

    def __init__(self, questionnaire: Questionnaire, language: str) -> None:
        self.questionnaire = questionnaire
        self.language = language
        self.areas = OPTIONS

    def choices(self, question: Question) -> tuple[Choice, ...]:
        """The choices as they are written."""
        return question.choices

    def value(self, field: str) -> str:
        """Nothing is filled in."""
        return ""

    def checked(self, field: str, value: str) -> str:
        """Nothing is chosen."""
        return ""

    def selected(self, field: str, value: str) -> str:
        """Nothing is chosen."""
        return ""

    def invalid(self, field: str, _css: str = "") -> str:
        """Nothing is wrong."""
        return ""

    def error(self, field: str) -> str:
        """Nothing is wrong."""
        return ""

    def described(self, field: str, hint_id: str = "") -> Markup:
        """The attribute aria-describedby."""
        return Markup(' aria-describedby="{}"').format(hint_id) if hint_id else Markup("")

    def pipe(self, words: str) -> Markup:
        """A text that says in brackets whose answer will stand there."""
        parts: list[Markup] = []
        end = 0
        for found in PLACEHOLDER.finditer(words):
            parts += [escape(words[end : found.start()]), self._placeholder(found[1], found[2])]
            end = found.end()
        return Markup("").join([*parts, escape(words[end:])])

    def slot(self, name: str) -> str:
        """Nothing is put in by a door."""
        return ""

    def show_question(self, question: Question, caller: Callable[[], Any]) -> Any:
        """Every question stands."""
        return caller()

    def show_choice(self, question: Question, choice: Choice, caller: Callable[[], Any]) -> Any:
        """Every choice stands."""
        return caller()

    def show_if_open(self, question: Question, choice: Choice, caller: Callable[[], Any]) -> Any:
        """Every choice stands."""
        return caller()

    def when(self, name: str, caller: Callable[[], Any]) -> str:
        """Nothing that a door puts in."""
        return ""

    def _placeholder(self, key: str, place: str | None) -> Markup:
        asked: Mapping[str, Question] = self.questionnaire.question_by_key
        question = asked[key].text.say(self.language) if key in asked else key
        words = gettext("answer to: %(question)s", question=question)
        return Markup("<mark>[{}{}]</mark>").format(words, f", {place}" if place else "")
