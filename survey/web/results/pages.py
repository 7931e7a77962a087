"""What the pages of results have in common: the family, the selection, the age of the data, the way around."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from flask import abort, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.columns import reading
from survey.columns.actions import View
from survey.columns.counting import left_out
from survey.columns.crossing import ROUND
from survey.columns.disclosure import NOTHING_HIDDEN, RULES, Hidden, hidden, masked, tells_of_few
from survey.columns.filters import Predicate
from survey.columns.reading import Counts
from survey.columns.selection import Selection, several_areas
from survey.columns.table import Table, table_of
from survey.columns.topline import SMALLEST_BASE, Result
from survey.columns.weighted import WeightedBlock, weighted_topline
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.fieldwork.events import actions as events
from survey.questionnaire.definition import Question, Questionnaire
from survey.web.language import day_and_time, gettext, language
from survey.web.request import database, now
from survey.web.results import words
from survey.web.results.blueprint import columns
from survey.web.results.choosing import EVERYTHING, address_of, chosen, options, without_answer
from survey.web.results.sheets import PRIVATE, Sheet, sheets_of, shown
from survey.weighting.actions import report, weighing
from survey.weighting.targets import scheme_of
from survey.weighting.weights import Report

Reckoned = TypeVar("Reckoned")

WAYS = ("by", "shares", "tests", "bonferroni", "stability", "beside")
"""What an address can ask of a page of results besides the selection."""

SELF_SELECTED = (
    "These are the answers of people who chose to take part. They are not a sample, so they may differ from what "
    "everybody thinks."
)
"""Stands on every page of results and in every file of tables."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What one question comes to, by weight beside, and what of it the person may not see."""

    result: Result
    weighted: Sequence[WeightedBlock]
    hidden: Hidden


