"""Everything that is wrong with a questionnaire, all at once, each with its place and what to do."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from survey.questionnaire import changes
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Comparison,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
)
from survey.questionnaire.definition import Channel, Question, Questionnaire, Text
from survey.questionnaire.document import read_document
from survey.questionnaire.kinds.area import OPTIONS
from survey.questionnaire.kinds.ranking import places_of
from survey.questionnaire.piping import has_placeholder, piped_texts, placeholders, plain_texts
from survey.questionnaire.reach import gaps
from survey.questionnaire.source import Problem, Source

CHOOSING = {"single_choice", "multiple_choice", "ranking", "grid"}
"""The kinds that need choices."""

RESERVED = frozenset(
    [
        "csrf_token",
        "go",
        "id",
        "reference",
        "version",
        "round",
        "channel",
        "language",
        "started_at",
        "submitted_at",
        "partial",
    ]
)
"""Names that forms and the columns of results have for themselves, so that no question can be called so."""

RESERVED_PARTS = frozenset({"absent", "absence", "manner", "placed"})
"""Names that stand beside a question's choices and rows, in answers or in columns."""


def report(text: str | bytes, published: Sequence[Questionnaire] = ()) -> list[Problem]:
    """Returns every problem of a document in the order of its lines; none means that it can be published.

    `published` are the versions of its family that were ever live: what their keys mean stays.
    """
    questionnaire, source = read_document(text)
    if questionnaire is not None:
        _Inspection(questionnaire, source).inspect()
        if not source.problems:
            for where, code, message in gaps(questionnaire):
                source.complain(where, code, message)
        for earlier in published:
            for where, message in changes.refusals(earlier, questionnaire):
                problem = Problem(where, source.line_of(where), "changed_meaning", message)
                if problem not in source.problems:
                    source.problems.append(problem)
    return sorted(source.problems, key=lambda problem: problem.line)


