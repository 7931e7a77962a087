"""Puts a summary together from texts and figures, once for every format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from survey.indicators.areas import name_of, short_name_of
from survey.places.london import WHOLE
from survey.summaries.local.blocks import Block, Content, Grid, Heading, Items, Pair, Paragraph, Section
from survey.summaries.local.figures import Figures, Line, Promise
from survey.summaries.local.heard import told
from survey.summaries.local.texts import Texts, blocks, lines
from survey.summaries.local.wording import Words

JUDGED = ("achieved", "missed")


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which edition it is, of what day, and who publishes it."""

    edition: int
    day: date
    sponsor: str


def content(texts: Texts, figures: Figures, imprint: Imprint, words: Words) -> Content:
    """Returns the summary in the language of the words."""
    area = figures["area"]
    plan = figures["plan"]
    year = plan["year"] if plan else ""
    named = words.say("title_london") if area == WHOLE else words.say("title", area=name_of(area))
    day = words.day(imprint.day.isoformat())
    return Content(
        words.language,
        words.is_mirrored,
        named,
        words.say("year", year=year) if year else figures["round_name"],
        words.say("made", edition=imprint.edition, day=day, sponsor=imprint.sponsor),
        words.say("corrects", note=texts.note) if texts.note else "",
        imprint.sponsor,
        tuple(_sections(texts, figures, words)),
    )


def _sections(texts: Texts, figures: Figures, words: Words) -> Iterator[Section]:
    yield Section(
        "first-message",
        _from(texts.first_from, "message_of_authority", words),
        _own(texts.first_message, words),
    )
    yield Section(
        "second-message",
        _from(texts.second_from, "message_of_police", words),
        _own(texts.second_message, words),
    )
    yield Section("strategic", words.say("strategic"), _strategic(texts, words))
    yield _did(texts, figures, words)
    yield Section("told", words.say("told"), tuple(told(figures, words)))
    yield from _plan(figures, words)
    yield Section("initiatives", words.say("initiatives"), _own(texts.initiatives, words))
    yield Section("teams", words.say("teams"), _own(texts.teams, words))
    events = lines(texts.events)
    its: tuple[Block, ...] = (Heading(words.say("events")), Items(events, own=True)) if events else ()
    yield Section("engagement", words.say("engagement"), (*_own(texts.engagement, words), *its))
    known = lines(texts.contacts)
    listed: tuple[Block, ...] = (Items(known, own=True),) if known else ()
    yield Section("contacts", words.say("contacts"), (*listed, Paragraph(words.say("emergency"))))
    yield Section("next", words.say("next"), _own(texts.next_consultation, words))
    yield Section("method", words.say("made_how"), tuple(_method(figures, words)))


def _from(name: str, otherwise: str, words: Words) -> str:
    return words.say("message", name=name) if name else words.say(otherwise)


def _own(text: str, words: Words) -> tuple[Block, ...]:
    """Returns what staff wrote; a word that there is nothing yet, where they wrote nothing."""
    found = blocks(text)
    if not found:
        return (Paragraph(words.say("nothing_written"), small=True),)
    return tuple(Paragraph(one, own=True) if isinstance(one, str) else Items(one, own=True) for one in found)


def _strategic(texts: Texts, words: Words) -> tuple[Block, ...]:
    found = lines(texts.strategic)
    if not found:
        return _own("", words)
    return (Paragraph(words.say("strategic_told")), Items(found, own=True))


def _did(texts: Texts, figures: Figures, words: Words) -> Section:
    its = figures["performance"]
    year = its["year"] if its else ""
    title = words.say("did", year=year)
    own = _own(texts.how_we_did, words) if texts.how_we_did.strip() else ()
    if its is None or not its["lines"]:
        return Section("performance", title, (*own, Paragraph(words.say("did_none", year=year))))
    rows = [_line(one, words) for one in its["lines"]]
    judged = [one["verdict"] for one in its["lines"] if one["verdict"] in JUDGED]
    counts = words.say("did_counts", of=len(judged), met=judged.count("achieved"))
    area = short_name_of(figures["area"])
    grid = Grid(
        words.say("did_caption", area=area, year=year),
        (words.say("did_measure"), words.say("did_figure"), words.say("did_result")),
        rows,
        english=(0, 1),
    )
    return Section("performance", title, (*own, *((Paragraph(counts),) if judged else ()), grid))


def _line(line: Line, words: Words) -> tuple[str, str, str]:
    return (line["name"], line["figure"], words.say(line["verdict"]))


def _plan(figures: Figures, words: Words) -> Iterator[Section]:
    plan = figures["plan"]
    if plan is None:
        # The year that is planned for is not known without a plan: the consultation's name stands for it.
        yield Section(
            "will",
            words.say("will", year=figures["round_name"]),
            (Paragraph(words.say("will_none", year=figures["round_name"])),),
        )
        return
    promises = tuple(_promise(one, words) for one in plan["promises"])
    yield Section("will", words.say("will", year=plan["year"]), promises)
    # What shares a reason stands together: most of a long list has the same.
    names: dict[str, list[str]] = {}
    for one in plan["left_out"]:
        names.setdefault(one["reason"], []).append(one["name"])
    left = tuple(Paragraph(f"{'; '.join(its)}: {reason}", own=True) for reason, its in names.items())
    yield Section("left-out", words.say("left_out"), left or (Paragraph(words.say("left_out_none")),))


def _promise(one: Promise, words: Words) -> Pair:
    facts = [f"{words.say('target')}: {target}" for target in one["targets"]]
    if one["owner"]:
        facts.append(words.say("whose", owner=one["owner"], due=words.day(one["due"])))
    if one["adapted"]:
        facts.append(words.say("adapted", reason=one["reason"]))
    return Pair(
        one["name"], words.say("you_said"), one["you_said"], words.say("we_will"), one["we_will"], facts
    )


def _method(figures: Figures, words: Words) -> Iterator[Block]:
    performance, plan, answers = figures["performance"], figures["plan"], figures["answers"]
    opened, closed = words.day(figures["opened"]), words.day(figures["closed"])
    yield Paragraph(words.say("made_open", opened=opened, closed=closed))
    for one in answers["sources"] if answers else ():
        family = words.say(f"size_{one['family']}") if words.has(f"size_{one['family']}") else one["family"]
        day = words.day(one["data_at"])
        yield Paragraph(words.say("made_answers", family=family, edition=one["edition"], day=day))
        if one["weighting"]:
            yield Paragraph(one["weighting"], own=True)
    yield Paragraph(words.say("made_hidden"))
    if performance is not None and performance["lines"]:
        sources = dict.fromkeys(source for line in performance["lines"] for source in line["sources"])
        yield Paragraph(words.say("made_crime", year=performance["year"], sources="; ".join(sources)))
    if plan is not None:
        its = short_name_of(figures["area"])
        yield Paragraph(words.say("made_plan", area=its, year=plan["year"], edition=plan["edition"]))
