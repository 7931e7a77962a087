"""The tables of texts: where each stands and what is known of it, and the index of words, personal details masked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    case,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import ChangeMark, Instant
from survey.themes.texts.text import Place

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("response", String(36), ForeignKey("responses.id", ondelete="CASCADE"), nullable=False),
    Column("entry", String(130), nullable=False),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("asked_in", String(20), nullable=False),
    Column("language", String(20), nullable=False, server_default=""),
    Column("exact", BigInteger, nullable=False),
    Column("alike", BigInteger, nullable=False),
    Column("size", Integer, nullable=False),
    Column("details", SmallInteger, nullable=False),
    Column("draw", Integer, nullable=False),
    Column("doubt", SmallInteger, nullable=False, server_default="0"),
    Column("status", SmallInteger, nullable=False, server_default="0"),
    Column("second", SmallInteger, nullable=False, server_default="0"),
    Column("held_by", String(36)),
    Column("held_at", Instant),
    Column("marks", Text),
    Column("accepted", Text),
    Column("change_mark", ChangeMark),
    UniqueConstraint("response", "entry"),
    Index(None, "round", "family", "entry", "status", "doubt"),
    Index(None, "round", "family", "entry", "status", "draw"),
    Index(None, "round", "family", "entry", "second"),
    Index(None, "round", "family", "entry", "alike"),
    Index(None, "language", "round"),
    Index(None, "round", "details"),
    Index(None, "change_mark"),
)
"""`marks` are what people decided, `accepted` what was accepted of proposals; see `survey.columns.further.Made`."""

text_cursor = Table(
    "text_cursor",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("epoch", String(36), nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("after_id", String(36), nullable=False),
)

INDEX_OF_WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE text_words USING fts5(words, tokenize = 'unicode61 remove_diacritics 2')",
        "CREATE TRIGGER text_words_end AFTER DELETE ON texts"
        " BEGIN DELETE FROM text_words WHERE rowid = old.id; END",
    ),
    "postgresql": (
        "CREATE TABLE text_words (rowid integer PRIMARY KEY REFERENCES texts (id) ON DELETE CASCADE,"
        " words tsvector NOT NULL)",
        "CREATE INDEX ix_text_words_words ON text_words USING gin (words)",
    ),
}
"""The index of words on each database; it is no table of the one MetaData, since the two have nothing in common.

Whatever takes a text out of its table, the end of its response included, takes its words out of the index.
"""

for _dialect, _statements in INDEX_OF_WORDS.items():
    for _statement in _statements:
        _make: Any = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
        event.listen(texts, "after_create", _make.execute_if(dialect=_dialect))


def _of(place: Place) -> tuple[Any, ...]:
    c = texts.c
    its = (c.round == place.round, c.family == place.family)
    return (*its, c.entry == place.entries[0] if len(place.entries) == 1 else c.entry.in_(place.entries))


WAITING, CODED = 0, 1
"""What `status` may be."""


def hold_cursor(tx: Transaction, epoch: str) -> Row[Any] | None:
    """Reads how far the texts were gathered, and keeps others from it; None where another process is at it."""
    begin = """INSERT INTO text_cursor ("only", epoch, mark, after_id) VALUES (1, :epoch, 0, '')
    ON CONFLICT DO NOTHING"""
    query = select(text_cursor).where(text_cursor.c.only == 1)
    if tx.connection.execute(select(text_cursor.c.only)).first() is None:
        tx.connection.execute(text(begin), {"epoch": epoch})
    return tx.connection.execute(query.with_for_update(skip_locked=True)).first()


def read_cursor(tx: Transaction) -> Row[Any] | None:
    """Reads how far the texts were gathered; None before the first time."""
    return tx.connection.execute(select(text_cursor)).first()


def move_cursor(tx: Transaction, epoch: str, mark: int, after_id: str) -> None:
    """Writes how far the texts were gathered."""
    tx.connection.execute(update(text_cursor).values(epoch=epoch, mark=mark, after_id=after_id))


def known(tx: Transaction, responses: Collection[str]) -> Sequence[Any]:
    """Reads what stands of the texts of some responses."""
    c = texts.c
    query = select(c.id, c.response, c.entry, c.exact, c.revision).where(c.response.in_(list(responses)))
    return tx.connection.execute(query).all()


def add(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Writes texts; returns their ids in the order of the rows."""
    if not rows:
        return ()
    query = insert(texts).returning(texts.c.id, sort_by_parameter_order=True)
    return tx.connection.execute(query, list(rows)).scalars().all()


def remove(tx: Transaction, ids: Collection[int]) -> None:
    """Takes texts out, with all that was made of them and with their words."""
    if ids:
        tx.connection.execute(delete(texts).where(texts.c.id.in_(list(ids))))


