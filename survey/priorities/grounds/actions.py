"""What is done with grounds: gathered from answers and recorded crime, entered, read from files, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.columns.filters import Predicate
from survey.columns.selection import Selection
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.indicators.benchmarks import actions as benchmarks
from survey.indicators.crime import actions as crime
from survey.indicators.measures import actions as measures
from survey.indicators.sheet import Sheet
from survey.places.london import WHOLE
from survey.priorities.evidence import actions as evidence
from survey.priorities.grounds import store
from survey.priorities.grounds.file import figures_in
from survey.priorities.grounds.gathering import of_crime, of_voice
from survey.priorities.grounds.ground import (
    BY_HAND,
    FAMILY_OF,
    LONGEST_WORDS,
    Figure,
    Ground,
    GroundRefused,
    Source,
    Unit,
    standing,
)
from survey.priorities.grounds.said import WHERE_CODED, WHERE_QUOTED, of_quotations, of_themes
from survey.priorities.grounds.surveyed import of_survey
from survey.priorities.grounds.voices import View, Voice
from survey.priorities.planning import actions as planning
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.definition import Questionnaire
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.asking import places_asked
from survey.themes.quotations import actions as quotations
from survey.themes.quotations.quotation import Quotation
from survey.themes.texts import actions as texts
from survey.themes.variables.reasons import Priority, asked_about, priorities

QUOTED_NO_MORE = "A quotation that may not be quoted any more."
"""Stands in the history for words that were cleared once."""


class UnknownGround(LookupError):
    """No piece goes by this id."""


def standing_in(tx: Transaction, round_key: str, area: str) -> tuple[Ground, ...]:
    """Returns what stands for the candidates of an area; a quotation that is cleared no more does not."""
    pieces = standing(store.of_area(tx, round_key, area))
    hushed = _hushed(tx, round_key, pieces)
    return tuple(one for one in pieces if one.id not in hushed)


def history(tx: Transaction, round_key: str, area: str) -> tuple[Ground, ...]:
    """Returns every piece that was ever kept for an area, in that order, without words that may not be quoted now."""
    return _as_may_be_seen(tx, round_key, store.of_area(tx, round_key, area))


def _as_may_be_seen(tx: Transaction, round_key: str, pieces: Sequence[Ground]) -> tuple[Ground, ...]:
    hushed = _hushed(tx, round_key, pieces)
    return tuple(
        replace(one, said=replace(one.said, words=QUOTED_NO_MORE)) if one.id in hushed else one
        for one in pieces
    )


def _hushed(tx: Transaction, round_key: str, pieces: Sequence[Ground]) -> frozenset[int]:
    """Returns the quotations among them that were taken back, or whose text was redacted or withdrawn since."""
    quoting = [one for one in pieces if one.said.source is Source.QUOTES and WHERE_QUOTED in one.said.origin]
    said = [f"‘{one.words}’" for one in quotations.cleared(tx, round_key)] if quoting else []
    return frozenset(one.id for one in quoting if not any(one.said.words.startswith(words) for words in said))


def find(tx: Transaction, ground_id: int) -> Ground:
    """Returns one piece; raises UnknownGround."""
    found = store.find(tx, ground_id)
    if found is None:
        raise UnknownGround(ground_id)
    return _as_may_be_seen(tx, found.round, [found])[0]


def counts(tx: Transaction, round_key: str) -> Mapping[str, int]:
    """Returns area → pieces kept."""
    return store.count_by_area(tx, round_key)


def gather_voice(
    tx: Transaction,
    round_key: str,
    area: str,
    source: Source,
    found: Voice,
    *,
    data_mark: int,
    data_at: datetime,
    actor: str,
    now: datetime,
) -> int:
    """Keeps what answers say in an area, their tables frozen as evidence; returns for how many candidates."""
    frozen = evidence.keep_evidence(
        tx,
        round_key=round_key,
        family=FAMILY_OF[source],
        question=found.question.key,
        title=found.question.text.say("en"),
        whose=found.whose,
        tables=found.sheets,
        selection=found.selection,
        data_mark=data_mark,
        data_at=data_at,
        actor=actor,
        now=now,
    )
    candidates = planning.candidates(tx, round_key, area)
    figures = list(of_voice(source, found, candidates, frozen.id, data_at))
    store.add(tx, round_key, area, figures, actor, now)
    _record(tx, round_key, area, source, len(figures), actor, now)
    return len(figures)


def gather_survey(
    tx: Transaction,
    round_key: str,
    areas: Sequence[str],
    questionnaire: Questionnaire,
    actor: str,
    now: datetime,
) -> int:
    """Keeps what the latest sample survey says in each of some areas; returns how many pieces."""
    survey = benchmarks.latest(tx, questionnaire.family)
    if survey is None:
        return 0
    sample, kept = benchmarks.sample_of(tx, survey), 0
    for area in areas:
        place = None if area == WHOLE else area
        found = benchmarks.estimated(survey, sample, questionnaire, QUESTION, place)
        figures = (
            list(of_survey(survey, found, planning.candidates(tx, round_key, area)))
            if found is not None
            else []
        )
        store.add(tx, round_key, area, figures, actor, now)
        if figures:
            _record(tx, round_key, area, Source.BENCHMARK, len(figures), actor, now)
        kept += len(figures)
    return kept


def gather_words(
    tx: Transaction,
    view: View,
    questionnaire: Questionnaire,
    round_key: str,
    area: str,
    *,
    data_at: datetime,
    actor: str,
    now: datetime,
) -> int:
    """Keeps what people wrote: themes of coded texts, cleared quotations; returns how many pieces are new.

    What was gathered before and is not said any more stands no longer; it stays in the history.
    """
    candidates = planning.candidates(tx, round_key, area)
    figures = [
        *of_themes(coded(tx, view, questionnaire, round_key, area), candidates, data_at),
        *of_quotations(quoted(tx, questionnaire, round_key), questionnaire, area, candidates),
    ]
    family = tuple(f"{where}, {questionnaire.family}" for where in (WHERE_CODED, WHERE_QUOTED))
    figures = [replace(one, origin=f"{one.origin}, {questionnaire.family}") for one in figures]
    wanted = {(one.candidate, one.origin, one.words): one for one in figures}
    kept = standing(store.of_area(tx, round_key, area))
    before = [one for one in kept if one.said.origin in family]
    known = {(one.said.candidate, one.said.origin, one.said.words): one for one in before}
    for key, one in known.items():
        if key not in wanted:
            store.withdraw(tx, one.id, "Gathered anew", actor, now)
    new = [one for key, one in wanted.items() if key not in known]
    store.add(tx, round_key, area, new, actor, now)
    for source in (Source.THEMES, Source.QUOTES):
        count = len([one for one in new if one.source is source])
        if count:
            _record(tx, round_key, area, source, count, actor, now)
    return len(new)


def coded(
    tx: Transaction, view: View, questionnaire: Questionnaire, round_key: str, area: str
) -> tuple[Priority, ...]:
    """Returns what coded texts of an area say of each choice; empty where no text has a codebook."""
    its = codebooks.all_of(tx, round_key=round_key, family=questionnaire.family)
    books = [(one, places_asked(questionnaire, one.entries)) for one in its]
    ranking = asked_about(view.snapshot.table, books) if books else None
    if ranking is None:
        return ()
    which = Selection(round=round_key, areas=() if area == WHOLE else (area,))
    marks = [(one.id, one.version) for one in its]

    def reckon(where: Predicate) -> tuple[Priority, ...]:
        return priorities(view.snapshot, ranking, books, where)

    return tuple(view.reckoned(f"reasons {marks}", which, reckon))


def quoted(
    tx: Transaction, questionnaire: Questionnaire, round_key: str
) -> tuple[tuple[str, Quotation], ...]:
    """Returns the cleared quotations of a round, each with the key of the choice that its words are about."""
    cleared = quotations.cleared(tx, round_key, family=questionnaire.family)
    places = places_asked(questionnaire, {one.entry for one in cleared})
    found = []
    for one in cleared:
        if one.entry not in places:
            continue
        question, place = places[one.entry]
        ranked = texts.answer_of(tx, one.text, question)
        if isinstance(ranked, list) and place <= len(ranked):
            found.append((ranked[place - 1], one))
    return tuple(found)


def gather_crime(tx: Transaction, round_key: str, area: str, actor: str, now: datetime) -> int:
    """Keeps recorded crime and its trend in the last year that is whole; returns how many pieces."""
    figures = measures.figures(tx, area)
    candidates = planning.candidates(tx, round_key, area)
    years = crime.whole_years(tx)
    found = list(of_crime(figures, years[-1], candidates)) if years else []
    store.add(tx, round_key, area, found, actor, now)
    if found:
        _record(tx, round_key, area, Source.CRIME, len(found), actor, now)
    return len(found)


def enter(tx: Transaction, round_key: str, area: str, figure: Figure, actor: str, now: datetime) -> None:
    """Keeps a piece that somebody entered; raises GroundRefused, UnknownCandidate."""
    _check(figure, area)
    candidate = planning.find_candidate(tx, round_key, figure.candidate)
    if not candidate.stands or candidate.area not in {"", area}:
        raise GroundRefused("no_candidate", "candidate")
    store.add(tx, round_key, area, [figure], actor, now)
    _record(tx, round_key, area, figure.source, 1, actor, now)


def take_file(
    tx: Transaction,
    round_key: str,
    area: str,
    sheet: Sheet,
    columns: Mapping[str, str],
    *,
    source: Source,
    origin: str,
    as_of: str,
    actor: str,
    now: datetime,
    held_to: Sequence[str] | None = None,
) -> int:
    """Keeps every row of a file, or none; `held_to` names the areas that the person may speak of.

    Raises GroundRefused.
    """
    candidates = planning.candidates(tx, round_key)
    found = figures_in(sheet, columns, candidates, area, source=source, origin=origin, as_of=as_of)
    for place, figure in found:
        _check(figure, place)
        if held_to is not None and place not in held_to:
            raise GroundRefused("no_area", "area", words=place)
    for place in dict.fromkeys(place for place, _ in found):
        its = [figure for where, figure in found if where == place]
        store.add(tx, round_key, place, its, actor, now)
        _record(tx, round_key, place, source, len(its), actor, now)
    return len(found)


def keep_letter(
    tx: Transaction,
    round_key: str,
    area: str,
    candidate: int,
    submission: str,
    words: str,
    actor: str,
    now: datetime,
) -> None:
    """Links a letter, petition or submission of a group to a candidate; it is in no count. Raises UnknownCandidate."""
    planning.find_candidate(tx, round_key, candidate)
    figure = Figure(
        candidate,
        Source.LETTERS,
        Unit.WORDS,
        words=words[:LONGEST_WORDS],
        as_of=now.date().isoformat(),
        origin="Register of letters and petitions",
        link=f"submission:{submission}",
    )
    store.add(tx, round_key, area, [figure], actor, now)


def withdraw(tx: Transaction, ground_id: int, because: str, actor: str, now: datetime) -> None:
    """Takes a piece out of what stands, with a reason; it stays readable. Raises GroundRefused, UnknownGround."""
    found = find(tx, ground_id)
    if not because.strip():
        raise GroundRefused("reason_missing", "because")
    if found.withdrawn_at is None:
        store.withdraw(tx, ground_id, because.strip()[:LONGEST_WORDS], actor, now)
        record(tx, actor, tag(actor, "ground:withdrawn"), str(ground_id), {"area": found.area}, now)


def _check(figure: Figure, area: str) -> None:
    if area not in SET_FOR:
        raise GroundRefused("no_area", "area")
    if figure.source not in BY_HAND:
        raise GroundRefused("not_by_hand", "source")
    if figure.figure is None and not figure.words.strip():
        raise GroundRefused("nothing_said", "figure")
    if not figure.origin.strip():
        raise GroundRefused("no_origin", "origin")
    if len(figure.words) > LONGEST_WORDS:
        raise GroundRefused("too_long", "words")
    if figure.link and not figure.link.startswith(("https://", "http://", "evidence:")):
        raise GroundRefused("bad_link", "link")
    try:
        date.fromisoformat(figure.as_of)
    except ValueError:
        raise GroundRefused("no_day", "as_of") from None


def _record(
    tx: Transaction, round_key: str, area: str, source: Source, pieces: int, actor: str, now: datetime
) -> None:
    detail = {"area": area, "source": source.value, "pieces": pieces}
    record(tx, actor, tag(actor, "ground:kept"), round_key, detail, now)
