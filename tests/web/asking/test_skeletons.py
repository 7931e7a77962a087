"""A page cut at its slots and filled in is the page that its template makes for one person."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, render_template
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markupsafe import Markup, escape

from survey.questionnaire.definition import Channel, Choice, Page, Question, Questionnaire, Text
from survey.questionnaire.kinds.ranking import still_to_place
from survey.questionnaire.piping import pipe
from survey.questionnaire.version import Version
from survey.web.asking.messages import sentence
from survey.web.asking.pages import fields_of
from survey.web.asking.skeletons import Filling, Skeleton, Skeletons, field_id
from survey.web.asking.state import OPEN, SlotState
from survey.web.asking.taking import ORDER, take
from tests.builders import shipped
from tests.unit.questionnaire.made import posts, questionnaires

NAUGHTY = "<script>alert('1')</script> & \"quoted\" ' \ue000value\ue001q00\ue002 {{ 7 * 7 }} [[q00]] ☃"


class OnePerson(SlotState):
    """Answers what a template asks with what holds for one person, at once."""

    def __init__(self, filling: Filling, rotation: int) -> None:
        super().__init__(rotation)
        self._filling = filling

    def value(self, field: str) -> Markup:
        return escape((*self._filling.fields.get(field, ()), "")[0])

    def checked(self, field: str, value: str) -> Markup:
        return Markup(" checked") if value in self._filling.fields.get(field, ()) else Markup("")

    def selected(self, field: str, value: str) -> Markup:
        return Markup(" selected") if value in self._filling.fields.get(field, ()) else Markup("")

    def invalid(self, field: str, css: str = " hys-invalid") -> Markup:
        return escape(css if field in self._filling.errors else "")

    def error(self, field: str) -> Markup:
        if field not in self._filling.errors:
            return Markup("")
        words = Markup(
            '<p id="{}-error" class="govuk-error-message"><span class="govuk-visually-hidden">{}</span> {}</p>'
        )
        return words.format(field_id(field), self._filling.error_word, self._filling.errors[field])

    def described(self, field: str, hint_id: str = "") -> Markup:
        ids = [hint_id] if hint_id else []
        ids += [f"{field_id(field)}-error"] if field in self._filling.errors else []
        return Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup("")

    def pipe(self, words: str) -> Markup:
        filling = self._filling
        said = pipe(
            words,
            filling.version.questionnaire,
            filling.answers,
            filling.language,
            lambda part: str(escape(part)),
        )
        return Markup(said)  # noqa: S704  each part was escaped

    def slot(self, name: str) -> Markup:
        return Markup(self._filling.slots.get(name, ""))  # noqa: S704  slots hold HTML

    def show_question(self, question: Question, caller: Callable[[], Any]) -> Markup:
        return self._if(question.key in self._filling.asked, caller)

    def show_choice(self, question: Question, choice: Choice, caller: Callable[[], Any]) -> Markup:
        filling = self._filling
        shown = filling.version.route.shows(question, choice, filling.answers, filling.channel)
        return self._if(shown, caller)

    def show_if_open(self, question: Question, choice: Choice, caller: Callable[[], Any]) -> Markup:
        return self._if(choice.key in still_to_place(question, self._filling.answers), caller)

    def when(self, name: str, caller: Callable[[], Any]) -> Markup:
        return self._if(bool(self._filling.slots.get(name)), caller)

    @staticmethod
    def _if(shown: bool, caller: Callable[[], Any]) -> Markup:
        return Markup(caller() if shown else "")  # noqa: S704  a rendered block


def page_for(version: Version, page: Page, channel: Channel, step: str | None, state: SlotState) -> str:
    return render_template(
        "respond/page.html",
        questionnaire=version.questionnaire,
        section=version.questionnaire.section_of[page.key],
        page=page,
        step=step,
        channel=channel,
        spoken="en",
        state=state,
    )


@given(questionnaires(), st.sampled_from(list(Channel)), st.integers(0, 3), st.data())
@settings(
    max_examples=40,
    deadline=None,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # an example says enough; to shrink one takes minutes
    suppress_health_check=[
        HealthCheck.function_scoped_fixture
    ],  # the application keeps nothing of an example
)
def test_filled_in_is_what_the_template_makes(
    app: Flask, questionnaire: Questionnaire, channel: Channel, rotation: int, data: st.DataObject
) -> None:
    version = Version.of(questionnaire)
    answers: dict[str, Any] = {}
    for page in questionnaire.pages:
        posted = data.draw(posts(page))
        taken = take(version, page, answers, posted, channel)
        answers = taken.answers
        path = version.route.walk(answers, channel)
        if not path.has(page.key):
            continue
        errors: dict[str, str] = {}
        with app.test_request_context("/"):
            for question, fault in taken.faults:
                errors.setdefault(fault.field, sentence(fault, question))
            filling = Filling(
                version=version,
                language="en",
                channel=channel,
                answers=version.route.on_path(path, answers),
                asked=path.asked,
                fields=posted if errors else fields_of(page, answers),
                errors=errors,
                slots={"token": "t", "back": "/", "return_code": "2345"} if data.draw(st.booleans()) else {},
            )
            for step in (None, ORDER):
                cut = Skeleton(page_for(version, page, channel, step, SlotState(rotation)))
                made = page_for(version, page, channel, step, OnePerson(filling, rotation))
                assert cut.fill(filling) == made


def filling(version: Version, fields: dict[str, list[str]], answers: dict[str, Any]) -> Filling:
    path = version.route.walk(answers, Channel.WEB)
    return Filling(version, "en", Channel.WEB, answers, path.asked, fields)


def test_what_a_person_typed_opens_no_slot_and_no_tag(app: Flask) -> None:
    version = shipped("residents")
    page = version.questionnaire.page_by_key["first_priority"]
    answers = {"priorities": ["other"], "priorities:other": NAUGHTY}
    with app.test_request_context("/"):
        cut = Skeleton(page_for(version, page, Channel.WEB, None, SlotState()))
    html = cut.fill(filling(version, {"first_why": [NAUGHTY]}, answers))
    assert html.count(str(escape(NAUGHTY))) == 2
    assert "<script>alert" not in html


def test_no_slot_is_left_open(app: Flask) -> None:
    for family in ("residents", "businesses"):
        version = shipped(family)
        for page in version.questionnaire.pages:
            with app.test_request_context("/"):
                cut = Skeleton(page_for(version, page, Channel.WEB, None, SlotState()))
            assert OPEN not in cut.fill(filling(version, {}, {}))


def test_a_page_is_rendered_once() -> None:
    kept, rendered = Skeletons(), []
    for _ in range(3):
        kept.get(("page",), lambda: rendered.append(1) or "html")  # type: ignore[func-returns-value]  counts
    assert len(rendered) == 1


@pytest.mark.parametrize("words", ["Tom & Jerry", "a < b", "“quoted”"])
def test_words_around_a_placeholder_are_escaped_once(words: str) -> None:
    question = Question("q", "short_text", Text({"en": "Say"}))
    version = shipped("residents")
    cut = Skeleton(str(SlotState().pipe(f"{words} [[borough]]")))
    assert question.key not in version.questionnaire.question_by_key
    assert cut.fill(filling(version, {}, {"borough": "E09000021"})) == f"{escape(words)} Kingston upon Thames"
