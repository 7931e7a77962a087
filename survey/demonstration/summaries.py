"""What came of the demonstration's closed round: public figures, plans with targets, and summaries of a few areas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from importlib.resources import files

import yaml

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.columns.actions import Columns
from survey.consultations.round import Round
from survey.db.session import Database, Transaction
from survey.demonstration.consultation import ACCOUNTS, KINGSTON
from survey.demonstration.priorities import FALLS, LAST_YEAR
from survey.indicators.areas import name_of, short_name_of
from survey.indicators.measures import actions as measures
from survey.indicators.measures.measure import Kind, Measure
from survey.places.london import LONDON, WHOLE
from survey.priorities.equality import actions as equality
from survey.priorities.ledger import actions as ledger
from survey.priorities.ledger.decision import Outcome, Said
from survey.priorities.performance import actions as performance
from survey.priorities.planning import actions as planning
from survey.priorities.planning.planning import Candidate
from survey.priorities.targets import actions as targets
from survey.priorities.targets.target import Aim, Wanted
from survey.summaries.committee import actions as committee
from survey.summaries.figures import actions as figures
from survey.summaries.local import actions as local
from survey.summaries.local.answers import shown
from survey.summaries.local.figures import Figures
from survey.summaries.local.rendering import House
from survey.summaries.local.wording import percentage
from survey.themes.variables.actions import THEMES
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of

FAMILIES = ("residents", "businesses")
PATIENCE_S = 60.0
ADOPTED = 3

MEASURES = {
    "burglary": "burglary",
    "robbery": "robbery",
    "vehicle_crime": "vehicle_offences",
    "weapons_gangs": "weapons",
}
"""Choice of the question on priorities → the measure that a target is set for; the others get one in words."""

ACTS: Mapping[str, str] = {
    "burglary": "Visit each home that was broken into within two days, and mark property in the streets around it",
    "antisocial_behaviour": "Meet with those who complain within a week, and say what was done",
    "robbery": "Patrol stations and high streets at the hours when phones are snatched",
    "weapons_gangs": "Search parks and stairwells for hidden knives every week, and work with schools",
    "visible_policing": "Walk each town centre every evening, and publish where and when",
    "violence_women_girls": "Walk the ways home from stations with those who use them, and act on what they show us",
}
ACTS_ELSE = "Put a named officer in charge, and tell every three months what was done"

TEXTS = "summary_texts.yaml"
"""What staff wrote, the same in each area but for its name."""


@dataclass(frozen=True, slots=True)
class People:
    """Who does what."""

    analyst: str
    approver: str


def tell(database: Database, about: Round, this: Round, house: House, now: datetime) -> None:
    """Publishes the figures of a closed round, the plans of a few areas, and their summaries; drafts one of `this`."""
    with database.reading() as tx:
        people = _people(tx)
    _figures(database, about, people.analyst, now)
    areas = _areas()
    with database.transaction() as tx:
        _measures(tx, about, people, now)
        for area in areas:
            _plan(tx, about, area, people, now)
            local.fill(tx, about.key, area, people.analyst, now)
            _written(tx, about.key, area, people, now)
        local.fill(tx, this.key, WHOLE, people.analyst, now)
    local.publish_all(database, about.key, house, actor=people.approver, now=now)
    with database.transaction() as tx:
        committee.make(tx, about.key, house, people.analyst, now)


def _areas() -> tuple[str, ...]:
    """Returns the areas that are told of: London, one with few answers, one with many."""
    few, many = KINGSTON, LONDON.named("Croydon")
    return tuple(dict.fromkeys((WHOLE, *(one.code for one in (few, many) if one))))


def _people(tx: Transaction) -> People:
    by_role = {account.grant.role: account.email for account in reversed(ACCOUNTS)}
    return People(*(accounts.find_by_email(tx, by_role[role]).id for role in (Role.ANALYST, Role.APPROVER)))


def _figures(database: Database, about: Round, actor: str, now: datetime) -> None:
    """Publishes the figures of each questionnaire that has none yet."""
    columns = Columns(database, further=THEMES)
    try:
        columns.ready(PATIENCE_S)
        for family in FAMILIES:
            scheme = scheme_of(family)
            with (
                columns.view(family, *([weighing(scheme, about.key)] if scheme else [])) as view,
                database.transaction() as tx,
            ):
                if figures.latest(tx, about.key, family) is None:
                    figures.publish(tx, view, about.key, family, data_at=now, actor=actor, now=now)
    finally:
        columns.close()


def _measures(tx: Transaction, about: Round, people: People, now: datetime) -> None:
    """Defines measures in words for what has no count, and publishes how last year went."""
    for one in planning.candidates(tx, about.key, WHOLE):
        if one.key not in MEASURES:
            measures.define(tx, Measure(f"said_{one.id}", one.name, Kind.WORDS), people.analyst, now)
    for area in _areas():
        for key, fall in FALLS.items():
            wanted = Wanted(key, Aim.REDUCE, Decimal(fall))
            targets.set_target(tx, area, LAST_YEAR, wanted, people.analyst, now)
        performance.publish(tx, area, LAST_YEAR, "", people.approver, now)


def _plan(tx: Transaction, about: Round, area: str, people: People, now: datetime) -> None:
    """Takes the plan of an area all the way: the three that most residents named are taken up."""
    found = local.gather(tx, about.key, area)
    foremost = {key: place for place, key in enumerate(_foremost(found))}
    for one in planning.candidates(tx, about.key, area):
        said = _adopted(one, found, now) if foremost.get(one.key, ADOPTED) < ADOPTED else _left_out(area)
        ledger.decide(tx, about.key, area, one.id, said, people.analyst, now)
    equality.write(
        tx,
        about.key,
        area,
        everybody=tuple(_foremost(found)[:ADOPTED]),
        groups=(),
        gaps="Younger people put robbery higher than others do.",
        mitigation="Patrols at the hours when schools and colleges end.",
        officer="Head of engagement",
        actor=people.analyst,
        now=now,
    )
    ledger.propose(tx, about.key, area, "", people.analyst, now)
    ledger.review(tx, about.key, area, "", people.approver, now)
    ledger.consider(tx, about.key, area, people.approver, now)
    ledger.approve(tx, about.key, area, "", people.approver, now)
    ledger.publish(tx, about.key, area, people.approver, now)


def _foremost(found: Figures) -> list[str]:
    """Returns the choices of residents, those that most named first, without 'something else'."""
    answers = found["answers"]
    voices = [one for one in answers["voices"] if one["family"] == "residents"] if answers else []
    return [one["key"] for voice in voices for one in voice["priorities"] if one["key"] != "other"]


def _adopted(one: Candidate, found: Figures, now: datetime) -> Said:
    key = MEASURES.get(one.key)
    wanted = (
        Wanted(key, Aim.REDUCE, Decimal(FALLS[key]))
        if key
        else Wanted(f"said_{one.id}", Aim.WORDS, None, "To be agreed with the ward panels by June")
    )
    return Said(
        Outcome.ADOPTED,
        "It is among the three that most residents named.",
        _you_said(one, found),
        f"{ACTS.get(one.key, ACTS_ELSE)}.",
        "Borough Commander" if found["area"] != WHOLE else "Deputy Commissioner",
        f"{now.year + 1}-03-31",
        (wanted,),
    )


def _you_said(one: Candidate, found: Figures) -> str:
    answers = found["answers"]
    for voice in answers["voices"] if answers else ():
        for its in voice["priorities"] if voice["family"] == "residents" else ():
            here, london = shown(its)
            if its["key"] == one.key and here is not None and voice["base"]:
                return f"{percentage(here)}% of residents put this among their three priorities."
            if its["key"] == one.key and london is not None:
                return f"{percentage(london)}% of residents of London put this among their three priorities."
    return "Many of you named this."


def _left_out(area: str) -> Said:
    return Said(
        Outcome.NOT_ADOPTED,
        f"Fewer people in {short_name_of(area)} named it; teams go on with it as before.",
    )


def _written(tx: Transaction, round_key: str, area: str, people: People, now: datetime) -> None:
    """Writes the texts of an area and has its summary approved."""
    draft = local.draft(tx, round_key, area)
    if draft is None:
        return
    held = yaml.safe_load((files("survey.demonstration") / "data" / TEXTS).read_text(encoding="utf-8"))
    names = {"area": short_name_of(area), "whole": name_of(area)}
    texts = draft.texts.of(
        {
            **draft.texts.document(),
            **{key: words.strip().format(**names) for key, words in held.items()},
        }
    )
    local.write(tx, round_key, area, texts, people.analyst, now)
    local.propose(tx, round_key, area, "", people.analyst, now)
    local.approve(tx, round_key, area, "", people.approver, now)
