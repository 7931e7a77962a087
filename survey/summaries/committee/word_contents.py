"""The list of contents of a Word document: real paragraphs with links, inside a field that Word can renew."""

from collections.abc import Sequence
from typing import Any

FIELD = r'TOC \o "1-1" \n \h \z'
"""Headings of the first level, as links and without page numbers, which are known to nobody but Word."""

STYLE = "toc 1"


def add_contents(made: Any, heading: str, titles: Sequence[str]) -> None:
    """Lists titles under a heading, each a link to the heading of that place, which `mark` makes a goal."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415  with its memory only where a report is made

    style = made.styles.add_style(STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.base_style = made.styles["Normal"]
    made.add_paragraph(heading, style="TOC Heading")
    lines = [made.add_paragraph(style=style) for _ in titles]
    for part in (_part("begin"), _asked(), _part("separate")):
        lines[0]._p.append(part)
    for at, (line, title) in enumerate(zip(lines, titles, strict=True)):
        line._p.append(_link(line, title, at))
    lines[-1]._p.append(_part("end"))


def mark(heading: Any, at: int) -> None:
    """Makes a heading the goal of the link at that place."""
    begin = _element("w:bookmarkStart", {"w:id": str(at), "w:name": _name(at)})
    heading._p.insert(1 if heading._p.pPr is not None else 0, begin)
    heading._p.append(_element("w:bookmarkEnd", {"w:id": str(at)}))


def _name(at: int) -> str:
    return f"_Toc{1000 + at}"


def _link(line: Any, title: str, at: int) -> Any:
    run = line.add_run(title)
    run.underline = True
    link = _element("w:hyperlink", {"w:anchor": _name(at), "w:history": "1"})
    link.append(run._r)
    return link


def _part(kind: str) -> Any:
    run = _element("w:r")
    run.append(_element("w:fldChar", {"w:fldCharType": kind}))
    return run


def _asked() -> Any:
    run, asked = _element("w:r"), _element("w:instrText", {"xml:space": "preserve"})
    asked.text = FIELD
    run.append(asked)
    return run


def _element(name: str, values: dict[str, str] | None = None) -> Any:
    from docx.oxml.ns import qn  # noqa: PLC0415  as above
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415  as above

    made = OxmlElement(name)
    for key, value in (values or {}).items():
        made.set(qn(key), value)
    return made
