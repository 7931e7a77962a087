"""The tiny questionnaires of `tests/questionnaires`, one for each behaviour."""

from pathlib import Path
from typing import Any

from survey.questionnaire.document import load_document
from survey.questionnaire.version import Version

FOLDER = Path(__file__).parents[2] / "questionnaires"

NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def source(name: str) -> str:
    """Returns the document."""
    return (FOLDER / f"{name}.yaml").read_text()


def tiny(name: str) -> Version:
    """Freezes a tiny questionnaire."""
    return Version.of(load_document(source(name)))


def pages(name: str, channel: str = "web", **answers: Any) -> list[str]:
    """Names the pages on the path of these answers."""
    return [page.key for page in tiny(name).route.walk(answers, channel).pages]
