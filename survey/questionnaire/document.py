"""Reads a questionnaire from its document: YAML as people write it, or the canonical JSON."""

from collections.abc import Mapping
from typing import Any

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
    Wording,
)
from survey.questionnaire.fields import Fields, is_number, unknown
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


class _Reader(Fields):
    """Turns plain values into dataclasses and notes everything that is wrong on the way."""

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
        if not isinstance(kind, str) or kind not in KINDS:
            self.complain(f"{path}/kind", "unknown_kind", unknown(str(kind), list(KINDS), "kind of question"))
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
        if order not in ("fixed", "rotate"):
            self.complain(f"{path}/order", "unknown_order", "The order is ‘rotate’, or left out.")
        return bool(order == "rotate")

    def condition(self, data: Mapping[str, Any], path: str) -> Condition | None:
        return self.tree(data["show_if"], f"{path}/show_if") if "show_if" in data else None

    def tree(self, data: Any, path: str) -> Condition | None:
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
        if word in {"channel", "answered"}:
            named = self.strings(
                {word: about if isinstance(about, list) else [about]}, word, path, needed=True
            )
            return (
                ByChannel(tuple(named))
                if word == "channel"
                else self.joined([Answered(name) for name in named])
            )
        return self.comparison(word, about, here)

    def comparison(self, word: str, about: Any, path: str) -> Condition | None:
        if not isinstance(about, dict) or not about:
            self.complain(path, "condition_shape", f"Write ‘{word}: {{question: value}}’.")
            return None
        parts: list[Condition] = []
        for question, value in about.items():
            here = f"{path}/{question}"
            compared = value if isinstance(value, list) else [value]
            if any(isinstance(one, bool) for one in compared):
                self.complain(here, "condition_value", 'Write "yes" or "no" in quotation marks.')
            elif word == "in" and isinstance(value, list) and value and all(map(_is_value, value)):
                parts.append(In(question, tuple(value)))
            elif word in {"greater", "less"} and is_number(value):
                parts.append(Greater(question, value) if word == "greater" else Less(question, value))
            elif word == "equals" and _is_value(value):
                parts.append(Equals(question, value))
            elif word == "contains" and isinstance(value, str):
                parts.append(Contains(question, value))
            else:
                self.complain(here, "condition_value", f"‘{word}’ can’t compare with {value!r:.60}.")
        return self.joined(parts)

    @staticmethod
    def joined(parts: "list[Condition] | list[Answered]") -> Condition | None:
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _is_value(value: Any) -> bool:
    return isinstance(value, str) or is_number(value)
