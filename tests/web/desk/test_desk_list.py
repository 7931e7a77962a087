"""The list of all questions beside a call: how each stands, and going to any of them in any order."""

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.builders import open_round
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import asked, base, called, listed, response_in

PATHS = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: where
        title: Where you live
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?, required: true}
          - {key: met, kind: yes_no, text: Have you met the police?}
      - key: how
        title: How it went
        show_if: {equals: {met: "yes"}}
        questions:
          - {key: went, kind: long_text, text: How did it go?, max_length: 20}
      - key: end
        title: Anything else
        questions:
          - {key: more, kind: short_text, text: Is there anything else?, absences: [prefer_not_to_say]}
          - {key: sure, kind: yes_no, text: Are you sure?, absences: [prefer_not_to_say]}
"""


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk who is signed in, while a consultation runs."""
    open_round(sqlite_database, PATHS)
    signed_in(client, sqlite_database, Role.CLERK)
    return client


def go(question: str) -> tuple[str, str]:
    return "go", f"to:{question}"


def test_every_question_is_listed_with_its_number(clerk: PageClient) -> None:
    page = asked(clerk)
    numbers = [
        "".join(span.itertext()) for span in page.all("span") if span.get("class") == "hys-steps__number"
    ]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_the_list_tells_open_from_not_yet_reached_and_from_what_depends(clerk: PageClient) -> None:
    assert listed(asked(clerk)) == {
        "borough": "open",
        "met": "open",
        "went": "depends",
        "more": "ahead",
        "sure": "ahead",
    }


def test_an_answer_decides_what_the_list_says_of_others(clerk: PageClient) -> None:
    asked(clerk)
    page = clerk.submit({"borough": "E09000021", "met": "no"})
    stands = listed(page)
    assert (stands["borough"], stands["met"], stands["went"]) == ("answered", "answered", "not_asked")


def test_what_the_caller_prefers_not_to_say_is_told_apart(clerk: PageClient) -> None:
    asked(clerk)
    clerk.submit({"borough": "E09000021", "met": "no"})
    page = clerk.submit({"more": "", "sure": "~prefer_not_to_say"}, press=go("borough"))
    assert listed(page)["sure"] == "skipped"


def test_a_question_further_on_is_answered_before_those_between(
    clerk: PageClient, sqlite_database: Database
) -> None:
    asked(clerk)
    assert clerk.submit(press=go("more")).heading == "Anything else"
    page = clerk.submit({"more": "Bins"}, press=go("borough"))
    assert page.heading == "Where you live"
    assert (listed(page)["borough"], listed(page)["more"]) == ("open", "answered")
    assert response_in(sqlite_database).answers == {"more": "Bins"}


def test_what_stands_on_the_page_is_kept_on_the_way_to_another_question(
    clerk: PageClient, sqlite_database: Database
) -> None:
    asked(clerk)
    clerk.submit({"met": "yes"}, press=go("more"))
    assert response_in(sqlite_database).answers == {"met": "yes"}


def test_a_required_answer_that_is_missing_keeps_nobody_on_a_page(clerk: PageClient) -> None:
    asked(clerk)
    page = clerk.submit(press=go("sure"))
    assert (page.heading, page.errors) == ("Anything else", [])


def test_an_answer_that_can_not_be_kept_is_told_before_the_page_is_left(clerk: PageClient) -> None:
    asked(clerk)
    clerk.submit({"borough": "E09000021", "met": "yes"})
    page = clerk.submit({"went": "It went on for very long indeed"}, press=go("borough"))
    assert page.heading == "How it went"
    assert "shorter" in page.errors[0]


@pytest.mark.parametrize(
    ("typed", "heading"), [("5", "Anything else"), ("SURE", "Anything else"), ("where", "Where you live")]
)
def test_a_number_or_a_word_leads_to_a_question(clerk: PageClient, typed: str, heading: str) -> None:
    asked(clerk)
    assert clerk.submit({"@to": typed}, press=("go", "@to")).heading == heading


def test_the_enter_key_in_the_box_means_the_box_without_scripts(clerk: PageClient) -> None:
    asked(clerk)
    assert clerk.submit({"@to": "5"}, press=("go", "on")).heading == "Anything else"


def test_words_that_no_question_has_are_told(clerk: PageClient) -> None:
    asked(clerk)
    page = clerk.submit({"@to": "zebra"}, press=("go", "@to"))
    assert (page.heading, len(page.errors)) == ("Where you live", 1)
    assert "zebra" in page.errors[0]


def test_a_jump_from_a_page_without_answers_leads_to_the_question(
    clerk: PageClient, sqlite_database: Database
) -> None:
    asked(clerk)
    assert clerk.get(f"{base(sqlite_database)}/question?%40to=4").heading == "Anything else"
    assert "No question has" in clerk.get(f"{base(sqlite_database)}/question?%40to=zebra").text


def test_a_question_off_the_path_says_why(clerk: PageClient) -> None:
    asked(clerk)
    clerk.submit({"borough": "E09000021", "met": "no"})
    page = clerk.submit(press=go("went"))
    assert page.heading == "This question is not asked"
    assert "question 2, ‘Have you met the police?’, is answered with ‘Yes’" in page.text


def test_nothing_can_be_jumped_to_before_the_privacy_line_was_read(
    clerk: PageClient, sqlite_database: Database
) -> None:
    called(clerk)
    assert clerk.get(f"{base(sqlite_database)}/question?%40to=4").heading == "Before the questions"


def test_checking_names_what_is_open_and_leads_there(clerk: PageClient, sqlite_database: Database) -> None:
    asked(clerk)
    clerk.submit({"borough": "E09000021", "met": "no"})
    clerk.submit({"sure": "yes"})
    page = clerk.get(f"{base(sqlite_database)}/check")
    (target,) = [address for words, address in page.links() if words == "4. Is there anything else?"]
    assert target.endswith("/pages/end?from=check#q-more")
    assert "1 question is open" in page.text
