"""A summary as PDF: a leaflet of two columns, or one column in large print."""

from datetime import datetime
from pathlib import Path

from survey.fieldwork.paper.typesetting import pdf
from survey.summaries.local.blocks import Content


def leaflet(
    content: Content, templates: Path, made_at: datetime, *, address: str = "", large: bool = False
) -> bytes:
    """Sets a summary as PDF/UA-1; `address` is where it stands on the web; raises what `typesetting.pdf` raises."""
    inputs = {
        "content": content.document(),
        "large": "yes" if large else "no",
        "address": address,
    }
    return pdf(templates / "print" / "summary.typ", inputs, made_at)
