"""'Other, please say': what people said is put under an answer by a person, and results count it there."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.themes.placing import actions
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import round_asked
from survey.web.coding.words import audience
from survey.web.language import gettext as _
from survey.web.language import language, ngettext
from survey.web.request import database, now

STAYS = "-"
"""Posted for texts that stay something else."""


@blueprint.get("/others")
@staff(Role.SUPERVISOR, Role.ANALYST)
def others() -> Any:
    """Lists the answers that let people say something else, and the texts of one that wait."""
    family, entry = request.args.get("family", ""), request.args.get("entry", "")
    with database().reading() as tx:
        current = round_asked(tx)
        listed = actions.others(tx, current.key) if current else ()
        about = next((one for one in listed if (one.family, one.entry) == (family, entry)), None)
        waiting = actions.waiting(tx, current.key, family, entry) if current and about else ()
    return render_template(
        "coding/others.html",
        round=current,
        listed=listed,
        about=about,
        waiting=waiting,
        stays=STAYS,
        spoken=language(),
        audience=audience,
    )


@blueprint.post("/others")
@staff(Role.SUPERVISOR, Role.ANALYST)
def place() -> Any:
    """Puts each group of texts where the form says; what was left open waits on."""
    form, done = request.form, 0
    try:
        with database().transaction() as tx:
            for name, choice in form.items():
                ids = [int(one) for one in name.removeprefix("put-").split(".") if one.isdecimal()]
                if name.startswith("put-") and choice and ids:
                    under = "" if choice == STAYS else choice
                    done += actions.place(tx, ids, under, current_user.id, now())
    except actions.NotPlaced:
        abort(400)
    flash(
        ngettext("Decided on %(num)s answer.", "Decided on %(num)s answers.", done)
        if done
        else _("Nothing was chosen.")
    )
    back = {name: form.get(name) or None for name in ("round", "family", "entry")}
    return redirect(url_for(".others", round=back["round"], family=back["family"], entry=back["entry"]), 303)
