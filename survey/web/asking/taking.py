"""Taking a posted page: read it, judge it, keep what is sound, find where to go next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.questionnaire.definition import Absence, Channel, Page, Question, absent
from survey.questionnaire.kinds import KINDS, Fault
from survey.questionnaire.kinds.kind import Posted
from survey.questionnaire.kinds.ranking import placed_key
from survey.questionnaire.routing import Path
from survey.questionnaire.version import Version

ORDER = "order"
"""The second step of a page with a ranking: putting the picks in order."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a posted page."""

    answers: dict[str, Any]
    """All answers so far, with those of this page that have no fault."""
    faults: tuple[tuple[Question, Fault], ...]
    path: Path
    page: Page | None
    """The page to show next; None where the questions are at an end."""
    step: str | None
    """The step of that page, where it isn't the first."""


def take(
    version: Version,
    page: Page,
    answers: Mapping[str, Any],
    posted: Posted,
    channel: Channel,
    *,
    step: str | None = None,
    skip_rest: bool = False,
) -> Taken:
    """Takes the posted fields of one page.

    With `skip_rest`, what is still open on this and the following skippable pages of the section, and isn't
    required, is answered 'prefer not to say'.
    """
    route = version.route
    path = route.walk(answers, channel)
    held = dict(answers)
    faults: list[tuple[Question, Fault]] = []
    for question in page.questions:
        if question.key not in path.asked or (step == ORDER and not _waits(question, answers)):
            continue
        entries = KINDS[question.kind].read(question, posted, answers)
        found = _faults(version, path, question, entries, answers, channel, step)
        faults += [(question, fault) for fault in found]
        if not found or _is_begun(entries, found):
            _put(version, question, held, entries)
    if skip_rest and not faults:
        _refuse_rest(version, page, held, channel)
    path = route.walk(held, channel)
    if not skip_rest and any(
        _waits(question, held) for question in page.questions if question.key in path.asked
    ):
        return Taken(held, tuple(faults), path, page, ORDER)
    following = _after_skipped(version, path, page) if skip_rest else path.after(page.key)
    return Taken(held, tuple(faults), path, following, None)


def take_one(
    version: Version,
    path: Path,
    question: Question,
    answers: Mapping[str, Any],
    posted: Posted,
    channel: Channel,
) -> tuple[dict[str, Any], list[Fault]]:
    """Takes the posted fields of one question; returns all answers then, and what is wrong with this one."""
    held = dict(answers)
    entries = KINDS[question.kind].read(question, posted, answers)
    found = _faults(version, path, question, entries, answers, channel, None)
    if not found or _is_begun(entries, found):
        _put(version, question, held, entries)
    return held, found


def _put(version: Version, question: Question, held: dict[str, Any], entries: Mapping[str, Any]) -> None:
    for key in version.route.owned(question.key):
        held.pop(key, None)
    held.update(entries)


def _is_begun(entries: Mapping[str, Any], found: Sequence[Fault]) -> bool:
    """Says whether what was given is sound and only something is missing, as with half of a grid."""
    return bool(entries) and all(fault.code == "required" for fault in found)


def _waits(question: Question, answers: Mapping[str, Any]) -> bool:
    return KINDS[question.kind].unfinished(question, answers)


def _faults(
    version: Version,
    path: Path,
    question: Question,
    entries: Mapping[str, Any],
    answers: Mapping[str, Any],
    channel: Channel,
    step: str | None,
) -> list[Fault]:
    if step == ORDER and entries.get(placed_key(question)) == answers.get(placed_key(question)):
        return [Fault("place_missing", f"{question.key}.place")]
    found = KINDS[question.kind].check(question, entries, channel)
    return found or _hidden(version, path, question, entries, answers, channel)


def _hidden(
    version: Version,
    path: Path,
    question: Question,
    entries: Mapping[str, Any],
    answers: Mapping[str, Any],
    channel: Channel,
) -> list[Fault]:
    """Refuses a choice that this person was not shown."""
    value = entries.get(question.key)
    chosen = value if isinstance(value, list) else [value]
    seen = version.route.on_path(path, answers)
    for choice in question.choices:
        hidden = choice.show_if is not None and choice.key in chosen
        if hidden and not version.route.shows(question, choice, seen, channel):
            return [Fault("not_a_choice", question.key)]
    return []


def _skipped_pages(version: Version, page: Page) -> list[Page]:
    """Returns this page and the skippable pages that follow it in its section."""
    section = version.questionnaire.section_of[page.key]
    following = section.pages[section.pages.index(page) :]
    return [one for one in following if one.skippable]


def _refuse_rest(version: Version, page: Page, held: dict[str, Any], channel: Channel) -> None:
    for one in _skipped_pages(version, page):
        path = version.route.walk(held, channel)
        for question in one.questions:
            is_open = question.key not in held or question.key in path.stale
            if question.key in path.asked and is_open and not question.required:
                for key in version.route.owned(question.key):
                    held.pop(key, None)
                held[question.key] = absent(Absence.PREFER_NOT_TO_SAY)


def _after_skipped(version: Version, path: Path, page: Page) -> Page | None:
    skipped = {one.key for one in _skipped_pages(version, page)}
    following = path.after(page.key)
    while following is not None and following.key in skipped:
        following = path.after(following.key)
    return following
