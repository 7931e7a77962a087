"""Themes for the columns of results: what people decided, and what was accepted of proposals, each as a variable."""

from collections.abc import Mapping, Sequence
from typing import Any

from survey.columns.further import UNCLEAR, Decided, FurtherQuestion, Made
from survey.db.session import Transaction
from survey.questionnaire.definition import Choice, Question, Text
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import LEFT_OVER, Codebook, keys_in, marks_of
from survey.themes.proposals import actions as proposals
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts

THEMES_OF, ACCEPTED_OF = "~themes", "~accepted"
"""What ends the key of a variable, after the key of the answer: `~` stands in no question's own key."""

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
        return tuple(found)

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
