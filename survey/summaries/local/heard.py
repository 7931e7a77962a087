"""What people told us, as part of a summary: how many took part, what they put first and why, who was not heard."""

from collections.abc import Iterator, Mapping, Sequence

from survey.indicators.areas import short_name_of
from survey.places.london import WHOLE
from survey.summaries.local.answers import shown
from survey.summaries.local.blocks import Bar, Block, Chart, Grid, Heading, Items, Paragraph
from survey.summaries.local.figures import Answers, Figures, Priority, Voice, Written
from survey.summaries.local.wording import FIRST, Words

FOREMOST = 5
"""Priorities shown of each audience; the file of figures has all of them."""

TOLD = ("residents", "businesses")
"""The audiences of which priorities are shown; the file of figures has all of them."""

WRITTEN_ABOUT = 2
"""Priorities of which the whys and whats are told."""

MOST_THEMES = 3


def told(figures: Figures, words: Words) -> Iterator[Block]:
    """Yields the blocks of the section."""
    answers, area = figures["answers"], figures["area"]
    if answers is None:
        yield Paragraph(words.say("told_none"))
        return
    everybody = sum(one["london_size"] for one in answers["voices"])
    yield Paragraph(words.say("told_many", london=words.number(everybody)))
    yield _sizes(answers, area, words)
    yield _channels(answers, words)
    for voice in answers["voices"]:
        if voice["priorities"] and voice["family"] in TOLD:
            yield from _voice(voice, area, words)
    yield from _written(answers, area, words)
    yield from _unheard(answers, words)


def _count(value: int | None, words: Words) -> str:
    return words.say("few") if value is None else words.number(value)


def _sizes(answers: Answers, area: str, words: Words) -> Grid:
    beside = area != WHOLE
    rows = []
    for one in answers["voices"]:
        name = _said("size", one["family"], words)
        here, london = _count(one["size"], words), words.number(one["london_size"])
        rows.append((name, here, london) if beside else (name, london))
    place = (short_name_of(area),) if beside else ()
    head = (words.say("who"), *place, words.say("london"))
    return Grid(words.say("who_took_part"), head, rows, numeric=(1, 2) if beside else (1,))


def _channels(answers: Answers, words: Words) -> Grid:
    families = [one["family"] for one in answers["voices"]]
    rows = [
        (_said("channel", one["key"], words), *(_count(one["london"].get(key), words) for key in families))
        for one in answers["channels"]
    ]
    head = (words.say("channel"), *(_said("size", key, words) for key in families))
    return Grid(words.say("channels"), head, rows, numeric=tuple(range(1, len(head))))


def _said(kind: str, key: str, words: Words) -> str:
    name = f"{kind}_{key}"
    return words.say(name) if words.has(name) else key.replace("_", " ").capitalize()


def _voice(voice: Voice, area: str, words: Words) -> Iterator[Block]:
    beside, name = area != WHOLE, short_name_of(area)
    hidden = beside and voice["base"] is None
    foremost = voice["priorities"][:FOREMOST]
    bars = [_bar(one, words, beside=beside, hidden=hidden) for one in foremost]
    yield Heading(words.say(voice["family"]))
    rows = [
        words.say("chart_row_both", label=bar.label, here=bar.words, area=name, london=bar.other_words)
        if bar.other_words
        else words.say("chart_row_one", label=bar.label, here=bar.words)
        for bar in bars
    ]
    legend = (name, words.say("london")) if beside and not hidden else ()
    yield Chart(words.say(voice["family"]), words.say("chart", rows="; ".join(rows)), bars, legend)
    yield Paragraph(_base(voice, area, words), small=True)
    if not hidden:
        yield _as_table(foremost, bars, voice, area, words)


def _label(labels: Mapping[str, str], key: str, words: Words) -> str:
    return labels.get(words.language, labels.get(FIRST, key))


def _bar(one: Priority, words: Words, *, beside: bool, hidden: bool) -> Bar:
    label = _label(one["labels"], one["key"], words)
    here, london = shown(one)
    if hidden or not beside:
        share = london if hidden else here
        return Bar(label, share, words.share(share))
    return Bar(label, here, words.share(here), london, words.share(london))


def _as_table(
    foremost: Sequence[Priority], bars: Sequence[Bar], voice: Voice, area: str, words: Words
) -> Grid:
    """Returns the same figures as a table, the unweighted beside the weighted."""
    beside, name = area != WHOLE, short_name_of(area)
    rows = []
    for one, bar in zip(foremost, bars, strict=True):
        its = (bar.label, bar.words, words.share(one["unweighted"]))
        rows.append((*its, bar.other_words) if beside else its)
    place = (words.say("london"),) if beside else ()
    head = (words.say("priority"), name, words.say("unweighted", area=name), *place)
    numeric = (1, 2, 3) if beside else (1, 2)
    return Grid(words.say(voice["family"]), head, rows, numeric=numeric, under_its_name=True, repeats=True)


def _base(voice: Voice, area: str, words: Words) -> str:
    london = _count(voice["london_base"], words)
    is_weighted = any(one["london_weighted"] is not None for one in voice["priorities"])
    what = words.say("shares_weighted" if is_weighted else "shares_plain")
    if area == WHOLE:
        return f"{what} {words.say('base_one', here=london)}"
    if voice["base"] is None:
        return f"{words.say('base_few', area=short_name_of(area), london=london)} {what}"
    values = {"here": words.number(voice["base"]), "area": short_name_of(area), "london": london}
    return f"{what} {words.say('base_both', **values)}"


def _written(answers: Answers, area: str, words: Words) -> Iterator[Block]:
    """Yields the whys and whats of the priorities that residents named most often and that somebody wrote about."""
    known: dict[str, list[Written]] = {}
    for one in answers["written"]:
        if one["themes"]:
            known.setdefault(one["key"], []).append(one)
    voices = [one for one in answers["voices"] if one["family"] in TOLD][:1]
    order = [one["key"] for voice in voices for one in voice["priorities"] if one["key"] in known]
    if order:
        yield Paragraph(words.say("written_intro", area=short_name_of(area)))
    for key in order[:WRITTEN_ABOUT]:
        for one in known[key]:
            label = _label(one["labels"], key, words)
            yield Heading(words.say("written", priority=label, title=one["title"]))
            themes = [its for its in one["themes"][:MOST_THEMES] if its["share"] is not None]
            yield Items([f"{its['name']}: {words.share(its['share'])}" for its in themes], own=True)
            yield Paragraph(words.say("theme_base", base=words.number(one["base"])), small=True)
            if here := one.get("here"):
                yield Paragraph(words.say("written_here", area=short_name_of(area), themes="; ".join(here)))


def _unheard(answers: Answers, words: Words) -> Iterator[Block]:
    yield Heading(words.say("unheard"))
    if not answers["groups"]:
        yield Paragraph(words.say("unheard_none"))
        return
    yield Paragraph(words.say("unheard_told"))
    if all(one["share"] is None for one in answers["groups"]):
        by_title: dict[str, list[str]] = {}
        for one in answers["groups"]:
            by_title.setdefault(one["title"], []).append(one["name"])
        yield Items([f"{title}: {', '.join(names)}" for title, names in by_title.items()], own=True)
        return
    rows = [
        (f"{one['title']}: {one['name']}", words.share(one["share"]), words.share(one["population"]))
        for one in answers["groups"]
    ]
    head = (words.say("group"), words.say("of_answers"), words.say("of_population"))
    yield Grid(words.say("unheard"), head, rows, numeric=(1, 2), english=(0,), under_its_name=True)
