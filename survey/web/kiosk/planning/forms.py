"""What is filled in about an event."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField

from survey.fieldwork.events.event import (
    LONGEST_HOURS,
    LONGEST_NAME,
    LONGEST_PLACE,
    LONGEST_TEAM,
    EventFault,
    Plan,
    Unreadable,
    read_day,
)
from survey.places.london import LONDON
from survey.web.language import gettext as _
from survey.web.language import later

NO_DAY = date(1, 1, 1)
"""Stands for a day that could not be read, which is told in words of its own."""

_LENGTHS = {"name": LONGEST_NAME, "place": LONGEST_PLACE, "team": LONGEST_TEAM, "hours": LONGEST_HOURS}


class EventForm(FlaskForm):
    """Where, when, by whom, and what is asked."""

    class Meta:
        """See WTForms; the token is checked for the whole application at once."""

        csrf = False

    name = StringField(
        later("Name of the event"),
        description=later("As people know it, such as ‘Summer fair’. It stands on the poster."),
        render_kw={"autocomplete": "off"},
    )
    place = StringField(later("Place"), description=later("Such as ‘Market Place, by the fountain’."))
    area = SelectField(later("Borough"))
    day = StringField(later("Day"), render_kw={"inputmode": "numeric", "autocomplete": "off"})
    month = StringField(later("Month"), render_kw={"inputmode": "numeric", "autocomplete": "off"})
    year = StringField(later("Year"), render_kw={"inputmode": "numeric", "autocomplete": "off"})
    hours = StringField(later("Hours (you need not give any)"), description=later("Such as ‘10am to 4pm’."))
    team = StringField(later("Team or group that asks (you need not name one)"))
    family = RadioField(later("What is asked"))
    listed = BooleanField(
        later("Tell the public beforehand"),
        description=later("It then stands under the ways to take part, until its day is over."),
        default=True,
    )

    def offer(self, families: Sequence[tuple[str, str]], areas: Collection[str] | None) -> None:
        """Offers the questionnaires of the round, and the boroughs that the person plans for (None: all)."""
        self.family.choices = list(families)
        known = sorted(LONDON.areas, key=lambda area: area.name)
        offered = [(area.code, area.name) for area in known if areas is None or area.code in areas]
        self.area.choices = offered if len(offered) == 1 else [("", _("Choose a borough")), *offered]

    def show(self, plan: Plan) -> None:
        """Fills in what was planned."""
        for name in ("name", "place", "area", "hours", "team", "family", "listed"):
            self[name].data = getattr(plan, name)
        day = plan.held_on
        self.day.data, self.month.data, self.year.data = str(day.day), str(day.month), str(day.year)

    def plan(self) -> Plan:
        """Returns the plan as filled in; a day that is none is NO_DAY, with the error at its field."""
        day = read_day(self.day.data or "", self.month.data or "", self.year.data or "")
        if isinstance(day, Unreadable):
            self.day.errors = [_unreadable_words(day.code)]
        words: dict[str, Any] = {name: _tidy(self[name].data) for name in ("name", "place", "hours", "team")}
        return Plan(
            **words,
            area=self.area.data or "",
            held_on=NO_DAY if isinstance(day, Unreadable) else day,
            family=self.family.data or "",
            listed=bool(self.listed.data),
        )

    def blame(self, faults: Collection[EventFault]) -> None:
        """Puts each fault at its field."""
        for fault in faults:
            field = self["day" if fault.field == "held_on" else fault.field]
            if not field.errors:
                field.errors = [fault_words(fault)]

    @property
    def has_errors(self) -> bool:
        """Says whether anything is wrong."""
        return any(field.errors for field in self)


def _tidy(words: str | None) -> str:
    return " ".join((words or "").split())


def _unreadable_words(code: str) -> str:
    return {
        "missing": _("Enter the day, the month and the year"),
        "not_numbers": _("Enter the date in figures, such as 5 12 2026"),
        "odd_year": _("Enter the year with four figures, such as 2026"),
        "not_a_day": _("There is no such day in the calendar: check the day and the month"),
    }[code]


def fault_words(fault: EventFault) -> str:
    """Says what is wrong with a plan, and how to mend it."""
    said = {
        ("name", "missing"): _("Enter a name for the event"),
        ("place", "missing"): _("Enter where it is"),
        ("area", "missing"): _("Choose the borough"),
        ("area", "not_yours"): _("You plan events in your own borough: choose that"),
        ("family", "missing"): _("Choose what is asked"),
        ("family", "answered"): _(
            "Answers have come in to the other questionnaire: plan another event for this one"
        ),
        ("held_on", "past"): _("This day is past: enter today or a later day"),
        ("held_on", "before_opening"): _("The consultation opens later than that: choose a day within it"),
        ("held_on", "after_closing"): _("The consultation is closed by then: choose a day within it"),
    }
    if fault.code == "too_long":
        return _("Make it shorter: %(most)s characters fit", most=_LENGTHS[fault.field])
    if fault.code == "not_printable":
        return _("There is a sign in it that can’t be printed: type it again")
    return said[fault.field, fault.code]
