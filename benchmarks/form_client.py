"""A person at a browser without scripts: knows HTML and forms, nothing of the platform; quick, so as not to disturb.

Pages are read with regular expressions and what was read is kept, under the page's words without its token and code:
so a page that looks like an earlier one costs this client next to nothing.
"""

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from random import Random
from urllib.parse import urlencode, urljoin

TAG = re.compile(
    r"<(/?)(form|fieldset|input|select|option|textarea|button)\b((?:\"[^\"]*\"|[^>\"])*)>", re.IGNORECASE
)
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*\"([^\"]*)\")?")
TOKEN = re.compile(r"name=\"csrf_token\" value=\"([^\"]+)\"")
TITLE = re.compile(r"<title>\s*([^<]*?)\s*</title>")
REFERENCE = re.compile(r"data-reference=\"([^\"]+)\"")
CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{5}\b")
NO_LIMIT = 99
SENTENCE = "The bus stop is dark and nobody feels safe there after nine. More officers on foot would help."


class BadPage(Exception):
    """A page is not what it should be; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer: status, where it sends on to, the body, and how long it took in seconds."""

    status: int
    location: str
    body: str
    took: float


@dataclass(slots=True)
class Group:
    """Fields of one name: its type, the values to choose from and how many at most."""

    kind: str
    values: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    most: int = NO_LIMIT


@dataclass(frozen=True, slots=True)
class Form:
    """The main form of a page: where it goes, its hidden fields, its questions, its first button."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    groups: dict[str, Group]
    button: tuple[str, str] | None

    def filled_in(self, chance: Random, token: str) -> list[tuple[str, str]]:
        """Answers every question, within what the page says of limits and exclusive choices."""
        pairs = [(name, token if name == "csrf_token" else value) for name, value in self.hidden]
        for name, group in self.groups.items():
            pairs += [(name, value) for value in _answer(group, chance)]
        return [*pairs, self.button] if self.button else pairs


def _answer(group: Group, chance: Random) -> list[str]:
    if group.kind in {"radio", "select"}:
        return [chance.choice(group.values)] if group.values else []
    if group.kind == "checkbox":
        together = [value for value in group.values if value not in group.alone]
        return chance.sample(together, min(len(together), group.most, chance.randint(1, 3)))
    if group.kind == "number":
        return [str(chance.randint(1, 9))]
    return [SENTENCE if group.kind == "textarea" else SENTENCE[:40]]


class Connection:
    """One kept-alive HTTP/1.1 connection with the cookies of one browser."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def request(self, method: str, path: str, form: list[tuple[str, str]] | None = None) -> Answer:
        """Sends a request and returns the whole answer; raises BadPage for half an answer."""
        body = urlencode(form).encode() if form is not None else b""
        head = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", "Accept: text/html"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if form is not None:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        clock = asyncio.get_running_loop().time
        begun = clock()
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port, limit=2**20)
        self._writer.write("\r\n".join([*head, "", ""]).encode() + body)
        status, headers, content = await self._answer()
        took = clock() - begun
        return Answer(status, headers.get("location", ""), content.decode(), took)

    async def _answer(self) -> tuple[int, dict[str, str], bytes]:
        assert self._reader is not None
        try:
            raw = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = raw.rstrip().split("\r\n")
            headers: dict[str, str] = {}
            for line in lines:
                name, _, value = line.partition(": ")
                headers[name.lower()] = value
                if name.lower() == "set-cookie":
                    self._take_cookie(value)
            content = await self._reader.readexactly(int(headers["content-length"]))
        except (asyncio.IncompleteReadError, KeyError) as fault:
            self.close()
            raise BadPage(f"half an answer: {fault!r}") from fault
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(first.split()[1]), headers, content

    def _take_cookie(self, line: str) -> None:
        name, _, rest = line.partition("=")
        value, _, attributes = rest.partition(";")
        if not value or "Max-Age=0" in attributes:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def close(self) -> None:
        """Ends the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


_read: dict[str, Form | None] = {}
"""Forms read so far, by the words of the page's main part."""


