"""Codebooks: every change is a version with who and when; merging and splitting lose nothing."""

import csv
from io import StringIO

import pytest

from survey.accounts.actions import audit_listing
from survey.accounts.audit import Filter
from survey.db.session import Database
from survey.themes.codebook import actions, sheet
from survey.themes.codebook.codebook import Codebook, CodebookRefused
from tests.store.themes.written import NOW, codebook, colleague, wordy


@pytest.fixture
def by(database: Database) -> str:
    wordy(database)
    return colleague(database, "Analyst")


@pytest.fixture
def book(database: Database, by: str) -> Codebook:
    return codebook(database, by, "Noise at night", "Fear", "Loud music")


def ids(book: Codebook, *names: str) -> list[str]:
    return [theme.id for name in names for theme in book.themes if theme.name == name]


def names(book: Codebook) -> list[str]:
    return [theme.name for theme in book.open]


def test_each_change_is_a_version_with_who_and_when(database: Database, book: Codebook, by: str) -> None:
    with database.reading() as tx:
        history = actions.history(tx, book.id)
    assert [(one.version, one.what, one.by, one.at) for one in history] == [
        (4, "added", by, NOW),
        (3, "added", by, NOW),
        (2, "added", by, NOW),
        (1, "made", by, NOW),
    ]


def test_each_change_is_in_the_audit_trail(database: Database, book: Codebook) -> None:
    with database.reading() as tx:
        tags = [one.tag for one in audit_listing(tx, Filter(subject="codebook"), 1).entries]
    assert tags.count("staff:codebook:added") == 3


def test_a_question_has_one_codebook(database: Database, book: Codebook, by: str) -> None:
    with pytest.raises(CodebookRefused, match="has_one"):
        codebook(database, by, entries=("first_why",))


def test_two_themes_can_not_have_one_name(database: Database, book: Codebook, by: str) -> None:
    with database.transaction() as tx, pytest.raises(CodebookRefused, match="name_taken"):
        actions.add_theme(tx, book.id, name="FEAR ", by=by, now=NOW)


def test_a_theme_is_worded_anew_under_the_same_key(database: Database, book: Codebook, by: str) -> None:
    (fear,) = ids(book, "Fear")
    with database.transaction() as tx:
        changed = actions.change_theme(
            tx, book.id, fear, name="Fear of crime", definition="Says that they are afraid", example="I am scared",
            parent=None, by=by, now=NOW,
        )  # fmt: skip
    assert changed.by_id[fear].key == book.by_id[fear].key
    assert changed.by_id[fear].definition == "Says that they are afraid"


def test_a_theme_can_not_stand_under_itself(database: Database, book: Codebook, by: str) -> None:
    night, fear = ids(book, "Noise at night", "Fear")
    with database.transaction() as tx:
        words = {"definition": "", "example": "", "by": by, "now": NOW}
        actions.change_theme(tx, book.id, fear, name="Fear", parent=night, **words)  # type: ignore[arg-type]
        with pytest.raises(CodebookRefused, match="under_itself"):
            actions.change_theme(tx, book.id, night, name="Noise at night", parent=fear, **words)  # type: ignore[arg-type]


def test_merged_themes_count_as_one(database: Database, book: Codebook, by: str) -> None:
    with database.transaction() as tx:
        merged = actions.merge(
            tx,
            book.id,
            ids(book, "Noise at night", "Loud music"),
            name="Noise",
            definition="",
            by=by,
            now=NOW,
        )
    assert names(merged) == ["Fear", "Noise"]
    assert merged.read("|noise_at_night|loud_music|") == ("noise",)


def test_a_merge_under_a_name_of_one_of_them_goes_on_as_that(
    database: Database, book: Codebook, by: str
) -> None:
    with database.transaction() as tx:
        both = ids(book, "Noise at night", "Loud music")
        merged = actions.merge(tx, book.id, both, name="Loud music", definition="", by=by, now=NOW)
    assert merged.read("|noise_at_night|") == ("loud_music",)
    assert len(merged.themes) == 3


