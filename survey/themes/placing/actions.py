"""What is done with ‘other, please say’: a person puts what people said under an answer, or leaves it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.questionnaire.definition import Question
from survey.themes.codebook.codebook import marks_of
from survey.themes.placing import store
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.themes.texts.text import Place, Written

MOST = 5000
"""Texts looked at for one page."""


class NotPlaced(ValueError):
    """The answer is none that the question offers, or the texts are of another question."""


@dataclass(frozen=True, slots=True)
class Other:
    """An answer that lets people say something else, and how many said what."""

    family: str
    entry: str
    question: Question
    texts: int
    placed: int
    """Texts that a person has decided on."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Texts that say the same, one of them shown."""

    shown: Written
    ids: tuple[int, ...]


def others(tx: Transaction, round_key: str) -> tuple[Other, ...]:
    """Returns the answers of a round's questionnaires that let people say something else."""
    found = []
    for family, version in consultations.live_versions(tx, round_key).items():
        for question in version.questionnaire.questions:
            for choice in question.choices:
                if not choice.other:
                    continue
                entry = f"{question.key}:{choice.key}"
                standing = texts.standing(tx, Place(round_key, family, (entry,))).get(entry, (0, 0, 0, 0))
                found.append(Other(family, entry, question, standing[0], standing[1]))
    return tuple(found)


def waiting(tx: Transaction, round_key: str, family: str, entry: str, most: int = 25) -> tuple[Alike, ...]:
    """Returns the texts that nobody has put anywhere, those said most often first."""
    rows = [
        row for row in texts.of_place(tx, Place(round_key, family, (entry,)), limit=MOST) if row.marks is None
    ]
    by_print: dict[int, list[int]] = {}
    for row in rows:
        by_print.setdefault(row.alike, []).append(row.id)
    groups = sorted(by_print.values(), key=lambda ids: (-len(ids), ids[0]))[:most]
    first = {row.id: row for row in rows}
    shown = texts.written(
        tx, [first[ids[0]] for ids in groups], redaction.decided(tx, [ids[0] for ids in groups])
    )
    said = {one.id: one for one in shown}
    return tuple(Alike(said[ids[0]], tuple(ids)) for ids in groups if ids[0] in said)


def place(tx: Transaction, text_ids: Collection[int], choice: str, by: str, now: datetime) -> int:
    """Puts texts under an answer, by its key, or with an empty one leaves them as something else; returns how many.

    Results count them there from now on; what people wrote stays as it is. Raises NotPlaced.
    """
    rows = list(texts.rows_of(tx, text_ids).values())
    if not rows:
        return 0
    entry, family = rows[0].entry, rows[0].family
    if ":" not in entry or any((row.entry, row.family) != (entry, family) for row in rows):
        raise NotPlaced(entry)
    if choice and choice not in _offered(tx, rows[0].round, family, entry):
        raise NotPlaced(choice)
    store.put(tx, [row.id for row in rows], choice, by, now)
    said = {
        one.id: one.words for one in texts.written(tx, rows, redaction.decided(tx, [row.id for row in rows]))
    }
    texts.decide(tx, said, marks_of([choice]) if choice else "", {})
    detail = {"question": entry, "under": choice, "texts": len(rows)}
    record(tx, by, tag(by, "texts:placed"), rows[0].round, detail, now)
    return len(rows)


def _offered(tx: Transaction, round_key: str, family: str, entry: str) -> Sequence[str]:
    key, _, other = entry.partition(":")
    version = consultations.live_version(tx, round_key, family)
    question = version.questionnaire.question_by_key.get(key) if version else None
    return [one.key for one in question.choices if one.key != other] if question else []
