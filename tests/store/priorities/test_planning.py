"""Planning rounds, candidates, what speaks for them, the register, and scenarios."""

from decimal import Decimal

import pytest

from survey.db.session import Database
from survey.indicators.sheet import Sheet
from survey.indicators.years import Year
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Figure, GroundRefused, Source, Unit
from survey.priorities.grounds.words import sentence
from survey.priorities.planning import actions
from survey.priorities.planning.planning import PlanningRefused
from survey.priorities.register import actions as register
from survey.priorities.register.submission import LARGEST_FILE, Form, SubmissionRefused
from survey.priorities.scoring import actions as scoring
from survey.priorities.scoring.scenario import ScenarioRefused
from tests.planning import KINGSTON, NOW, ROUND, WRITER, candidates, planned, shown
from tests.recorded_crime import file_of, take_in

SECRETS = ["for tests alone"]


@pytest.fixture
def place(database: Database) -> Database:
    """A planning round whose consultation has closed."""
    planned(database)
    return database


def test_the_first_candidates_are_the_choices_of_the_question(place: Database) -> None:
    assert list(candidates(place)) == ["burglary", "robbery", "drugs"]


def test_a_consultation_has_one_planning_round(place: Database) -> None:
    with place.transaction() as tx, pytest.raises(PlanningRefused, match="started_already"):
        actions.start(tx, ROUND, Year(2010), Year(2009), WRITER, NOW)


def test_a_planning_round_looks_back(place: Database) -> None:
    with place.transaction() as tx, pytest.raises(actions.UnknownPlanning):
        actions.find(tx, "2008")


def test_a_candidate_is_added_for_one_borough(place: Database) -> None:
    with place.transaction() as tx:
        actions.add_by_hand(tx, ROUND, "Noise by the river", KINGSTON, "Three wards", WRITER, NOW)
        here = {one.name for one in actions.candidates(tx, ROUND, KINGSTON)}
        there = {one.name for one in actions.candidates(tx, ROUND, "E09000003")}
    assert here - there == {"Noise by the river"}


@pytest.mark.parametrize(
    ("name", "area", "code"),
    [
        (" ", "", "name_missing"),
        ("Burglary", "", "known_already"),
        ("x", "E09000001", "not_set_for"),
        ("x" * 201, "", "too_long"),
    ],
)
def test_a_candidate_that_can_not_be_is_refused(place: Database, name: str, area: str, code: str) -> None:
    with place.transaction() as tx, pytest.raises(PlanningRefused, match=code):
        actions.add_by_hand(tx, ROUND, name, area, "", WRITER, NOW)


def test_a_dropped_candidate_says_why_and_stays_readable(place: Database) -> None:
    its = candidates(place)
    with place.transaction() as tx:
        with pytest.raises(PlanningRefused, match="reason_missing"):
            actions.drop(tx, ROUND, its["drugs"].id, "", WRITER, NOW)
        actions.drop(tx, ROUND, its["drugs"].id, "Part of another", WRITER, NOW)
        assert [one.dropped_because for one in actions.all_candidates(tx, ROUND) if not one.stands] == [
            "Part of another"
        ]
    assert "drugs" not in candidates(place)


def test_recorded_crime_speaks_for_candidates(place: Database) -> None:
    take_in(place, file_of("Kingston upon Thames"))
    with place.transaction() as tx:
        assert grounds.gather_crime(tx, ROUND, KINGSTON, WRITER, NOW) == 4
        said = [sentence(one.said) for one in grounds.standing_in(tx, ROUND, KINGSTON)]
    assert "Recorded crime: 705 offences in 2022/23" in said
    assert "Trend of recorded crime: -3.0%, 2022/23 on 2021/22" in said


def test_a_later_figure_stands_in_the_place_of_the_first(place: Database) -> None:
    shown(place, "burglary", Source.POLICE, "7")
    shown(place, "burglary", Source.POLICE, "8")
    with place.reading() as tx:
        assert [one.said.figure for one in grounds.standing_in(tx, ROUND, KINGSTON)] == [Decimal(8)]
        assert len(grounds.history(tx, ROUND, KINGSTON)) == 2


