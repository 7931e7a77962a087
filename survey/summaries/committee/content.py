"""Puts the committee report together from what was published, once for every format."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from survey.consultations.round import Round
from survey.summaries.figures.figures import Figures
from survey.summaries.local.blocks import Block, Content, Grid, Heading, Items, Paragraph, Section

CONTENTS = "In this report"
"""Heads the list of sections."""

FOREMOST = 10
"""Priorities of which the whys and whats are told."""

QUESTION = "priorities"
LEFT_OUT = "*"
FAMILIES = {"residents": "Residents", "businesses": "Businesses", "postcard": "Postcards"}
WAYS = {
    "web": "Website",
    "telephone": "Telephone",
    "paper": "Paper",
    "postcard": "Postcard",
    "event": "Event",
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that a named person has cleared."""

    priority: str
    family: str
    words: str
    whose: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A decision to leave responses out of results."""

    family: str
    says: str
    reason: str
    responses: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at the integrity of responses came to."""

    family: str
    at: datetime
    looked_at: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Material:
    """All that the report is made of; every figure of answers is a published one."""

    round: Round
    figures: Mapping[str, Figures]
    """Questionnaire → what was published of it."""
    before: Mapping[str, Figures]
    """The same of the round before; empty where there was none."""
    before_name: str
    quoted: Sequence[Quoted]
    left_out: Sequence[LeftOut]
    looked: Sequence[Looked]


def content(material: Material, edition: int, day: date, sponsor: str) -> Content:
    """Returns the report in sections."""
    return Content(
        language="en",
        mirrored=False,
        title=f"Report on {material.round.name}",
        year=f"{_day(material.round.opens_at)} to {_day(material.round.closes_at)}",
        made=f"Edition {edition}, {day.day} {day:%B %Y}, {sponsor}",
        corrects="",
        sponsor=sponsor,
        sections=tuple(_sections(material)),
    )


def _sections(material: Material) -> Iterator[Section]:
    yield Section("method", "How people were asked", tuple(_method(material)))
    yield Section("who", "Who took part, beside the population", tuple(_who(material)))
    yield Section("priorities", "Every priority, by way of taking part", tuple(_by_way(material)))
    yield Section(
        "foremost", "The foremost priorities: why, and what people want done", tuple(_foremost(material))
    )
    yield Section("beside", "Residents beside businesses", tuple(_beside(material)))
    yield Section("before", "Beside the year before", tuple(_before(material)))
    yield Section(
        "integrity", "What was left out, and how sound the responses are", tuple(_integrity(material))
    )
    yield Section("limits", "What these figures can and can’t tell", tuple(_limits(material)))


def _method(material: Material) -> Iterator[Block]:
    about = material.round
    yield Paragraph(
        f"The consultation was open from {_day(about.opens_at)} to {_day(about.closes_at)}. Anyone could take part on "
        "the website, by telephone, on paper or at an event; the same questionnaires served every way."
    )
    if about.is_short:
        yield Paragraph("It was open for less than eight weeks.")
    rows = [
        [
            FAMILIES.get(family, family),
            *(_count(one.document["channels"].get(way, 0)) for way in WAYS),
            f"{one.size:,}",
        ]
        for family, one in material.figures.items()
    ]
    yield Grid(
        "Responses by way of taking part",
        ["Questionnaire", *WAYS.values(), "All"],
        rows,
        tuple(range(1, len(WAYS) + 2)),
    )
    for family, one in material.figures.items():
        yield _source(family, one)
        if one.weighting:
            yield Paragraph(one.weighting, small=True)


def _who(material: Material) -> Iterator[Block]:
    found = False
    for family, one in material.figures.items():
        groups = one.document["groups"]
        for title in dict.fromkeys(group["title"] for group in groups):
            its = [group for group in groups if group["title"] == title]
            found = True
            yield Grid(
                f"{FAMILIES.get(family, family)}: {title.lower()}",
                [title, "Of those who took part", "Of the population", "Index"],
                [
                    [group["name"], _share(group["share"]), _share(group["population"]), _index(group)]
                    for group in its
                ],
                (1, 2, 3),
            )
            yield Paragraph(f"Population: {its[0]['source']}.", small=True)
        if groups:
            yield _source(family, one)
    if not found:
        yield Paragraph("No figures of the population are at hand for these questionnaires.")
    else:
        yield Paragraph(
            "An index of 100 is a group’s part of the population; below 80 it was heard too little."
        )


