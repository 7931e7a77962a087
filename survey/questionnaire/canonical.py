"""Writes a questionnaire in the one form that its hash is taken of; the hash names the version."""

from hashlib import sha256
from typing import Any

import orjson

from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
)
from survey.questionnaire.definition import Choice, Page, Question, Questionnaire, Text, Wording


def version_of(questionnaire: Questionnaire) -> str:
    """Names a version: the SHA-256 of its canonical JSON, in hexadecimal."""
    return sha256(canonical_json(questionnaire)).hexdigest()


def canonical_json(questionnaire: Questionnaire) -> bytes:
    """Writes a questionnaire in the one form that its hash is taken of: sorted keys, no blanks, defaults left out."""
    return orjson.dumps(_plain_questionnaire(questionnaire), option=orjson.OPT_SORT_KEYS)


def _kept(**fields: Any) -> dict[str, Any]:
    """Leaves out what says nothing: None, False, empty texts and lists."""
    return {name: value for name, value in fields.items() if value not in (None, False, "", [], {})}


def _plain_text(text: Text) -> dict[str, str]:
    return {language: words for language, words in text.by_language.items() if words}


def _plain_questionnaire(held: Questionnaire) -> dict[str, Any]:
    keep = held.keep_informed
    return _kept(
        family=held.family,
        title=_plain_text(held.title),
        languages=list(held.languages),
        introduction=_plain_text(held.introduction),
        privacy=_plain_text(held.privacy),
        keep_informed=_kept(text=_plain_text(keep.text), show_if=_plain_condition(keep.show_if))
        if keep
        else None,
        sections=[
            _kept(
                key=section.key,
                title=_plain_text(section.title),
                show_if=_plain_condition(section.show_if),
                pages=[_plain_page(page) for page in section.pages],
            )
            for section in held.sections
        ],
    )


def _plain_page(page: Page) -> dict[str, Any]:
    return _kept(
        key=page.key,
        title=_plain_text(page.title),
        text=_plain_text(page.text),
        show_if=_plain_condition(page.show_if),
        sensitive=page.sensitive,
        skippable=page.skippable,
        questions=[_plain_question(question) for question in page.questions],
    )


def _plain_question(question: Question) -> dict[str, Any]:
    plain = _kept(
        key=question.key,
        kind=question.kind,
        text=_plain_text(question.text),
        hint=_plain_text(question.hint),
        why=_plain_text(question.why),
        required=question.required,
        absences=[absence.value for absence in question.absences],
        show_if=_plain_condition(question.show_if),
        channels={str(channel): _plain_wording(wording) for channel, wording in question.channels.items()},
        rows=[_kept(key=row.key, text=_plain_text(row.text)) for row in question.rows],
        order="rotate" if question.rotate else None,
        unit=_plain_text(question.unit),
        counted=question.counted,
        meaning=question.meaning,
    )
    for name in ("limit", "minimum", "maximum", "max_length"):
        if getattr(question, name) is not None:
            plain[name] = getattr(question, name)
    if question.choices:
        listed = "scale" if question.kind == "grid" else "choices"
        plain[listed] = [_plain_choice(choice) for choice in question.choices]
    return plain


def _plain_wording(wording: Wording) -> dict[str, Any]:
    plain = _kept(
        text=_plain_text(wording.text),
        instruction=_plain_text(wording.instruction),
        unprompted=wording.unprompted,
    )
    if wording.read_out is not None:
        plain["read_out"] = wording.read_out
    return plain


def _plain_choice(choice: Choice) -> dict[str, Any]:
    return _kept(
        key=choice.key,
        text=_plain_text(choice.text),
        hint=_plain_text(choice.hint),
        other=choice.other,
        exclusive=choice.exclusive,
        show_if=_plain_condition(choice.show_if),
    )


def _plain_condition(condition: Condition | None) -> dict[str, Any] | None:  # noqa: C901, PLR0911  one case a word
    match condition:
        case None:
            return None
        case AllOf(parts):
            return {"all": [_plain_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_plain_condition(part) for part in parts]}
        case Not(part):
            return {"not": _plain_condition(part)}
        case ByChannel(channels):
            return {"channel": list(channels)}
        case Answered(question):
            return {"answered": question}
        case In(question, values):
            return {"in": {question: list(values)}}
        case Equals(question, value):
            return {"equals": {question: value}}
        case Contains(question, value):
            return {"contains": {question: value}}
        case Greater(question, value):
            return {"greater": {question: value}}
        case Less(question, value):
            return {"less": {question: value}}
