"""Sheets: what a question comes to as plain tables, for the page, the file and the evidence alike."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from survey.columns.topline import Block, Line, Result
from survey.questionnaire.definition import Question
from survey.web.language import gettext, language, ngettext, number
from survey.web.results.words import ABSENCES, MANNERS

WORDS, COUNT, SHARE, NUMBER = "words", "count", "share", "number"
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


def sheets_of(result: Result) -> tuple[Sheet, ...]:
    """Lays out one result as tables: the answers first, then who did not answer and why."""
    if not result.blocks:
        return ()
    if result.question.kind == "grid":
        return tuple(_grid(result))
    block = result.blocks[0]
    return tuple(sheet for sheet in (_answers(result, block), _apart(result, block)) if sheet)


def _answers(result: Result, block: Block) -> Sheet | None:
    if result.question.kind == "ranking":
        return _ranking(result, block)
    if result.question.kind == "number":
        return _numbers(result, block)
    if result.question.counted:
        return _counted(result, block)
    if not block.lines:
        return None
    head, units, values = [gettext("Answer"), gettext("Responses")], [WORDS, COUNT], [_label_and_count]
    if block.has_shares:
        head.append(gettext("Share"))
        units.append(SHARE)
        values.append(lambda line: (block.share_of(line.count),))
    rows = tuple(tuple(cell for value in values for cell in value(line)) for line in block.lines)
    return Sheet(title_of(result), base_of(result.question, block), tuple(head), tuple(units), rows)


def _label_and_count(line: Line) -> tuple[Value, ...]:
    return (line.label.say(language()), line.count)


def _ranking(result: Result, block: Block) -> Sheet:
    shares = block.has_shares
    head = [gettext("Answer"), gettext("First choice")]
    top = gettext("In the top %(places)s", places=result.places)
    head += [gettext("First choice, share"), top, gettext("%(top)s, share", top=top)] if shares else [top]
    units = [WORDS, COUNT, SHARE, COUNT, SHARE, COUNT] if shares else [WORDS, COUNT, COUNT, COUNT]
    rows = []
    for line in sorted(block.lines, key=lambda line: -line.points):
        first, any_place = line.places[0], line.count
        counted = (first, block.share_of(first), any_place, block.share_of(any_place))
        cells = counted if shares else (first, any_place)
        rows.append((line.label.say(language()), *cells, line.points))
    return Sheet(
        title_of(result),
        base_of(result.question, block),
        (*head, gettext("Borda points")),
        tuple(units),
        tuple(rows),
    )


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


def _grid(result: Result) -> Iterator[Sheet]:
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
                    *(block.share_of(line.count) for line in block.lines),
                    block.base,
                )
                for block in result.blocks
            ),
        )
    yield Sheet(
        gettext("%(title)s: responses", title=title_of(result)),
        base,
        (gettext("Statement"), *points, gettext("Base"), *(str(words) for words in ABSENCES.values())),
        (WORDS, *(COUNT for _ in points), COUNT, *(COUNT for _ in ABSENCES)),
        tuple(
            (
                block.label.say(language()),
                *(line.count for line in block.lines),
                block.base,
                *(block.absences.get(absence, 0) for absence in ABSENCES),
            )
            for block in result.blocks
        ),
    )


def _apart(result: Result, block: Block) -> Sheet:
    """Those who gave no answer of substance, and answers that no version explains where there are any."""
    rows: list[tuple[Value, ...]] = [
        (str(words), block.absences.get(absence, 0)) for absence, words in ABSENCES.items()
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


def base_of(question: Question, block: Block) -> str:
    """Says how many answers of substance stand behind a table."""
    if question.kind == "ranking":
        return ngettext(
            "Base: %(num)s response that ranked", "Base: %(num)s responses that ranked", block.base
        )
    return ngettext("Base: %(num)s answer", "Base: %(num)s answers", block.base, num=number(block.base))


def shown(value: Value, unit: str) -> str:
    """Writes a value as it is shown: shares as whole per cent, counts with separators."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    return f"{round(value * 100)}%" if unit == SHARE else number(value)