def test_a_withdrawn_piece_does_not_stand_and_stays_readable(place: Database) -> None:
    shown(place, "burglary", Source.POLICE, "7")
    with place.transaction() as tx:
        (piece,) = grounds.standing_in(tx, ROUND, KINGSTON)
        with pytest.raises(GroundRefused, match="reason_missing"):
            grounds.withdraw(tx, piece.id, "", WRITER, NOW)
        grounds.withdraw(tx, piece.id, "Wrong borough", WRITER, NOW)
        assert grounds.standing_in(tx, ROUND, KINGSTON) == ()
        assert [one.withdrawn_because for one in grounds.history(tx, ROUND, KINGSTON)] == ["Wrong borough"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"figure": None}, "nothing_said"),
        ({"origin": ""}, "no_origin"),
        ({"as_of": "soon"}, "no_day"),
        ({"source": Source.RESIDENTS}, "not_by_hand"),
        ({"link": "javascript:alert(1)"}, "bad_link"),
        ({"words": "x" * 2001}, "too_long"),
    ],
)
def test_a_piece_without_source_or_date_is_refused(
    place: Database, changes: dict[str, object], code: str
) -> None:
    its = candidates(place)["burglary"].id
    values = {"figure": Decimal(1), "origin": "o", "as_of": "2009-12-01", "source": Source.POLICE, **changes}
    piece = Figure(its, unit=Unit.SCORE, **values)  # type: ignore[arg-type]  # values differ from case to case
    with place.transaction() as tx, pytest.raises(GroundRefused, match=code):
        grounds.enter(tx, ROUND, KINGSTON, piece, WRITER, NOW)


def from_file(place: Database, *rows: tuple[str, ...], held_to: tuple[str, ...] | None = None) -> int:
    sheet = Sheet(("What", "Where", "Risk", "Why"), rows, tuple(range(2, 2 + len(rows))))
    columns = {"candidate": "What", "area": "Where", "figure": "Risk", "words": "Why"}
    with place.transaction() as tx:
        return grounds.take_file(
            tx,
            ROUND,
            KINGSTON,
            sheet,
            columns,
            source=Source.PARTNERS,
            origin="Council",
            as_of="2009-12-01",
            actor=WRITER,
            now=NOW,
            held_to=held_to,
        )


def test_a_partners_file_is_read_row_by_row(place: Database) -> None:
    assert from_file(place, ("Burglary", "Barnet", "7.5", "Rising"), ("drugs", "", "", "Seen in parks")) == 2
    with place.reading() as tx:
        (here,) = grounds.standing_in(tx, ROUND, KINGSTON)
        (there,) = grounds.standing_in(tx, ROUND, "E09000003")
    assert (here.said.words, here.said.unit) == ("Seen in parks", Unit.WORDS)
    assert sentence(there.said) == "Partner agencies: 7.5: Rising"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("Noise", "", "1", ""), "no_candidate"),
        (("Burglary", "Leeds", "1", ""), "no_area"),
        (("Burglary", "", "much", ""), "no_number"),
        (("Burglary", "", "", ""), "nothing_said"),
    ],
)
def test_a_file_with_a_wrong_row_is_refused_whole(place: Database, row: tuple[str, ...], code: str) -> None:
    with pytest.raises(GroundRefused, match=code) as refused:
        from_file(place, ("Burglary", "", "1", ""), row)
    assert refused.value.line == 3
    with place.reading() as tx:
        assert grounds.standing_in(tx, ROUND, KINGSTON) == ()


def test_a_file_of_borough_staff_speaks_of_their_borough_alone(place: Database) -> None:
    with pytest.raises(GroundRefused, match="no_area"):
        from_file(place, ("Burglary", "Barnet", "1", ""), held_to=(KINGSTON,))


