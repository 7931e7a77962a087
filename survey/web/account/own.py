"""One's own account."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions, passwords
from survey.places.london import LONDON
from survey.web.access import staff
from survey.web.account import signed_in
from survey.web.account.forms import ROLE_NAMES, ChangePasswordForm
from survey.web.language import gettext
from survey.web.request import database, now


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.add_url_rule("/staff/account", "own", own, methods=["GET", "POST"])


@staff()
def own() -> Any:
    """Shows the person's own account, and changes its password."""
    form = ChangePasswordForm()
    if request.method == "POST" and form.judge(current_user.email) and _is_own_password(form):
        kept = passwords.hashed(form.new_password.data)
        with database().transaction() as tx:
            actions.set_password(tx, current_user.id, kept, current_user.id, now())
        signed_in.begin(current_user.user, passwords.fingerprint(kept))
        flash(gettext("Your password is changed. Other devices are signed out."), "success")
        return redirect(url_for("account.own"))
    return render_template(
        "account/own.html",
        form=form,
        role_names=ROLE_NAMES,
        areas=LONDON.by_code,
        grants=current_user.user.grants,
    )


def _is_own_password(form: ChangePasswordForm) -> bool:
    with database().reading() as tx:
        right = actions.recognise(tx, current_user.email, form.password.data) is not None
    if not right:
        form.password.errors = [gettext("This is not your current password")]
    return right
