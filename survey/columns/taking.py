"""Rows of the answering database on their way into the columns."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import orjson

from survey.columns.batch import Batch
from survey.columns.further import Made, put_under


def batch_of(
    rows: Sequence[Any],
    made: Mapping[str, Made] = MappingProxyType({}),
    events: Mapping[str, str] = MappingProxyType({}),
    excluded: Collection[str] = (),
) -> Batch:
    """Turns rows of the answering database, their moments counted, into parallel lists.

    `events` is response → code of its event, `excluded` the ids of responses that are left out of results.
    """
    return Batch(
        ids=[row.id for row in rows],
        references=[row.reference for row in rows],
        versions=[row.version for row in rows],
        rounds=[row.round for row in rows],
        channels=[row.channel for row in rows],
        languages=[row.language for row in rows],
        started=[row.started_at for row in rows],
        submitted=[row.submitted_at for row in rows],
        answers=[
            _put_under(row.answers, made[row.id])
            if row.id in made and made[row.id].stands_for
            else row.answers
            for row in rows
        ],
        settled=[row.settled for row in rows],
        marks=[made[row.id].marks if row.id in made else {} for row in rows] if made else (),
        events=[events.get(row.id, "") for row in rows] if events else (),
        excluded=[row.id in excluded for row in rows] if excluded else (),
    )


def _put_under(answers: str, made: Made) -> str:
    """Counts an 'other, please say' as what a person put it under; its words stay where they are."""
    return orjson.dumps(put_under(orjson.loads(answers), made.stands_for)).decode()
