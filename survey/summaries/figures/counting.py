"""Counting what is published: for London every closed question, for each area how many took part and what they want."""

from collections.abc import Mapping, Sequence
from typing import Any

from survey.columns.disclosure import RULES, Hidden, Rules, hidden, hidden_among
from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.columns.selection import Selection, several_areas
from survey.columns.topline import SMALLEST_BASE, Block, Line, Result
from survey.columns.weighted import WeightedBlock, weighted_topline
from survey.places.london import AREAS, WHOLE
from survey.priorities.grounds.voices import View
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.definition import Question
from survey.summaries.figures.hiding import REST, Part, left_out
from survey.weighting.heard import HeardMargin

PUBLISHED = frozenset({"single_choice", "yes_no", "multiple_choice", "grid", "ranking"})
"""Kinds of question that are published; numbers and words are not."""

HEARD_LESS = 80
"""A group whose index lies below this was not heard as much as its size."""

CODES = tuple(area.code for area in AREAS)


def selection(round_key: str, area: str = WHOLE) -> Selection:
    """Returns what is counted of an area, London for WHOLE."""
    return Selection(round=round_key, areas=() if area == WHOLE else (area,))


def document(
    view: View,
    round_key: str,
    heard: Mapping[str, Sequence[HeardMargin]],
    said: Sequence[Mapping[str, Any]],
    *,
    weighted: bool,
    rules: Rules = RULES,
) -> dict[str, Any]:
    """Returns all public figures of one questionnaire in one round, as they are frozen.

    `heard` holds responses against the population by area, `said` what people wrote about the foremost priorities.
    """
    table = view.snapshot.table
    questions = [one for one in table.questions if one.kind in PUBLISHED and one.key not in table.made_of]
    plain = _topline(view, selection(round_key), questions)
    by_weight = _weighted(view, selection(round_key), questions) if weighted else {}
    by_area = _by_area(view, round_key, weighted, rules)
    channels = view.reckoned("channels", selection(round_key), view.snapshot.by_channel)
    few = hidden_among(channels, rules)
    return {
        "size": sum(channels.values()),
        "channels": {key: None if key in few else count for key, count in channels.items()},
        "tables": [
            one
            for result in plain
            for one in _tables(result, by_weight.get((result.question.key, result.manner), ()), rules)
        ],
        "areas": by_area,
        "methods": _by_method(view, round_key, channels, rules),
        "not_heard": {
            area: _not_heard(margins)
            for area, margins in heard.items()
            if area == WHOLE or (by_area.get(area, {}).get("base") or 0) >= SMALLEST_BASE
        },
        "groups": _groups(heard.get(WHOLE, ()), rules),
        "said": list(said),
        "threshold": rules.threshold,
        "smallest_base": SMALLEST_BASE,
    }


def _topline(view: View, which: Selection, questions: Sequence[Question]) -> Sequence[Result]:
    name = f"public {','.join(one.key for one in questions)}"
    found: Sequence[Result] = view.reckoned(
        name, which, lambda where: topline(view.snapshot, where, questions)
    )
    return found


def _weighted(
    view: View, which: Selection, questions: Sequence[Question]
) -> Mapping[tuple[str, str], Sequence[WeightedBlock]]:
    def reckon(where: Predicate) -> Mapping[tuple[str, str], Sequence[WeightedBlock]]:
        return weighted_topline(view.snapshot, where, questions)

    name = f"public weighted {','.join(one.key for one in questions)}"
    found: Mapping[tuple[str, str], Sequence[WeightedBlock]] = view.reckoned(name, which, reckon)
    return found


def _tables(result: Result, weighted: Sequence[WeightedBlock], rules: Rules) -> list[dict[str, Any]]:
    (without,) = hidden([result], None, rules)
    return [
        _table(result, place, block, weighted[place] if place < len(weighted) else None, without)
        for place, block in enumerate(result.blocks)
        if not without.base(place) and block.base
    ]


def _table(
    result: Result, place: int, block: Block, weighted: WeightedBlock | None, without: Hidden
) -> dict[str, Any]:
    question = result.question
    return {
        "question": question.key,
        "manner": result.manner,
        "kind": question.kind,
        "text": dict(question.text.by_language),
        "row": block.key,
        "label": dict(block.label.by_language) if block.key else {},
        "base": block.base,
        "effective": round(weighted.effective, 1) if weighted and block.has_shares else None,
        "lines": [_line(line, block, weighted, out=without.line(place, line.key)) for line in block.lines],
    }


def _line(line: Line, block: Block, weighted: WeightedBlock | None, *, out: bool) -> dict[str, Any]:
    by_weight = weighted.lines.get(line.key) if weighted and block.has_shares else None
    return {
        "key": line.key,
        "label": dict(line.label.by_language),
        "count": None if out else line.count,
        "first": line.places[0] if line.places and not out else None,
        "share": None if out else block.share_of(line.count),
        "weighted": None if out or by_weight is None else by_weight.share,
    }


