"""What double keying finds, and one person who answers in two ways."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.batch import Batch, BundledForm, Decision
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.closing import actions as closing
from survey.fieldwork.batches.fields import fields_of
from survey.fieldwork.batches.quality import Rate
from survey.fieldwork.batches.refusals import CantKey
from survey.fieldwork.paper import actions as paper
from survey.fieldwork.paper.form import PrintedForm
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.response import Response
from tests.builders import SECRET, TINY, open_round, shipped, version_from
from tests.bundles import bundle, finished, keyed, keyed_again, moment, printed, standing
from tests.staff import colleague

VERSION = version_from(TINY)
WELL = {"borough": "kingst", "met": "1", "went": "Well."}


class Staff:
    """Two clerks and a supervisor, by their ids."""

    def __init__(self, database: Database, *sources: str) -> None:
        open_round(database, *sources)
        self.supervisor = colleague(database, Role.SUPERVISOR).id
        self.first = colleague(database, Role.CLERK, name="first").id
        self.second = colleague(database, Role.CLERK, name="second").id


FIELDS = {one.name: one for one in fields_of(shipped("residents"), Channel.PAPER)}


def on_paper(chance: Random) -> dict[str, str]:
    """One form as a person filled it in."""
    rows = [name for name in FIELDS if name.startswith(("safety.", "confidence."))]
    return {
        "borough": chance.choice(["kingst", "sutton", "bromley"]),
        "age": str(chance.randrange(4, 11)),
        **{name: str(chance.randrange(1, 5)) for name in rows},
        "priorities": "2 5 1",
        "first_why": f"Reason {chance.randrange(1000)}",
    }


def slipped(typed: dict[str, str], name: str) -> dict[str, str]:
    """The same form with one field keyed wrong."""
    wrong = {"borough": "barnet", "priorities": "5 2 1", "first_why": "Something else"}
    return {**typed, name: wrong.get(name, "5")}


def test_a_bundle_with_planted_errors_reports_exactly_those(database: Database) -> None:
    """60 forms keyed twice; the first clerk is wrong in known fields, the second in others."""
    staff, chance = Staff(database), Random(20080401)
    batch = bundle(database, 60, staff.supervisor, percent=100, permille=200)
    papers = {one.form.serial: on_paper(chance) for one in printed(database, 60)}
    names = sorted(on_paper(chance))
    planted = {serial: chance.choice(names) for serial in chance.sample(list(papers), 14)}
    by_second = {
        serial: chance.choice(names) for serial in chance.sample(sorted(set(papers) - set(planted)), 9)
    }
    forms = {
        serial: keyed(
            database,
            batch,
            serial,
            slipped(typed, planted[serial]) if serial in planted else typed,
            staff.first,
        )
        for serial, typed in papers.items()
    }
    for serial, form in forms.items():
        typed = papers[serial]
        again = slipped(typed, by_second[serial]) if serial in by_second else typed
        keyed_again(database, form, again, staff.second)
    found = standing(database, batch)
    by_id = {form.id: serial for serial, form in forms.items()}
    assert {(by_id[one.form], one.field) for one in found.open_differences} == {
        *planted.items(),
        *by_second.items(),
    }
    for one in found.open_differences:
        with database.transaction() as tx:
            right = {one.field: papers[by_id[one.form]][one.field]}
            assert checking.look(tx, one.form, right, by=staff.supervisor, now=moment()) == {}
    found = standing(database, batch)
    assert {name: rate.errors for name, rate in found.rates.items() if rate.errors} == Counter(
        planted.values()
    )
    assert found.rate == Rate(14, 60 * len(names))
    assert found.points == ()
    with database.transaction() as tx:
        assert isinstance(closing.sign_off(tx, batch.id, by=staff.supervisor, now=moment()), Batch)
        sent = responses.find_by_reference(tx, next(iter(planted)))
        counts = responses.counts(tx, "2026")
    assert counts["residents", "paper"] == (60, 0)
    assert sent is not None
    assert sent.answers["first_why"] == papers[next(iter(planted))]["first_why"]


@pytest.fixture
def staff(database: Database) -> Staff:
    """Who works here, while a short questionnaire runs."""
    return Staff(database, TINY)


def begun_elsewhere(
    database: Database, one: PrintedForm, answers: dict[str, Any], *, send: bool = True
) -> Response:
    """Answers on the website under the code of a slip."""
    with database.transaction() as tx:
        draft = paper.begin_from_slip(
            tx, one.code, channel=Channel.WEB, language="en", secret=SECRET, now=moment()
        )
        assert draft is not None
        saved = responses.save(tx, draft, answers, moment())
        assert saved is not None
        if not send:
            return saved
        outcome = responses.submit(tx, saved, VERSION, moment())
    assert isinstance(outcome, Response)
    return outcome


def set_aside(database: Database, batch: Batch, one: PrintedForm, clerk: str) -> BundledForm:
    """Keys a form whose person has answered in another way, too."""
    with pytest.raises(CantKey, match="clash"), database.transaction() as tx:
        actions.begin(tx, batch.id, one.form.serial, clerk=clerk, now=moment())
    with database.transaction() as tx:
        form = actions.begin(tx, batch.id, one.form.serial, clerk=clerk, now=moment(), aside=True)
    finished(database, form, actions.Turn.FIRST, WELL, clerk)
    return form


def decided(database: Database, staff: Staff, batch: Batch, form: BundledForm, counts: Decision) -> Any:
    keyed_again(database, form, WELL, staff.second)
    with database.transaction() as tx:
        assert [point.code for point in actions.standing(tx, batch.id).points] == ["undecided"]
        checking.decide(tx, form.id, counts, by=staff.supervisor, now=moment())
        return closing.sign_off(tx, batch.id, by=staff.supervisor, now=moment())


def test_the_paper_corrects_what_was_sent_on_the_website_and_nobody_counts_twice(
    database: Database, staff: Staff
) -> None:
    (one,) = printed(database, 1)
    sent = begun_elsewhere(database, one, {"borough": "E09000029", "met": "no"})
    batch = bundle(database, 1, staff.supervisor)
    form = set_aside(database, batch, one, staff.first)
    assert isinstance(decided(database, staff, batch, form, Decision.PAPER), Batch)
    with database.reading() as tx:
        found = responses.find(tx, sent.id)
        assert responses.counts(tx, "2026") == {("residents", "web"): (1, 0)}
        (earlier,) = responses.history(tx, sent.id)
    assert found is not None
    assert (found.answers["borough"], found.revision) == ("E09000021", 1)
    assert earlier.answers["borough"] == "E09000029"


def test_a_draft_of_the_website_is_sent_with_what_the_paper_says(database: Database, staff: Staff) -> None:
    (one,) = printed(database, 1)
    draft = begun_elsewhere(database, one, {"met": "no"}, send=False)
    batch = bundle(database, 1, staff.supervisor)
    form = set_aside(database, batch, one, staff.first)
    decided(database, staff, batch, form, Decision.PAPER)
    with database.reading() as tx:
        found = responses.find(tx, draft.id)
    assert found is not None
    assert (found.is_sent, found.answers["met"], found.paradata["modes"]) == (True, "yes", ["web", "paper"])


def test_the_earlier_answers_may_stay(database: Database, staff: Staff) -> None:
    (one,) = printed(database, 1)
    sent = begun_elsewhere(database, one, {"borough": "E09000029", "met": "no"})
    batch = bundle(database, 1, staff.supervisor)
    decided(database, staff, batch, set_aside(database, batch, one, staff.first), Decision.EARLIER)
    with database.reading() as tx:
        found = responses.find(tx, sent.id)
        assert responses.counts(tx, "2026") == {("residents", "web"): (1, 0)}
    assert found is not None
    assert (found.answers["borough"], found.revision) == ("E09000029", 0)


def test_whoever_answers_elsewhere_after_the_keying_is_set_aside_too(
    database: Database, staff: Staff
) -> None:
    (one,) = printed(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    keyed_again(database, keyed(database, batch, one.form.serial, WELL, staff.first), WELL, staff.second)
    begun_elsewhere(database, one, {"borough": "E09000029", "met": "no"})
    with database.transaction() as tx:
        outcome = closing.sign_off(tx, batch.id, by=staff.supervisor, now=moment())
    assert not isinstance(outcome, Batch)
    assert [point.code for point in outcome] == ["undecided"]


def test_what_was_withdrawn_is_forgotten_and_its_paper_does_not_count(
    database: Database, staff: Staff
) -> None:
    (one,) = printed(database, 1)
    sent = begun_elsewhere(database, one, {"borough": "E09000029", "met": "no"})
    batch = bundle(database, 1, staff.supervisor)
    form = set_aside(database, batch, one, staff.first)
    with database.transaction() as tx:
        responses.withdraw(tx, sent, moment())
        assert actions.forget(tx, sent.id) == 1
        with pytest.raises(CantKey, match="nothing_to_decide"):
            checking.decide(tx, form.id, Decision.PAPER, by=staff.supervisor, now=moment())
    found = standing(database, batch)
    assert [dict(one.typed) for one in found.keyings] == [{}]
    assert found.points == ()


def test_a_person_may_withdraw_before_the_bundle_is_signed_off(database: Database, staff: Staff) -> None:
    (one,) = printed(database, 1)
    batch = bundle(database, 1, staff.supervisor)
    keyed(database, batch, one.form.serial, WELL, staff.first)
    with database.transaction() as tx:
        assert actions.forget_serial(tx, one.form.serial) == 1
        assert isinstance(closing.sign_off(tx, batch.id, by=staff.supervisor, now=moment()), Batch)
        assert responses.find_by_reference(tx, one.form.serial) is None
