"""The bundles of paper in the demonstration: one signed off, one just counted, one in its second keying."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.answers import Typed
from survey.fieldwork.batches.batch import Batch, Turn
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.closing import actions as closing
from survey.fieldwork.batches.fields import fields_of
from survey.fieldwork.paper import actions as paper
from survey.fieldwork.paper.form import Print
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version

COUNTED = 4
"""Forms of the bundle that is signed off: so many responses come by paper beside the simulated ones."""

IN_WORK = 6
JUST_COUNTED = 12
GRIDS = ("safety", "confidence")
BOROUGHS = ("kingst", "sutton", "merton", "richm")
REASONS = (
    "Cars race down our road every night and nobody stops them.",
    "Two burglaries in our street since spring.",
    "We never see anybody on foot here any more.",
    "My daughter does not dare to walk home from the bus.",
)


def keep(
    tx: Transaction,
    one: Round,
    version: Version,
    *,
    clerks: Sequence[str],
    supervisor: str,
    secret: str,
    now: datetime,
) -> None:
    """Registers three bundles and keys two of them."""
    office = _Office(tx, one, version, clerks, supervisor, secret, now)
    office.signed_off()
    office.register(JUST_COUNTED, 1, "Collected at Surbiton library")
    office.in_work()


class _Office:
    """Two clerks and their supervisor, on the days before now."""

    def __init__(
        self,
        tx: Transaction,
        one: Round,
        version: Version,
        clerks: Sequence[str],
        supervisor: str,
        secret: str,
        now: datetime,
    ) -> None:
        self.tx, self.round, self.version = tx, one, version
        self.first, self.second = clerks[0], clerks[-1]
        self.supervisor, self.secret, self.now = supervisor, secret, now
        self.chance = Random(one.key)

    def register(self, forms: int, days_ago: int, note: str) -> Batch:
        """Registers a bundle that came some days ago."""
        day = self.now - timedelta(days=days_ago)
        return actions.register(
            self.tx,
            self.round,
            self.version.questionnaire.family,
            channel=Channel.PAPER,
            received_on=day.date(),
            today=self.now.date(),
            forms=forms,
            note=note,
            sample_percent=30,
            by=self.supervisor,
            now=day,
        )

    def signed_off(self) -> None:
        """A bundle in which both keyings agree."""
        batch = self.register(COUNTED, 6, "First post")
        papers = self.keyed(batch)
        for form in actions.standing(self.tx, batch.id).again:
            self.again(form.id, papers[form.serial])
        closing.sign_off(self.tx, batch.id, by=self.supervisor, now=self.now - timedelta(days=5))

    def in_work(self) -> None:
        """A bundle in which a form was keyed a second time, with a difference, and the last one is in hand."""
        batch = self.register(IN_WORK, 0, "Second post")
        papers = self.keyed(batch, left_open=1)
        form = actions.standing(self.tx, batch.id).again[0]
        self.again(form.id, {**papers[form.serial], "borough": "bromley"})

    def keyed(self, batch: Batch, left_open: int = 0) -> Mapping[str, Typed]:
        """Keys the forms of a bundle for the first time, the last ones not to the end; returns serial → the paper."""
        copies = paper.print_forms(
            self.tx,
            self.version,
            self.round.key,
            language=self.version.questionnaire.languages[0],
            size=Print.STANDARD,
            copies=batch.forms,
            secret=self.secret,
            now=self.round.opens_at,
        )
        papers = {copy.form.serial: self.filled_in() for copy in copies}
        for place, (serial, typed) in enumerate(papers.items()):
            form = actions.begin(self.tx, batch.id, serial, clerk=self.first, now=self.now)
            if place < batch.forms - left_open:
                actions.finish(
                    self.tx, form.id, Turn.FIRST, typed, clerk=self.first, now=self.now, chance=self.chance
                )
        return papers

    def again(self, form_id: str, typed: Typed) -> None:
        """Keys a form a second time."""
        checking.begin_second(self.tx, form_id, clerk=self.second, now=self.now)
        actions.finish(self.tx, form_id, Turn.SECOND, typed, clerk=self.second, now=self.now)

    def filled_in(self) -> Typed:
        """What one person wrote."""
        rows = [
            one.name
            for one in fields_of(self.version, Channel.PAPER)
            if one.row and one.question.key in GRIDS
        ]
        return {
            "borough": self.chance.choice(BOROUGHS),
            "age": str(self.chance.randrange(5, 11)),
            **{name: str(self.chance.randrange(1, 6)) for name in rows},
            "priorities": " ".join(map(str, self.chance.sample(range(1, 10), 3))),
            "first_why": self.chance.choice(REASONS),
        }