def _by_area(view: View, round_key: str, weighted: bool, rules: Rules) -> dict[str, Any]:
    """Returns area → how many took part, and how many named each priority; what would tell of few is left out."""
    table = view.snapshot.table
    question = table.question_by_key.get(QUESTION)
    sizes = {
        area: int(view.reckoned("size", selection(round_key, area), view.snapshot.size))
        for area in (*CODES, WHOLE)
    }
    # a firm with sites in several boroughs counts in each: nothing adds up to London, and nothing follows from it
    adds_up = not any(several_areas(one) for one in table.places)
    blocks = {area: _block(view, round_key, area, question) for area in (*CODES, WHOLE)} if question else {}
    few = _few_took_part(sizes, rules, adds_up=adds_up)
    found: dict[str, Any] = {
        area: {"size": None if area in few else sizes[area], "base": None, "lines": {}} for area in CODES
    }
    everybody = blocks.get(WHOLE)
    if question is None or everybody is None:
        return found
    by_weight = {
        area: _weighted(view, selection(round_key, area), [question]) if weighted else {} for area in CODES
    }
    for area in CODES:
        block = blocks[area]
        if block is not None and block.base >= rules.threshold and area not in few:
            found[area]["base"] = block.base
    for line in everybody.lines:
        _spread(found, blocks, by_weight, question.key, line.key, rules, adds_up=adds_up)
    return found


def _by_method(view: View, round_key: str, channels: Mapping[str, int], rules: Rules) -> dict[str, Any]:
    """Returns how many named each priority by each way of taking part, without what would tell of few.

    Ways in which the choices were named add up to London's table, those in which they were not to a table of its own:
    each kind of ways is protected by itself.
    """
    question = view.snapshot.table.question_by_key.get(QUESTION)
    bases: dict[str, int | None] = {}
    lines: dict[str, dict[str, int | None]] = {}
    if question is None:
        return {"bases": bases, "lines": lines}
    by_manner: dict[str, dict[str, Block]] = {}
    for channel in channels:
        which = Selection(round=round_key, channels=(channel,))
        for result in _topline(view, which, [question]):
            if result.blocks and result.blocks[0].base:
                manner = "unprompted" if result.manner == "unprompted" else "prompted"
                by_manner.setdefault(manner, {}).setdefault(channel, result.blocks[0])
    for blocks in by_manner.values():
        few = hidden_among({channel: block.base for channel, block in blocks.items()}, rules)
        unshown = sum(blocks[channel].base for channel in few)
        bases |= {channel: None if channel in few else block.base for channel, block in blocks.items()}
        for choice in question.choices:
            parts = {
                channel: Part(_count(block, choice.key), unshown if channel in few else block.base)
                for channel, block in blocks.items()
            }
            out = left_out({**parts, REST: Part(0, 0)}, rules) | few
            lines.setdefault(choice.key, {}).update(
                {channel: None if channel in out else part.count for channel, part in parts.items()}
            )
    return {"bases": bases, "lines": lines}


def _few_took_part(sizes: Mapping[str, int], rules: Rules, *, adds_up: bool) -> frozenset[str]:
    everybody = sizes[WHOLE]
    parts = {area: Part(sizes[area], everybody) for area in CODES}
    parts[REST] = Part(max(0, everybody - sum(sizes[area] for area in CODES)), everybody)
    return left_out(parts, rules, adds_up=adds_up)


def _block(view: View, round_key: str, area: str, question: Question) -> Block | None:
    results = _topline(view, selection(round_key, area), [question])
    main = next((one for one in results if one.manner != "unprompted"), None)
    return main.blocks[0] if main is not None and main.blocks and main.blocks[0].base else None


def _spread(
    found: dict[str, Any],
    blocks: Mapping[str, Block | None],
    by_weight: Mapping[str, Mapping[tuple[str, str], Sequence[WeightedBlock]]],
    question: str,
    key: str,
    rules: Rules,
    *,
    adds_up: bool,
) -> None:
    """Writes one answer into every area whose count may be shown."""
    counts = {area: _count(block, key) for area, block in blocks.items()}
    bases = {area: block.base if block else 0 for area, block in blocks.items()}
    # where a base is not shown, all that is known of it is what remains of London's
    unshown = max(0, bases[WHOLE] - sum(found[area]["base"] or 0 for area in CODES))
    parts = {area: Part(counts[area], found[area]["base"] or unshown) for area in CODES}
    parts[REST] = Part(max(0, counts[WHOLE] - sum(counts[area] for area in CODES)), unshown)
    out = left_out(parts, rules, adds_up=adds_up)
    for area in CODES:
        block = blocks[area]
        if found[area]["base"] is None or block is None or area in out:
            continue
        weighted = next((its for (one, _), its in by_weight[area].items() if one == question), ())
        line = weighted[0].lines.get(key) if weighted and block.has_shares else None
        found[area]["lines"][key] = {
            "count": counts[area],
            "share": block.share_of(counts[area]),
            "weighted": line.share if line else None,
        }


def _count(block: Block | None, key: str) -> int:
    return next((line.count for line in block.lines if line.key == key), 0) if block else 0


def _groups(margins: Sequence[HeardMargin], rules: Rules) -> list[dict[str, Any]]:
    """Returns the groups of London beside their part of the population; shares are 0 to 1, None where left out."""
    found = []
    for margin in margins:
        few = hidden_among({group.key: group.responses for group in margin.groups}, rules)
        found += [
            {
                "margin": margin.margin.key,
                "title": margin.margin.label,
                "key": group.key,
                "name": group.label,
                "share": None if group.key in few else group.share,
                "population": group.of_population,
                "source": margin.margin.source,
            }
            for group in margin.groups
        ]
    return found


def _not_heard(margins: Sequence[HeardMargin]) -> list[str]:
    """Returns the groups that were heard less than their size, in words."""
    return [
        group.label
        for margin in margins
        for group in margin.groups
        if group.index is not None and group.index < HEARD_LESS and margin.margin.key != "borough"
    ]
