"""What a summary's figures and first texts are filled from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from survey.consultations.round import Round
from survey.fieldwork.events.event import Event
from survey.priorities.ledger.decision import Outcome
from survey.priorities.ledger.plan import Entry
from survey.priorities.ledger.plan import Plan as Published
from survey.priorities.performance.line import Line as Reckoned
from survey.priorities.performance.results import Results, head_lines
from survey.summaries.local.figures import Line, Performance, Plan, Promise
from survey.summaries.local.texts import Texts

SHARED = ("first_message", "first_from", "strategic")
"""Texts that every area takes from the draft for London."""

POLICE = "Police, when it is not urgent: 101, or www.met.police.uk"


def performance_of(results: Results) -> Performance:
    """Returns the lines that a summary shows."""
    return {
        "year": str(results.year),
        "edition": results.edition,
        "lines": [_line(one, results) for one in head_lines(results.lines)],
    }


def _line(one: Reckoned, results: Results) -> Line:
    numbers = {
        name: None if value is None else f"{value:f}"
        for name, value in (
            ("previous", one.previous),
            ("current", one.current),
            ("change", one.change),
            ("percent", one.percent),
        )
    }
    return {
        "name": one.measure.name,
        "figure": one.figure_words,
        "verdict": one.verdict.value,
        "words": one.words,
        "previous": numbers["previous"],
        "current": numbers["current"],
        "change": numbers["change"],
        "percent": numbers["percent"],
        "target": _target(one, results),
        "sources": list(one.sources),
    }


def _target(one: Reckoned, results: Results) -> str:
    if one.wanted is None:
        return ""
    return one.wanted.words or f"{one.wanted.aim.value} {one.wanted.amount} in {results.year}"


def plan_of(plan: Published) -> Plan:
    """Returns what a published plan promises, and what it leaves out."""
    return {
        "year": str(plan.year),
        "edition": plan.edition,
        "promises": [_promise(one) for one in plan.adopted],
        "left_out": [{"key": one.key, "name": one.name, "reason": one.reason} for one in plan.not_adopted],
    }


def _promise(one: Entry) -> Promise:
    return {
        "key": one.key,
        "name": one.name,
        "adapted": one.outcome is Outcome.ADAPTED,
        "you_said": one.you_said,
        "we_will": one.we_will,
        "reason": one.reason,
        "targets": list(one.target_words),
        "owner": one.owner,
        "due": one.due,
    }


def first_texts(
    before: Texts | None, london: Texts | None, about: Round, coming: Iterable[Event], later: Round | None
) -> Texts:
    """Returns the texts that a first draft begins with: last year's, London's, and what is known of what comes."""
    begun = before or Texts()
    shared = {name: getattr(london, name) for name in SHARED if london and getattr(london, name)}
    return replace(
        begun,
        **shared,
        contacts=begun.contacts or _contacts(about),
        events=_events(coming),
        next_consultation=_next(later),
        how_we_did="",
        note="",
    )


def _contacts(about: Round) -> str:
    its = about.details
    known = [
        f"{label}: {words}"
        for label, words in (
            ("Have your say, by telephone", its.telephone),
            ("If you are deaf or find speech hard", its.textphone),
            ("By email", its.email),
        )
        if words
    ]
    return "\n".join([POLICE, *known])


def _events(coming: Iterable[Event]) -> str:
    return "\n".join(
        ", ".join(
            words
            for words in (
                f"{one.plan.held_on.day} {one.plan.held_on:%B %Y}",
                one.plan.hours,
                f"{one.plan.name}: {one.plan.place}",
            )
            if words
        )
        for one in coming
    )


def _next(later: Round | None) -> str:
    if later is None:
        return (
            "People are asked every year. The day on which the next consultation opens is told on our pages."
        )
    opens, closes = (f"{day.day} {day:%B %Y}" for day in (later.opens_at, later.closes_at))
    return f"{later.name} is open from {opens} to {closes}. Take part on the web, by telephone or on paper."


def later_round(rounds: Sequence[Round], about: Round) -> Round | None:
    """Returns the consultation that follows on another; None where none is planned."""
    following = [one for one in rounds if one.opens_at > about.opens_at]
    return min(following, key=lambda one: one.opens_at, default=None)
