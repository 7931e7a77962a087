"""Finding texts by words and theme: SQLite's FTS5 or PostgreSQL's full text, the newest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from survey.db.session import Transaction


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: words, each the beginning of one, and tokens of themes, among the texts of some questions."""

    words: tuple[str, ...]
    tokens: tuple[str, ...]
    round_key: str
    family: str = ""
    entries: tuple[str, ...] = ()


def put(tx: Transaction, text_id: int, words: str) -> None:
    """Writes the words of one text into the index anew."""
    tx.connection.execute(text("DELETE FROM text_words WHERE rowid = :id"), {"id": text_id})
    add(tx, [(text_id, words)])


def add(tx: Transaction, said: Collection[tuple[int, str]]) -> None:
    """Writes the words of texts that are not in the index yet."""
    put_in = {
        "sqlite": "INSERT INTO text_words (rowid, words) VALUES (:id, :words)",
        "postgresql": "INSERT INTO text_words (rowid, words) VALUES (:id, to_tsvector('simple', :words))",
    }[tx.dialect]
    if said:
        tx.connection.execute(text(put_in), [{"id": one, "words": words} for one, words in said])


def found(tx: Transaction, sought: Sought, before: int | None, limit: int) -> Sequence[int]:
    """Returns the ids of texts, newest first, from `before` on."""
    where, given = _where(tx, sought)
    if before is not None:
        where += " AND texts.id < :before"
        given["before"] = before
    query = (
        f"SELECT texts.id FROM {_tables(sought)} WHERE {where} ORDER BY {_order(sought)} DESC LIMIT :limit"  # noqa: S608  our own names
    )
    return list(tx.connection.execute(text(query), {**given, "limit": limit}).scalars())


def counted(tx: Transaction, sought: Sought, most: int) -> int:
    """Counts texts, up to a number."""
    where, given = _where(tx, sought)
    query = f"SELECT count(*) FROM (SELECT 1 FROM {_tables(sought)} WHERE {where} LIMIT :most) AS counted"  # noqa: S608  as above
    return int(tx.connection.execute(text(query), {**given, "most": most}).scalar_one())


def _tables(sought: Sought) -> str:
    if not (sought.words or sought.tokens):
        return "texts"
    return "text_words JOIN texts ON texts.id = text_words.rowid"


def _order(sought: Sought) -> str:
    return "text_words.rowid" if sought.words or sought.tokens else "texts.id"


def _where(tx: Transaction, sought: Sought) -> tuple[str, dict[str, Any]]:
    tests = ["texts.round = :round"]
    given: dict[str, Any] = {"round": sought.round_key}
    if sought.words or sought.tokens:
        test, given["query"] = _matching(tx, sought)
        tests.append(test)
    if sought.family:
        tests.append("texts.family = :family")
        given["family"] = sought.family
    if sought.entries:
        names = {f"e{place}": entry for place, entry in enumerate(sought.entries)}
        tests.append(f"texts.entry IN ({', '.join(f':{name}' for name in names)})")
        given |= names
    return " AND ".join(tests), given


def _matching(tx: Transaction, sought: Sought) -> tuple[str, str]:
    """Writes the test of the index and its query: words of letters and digits alone, so that none is an operator."""
    if tx.dialect == "sqlite":
        parts = [f'"{word}"*' for word in sought.words] + [f'"{token}"' for token in sought.tokens]
        return "text_words MATCH :query", " ".join(parts)
    parts = [f"'{word}':*" for word in sought.words] + [f"'{token}'" for token in sought.tokens]
    return "text_words.words @@ to_tsquery('simple', :query)", " & ".join(parts)
