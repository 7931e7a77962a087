"""The figures of a summary as files: JSON, as they are kept, and CSV, one figure on a line."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

import orjson

from survey.indicators.areas import name_of
from survey.places.london import WHOLE
from survey.summaries.local.figures import Answers, Figures, Performance, Plan, Voice
from survey.summaries.local.wording import FIRST

HEAD = ("area_code", "area", "section", "item", "measure", "value", "unit", "in_words")


def as_json(figures: Figures, imprint: dict[str, Any]) -> bytes:
    """Returns the figures with which edition they are of."""
    return orjson.dumps({**imprint, "figures": figures}, option=orjson.OPT_INDENT_2)


def as_csv(figures: Figures) -> bytes:
    """Returns the figures, one on a line, under HEAD."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEAD)
    area, name = figures["area"], name_of(figures["area"])
    writer.writerows((area, name, *(_safe(cell) for cell in row)) for row in _rows(figures))
    return written.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    """Keeps a spreadsheet from taking words for a formula; a number with a sign stays one."""
    is_number = cell.lstrip("+-").replace(".", "", 1).isdigit()
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and not is_number else cell


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    if figures["performance"] is not None:
        yield from _performance(figures["performance"])
    if figures["answers"] is not None:
        yield from _answers(figures["answers"], figures["area"])
    if figures["plan"] is not None:
        yield from _plan(figures["plan"])


def _performance(its: Performance) -> Iterator[tuple[str, ...]]:
    for line in its["lines"]:
        values = (
            ("previous", line["previous"], "count"),
            ("current", line["current"], "count"),
            ("change", line["change"], "count"),
            ("pct_change", line["percent"], "per cent"),
        )
        for measure, value, unit in values:
            yield (f"performance {its['year']}", line["name"], measure, value or "", unit, "")
        yield (f"performance {its['year']}", line["name"], "result", line["verdict"], "", line["words"])


def _answers(its: Answers, area: str) -> Iterator[tuple[str, ...]]:
    for voice in its["voices"]:
        yield from _voice(voice, area)
    for one in its["channels"]:
        for family, count in one["london"].items():
            yield ("channels, London", one["key"], family, _cell(count), "responses", "")
    for written in its["written"]:
        label = written["labels"].get(FIRST, written["key"])
        section = f"written by {written['family']}, London"
        words = f"{label}: {written['title']}"
        yield (section, written["key"], "base", _cell(written["base"]), "texts", words)
        for theme in written["themes"]:
            yield (section, written["key"], theme["name"], _cell(theme["share"]), "share", words)
        for name in written.get("here", ()):
            yield (f"written by {written['family']}, {area}", written["key"], name, "", "", words)
    for group in its["groups"]:
        for measure in ("share", "population"):
            value = group["share"] if measure == "share" else group["population"]
            yield ("not heard enough", group["name"], measure, _cell(value), "share", group["title"])


def _voice(voice: Voice, area: str) -> Iterator[tuple[str, ...]]:
    section = voice["family"]
    yield (section, "all", "took part", _cell(voice["size"]), "responses", "")
    yield (section, "all", "took part, London", _cell(voice["london_size"]), "responses", "")
    yield (section, "all", "answered", _cell(voice["base"]), "responses", "")
    yield (section, "all", "answered, London", _cell(voice["london_base"]), "responses", "")
    for line in voice["priorities"]:
        name = line["labels"].get(FIRST, line["key"])
        yield (section, line["key"], "count", _cell(line["count"]), "responses", name)
        shares = {"weighted": line["weighted"], "unweighted": line["unweighted"]}
        if area != WHOLE:
            shares |= {"weighted, London": line["london_weighted"]}
            shares |= {"unweighted, London": line["london_unweighted"]}
        for measure, share in shares.items():
            yield (section, line["key"], measure, _cell(share), "share", name)


def _plan(plan: Plan) -> Iterator[tuple[str, ...]]:
    for one in plan["promises"]:
        for target in one["targets"]:
            yield (f"plan {plan['year']}", one["name"], "target", "", "", target)
        yield (f"plan {plan['year']}", one["name"], "decision", "taken up", "", one["we_will"])
    for left in plan["left_out"]:
        yield (f"plan {plan['year']}", left["name"], "decision", "not taken up", "", left["reason"])


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.6f}"
