"""Which counts of a further edition stay as they were published before: those that changed by too few people.

Whatever changes between two editions tells of the people who came in between. So a table, or an area, is renewed once
enough of them have come; until then it stands as it was, and says of which edition it is. Since the areas add up to
London, those that are not renewed have to have changed by enough between them too.
"""

from collections.abc import Sequence

from survey.columns.disclosure import Rules
from survey.places.london import WHOLE
from survey.summaries.figures.cells import REST, Cells, Name


def kept(cells: Cells, before: Sequence[Cells], rules: Rules) -> set[Name]:
    """Returns the names of counts that are not published anew; `before` are the editions so far, the earliest first."""
    if before and abs(cells["size", WHOLE] - before[-1]["size", WHOLE]) < rules.change:
        return set(cells.counts)
    tables = {table for table in cells.tables() if _stays(("table", *table), cells, before, rules)}
    names = {
        name
        for name in cells.counts
        if name[0] in {"table", "answer", "first"} and (name[1], name[2], name[3]) in tables
    }
    if cells.main in tables:
        names |= {name for name in cells.counts if name[0] in {"size", "base", "line"} and name[1] != WHOLE}
        return names | _ways(cells)
    areas = _areas(cells, before, rules)
    names |= {name for name in cells.counts if name[0] in {"size", "base", "line"} and name[1] in areas}
    if any(_stays(name, cells, before, rules) for name in cells.counts if name[0] in {"channel", "method"}):
        names |= _ways(cells)
    return names


def _ways(cells: Cells) -> set[Name]:
    return {name for name in cells.counts if name[0] in {"channel", "method", "chosen"}}


def _stays(name: Name, cells: Cells, before: Sequence[Cells], rules: Rules) -> bool:
    """Says whether a count was published, and has changed by less than is enough since it was published last."""
    last = next((one for one in reversed(before) if name in one.shown), None)
    return last is not None and abs(cells[name] - last[name]) < rules.change


def _areas(cells: Cells, before: Sequence[Cells], rules: Rules) -> set[str]:
    everywhere = [name[1] for name in cells.under("size") if name[1] not in {REST, WHOLE}]
    staying = {
        area
        for area in everywhere
        if any(_stays((what, area), cells, before, rules) for what in ("size", "base"))
    }
    never = {area for area in everywhere if not any(("size", area) in one.shown for one in before)}
    small = {area for area in never if cells["size", area] < rules.threshold}
    while before and not _enough(cells, before, staying | small | {REST}, rules):
        others = [area for area in everywhere if area not in staying | small]
        if not others:
            break
        last = before[-1]
        staying.add(min(others, key=lambda area: (abs(cells["size", area] - last["size", area]), area)))
    return staying


def _enough(cells: Cells, before: Sequence[Cells], areas: set[str], rules: Rules) -> bool:
    """Says whether areas that are not renewed have changed between them by nobody, or by enough, since each edition."""
    for what in ("size", "base"):
        its = [(what, area) for area in areas if (what, area) in cells.counts]
        for one in before:
            changed = abs(sum(cells[name] - one.counts.get(name, 0) for name in its))
            if 0 < changed < rules.change:
                return False
    return True
