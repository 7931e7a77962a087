"""Sheets: what a question comes to as plain tables, for the page, the file and the evidence alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from survey.columns.disclosure import NOTHING_HIDDEN, Hidden
from survey.columns.topline import Block, Line, Result
from survey.columns.weighted import WeightedBlock, WeightedLine
from survey.questionnaire.definition import Absence, Question
from survey.web.language import gettext, language, ngettext, number
from survey.web.results.words import ABSENCES, MANNERS, ON_PAPER

WORDS, COUNT, SHARE, NUMBER = "words", "count", "share", "number"
HIDDEN = "*"
"""Stands for a figure that would tell of too few people."""

PRIVATE = "Not for publication as it stands: some of these counts tell of few people."
"""Stands under tables that hold counts which only analysts may see."""

BY_WEIGHT = "weighted share"
"""A share that is shown where there are weights."""
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: head and units by column; shares between 0 and 1, None where the base is too small."""

    caption: str
    base: str
    head: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def document(self) -> dict[str, Any]:
        """Returns the table as it is frozen."""
        return asdict(self)


def sheets_of(
    result: Result, weighted: Sequence[WeightedBlock] = (), without: Hidden = NOTHING_HIDDEN
) -> tuple[Sheet, ...]:
    """Lays out one result as tables: the answers first, then who did not answer and why.

    `weighted` are the same tables by weight, where there are weights; their shares stand beside the plain ones.
    `without` names what may not be seen.
    """
    if not result.blocks or any(without.base(place) for place in range(len(result.blocks))):
        return ()
    if result.question.kind == "grid":
        return tuple(_grid(result, weighted, without))
    block = result.blocks[0]
    by_weight = weighted[0] if weighted and block.has_shares else None
    answers = _answers(result, block, by_weight, without)
    return tuple(sheet for sheet in (answers, _apart(result, block, without)) if sheet)


def _answers(result: Result, block: Block, weighted: WeightedBlock | None, without: Hidden) -> Sheet | None:
    if result.question.kind == "ranking":
        return _ranking(result, block, weighted, without)
    if result.question.kind == "number":
        return None if without else _numbers(result, block)
    if result.question.counted:
        return None if without else _counted(result, block)
    if not block.lines:
        return None
    columns: list[Column] = [
        (gettext("Answer"), WORDS, lambda line: line.label.say(language())),
        (gettext("Responses"), COUNT, lambda line: line.count),
    ]
    if block.has_shares:
        columns.append((gettext("Share"), SHARE, lambda line: block.share_of(line.count)))
    if weighted:
        columns.append((gettext("Weighted share"), SHARE, lambda line: weighted.lines[line.key].share))
    return _laid_out(result, block, weighted, columns, block.lines, without)


Column = tuple[str, str, Callable[[Line], Value]]
"""A column of a table: its heading, its unit, and what it says of a line."""


def _laid_out(
    result: Result,
    block: Block,
    weighted: WeightedBlock | None,
    columns: Sequence[Column],
    lines: Sequence[Line],
    without: Hidden,
) -> Sheet:
    return Sheet(
        title_of(result),
        base_of(result.question, block, weighted),
        tuple(head for head, _, _ in columns),
        tuple(unit for _, unit, _ in columns),
        tuple(_row(columns, line, without) for line in lines),
    )


def _row(columns: Sequence[Column], line: Line, without: Hidden) -> tuple[Value, ...]:
    values = tuple(value(line) for _, _, value in columns)
    return (values[0], *(HIDDEN for _ in values[1:])) if without.line(0, line.key) else values


def _ranking(result: Result, block: Block, weighted: WeightedBlock | None, without: Hidden) -> Sheet:
    top = gettext("In the top %(places)s", places=result.places)
    columns: list[Column] = [
        (gettext("Answer"), WORDS, lambda line: line.label.say(language())),
        (gettext("First choice"), COUNT, lambda line: line.places[0]),
        (gettext("First choice, share"), SHARE, lambda line: block.share_of(line.places[0])),
        (gettext("First choice, weighted"), BY_WEIGHT, lambda line: _of(weighted, line).places[0]),
        (top, COUNT, lambda line: line.count),
        (gettext("%(top)s, share", top=top), SHARE, lambda line: block.share_of(line.count)),
        (gettext("%(top)s, weighted", top=top), BY_WEIGHT, lambda line: _of(weighted, line).share),
        (gettext("Borda points"), COUNT, lambda line: line.points),
    ]
    left_out = {unit for unit, there in ((SHARE, block.has_shares), (BY_WEIGHT, weighted)) if not there}
    shown_columns = [
        (head, SHARE if unit == BY_WEIGHT else unit, value)
        for head, unit, value in columns
        if unit not in left_out
    ]
    in_order = sorted(block.lines, key=lambda line: -line.points)
    return _laid_out(result, block, weighted, shown_columns, in_order, without)


def _of(weighted: WeightedBlock | None, line: Line) -> WeightedLine:
    assert weighted is not None, "a weighted column without weights"  # noqa: S101  such columns are left out
    return weighted.lines[line.key]


def _numbers(result: Result, block: Block) -> Sheet | None:
    if result.summary is None or not block.has_shares:
        return None
    found = result.summary.quartiles
    rows = (
        (gettext("Lowest"), found.lowest),
        (gettext("A quarter gave at most"), found.lower),
        (gettext("Half gave at most (median)"), found.median),
        (gettext("Three quarters gave at most"), found.upper),
        (gettext("Highest"), found.highest),
        (gettext("Mean"), round(result.summary.mean, 2)),
    )
    unit = result.question.unit.say(language())
    head = (gettext("Of those who gave a number"), unit or gettext("Number"))
    return Sheet(title_of(result), base_of(result.question, block), head, (WORDS, NUMBER), rows)