def confirm(tx: Transaction, ids: Collection[int], revision: int) -> None:
    """Writes that texts stand unchanged in a later revision."""
    tx.connection.execute(update(texts).where(texts.c.id.in_(list(ids))).values(revision=revision))


def by_id(tx: Transaction, text_id: int) -> Row[Any] | None:
    """Finds one text."""
    return tx.connection.execute(select(texts).where(texts.c.id == text_id)).first()


def by_ids(tx: Transaction, ids: Iterable[int]) -> Sequence[Row[Any]]:
    """Finds texts, in no order."""
    return tx.connection.execute(select(texts).where(texts.c.id.in_(list(ids)))).all()


def by_place(tx: Transaction, response: str, entry: str) -> Row[Any] | None:
    """Finds the text of a response under a key."""
    c = texts.c
    return tx.connection.execute(select(texts).where(c.response == response, c.entry == entry)).first()


def without_language(tx: Transaction, limit: int) -> Sequence[Row[Any]]:
    """Reads texts whose language was not looked for yet."""
    return tx.connection.execute(select(texts).where(texts.c.language == "").limit(limit)).all()


def set_languages(tx: Transaction, found: Mapping[int, str]) -> None:
    """Writes the language of texts."""
    statement = text("UPDATE texts SET language = :language WHERE id = :id")
    if found:
        tx.connection.execute(statement, [{"id": one, "language": name} for one, name in found.items()])


def set_details(tx: Transaction, text_id: int, details: int) -> None:
    """Writes how many personal details of a text nobody has decided on."""
    tx.connection.execute(update(texts).where(texts.c.id == text_id).values(details=details))


def languages(tx: Transaction, round_key: str) -> Mapping[str, int]:
    """Counts the texts of a round by language; those not looked at stand under the empty name."""
    c = texts.c
    found = tx.connection.execute(
        select(c.language, func.count()).where(c.round == round_key).group_by(c.language)
    )
    return {row[0]: row[1] for row in found}


def in_language(tx: Transaction, round_key: str, language: str, limit: int, after: int) -> Sequence[Row[Any]]:
    """Reads texts of a round in one language, in the order they came."""
    c = texts.c
    query = select(texts).where(c.round == round_key, c.language == language, c.id > after)
    return tx.connection.execute(query.order_by(c.id).limit(limit)).all()


def with_details(tx: Transaction, round_key: str, limit: int, after: int) -> Sequence[Row[Any]]:
    """Reads texts of a round that hold personal details nobody decided on."""
    c = texts.c
    query = select(texts).where(c.round == round_key, c.details > 0, c.id > after)
    return tx.connection.execute(query.order_by(c.id).limit(limit)).all()


def count_details(tx: Transaction, round_key: str) -> int:
    """Counts the texts of a round that hold personal details nobody decided on."""
    query = select(func.count()).where(texts.c.round == round_key, texts.c.details > 0)
    return int(tx.connection.execute(query).scalar_one())


def of_place(tx: Transaction, place: Place, after: int, limit: int) -> Sequence[Row[Any]]:
    """Reads the texts of some questions, in the order they came."""
    query = select(texts).where(*_of(place), texts.c.id > after).order_by(texts.c.id)
    return tx.connection.execute(query.limit(limit)).all()


def of_response(tx: Transaction, response: str) -> Sequence[Row[Any]]:
    """Reads the texts of one response."""
    return tx.connection.execute(select(texts).where(texts.c.response == response).order_by(texts.c.id)).all()


def same(tx: Transaction, row: Row[Any]) -> Sequence[Row[Any]]:
    """Reads the texts of the same question that say the same, word for word but for case and points."""
    c = texts.c
    its = (c.round == row.round, c.family == row.family, c.entry == row.entry, c.alike == row.alike)
    return tx.connection.execute(select(texts).where(*its)).all()


def count_same(tx: Transaction, row: Row[Any]) -> int:
    """Counts the texts that `same` reads."""
    c = texts.c
    its = (c.round == row.round, c.family == row.family, c.entry == row.entry, c.alike == row.alike)
    return int(tx.connection.execute(select(func.count()).where(*its)).scalar_one())


def next_waiting(
    tx: Transaction,
    place: Place,
    *,
    languages: Collection[str],
    by: str,
    free_before: datetime,
    doubtful: bool,
) -> Row[Any] | None:
    """Reads the next text to be coded: the one in most doubt, or the next by chance; others get another one."""
    c = texts.c
    free = c.held_by.is_(None) | (c.held_by == by) | (c.held_at < free_before)
    query = select(texts).where(*_of(place), c.status == WAITING, free, c.language.in_(list(languages)))
    query = query.order_by(c.doubt.desc()) if doubtful else query.order_by(c.draw)
    return tx.connection.execute(query.limit(1).with_for_update(skip_locked=True)).first()