def test_a_split_theme_ends_and_says_what_it_became(database: Database, book: Codebook, by: str) -> None:
    (fear,) = ids(book, "Fear")
    with database.transaction() as tx:
        parts = [("Fear at home", ""), ("Fear outside", "On the street")]
        changed = actions.split(tx, book.id, fear, parts, by=by, now=NOW)
    assert names(changed) == ["Noise at night", "Loud music", "Fear at home", "Fear outside"]
    assert changed.by_id[fear].became == tuple(ids(changed, "Fear at home", "Fear outside"))
    assert changed.read("|fear|") == ("fear",), "until somebody reads it again"


def test_one_theme_is_not_merged(database: Database, book: Codebook, by: str) -> None:
    with database.transaction() as tx, pytest.raises(CodebookRefused, match="too_few"):
        actions.merge(tx, book.id, ids(book, "Fear"), name="Fear", definition="", by=by, now=NOW)


def test_one_part_is_no_split(database: Database, book: Codebook, by: str) -> None:
    (fear,) = ids(book, "Fear")
    with database.transaction() as tx, pytest.raises(CodebookRefused, match="too_few_parts"):
        actions.split(tx, book.id, fear, [("Fear", "")], by=by, now=NOW)


def test_last_years_themes_are_copied_with_what_stands_above_them(
    database: Database, book: Codebook, by: str
) -> None:
    with database.transaction() as tx:
        night, music = ids(book, "Noise at night", "Loud music")
        actions.change_theme(
            tx, book.id, music, name="Loud music", definition="d", example="e", parent=night, by=by, now=NOW
        )
        other = actions.make(
            tx, round_key="2027", family="residents", entries=("first_why",), title="Why", by=by, now=NOW
        )
        copied = actions.copy(tx, book.id, other.id, by, NOW)
    assert names(copied) == ["Noise at night", "Loud music", "Fear"]
    (music_now,) = ids(copied, "Loud music")
    assert copied.by_id[music_now].parent == ids(copied, "Noise at night")[0]
    assert copied.by_id[music_now].key == "loud_music"


def test_a_file_of_themes_comes_back_the_same(database: Database, book: Codebook, by: str) -> None:
    buffer = StringIO(newline="")
    csv.writer(buffer).writerows([sheet.HEAD, *sheet.lines(book)])
    with database.transaction() as tx:
        again = actions.take_in(tx, book.id, buffer.getvalue(), by=by, now=NOW)
    assert sheet.lines(again) == sheet.lines(book)


def test_a_file_adds_what_is_new_and_words_the_rest_anew(database: Database, book: Codebook, by: str) -> None:
    with database.transaction() as tx:
        words = "\ufeffname,key,definition,parent\nFear of crime,fear,Afraid,\nDirt,,Litter,fear\n"
        changed = actions.take_in(tx, book.id, words, by=by, now=NOW)
    assert names(changed) == ["Noise at night", "Fear of crime", "Dirt", "Loud music"]


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ("key,definition\na,b\n", "no_heading", None),
        ("name\nFine\n,\n" + "x" * 130, "name_too_long", 4),
        ("name,key\nOne,a\nTwo,a\n", "key_twice", 3),
        ("name,parent\nOne,nowhere\n", "no_parent", 2),
        ("name,key\nOne,NOT A KEY\n", "bad_key", 2),
    ],
)
def test_a_bad_file_is_refused_whole_and_says_where(
    database: Database, book: Codebook, by: str, words: str, code: str, line: int | None
) -> None:
    with database.transaction() as tx, pytest.raises(CodebookRefused, match=code) as caught:
        actions.take_in(tx, book.id, words, by=by, now=NOW)
    assert caught.value.values.get("line") == line
    with database.reading() as tx:
        assert names(actions.find(tx, book.id)) == names(book)
