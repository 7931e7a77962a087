"""Who may enter: every view says it by a decorator, and an application with a silent view does not start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey.accounts.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Entry:
    """The people who may enter by one view: anyone (None), or staff who hold one of these roles.

    No role at all to hold means whoever is signed in.
    """

    roles: frozenset[Role] | None

    def __str__(self) -> str:
        if self.roles is None:
            return "anyone"
        return "staff: " + (", ".join(sorted(self.roles)) or "whoever is signed in")


def anyone(view: View) -> View:
    """Declares that a view is open to the public."""
    view.entry = Entry(None)  # type: ignore[attr-defined]  # a mark on the function, read by `check_doors`
    return view


def staff(*roles: Role) -> Callable[[View], View]:
    """Declares that a view is for staff who hold one of the roles; administrators hold all, none named means any."""

    def declare(view: View) -> View:
        allowed = frozenset(roles) | {Role.ADMINISTRATOR} if roles else frozenset(Role)
        view.entry = Entry(allowed)  # type: ignore[attr-defined]  # as above
        return view

    return declare


def signed_in(view: View) -> View:
    """Declares that a view is for whoever is signed in, also somebody whose last role was taken away."""
    view.entry = Entry(frozenset())  # type: ignore[attr-defined]  # as above
    return view


def entry_of(app: Flask, endpoint: str) -> Entry | None:
    """Returns who may enter by an endpoint; None for a view that does not say."""
    if endpoint == "static":
        return Entry(None)
    entry: Entry | None = getattr(app.view_functions[endpoint], "entry", None)
    return entry


def check_doors(app: Flask) -> None:
    """Raises RuntimeError for views that don't declare who may enter."""
    silent = sorted(name for name in app.view_functions if entry_of(app, name) is None)
    if silent:
        raise RuntimeError(f"views that do not say who may enter: {', '.join(silent)}")


def guard(app: Flask) -> None:
    """Makes the application ask each request's view who may enter, before the view runs."""
    entries = {name: entry_of(app, name) for name in app.view_functions}

    @app.before_request
    def ask() -> Response | None:
        entry = entries.get(request.endpoint or "")
        if entry is None or entry.roles is None:
            return None
        if not current_user.is_authenticated:
            if request.method != "GET":
                abort(401)  # what was posted is carried on; see errors.py
            return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
        if entry.roles and not entry.roles & current_user.roles:
            abort(403)
        return None
