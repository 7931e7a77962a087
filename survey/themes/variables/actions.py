"""Themes for the columns of results: what people decided, and what was accepted of proposals, each as a variable."""

from collections.abc import Mapping, Sequence
from typing import Any

from survey.columns.further import UNCLEAR, Decided, FurtherQuestion, Joins, Made
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.questionnaire.definition import Choice, Question, Text
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.asking import places_asked, shared
from survey.themes.codebook.codebook import LEFT_OVER, Codebook, keys_in, marks_of
from survey.themes.proposals import actions as proposals
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.themes.variables.keys import ACCEPTED_OF, ANY, THEMES_OF

BY_PEOPLE = "Themes, coded by people"
WITH_ACCEPTED = "Themes, with accepted proposals"
LEFT_OVER_WORDS = "No accepted theme: left over, forced into none"


class Themes:
    """What the columns of results are told of themes; see `survey.columns.further.Further`."""

    def questions(self, tx: Transaction, family: str) -> tuple[FurtherQuestion, ...]:
        """Returns two variables for each text that has a codebook in any round: decided, and with what was accepted."""
        its = codebooks.all_of(tx, family=family)
        taken = proposals.accepted(tx, [one.id for one in its])
        found: list[FurtherQuestion] = []
        for entry in dict.fromkeys(entry for one in its for entry in one.entries):
            books = [one for one in its if entry in one.entries]
            decided = {theme.key: theme.name for one in reversed(books) for theme in one.counted}
            accepted = {
                theme.key: theme.name
                for one in reversed(books)
                for theme in one.counted
                if theme.id in taken.get(one.id, ())
            }
            if decided:
                found.append(_variable(entry, THEMES_OF, BY_PEOPLE, books[0], decided))
            if accepted:
                left = {**accepted, LEFT_OVER: LEFT_OVER_WORDS}
                found.append(_variable(entry, ACCEPTED_OF, WITH_ACCEPTED, books[0], left))
        return (*found, *_joined(tx, family, its, found))

    def made(self, tx: Transaction, ids: Sequence[str]) -> Mapping[str, Made]:
        """Returns what was made of the texts of some responses."""
        if not texts.any_made(tx):
            return {}
        rows = texts.marked(tx, ids)
        if not rows:
            return {}
        its = codebooks.all_of(tx)
        taken = proposals.accepted(tx, [one.id for one in its])
        books = {(one.round, one.family, entry): one for one in its for entry in one.entries}
        marks: dict[str, dict[str, str]] = {}
        stands_for: dict[str, dict[str, str]] = {}
        for row in rows:
            if ":" in row.entry:
                if under := keys_in(row.marks):
                    stands_for.setdefault(row.response, {})[row.entry] = under[0]
            elif (book := books.get((row.round, row.family, row.entry))) is not None:
                marks.setdefault(row.response, {}).update(_marks(row, book, taken.get(book.id, ())))
        return {
            one: Made(marks.get(one, {}), stands_for.get(one, {})) for one in marks.keys() | stands_for.keys()
        }

    def changed_since(self, tx: Transaction, mark: int) -> tuple[int, Sequence[str]]:
        """Returns the responses of whose texts something was made since."""
        return texts.changed_since(tx, mark)

    def decided(self, tx: Transaction) -> Decided:
        """Returns what people decided may be seen of texts."""
        return redaction.decided(tx)


THEMES = Themes()


def _variable(
    entry: str, ending: str, what: str, book: Codebook, names: Mapping[str, str]
) -> FurtherQuestion:
    choices = tuple(Choice(key, Text({"en": name})) for key, name in names.items())
    title = Text({"en": f"{what}: {book.title} ({entry.replace('_', ' ')})"})
    return FurtherQuestion(Question(f"{entry}{ending}", "multiple_choice", title, choices=choices), entry)


def _joined(
    tx: Transaction, family: str, books: Sequence[Codebook], found: Sequence[FurtherQuestion]
) -> list[FurtherQuestion]:
    """Returns a variable over all texts of each codebook that is for several, the places of a ranking above all."""
    groups: dict[str, dict[str, None]] = {}
    titles: dict[str, str] = {}
    for book in books:
        if len(book.entries) > 1:
            name = shared(book.entries)
            groups.setdefault(name, {}).update(dict.fromkeys(book.entries))
            titles.setdefault(name, book.title)
    if not groups:
        return []
    places: dict[str, tuple[str, int]] = {}
    for version in consultations.published_versions(tx, family):
        places.update(places_asked(version.questionnaire, [one for its in groups.values() for one in its]))
    joined = []
    for name, entries in groups.items():
        for ending, what in ((THEMES_OF, BY_PEOPLE), (ACCEPTED_OF, WITH_ACCEPTED)):
            its = [one for one in found if one.entry in entries and one.question.key.endswith(ending)]
            if len(its) > 1:
                joined.append(_over(f"{name}{ending}{ANY}", f"{what}: {titles[name]}", its, places))
    return joined


def _over(
    key: str, about: str, its: Sequence[FurtherQuestion], places: Mapping[str, tuple[str, int]]
) -> FurtherQuestion:
    choices = {choice.key: choice for one in reversed(its) for choice in one.question.choices}
    rankings = {places[one.entry][0] for one in its if one.entry in places}
    ranking = rankings.pop() if len(rankings) == 1 else ""
    parts = tuple((one.question.key, places.get(one.entry, ("", 0))[1]) for one in its)
    title = Text({"en": f"{about} (all places together)"})
    question = Question(key, "multiple_choice", title, choices=tuple(choices.values()))
    return FurtherQuestion(question, its[-1].entry, Joins(parts, ranking, about))


def _marks(row: Any, book: Codebook, accepted: Sequence[str]) -> dict[str, str]:
    """Returns the marks of one text, merged themes under what they became.

    Where a person decided, what was accepted of proposals gives way: among the accepted themes the text has those that
    the person gave it.
    """
    said, taken, name = row.marks, row.accepted, row.entry
    found: dict[str, str] = {}
    keys = {book.by_id[one].key for one in accepted if one in book.by_id}
    if said is not None:
        found[f"{name}{THEMES_OF}"] = UNCLEAR if said == UNCLEAR else marks_of(book.read(said))
        if keys:
            found[f"{name}{ACCEPTED_OF}"] = (
                UNCLEAR if said == UNCLEAR else marks_of(keys & set(book.read(said)))
            )
    elif taken is not None and keys:
        here = keys & set(book.read(taken))
        found[f"{name}{ACCEPTED_OF}"] = marks_of(here or {LEFT_OVER})
    return found
