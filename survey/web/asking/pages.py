"""Shows one page of a questionnaire, from its skeleton."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup, escape

from survey.questionnaire.definition import Channel, Page, Question
from survey.questionnaire.kinds import KINDS, Fault
from survey.questionnaire.kinds.ranking import placed_key
from survey.questionnaire.piping import pipe
from survey.questionnaire.routing import Path
from survey.questionnaire.version import Version
from survey.responses.response import Response
from survey.web.asking.messages import sentence
from survey.web.asking.skeletons import Filling, Skeleton, Skeletons, field_id
from survey.web.asking.state import SlotState
from survey.web.asking.taking import ORDER
from survey.web.language import gettext as _
from survey.web.language import language


@dataclass(frozen=True, slots=True)
class Showing:
    """A page as one person is to see it."""

    template: str
    version: Version
    page: Page
    response: Response
    path: Path
    step: str | None = None
    posted: Mapping[str, Sequence[str]] | None = None
    """What was posted and comes back, with its faults; None shows what is kept."""
    faults: Sequence[tuple[Question, Fault]] = ()
    slots: Mapping[str, str] = field(default_factory=dict)
    """HTML that the door adds."""
    spoken: str | None = None
    """The language in which the questions are put, where it isn't that of the page."""
    hidden: frozenset[str] = frozenset()
    """Questions whose answers are not shown to whoever asks, in fields or in texts."""
    mode: Channel | None = None
    """The channel whose wording is shown, where the response goes on in another than it was begun in."""
    context: Mapping[str, Any] | None = None
    """What a template needs that differs between people; such a page is rendered for one request and not kept."""

    @property
    def wording(self) -> Channel:
        """The channel whose wording is shown."""
        return self.mode or self.response.channel


def show(showing: Showing) -> str:
    """Returns the page, filled in."""
    version, response = showing.version, showing.response
    spoken = showing.spoken or language()
    key = (
        showing.template,
        version.hash,
        showing.page.key,
        showing.step,
        spoken,
        showing.wording,
        response.rotation,
    )
    if showing.context is None:
        skeleton = _skeletons().get(key, lambda: _render(showing, spoken))
    else:
        skeleton = Skeleton(_render(showing, spoken))
    seen = version.route.on_path(showing.path, response.answers)
    errors: dict[str, str] = {}
    for question, fault in showing.faults:
        errors.setdefault(fault.field, sentence(fault, question))
    return skeleton.fill(
        Filling(
            version=version,
            language=spoken,
            channel=response.channel,
            answers=seen,
            asked=showing.path.asked,
            fields=_kept_fields(showing) if showing.posted is None else showing.posted,
            hidden=showing.hidden,
            errors=errors,
            error_word=_("Error:") if errors else "",
            slots={**_own_slots(showing, errors, language() if showing.spoken else spoken), **showing.slots},
        )
    )


def _kept_fields(showing: Showing) -> dict[str, list[str]]:
    answers = showing.response.answers
    if showing.hidden:
        answers = {
            key: value for key, value in answers.items() if key.partition(":")[0] not in showing.hidden
        }
    return fields_of(showing.page, answers)