def enter(place: Database, **changes: object) -> str:
    values: dict[str, object] = {
        "form": Form.LETTER,
        "from_whom": "A residents’ association",
        "signatories": 1,
        "text": "Please light the path",
        "received_on": "2009-10-01",
        "file_name": "letter.txt",
        "file": b"As above",
        **changes,
    }
    with place.transaction() as tx:
        return register.enter(tx, ROUND, KINGSTON, secrets=SECRETS, actor=WRITER, now=NOW, **values)  # type: ignore[arg-type]  # as above


def test_a_letter_is_kept_sealed_and_read_back(place: Database) -> None:
    made = enter(place)
    with place.reading() as tx:
        found = register.find(tx, made, SECRETS)
        assert register.file_of(tx, made, SECRETS) == b"As above"
        stored = tx.connection.exec_driver_sql("SELECT sealed, file FROM submissions").one()
    assert (found.from_whom, found.text) == ("A residents’ association", "Please light the path")
    assert b"residents" not in bytes(stored[0])
    assert b"As above" not in bytes(stored[1])


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"from_whom": " "}, "sender_missing"),
        ({"text": "", "file": b""}, "nothing_said"),
        ({"text": "x" * 20_001}, "too_long"),
        ({"file": b"x" * (LARGEST_FILE + 1)}, "too_large"),
        ({"received_on": "2011-01-01"}, "bad_day"),
        ({"received_on": "then"}, "bad_day"),
        ({"signatories": 0}, "bad_signatories"),
    ],
)
def test_a_letter_that_can_not_be_registered_is_refused(
    place: Database, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(SubmissionRefused, match=code):
        enter(place, **changes)


def test_a_letter_linked_as_evidence_is_in_no_score(place: Database) -> None:
    made = enter(place)
    shown(place, "burglary", Source.POLICE, "7")
    with place.transaction() as tx:
        grounds.keep_letter(
            tx, ROUND, KINGSTON, candidates(place)["drugs"].id, made, "412 names", WRITER, NOW
        )
        found = scoring.score(tx, ROUND, KINGSTON, None)
        sources = {one.said.source for one in grounds.standing_in(tx, ROUND, KINGSTON)}
    assert sources == {Source.LETTERS, Source.POLICE}
    assert found.table.criteria == (Source.POLICE,)


def test_who_read_a_letter_is_known(place: Database) -> None:
    made = enter(place)
    with place.transaction() as tx:
        assert register.unread(tx, ROUND, KINGSTON) == 1
        register.mark_read(tx, made, "Light", WRITER, NOW)
        (found,) = register.of_round(tx, ROUND, SECRETS)
    assert [(one.by, one.note) for one in found.readings] == [(WRITER, "Light")]


def test_a_scenario_saved_again_keeps_the_first(place: Database) -> None:
    with place.transaction() as tx:
        scoring.save(tx, ROUND, "People first", {Source.RESIDENTS: 60, Source.POLICE: 40}, "", WRITER, NOW)
        scoring.save(tx, ROUND, "People first", {Source.RESIDENTS: 80, Source.POLICE: 20}, "", WRITER, NOW)
        assert [one.points[Source.RESIDENTS] for one in scoring.scenarios(tx, ROUND)] == [80]
        assert [one.points[Source.RESIDENTS] for one in scoring.saved(tx, ROUND)] == [60, 80]


@pytest.mark.parametrize(
    ("name", "points", "code"),
    [
        ("", {Source.POLICE: 1}, "name_missing"),
        ("x" * 81, {Source.POLICE: 1}, "too_long"),
        ("x", {Source.POLICE: 101}, "bad_points"),
        ("x", {Source.LETTERS: 5}, "bad_points"),
        ("x", {Source.POLICE: 0}, "no_points"),
    ],
)
def test_weights_that_can_not_be_are_refused(
    place: Database, name: str, points: dict[Source, float], code: str
) -> None:
    with place.transaction() as tx, pytest.raises(ScenarioRefused, match=code):
        scoring.save(tx, ROUND, name, points, "", WRITER, NOW)
