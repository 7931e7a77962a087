"""Evidence is gathered from a sample survey and from what people wrote, and gathered anew in its place."""

from datetime import timedelta

import pytest

from survey.columns.actions import Columns
from survey.db.session import Database
from survey.indicators.benchmarks import actions as benchmarks
from survey.indicators.benchmarks.actions import About
from survey.indicators.benchmarks.layout import Layout
from survey.indicators.sheet import sheet_of
from survey.indicators.years import Year
from survey.places.london import WHOLE
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Source
from survey.priorities.grounds.words import figure_words, sentence
from survey.priorities.planning import actions as planning
from survey.questionnaire.document import load_document
from survey.themes.quotations import actions as quotations
from survey.themes.redaction import actions as redaction
from survey.themes.variables.actions import THEMES
from tests.builders import open_round, sent, version_from
from tests.planning import KINGSTON, NOW, ROUND, THREE, WRITER, planned
from tests.store.themes.written import NOW as WRITTEN
from tests.store.themes.written import WORDY, codebook, coded, colleague, gather, text_of

ABOUT = About(
    "Public attitudes", "A survey house", "60 addresses a borough", True, "2009-09-01", "2009-12-31"
)
RANKED = WORDY.replace("top", "priorities")
PLACES = ("priorities1", "priorities2", "priorities3")


def surveyed(database: Database) -> None:
    """Takes in 60 interviews in Kingston and 40 in Camden, of whom half put burglary first."""
    rows = ["borough,priorities1,priorities2,priorities3"]
    for borough, many in (("Kingston upon Thames", 60), ("Camden", 40)):
        rows += [f"{borough},{'burglary' if number % 2 else 'robbery'},drugs," for number in range(many)]
    content = "\n".join(rows).encode()
    layout = Layout({"borough": ("borough",), "priorities": PLACES})
    with database.transaction() as tx:
        benchmarks.take_in(
            tx,
            content,
            sheet_of(content),
            layout,
            load_document(THREE),
            ABOUT,
            weighing=None,
            actor=WRITER,
            now=NOW,
        )


def gathered_survey(database: Database, *areas: str) -> int:
    with database.transaction() as tx:
        return grounds.gather_survey(tx, ROUND, areas, load_document(THREE), WRITER, NOW)


def test_a_survey_gives_each_candidate_a_share_with_its_margin(database: Database) -> None:
    planned(database)
    surveyed(database)
    assert gathered_survey(database, KINGSTON) == 3
    with database.reading() as tx:
        found = grounds.standing_in(tx, ROUND, KINGSTON)
    assert [sentence(one.said) for one in found] == [
        "Sample survey: 50% of 60 interviews, give or take 13 points",
        "Sample survey: 50% of 60 interviews, give or take 13 points",
        "Sample survey: 100% of 60 interviews",
    ]
    assert {one.said.link for one in found} == {"benchmark:1"}


def test_an_area_with_few_interviews_is_told_without_shares(database: Database) -> None:
    planned(database)
    surveyed(database)
    gathered_survey(database, "E09000007")
    with database.reading() as tx:
        found = grounds.standing_in(tx, ROUND, "E09000007")
    assert {one.said.words for one in found} == {"too few responses to give shares"}
    assert {one.said.figure for one in found} == {None}


def test_without_a_survey_nothing_is_gathered(database: Database) -> None:
    planned(database)
    assert gathered_survey(database, KINGSTON, WHOLE) == 0


@pytest.fixture
def wrote_about_noise(database: Database) -> Database:
    """Twelve people in Kingston who say why they put noise first, ten of them coded, and one quoted."""
    open_round(database, RANKED)
    answers = {"borough": KINGSTON, "priorities": ["noise", "drugs"]}
    found = [
        sent(
            database,
            version_from(RANKED),
            {**answers, "first_why": f"The pub is loud at night, number {number}"},
            seed=number + 1,
        )
        for number in range(12)
    ]
    gather(database)
    analyst, second = colleague(database, "An analyst"), colleague(database, "A second analyst")
    book = codebook(database, analyst, "Pubs", "Roads")
    for one in found[:10]:
        coded(database, book, text_of(database, one), "Pubs", by=analyst)
    with database.transaction() as tx:
        its = quotations.put_forward(
            tx,
            text_of(database, found[0]),
            "The pub is loud at night",
            by=analyst,
            now=WRITTEN,
            place="borough",
            counts={(KINGSTON, ""): 12},
        )
        quotations.clear(tx, its.id, second, WRITTEN)
        planning.start(tx, "2026", Year(2027), Year(2025), WRITER, WRITTEN)
    return database


def gathered_words(database: Database, area: str) -> int:
    columns = Columns(database, further=THEMES)
    assert columns.ready(30)
    with columns.view("residents") as view:
        assert view is not None
        with database.transaction() as tx:
            kept = grounds.gather_words(
                tx,
                view,
                load_document(RANKED),
                "2026",
                area,
                data_at=WRITTEN,
                actor=WRITER,
                now=WRITTEN + timedelta(hours=1),
            )
    columns.close()
    return kept


def test_themes_and_cleared_quotations_speak_for_a_candidate(wrote_about_noise: Database) -> None:
    assert gathered_words(wrote_about_noise, KINGSTON) == 2
    with wrote_about_noise.reading() as tx:
        found = {one.said.source: one.said for one in grounds.standing_in(tx, "2026", KINGSTON)}
    assert "Pubs (100%) of 10 coded texts, 2 not yet coded" in figure_words(found[Source.THEMES])
    assert figure_words(found[Source.QUOTES]).startswith("‘The pub is loud at night’")


def test_what_is_gathered_again_stands_once(wrote_about_noise: Database) -> None:
    gathered_words(wrote_about_noise, KINGSTON)
    assert gathered_words(wrote_about_noise, KINGSTON) == 0
    with wrote_about_noise.reading() as tx:
        assert len(grounds.standing_in(tx, "2026", KINGSTON)) == 2


def test_a_quotation_that_was_ended_stands_no_more_once_gathered_anew(wrote_about_noise: Database) -> None:
    gathered_words(wrote_about_noise, KINGSTON)
    with wrote_about_noise.transaction() as tx:
        (one,) = quotations.cleared(tx, "2026")
        quotations.end(tx, one.id, str(one.cleared_by), WRITTEN)
    assert gathered_words(wrote_about_noise, KINGSTON) == 0
    with wrote_about_noise.reading() as tx:
        assert [one.said.source for one in grounds.standing_in(tx, "2026", KINGSTON)] == [Source.THEMES]
        assert len(grounds.history(tx, "2026", KINGSTON)) == 2


def test_a_quotation_whose_text_was_redacted_is_seen_nowhere_at_once(wrote_about_noise: Database) -> None:
    gathered_words(wrote_about_noise, KINGSTON)
    with wrote_about_noise.transaction() as tx:
        (one,) = quotations.cleared(tx, "2026")
        redaction.redact(tx, one.text, "pub", str(one.cleared_by), WRITTEN)
    with wrote_about_noise.reading() as tx:
        standing = grounds.standing_in(tx, "2026", KINGSTON)
        history = grounds.history(tx, "2026", KINGSTON)
    assert [one.said.source for one in standing] == [Source.THEMES]
    assert [one.said.words for one in history if one.said.source is Source.QUOTES] == [grounds.QUOTED_NO_MORE]


def test_another_borough_has_none_of_it(wrote_about_noise: Database) -> None:
    assert gathered_words(wrote_about_noise, "E09000007") == 0
