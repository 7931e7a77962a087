"""What is done with Local Policing Summaries: drafted from the data, written, approved, published, read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Database, Transaction
from survey.fieldwork.events import actions as events
from survey.fieldwork.paper.typesetting import SettingFailed
from survey.indicators.areas import SET_FOR, name_of
from survey.places.london import WHOLE
from survey.priorities.ledger import actions as ledger
from survey.priorities.performance import actions as performance
from survey.priorities.planning import actions as planning
from survey.summaries.figures import actions as public_figures
from survey.summaries.figures.figures import Figures as Public
from survey.summaries.local import store
from survey.summaries.local.answers import answers_of
from survey.summaries.local.figures import Figures
from survey.summaries.local.filling import first_texts, later_round, performance_of, plan_of
from survey.summaries.local.rendering import House, files
from survey.summaries.local.steps import Deed, State, Step, StepRefused, check_next, proposer, state
from survey.summaries.local.summary import Draft, Edition, File, Told
from survey.summaries.local.texts import Texts, check, missing

Progress = Callable[[int, int], None]
"""Is told how many areas are done, of how many."""

MOST_COMMENT = 3000


def _silently(_done: int, _of: int) -> None:
    """Tells nobody."""


# Reading


def draft(tx: Transaction, round_key: str, area: str) -> Draft | None:
    """Returns the draft of an area as it stands; None where there is none."""
    return store.latest_draft(tx, round_key, area)


def drafts(tx: Transaction, round_key: str, area: str) -> tuple[Draft, ...]:
    """Returns every draft of an area, the latest first."""
    return store.drafts_of(tx, round_key, area)


def steps(tx: Transaction, round_key: str, area: str) -> tuple[Step, ...]:
    """Returns what was done with the drafts of an area, in that order."""
    return store.steps_of(tx, round_key).get(area, ())


def states(tx: Transaction, round_key: str) -> dict[str, State]:
    """Returns area → where its summary stands, for London and every borough."""
    found, latest = store.steps_of(tx, round_key), store.latest_drafts(tx, round_key)
    return {area: state(found.get(area, ()), latest.get(area, 0)) for area in SET_FOR}


def editions(tx: Transaction, area: str) -> tuple[Edition, ...]:
    """Returns every published summary of an area, of every round, the latest first."""
    return store.editions_of(tx, area)


def published(tx: Transaction, round_key: str, area: str) -> Edition | None:
    """Returns the latest edition of an area in a round; None where there is none."""
    return next((one for one in store.editions_of(tx, area) if one.round == round_key), None)


def told(tx: Transaction) -> dict[str, Told]:
    """Returns area → its latest summary, for the areas that have one."""
    found: dict[str, Told] = {}
    for one in store.told(tx):
        found.setdefault(one.area, one)
    return found


def file(tx: Transaction, edition: Edition, name: str) -> File | None:
    """Returns a format of an edition, as it was made when it was published; names are in `rendering`."""
    return store.file_of(tx, edition.id, name)


def sizes(tx: Transaction, edition: Edition) -> dict[str, int]:
    """Returns name → size in bytes of the formats of an edition."""
    return store.files_of(tx, edition.id)


# Filling from the data


def gather(tx: Transaction, round_key: str, area: str) -> Figures:
    """Returns the figures of an area as they stand now; raises UnknownPlanning, UnknownRound."""
    about, planned = consultations.find_round(tx, round_key), planning.find(tx, round_key)
    plan = ledger.plan(tx, round_key, area)
    year = plan.looks_back_on if plan else planned.looks_back_on
    return {
        "area": area,
        "round": round_key,
        "round_name": about.name,
        "opened": about.opens_at.date().isoformat(),
        "closed": about.closes_at.date().isoformat(),
        "performance": performance_of(performance.standing(tx, area, year).results),
        "plan": plan_of(plan) if plan else None,
        "answers": answers_of(area, _public(tx, round_key)),
    }


def _public(tx: Transaction, round_key: str) -> list[Public]:
    """Returns the latest public figures of each questionnaire of a round, in the order in which they are published."""
    families = dict.fromkeys(
        family for one, family, _, _ in reversed(public_figures.listed(tx)) if one == round_key
    )
    found = [public_figures.latest(tx, round_key, family) for family in families]
    return [one for one in found if one is not None]


def fill(tx: Transaction, round_key: str, area: str, actor: str, now: datetime) -> Draft:
    """Makes a draft from the data, or takes new figures into the one that is being written.

    Raises StepRefused, UnknownPlanning, UnknownRound.
    """
    if area not in SET_FOR:
        raise StepRefused("not_now")
    before = store.latest_draft(tx, round_key, area)
    if _state(tx, round_key, area, before).is_in_hand:
        raise StepRefused("in_hand")
    figures = gather(tx, round_key, area)
    if before is None:
        return _keep(tx, figures, _first_texts(tx, round_key, area, now), actor, now, filled=True)
    if before.figures == figures:
        return before
    return _keep(tx, figures, _texts_anew(tx, before), actor, now, filled=True)


def _first_texts(tx: Transaction, round_key: str, area: str, now: datetime) -> Texts:
    about = consultations.find_round(tx, round_key)
    london = store.latest_draft(tx, round_key, WHOLE) if area != WHOLE else None
    later = later_round(consultations.rounds(tx), about)
    coming = events.coming(tx, later.key, now.date()) if later else []
    here = [one for one in coming if area in {WHOLE, one.plan.area}]
    before = store.latest_texts(tx, area)
    return first_texts(before, london.texts if london else None, about, here, later)


def _texts_anew(tx: Transaction, before: Draft) -> Texts:
    """Returns the texts of a draft; without its note where the draft was published, since the next is another's."""
    edition = published(tx, before.round, before.area)
    was_published = edition is not None and edition.texts == before.texts
    return replace(before.texts, note="") if was_published else before.texts


