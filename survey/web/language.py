"""The language of the interface: which one this page is in, which are offered, and its words."""

import re
from collections.abc import Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import NullTranslations
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_decimal
from babel.support import Translations
from flask import Flask, Response, current_app, g, has_request_context, request
from markupsafe import escape

from survey.config import Settings
from survey.consultations.languages import catalogue
from survey.web.request import asked
from survey.web.signatures import Signed

FIRST = "en"
"""The language the source is written in; always offered."""

EASY_READ = "en-easy"
"""The language under which a questionnaire carries an Easy Read text of its own."""

MIRRORED = "ar-XB"
"""A made-up language for tests: English letters under right-to-left rules, so that both can be judged by eye."""

STAFF = "/staff"
"""Begins the addresses of the staff pages, which are in English."""

COOKIE = "language"
COOKIE_AGE_S = 90 * 24 * 3600
"""How long a browser remembers the language, in seconds."""

_chosen: ContextVar[str | None] = ContextVar("language", default=None)


@dataclass(frozen=True, slots=True)
class Switch:
    """One language a person can switch to; `address` keeps to the page they are on."""

    code: str
    name: str
    direction: str
    address: str
    current: bool


def language() -> str:
    """Returns the code of the language in which this page is written."""
    chosen = _chosen.get()
    if chosen:
        return chosen
    if not has_request_context():
        return FIRST
    found: str | None = g.get("language")
    if found is None:
        found = g.language = _asked_for()
    return found


@contextmanager
def using(code: str) -> Iterator[None]:
    """Writes in another language than the request asks for, for as long as the block runs."""
    before = _chosen.set(code)
    try:
        yield
    finally:
        _chosen.reset(before)


def direction(code: str | None = None) -> str:
    """Returns `ltr` or `rtl` for a language, by default that of this page."""
    return _direction(code or language())


def languages() -> list[Switch]:
    """Returns the languages this page can be switched to, itself included."""
    here = language()
    return [
        Switch(code, name_of(code), _direction(code), f"?{COOKIE}={code}", code == here)
        for code in _offer_here()
    ]


@cache
def name_of(code: str) -> str:
    """Returns a language's name in that language; Easy Read is written as a language of its own."""
    if code == EASY_READ:
        return "English in Easy Read"
    if code == MIRRORED:
        return "Mirrored"
    return Locale.parse(code, sep="-").get_display_name(code) or code


def offered(*, test_languages: bool, signed: Set[str] = frozenset()) -> tuple[str, ...]:
    """Returns the languages offered: English, those signed by a reviewer, and in tests all catalogues."""
    if test_languages:
        return (FIRST, *catalogue.codes(), MIRRORED)
    return (FIRST, *(code for code in catalogue.codes() if code in signed))


def gettext(message: str, **values: Any) -> str:
    """Returns a message in the language of this page, with its placeholders filled."""
    said = translations(language()).gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, **values: Any) -> str:
    """Returns the form of a message that goes with a number, which it may show as `%(num)s`."""
    return translations(language()).ngettext(one, many, number) % {"num": number, **values}


_ = gettext


class Later:
    """A message that finds its language when it is shown, for labels written down before any request."""

    def __init__(self, message: str) -> None:
        self._message = message

    def __str__(self) -> str:
        return gettext(self._message)

    def __html__(self) -> str:
        return str(escape(str(self)))


def later(message: str) -> Any:
    """Returns a message to be translated when shown; typed loosely, as form libraries ask for plain text."""
    return Later(message)


def day(moment: datetime) -> str:
    """Writes a date, such as '23 November 2026', in the time zone of the consultation."""
    return _format(moment, "d MMMM y")


def day_and_time(moment: datetime) -> str:
    """Writes a date and time, such as '23 November 2026 at 5:00 pm', in the time zone of the consultation."""
    return _("%(day)s at %(time)s", day=_format(moment, "d MMMM y"), time=_format(moment, "h:mm a"))