def fields_of(page: Page, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Returns what the fields of a page hold, from the answers that are kept."""
    fields: dict[str, list[str]] = {}
    for question in page.questions:
        fields.update(KINDS[question.kind].write(question, answers))
    return fields


def _skeletons() -> Skeletons:
    skeletons: Skeletons = current_app.extensions["survey_skeletons"]
    return skeletons


_INDENTATION = re.compile(r"\n\s+")


def _render(showing: Showing, spoken: str) -> str:
    """Renders a page; one that holds nothing of a person yet without its indentation, a fifth of its weight."""
    html = render_template(
        showing.template,
        questionnaire=showing.version.questionnaire,
        section=showing.version.questionnaire.section_of[showing.page.key],
        page=showing.page,
        step=showing.step,
        channel=showing.wording,
        spoken=spoken,
        state=SlotState(showing.response.rotation),
        **(showing.context or {}),
    )
    return html if showing.context else _INDENTATION.sub("\n", html)


def _own_slots(showing: Showing, errors: Mapping[str, str], page_in: str) -> dict[str, str]:
    """Returns what each page has; `page_in` is the language of the page, not always that of the questions."""
    slots = {"progress": _progress(*progress(showing.version, showing.path, showing.page, page_in), page_in)}
    if errors:
        slots["error_prefix"] = str(escape(_("Error:"))) + " "
        slots["error_summary"] = error_summary(errors)
    if showing.step == ORDER:
        slots.update(_order_slots(showing))
    return slots


def _order_slots(showing: Showing) -> dict[str, str]:
    answers = showing.response.answers
    for question in showing.page.questions:
        placed = answers.get(placed_key(question), 0)
        if placed:
            said = KINDS[question.kind].say(question, answers, language())[:placed]
            items = "".join(f"<li>{escape(words)}</li>" for words in said)
            return {
                "placed": f'<ol class="hys-placed">{items}</ol>',
                "place_question": str(escape(_("Which comes next?"))),
            }
    return {"place_question": str(escape(_("Which of these matters most?")))}


def progress(version: Version, path: Path, page: Page, page_in: str) -> tuple[int, int, str]:
    """Returns where a page is: section n of m on this path, and the section's title."""
    sections = list(dict.fromkeys(version.questionnaire.section_of[one.key].key for one in path.pages))
    section = version.questionnaire.section_of[page.key]
    here = sections.index(section.key) + 1 if section.key in sections else len(sections)
    return here, len(sections), section.title.say(page_in)


@cache
def _progress(here: int, of_all: int, title: str, _spoken: str) -> str:
    """Renders the progress; there are few of them, so each is kept, the language being part of what names it."""
    return str(_macros("parts/progress.html").progress(here, of_all, title))


def error_summary(errors: Mapping[str, str]) -> str:
    """Renders the list of what needs mending, each linked to its field."""
    faults = [(f"#{field_id(name)}", words) for name, words in errors.items()]
    return str(_macros("parts/error_summary.html").error_summary(faults))


def _macros(template: str) -> Any:
    return current_app.jinja_env.get_template(template).module


@dataclass(frozen=True, slots=True)
class Said:
    """One question and its answer in words."""

    question: Question
    page: Page
    text: str
    lines: tuple[str, ...]
    """Empty where the question was left open."""


def summary(
    key: tuple[Any, ...] | None,
    render: Callable[[SlotState], str],
    version: Version,
    path: Path,
    answers: Mapping[str, Any],
    channel: Channel,
    slots: Mapping[str, str],
) -> str:
    """Returns a page that tells all answers, rendered once under a key and filled in.

    A page that holds anything of one person outside its slots has no key, and is not kept.
    """
    spoken = language()

    def rendered() -> str:
        return _INDENTATION.sub("\n", render(SlotState()))

    if key is None:
        skeleton = Skeleton(rendered())
    else:
        skeleton = _skeletons().get(("summary", *key, version.hash, spoken), rendered)
    return skeleton.fill(
        Filling(
            version=version,
            language=spoken,
            channel=channel,
            answers=version.route.on_path(path, answers),
            asked=path.asked,
            fields={},
            slots=slots,
        )
    )


def in_words(
    version: Version, path: Path, answers: Mapping[str, Any], spoken: str
) -> Iterable[tuple[str, list[Said]]]:
    """Returns (section title, questions with answers) for all that is asked on a path."""
    told: dict[str, list[Said]] = {}
    titles: dict[str, str] = {}
    seen = version.route.on_path(path, answers)
    for page in path.pages:
        section = version.questionnaire.section_of[page.key]
        titles[section.key] = section.title.say(spoken)
        for question in page.questions:
            if question.key in path.asked:
                text = pipe(question.text.say(spoken), version.questionnaire, seen, spoken)
                lines = KINDS[question.kind].say(question, seen, spoken)
                told.setdefault(section.key, []).append(Said(question, page, text, tuple(lines)))
    return [(titles[key], said) for key, said in told.items()]


def paragraphs(words: str) -> Markup:
    """Writes a text's paragraphs, separated by blank lines, as HTML."""
    parts = [" ".join(part.split()) for part in words.split("\n\n") if part.strip()]
    return Markup("").join(Markup('<p class="govuk-body">{}</p>').format(part) for part in parts)
