"""The kiosk's script fills what the server rendered as the server does, and seals what only the server opens."""

import json
from base64 import urlsafe_b64encode

import pytest
from flask import Flask

from survey.fieldwork.events import sealing
from survey.questionnaire.definition import Channel
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.version import Version
from survey.responses import return_code
from survey.responses.return_code import ReturnCode
from survey.responses.symbols import in_groups
from survey.web.asking.skeletons import Filling, Skeleton
from survey.web.kiosk.pack import questionnaire_part
from tests.unit.kiosk.script import document, run
from tests.unit.questionnaire.shipped import shipped
from tests.unit.questionnaire.tiny import NAMES, tiny

SECRETS = ["for tests alone"]


VERSIONS = {
    **{family: Version.of(shipped(family)) for family in ("residents", "postcard")},
    **{name: tiny(name) for name in NAMES},
}


@pytest.mark.parametrize("version", VERSIONS.values(), ids=VERSIONS)
def test_a_question_is_filled_alike(app: Flask, version: Version) -> None:
    with app.test_request_context("/"):
        rendered = questionnaire_part(version, ["en"])["by_language"]["en"]["questions"]
    cases, expected = [], []
    answers = {"priorities": ["burglary"], "borough": "E09000021", "other": "<b> & 'x'"}
    path = version.route.walk(answers, Channel.EVENT)
    counted = version.route.on_path(path, answers)
    for question in version.questionnaire.questions:
        fields = {
            question.key: ["<b> & \"quoted\" 'x'", "yes"],
            **KINDS[question.kind].write(question, answers),
        }
        for errors in ({}, {question.key: "Don’t <do> that"}):
            for html in rendered[question.key]:
                filling = Filling(version, "en", Channel.EVENT, counted, path.asked, fields, errors)
                expected.append(Skeleton(html).fill(filling))
                about = {
                    "document": document(version.questionnaire),
                    "language": "en",
                    "channel": "event",
                    "answers": counted,
                    "asked": sorted(path.asked),
                    "fields": fields,
                    "errors": errors,
                    "errorWord": "Error:",
                    "slots": {},
                }
                cases.append({"run": "fill", "html": html, "filling": about})
    assert run(cases) == expected


def test_what_the_script_seals_the_server_opens() -> None:
    public, private = sealing.new_key(SECRETS)
    response = {"answers": {"why": "Ŵyl — مثال \U0001f642"}}
    key = urlsafe_b64encode(public).decode()
    (envelope,) = run([{"run": "seal", "key": key, "event": "e", "item": "i", "response": response}])
    words = sealing.opened(envelope, private, SECRETS, event_id="e", item="i")
    assert json.loads(words) == response
    with pytest.raises(sealing.EnvelopeBroken):
        sealing.opened(envelope, private, SECRETS, event_id="e", item="another")


def test_two_envelopes_of_the_same_words_have_nothing_in_common() -> None:
    public, _private = sealing.new_key(SECRETS)
    about = {"key": urlsafe_b64encode(public).decode(), "event": "e", "item": "i", "response": {}}
    first, second = run([{"run": "seal", **about}] * 2)
    assert first[4:60] != second[4:60]


def test_a_code_that_the_script_mints_is_a_return_code() -> None:
    minted = run([{"run": "mint"}] * 200)
    assert len(set(minted)) == 200
    assert all(isinstance(return_code.read(code), ReturnCode) for code in minted)


def test_a_code_is_shown_in_the_same_groups() -> None:
    code = "23456789CDFGHJKMN"
    (shown,) = run([{"run": "groups", "code": code}])
    assert shown == in_groups(code)
