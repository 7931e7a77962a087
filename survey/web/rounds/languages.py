"""The languages that people are offered: a translation is read beside its English, signed by a reviewer, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import BooleanField
from wtforms.validators import InputRequired, Length

from survey.accounts.actions import names as account_names
from survey.accounts.roles import Role
from survey.consultations.languages import actions, catalogue
from survey.consultations.languages.signature import (
    LONGEST_NAME,
    LONGEST_STANDING,
    Signature,
    Text,
    standing_signatures,
)
from survey.web.access import staff
from survey.web.language import direction, gettext, later, name_of
from survey.web.request import database, now
from survey.web.rounds.forms import LineField, RoundsForm

planners = staff(Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one language stands: its texts, those that no standing signature covers, and the signatures."""

    code: str
    texts: Sequence[Text]
    unread: Sequence[Text]
    signature: Signature | None
    earlier: Sequence[Signature]

    @property
    def name(self) -> str:
        """The language's name in that language."""
        return name_of(self.code)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.code)

    @property
    def is_offered(self) -> bool:
        """Whether people are offered it."""
        return self.signature is not None and not self.unread


class SignForm(RoundsForm):
    """A reviewer's signature."""

    reviewer = LineField(
        later("Name of the reviewer"),
        validators=[
            InputRequired(later("Enter the name of the person who read it")),
            Length(max=LONGEST_NAME),
        ],
        render_kw={"autocomplete": "off"},
    )
    standing = LineField(
        later("How they know the language"),
        description=later("Such as ‘Welsh translator, first language’."),
        validators=[
            InputRequired(later("Enter how the reviewer knows the language")),
            Length(max=LONGEST_STANDING),
        ],
        render_kw={"autocomplete": "off"},
    )
    read = BooleanField(
        later("They have read each text below beside its English, and it says the same"),
        validators=[InputRequired(later("Tick this once each text has been read"))],
    )


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    root = "/staff/languages"
    blueprint.get(root)(languages)
    blueprint.add_url_rule(f"{root}/<code>", "language", language, methods=["GET", "POST"])
    blueprint.add_url_rule(
        f"{root}/<code>/withdraw", "withdraw_language", withdraw_language, methods=["GET", "POST"]
    )


@planners
def languages() -> Any:
    """Lists the languages and who signed each."""
    return render_template("rounds/languages.html", standing=[_standing(code) for code in catalogue.codes()])


@planners
def language(code: str) -> Any:
    """Shows a translation beside its English, and takes a reviewer's signature."""
    standing, form = _standing(_known(code)), SignForm()
    if form.validate_on_submit():
        with database().transaction() as tx:
            actions.sign(
                tx,
                code,
                standing.texts,
                reviewer=form.reviewer.data,
                standing=form.standing.data,
                by=current_user.id,
                now=now(),
            )
        return _changed(
            gettext("Signed. People are offered %(language)s from now on.", language=standing.name)
        )
    only_unread = bool(standing.signature and standing.unread) and "all" not in request.args
    return render_template(
        "rounds/language.html", standing=standing, form=form, only_unread=only_unread, name_of=_people()
    )


@planners
def withdraw_language(code: str) -> Any:
    """Takes a language out of what people are offered, after a question whether that is meant."""
    standing = _standing(_known(code))
    if standing.signature is None:
        return redirect(url_for("rounds.language", code=code))
    if request.method == "GET":
        return render_template("rounds/withdraw_language.html", standing=standing)
    with database().transaction() as tx:
        actions.withdraw(tx, code, by=current_user.id, now=now())
    return _changed(gettext("Withdrawn. %(language)s is not offered any more.", language=standing.name))


def _changed(words: str) -> Any:
    current_app.extensions["survey_signed"].forget()
    flash(words, "success")
    return redirect(url_for("rounds.languages"), 303)


def _known(code: str) -> str:
    return code if code in catalogue.codes() else abort(404)


def _standing(code: str) -> Standing:
    with database().reading() as tx:
        given = [one for one in actions.signatures(tx) if one.language == code]
    signature = standing_signatures(given).get(code)
    texts = catalogue.texts(code)
    unread = signature.unread(texts) if signature else texts
    return Standing(code, texts, unread, signature, [one for one in reversed(given) if one is not signature])


def _people() -> Any:
    with database().reading() as tx:
        names = account_names(tx)
    return lambda user_id: names.get(user_id, gettext("the command line"))