def with_mark(tx: Transaction, place: Place, mark: str) -> Row[Any] | None:
    """Reads a text that has a theme, by what people decided."""
    c = texts.c
    its = (*_of(place), c.status == CODED, c.marks.contains(f"|{mark}|"))
    return tx.connection.execute(select(texts).where(*its).order_by(c.id).limit(1)).first()


def hold(tx: Transaction, text_id: int, by: str | None, at: datetime | None) -> None:
    """Keeps a text for one coder, or gives it back."""
    tx.connection.execute(update(texts).where(texts.c.id == text_id).values(held_by=by, held_at=at))


def decide(tx: Transaction, ids: Collection[int], marks: str | None) -> None:
    """Writes what people decided on texts; None makes them wait again."""
    values = {
        "marks": marks,
        "status": WAITING if marks is None else CODED,
        "held_by": None,
        "held_at": None,
        "change_mark": tx.next_mark(),
    }
    tx.connection.execute(update(texts).where(texts.c.id.in_(list(ids))).values(**values))


def set_second(tx: Transaction, text_id: int, second: int) -> None:
    """Writes how a text stands with its second coder."""
    tx.connection.execute(update(texts).where(texts.c.id == text_id).values(second=second))


def of_second(tx: Transaction, place: Place, second: int, limit: int) -> Sequence[Row[Any]]:
    """Reads the texts that stand so with their second coder."""
    query = select(texts).where(*_of(place), texts.c.second == second).order_by(texts.c.id)
    return tx.connection.execute(query.limit(limit)).all()


def wish_second(tx: Transaction, place: Place, percent: int, wanted: int) -> None:
    """Has a second coder read so many of a hundred coded texts; those that one has read stay read."""
    c = texts.c
    its, drawn = (*_of(place), c.status == CODED), c.draw % 100 < percent
    tx.connection.execute(update(texts).where(*its, c.second == 0, drawn).values(second=wanted))
    tx.connection.execute(update(texts).where(*its, c.second == wanted, ~drawn).values(second=0))


def standing(tx: Transaction, place: Place) -> Sequence[tuple[Any, ...]]:
    """Counts (entry, texts, coded, with none of the themes, unclear)."""
    c = texts.c
    none, unclear = (func.sum(case((c.marks == sign, 1), else_=0)) for sign in ("", "?"))
    query = select(c.entry, func.count(), func.count(c.marks), none, unclear).where(*_of(place))
    return [tuple(row) for row in tx.connection.execute(query.group_by(c.entry)).all()]


def counted_marks(tx: Transaction, place: Place) -> Sequence[tuple[Any, ...]]:
    """Counts texts by (entry, marks, accepted) as they were written."""
    c = texts.c
    query = select(c.entry, c.marks, c.accepted, func.count()).where(*_of(place))
    return [tuple(row) for row in tx.connection.execute(query.group_by(c.entry, c.marks, c.accepted)).all()]


def marked(tx: Transaction, responses: Collection[str]) -> Sequence[Any]:
    """Reads what was made of the texts of some responses."""
    c = texts.c
    query = select(c.response, c.round, c.family, c.entry, c.marks, c.accepted)
    some = c.marks.is_not(None) | c.accepted.is_not(None)
    return tx.connection.execute(query.where(c.response.in_(list(responses)), some)).all()


def changed_since(tx: Transaction, mark: int, limit: int) -> Sequence[Any]:
    """Reads (response, change mark) of what was made of texts beyond a mark; none that a late commit could precede."""
    query = (
        "SELECT response, change_mark FROM texts WHERE change_mark > CAST(CAST(:mark AS text) AS xid8)"
        " AND change_mark < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY change_mark LIMIT :limit"
        if tx.dialect == "postgresql"
        else "SELECT response, change_mark FROM texts WHERE change_mark > CAST(:mark AS INTEGER)"
        " ORDER BY change_mark LIMIT :limit"
    )
    return tx.connection.execute(text(query), {"mark": str(mark), "limit": limit}).all()


def changed_at(tx: Transaction, mark: int) -> Sequence[str]:
    """Reads the responses of whose texts something was made under one mark."""
    as_mark = "CAST(CAST(:mark AS text) AS xid8)" if tx.dialect == "postgresql" else "CAST(:mark AS INTEGER)"
    query = f"SELECT response FROM texts WHERE change_mark = {as_mark}"  # noqa: S608  two texts of our own
    return tx.connection.execute(text(query), {"mark": str(mark)}).scalars().all()


def latest_mark(tx: Transaction) -> int:
    """Returns the latest mark under which something was made of texts; 0 where nothing was."""
    query = (
        "SELECT CAST(CAST(change_mark AS text) AS bigint) FROM texts"
        " WHERE change_mark < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY change_mark DESC LIMIT 1"
        if tx.dialect == "postgresql"
        else "SELECT max(change_mark) FROM texts"
    )
    return int(tx.connection.execute(text(query)).scalar() or 0)
