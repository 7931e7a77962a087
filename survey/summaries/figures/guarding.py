"""What is left out of an edition, so that neither it nor it and the editions before it give a small count away."""

from collections.abc import Iterable, Sequence

from survey.statistics.suppression import protect
from survey.summaries.figures.cells import REST, Cells, Name
from survey.summaries.figures.gates import Gates
from survey.summaries.figures.sheet import Sheet


def guarded(cells: Cells, before: Sequence[Cells], kept: Iterable[Name], gates: Gates) -> frozenset[Name]:
    """Returns the names that may be shown, of the counts of a new edition.

    `before` are the editions that stand, the earliest first. `kept` are counts that stay as they were published
    before, and so are not shown anew. Raises CannotProtect.
    """
    out = _never_shown(cells) | set(kept)
    sheet = Sheet()
    for number, one in enumerate(before):
        sheet.lay(number, one, set(one.counts) - one.shown, gates, fixed=True)
        if number:
            sheet.link(number - 1, number, one.counts)
    new = len(before)
    sheet.lay(new, cells, out, gates, fixed=False)
    if before:
        sheet.link(new - 1, new, cells.counts)
    hidden = protect(sheet.cells(), sheet.small, sheet.widths, sheet.unshown)
    shown = {name for (edition, name), at in sheet.at.items() if edition == new and not hidden[at]}
    return frozenset(name for name in shown if shown.issuperset(_rests_on(name)))


def _never_shown(cells: Cells) -> set[Name]:
    return {name for name in cells.counts if name[0] in {"size", "base", "line"} and name[1] == REST}


def _rests_on(name: Name) -> list[Name]:
    """Returns the counts without which one can't be read: above all the base that it is of."""
    its: list[Name] = []
    match name:
        case ("answer", *table, _key):
            its = [("table", *table)]
        case ("first", *table, key):
            its = [("table", *table), ("answer", *table, key)]
        case ("base", area):
            its = [("size", area)]
        case ("line", area, _key):
            its = [("base", area), ("size", area)]
        case ("method", _manner, channel):
            its = [("channel", channel)]
        case ("chosen", manner, channel, _key):
            its = [("method", manner, channel), ("channel", channel)]
    return its
