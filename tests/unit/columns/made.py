"""Plain builders: a questionnaire with one question of each kind, and batches of settled responses to it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson

from survey.columns.batch import Batch
from survey.columns.filters import Predicate
from survey.columns.store import ColumnStore
from survey.columns.table import Table, table_of
from survey.questionnaire.conditions import Equals
from survey.questionnaire.definition import (
    Channel,
    Choice,
    Page,
    Question,
    Questionnaire,
    Row,
    Section,
    Text,
    Wording,
)
from survey.questionnaire.routing import Route

VERSION = "v1"
EVERYWHERE = Predicate()


def text(words: str) -> Text:
    return Text({"en": words})


def choices(*keys: str, other: str = "") -> tuple[Choice, ...]:
    return tuple(Choice(key, text(key.title()), other=key == other) for key in keys)


def question(key: str, kind: str, **fields: Any) -> Question:
    return Question(key, kind, text(f"About {key}?"), **fields)


def questionnaire(*pages: tuple[Question, ...], family: str = "residents") -> Questionnaire:
    built = tuple(
        Page(f"page_{place}", text(f"Page {place}"), questions) for place, questions in enumerate(pages)
    )
    return Questionnaire(family, text("Have your say"), ("en",), (Section("all", text("All"), built),))


EACH_KIND = questionnaire(
    (
        question("borough", "area", required=True),
        question("feeling", "single_choice", choices=choices("safe", "unsafe", "other", other="other")),
    ),
    (
        question("seen", "multiple_choice", choices=choices("car", "bike", "foot", "other", other="other")),
        question(
            "trust",
            "grid",
            choices=choices("high", "low"),
            rows=(Row("fair", text("Fair")), Row("near", text("Near"))),
        ),
        question(
            "top",
            "ranking",
            choices=choices("burglary", "robbery", "drugs", "noise"),
            limit=3,
            channels={Channel.TELEPHONE: Wording(unprompted=True)},
        ),
        question("sites", "area", counted=True, limit=34),
    ),
    (
        question("years", "number"),
        question("why", "long_text"),
        question("met", "yes_no", show_if=Equals("feeling", "unsafe")),
    ),
)


def table(*versions: tuple[str, Questionnaire]) -> Table:
    return table_of("residents", versions or ((VERSION, EACH_KIND),))


def response_id(number: int) -> str:
    return str(UUID(int=number))


def batch(
    answers: Sequence[Mapping[str, Any]],
    *,
    channels: Sequence[str] | None = None,
    document: Questionnaire = EACH_KIND,
    version: str = VERSION,
    round_key: str = "2026",
    first: int = 1,
    submitted: Sequence[int] | None = None,
) -> Batch:
    """Settles answers as a submission would: on the path they are kept, off it they are left out."""
    route = Route(document)
    channels = channels or ["web"] * len(answers)
    kept, settled = [], []
    for one, channel in zip(answers, channels, strict=True):
        path = route.walk(one, channel)
        kept.append(orjson.dumps(route.on_path(path, one)).decode())
        settled.append(
            orjson.dumps(
                {
                    "pages": [page.key for page in path.pages],
                    "not_asked": route.not_asked(path),
                    "not_answered": route.not_answered(path, one),
                    "off_path": route.off_path(path, one),
                }
            ).decode()
        )
    numbers = range(first, first + len(answers))
    return Batch(
        ids=[response_id(number) for number in numbers],
        references=[f"REF{number:05}" for number in numbers],
        versions=[version] * len(answers),
        rounds=[round_key] * len(answers),
        channels=channels,
        languages=["en"] * len(answers),
        started=[0] * len(answers),
        submitted=submitted or [0] * len(answers),
        answers=kept,
        settled=settled,
    )


def store_of(*answers: Mapping[str, Any], **options: Any) -> ColumnStore:
    store = ColumnStore(table())
    store.take(batch(answers, **options), [], 1, fresh=True)
    return store
