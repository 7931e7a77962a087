"""Reads a questionnaire from its document: YAML as people write it, or the canonical JSON."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from survey.questionnaire.canonical import canonical_json, version_of
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
from survey.questionnaire.definition import (
    NO_TEXT,
    OFFERED_ABSENCES,
    Absence,
    Channel,
    Choice,
    KeepInformed,
    Page,
    Question,
    Questionnaire,
    Row,
    Section,
    Text,
    Wording,
)
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.source import DocumentProblems, Problem, Source, parse

__all__ = [
    "DocumentProblems",
    "Problem",
    "canonical_json",
    "from_canonical",
    "load_document",
    "read_document",
    "version_of",
]

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""What names sections, pages, questions, choices and rows."""

_Read = TypeVar("_Read")

_QUESTION_FIELDS = (
    "key", "kind", "text", "hint", "why", "required", "absences", "show_if", "channels", "choices", "scale", "rows",
    "order", "limit", "counted", "minimum", "maximum", "max_length", "unit", "meaning",
)  # fmt: skip
_FIELD_OF = {"scale": "choices", "order": "rotate"}
"""Names in a document that differ from those of the dataclass."""


def load_document(text: str | bytes) -> Questionnaire:
    """Reads a document; raises DocumentProblems, with all that is wrong in its form, where it can't be taken."""
    questionnaire, source = read_document(text)
    if questionnaire is None or source.problems:
        raise DocumentProblems(source.problems)
    return questionnaire


def read_document(text: str | bytes) -> tuple[Questionnaire | None, Source]:
    """Reads as much of a document as can be read, and what is wrong with its form."""
    try:
        source = parse(text)
    except DocumentProblems as fault:
        return None, Source(problems=fault.problems)
    return _Reader(source).questionnaire(), source


def from_canonical(document: str | bytes) -> Questionnaire:
    """Reads a document that this module wrote."""
    return load_document(document)


