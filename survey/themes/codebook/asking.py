"""Which texts of a questionnaire belong together, and which of them are about a place of a ranking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from survey.questionnaire.definition import Page, Question, Questionnaire
from survey.questionnaire.piping import placeholders

WORDY = frozenset({"long_text", "short_text"})


@dataclass(frozen=True, slots=True)
class Together:
    """Questions that ask the same of each place of a ranking, or one question that stands by itself."""

    key: str
    entries: tuple[str, ...]
    title: str
    """The first question as it is worded."""
    ranking: str = ""
    """The ranking whose places they are about."""


def together(questionnaire: Questionnaire) -> tuple[Together, ...]:
    """Returns the texts of a questionnaire, those that ask the same of each place of a ranking put together."""
    found: dict[tuple[str, int], list[Question]] = {}
    alone: list[Question] = []
    for page in questionnaire.pages:
        texts = [question for question in page.questions if question.kind in WORDY]
        ranking = _piped(page)
        for place, question in enumerate(texts):
            if ranking:
                found.setdefault((ranking[0], place), []).append(question)
            else:
                alone.append(question)
    groups = [
        Together(shared([one.key for one in its]), tuple(one.key for one in its), _said(its[0]), ranking)
        for (ranking, _), its in found.items()
    ]
    return (*groups, *(Together(one.key, (one.key,), _said(one)) for one in alone))


def places_asked(questionnaire: Questionnaire, entries: Iterable[str]) -> Mapping[str, tuple[str, int]]:
    """Returns entry → (ranking, place) for the texts that are about a place of a ranking, counted from 1."""
    pages = questionnaire.page_of
    found = {entry: _piped(pages[entry]) for entry in entries if entry in pages}
    return {entry: place for entry, place in found.items() if place}


def _piped(page: Page) -> tuple[str, int] | None:
    """Returns the place of a ranking that a page speaks of before its questions."""
    for words in (page.title, page.text):
        for said in words.by_language.values():
            for question, place in placeholders(said):
                if place is not None:
                    return question, place
    return None


def shared(keys: Sequence[str]) -> str:
    """Returns what the keys have in common, such as `why` of `first_why` and `second_why`; else the first."""
    last = {key.rpartition("_")[2] for key in keys}
    return last.pop() if len(last) == 1 and len(keys) > 1 else keys[0]


def _said(question: Question) -> str:
    return next(iter(question.text.by_language.values()), question.key)