def main_form(page: str, path: str) -> tuple[Form, str] | None:
    """Returns the main form of a page and its token; None where the page asks nothing."""
    begin, end = page.find("<main"), page.find("</main>")
    main = page[begin:end]
    found = TOKEN.search(main)
    token = found.group(1) if found else ""
    words = CODE.sub("", main.replace(token, "")) if token else CODE.sub("", main)
    if words not in _read:
        _read[words] = _parse(main)
    form = _read[words]
    if form is None:
        return None
    return Form(
        urljoin(path, form.action) if form.action else path, form.hidden, form.groups, form.button
    ), token


def _parse(main: str) -> Form | None:
    """Reads the first posted form that isn't secondary."""
    for opening in re.finditer(r"<form\b([^>]*)>", main):
        attributes = _attributes(opening.group(1))
        if attributes.get("method", "").lower() == "post" and "data-secondary" not in attributes:
            inside = main[opening.end() : main.index("</form>", opening.end())]
            return _fields(attributes.get("action", ""), inside)
    return None


def _attributes(words: str) -> dict[str, str]:
    return {name.lower(): unescape(value) for name, value in ATTRIBUTE.findall(words)}


def _fields(action: str, inside: str) -> Form:
    form = _Reading()
    for closing, tag, words in TAG.findall(inside):
        if tag.lower() == "fieldset" and closing:
            form.limits.pop()
        elif not closing:
            form.take(tag.lower(), _attributes(words))
    return Form(action, tuple(form.hidden), form.groups, form.button)


class _Reading:
    """What was found so far in the form that is being read."""

    def __init__(self) -> None:
        self.hidden: list[tuple[str, str]] = []
        self.groups: dict[str, Group] = {}
        self.button: tuple[str, str] | None = None
        self.limits: list[int] = []
        self._pressed = False
        self._list = ""

    def take(self, tag: str, attributes: dict[str, str]) -> None:
        """Takes one opening tag."""
        name, value = attributes.get("name", ""), attributes.get("value", "")
        if tag == "fieldset":
            self.limits.append(int(attributes.get("data-max-choices") or NO_LIMIT))
        elif tag == "select":
            self._list = name
            self.groups[name] = Group("select")
        elif tag == "option":
            self.groups[self._list].values += [value] if value else []
        elif tag == "button":
            self._take_button(name, value, attributes.get("type", "submit"))
        elif attributes.get("type") == "hidden":
            self.hidden.append((name, value))
        elif attributes.get("tabindex") == "-1" and attributes.get("autocomplete") == "off":
            self.hidden.append((name, ""))  # a trap for programs: left empty
        else:
            self._take_field(name, tag, attributes)

    def _take_button(self, name: str, value: str, kind: str) -> None:
        if kind == "submit" and not self._pressed:
            self._pressed = True
            self.button = (name, value) if name else None

    def _take_field(self, name: str, tag: str, attributes: dict[str, str]) -> None:
        kind = "textarea" if tag == "textarea" else attributes.get("type", "text")
        if attributes.get("inputmode") == "numeric":
            kind = "number"
        group = self.groups.setdefault(name, Group(kind, most=min(self.limits, default=NO_LIMIT)))
        if kind in {"radio", "checkbox"}:
            group.values.append(attributes.get("value", "on"))
            if "data-behaviour" in attributes:
                group.alone.append(attributes.get("value", "on"))


def check_page(answer: Answer, path: str) -> str:
    """Returns the title of a whole page; raises BadPage for anything else."""
    if answer.status != 200:
        raise BadPage(f"{path}: status {answer.status}")
    title = TITLE.search(answer.body)
    if title is None or not title.group(1) or title.group(1).startswith("Error:"):
        raise BadPage(f"{path}: title {title.group(1) if title else None!r}")
    if "<h1" not in answer.body or not answer.body.rstrip().endswith("</html>"):
        raise BadPage(f"{path}: half a page")
    return title.group(1)
