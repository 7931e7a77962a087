"""What is said of whom to ring and when: the same on the public page and at the telephone desk."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from survey.fieldwork.callbacks.arrangements import Arrangements
from survey.fieldwork.callbacks.callback import LONGEST_NAME, tidy
from survey.fieldwork.callbacks.hours import Band, Window
from survey.web.language import clock, later, weekday
from survey.web.language import gettext as _

BANDS = {Band.MORNING: later("Morning"), Band.AFTERNOON: later("Afternoon"), Band.EVENING: later("Evening")}


def name_fault(name: str) -> str:
    """Says what is wrong with a name; empty where nothing is."""
    if not tidy(name):
        return _("Enter a name that we can ask for")
    if len(tidy(name)) > LONGEST_NAME:
        return _("Write the name in %(most)s characters or fewer", most=LONGEST_NAME)
    return ""


def number_fault(code: str) -> str:
    """Says what is wrong with a number; for the codes see `read_number`."""
    sentences = {
        "missing": _("Enter the number at which we should ring you"),
        "not_a_number": _("Enter a telephone number in figures, such as 020 7946 0123"),
        "too_short": _("This number is too short. Enter all of it, with the area code"),
        "too_long": _("This number is too long. Check it, figure by figure"),
        "costly": _("We don’t ring numbers that cost extra, such as those that begin with 09, 087 or 070"),
        "abroad": _("We can only ring numbers in the United Kingdom"),
        "not_in_use": _("No such number is in use. Check it, figure by figure"),
    }
    return sentences[code]


def by_day(times: Iterable[Window], terms: Arrangements) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Returns the days with their times, each as (key, part of the day, from when to when)."""

    def day(one: Window) -> Any:
        return one.begins.astimezone(terms.hours.zone).date()

    days = []
    for _date, found in groupby(times, day):
        held = list(found)
        told = [(one.key, str(BANDS[terms.hours.band(one.begins)]), span(one)) for one in held]
        days.append((weekday(held[0].begins), told))
    return days


def span(one: Window) -> str:
    """Says from when to when, by the clock."""
    return _("%(begins)s to %(ends)s", begins=clock(one.begins), ends=clock(one.ends))
