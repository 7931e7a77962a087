"""A test client that checks every page it is shown, and knows only HTML."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

THEIR_OWN = "invalid-codepoint"
"""Control characters in what people wrote are kept and shown as they are; browsers draw nothing for them."""

LABELLABLE = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button"}


class Page:
    """One HTML page, parsed strictly; raises AssertionError where it breaks a rule that holds for all pages."""

    def __init__(self, html: str, status: int = 200) -> None:
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.html = html
        self.status = status
        wrong = [(where, code) for where, code, _ in parser.errors if code != THEIR_OWN]
        assert not wrong, f"not valid HTML: {wrong[:5]}"

    def check(self) -> None:
        """Holds the page against the rules for all pages."""
        self._check_frame()
        self._check_ids()
        self._check_labels()
        self._check_forms()
        inline = [element.tag for element in self.root.iter() if "style" in element.attrib]
        assert not inline, f"inline styles break the content security policy: {inline}"

    def _check_frame(self) -> None:
        html = self.root
        assert html.get("lang"), "the page does not say its language"
        assert html.get("dir") in {"ltr", "rtl"}, "the page does not say its direction"
        assert len(self.all("h1")) == 1, f"{len(self.all('h1'))} h1 elements instead of one"
        assert len(self.all("main")) == 1, "a page has one main element"
        assert self.title.strip(), "the page has no title"

    def _check_ids(self) -> None:
        ids = Counter(element.get("id") for element in self.root.iter() if element.get("id"))
        twice = [name for name, count in ids.items() if count > 1]
        assert not twice, f"ids that stand twice: {twice}"
        for element in self.root.iter():
            for attribute in ("aria-describedby", "aria-labelledby", "for"):
                for name in (element.get(attribute) or "").split():
                    assert name in ids, f"{attribute}={name!r} points to nothing"

    def _check_labels(self) -> None:
        labelled = {label.get("for") for label in self.all("label")}
        wrapped = {field for label in self.all("label") for field in label.iter() if field.tag in LABELLABLE}
        for field in self.root.iter():
            if field.tag not in LABELLABLE or field.get("type") in UNLABELLED_TYPES or field in wrapped:
                continue
            named = field.get("id") in labelled or field.get("aria-label") or field.get("aria-labelledby")
            assert named, f"no label for {field.tag} {field.get('name')!r}"

    def _check_forms(self) -> None:
        for form in self.all("form"):
            if (form.get("method") or "get").lower() == "post":
                names = {field.get("name") for field in form.iter("input")}
                assert "csrf_token" in names, f"a form without a token: {form.get('action')!r}"

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Finds elements by tag and attributes (`data_x` stands for `data-x`)."""
        wanted = {name.replace("_", "-").strip("-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(element.get(name) == value for name, value in wanted.items())
        ]

    @property
    def title(self) -> str:
        """The words of the title."""
        return text_of(self.all("title")[0])

    @property
    def heading(self) -> str:
        """The words of the h1."""
        return text_of(self.all("h1")[0])

    @property
    def text(self) -> str:
        """All words of the main part, spaces folded."""
        return text_of(self.all("main")[0])

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        summaries = [
            element
            for element in self.root.iter("div")
            if "govuk-error-summary" in (element.get("class") or "").split()
        ]
        return [text_of(item) for summary in summaries for item in summary.iter("li")]

    @property
    def reference(self) -> str | None:
        """The reference that a confirmation page carries."""
        found = [
            element.get("data-reference") for element in self.root.iter() if element.get("data-reference")
        ]
        return found[0] if found else None

    @property
    def main_form(self) -> Element | None:
        """The form that asks: inside main, posted, not secondary."""
        for form in self.all("main")[0].iter("form"):
            if (form.get("method") or "").lower() == "post" and form.get("data-secondary") is None:
                return form
        return None

    def links(self) -> list[tuple[str, str]]:
        """All links as (words, address)."""
        return [(text_of(link), link.get("href") or "") for link in self.all("a")]


def text_of(element: Element) -> str:
    """The words of an element, spaces folded."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def fields_of(form: Element) -> list[tuple[str, str]]:
    """What a browser would post from a form that nobody touched, without its buttons."""
    pairs: list[tuple[str, str]] = []
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag == "input":
            kind = field.get("type", "text")
            if kind in {"submit", "button", "image", "reset"} or (
                kind in {"radio", "checkbox"} and field.get("checked") is None
            ):
                continue
            pairs.append((name, field.get("value", "on" if kind in {"radio", "checkbox"} else "")))
        elif field.tag == "textarea":
            pairs.append((name, "".join(field.itertext())))
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            pairs.extend((name, option.get("value", text_of(option))) for option in chosen)
    return pairs


class PageClient:
    """Walks the application as a browser without scripts would, checking each page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.page: Page | None = None
        self.response: TestResponse | None = None
        self.path = ""
        self.address = ""
        """Path and query of the page shown, where a form without an action posts to."""

    def get(self, path: str, **options: Any) -> Page:
        """Opens an address, following redirects; returns the page."""
        return self._take(self.client.get(path, follow_redirects=True, **options))

    def post(self, path: str, data: Mapping[str, Any] | Iterable[tuple[str, str]], **options: Any) -> Page:
        """Posts fields to an address, following redirects; returns the page."""
        return self._take(self.client.post(path, data=_multi(data), follow_redirects=True, **options))

    def submit(
        self, changes: Mapping[str, Any] | None = None, *, press: tuple[str, str] | None = None
    ) -> Page:
        """Fills in the main form with changes (a list ticks several, None leaves a field out) and presses a button."""
        assert self.page is not None
        assert self.page.main_form is not None, f"no form to fill in on {self.path}"
        return self.submit_form(self.page.main_form, changes or {}, press=press)

    def submit_form(
        self, form: Element, changes: Mapping[str, Any], *, press: tuple[str, str] | None = None
    ) -> Page:
        """Fills in a form with changes and presses a button, by default the first."""
        pairs = [(name, value) for name, value in fields_of(form) if name not in changes]
        for name, value in changes.items():
            values = [] if value is None else value if isinstance(value, list) else [value]
            pairs.extend((name, str(one)) for one in values)
        pairs.extend([press] if press else _first_button(form))
        return self.post(form.get("action") or self.address, pairs)

    def _take(self, response: TestResponse) -> Page:
        self.response = response
        self.path = response.request.path
        self.address = response.request.full_path
        assert response.mimetype == "text/html", f"{self.path} is {response.mimetype}, not a page"
        self.page = Page(response.get_data(as_text=True), response.status_code)
        self.page.check()
        return self.page


def _multi(data: Mapping[str, Any] | Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    pairs = data.items() if isinstance(data, Mapping) else data
    posted: dict[str, list[str]] = {}
    for name, value in pairs:
        posted.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    return posted


def _first_button(form: Element) -> list[tuple[str, str]]:
    for button in form.iter("button"):
        if (button.get("type") or "submit") == "submit":
            return [(button.get("name") or "", button.get("value", ""))] if button.get("name") else []
    return []
