"""Accounts and links that may be a person's are masked; a public body's own pages stay as they were written."""

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.contacts.personal import MASKS, WORTH_A_LOOK, details_in, masked

ACCOUNTS = [
    "I am @example_person there",
    "dm me @jo",
    "mastodon @jo@social.example.org",
    "my insta is jo_example99",
    "Instagram: jo.example",
    "(snapchat jo.example12)",
    "find me on twitter as joexample",
    "message me on TikTok: joexample",
    "on facebook I am joexample",
    "my username is jobloggs77",
    "Username on Nextdoor: joexample",
    "facebook name Jo Example",
    "my account is jo_example",
    "discord jo#1234",
    "facebook.com/jo.example",
    "see https://www.facebook.com/jo.example.9",
    "uk.linkedin.com/in/jo-example",
    "https://t.me/joexample",
    "x.com/jo_example, all day",
    "https://discord.gg/abc",
    "youtube.com/@jo_example",
    "https://www.instagram.com/p/CxYz123/?igsh=abc",
]

LINKS = [
    "http://jo-example.example.org",
    "see www.joexample.com/me.",
    "https://example.org/users/jo-example",
    "https://goo.gl/maps/abc",
    "https://maps.google.com/?q=12+Example+Road",
    "https://docs.google.com/document/d/1a2b3c",
    "https://jo-example@site.example",
    "https://www.gov.uk.example.com/jo",
    "https://notpolice.uk/jo",
    "https://www.met.police.uk/report?name=jo",
    "https://www.kingston.gov.uk/people/jo-example",
    "https://www.kingston.gov.uk/~jo",
]

KEPT = [
    "see https://www.met.police.uk/contact/af/contact-us/ it does not work",
    "www.kingston.gov.uk/parking says so",
    "The site (https://www.police.uk) is down.",
    "read https://www.bbc.co.uk/news/uk-england-london-12345678, please",
    "on https://crimestoppers-uk.org/",
    "https://www.nhs.uk/conditions#top",
    "met.police.uk is bad",
    "Facebook is full of it",
    "I saw it on facebook yesterday",
    "Twitter, Instagram and Snapchat make it worse",
    "I read on facebook i am not the only one",
    "how police handle it is bad",
    "gangs on snapchat as well as tiktok",
    "we met @ 10pm",
    "and/or a police/council patrol",
    "whatsapp groups of neighbours",
    "my account is closed",
]


def kinds(text: str) -> list[str]:
    return [one.kind for one in details_in(text)]


@pytest.mark.parametrize("text", ACCOUNTS)
def test_an_account_is_found(text: str) -> None:
    assert "account" in kinds(text)


@pytest.mark.parametrize("text", ACCOUNTS)
def test_what_somebody_is_called_there_is_masked_whole(text: str) -> None:
    assert re.search(r"jo(?!in)|example|abc", masked(text), re.IGNORECASE) is None


@pytest.mark.parametrize("text", LINKS)
def test_a_link_that_may_be_a_person_s_is_masked_as_a_link(text: str) -> None:
    assert masked(text).removeprefix("see ").removesuffix(".") == MASKS["link"]


@pytest.mark.parametrize("text", KEPT)
def test_a_public_body_s_page_and_plain_talk_of_networks_stay(text: str) -> None:
    assert masked(text) == text


def test_details_within_a_public_address_are_masked_by_themselves() -> None:
    assert (
        masked("https://www.police.uk/pu/your-area/ZZ99 3WZ")
        == "https://www.police.uk/pu/your-area/[postcode]"
    )


BITS = st.sampled_from(
    [word for text in (*ACCOUNTS, *LINKS, *KEPT) for word in re.split(r"(\s)", text)] + [" ", ".", "/", "ſ"]
)


@given(st.lists(BITS, max_size=12).map("".join))
def test_whatever_holds_one_is_worth_a_look(text: str) -> None:
    if details_in(text):
        assert duckdb.execute("SELECT regexp_matches($1, $2)", [text, WORTH_A_LOOK]).fetchone() == (True,)