@dataclass(frozen=True, slots=True)
class Filled:
    """What came of drafting all areas at once."""

    made: int = 0
    renewed: int = 0
    """Drafts that were being written and have newer figures now."""
    as_they_were: int = 0
    in_hand: int = 0
    """Proposed or approved: they stay as they are."""


def draft_all(
    database: Database, round_key: str, *, actor: str, now: datetime, progress: Progress = _silently
) -> Filled:
    """Drafts every area, London first, each in a transaction of its own; safe to begin again.

    Raises UnknownPlanning, UnknownRound.
    """
    found = Filled()
    for done, area in enumerate(SET_FOR, 1):
        with database.transaction() as tx:
            before = store.latest_draft(tx, round_key, area)
            current = _state(tx, round_key, area, before)
            if current.is_in_hand:
                found = replace(found, in_hand=found.in_hand + 1)
            elif current is State.PUBLISHED:
                found = replace(found, as_they_were=found.as_they_were + 1)
            else:
                after = fill(tx, round_key, area, actor, now)
                found = _counted(found, before, after)
        progress(done, len(SET_FOR))
    return found


def _counted(found: Filled, before: Draft | None, after: Draft) -> Filled:
    if before is None:
        return replace(found, made=found.made + 1)
    if before.id == after.id:
        return replace(found, as_they_were=found.as_they_were + 1)
    return replace(found, renewed=found.renewed + 1)


# Writing


def write(tx: Transaction, round_key: str, area: str, texts: Texts, actor: str, now: datetime) -> Draft:
    """Keeps the texts of an area, in place of what stood; raises StepRefused, TextRefused."""
    check(texts)
    before = store.latest_draft(tx, round_key, area)
    current = _state(tx, round_key, area, before)
    if before is None:
        raise StepRefused("not_now")
    if current.is_in_hand:
        raise StepRefused("in_hand")
    if before.texts == texts:
        return before
    return _keep(tx, before.figures, texts, actor, now, filled=False)


def _keep(
    tx: Transaction, figures: Figures, texts: Texts, actor: str, now: datetime, *, filled: bool
) -> Draft:
    made = store.add_draft(tx, figures, texts, filled=filled, actor=actor, now=now)
    what = "filled" if filled else "written"
    detail = {"area": figures["area"]}
    record(tx, actor, tag(actor, f"summary:{what}"), figures["round"], detail, now)
    return Draft(made, figures["round"], figures["area"], texts, figures, filled, now, actor)


# The way of a summary


