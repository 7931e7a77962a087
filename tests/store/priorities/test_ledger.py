"""The ledger: decisions with reasons, a plan approved by a second person, and nothing overwritten."""

from datetime import timedelta

import pytest

from survey.db.session import Database
from survey.indicators.years import Year
from survey.priorities.equality import actions as equality
from survey.priorities.equality.statement import Group, StatementRefused
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Source
from survey.priorities.ledger import actions
from survey.priorities.ledger.decision import DecisionRefused, Outcome, Said
from survey.priorities.ledger.steps import State, StepRefused
from survey.priorities.register import actions as register
from survey.priorities.register.submission import Form
from survey.priorities.targets import actions as targets
from tests.planning import (
    APPROVER,
    KINGSTON,
    NOW,
    OPENED,
    REVIEWER,
    ROUND,
    WRITER,
    adopted,
    approved,
    candidates,
    decided,
    not_adopted,
    planned,
    shown,
    stated,
)

SECRETS = ["for tests alone"]


@pytest.fixture
def place(database: Database) -> Database:
    """A planning round whose consultation has closed."""
    planned(database)
    return database


def propose(database: Database) -> None:
    with database.transaction() as tx:
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)


def hindrances(database: Database, actor: str = APPROVER) -> list[str]:
    with database.reading() as tx:
        return [one.code for one in actions.hindrances(tx, ROUND, KINGSTON, actor, NOW)]


def a_letter(database: Database, area: str = KINGSTON) -> str:
    with database.transaction() as tx:
        return register.enter(
            tx,
            ROUND,
            area,
            form=Form.PETITION,
            from_whom="Friends of the park",
            signatories=412,
            text="Light the path",
            received_on="2009-10-01",
            file_name="",
            file=b"",
            secrets=SECRETS,
            actor=WRITER,
            now=NOW,
        )


def test_a_plan_goes_from_writing_to_publication(place: Database) -> None:
    approved(place)
    with place.transaction() as tx:
        plan = actions.publish(tx, ROUND, KINGSTON, APPROVER, NOW)
        assert actions.states(tx, ROUND)[KINGSTON] is State.PUBLISHED
        assert actions.plan(tx, ROUND, KINGSTON) == plan
    (entry,) = plan.adopted
    assert (entry.name, entry.we_will, entry.owner) == (
        "Burglary",
        "Patrol at dusk, and mark property",
        "Borough Commander",
    )
    assert entry.target_words == ("2.5% reduction in residential burglary",)
    assert [one.reason for one in plan.not_adopted] == ["Few asked for it", "Few asked for it"]


def test_publication_sets_the_targets(place: Database) -> None:
    approved(place)
    with place.transaction() as tx:
        assert targets.standing(tx, KINGSTON, Year(2010)) == ()
        actions.publish(tx, ROUND, KINGSTON, APPROVER, NOW)
        assert [one.wanted for one in targets.standing(tx, KINGSTON, Year(2010))] == list(adopted().targets)


def test_a_published_plan_stays_when_decisions_change(place: Database) -> None:
    approved(place)
    its = candidates(place)
    with place.transaction() as tx:
        first = actions.publish(tx, ROUND, KINGSTON, APPROVER, NOW)
        actions.decide(tx, ROUND, KINGSTON, its["burglary"].id, adopted("It rose again"), WRITER, NOW)
        assert actions.plan(tx, ROUND, KINGSTON) == first
        assert actions.draft(tx, ROUND, KINGSTON).adopted[0].reason == "It rose again"


def test_a_further_edition_keeps_the_first(place: Database) -> None:
    approved(place)
    its = candidates(place)
    with place.transaction() as tx:
        actions.publish(tx, ROUND, KINGSTON, APPROVER, NOW)
        with pytest.raises(StepRefused, match="nothing_new"):
            actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
        actions.decide(tx, ROUND, KINGSTON, its["burglary"].id, adopted(fall="4.0"), WRITER, NOW)
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
        actions.review(tx, ROUND, KINGSTON, "", REVIEWER, NOW)
        actions.approve(tx, ROUND, KINGSTON, "", APPROVER, NOW)
        actions.publish(tx, ROUND, KINGSTON, APPROVER, NOW)
        found = [
            (one.edition, str(one.adopted[0].targets[0].amount))
            for one in actions.editions(tx, ROUND, KINGSTON)
        ]
    assert found == [(2, "4.0"), (1, "2.5")]


