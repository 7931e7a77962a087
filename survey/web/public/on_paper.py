"""Asking for copies on paper: no account, no e-mail address, and an address that is destroyed once it was used."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.fieldwork.paper.card import FAMILY as CARD
from survey.fieldwork.paper.form import Print
from survey.fieldwork.paper.requests import actions
from survey.fieldwork.paper.requests.request import LONGEST_LINE, MOST_COPIES, MOST_LINES, faults
from survey.questionnaire.version import Version
from survey.web.access import anyone
from survey.web.language import gettext as _
from survey.web.language import language, later, name_of
from survey.web.request import database, now, settings

TRAP = "website"
"""A field that people don't see and programs fill in."""

_REQUESTS = parse("10 per hour")
_limiter = MovingWindowRateLimiter(MemoryStorage())

SIZES = {
    Print.STANDARD: later("Standard print (12 point)"),
    Print.LARGE: later("Large print (16 point)"),
    Print.LARGEST: later("Very large print (20 point)"),
}


class PaperForm(FlaskForm):
    """What goes on the envelope and into it."""

    class Meta:
        """See WTForms; the token is checked for the whole application at once."""

        csrf = False

    family = RadioField(later("Which questionnaire would you like?"))
    size = RadioField(
        later("How large should the print be?"),
        choices=[SelectChoice(size.value, words) for size, words in SIZES.items()],
    )
    written_in = RadioField(later("In which language?"))
    copies = StringField(
        later("How many copies?"),
        description=later(
            "Up to 20, for example for your neighbours or a meeting. Each has a number of its own."
        ),
        default="1",
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    name = StringField(later("Your name"), render_kw={"autocomplete": "name"})
    address = TextAreaField(
        later("Your address, with the postcode"), render_kw={"autocomplete": "street-address", "rows": "5"}
    )

    def offer(self, live: Mapping[str, Version]) -> None:
        """Fills in what there is to choose from; the first of each is chosen."""
        self.family.choices = [
            SelectChoice(family, version.questionnaire.title.say(language()))
            for family, version in live.items()
        ]
        languages = {code: None for version in live.values() for code in version.questionnaire.languages}
        self.written_in.choices = [SelectChoice(code, name_of(code)) for code in languages]
        for field in (self.family, self.size, self.written_in):
            if not field.data and field.choices:
                field.data = str(field.choices[0].value)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule("/take-part/on-paper", "on_paper", on_paper, methods=["GET", "POST"])
    blueprint.get("/take-part/on-paper/asked")(asked_for_paper)


@anyone
def on_paper() -> Any:
    """Asks what to send and where to, and keeps it."""
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
        live = consultations.live_versions(tx, about.key) if about else {}
    live = {family: version for family, version in live.items() if family != CARD}
    if about is None or not live or not about.is_open(now()):
        return render_template("public/on_paper_closed.html", round=about), 404 if about is None else 200
    form = PaperForm()
    form.offer(live)
    if request.method == "GET":
        return _page(form, about)
    if not _is_sound(form, live):
        return _page(form, about), 200
    if not _limiter.hit(_REQUESTS, request.remote_addr or "unknown"):
        form.name.errors = [_("Many copies were asked for from here. Wait an hour, or call us.")]
        return _page(form, about), 429
    _keep(form, about)
    return redirect(url_for(".asked_for_paper"), 303)


def _page(form: PaperForm, about: Round) -> str:
    return render_template("public/on_paper.html", form=form, round=about, trap=TRAP)


def _keep(form: PaperForm, about: Round) -> None:
    today = now().astimezone(settings().time_zone).date()
    with database().transaction() as tx:
        actions.ask(
            tx,
            round_key=about.key,
            family=form.family.data,
            language=form.written_in.data,
            size=Print(form.size.data),
            copies=int(form.copies.data.strip()),
            name=form.name.data,
            address=form.address.data,
            secrets=[settings().secret_key],
            today=today,
        )


def _is_sound(form: PaperForm, live: Mapping[str, Version]) -> bool:
    """Puts errors on the form; returns whether there are none."""
    for field in form:
        field.errors = []
    if request.form.get(TRAP):
        form.name.errors = [
            _("A hidden field was filled in, as programs do. If you are a person, press the button again.")
        ]
    for name, code in faults(form.name.data or "", form.address.data or "", form.copies.data or "").items():
        form[name].errors = [_said(name, code)]
    if form.family.data not in live:
        form.family.errors = [_("Choose a questionnaire")]
    elif form.written_in.data not in live[form.family.data].questionnaire.languages:
        form.written_in.errors = [_("This questionnaire is not written in that language. Choose another")]
    if form.size.data not in set(Print):
        form.size.errors = [_("Choose how large the print should be")]
    return not any(field.errors for field in form)


def _said(name: str, code: str) -> str:
    sentences = {
        ("name", "missing"): _("Enter your name, or the name that stands on your letterbox"),
        ("name", "too_long"): _("Write the name in 100 characters or fewer"),
        ("address", "missing"): _("Enter the address to which we should send it"),
        ("address", "too_short"): _("Enter the whole address, with street, town and postcode"),
        ("address", "too_long"): _("Write the address in %(lines)s lines or fewer", lines=MOST_LINES),
        ("address", "line_too_long"): _(
            "A line of the address is longer than fits on an envelope. Use at most %(most)s characters a line",
            most=LONGEST_LINE,
        ),
    }
    return sentences.get((name, code)) or _("Enter a number of copies from 1 to %(most)s", most=MOST_COPIES)


@anyone
def asked_for_paper() -> Any:
    """Says when the copies come, and what becomes of the address."""
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
    return render_template("public/on_paper_asked.html", round=about)
