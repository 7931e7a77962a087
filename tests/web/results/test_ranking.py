"""The page of a ranking in depth."""

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.pages import PageClient
from tests.staff import signed_in
from tests.unit.columns.given import give, live

PAGE = "/staff/results/residents/questions/top/ranking"


def analyst(client: PageClient, database: Database) -> PageClient:
    give(database, live(database), [{"top": ["noise", "drugs"]}] * 40 + [{"top": ["drugs"]}] * 20)
    return signed_in(client, database, Role.ANALYST)


def test_the_winner_in_pairs_is_named(client: PageClient, sqlite_database: Database) -> None:
    page = analyst(client, sqlite_database).get(PAGE)
    assert "more people prefer ‘Noise’ to each of the others" in page.text
    assert "60 people ranked" in page.text
    assert "Efron" not in page.text


def test_stability_comes_on_request_and_says_of_whom_it_speaks(
    client: PageClient, sqlite_database: Database
) -> None:
    page = analyst(client, sqlite_database).get(f"{PAGE}?stability=yes")
    assert "Times in the top 3 of 100" in page.text
    assert "It speaks of those who answered, not of the population." in page.text


def test_other_questions_have_no_such_page(client: PageClient, sqlite_database: Database) -> None:
    assert analyst(client, sqlite_database).get(PAGE.replace("top", "feeling")).status == 404


def test_before_anybody_ranked(client: PageClient, sqlite_database: Database) -> None:
    give(sqlite_database, live(sqlite_database), [{"feeling": "safe"}])
    assert "Nobody has ranked anything yet" in signed_in(client, sqlite_database, Role.ANALYST).get(PAGE).text
