"""What stands on the poster of an event, in a language that people read there."""

from datetime import date

from babel.dates import format_date

from survey.fieldwork.events.event import Event
from survey.fieldwork.events.poster import Poster
from survey.places.london import LONDON
from survey.questionnaire.version import Version
from survey.web.language import gettext as _
from survey.web.language import using


def day_in(code: str, day: date) -> str:
    """Writes a day with its weekday, such as 'Saturday 5 December 2026'."""
    return format_date(day, "EEEE d MMMM y", locale="en_GB" if code == "en" else code.replace("-", "_"))


def poster_words(
    event: Event, version: Version, code: str, *, address: str, sponsor: str, telephone: str
) -> Poster:
    """Returns the poster in a language; `address` is where its square code leads."""
    plan = event.plan
    borough = LONDON.by_code[plan.area].name
    with using(code):
        # Isolated: figures in groups would stand in reverse among words that run from the right.
        telephone = f"\u2066{telephone}\u2069" if telephone else ""
        help_line = _("Would you rather speak to somebody? Call %(telephone)s.", telephone=telephone)
        return Poster(
            language=code,
            title=version.questionnaire.title.say(code),
            name=plan.name,
            lines=[
                line for line in (day_in(code, plan.held_on), plan.hours, f"{plan.place}, {borough}") if line
            ],
            lead=_(
                "Tell us what matters to you. Your answers help to set the police’s priorities for the year to come."
            ),
            steps=[
                _("Answer here with us, on our tablet."),
                _("Or on your own telephone: point its camera at the square, or type this address:"),
            ],
            address=address,
            shown_address=address.partition("://")[2],
            code_words=_("A square code that leads to %(address)s", address=address),
            sponsor=sponsor,
            small_print=[_("You need not give your name."), *([help_line] if telephone else [])],
        )