def clock(moment: datetime) -> str:
    """Writes a time of day, such as '5:00 pm', in the time zone of the consultation."""
    return _format(moment, "h:mm a")


def weekday(moment: datetime) -> str:
    """Writes a day with its name, such as 'Tuesday 24 November', in the time zone of the consultation."""
    return _format(moment, "EEEE d MMMM")


def weekday_name(number: int) -> str:
    """Writes the name of a day of the week, of which Monday is 0."""
    name: str = get_day_names(locale=_locale())[number]
    return name


def calendar_day(value: date) -> str:
    """Writes a day of the calendar, such as '23 Nov 2026'."""
    return format_date(value, "d MMM y", locale=_locale())


def left_to_right(words: str) -> str:
    """Keeps a telephone number in its own order where the line around it is written from the right."""
    return f"\u2066{words}\u2069" if direction() == "rtl" and words else words


def number(value: float) -> str:
    """Writes a number with the separators of the language."""
    return format_decimal(value, locale=_locale())


def register(app: Flask, settings: Settings) -> None:
    """Gives templates their words and remembers the language a person switches to."""
    signed = app.extensions["survey_signed"] = Signed(app)
    app.before_request(signed.refresh)
    app.extensions["survey_languages"] = lambda: offered(
        test_languages=settings.test_languages, signed=signed()
    )
    app.extensions["survey_time_zone"] = settings.time_zone
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(gettext, _plain_ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(
        language=language, direction=direction, languages=languages, sponsor=settings.sponsor
    )
    app.jinja_env.filters.update(
        day=day,
        day_and_time=day_and_time,
        weekday=weekday,
        clock=clock,
        calendar_day=calendar_day,
        ltr=left_to_right,
        number=number,
    )

    @app.after_request
    def remember(response: Response) -> Response:
        switched = asked(COOKIE)
        if switched and switched in _offer_here() and switched != request.cookies.get(COOKIE):
            response.set_cookie(
                COOKIE,
                switched,
                max_age=COOKIE_AGE_S,
                secure=settings.secure_cookies,
                httponly=True,
                samesite="Lax",
            )
        return response


@cache
def translations(code: str) -> NullTranslations:
    """Returns the words of a language; those of the source where it has no catalogue."""
    if code == MIRRORED:
        return _Mirror()
    if code == FIRST:
        return NullTranslations()
    return Translations.load(catalogue.FOLDER, [code.replace("-", "_")])


class _Mirror(NullTranslations):
    """Turns each word of English around, leaving placeholders and tags as they are."""

    _KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;)")

    def gettext(self, message: str) -> str:
        parts = self._KEPT.split(message)
        return "".join(part if at % 2 else _turned(part) for at, part in enumerate(parts))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _turned(words: str) -> str:
    """Overrides the direction of a run of text, so that it is laid out from the right."""
    return f"\u202e{words}\u202c" if words.strip() else words


def _plain_ngettext(one: str, many: str, number: int) -> str:
    """What Jinja calls; it fills the placeholders itself."""
    return translations(language()).ngettext(one, many, number)


def _asked_for() -> str:
    choices = _offer_here() if not request.path.startswith(STAFF) else (FIRST, MIRRORED)
    for wishes in (request.args, request.cookies):
        if COOKIE in wishes and wishes[COOKIE] in choices:
            return wishes[COOKIE]
    return FIRST


def _offer_here() -> tuple[str, ...]:
    if not has_request_context():
        return (FIRST,)
    if "languages" not in g:
        g.languages = current_app.extensions["survey_languages"]()
    found: tuple[str, ...] = g.languages
    return found


@cache
def _direction(code: str) -> str:
    return Locale.parse(code.partition("-")[0]).text_direction


def _locale() -> str:
    return "en_GB" if language() in {FIRST, MIRRORED} else language()


def _format(moment: datetime, pattern: str) -> str:
    zone = current_app.extensions["survey_time_zone"]
    return format_datetime(moment, pattern, tzinfo=zone, locale=_locale())