class _Inspection:
    """Looks at a questionnaire that could be read and notes what can't work."""

    def __init__(self, questionnaire: Questionnaire, source: Source) -> None:
        self.questionnaire = questionnaire
        self.source = source
        self.complain = source.complain
        self.earlier: dict[str, Question] = {}
        """The questions of earlier pages, at which a condition may look."""

    def inspect(self) -> None:
        self._languages()
        self._duplicates(self.questionnaire.sections, "sections", "section", set())
        pages: set[str] = set()
        questions: set[str] = set()
        for number, section in enumerate(self.questionnaire.sections):
            here = f"sections/{number}"
            self._condition(section.show_if, f"{here}/show_if")
            self._duplicates(section.pages, f"{here}/pages", "page", pages)
            for place, page in enumerate(section.pages):
                there = f"{here}/pages/{place}"
                self._condition(page.show_if, f"{there}/show_if")
                self._piping(page.title, f"{there}/title")
                self._piping(page.text, f"{there}/text")
                self._duplicates(page.questions, f"{there}/questions", "question", questions)
                self._reserved(page.questions, f"{there}/questions", RESERVED)
                for at, question in enumerate(page.questions):
                    self._question(question, f"{there}/questions/{at}", skippable=page.skippable)
                self.earlier.update({question.key: question for question in page.questions})
        if self.questionnaire.keep_informed:
            self._condition(self.questionnaire.keep_informed.show_if, "keep_informed/show_if")

    def _duplicates(self, things: Sequence[Any], path: str, what: str, seen: set[str]) -> None:
        for number, thing in enumerate(things):
            if thing.key in seen:
                self.complain(
                    f"{path}/{number}/key",
                    "duplicate_key",
                    f"Another {what} is called ‘{thing.key}’ already.",
                )
            seen.add(thing.key)

    def _reserved(self, things: Sequence[Any], path: str, names: frozenset[str]) -> None:
        for number, thing in enumerate(things):
            if thing.key in names:
                message = f"‘{thing.key}’ has a meaning of its own in answers or results; take another key."
                self.complain(f"{path}/{number}/key", "reserved_key", message)

    def _languages(self) -> None:
        for where, text in self.questionnaire.texts():
            found = list(_language_faults(text, self.questionnaire.languages)) if text else []
            if found:
                path = self._by_number(where)
                for code, message in found:
                    self.complain(path, code, message)

    def _by_number(self, where: str) -> str:
        """Turns a path of keys into the path of list places that the source knows the lines of."""
        held: Any = self.source.data
        path: list[str] = []
        for part in where.split("/"):
            name = "scale" if part == "choices" and isinstance(held, dict) and "scale" in held else part
            if isinstance(held, list):
                keys = [item.get("key") if isinstance(item, dict) else None for item in held]
                place = keys.index(part) if part in keys else 0
                path.append(str(place))
                held = held[place]
            else:
                path.append(name)
                held = held.get(name) if isinstance(held, dict) else None
        return "/".join(path)

    def _question(self, question: Question, path: str, *, skippable: bool) -> None:
        self._condition(question.show_if, f"{path}/show_if")
        for where, _channel, text in piped_texts(question):
            self._piping(text, f"{path}/{where}")
        for where, text in plain_texts(question):
            if any(map(has_placeholder, text.by_language.values())):
                self.complain(f"{path}/{where}", "not_piped", "Answers can’t be put into this text.")
        listed = f"{path}/scale" if question.kind == "grid" else f"{path}/choices"
        self._duplicates(question.choices, listed, "choice", set())
        self._duplicates(question.rows, f"{path}/rows", "row", set())
        self._reserved(question.choices, listed, RESERVED_PARTS)
        self._reserved(question.rows, f"{path}/rows", RESERVED_PARTS)
        for place, choice in enumerate(question.choices):
            self._condition(choice.show_if, f"{listed}/{place}/show_if")
            for name in ("other", "exclusive", "show_if"):
                if getattr(choice, name) and name not in _fields_of_choices(question):
                    message = f"A choice of a {question.kind} question does not use ‘{name}’."
                    self.complain(f"{listed}/{place}/{name}", "unused_field", message)
        if skippable and question.required:
            self.complain(
                f"{path}/required", "required_and_skippable", "A page that can be skipped requires nothing."
            )
        if question.kind in CHOOSING and len(question.choices) < 2:
            self.complain(listed, "too_few_choices", "There must be two choices at least.")
        if question.kind == "grid" and not question.rows:
            self.complain(path, "no_rows", "A grid needs rows.")
        self._limits(question, path)

    def _limits(self, question: Question, path: str) -> None:
        if question.limit is not None:
            most = len(OPTIONS) if question.kind == "area" else len(question.choices)
            if question.limit < 1 or question.limit > most:
                self.complain(f"{path}/limit", "bad_limit", f"The limit must lie between 1 and {most}.")
        if (
            question.minimum is not None
            and question.maximum is not None
            and question.minimum > question.maximum
        ):
            self.complain(f"{path}/minimum", "bad_bounds", "The minimum is above the maximum.")
        if question.max_length is not None and question.max_length < 1:
            self.complain(f"{path}/max_length", "bad_limit", "The length must be 1 at least.")

    def _piping(self, text: Any, path: str) -> None:
        for words in text.by_language.values():
            for key, place in placeholders(words):
                question = self.earlier.get(key)
                if question is None:
                    self._unknown(key, path)
                elif place is not None and question.kind != "ranking":
                    self.complain(path, "piped_place", f"‘{key}’ is no ranking, so it has no place {place}.")
                elif place is not None and not 1 <= place <= places_of(question):
                    self.complain(path, "piped_place", f"‘{key}’ has no place {place}.")

    def _unknown(self, key: str, path: str) -> None:
        if key in self.questionnaire.question_by_key:
            message = (
                f"‘{key}’ is asked on this page or later; only answers from earlier pages are known here."
            )
            self.complain(path, "later_question", message)
            return
        near = get_close_matches(key, list(self.questionnaire.question_by_key), n=1)
        mend = f" Did you mean ‘{near[0]}’?" if near else ""
        self.complain(path, "unknown_question", f"No question is called ‘{key}’.{mend}")

    def _condition(self, condition: Condition | None, path: str) -> None:
        if condition is None:
            return
        for part in _parts(condition):
            if isinstance(part, ByChannel):
                for channel in part.channels:
                    if channel not in set(Channel):
                        known = ", ".join(Channel)
                        self.complain(
                            path, "unknown_channel", f"No channel is called ‘{channel}’; known are {known}."
                        )
            else:
                self._comparison(part, path)

    def _comparison(self, part: Comparison, path: str) -> None:
        key, _, row = part.question.partition(".")
        question = self.earlier.get(key)
        if question is None:
            self._unknown(key, path)
            return
        self._row(question, row, path)
        fits = _fitting_words(question, row)
        word = type(part).__name__.lower()
        if word not in fits:
            message = f"‘{word}’ does not fit ‘{part.question}’, a {question.kind}; use {' or '.join(sorted(fits))}."
            self.complain(path, "wrong_comparison", message)
            return
        for value in _values(part):
            self._value(question, row, value, path)

    def _row(self, question: Question, row: str, path: str) -> None:
        if question.kind == "grid" and row and row not in {one.key for one in question.rows}:
            self.complain(path, "unknown_row", f"‘{question.key}’ has no row called ‘{row}’.")
        if question.kind == "grid" and not row:
            self.complain(
                path,
                "missing_row",
                f"Name a row of the grid, such as ‘{question.key}.{_first_row(question)}’.",
            )
        if row and question.kind == "ranking":
            if not row.isdigit() or not 1 <= int(row) <= places_of(question):
                self.complain(
                    path, "unknown_row", f"Name a place of the ranking, such as ‘{question.key}.1’."
                )
        elif row and question.kind not in {"grid", "ranking"}:
            self.complain(path, "unknown_row", f"‘{question.key}’ has no rows.")

    def _value(self, question: Question, row: str, value: str | int, path: str) -> None:
        known = _known_values(question)
        if known is not None and value not in known:
            near = get_close_matches(str(value), sorted(known), n=1)
            mend = f" Did you mean ‘{near[0]}’?" if near else ""
            self.complain(path, "unknown_choice", f"‘{question.key}’ has no choice called ‘{value}’.{mend}")


