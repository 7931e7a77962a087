"""Local Policing Summaries for tests: public figures, a plan, texts, and a summary of Kingston in each state."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from survey.db.session import Database
from survey.priorities.ledger import actions as ledger
from survey.summaries.figures import store as public_figures
from survey.summaries.figures.figures import Figures as Public
from survey.summaries.local import actions
from survey.summaries.local.rendering import House
from survey.summaries.local.summary import Edition
from survey.summaries.local.texts import Texts
from tests import planning
from tests.planning import APPROVER, KINGSTON, ROUND, WRITER

TEMPLATES = Path(__file__).parent.parent / "templates"
HOUSE = House("Your police authority", "https://example.org", TEMPLATES, ZoneInfo("Europe/London"))
NOW = planning.NOW + timedelta(days=1)

TEXTS = Texts(
    first_message="The year was hard.\n\n- We listened\n- We decided",
    first_from="the Chair of the authority",
    second_message="Burglary rose, and we are on to it.",
    second_from="the Borough Commander",
    strategic="crack down on violence\nreduce crime and catch criminals",
    initiatives="Street pastors walk the town centre.",
    teams="Each ward has a team.",
    engagement="The group meets every month.",
    events="12 March: open meeting",
    contacts="Police, when it is not urgent: 101",
    next_consultation="It opens in September.",
)

LABELS = {
    "burglary": {"en": "Burglary"},
    "robbery": {"en": "Robbery and phone theft"},
    "drugs": {"en": "Drug dealing and drug use"},
}


def _line(key: str, count: int, base: int, weighted: float | None) -> dict[str, Any]:
    share = count / base
    return {
        "key": key,
        "label": LABELS[key],
        "count": count,
        "first": count,
        "share": share,
        "weighted": weighted,
    }


def document() -> dict[str, Any]:
    """Public figures of 400 residents, 120 of them in Kingston."""
    lines = [
        _line("burglary", 200, 400, 0.48),
        _line("robbery", 160, 400, 0.42),
        _line("drugs", 40, 400, 0.1),
    ]
    here = {
        "burglary": {"count": 66, "share": 0.55, "weighted": 0.571},
        "robbery": {"count": 36, "share": 0.3, "weighted": 0.291},
    }
    said = {
        "title": "Why",
        "base": 60,
        "not_coded": 4,
        "themes": [{"name": "At dusk", "share": 0.4, "weighted": 0.38}],
    }
    return {
        "size": 412,
        "channels": {"web": 300, "telephone": 112, "paper": None},
        "tables": [
            {
                "question": "priorities",
                "manner": "",
                "kind": "ranking",
                "text": {"en": "What should the police work on?"},
                "base": 400,
                "effective": 350.0,
                "lines": lines,
            }
        ],
        "areas": {KINGSTON: {"size": 125, "base": 120, "lines": here}},
        "not_heard": {KINGSTON: ["18 to 24"]},
        "groups": [{"title": "Age", "name": "18 to 24", "share": 0.05, "population": 0.1}],
        "said": [{"key": "burglary", "label": LABELS["burglary"], "said": [said]}],
        "said_in": {KINGSTON: [{"key": "burglary", "title": "Why", "themes": ["At dusk", "Through alleys"]}]},
    }


def with_figures(database: Database) -> None:
    """Publishes figures of the residents’ questionnaire."""
    made = Public(ROUND, "residents", 1, document(), {}, 1, NOW, "Weighted to the census.", "", NOW, WRITER)
    with database.transaction() as tx:
        public_figures.add(tx, made)


def with_plan(database: Database) -> None:
    """Publishes the plan of Kingston."""
    planning.planned(database)
    planning.approved(database)
    with database.transaction() as tx:
        ledger.publish(tx, ROUND, KINGSTON, APPROVER, planning.NOW)


def written(database: Database, texts: Texts = TEXTS) -> None:
    """Drafts the summary of Kingston and writes its texts."""
    with database.transaction() as tx:
        actions.fill(tx, ROUND, KINGSTON, WRITER, NOW)
        actions.write(tx, ROUND, KINGSTON, texts, WRITER, NOW)


def approved(database: Database) -> None:
    """Takes what was written to approval."""
    with database.transaction() as tx:
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
        actions.approve(tx, ROUND, KINGSTON, "", APPROVER, NOW)


def publish(database: Database) -> Edition:
    """Publishes what was approved."""
    with database.reading() as tx:
        ready = actions.prepare(tx, ROUND, KINGSTON, HOUSE, APPROVER, NOW)
    with database.transaction() as tx:
        return actions.publish(tx, ready)


def published(database: Database) -> Edition:
    """Takes a summary of Kingston all the way."""
    with_plan(database)
    with_figures(database)
    written(database)
    approved(database)
    return publish(database)


def corrected(database: Database) -> Edition:
    """Publishes a further edition."""
    written(database, replace(TEXTS, teams="Each ward has two teams.", note="The number of teams was wrong."))
    approved(database)
    return publish(database)


def contents(database: Database, edition: Edition) -> dict[str, bytes]:
    """Every file of an edition: name → what it holds."""
    names = ("en.html", "pdf", "large-print.pdf", "txt", "json", "csv")
    with database.reading() as tx:
        files = {name: actions.file(tx, edition, name) for name in names}
    return {name: file.content for name, file in files.items() if file is not None}