class _Reader:
    """Turns plain values into dataclasses and notes everything that is wrong on the way."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.language = "en"

    def questionnaire(self) -> Questionnaire | None:
        data = self.source.data
        allowed = ("family", "title", "languages", "introduction", "privacy", "keep_informed", "sections")
        if not self.mapping(data, "", allowed):
            return None
        languages = tuple(self.strings(data, "languages", "")) or ("en",)
        self.language = languages[0]
        return Questionnaire(
            family=self.key(data, "family", ""),
            title=self.text(data, "title", "", needed=True),
            languages=languages,
            sections=self.items(data, "sections", "", self.section, needed=True),
            introduction=self.text(data, "introduction", ""),
            privacy=self.text(data, "privacy", ""),
            keep_informed=self.keep_informed(data),
        )

    def keep_informed(self, data: Mapping[str, Any]) -> KeepInformed | None:
        held = data.get("keep_informed")
        if held is None or not self.mapping(held, "keep_informed", ("text", "show_if")):
            return None
        return KeepInformed(
            self.text(held, "text", "keep_informed", needed=True), self.condition(held, "keep_informed")
        )

    def section(self, data: Any, path: str) -> Section | None:
        if not self.mapping(data, path, ("key", "title", "pages", "show_if")):
            return None
        return Section(
            key=self.key(data, "key", path),
            title=self.text(data, "title", path, needed=True),
            pages=self.items(data, "pages", path, self.page, needed=True),
            show_if=self.condition(data, path),
        )

    def page(self, data: Any, path: str) -> Page | None:
        allowed = ("key", "title", "text", "questions", "show_if", "sensitive", "skippable")
        if not self.mapping(data, path, allowed):
            return None
        return Page(
            key=self.key(data, "key", path),
            title=self.text(data, "title", path, needed=True),
            questions=self.items(data, "questions", path, self.question, needed=True),
            text=self.text(data, "text", path),
            show_if=self.condition(data, path),
            sensitive=self.flag(data, "sensitive", path),
            skippable=self.flag(data, "skippable", path),
        )

    def question(self, data: Any, path: str) -> Question | None:
        if not self.mapping(data, path, _QUESTION_FIELDS):
            return None
        kind = self.kind(data, path)
        listed = "scale" if kind == "grid" else "choices"
        return Question(
            key=self.key(data, "key", path),
            kind=kind,
            text=self.text(data, "text", path, needed=True),
            hint=self.text(data, "hint", path),
            why=self.text(data, "why", path),
            required=self.flag(data, "required", path),
            absences=self.absences(data, path),
            show_if=self.condition(data, path),
            channels=self.channels(data, path),
            choices=self.items(data, listed, path, self.choice),
            rows=self.items(data, "rows", path, self.row),
            rotate=self.rotation(data, path),
            limit=self.number(data, "limit", path),
            counted=self.flag(data, "counted", path),
            minimum=self.number(data, "minimum", path),
            maximum=self.number(data, "maximum", path),
            max_length=self.number(data, "max_length", path),
            unit=self.text(data, "unit", path),
            meaning=self.string(data, "meaning", path),
        )

    def kind(self, data: Mapping[str, Any], path: str) -> str:
        kind = data.get("kind")
        if kind not in KINDS:
            self.complain(
                f"{path}/kind", "unknown_kind", self._unknown(str(kind), list(KINDS), "kind of question")
            )
            return "short_text"
        uses = KINDS[str(kind)].fields
        optional = {
            "choices",
            "scale",
            "rows",
            "order",
            "limit",
            "counted",
            "minimum",
            "maximum",
            "max_length",
            "unit",
        }
        for name in optional & set(data):
            if _FIELD_OF.get(name, name) not in uses or (
                name in {"choices", "scale"} and (name == "scale") != (kind == "grid")
            ):
                self.complain(f"{path}/{name}", "unused_field", f"A {kind} question does not use ‘{name}’.")
        return str(kind)

    def choice(self, data: Any, path: str) -> Choice | None:
        if not self.mapping(data, path, ("key", "text", "hint", "other", "exclusive", "show_if")):
            return None
        return Choice(
            key=self.key(data, "key", path),
            text=self.text(data, "text", path, needed=True),
            hint=self.text(data, "hint", path),
            other=self.flag(data, "other", path),
            exclusive=self.flag(data, "exclusive", path),
            show_if=self.condition(data, path),
        )

    def row(self, data: Any, path: str) -> Row | None:
        if not self.mapping(data, path, ("key", "text")):
            return None
        return Row(self.key(data, "key", path), self.text(data, "text", path, needed=True))

    def channels(self, data: Mapping[str, Any], path: str) -> dict[Channel, Wording]:
        held = data.get("channels")
        here = f"{path}/channels"
        if held is None or not self.mapping(held, here, tuple(Channel)):
            return {}
        wordings = {}
        for name, said in held.items():
            there = f"{here}/{name}"
            if name in set(Channel) and self.mapping(
                said, there, ("text", "instruction", "read_out", "unprompted")
            ):
                wordings[Channel(name)] = Wording(
                    text=self.text(said, "text", there),
                    instruction=self.text(said, "instruction", there),
                    read_out=self.flag(said, "read_out", there) if "read_out" in said else None,
                    unprompted=self.flag(said, "unprompted", there),
                )
        return wordings

    def absences(self, data: Mapping[str, Any], path: str) -> tuple[Absence, ...]:
        named = self.strings(data, "absences", path)
        for name in named:
            if name not in OFFERED_ABSENCES:
                offered = " or ".join(OFFERED_ABSENCES)
                self.complain(
                    f"{path}/absences", "unknown_absence", f"‘{name}’ can’t be offered; write {offered}."
                )
        return tuple(Absence(name) for name in named if name in OFFERED_ABSENCES)

    def rotation(self, data: Mapping[str, Any], path: str) -> bool:
        order = data.get("order", "fixed")
        if order not in {"fixed", "rotate"}:
            self.complain(f"{path}/order", "unknown_order", "The order is ‘rotate’, or left out.")
        return bool(order == "rotate")

    def condition(self, data: Mapping[str, Any], path: str) -> Condition | None:
        return self.tree(data["show_if"], f"{path}/show_if") if "show_if" in data else None

    def tree(self, data: Any, path: str) -> Condition | None:  # noqa: PLR0911  one return a word
        """Reads a condition: one word and what it is about."""
        words = ("all", "any", "not", "equals", "in", "contains", "greater", "less", "answered", "channel")
        if not self.mapping(data, path, words):
            return None
        if len(data) != 1:
            self.complain(
                path, "condition_shape", "A condition has one word; join several with ‘all’ or ‘any’."
            )
            return None
        ((word, about),) = data.items()
        here = f"{path}/{word}"
        if word in {"all", "any"}:
            parts: tuple[Condition, ...] = self.items(data, word, path, self.tree, needed=True)
            return AllOf(parts) if word == "all" else AnyOf(parts)
        if word == "not":
            inner = self.tree(about, here)
            return Not(inner) if inner else None
        if word == "channel":
            return ByChannel(
                tuple(
                    self.strings({"channel": about if isinstance(about, list) else [about]}, "channel", path)
                )
            )
        if word == "answered":
            return self.joined(
                [Answered(name) for name in ([about] if isinstance(about, str) else about or []) if name]
            )
        return self.comparison(word, about, here)

    def comparison(self, word: str, about: Any, path: str) -> Condition | None:
        if not isinstance(about, dict) or not about:
            self.complain(path, "condition_shape", f"Write ‘{word}: {{question: value}}’.")
            return None
        parts: list[Condition] = []
        for question, value in about.items():
            here = f"{path}/{question}"
            if isinstance(value, bool):
                self.complain(here, "condition_value", 'Write "yes" or "no" in quotation marks.')
            elif word == "in" and isinstance(value, list):
                parts.append(In(question, tuple(value)))
            elif word in {"greater", "less"} and isinstance(value, int):
                parts.append(Greater(question, value) if word == "greater" else Less(question, value))
            elif word == "equals" and isinstance(value, (str, int)):
                parts.append(Equals(question, value))
            elif word == "contains" and isinstance(value, str):
                parts.append(Contains(question, value))
            else:
                self.complain(here, "condition_value", f"‘{word}’ can’t compare with {value!r}.")
        return self.joined(parts)

    @staticmethod
    def joined(parts: "list[Condition] | list[Answered]") -> Condition | None:
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def mapping(self, data: Any, path: str, allowed: tuple[str, ...]) -> bool:
        """Says whether this is a mapping, and complains of fields that it can't have."""
        if not isinstance(data, dict):
            self.complain(path, "not_a_mapping", "Fields are expected here, each as ‘name: value’.")
            return False
        for name in data:
            if name not in allowed:
                self.complain(
                    f"{path}/{name}".lstrip("/"), "unknown_field", self._unknown(name, list(allowed), "field")
                )
        return True

    @staticmethod
    def _unknown(name: str, known: list[str], what: str) -> str:
        near = get_close_matches(name, known, n=1)
        mend = f"did you mean ‘{near[0]}’?" if near else f"known are {', '.join(known)}."
        return f"No {what} is called ‘{name}’; {mend}"

    def items(
        self,
        data: Mapping[str, Any],
        name: str,
        path: str,
        read: Callable[[Any, str], _Read | None],
        *,
        needed: bool = False,
    ) -> tuple[_Read, ...]:
        here = f"{path}/{name}".lstrip("/")
        held = data.get(name)
        if held is None or held == []:
            if needed:
                self.complain(here, "missing", f"‘{name}’ is missing or empty.")
            return ()
        if not isinstance(held, list):
            self.complain(here, "not_a_list", "A list is expected here, each item behind a dash.")
            return ()
        found = [read(item, f"{here}/{place}") for place, item in enumerate(held)]
        return tuple(item for item in found if item is not None)

    def key(self, data: Mapping[str, Any], name: str, path: str) -> str:
        value = data.get(name)
        if not isinstance(value, str) or not KEY.fullmatch(value):
            mend = "write lower-case letters, digits and _, a letter first" + (
                "; put it in quotation marks" if isinstance(value, bool) else ""
            )
            self.complain(f"{path}/{name}".lstrip("/"), "bad_key", f"{value!r} can’t be a key: {mend}.")
            return str(value or "")
        return value

    def text(self, data: Mapping[str, Any], name: str, path: str, *, needed: bool = False) -> Text:
        here = f"{path}/{name}".lstrip("/")
        value = data.get(name)
        if isinstance(value, dict):
            strange = [language for language, words in value.items() if not isinstance(words, str)]
            for language in strange:
                self.complain(
                    f"{here}/{language}", "not_text", "A text is expected; put it in quotation marks."
                )
            value = {language: words.strip() for language, words in value.items() if isinstance(words, str)}
            return self._needed(Text(value), here, needed)
        if value is None:
            return self._needed(NO_TEXT, here, needed)
        if isinstance(value, (bool, list)):
            self.complain(here, "not_text", "A text is expected; put it in quotation marks.")
            return NO_TEXT
        return self._needed(Text({self.language: str(value).strip()}), here, needed)

    def _needed(self, text: Text, path: str, needed: bool) -> Text:
        if needed and not text:
            self.complain(path, "missing_text", "A text is missing here.")
        return text or NO_TEXT

    def string(self, data: Mapping[str, Any], name: str, path: str) -> str:
        value = data.get(name, "")
        if isinstance(value, str):
            return value
        self.complain(f"{path}/{name}", "not_text", "A text is expected; put it in quotation marks.")
        return ""

    def strings(self, data: Mapping[str, Any], name: str, path: str) -> list[str]:
        held = data.get(name, [])
        if isinstance(held, list) and all(isinstance(item, str) for item in held):
            return held
        self.complain(f"{path}/{name}".lstrip("/"), "not_a_list", "A list of words is expected here.")
        return []

    def flag(self, data: Mapping[str, Any], name: str, path: str) -> bool:
        value = data.get(name, False)
        if not isinstance(value, bool):
            self.complain(f"{path}/{name}", "not_a_flag", "Write true or false.")
        return value is True

    def number(self, data: Mapping[str, Any], name: str, path: str) -> int | None:
        value = data.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            self.complain(f"{path}/{name}", "not_a_number", "Write a whole number.")
            return None
        return value

    def complain(self, path: str, code: str, message: str) -> None:
        self.source.complain(path, code, message)