def _language_faults(text: Text, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yields (code, message) for each language that a text lacks or has too much."""
    first, *others = languages
    if first not in text.by_language:
        yield "missing_translation", f"The text in ‘{first}’, the first language, is missing."
    for language in others:
        if not text.by_language.get(language):
            yield "missing_translation", f"The translation into ‘{language}’ is missing."
    for language in text.by_language:
        if language not in languages:
            yield "undeclared_language", f"‘{language}’ is not among the languages at the top."


def _fields_of_choices(question: Question) -> set[str]:
    """Returns the optional fields that choices of this kind can have; the points of a scale serve every row alike."""
    if question.kind == "grid":
        return set()
    return {"other", "show_if", "exclusive"} if question.kind == "multiple_choice" else {"other", "show_if"}


def _parts(condition: Condition) -> Iterator[Comparison | ByChannel]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _parts(part)
        case Not(part):
            yield from _parts(part)
        case _:
            yield condition


def _values(part: Comparison) -> tuple[str | int, ...]:
    match part:
        case In(_, values):
            return values
        case Equals(_, value) | Contains(_, value):
            return (value,)
        case Greater() | Less() | Answered():
            return ()


def _first_row(question: Question) -> str:
    return question.rows[0].key if question.rows else "row"


def _fitting_words(question: Question, row: str) -> set[str]:
    """Returns the words of conditions that can be said of a question."""
    if question.kind == "number":
        return {"equals", "in", "greater", "less", "answered"}
    if question.kind in {"multiple_choice", "ranking"} and not row:
        return {"contains", "answered"}
    if question.kind == "area" and (question.counted or (question.limit or 1) > 1):
        return {"contains", "answered"}
    if question.kind in {"short_text", "long_text"}:
        return {"equals", "in", "answered"}
    return {"equals", "in", "answered"}


def _known_values(question: Question) -> set[str] | None:
    """Returns the values that an answer can have; None where it can have any."""
    if question.kind in CHOOSING:
        return set(question.choice_by_key)
    if question.kind == "yes_no":
        return {"yes", "no"}
    if question.kind == "area":
        return {code for code, _name in OPTIONS}
    return None