def test_every_decision_that_was_written_can_be_read(place: Database) -> None:
    decided(place)
    its = candidates(place)
    with place.transaction() as tx:
        actions.decide(
            tx, ROUND, KINGSTON, its["drugs"].id, not_adopted("The council does it"), REVIEWER, NOW
        )
        found = [
            (one.said.reason, one.written_by)
            for one in actions.history(tx, ROUND, KINGSTON)
            if one.candidate == its["drugs"].id
        ]
        assert actions.decisions(tx, ROUND, KINGSTON)[its["drugs"].id].said.reason == "The council does it"
    assert found == [("Few asked for it", WRITER), ("The council does it", REVIEWER)]


def test_a_returned_plan_says_why_and_can_be_changed(place: Database) -> None:
    decided(place)
    propose(place)
    its = candidates(place)
    with place.transaction() as tx:
        with pytest.raises(DecisionRefused, match="in_hand"):
            actions.decide(tx, ROUND, KINGSTON, its["drugs"].id, not_adopted("Later"), WRITER, NOW)
        with pytest.raises(StepRefused, match="comment_missing"):
            actions.send_back(tx, ROUND, KINGSTON, " ", REVIEWER, NOW)
        actions.send_back(tx, ROUND, KINGSTON, "Say who pays", REVIEWER, NOW)
        actions.decide(tx, ROUND, KINGSTON, its["drugs"].id, not_adopted("Later"), WRITER, NOW)
        assert [one.comment for one in actions.steps(tx, ROUND, KINGSTON)] == ["", "Say who pays"]


def test_a_plan_needs_a_decision_on_every_candidate(place: Database) -> None:
    with place.transaction() as tx, pytest.raises(StepRefused, match="undecided") as refused:
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
    assert refused.value.names == ("Burglary", "Robbery and phone theft", "Drug dealing and drug use")


def test_a_plan_takes_something_up(place: Database) -> None:
    decided(place)
    with place.transaction() as tx:
        actions.decide(tx, ROUND, KINGSTON, candidates(place)["burglary"].id, not_adopted(), WRITER, NOW)
        with pytest.raises(StepRefused, match="nothing_adopted"):
            actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)


def test_whoever_proposed_does_not_review(place: Database) -> None:
    decided(place)
    propose(place)
    with place.transaction() as tx, pytest.raises(StepRefused, match="second_person"):
        actions.review(tx, ROUND, KINGSTON, "", WRITER, NOW)


def test_a_plan_is_approved_after_review_and_not_before(place: Database) -> None:
    decided(place)
    propose(place)
    with place.transaction() as tx, pytest.raises(StepRefused, match="not_now"):
        actions.approve(tx, ROUND, KINGSTON, "", APPROVER, NOW)


def test_nothing_stands_in_the_way_of_a_plan_that_is_ready(place: Database) -> None:
    decided(place)
    stated(place)
    assert hindrances(place) == []


def test_no_plan_is_approved_before_the_close(place: Database) -> None:
    stated(place)
    with place.reading() as tx:
        early = actions.hindrances(tx, ROUND, KINGSTON, APPROVER, OPENED + timedelta(weeks=10, hours=1))
    assert [one.code for one in early] == ["round_not_closed"]


@pytest.mark.parametrize("area", [KINGSTON, "", "E12000007"])
def test_no_plan_is_approved_with_unread_letters(place: Database, area: str) -> None:
    stated(place)
    letter = a_letter(place, area)
    assert hindrances(place) == ["unread"]
    with place.transaction() as tx:
        register.mark_read(tx, letter, "Asks for light", WRITER, NOW)
    assert hindrances(place) == []


