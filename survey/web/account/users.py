"""Everybody's accounts: added by administrators, clerks' also by supervisors."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions
from survey.accounts.invitation import VALID_FOR, invitation
from survey.accounts.roles import Grant, Role, handed_out_by
from survey.accounts.user import User
from survey.places.london import LONDON
from survey.web.access import staff
from survey.web.account.forms import ROLE_NAMES, GrantForm, NewUserForm
from survey.web.language import gettext
from survey.web.request import database, now, settings

managers = staff(Role.SUPERVISOR)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/users")(users)
    blueprint.add_url_rule("/staff/users/add", "add_user", add_user, methods=["GET", "POST"])
    blueprint.get("/staff/users/<user_id>")(user)
    blueprint.post("/staff/users/<user_id>/grant")(grant)
    blueprint.post("/staff/users/<user_id>/revoke")(revoke)
    blueprint.post("/staff/users/<user_id>/disable")(disable)
    blueprint.post("/staff/users/<user_id>/enable")(enable)
    blueprint.post("/staff/users/<user_id>/link")(link)


@managers
def users() -> Any:
    """Lists the accounts that the person may manage."""
    with database().reading() as tx:
        found = actions.users(tx)
    shown = [one for one in found if current_user.user.may_manage(one) or one.id == current_user.id]
    return render_template("account/users.html", users=shown, role_names=ROLE_NAMES, areas=LONDON.by_code)


@managers
def add_user() -> Any:
    """Adds an account, and shows the link by which its holder sets a password."""
    form = NewUserForm()
    form.offer(handed_out_by(current_user.roles))
    given = form.grant() if request.method == "POST" else None
    if given is None:
        return render_template("account/add_user.html", form=form)
    with database().transaction() as tx:
        try:
            made = actions.add_user(
                tx, form.email.data, form.name.data, [given], None, current_user.id, now()
            )
        except actions.NotAnEmail:
            form.email.errors = [gettext("Enter an e-mail address, such as name@example.org")]
        except actions.EmailTaken:
            form.email.errors = [gettext("Somebody has an account with this e-mail address")]
    if form.email.errors:
        return render_template("account/add_user.html", form=form)
    return _show_link(made)


@managers
def user(user_id: str) -> Any:
    """Shows one account."""
    return _show(_managed(user_id), _grant_form())


@managers
def grant(user_id: str) -> Any:
    """Gives a role."""
    found, form = _managed(user_id), _grant_form()
    given = form.grant()
    if given is None:
        return _show(found, form)
    with database().transaction() as tx:
        actions.grant(tx, found.id, given, current_user.id, now())
    flash(gettext("Role added"), "success")
    return redirect(url_for("account.user", user_id=found.id))


@managers
def revoke(user_id: str) -> Any:
    """Takes a role away."""
    found = _managed(user_id)
    role = request.form.get("role", "")
    taken = Grant(Role(role), request.form.get("area") or None) if role in set(Role) else None
    if taken not in found.grants:
        abort(404)
    return _change(
        found, lambda tx: actions.revoke(tx, found.id, taken, current_user.id, now()), gettext("Role removed")
    )


@managers
def disable(user_id: str) -> Any:
    """Shuts somebody out."""
    found = _managed(user_id)
    done = gettext("%(name)s can no longer sign in", name=found.name)
    return _change(found, lambda tx: actions.disable(tx, found.id, current_user.id, now()), done)


@managers
def enable(user_id: str) -> Any:
    """Lets somebody in again."""
    found = _managed(user_id)
    done = gettext("%(name)s can sign in again", name=found.name)
    return _change(found, lambda tx: actions.enable(tx, found.id, current_user.id, now()), done)


@managers
def link(user_id: str) -> Any:
    """Shows a new one-time link, for somebody who has no password yet or has forgotten it."""
    found = _managed(user_id)
    if found.disabled_at:
        abort(404)
    with database().transaction() as tx:
        actions.record(tx, current_user.id, "staff:user:link_made", found.id, {}, now())
    return _show_link(found)


def _managed(user_id: str) -> User:
    """Returns an account that the person signed in may manage; 404 else, so that nothing is told."""
    with database().reading() as tx:
        try:
            found = actions.find_user(tx, user_id)
        except actions.UnknownUser:
            abort(404)
    if not current_user.user.may_manage(found):
        abort(404)
    return found


def _change(found: User, deed: Any, done: str) -> Any:
    try:
        with database().transaction() as tx:
            deed(tx)
        flash(done, "success")
    except actions.LastAdministrator:
        flash(gettext("Nobody else is an administrator: make somebody one first"), "warning")
    return redirect(url_for("account.user", user_id=found.id))


def _grant_form() -> GrantForm:
    form = GrantForm()
    form.offer(handed_out_by(current_user.roles))
    return form


def _show(found: User, form: GrantForm) -> str:
    return render_template(
        "account/user.html", user=found, form=form, role_names=ROLE_NAMES, areas=LONDON.by_code
    )


def _show_link(found: User) -> str:
    """Shows the link once: it is kept nowhere, and void once the password is set."""
    with database().reading() as tx:
        mark = actions.password_mark(tx, found.id)
    token = invitation(settings().secret_key, found.id, mark, now())
    path = url_for("account.set_password", token=token)
    root = settings().public_url or request.url_root.rstrip("/")
    return render_template("account/link.html", user=found, link=root + path, days=VALID_FOR.days)