@dataclass(frozen=True)
class ResultsPage:
    """One family's results as one person may see them; `view` is None while nobody has answered."""

    family: str
    title: str
    table: Table
    selection: Selection
    asked: Selection
    """The selection as the address asks for it, without the areas that the person is held to."""
    round: Round | None
    rounds: Sequence[Round]
    view: View | None
    allowed: frozenset[str] | None
    report: Report | None = None
    """What the weights of the round rest on; None where its responses have none."""
    versions: tuple[Questionnaire, ...] = ()
    """Every version that was ever published."""
    others: tuple[str, ...] = ()
    """The other questionnaires of the round."""
    events: Mapping[str, str] = field(default_factory=dict)
    """The events of the round, code → name."""

    @property
    def whose(self) -> str:
        """Whose answers these are, in words."""
        return words.whose(self.selection, self.table, self.events)

    @property
    def mark(self) -> int:
        """The data mark."""
        return self.view.mark if self.view else 0

    @property
    def data_at(self) -> datetime:
        """When the columns had last caught up."""
        return self.view.caught_up_at if self.view else now()

    @property
    def sees_rows(self) -> bool:
        """Says whether the person may read single answers."""
        return Role.ANALYST in current_user.roles

    def reckoned(self, name: str, reckon: Callable[[Counts, Predicate], Reckoned]) -> Reckoned:
        """Returns an aggregate of the selection, reckoned once for a data mark."""
        assert self.view is not None, "nobody has answered"  # noqa: S101  views ask first
        snapshot = self.view.snapshot
        return self.view.reckoned(name, self.selection, lambda where: reckon(snapshot, where))

    def size(self) -> int:
        """Returns how many responses the selection holds."""
        if self.view is None:
            return 0
        return self.reckoned("size", lambda counts, where: counts.size(where))

    @property
    def rests_on(self) -> list[tuple[str, str]]:
        """Returns what the figures rest on, as (what, in words), for the page and for files of tables."""
        about = {
            gettext("Whose answers"): self.whose,
            gettext("Consultation"): self.round.name if self.round else "",
            gettext("Which responses count"): str(words.COUNTED),
            gettext("As of"): day_and_time(self.data_at),
            gettext("Data mark"): str(self.mark),
            gettext("Versions of the questionnaire"): gettext(", ").join(
                version[:12] for version in self.table.versions
            ),
        }
        if self.report:
            about[gettext("Weighted shares")] = words.weighting(self.report)
        return list(about.items())

    def left_out(self) -> int:
        """Returns how many responses of the selection a decision leaves out; none for whoever may not read rows."""
        if self.view is None or not self.sees_rows:
            return 0
        alone = replace(self.selection, everything=True)
        snapshot = self.view.snapshot
        return self.view.reckoned("left out", alone, lambda where: snapshot.size(where.also(left_out())))

    @property
    def other_way(self) -> str:
        """Returns the address of this page with the responses that a decision leaves out, or without them."""
        other = replace(self.asked, everything=not self.asked.everything)
        return self.address(self.here, other, **self.place)

    def topline(self, question: Question | None = None) -> tuple[Result, ...]:
        """Returns what each question, or one of them, comes to; areas that the person may not see are left out."""
        return tuple(self._held(result) for result in self._topline(question, self.selection))

    def _topline(self, question: Question | None, selection: Selection) -> tuple[Result, ...]:
        wanted = None if question is None else [question]
        name = f"topline {question.key}" if question else "topline"
        assert self.view is not None, "nobody has answered"  # noqa: S101  views ask first
        snapshot = self.view.snapshot
        return self.view.reckoned(name, selection, lambda where: reading.topline(snapshot, where, wanted))

    def sheets(self, question: Question | None = None) -> list[tuple[Result, tuple[Sheet, ...]]]:
        """Returns each result with its tables, weighted shares beside plain ones where there are weights."""
        return [
            (masked(one.result, one.hidden), sheets_of(one.result, one.weighted, one.hidden))
            for one in self.figures(question)
        ]

    def figures(self, question: Question | None = None, *, protected: bool = True) -> list[Figure]:
        """Returns each result with its tables by weight and what of it this person may not see.

        What is not `protected` must be shown in another way that tells of nobody.
        """
        results = self.topline(question)
        weighted = self._weighted(question) if self.report else {}
        without = self._hidden(question) if protected and not self.sees_rows else {}
        keys = [(one.question.key, one.manner) for one in results]
        return [
            Figure(one, weighted.get(key, ()), without.get(key, NOTHING_HIDDEN))
            for one, key in zip(results, keys, strict=True)
        ]

    def narrowed(self, *areas: str) -> "ResultsPage":
        """Returns the same page of other areas, or of all of them; what else is selected stays."""
        return replace(self, selection=replace(self.selection, areas=areas))

    def _hidden(self, question: Question | None) -> Mapping[tuple[str, str], Hidden]:
        """Returns what this person may not see.

        The tables of each area that they see and of all are protected together.
        """
        areas = sorted(self.allowed or ())
        selections = [replace(self.selection, areas=(area,)) for area in areas]
        if not areas or len(areas) > 1:
            selections.append(replace(self.selection, areas=tuple(areas)))
        here = next((at for at, one in enumerate(selections) if one.areas == self.selection.areas), -1)
        by_selection = [self._topline(question, one) for one in selections]
        adds_up = len(areas) > 1 and not any(several_areas(one) for one in self.table.places)
        found = {}
        for together in zip(*by_selection, strict=True):
            key = (together[0].question.key, together[0].manner)
            held = [self._held(one) for one in together]
            found[key] = (
                hidden(held[:-1], held[-1]) if adds_up else tuple(hidden([one])[0] for one in held)
            )[here]
        return found

    def _weighted(self, question: Question | None) -> Mapping[tuple[str, str], Sequence[WeightedBlock]]:
        wanted = self.table.listed if question is None else [question]
        assert self.view is not None, "nobody has answered"  # noqa: S101  views ask first
        snapshot = self.view.snapshot
        name = f"weighted {question.key}" if question else "weighted"
        return self.view.reckoned(
            name, self.selection, lambda where: weighted_topline(snapshot, where, wanted)
        )

    def was_recoded(self, question: Question) -> bool:
        """Says whether not every version that asked a question offered the same answers to it."""
        asked = [
            one.question_by_key[question.key] for one in self.versions if question.key in one.question_by_key
        ]
        return (
            len({(frozenset(one.choice_by_key), frozenset(row.key for row in one.rows)) for one in asked}) > 1
        )

    private_words = PRIVATE

    def is_private(self, result: Result) -> bool:
        """Says whether what is seen here of a question is not for publication."""
        return self.sees_rows and tells_of_few(result)

    def _held(self, result: Result) -> Result:
        if self.allowed is None or result.question.kind != "area":
            return result
        allowed = self.allowed
        blocks = tuple(
            replace(block, lines=tuple(line for line in block.lines if line.key in allowed))
            for block in result.blocks
        )
        return replace(result, blocks=blocks)

    def address(self, endpoint: str, selection: Selection | None = None, **values: Any) -> str:
        """Returns the address of a page of this family for the same selection, or another."""
        query: dict[str, Any] = dict(address_of(selection or self.asked))
        return url_for(f"results.{endpoint}", family=self.family, **query, **values)

    @property
    def query(self) -> Mapping[str, Sequence[str]]:
        """The selection as the query of an address."""
        return address_of(self.asked)

    @property
    def answer_filters(self) -> list[tuple[str, str]]:
        """Returns each answer asked for, in words, with the address that asks for it no longer."""
        found = []
        for key, choices in self.asked.answers.items():
            question = self.table.question_by_key[key]
            for choice in choices:
                said = f"{question.text.say(language())}: {words.answer_name(question, choice)}"
                fewer = without_answer(self.asked, key, choice)
                found.append((said, self.address(self.here, fewer, **self.place)))
        return found

    @property
    def here(self) -> str:
        """Names the view of this page."""
        return (request.endpoint or "").rpartition(".")[2]

    @property
    def place(self) -> Mapping[str, Any]:
        """What else the address of this page names, such as the question."""
        arguments = (request.view_args or {}).items()
        return {**{name: value for name, value in arguments if name != "family"}, **self.ways}

    @property
    def ways(self) -> Mapping[str, str]:
        """What the address asks of the page besides the selection, such as what stands side by side."""
        return {name: request.args[name] for name in WAYS if request.args.get(name)}

    @property
    def areas(self) -> list[tuple[str, str]]:
        """Returns the areas that can be chosen, as (code, name)."""
        known = reading.choosable_areas(self.table)
        return [
            (code, words.area_name(code)) for code in known if self.allowed is None or code in self.allowed
        ]

    @property
    def answers(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Returns the questions by which responses can be selected, each with its answers as (value, words)."""
        return [
            (
                question.text.say(language()),
                [(f"{question.key}:{key}", words.answer_name(question, key)) for key in options(question)],
            )
            for question in self.table.listed
            if options(question)
        ]


@contextmanager
def opened(family: str, *, every_round: bool = False) -> Iterator[ResultsPage]:
    """Opens one family's results for the person signed in; answers 404 for a family that was never asked.

    With `every_round` all rounds are weighted, not only the one that is shown.
    """
    moment = now()
    with database().reading() as tx:
        rounds = consultations.rounds(tx)
        current = consultations.current_round(tx, moment)
        versions = consultations.published_versions(tx, family)
        planned = events.listing_of(tx)
    if not versions:
        abort(404)
    wanted = request.args.get("round") or (current.key if current else None)
    shown_round = next((one for one in rounds if one.key == wanted), current)
    key = shown_round.key if shown_round else None
    allowed: frozenset[str] | None = current_user.areas
    if allowed is not None and not allowed:
        abort(403)
    scheme = scheme_of(family)
    side_by_side = every_round or request.args.get("by") == ROUND
    weighed = [one.key for one in rounds] if side_by_side else [key]
    everything = Role.ANALYST in current_user.roles and request.args.get("counting") == EVERYTHING
    weighings = (weighing(scheme, one, everything=everything) for one in weighed if scheme)
    with columns().view(family, *weighings) as view:
        if view is not None:
            table = view.snapshot.table
        else:
            table = table_of(family, [(version.hash, version.questionnaire) for version in versions])
        yield ResultsPage(
            family=family,
            title=versions[-1].questionnaire.title.say(language()),
            table=table,
            selection=_held_to(chosen(request.args, table, key, allowed)),
            asked=_held_to(chosen(request.args, table, key, None)),
            round=shown_round,
            rounds=rounds,
            view=view,
            allowed=allowed,
            report=report(view, scheme, key, everything=everything) if view and scheme else None,
            versions=tuple(version.questionnaire for version in versions),
            others=_others(key, family),
            events={one.code: one.plan.name for one in planned if one.round == key},
        )


def _others(round_key: str | None, family: str) -> tuple[str, ...]:
    """Returns the other questionnaires that a round asks."""
    if round_key is None:
        return ()
    with database().reading() as tx:
        return tuple(one for one in consultations.live_versions(tx, round_key) if one != family)


def _held_to(selection: Selection) -> Selection:
    """Leaves a viewer the round and the areas: narrower tables, taken from wider ones, would tell of single people."""
    if Role.ANALYST in current_user.roles:
        return selection
    return Selection(selection.round, selection.areas)


def show(template: str, page: ResultsPage, **values: Any) -> str:
    """Renders a page of results; an empty selection says so, and what to do next."""
    if page.size() == 0:
        template = "results/nobody.html"
    return render_template(
        template,
        page=page,
        channels=words.CHANNELS,
        area_name=words.area_name,
        family_names=words.WHOSE,
        smallest_base=SMALLEST_BASE,
        least_shown=RULES.threshold,
        weighting_in_words=words.weighting,
        counted_in_words=words.COUNTED,
        shown=shown,
        **values,
    )
