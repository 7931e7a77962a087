"""What is done with codebooks: made, copied, changed, merged and split; each change is a version with who and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.themes.codebook import sheet, store
from survey.themes.codebook.codebook import (
    Change,
    Codebook,
    CodebookRefused,
    Theme,
    check_new_name,
    check_parent,
    check_words,
    key_for,
)

__all__ = ["CodebookRefused"]

FEWEST_TO_MERGE = 2


class UnknownCodebook(LookupError):
    """No codebook goes by this id."""


def all_of(
    tx: Transaction, *, round_key: str | None = None, family: str | None = None
) -> tuple[Codebook, ...]:
    """Returns codebooks, those of the latest round first."""
    return store.all_of(tx, round_key=round_key, family=family)


def find(tx: Transaction, codebook_id: str) -> Codebook:
    """Returns a codebook; raises UnknownCodebook."""
    found = store.find(tx, codebook_id, to_write=tx.writes)
    if found is None:
        raise UnknownCodebook(codebook_id)
    return found


def for_entry(tx: Transaction, round_key: str, family: str, entry: str) -> Codebook | None:
    """Returns the codebook for the texts of one question; None where it has none."""
    its = store.all_of(tx, round_key=round_key, family=family)
    return next((one for one in its if entry in one.entries), None)


def history(tx: Transaction, codebook_id: str) -> tuple[Change, ...]:
    """Returns every change of a codebook, newest first."""
    return tuple(
        Change(row.version, row.at, row.by, row.what, row.detail) for row in store.changes(tx, codebook_id)
    )


def make(
    tx: Transaction,
    *,
    round_key: str,
    family: str,
    entries: Sequence[str],
    title: str,
    by: str,
    now: datetime,
    key: str = "",
) -> Codebook:
    """Makes a codebook without themes; raises CodebookRefused where a question has one already."""
    others = store.all_of(tx, round_key=round_key, family=family)
    if not entries:
        raise CodebookRefused("no_question")
    if not title.strip():
        raise CodebookRefused("no_title")
    if any(set(entries) & set(one.entries) for one in others):
        raise CodebookRefused("has_one")
    new = Codebook(
        id=str(uuid4()),
        round=round_key,
        family=family,
        key=key_for(key or title, [one.key for one in others]),
        title=title.strip()[:200],
        entries=tuple(entries),
        version=0,
        themes=(),
    )
    store.insert_codebook(tx, new)
    return _changed(tx, new.id, "made", {"entries": list(entries), "title": new.title}, by, now)


def copy(tx: Transaction, source_id: str, codebook_id: str, by: str, now: datetime) -> Codebook:
    """Takes the open themes of another codebook, such as last year's, into one; names it has already are left out.

    Raises UnknownCodebook.
    """
    source, target = find(tx, source_id), find(tx, codebook_id)
    names = {theme.name for theme in target.themes if theme.is_open}
    wanted = [theme for theme in source.open if theme.name not in names]
    ids = {theme.id: str(uuid4()) for theme in wanted}
    taken = [theme.key for theme in target.themes]
    for place, theme in enumerate(wanted, len(target.themes)):
        key = theme.key if theme.key not in taken else key_for(theme.name, taken)
        taken.append(key)
        parent = ids.get(theme.parent or "")
        new = replace(theme, id=ids[theme.id], key=key, parent=parent, position=place, became=())
        store.insert_theme(tx, target.id, new)
    detail = {"from": source.id, "round": source.round, "title": source.title, "themes": len(wanted)}
    return _changed(tx, target.id, "copied", detail, by, now)


def add_theme(
    tx: Transaction,
    codebook_id: str,
    *,
    name: str,
    definition: str = "",
    example: str = "",
    parent: str | None = None,
    by: str,
    now: datetime,
) -> Codebook:
    """Adds a theme; raises CodebookRefused, UnknownCodebook."""
    codebook = find(tx, codebook_id)
    new = _new(codebook, name, definition, example, parent)
    store.insert_theme(tx, codebook.id, new)
    return _changed(tx, codebook.id, "added", {"theme": new.key, "name": new.name}, by, now)


def _new(
    codebook: Codebook, name: str, definition: str, example: str, parent: str | None, but: Sequence[str] = ()
) -> Theme:
    name = " ".join(name.split())
    check_words(name, definition, example)
    check_new_name(codebook, name, but)
    check_parent(codebook, None, parent)
    return Theme(
        id=str(uuid4()),
        key=key_for(name, [theme.key for theme in codebook.themes]),
        name=name,
        definition=definition.strip(),
        example=example.strip(),
        parent=parent,
        position=len(codebook.themes),
    )


def change_theme(
    tx: Transaction,
    codebook_id: str,
    theme_id: str,
    *,
    name: str,
    definition: str,
    example: str,
    parent: str | None,
    by: str,
    now: datetime,
) -> Codebook:
    """Words a theme anew or puts it under another; its key stays. Raises CodebookRefused, UnknownCodebook."""
    codebook = find(tx, codebook_id)
    theme = _open(codebook, theme_id)
    name = " ".join(name.split())
    check_words(name, definition, example)
    check_new_name(codebook, name, [theme.id])
    check_parent(codebook, theme.id, parent)
    words = {"name": name, "definition": definition.strip(), "example": example.strip(), "parent": parent}
    before = {field: getattr(theme, field) for field in words if getattr(theme, field) != words[field]}
    if not before:
        return codebook
    changed = replace(theme, name=name, definition=definition.strip(), example=example.strip(), parent=parent)
    store.update_theme(tx, changed)
    return _changed(tx, codebook.id, "changed", {"theme": theme.key, "before": before}, by, now)


def _open(codebook: Codebook, theme_id: str) -> Theme:
    theme = codebook.by_id.get(theme_id)
    if theme is None or not theme.is_open:
        raise CodebookRefused("no_theme")
    return theme


def merge(
    tx: Transaction,
    codebook_id: str,
    theme_ids: Sequence[str],
    *,
    name: str,
    definition: str,
    by: str,
    now: datetime,
) -> Codebook:
    """Makes one theme of several: texts coded with any of them count under it from now on.

    What coders decided stays as they wrote it, so that the history can tell. A name that one of them has goes on as
    that theme. Raises CodebookRefused, UnknownCodebook.
    """
    codebook = find(tx, codebook_id)
    merged = [_open(codebook, one) for one in dict.fromkeys(theme_ids)]
    if len(merged) < FEWEST_TO_MERGE:
        raise CodebookRefused("too_few")
    name = " ".join(name.split())
    into = next((theme for theme in merged if theme.name == name), None)
    if into is None:
        into = _new(codebook, name, definition, "", _shared_parent(merged), [theme.id for theme in merged])
        store.insert_theme(tx, codebook.id, into)
    ended = [theme for theme in merged if theme.id != into.id]
    for theme in ended:
        store.update_theme(tx, replace(theme, ended_at=now, became=(into.id,)))
    _hand_on(tx, codebook, {theme.id for theme in ended}, into.id)
    detail = {"themes": [theme.key for theme in ended], "into": into.key, "name": into.name}
    return _changed(tx, codebook.id, "merged", detail, by, now)


def _shared_parent(themes: Sequence[Theme]) -> str | None:
    parents = {theme.parent for theme in themes}
    ids = {theme.id for theme in themes}
    parent = parents.pop() if len(parents) == 1 else None
    return None if parent in ids else parent


def _hand_on(tx: Transaction, codebook: Codebook, gone: set[str], parent: str | None) -> None:
    """Puts the themes below ended ones under another."""
    for theme in codebook.themes:
        if theme.parent in gone and theme.id not in gone and theme.is_open and theme.id != parent:
            store.update_theme(tx, replace(theme, parent=parent))


def split(
    tx: Transaction,
    codebook_id: str,
    theme_id: str,
    parts: Sequence[tuple[str, str]],
    *,
    by: str,
    now: datetime,
) -> Codebook:
    """Makes several themes, given as (name, definition), of one; its texts wait to be read again for which it is.

    Raises CodebookRefused, UnknownCodebook.
    """
    codebook = find(tx, codebook_id)
    theme = _open(codebook, theme_id)
    parts = [(name, definition) for name, definition in parts if name.strip()]
    if len(parts) < FEWEST_TO_MERGE:
        raise CodebookRefused("too_few_parts")
    made: list[Theme] = []
    for name, definition in parts:
        so_far = replace(codebook, themes=(*codebook.themes, *made))
        new = _new(so_far, name, definition, "", theme.parent, [theme.id])
        store.insert_theme(tx, codebook.id, new)
        made.append(new)
    store.update_theme(tx, replace(theme, ended_at=now, became=tuple(one.id for one in made)))
    _hand_on(tx, codebook, {theme.id}, theme.parent)
    detail = {"theme": theme.key, "into": [one.key for one in made], "names": [one.name for one in made]}
    return _changed(tx, codebook.id, "split", detail, by, now)


def end_theme(tx: Transaction, codebook_id: str, theme_id: str, *, by: str, now: datetime) -> Codebook:
    """Takes a theme out of use; texts that have it keep it. Raises CodebookRefused, UnknownCodebook."""
    codebook = find(tx, codebook_id)
    theme = _open(codebook, theme_id)
    store.update_theme(tx, replace(theme, ended_at=now))
    _hand_on(tx, codebook, {theme.id}, theme.parent)
    return _changed(tx, codebook.id, "ended", {"theme": theme.key, "name": theme.name}, by, now)


def take_in(tx: Transaction, codebook_id: str, words: str, *, by: str, now: datetime) -> Codebook:
    """Reads themes out of a CSV: new keys are added, known ones worded anew, none is taken away.

    Raises CodebookRefused, UnknownCodebook.
    """
    codebook = find(tx, codebook_id)
    listed = sheet.read(words)
    ids = {
        line.key: codebook.by_key[line.key].id if line.key in codebook.by_key else str(uuid4())
        for line in listed
    }
    for place, line in enumerate(listed):
        known = codebook.by_key.get(line.key)
        theme = Theme(
            id=ids[line.key],
            key=line.key,
            name=line.name,
            definition=line.definition,
            example=line.example,
            parent=ids.get(line.parent),
            position=known.position if known else len(codebook.themes) + place,
            ended_at=known.ended_at if known else None,
            became=known.became if known else (),
        )
        if known:
            store.update_theme(tx, theme)
        else:
            store.insert_theme(tx, codebook.id, theme)
    new = sum(line.key not in codebook.by_key for line in listed)
    return _changed(tx, codebook.id, "imported", {"themes": len(listed), "new": new}, by, now)


def set_sample(tx: Transaction, codebook_id: str, percent: int, *, by: str, now: datetime) -> Codebook:
    """Says how many of a hundred coded texts a second coder reads; raises CodebookRefused, UnknownCodebook."""
    codebook = find(tx, codebook_id)
    if not 0 <= percent <= 100:
        raise CodebookRefused("not_a_percentage")
    if percent == codebook.sample_percent:
        return codebook
    store.set_sample(tx, codebook_id, percent)
    return _changed(tx, codebook_id, "sampled", {"from": codebook.sample_percent, "to": percent}, by, now)


def _changed(
    tx: Transaction, codebook_id: str, what: str, detail: Mapping[str, Any], by: str, now: datetime
) -> Codebook:
    version = store.next_version(tx, codebook_id, what, detail, by, now)
    record(tx, by, tag(by, f"codebook:{what}"), codebook_id, {"version": version, **detail}, now)
    return find(tx, codebook_id)
