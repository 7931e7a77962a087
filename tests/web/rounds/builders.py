"""What tests of this door begin with."""

from datetime import UTC, datetime

from survey.consultations import actions
from survey.consultations.round import Round
from survey.db.session import Database
from survey.questionnaire.document import load_document

OPENS, CLOSES = datetime(2026, 9, 1, 8, tzinfo=UTC), datetime(2026, 10, 1, 16, tzinfo=UTC)
BEFORE, DURING, AFTER = (datetime(2026, month, 10, 12, tzinfo=UTC) for month in (8, 9, 12))


def source(
    title: str = "Have your say", family: str = "residents", question: str = "Do you feel safe here?"
) -> str:
    """Writes a questionnaire of two pages, the second one shown only to those who don't feel safe."""
    return f"""family: {family}
title: {title}
sections:
  - key: only
    title: Your street
    pages:
      - key: first
        title: Safety
        questions:
          - {{key: safe, kind: yes_no, text: "{question}", required: true}}
      - key: second
        title: Why
        show_if: {{equals: {{safe: "no"}}}}
        questions:
          - key: why
            kind: long_text
            text: You said [[safe]]. Why?
            channels: {{telephone: {{text: Why do you not feel safe?}}}}
"""


def planned(database: Database, key: str = "2026") -> Round:
    """Plans a round for September 2026."""
    with database.transaction() as tx:
        return actions.create(tx, key, f"Autumn {key}", OPENS, CLOSES, None, BEFORE)


def published(database: Database, written: str | None = None) -> str:
    """Publishes a questionnaire for 2026; returns its hash."""
    written = written or source()
    with database.transaction() as tx:
        return actions.publish(tx, "2026", load_document(written), written, None, BEFORE).hash
