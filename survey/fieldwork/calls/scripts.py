"""What a clerk says when a call turns out otherwise: read from `scripts.yaml`, or from a body's own words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).with_name("scripts.yaml")
OWN_NAME = "desk-scripts.yaml"
"""The file in the instance folder that takes the place of the one that ships."""

KINDS = ("at_risk", "complaint", "under_16", "wants_a_person")
"""What each script, and a referral made from it, is about."""


class BadScripts(ValueError):
    """The file of scripts lacks something; the message says what."""


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody whom the caller can ring."""

    who: str
    number: str


@dataclass(frozen=True, slots=True)
class Script:
    """What to say and do in one kind of case."""

    kind: str
    key: str
    """The key that opens it, such as `F2`."""
    name: str
    """A word or two for the button."""
    title: str
    say: tuple[str, ...]
    """Paragraphs to say in one's own words."""
    do: tuple[str, ...]
    """What the clerk does, step by step."""
    numbers: tuple[Number, ...]
    takes_contact: bool
    """True where a name and a number may be taken, if the caller wants to give them."""
    question: str
    """The question to go to, where there is one in the questionnaire; else empty."""


def scripts(instance: Path) -> tuple[Script, ...]:
    """Returns the scripts in their order: a body's own from the instance folder, else those that ship.

    Raises BadScripts.
    """
    own = instance / OWN_NAME
    path = own if own.is_file() else SHIPPED
    return _read(path, path.stat().st_mtime_ns)


def shipped() -> tuple[Script, ...]:
    """Returns the scripts that ship."""
    return _read(SHIPPED, SHIPPED.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed: int) -> tuple[Script, ...]:
    """Reads a file once for each time that it was changed."""
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise BadScripts(f"{path.name} is no YAML: {fault}") from fault
    if not isinstance(held, dict) or set(held) != set(KINDS):
        raise BadScripts(f"{path.name} needs these and no other scripts: {', '.join(KINDS)}")
    return tuple(_script(path.name, kind, held[kind]) for kind in KINDS)


def _script(name: str, kind: str, held: Mapping[str, Any]) -> Script:
    try:
        return Script(
            kind=kind,
            key=str(held["key"]),
            name=str(held["name"]),
            title=str(held["title"]),
            say=tuple(part.strip() for part in str(held["say"]).split("\n\n") if part.strip()),
            do=tuple(map(str, held["do"])),
            numbers=tuple(Number(str(who), str(number)) for who, number in held["numbers"].items()),
            takes_contact=bool(held["takes_contact"]),
            question=str(held.get("question", "")),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise BadScripts(
            f"{name}: the script ‘{kind}’ lacks something or has it in another form ({fault})"
        ) from fault
