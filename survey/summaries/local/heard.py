"""What people told us, as part of a summary: how many took part, what they put first and why, who was not heard."""

from collections.abc import Iterator, Sequence

from survey.indicators.areas import short_name_of
from survey.places.london import WHOLE
from survey.summaries.local.blocks import Bar, Block, Chart, Grid, Heading, Items, Paragraph
from survey.summaries.local.figures import Answers, Figures, Group, Priority, Voice, Written
from survey.summaries.local.wording import FIRST, Words

FOREMOST = 5
"""Priorities shown of each audience; the file of figures has all of them."""

MOST_THEMES = 4
MOST_GROUPS = 6

TOO_FEW = 0.8
"""A group is not heard enough whose part of those who answered is less than this much of its part of the population."""


def told(figures: Figures, words: Words) -> Iterator[Block]:
    """Yields the blocks of the section."""
    answers, area = figures["answers"], figures["area"]
    if answers is None:
        yield Paragraph(words.say("told_none"))
        return
    yield Paragraph(_how_many(answers, area, words))
    yield _channels(answers, area, words)
    for voice in answers["voices"]:
        if voice["priorities"]:
            yield from _voice(voice, area, words)
    for one in answers["written"]:
        if one["themes"]:
            yield from _written(one, words)
    yield from _unheard(answers, words)


def _how_many(answers: Answers, area: str, words: Words) -> str:
    here, london = answers["responses"], answers["london_responses"]
    if area == WHOLE:
        return words.say("told_one", here=_count(here, words))
    if here is None:
        return words.say("told_few", area=short_name_of(area), london=_count(london, words))
    values = {"here": words.number(here), "area": short_name_of(area), "london": _count(london, words)}
    return words.say("told_both", **values)


def _count(value: int | None, words: Words) -> str:
    return words.say("few") if value is None else words.number(value)


def _channels(answers: Answers, area: str, words: Words) -> Grid:
    beside = area != WHOLE
    rows = []
    for one in answers["channels"]:
        name = words.say(f"channel_{one['key']}") if words.has(f"channel_{one['key']}") else one["key"]
        rows.append((name, _count(one["here"], words), *((_count(one["london"], words),) if beside else ())))
    head = (words.say("channel"), short_name_of(area), *((words.say("london"),) if beside else ()))
    return Grid(words.say("channels"), head, rows, numeric=(1, 2) if beside else (1,))


def _voice(voice: Voice, area: str, words: Words) -> Iterator[Block]:
    beside = area != WHOLE
    hidden = beside and voice["base"] is None
    yield Heading(words.say(voice["family"] if words.has(voice["family"]) else "residents"))
    shown = voice["priorities"][:FOREMOST]
    name = short_name_of(area)
    bars = [_bar(one, words, beside=beside, hidden=hidden) for one in shown]
    rows = [
        words.say("chart_row_both", label=bar.label, here=bar.words, area=name, london=bar.other_words)
        if beside and not hidden
        else words.say("chart_row_one", label=bar.label, here=bar.words)
        for bar in bars
    ]
    legend = (name, words.say("london")) if beside and not hidden else ()
    yield Chart(
        words.say(voice["family"] if words.has(voice["family"]) else "residents"),
        words.say("chart", rows="; ".join(rows)),
        bars,
        legend,
    )
    yield Paragraph(_base(voice, area, words), small=True)
    if not hidden:
        yield _unweighted(shown, area, words)


def _bar(one: Priority, words: Words, *, beside: bool, hidden: bool) -> Bar:
    label = one["labels"].get(words.language, one["labels"].get(FIRST, one["key"]))
    if hidden or not beside:
        share = one["london_weighted"] if hidden else one["weighted"]
        return Bar(label, share, words.share(share))
    other = one["london_weighted"]
    return Bar(label, one["weighted"], words.share(one["weighted"]), other, words.share(other))


def _unweighted(shown: Sequence[Priority], area: str, words: Words) -> Grid:
    """Returns the same figures as a table, the unweighted beside the weighted."""
    beside = area != WHOLE
    name = short_name_of(area)
    rows = []
    for one in shown:
        bar = _bar(one, words, beside=beside, hidden=False)
        its = (bar.label, bar.words, words.share(one["unweighted"]))
        rows.append((*its, bar.other_words) if beside else its)
    head = (words.say("priority"), name, words.say("unweighted", area=name))
    numeric = (1, 2, 3) if beside else (1, 2)
    whole = (*head, words.say("london")) if beside else head
    return Grid(words.say("priority"), whole, rows, numeric=numeric, repeats=True)


def _base(voice: Voice, area: str, words: Words) -> str:
    london = _count(voice["london_base"], words)
    if area == WHOLE:
        return words.say("base_one", here=_count(voice["base"], words))
    if voice["base"] is None:
        return words.say("base_few", area=short_name_of(area), london=london)
    return words.say("base_both", here=words.number(voice["base"]), area=short_name_of(area), london=london)


def _written(one: Written, words: Words) -> Iterator[Block]:
    key = f"family_{one['family']}"
    family = words.say(key if words.has(key) else "family_residents")
    yield Heading(words.say(one["purpose"], family=family, area=short_name_of(one["area"])))
    items = [
        f"{theme['name']}: {words.share(theme['share'])}"
        for theme in one["themes"][:MOST_THEMES]
        if theme["share"] is not None
    ]
    yield Items(items, own=True)
    yield Paragraph(words.say("theme_base", base=_count(one["base"], words)), small=True)


def _unheard(answers: Answers, words: Words) -> Iterator[Block]:
    yield Heading(words.say("unheard"))
    found = unheard(answers["groups"])
    if not found:
        yield Paragraph(words.say("unheard_none"))
        return
    yield Paragraph(words.say("unheard_told"))
    rows = [
        (one["name"], words.share(one["share"]), words.share(one["population"]))
        for one in found[:MOST_GROUPS]
    ]
    head = (words.say("group"), words.say("of_answers"), words.say("of_population"))
    yield Grid(words.say("unheard"), head, rows, numeric=(1, 2), own=True)


def unheard(groups: Sequence[Group]) -> list[Group]:
    """Returns the groups that are heard much less than their size, the least heard first."""
    less = [
        (one["share"] / one["population"], one)
        for one in groups
        if one["share"] is not None and one["population"] > 0 and one["share"] < TOO_FEW * one["population"]
    ]
    return [one for _, one in sorted(less, key=lambda pair: pair[0])]
