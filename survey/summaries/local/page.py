"""A summary as HTML, without what stands around it on a page, and as plain text."""

import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from survey.summaries.local.blocks import Block, Chart, Content, Grid, Heading, Items, Pair, Paragraph
from survey.summaries.local.wording import FIRST

WIDTH = 76
"""Characters of a line of plain text."""


def html(content: Content, templates: Path, contents: str = "") -> str:
    """Returns the summary as a piece of HTML that stands under a page's heading.

    `contents` is the heading of a list of its sections; without it there is none.
    """
    template = _environment(templates).get_template("summaries/content.html")
    return template.render(content=content, english=content.language == FIRST, contents=contents)


@cache
def _environment(templates: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def plain(content: Content) -> str:
    """Returns the summary as plain text, in lines of at most WIDTH characters but for tables."""
    head = [content.title.upper(), content.year, content.made, content.corrects]
    parts = ["\n".join(_wrapped(line) for line in head if line)]
    for section in content.sections:
        parts.append(f"{section.title}\n{'=' * min(len(section.title), WIDTH)}")
        parts += [text for block in section.blocks if (text := "\n".join(_lines(block)))]
    return "\n\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _wrapped(block.text)
    elif isinstance(block, Heading):
        yield from (block.text, "-" * min(len(block.text), WIDTH))
    elif isinstance(block, Items):
        yield from (_item(one) for one in block.items)
    elif isinstance(block, Grid):
        yield from _table(block.head, block.rows)
    elif isinstance(block, Chart):
        yield from _chart(block)
    else:
        yield from _pair(block)


def _chart(chart: Chart) -> Iterator[str]:
    for bar in chart.bars:
        beside = f" ({chart.legend[1]}: {bar.other_words})" if chart.legend else ""
        yield _item(f"{bar.label}: {bar.words}{beside}")


def _pair(pair: Pair) -> Iterator[str]:
    yield pair.title
    yield _wrapped(f"{pair.said_head}: {pair.said}", "  ")
    yield _wrapped(f"{pair.will_head}: {pair.will}", "  ")
    yield from (_wrapped(fact, "  ") for fact in pair.facts)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    for row in (head, *rows):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _item(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="- ", subsequent_indent="  ")


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
