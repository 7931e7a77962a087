"""What a kiosk takes along: the questionnaire with its screens, rendered once, and whom to seal responses to."""

import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Any

from flask import current_app, render_template
from markupsafe import Markup

from survey.fieldwork.events.event import Event
from survey.questionnaire.canonical import canonical_json
from survey.questionnaire.definition import ROTATIONS, Channel, Question
from survey.questionnaire.version import Version
from survey.web.asking.state import SlotState
from survey.web.kiosk.words import fault_forms, vocabulary
from survey.web.language import direction, name_of, using
from survey.web.language import gettext as _

PUBLIC = ("welcome", "asking", "check", "row", "thanks", "unkept", "idle", "idle_thanks", "stop")
"""Screens that people who answer meet, in `templates/kiosk/screens`."""

STAFF = ("not_opened", "shut", "unreachable", "no_storage", "over", "staff", "forget")
"""Screens for staff, in `templates/desk/events/kiosk`; in English, and in the shell itself."""

_INDENTATION = re.compile(r"\n\s+")


def event_part(event: Event) -> dict[str, Any]:
    """Returns what a kiosk shows of its event, and the key to seal to."""
    return {
        "id": event.id,
        "code": event.code,
        "name": event.plan.name,
        "public_key": urlsafe_b64encode(event.public_key).decode(),
    }


def questionnaire_part(version: Version, offered: Sequence[str]) -> dict[str, Any]:
    """Returns a questionnaire in the languages that both it and this installation offer, rendered once a process."""
    spoken = [code for code in version.questionnaire.languages if code in offered] or [offered[0]]
    packs: dict[tuple[str, ...], dict[str, Any]] = current_app.extensions["survey_kiosk_packs"]
    key = (version.hash, *spoken)
    if key not in packs:
        packs[key] = _rendered(version, spoken)
    return packs[key]


def _rendered(version: Version, spoken: Sequence[str]) -> dict[str, Any]:
    return {
        "version": version.hash,
        "document": json.loads(canonical_json(version.questionnaire)),
        "channel": Channel.EVENT.value,
        "rotations": ROTATIONS,
        "vocabulary": vocabulary(),
        "careful": [page.key for page in version.questionnaire.pages if page.has_text_box or page.sensitive],
        "languages": [{"code": code, "name": name_of(code), "direction": direction(code)} for code in spoken],
        "by_language": {code: _in_language(version, code) for code in spoken},
    }


def _in_language(version: Version, code: str) -> dict[str, Any]:
    with using(code):
        forms, absences = fault_forms()
        return {
            "screens": {name: _screen(f"kiosk/screens/{name}.html", version, code) for name in PUBLIC},
            "questions": {
                question.key: _turns(question, code, order=False)
                for question in version.questionnaire.questions
            },
            "orders": {
                question.key: _turns(question, code, order=True)
                for question in version.questionnaire.questions
                if question.kind == "ranking"
            },
            "forms": forms,
            "absences": absences,
            "words": {
                "service": _("Have your say"),
                "for_staff": _("For staff"),
                "skip": _("Skip to main content"),
                "waiting": _("Waiting to be sent: {n}"),
                "error": _("Error:"),
                "first_place": _("Which of these matters most?"),
                "next_place": _("Which comes next?"),
            },
        }


def _screen(template: str, version: Version | None = None, spoken: str = "") -> str:
    questionnaire = version.questionnaire if version else None
    html = render_template(template, questionnaire=questionnaire, spoken=spoken, state=SlotState())
    return _INDENTATION.sub("\n", html).strip()


def _turns(question: Question, code: str, *, order: bool) -> list[str]:
    """Renders a question in each of its rotations; one that doesn't turn has but one."""
    return [
        _INDENTATION.sub(
            "\n",
            render_template(
                "kiosk/question.html", question=question, spoken=code, state=SlotState(turn), order=order
            ),
        ).strip()
        for turn in range(ROTATIONS if question.rotate else 1)
    ]


def shell() -> str:
    """Renders the page that every kiosk loads; it is the same for all events, languages and people."""
    with using("en"):
        screens = {name: Markup(_screen(f"desk/events/kiosk/{name}.html")) for name in STAFF}  # noqa: S704  our own
        return render_template("kiosk/shell.html", screens=screens)
