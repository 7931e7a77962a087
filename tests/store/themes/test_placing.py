"""Answers under 'something else' are counted where a person put them; the integrity report is kept with its figures."""

import pytest

from survey.columns import actions as columns
from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.db.session import Database
from survey.themes.integrity import actions as integrity
from survey.themes.placing import actions
from survey.themes.variables.actions import THEMES
from tests.builders import sent
from tests.store.themes.written import KINGSTON, NOW, colleague, gather, text_of, wordy


@pytest.fixture
def by(database: Database) -> str:
    return colleague(database, "Analyst")


def ranked(database: Database) -> dict[str, int]:
    with database.reading() as tx:
        copy = columns.build(tx, further=THEMES)
    with copy.stores["residents"].reading() as snapshot:
        (result,) = topline(snapshot, Predicate(), [snapshot.table.question_by_key["top"]])
    copy.close()
    return {line.key: line.count for line in result.blocks[0].lines}


def test_an_answer_is_counted_where_a_person_put_it(database: Database, by: str) -> None:
    version = wordy(database)
    said = {"borough": KINGSTON, "top": ["other", "noise"], "top:other": "Cannabis on the stairs"}
    response = sent(database, version, said)
    gather(database)
    assert ranked(database) == {"noise": 1, "drugs": 0, "other": 1}
    with database.transaction() as tx:
        assert actions.place(tx, [text_of(database, response, "top:other")], "drugs", by, NOW) == 1
    assert ranked(database) == {"noise": 1, "drugs": 1, "other": 0}


def test_an_answer_named_already_counts_once(database: Database, by: str) -> None:
    version = wordy(database)
    response = sent(
        database, version, {"borough": KINGSTON, "top": ["other", "noise"], "top:other": "Loud music"}
    )
    gather(database)
    with database.transaction() as tx:
        actions.place(tx, [text_of(database, response, "top:other")], "noise", by, NOW)
    assert ranked(database) == {"noise": 1, "drugs": 0, "other": 0}


def test_what_is_something_else_stays_there(database: Database, by: str) -> None:
    version = wordy(database)
    response = sent(database, version, {"borough": KINGSTON, "top": ["other"], "top:other": "Dogs"})
    gather(database)
    with database.transaction() as tx:
        actions.place(tx, [text_of(database, response, "top:other")], "", by, NOW)
        (other,) = actions.others(tx, "2026")
    assert (other.texts, other.placed) == (1, 1)
    assert ranked(database) == {"noise": 0, "drugs": 0, "other": 1}


def test_like_answers_come_together_the_commonest_first(database: Database, by: str) -> None:
    version = wordy(database)
    for seed, words in enumerate(("Dogs", "Noise from bars", "dogs!"), 1):
        sent(database, version, {"borough": KINGSTON, "top": ["other"], "top:other": words}, seed=seed)
    gather(database)
    with database.reading() as tx:
        waiting = actions.waiting(tx, "2026", "residents", "top:other")
    assert [len(one.ids) for one in waiting] == [2, 1]


@pytest.mark.parametrize("choice", ["other", "no such answer"])
def test_only_answers_of_the_question_will_do(database: Database, by: str, choice: str) -> None:
    version = wordy(database)
    response = sent(database, version, {"borough": KINGSTON, "top": ["other"], "top:other": "Dogs"})
    gather(database)
    with database.transaction() as tx, pytest.raises(actions.NotPlaced):
        actions.place(tx, [text_of(database, response, "top:other")], choice, by, NOW)


def test_a_report_keeps_rules_figures_and_flags(database: Database, by: str) -> None:
    version = wordy(database)
    long = "we ask you to keep the night market open because traders need it every week and families too so please do"
    for seed in range(1, 35):
        sent(database, version, {"borough": KINGSTON, "top": ["noise"], "first_why": long}, seed=seed)
    sent(database, version, {"borough": KINGSTON, "top": ["drugs"], "first_why": "Dealers"}, seed=99)
    report = integrity.look(database, "2026", "residents", by, NOW)
    with database.reading() as tx:
        kept = integrity.latest(tx, "2026", "residents")
        flags = integrity.flags(tx, report)
    assert kept == report
    assert (kept.figures["looked_at"], kept.figures["flagged"], len(flags)) == (35, 34, 34)
    assert ["top", "noise", 34, 0] in kept.figures["choices"]
    assert kept.figures["bases"]["top"] == [35, 1]
