"""The staff's own door: signing in, home, one's account, everybody's accounts, the audit trail."""

from flask import Blueprint, Flask

from survey.web.account import audit, home, own, signing_in, users
from survey.web.account.signed_in import manager
from survey.web.account.staff_pages import build_navigation

blueprint = Blueprint("account", __name__)

for part in (signing_in, home, own, users, audit):
    part.hang(blueprint)


def register(app: Flask) -> None:
    """Lets the application know who is signed in, and gives staff pages their navigation."""
    manager.init_app(app, add_context_processor=False)
    signing_in.limit_tries(app)
    build_navigation(app)