def _counted(result: Result, block: Block) -> Sheet:
    shares = block.has_shares
    head = [
        gettext("Borough"),
        gettext("Businesses"),
        *([gettext("Share")] if shares else []),
        gettext("Sites"),
    ]
    units = [WORDS, COUNT, *([SHARE] if shares else []), COUNT]
    rows = tuple(
        (
            line.label.say(language()),
            line.count,
            *((block.share_of(line.count),) if shares else ()),
            line.total,
        )
        for line in block.lines
    )
    sites = sum(line.total for line in block.lines)
    base = gettext(
        "%(firms)s and %(sites)s",
        firms=ngettext("%(num)s business", "%(num)s businesses", block.base, num=number(block.base)),
        sites=ngettext("%(num)s site", "%(num)s sites", sites, num=number(sites)),
    )
    return Sheet(title_of(result), base, tuple(head), tuple(units), rows)


def _grid(result: Result, weighted: Sequence[WeightedBlock], without: Hidden) -> Iterator[Sheet]:
    points = [line.label.say(language()) for line in result.blocks[0].lines]
    base = base_of(result.question, max(result.blocks, key=lambda block: block.base))
    if any(block.has_shares for block in result.blocks):
        yield Sheet(
            title_of(result),
            base,
            (gettext("Statement"), *points, gettext("Base")),
            (WORDS, *(SHARE for _ in points), COUNT),
            tuple(
                (
                    block.label.say(language()),
                    *_seen(place, block, without, [block.share_of(line.count) for line in block.lines]),
                    block.base,
                )
                for place, block in enumerate(result.blocks)
            ),
        )
        if weighted:
            yield _grid_by_weight(result, points, base, weighted, without)
    absences = _told_absences(result.blocks)
    yield Sheet(
        gettext("%(title)s: responses", title=title_of(result)),
        base,
        (gettext("Statement"), *points, gettext("Base"), *(str(words) for words in absences.values())),
        (WORDS, *(COUNT for _ in points), COUNT, *(COUNT for _ in absences)),
        tuple(
            (
                block.label.say(language()),
                *_seen(place, block, without, [line.count for line in block.lines]),
                block.base,
                *(_absent(place, block, absence, without) for absence in absences),
            )
            for place, block in enumerate(result.blocks)
        ),
    )


def _seen(place: int, block: Block, without: Hidden, values: Sequence[Value]) -> tuple[Value, ...]:
    lines = zip(block.lines, values, strict=True)
    return tuple(HIDDEN if without.line(place, line.key) else value for line, value in lines)


def _absent(place: int, block: Block, absence: Absence, without: Hidden) -> Value:
    return HIDDEN if without.absence(place, absence) else block.absences.get(absence, 0)


def _told_absences(blocks: Sequence[Block]) -> dict[Absence, Any]:
    """Returns the absences to be told, in order: those of paper only where there are any."""
    met = {absence for block in blocks for absence, count in block.absences.items() if count}
    return ABSENCES | {absence: words for absence, words in ON_PAPER.items() if absence in met}


def _grid_by_weight(
    result: Result, points: Sequence[str], base: str, weighted: Sequence[WeightedBlock], without: Hidden
) -> Sheet:
    rows = []
    for place, (block, by_weight) in enumerate(zip(result.blocks, weighted, strict=True)):
        shares = [by_weight.lines[line.key].share if block.has_shares else None for line in block.lines]
        seen = _seen(place, block, without, shares)
        rows.append((block.label.say(language()), *seen, round(by_weight.effective)))
    return Sheet(
        gettext("%(title)s: weighted shares", title=title_of(result)),
        base,
        (gettext("Statement"), *points, gettext("Effective base")),
        (WORDS, *(SHARE for _ in points), COUNT),
        tuple(rows),
    )


def _apart(result: Result, block: Block, without: Hidden) -> Sheet:
    """Those who gave no answer of substance, and answers that no version explains where there are any."""
    rows: list[tuple[Value, ...]] = [
        (str(words), _absent(0, block, absence, without))
        for absence, words in _told_absences([block]).items()
    ]
    if block.unread:
        rows.append((gettext("Not recognised"), block.unread))
    head = (gettext("No answer"), gettext("Responses"))
    caption = gettext("%(title)s: no answer", title=title_of(result))
    return Sheet(caption, base_of(result.question, block), head, (WORDS, COUNT), tuple(rows))


def title_of(result: Result) -> str:
    """Returns the question's wording and, where it was asked in two manners, which this is."""
    text = result.question.text.say(language())
    return f"{text} – {MANNERS[result.manner]}" if result.manner else text


def base_of(question: Question, block: Block, weighted: WeightedBlock | None = None) -> str:
    """Says how many answers of substance stand behind a table, and how many they are worth once weighted."""
    if question.kind == "ranking":
        base = ngettext(
            "Base: %(num)s response that ranked",
            "Base: %(num)s responses that ranked",
            block.base,
            num=number(block.base),
        )
    else:
        base = ngettext("Base: %(num)s answer", "Base: %(num)s answers", block.base, num=number(block.base))
    if weighted is None:
        return base
    return gettext(
        "%(base)s; weighted, as good as %(worth)s", base=base, worth=number(round(weighted.effective))
    )


def shown(value: Value, unit: str) -> str:
    """Writes a value as it is shown: shares as whole per cent, counts with separators."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return f"{round(value * 100)}%" if unit == SHARE else number(value)