def propose(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Puts the draft of an area forward; raises StepRefused."""
    its = _standing(tx, round_key, area, Deed.PROPOSED)
    found = gaps(tx, its)
    if found:
        raise found[0]
    _step(tx, its, Deed.PROPOSED, comment, actor, now)


def gaps(tx: Transaction, its: Draft) -> tuple[StepRefused, ...]:
    """Returns all that a draft lacks before it can be proposed."""
    found = []
    left = missing(its.texts)
    if left:
        found.append(StepRefused("texts_missing", left))
    if its.figures["plan"] is None:
        found.append(StepRefused("no_plan"))
    if its.figures["answers"] is None:
        found.append(StepRefused("no_answers"))
    before = published(tx, its.round, its.area)
    if before is not None and not its.texts.note.strip():
        found.append(StepRefused("note_missing"))
    if before is not None and _same(before, its):
        found.append(StepRefused("nothing_new"))
    return tuple(found)


def _same(before: Edition, its: Draft) -> bool:
    return before.figures == its.figures and replace(before.texts, note="") == replace(its.texts, note="")


def send_back(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Returns a draft to whoever wrote it, with comments; raises StepRefused."""
    its = _standing(tx, round_key, area, Deed.RETURNED)
    if not comment.strip():
        raise StepRefused("comment_missing")
    _step(tx, its, Deed.RETURNED, comment, actor, now)


def approve(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Approves a draft that others wrote and proposed; raises StepRefused."""
    its = _standing(tx, round_key, area, Deed.APPROVED)
    if actor in _authors(tx, its):
        raise StepRefused("second_person")
    _step(tx, its, Deed.APPROVED, comment, actor, now)


def _authors(tx: Transaction, its: Draft) -> set[str]:
    """Returns who wrote or proposed what is in hand, since the last edition; filling from data is not writing."""
    before = published(tx, its.round, its.area)
    since = [
        one
        for one in store.drafts_of(tx, its.round, its.area)
        if before is None or one.written_at > before.published_at
    ]
    return {one.written_by for one in since if not one.filled} | {proposer(steps(tx, its.round, its.area))}


@dataclass(frozen=True, slots=True)
class Ready:
    """An edition with its files, made before anything is written."""

    draft: int
    edition: Edition
    files: tuple[File, ...]


def prepare(tx: Transaction, round_key: str, area: str, house: House, actor: str, now: datetime) -> Ready:
    """Makes every format of an approved draft, in a transaction that only reads; raises StepRefused, NotPrintable."""
    its = _standing(tx, round_key, area, Deed.PUBLISHED)
    before = published(tx, round_key, area)
    number = before.edition + 1 if before else 1
    approver = steps(tx, round_key, area)[-1].by
    note = its.texts.note.strip() if before else ""
    texts = replace(its.texts, note=note)
    made = Edition(0, round_key, area, number, note, texts, its.figures, now, actor, approver)
    try:
        return Ready(its.id, made, files(made, house))
    except SettingFailed as fault:
        raise fault.at(name_of(area)) from fault


def publish(tx: Transaction, ready: Ready) -> Edition:
    """Publishes what `prepare` made: it is frozen; raises StepRefused where the draft has moved on meanwhile."""
    made = ready.edition
    its = _standing(tx, made.round, made.area, Deed.PUBLISHED)
    if its.id != ready.draft:
        raise StepRefused("not_now")
    store.add_edition(tx, made, ready.files)
    _step(tx, its, Deed.PUBLISHED, "", made.published_by, made.published_at)
    return editions(tx, made.area)[0]


def publish_all(
    database: Database,
    round_key: str,
    house: House,
    *,
    actor: str,
    now: datetime,
    progress: Progress = _silently,
) -> int:
    """Publishes every approved summary, each in a transaction of its own; returns how many. Safe to begin again.

    All are set before the first is published: where one can't be printed, none is. Raises NotPrintable.
    """
    with database.reading() as tx:
        approved = [area for area, its in states(tx, round_key).items() if its is State.APPROVED]
    ready = []
    for done, area in enumerate(approved, 1):
        with database.reading() as tx:
            ready.append(prepare(tx, round_key, area, house, actor, now))
        progress(done, len(approved))
    for one in ready:
        with database.transaction() as tx:
            publish(tx, one)
    return len(approved)


def _state(tx: Transaction, round_key: str, area: str, its: Draft | None) -> State:
    return state(steps(tx, round_key, area), its.id if its else 0)


def _standing(tx: Transaction, round_key: str, area: str, deed: Deed) -> Draft:
    """Returns the draft that a deed is about; raises StepRefused where the deed is not its turn."""
    its = store.latest_draft(tx, round_key, area)
    check_next(_state(tx, round_key, area, its), deed)
    if its is None:
        raise StepRefused("not_now")
    return its


def _step(tx: Transaction, its: Draft, deed: Deed, comment: str, actor: str, now: datetime) -> None:
    store.add_step(tx, its, deed, comment.strip()[:MOST_COMMENT], actor, now)
    record(tx, actor, tag(actor, f"summary:{deed.value}"), its.round, {"area": its.area}, now)
