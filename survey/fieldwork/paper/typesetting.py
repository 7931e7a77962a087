"""Sets what is printed as PDF: for screen readers too (PDF/UA-1), with fonts that we bring."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).with_name("fonts")
"""Built at set-up, see assets/build.py."""

STANDARD: Literal["ua-1"] = "ua-1"


class FontsMissing(RuntimeError):
    """The fonts were not built; `make` builds them."""


def pdf(template: Path, inputs: Mapping[str, Any], made_at: datetime) -> bytes:
    """Sets a template with inputs, each as JSON where it is not a text; raises FontsMissing, typst.TypstError."""
    import typst  # noqa: PLC0415  with its memory only where something is printed

    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        sys_inputs=_plain(inputs),
        format="pdf",
        pdf_standards=[STANDARD],
        timestamp=made_at.replace(microsecond=0),
    )


def last_page(template: Path, inputs: Mapping[str, Any]) -> int:
    """Returns the number of the last page, which the template marks by `<last>`."""
    import typst  # noqa: PLC0415  as above

    found = typst.query(
        template,
        "<last>",
        field="value",
        one=True,
        root=template.parent,
        font_paths=_fonts(),
        sys_inputs=_plain(inputs),
    )
    return int(json.loads(found))


def _plain(inputs: Mapping[str, Any]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in inputs.items()}


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415  as above

    if not any(FONTS.glob("*.ttf")):
        raise FontsMissing("the fonts for paper are missing: run 'python assets/build.py'")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
