"""The report as a Word document, with real headings and tables, so that a screen reader finds its way."""

from io import BytesIO
from typing import Any

from survey.summaries.committee.word_contents import add_contents, mark
from survey.summaries.local.blocks import Block, Content, Grid, Heading, Items, Paragraph

LANGUAGE = "en-GB"


def document(content: Content, contents: str) -> bytes:
    """Writes the report as DOCX; `contents` heads the list of its sections."""
    from docx import Document  # noqa: PLC0415  with its memory only where a report is made

    made = Document()
    made.core_properties.title = content.title
    made.core_properties.author = content.sponsor
    made.core_properties.language = LANGUAGE
    _speak_english(made)
    made.add_heading(content.title, 0)
    made.add_paragraph(content.year)
    made.add_paragraph(content.made)
    add_contents(made, contents, [section.title for section in content.sections])
    for at, section in enumerate(content.sections):
        mark(made.add_heading(section.title, 1), at)
        for block in section.blocks:
            _put(made, block)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _speak_english(made: Any) -> None:
    """Has every style say in which language it is: without it a screen reader guesses."""
    from docx.oxml.ns import qn  # noqa: PLC0415  as above
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415  as above

    fonts = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for known in fonts.findall(qn("w:lang")):
        fonts.remove(known)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), LANGUAGE)
    fonts.append(spoken)


def _put(made: Any, block: Block) -> None:
    if isinstance(block, Paragraph):
        made.add_paragraph(block.text)
    elif isinstance(block, Heading):
        made.add_heading(block.text, 2)
    elif isinstance(block, Items):
        for item in block.items:
            made.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Grid):
        _table(made, block)


def _table(made: Any, grid: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  as above
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415  as above

    made.add_paragraph(grid.caption, style="Caption")
    table = made.add_table(rows=1, cols=len(grid.head), style="Table Grid")
    row = table.rows[0]
    # the first row is repeated on each page, and read out with every cell
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, words in zip(row.cells, grid.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for values in grid.rows:
        for at, (cell, words) in enumerate(zip(table.add_row().cells, values, strict=True)):
            cell.text = words
            if at in grid.numeric:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    made.add_paragraph()
