"""Sets what is printed as PDF: for screen readers too (PDF/UA-1), with fonts that we bring."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).with_name("fonts")
"""Built at set-up, see assets/build.py."""

STANDARD: Literal["ua-1"] = "ua-1"


MOST_SIGNS = 10
"""Signs that are named where fonts lack them."""

_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed')


class NotPrintable(RuntimeError):
    """What was asked for can't be set as PDF; the message is one line that says why and what helps."""


class FontsMissing(NotPrintable):
    """The fonts were not built; `make` builds them."""


class SettingFailed(NotPrintable):
    """The typesetter refuses a text: `signs` are those that the fonts lack, empty where something else is wrong.

    `where` names what was set, such as an area. The message is for whoever runs the server alone: it may hold words of
    the text.
    """

    def __init__(self, reason: str, signs: tuple[str, ...] = (), where: str = "") -> None:
        place = f"{where}: " if where else ""
        if signs:
            told = f"the fonts have no sign for {', '.join(signs)}: write it in other words"
        else:
            told = f"the PDF can't be made ({reason}): this is a fault of Have your say, report it"
        super().__init__(f"{place}{told}; nothing was published or changed")
        self.reason = reason
        self.signs = signs
        self.where = where

    def at(self, where: str) -> "SettingFailed":
        """Returns the same fault with the name of what was set."""
        return SettingFailed(self.reason, self.signs, where)


def pdf(template: Path, inputs: Mapping[str, Any], made_at: datetime) -> bytes:
    """Sets a template with inputs, each as JSON where it is not a text; raises NotPrintable."""
    import typst  # noqa: PLC0415  with its memory only where something is printed

    with _refusals_told():
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
    """Returns the number of the last page, which the template marks by `<last>`; raises NotPrintable."""
    import typst  # noqa: PLC0415  as above

    with _refusals_told():
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


@contextmanager
def _refusals_told() -> Iterator[None]:
    import typst  # noqa: PLC0415  as above

    try:
        yield
    except typst.TypstError as fault:
        lacking = dict.fromkeys(_LACKING.findall(fault.diagnostic))
        raise SettingFailed(fault.message, tuple(lacking)[:MOST_SIGNS]) from fault


def _plain(inputs: Mapping[str, Any]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in inputs.items()}


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415  as above

    if not any(FONTS.glob("*.ttf")):
        raise FontsMissing("the fonts for paper are missing: run 'python assets/build.py'")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