def _by_way(material: Material) -> Iterator[Block]:
    for family, one in material.figures.items():
        table = one.table(QUESTION)
        if table is None:
            continue
        methods = one.document["methods"]
        ways = [way for way in WAYS if way in methods["bases"]]
        rows = [
            [
                _said(line["label"]),
                *(_count(methods["lines"].get(line["key"], {}).get(way)) for way in ways),
                _count(line["count"]),
                _share(line["share"]),
                _share(line["weighted"]),
            ]
            for line in _ordered(table)
        ]
        head = ["Priority", *(WAYS[way] for way in ways), "All", "Share", "Weighted"]
        yield Grid(
            f"{FAMILIES.get(family, family)}: named among the priorities, of {table['base']:,} who answered",
            head,
            rows,
            tuple(range(1, len(head))),
        )
        if any(other["manner"] == "unprompted" for other in one.tables):
            yield Paragraph(
                "By telephone callers named priorities in their own words, which clerks coded: another measure, so it "
                "stands beside the others and is in no share of all.",
                small=True,
            )
        yield _source(family, one)


def _foremost(material: Material) -> Iterator[Block]:
    told = False
    for family, one in material.figures.items():
        table = one.table(QUESTION)
        if table is None:
            continue
        said = {priority["key"]: priority["said"] for priority in one.document["said"]}
        quoted = [quote for quote in material.quoted if quote.family == family]
        if not said and not quoted:
            continue
        told = True
        for place, line in enumerate(_ordered(table)[:FOREMOST], 1):
            quotes = [quote for quote in quoted if quote.priority == line["key"]]
            its = said.get(line["key"], ())
            share = _share(line["weighted"] if line["weighted"] is not None else line["share"])
            yield Heading(f"{FAMILIES.get(family, family)}, {place}: {_said(line['label'])} ({share})")
            for answer in its:
                yield Grid(
                    f"{answer['title']}: {answer['base']:,} texts read for it, {answer['not_coded']:,} not yet",
                    ["What they said", "Share of texts"],
                    [[theme["name"], _share(theme["share"])] for theme in answer["themes"]],
                    (1,),
                )
            if quotes:
                yield Items([f"‘{quote.words}’ – {quote.whose}" for quote in quotes])
            if not its and not quotes:
                yield Paragraph("Too few texts about it had been read and coded, and none was quoted.")
        yield _source(family, one)
    if not told:
        yield Paragraph(
            "No texts had been read and coded when these figures were published, and none was quoted."
        )
    yield Paragraph("Quotations are ones that a named person has cleared.", small=True)


def _beside(material: Material) -> Iterator[Block]:
    both = {
        family: material.figures[family]
        for family in ("residents", "businesses")
        if family in material.figures
    }
    tables = [one.table(QUESTION) for one in both.values()]
    if len(tables) < 2 or None in tables:
        yield Paragraph("Both questionnaires are needed for this, and one of them has no published figures.")
        return
    yield from _compared(tables[0], tables[1], ("Residents", "Businesses"))
    yield Paragraph("An answer that one questionnaire does not offer has no share there.", small=True)
    for family, one in both.items():
        yield _source(family, one)


def _before(material: Material) -> Iterator[Block]:
    found = False
    for family, one in material.figures.items():
        earlier = material.before.get(family)
        tables = one.table(QUESTION), earlier.table(QUESTION) if earlier else None
        if earlier is None or tables[0] is None or tables[1] is None:
            continue
        found = True
        yield Heading(FAMILIES.get(family, family))
        yield from _compared(*tables, ("This year", "The year before"))
        yield _source(family, one)
        yield _source(family, earlier)
    if not found:
        yield Paragraph(
            "Nothing of an earlier consultation was published here, so there is nothing to compare with."
        )
    else:
        yield Paragraph(
            f"The year before: {material.before_name}. Both were answered by those who chose to, so a difference may "
            "come from who answered. An answer that was not offered before, or no longer is, has no share there.",
            small=True,
        )


