"""A clerk at the desk on a Tuesday morning, when people may be rung."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.web.request import state_of
from tests.builders import TINY, open_round
from tests.callbacks import NOW
from tests.pages import PageClient
from tests.staff import signed_in


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def kept(app: Flask) -> Database:
    """The database of the application, with the tiny questionnaire in a round that is open."""
    found = state_of(app).database
    open_round(found, TINY, now=NOW)
    return found


@pytest.fixture
def clerk(client: PageClient, kept: Database) -> PageClient:
    """A clerk who is signed in."""
    return signed_in(client, kept, Role.CLERK)
