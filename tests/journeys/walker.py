"""A form-filling client that knows only HTML: it answers whatever a page asks, and goes on."""

from dataclasses import dataclass, field
from random import Random
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import httpx

from tests.pages import Page, text_of

TOO_MANY_PAGES = 60
WORDS = (
    "More officers on foot near the station.",
    "The alley behind the shops is dark.",
    "Answer 101 sooner.",
)


@dataclass
class Walk:
    """What one walk through a questionnaire saw."""

    reference: str
    pages: list[str] = field(default_factory=list)
    posted: list[dict[str, list[str]]] = field(default_factory=list)
    last: Page | None = None


def answer_all(client: httpx.Client, start: str, chance: Random, *, only_required: bool = False) -> Walk:
    """Walks a questionnaire from its start page to its reference; raises AssertionError where it gets stuck."""
    walk = Walk(reference="")
    response = client.get(start, follow_redirects=True)
    for _ in range(TOO_MANY_PAGES):
        page = checked(response)
        walk.pages.append(page.heading)
        if page.reference:
            walk.reference, walk.last = page.reference, page
            return walk
        form = page.main_form
        assert form is not None, f"{response.url} asks nothing and gives no reference: {page.heading}"
        assert not page.errors, f"{response.url} does not take what it asked for: {page.errors}"
        fields = fill_in(form, chance, only_required=only_required)
        walk.posted.append(fields)
        action = urljoin(str(response.url), form.get("action") or str(response.url))
        response = client.post(action, data=fields, follow_redirects=True)
    raise AssertionError(f"no end after {TOO_MANY_PAGES} pages: {walk.pages}")


def checked(response: httpx.Response) -> Page:
    """Parses a page and holds it against the rules for all pages."""
    assert response.status_code == 200, f"{response.url} answered {response.status_code}"
    page = Page(response.text, response.status_code)
    page.check()
    return page


def fill_in(form: Element, chance: Random, *, only_required: bool = False) -> dict[str, list[str]]:
    """Answers every field of a form within the limits that its HTML states, and presses its first button."""
    limits, exclusive = _limits(form), _exclusive(form)
    posted: dict[str, list[str]] = {}
    options: dict[str, list[str]] = {}
    required = set()
    for element in form.iter():
        name = element.get("name")
        if not name or element.get("tabindex") == "-1":
            continue
        kind = element.get("type", "text")
        if element.get("required") is not None or element.get("aria-required") == "true":
            required.add(name)
        if element.tag == "input" and kind in {"radio", "checkbox"}:
            options.setdefault(name, []).append(element.get("value", "on"))
        elif element.tag == "input" and kind not in {"submit", "button"}:
            posted[name] = [
                element.get("value") or ("" if only_required or kind == "hidden" else _typed(element))
            ]
        elif element.tag == "textarea":
            posted[name] = ["" if only_required else chance.choice(WORDS)]
        elif element.tag == "select":
            values = [option.get("value", text_of(option)) for option in element.iter("option")]
            posted[name] = [chance.choice([value for value in values if value] or [""])]
    for name, values in options.items():
        posted[name] = _ticked(values, limits.get(name), exclusive.get(name, set()), chance)
    posted.update(_first_button(form))
    return posted


def _ticked(values: list[str], limit: int | None, exclusive: set[str], chance: Random) -> list[str]:
    if limit is None:
        return [chance.choice(values)]
    free = [value for value in values if value not in exclusive]
    return chance.sample(free, min(limit, len(free)))


def _typed(element: Element) -> str:
    if element.get("inputmode") == "numeric" or element.get("type") == "number":
        return element.get("min") or "3"
    return "Bins"


def _limits(form: Element) -> dict[str, int]:
    """How many boxes of one name may be ticked, where a fieldset says so."""
    return {
        box.get("name", ""): int(group.get("data-max-choices", "1"))
        for group in form.iter("fieldset")
        if group.get("data-max-choices")
        for box in group.iter("input")
        if box.get("type") == "checkbox"
    }


def _exclusive(form: Element) -> dict[str, set[str]]:
    """Which boxes exclude the others of their name."""
    marked: dict[str, set[str]] = {}
    for box in form.iter("input"):
        if box.get("data-behaviour") == "exclusive":
            marked.setdefault(box.get("name", ""), set()).add(box.get("value", ""))
    return marked


def _first_button(form: Element) -> dict[str, list[str]]:
    for button in form.iter("button"):
        if (button.get("type") or "submit") == "submit":
            return {button.get("name", ""): [button.get("value", "")]} if button.get("name") else {}
    return {}