def _compared(one: Any, other: Any, names: tuple[str, str]) -> Iterator[Block]:
    theirs = {line["key"]: line for line in other["lines"]}
    rows = []
    for line in _ordered(one):
        there = theirs.get(line["key"])
        shares = _best(line), _best(there) if there else None
        gap = "" if shares[0] is None or shares[1] is None else f"{100 * (shares[0] - shares[1]):+.0f}"
        rows.append(
            [_said(line["label"]), _share(shares[0]), _share(shares[1]) if there else "not offered", gap]
        )
    rows += [
        [_said(line["label"]), "not offered", _share(_best(line)), ""]
        for key, line in theirs.items()
        if key not in {here["key"] for here in one["lines"]}
    ]
    yield Grid(
        f"Named among the priorities: of {one['base']:,} and {other['base']:,} who answered",
        ["Priority", *names, "Points apart"],
        rows,
        (1, 2, 3),
    )


def _integrity(material: Material) -> Iterator[Block]:
    for one in material.looked:
        yield Paragraph(
            f"{FAMILIES.get(one.family, one.family)}: of {one.looked_at:,} responses looked at on {_day(one.at)}, "
            f"{one.flagged:,} met a rule for patterns that honest answers seldom show. That alone leaves nothing out."
        )
    if not material.looked:
        yield Paragraph("No look at patterns of responses was recorded for this consultation.")
    standing = [one for one in material.left_out if one.stands]
    if standing:
        yield Grid(
            "Responses left out of results, each by a published rule or by name, and by a named person",
            ["Questionnaire", "By what", "Why", "Responses"],
            [
                [FAMILIES.get(one.family, one.family), one.says, one.reason, f"{one.responses:,}"]
                for one in standing
            ],
            (3,),
        )
    else:
        yield Paragraph("No response was left out of these results.")


def _limits(material: Material) -> Iterator[Block]:
    first = next(iter(material.figures.values()))
    yield Items(
        [
            "These are the answers of people who chose to take part. They are not a sample, so no margin of error can "
            "be given, and they may differ from what everybody thinks.",
            "Weighting brings those who answered to the make-up of the population by the groups named above. It can’t"
            " make up for groups from which hardly anybody answered, nor for what sets those apart who like to answer.",
            f"A star (*) stands for a figure below {first.document['threshold']}, or one from which such could "
            f"be worked out. Fewer than {first.document['smallest_base']} answers carry no shares.",
            "Letters, petitions and responses of groups are registered and read, and are in none of these counts.",
            "The figures are frozen: later corrections and withdrawals do not change them.",
        ]
    )


def _source(family: str, one: Figures) -> Paragraph:
    return Paragraph(
        f"Source: public figures of {FAMILIES.get(family, family).lower()}, edition {one.edition}, data as of "
        f"{_day(one.data_at)} (data mark {one.data_mark}); /results/{one.round}/{one.family}?edition={one.edition}",
        small=True,
    )


def _ordered(table: Any) -> list[Any]:
    """Returns the lines of a table, the most named first; what was left out last."""
    return sorted(table["lines"], key=lambda line: -(_best(line) or (line["count"] or -1) / 1e9))


def _best(line: Any) -> float | None:
    found: float | None = line["weighted"] if line["weighted"] is not None else line["share"]
    return found


def _said(words: Mapping[str, str]) -> str:
    return str(words.get("en") or next(iter(words.values()), ""))


def _count(value: int | None) -> str:
    return LEFT_OUT if value is None else f"{value:,}"


def _share(value: float | None) -> str:
    return LEFT_OUT if value is None else f"{value:.0%}"


def _index(group: Mapping[str, Any]) -> str:
    if group["share"] is None or not group["population"]:
        return LEFT_OUT
    return f"{100 * group['share'] / group['population']:.0f}"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