def test_a_letter_about_another_borough_is_no_hindrance(place: Database) -> None:
    stated(place)
    a_letter(place, "E09000003")
    assert hindrances(place) == []


def test_no_plan_is_approved_without_an_equality_statement(place: Database) -> None:
    assert hindrances(place) == ["no_statement"]


@pytest.mark.parametrize("actor", [WRITER])
def test_whoever_wrote_a_decision_does_not_approve_it(place: Database, actor: str) -> None:
    decided(place)
    stated(place)
    assert hindrances(place, actor) == ["second_person"]


def test_whoever_approves_has_considered_the_evidence(place: Database) -> None:
    decided(place)
    stated(place)
    shown(place, "burglary", Source.POLICE, "7")
    assert hindrances(place) == ["not_considered"]
    with place.transaction() as tx:
        assert actions.consider(tx, ROUND, KINGSTON, APPROVER, NOW) == 1
        assert actions.consider(tx, ROUND, KINGSTON, APPROVER, NOW + timedelta(hours=1)) == 0
        (piece,) = grounds.standing_in(tx, ROUND, KINGSTON)
        assert actions.considered(tx, ROUND, KINGSTON) == {piece.id: {APPROVER: NOW}}
    assert hindrances(place) == []


def test_evidence_stands_beside_a_decision_as_it_was(place: Database) -> None:
    decided(place)
    shown(place, "burglary", Source.POLICE, "7")
    with place.reading() as tx:
        (entry,) = actions.draft(tx, ROUND, KINGSTON).adopted
    assert [(one.source, one.words, one.as_of) for one in entry.evidence] == [
        ("Police assessment", "7", "2009-12-01")
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said(Outcome.NOT_ADOPTED, " "), "reason_missing"),
        (Said(Outcome.ADOPTED, "r"), "you_said_missing"),
        (Said(Outcome.ADAPTED, "r", "y"), "we_will_missing"),
        (Said(Outcome.ADOPTED, "r", "y", "w"), "owner_missing"),
        (Said(Outcome.ADOPTED, "r", "y", "w", "o"), "due_missing"),
        (Said(Outcome.ADOPTED, "r", "y", "w", "o", "soon"), "bad_day"),
        (Said(Outcome.ADOPTED, "r", "y", "w", "o", "2011-03-31"), "no_target"),
        (Said(Outcome.NOT_ADOPTED, "r" * 3001), "too_long"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(place: Database, said: Said, code: str) -> None:
    with place.transaction() as tx, pytest.raises(DecisionRefused, match=code):
        actions.decide(tx, ROUND, KINGSTON, candidates(place)["burglary"].id, said, WRITER, NOW)


def test_nothing_is_decided_for_the_city(place: Database) -> None:
    with place.transaction() as tx, pytest.raises(DecisionRefused, match="not_set_for"):
        actions.decide(tx, ROUND, "E09000001", candidates(place)["burglary"].id, not_adopted(), WRITER, NOW)


def test_an_equality_statement_names_gaps_mitigation_and_an_officer(place: Database) -> None:
    group = Group("Sex", "Female", "London", 80, ("Burglary", "Drugs"))
    with place.transaction() as tx:
        words = {"gaps": "Drugs", "mitigation": "A meeting", "officer": "Head of engagement"}
        for missing in words:
            with pytest.raises(StatementRefused, match=f"{missing}_missing"):
                equality.write(
                    tx,
                    ROUND,
                    KINGSTON,
                    everybody=("Burglary",),
                    groups=(group,),
                    actor=WRITER,
                    now=NOW,
                    **{**words, missing: " "},
                )
        for gaps in ("Drugs", "Drugs and noise"):
            equality.write(
                tx,
                ROUND,
                KINGSTON,
                everybody=("Burglary",),
                groups=(group,),
                actor=WRITER,
                now=NOW,
                **{**words, "gaps": gaps},
            )
        current = equality.current(tx, ROUND, KINGSTON)
        assert len(equality.history(tx, ROUND, KINGSTON)) == 2
    assert current is not None
    assert current.gaps == "Drugs and noise"
    assert current.differing == ((group, ("Drugs",)),)
