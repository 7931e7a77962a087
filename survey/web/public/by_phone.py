"""Asking to be rung: a name and a number, sealed, that end with the call."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.arrangements import Arrangements
from survey.fieldwork.callbacks.callback import MOST_TIMES, Person, tidy
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.numbers import Number, read_number
from survey.questionnaire.version import Version
from survey.web.access import anyone
from survey.web.asking.ringing import by_day, name_fault, number_fault
from survey.web.language import EASY_READ, direction, language, later, name_of
from survey.web.language import gettext as _
from survey.web.public.offered import Offered, offered
from survey.web.request import database, now, settings

TRAP = "website"
"""A field that people don't see and programs fill in."""

VOICE, RELAY = "voice", "relay"

_REQUESTS = parse("10 per hour")
_limiter = MovingWindowRateLimiter(MemoryStorage())


class CallbackForm(FlaskForm):
    """Whom to ring, when, and how they speak."""

    class Meta:
        """See WTForms; the token is checked for the whole application at once."""

        csrf = False

    family = RadioField(later("Which questionnaire would you like to answer?"))
    name = StringField(
        later("What shall we call you?"),
        description=later("A first name is enough."),
        render_kw={"autocomplete": "given-name"},
    )
    number = StringField(
        later("Your telephone number"),
        description=later("With the area code. If there is an extension, write it behind: ext 12."),
        render_kw={"autocomplete": "tel", "inputmode": "tel", "dir": "ltr"},
    )
    speak = RadioField(
        later("How would you like to speak with us?"),
        choices=[
            SelectChoice(VOICE, later("By voice")),
            SelectChoice(RELAY, later("By text relay or textphone (Relay UK)")),
        ],
        default=VOICE,
    )
    spoken = SelectField(
        later("In which language?"),
        description=later(
            "If nobody here speaks it, an interpreter joins the call. You pay nothing for that."
        ),
    )
    when = SelectMultipleField(later("When is a good time?"), validate_choice=False)

    def offer(self, live: Mapping[str, Version], terms: Arrangements) -> None:
        """Fills in what there is to choose from; the first of each is chosen."""
        self.family.choices = [
            SelectChoice(family, version.questionnaire.title.say(language()))
            for family, version in live.items()
        ]
        written = {code: None for version in live.values() for code in version.questionnaire.languages}
        spoken = {code: None for code in (*written, *terms.interpreted) if code != EASY_READ}
        self.spoken.choices = [
            SelectChoice(code, name_of(code), render_kw={"lang": code, "dir": direction(code)})
            for code in spoken
        ]
        if not self.family.data and len(self.family.choices) == 1:
            self.family.data = str(self.family.choices[0].value)
        if not self.spoken.data:
            self.spoken.data = language() if language() in spoken else next(iter(spoken))


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule("/take-part/by-phone", "by_phone", by_phone, methods=["GET", "POST"])
    blueprint.get("/take-part/by-phone/asked")(asked_for_call)


@anyone
def by_phone() -> Any:
    """Asks whom to ring and when, and keeps it."""
    there_is = offered(now())
    about = there_is.round
    if about is None or not there_is.times:
        closed = render_template("public/by_phone_closed.html", round=about, status=there_is.status)
        return closed, 404 if about is None else 200
    form = CallbackForm()
    form.offer(there_is.live, there_is.terms)
    if request.method == "GET":
        return _page(form, there_is)
    number = _checked(form, there_is)
    if number is None:
        return _page(form, there_is)
    if not _limiter.hit(_REQUESTS, request.remote_addr or "unknown"):
        form.name.errors = [_("Many calls were asked for from here. Wait an hour, or call us.")]
        return _page(form, there_is), 429
    _keep(form, about, there_is, number)
    return redirect(url_for(".asked_for_call"), 303)


def _page(form: CallbackForm, there_is: Offered) -> str:
    return render_template(
        "public/by_phone.html",
        form=form,
        round=there_is.round,
        days=by_day(there_is.times, there_is.terms),
        chosen=set(form.when.data or ()),
        trap=TRAP,
    )


def _checked(form: CallbackForm, there_is: Offered) -> Number | None:
    """Puts errors on the form; returns the number where there are none."""
    for field in form:
        field.errors = []
    if request.form.get(TRAP):
        form.name.errors = [
            _("A hidden field was filled in, as programs do. If you are a person, press the button again.")
        ]
    elif name_fault(form.name.data or ""):
        form.name.errors = [name_fault(form.name.data or "")]
    if form.family.data not in there_is.live:
        form.family.errors = [_("Choose a questionnaire")]
    number = read_number(form.number.data or "", there_is.terms.regions)
    if isinstance(number, str):
        form.number.errors = [number_fault(number)]
    if form.speak.data not in {VOICE, RELAY}:
        form.speak.errors = [_("Choose how you would like to speak with us")]
    if form.spoken.data not in {choice.value for choice in form.spoken.choices}:
        form.spoken.errors = [_("Choose a language")]
    if fault := _times_fault(form.when.data or (), there_is.times):
        form.when.errors = [fault]
    return number if isinstance(number, Number) and not any(field.errors for field in form) else None


def _times_fault(keys: Sequence[str], times: Iterable[Window]) -> str:
    if not keys or len(keys) > MOST_TIMES:
        return _("Choose one or more times")
    if set(keys) - {one.key for one in times}:
        return _("A time that you chose has passed meanwhile. Choose from those shown here")
    return ""


def _keep(form: CallbackForm, about: Round, there_is: Offered, number: Number) -> None:
    chosen = set(form.when.data)
    wish = actions.Wish(
        family=form.family.data,
        language=form.spoken.data,
        relay=form.speak.data == RELAY,
        person=Person(tidy(form.name.data), number),
        times=tuple(one for one in there_is.times if one.key in chosen),
    )
    today = now().astimezone(settings().time_zone).date()
    with database().transaction() as tx:
        actions.ask(tx, about.key, wish, [settings().secret_key], today)


@anyone
def asked_for_call() -> Any:
    """Says that we ring, and what becomes of name and number."""
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
    return render_template("public/by_phone_asked.html", round=about)
