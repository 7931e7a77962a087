"""Signing in and out, and setting a password by a one-time link."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from survey.accounts import actions, passwords
from survey.accounts.invitation import invited, is_valid
from survey.accounts.user import tidy_email
from survey.web import access
from survey.web.access import anyone
from survey.web.account import signed_in
from survey.web.account.forms import NewPasswordForm, SignInForm
from survey.web.language import gettext
from survey.web.request import database, now, settings

BY_PERSON_AND_PLACE = RateLimitItemPerMinute(10, 15)
BY_PLACE = RateLimitItemPerMinute(60, 15)
BY_PERSON = RateLimitItemPerMinute(100, 15)
"""Failed tries in 15 minutes: tight for one address at one account, wide enough that nobody locks a colleague out."""


class Tries:
    """Failed tries to sign in, counted in the memory of each process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def are_left(self, email: str, place: str) -> bool:
        """Says whether another try is allowed."""
        return all(self._limiter.test(limit, *key) for limit, key in self._keys(email, place))

    def count(self, email: str, place: str) -> None:
        """Counts a failed try."""
        for limit, key in self._keys(email, place):
            self._limiter.hit(limit, *key)

    @staticmethod
    def _keys(email: str, place: str) -> list[tuple[RateLimitItemPerMinute, tuple[str, ...]]]:
        return [
            (BY_PERSON_AND_PLACE, ("both", email, place)),
            (BY_PLACE, ("place", place)),
            (BY_PERSON, ("person", email)),
        ]


def limit_tries(app: Flask) -> None:
    """Begins to count failed tries."""
    app.extensions["survey_sign_in_tries"] = Tries()


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule("/staff/sign-in", "sign_in", sign_in, methods=["GET", "POST"])
    blueprint.post("/staff/sign-out")(sign_out)
    blueprint.add_url_rule(
        "/staff/set-password/<token>", "set_password", set_password, methods=["GET", "POST"]
    )


@anyone
def sign_in() -> Any:
    """Asks for e-mail address and password, and goes on to the page that was wanted."""
    if current_user.is_authenticated:
        return redirect(_wanted())
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("account/sign_in.html", form=form, refused=""), 200
    tries: Tries = current_app.extensions["survey_sign_in_tries"]
    email, place = tidy_email(form.email.data), request.remote_addr or ""
    if not tries.are_left(email, place):
        refused = gettext("Too many tries. Wait 15 minutes, then try again.")
        return (
            render_template("account/sign_in.html", form=form, refused=refused),
            429,
            {"Retry-After": "900"},
        )
    if _enter(email, form.password.data):
        return redirect(_wanted())
    tries.count(email, place)
    refused = gettext("The e-mail address or the password is not right")
    return render_template("account/sign_in.html", form=form, refused=refused), 200


@access.signed_in
def sign_out() -> Any:
    """Ends the session."""
    with database().transaction() as tx:
        actions.record_sign_out(tx, current_user.id, now())
    signed_in.end()
    flash(gettext("You are signed out"), "success")
    return redirect(url_for("account.sign_in"))


@anyone
def set_password(token: str) -> Any:
    """Lets the holder of a one-time link set a password."""
    user_id = invited(token)
    with database().reading() as tx:
        try:
            user, mark = actions.find_user(tx, user_id), actions.password_mark(tx, user_id)
        except actions.UnknownUser:
            abort(410)
    if user.disabled_at or not is_valid(settings().secret_key, token, mark, now()):
        abort(410)
    form = NewPasswordForm()
    if not (request.method == "POST" and form.judge(user.email)):
        return render_template("account/set_password.html", form=form, user=user)
    kept = passwords.hashed(form.new_password.data)
    with database().transaction() as tx:
        actions.set_password(tx, user.id, kept, user.id, now())
    flash(gettext("Your password is set. Sign in with it."), "success")
    return redirect(url_for("account.sign_in"))


def _enter(email: str, password: str) -> bool:
    """Begins a session where the password is right; either way it is written down."""
    with database().reading() as tx:
        user = actions.recognise(tx, email, password)
        mark = actions.password_mark(tx, user.id) if user else ""
    with database().transaction() as tx:
        actions.record_sign_in(tx, user, email, now())
    if user:
        signed_in.begin(user, mark)
    return user is not None


def _wanted() -> str:
    """Returns the staff page that was asked for before signing in; never an address elsewhere."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or not parts.path.startswith("/staff") or "\\" in wanted:
        return url_for("account.home")
    return wanted
