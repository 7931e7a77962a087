"""The catalogues of translations that ship: which there are, and what stands in them."""

from collections.abc import Mapping, Set
from functools import cache

from babel.messages.mofile import read_mo

from survey.config import PACKAGE
from survey.consultations.languages.signature import Text

FOLDER = PACKAGE / "web" / "translations"


@cache
def codes() -> tuple[str, ...]:
    """Returns the languages that have a catalogue, in order of their codes; English, the source, has none."""
    return tuple(
        sorted(file.parent.parent.name.replace("_", "-") for file in FOLDER.glob("*/LC_MESSAGES/*.mo"))
    )


@cache
def texts(code: str) -> tuple[Text, ...]:
    """Returns each text of a language beside its English, in the order of the English; forms of plurals in a row."""
    with (FOLDER / code.replace("-", "_") / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        found = [
            Text(_one(message.id), _one(message.string or "")) for message in read_mo(file) if message.id
        ]
    return tuple(sorted(found, key=lambda text: text.source.casefold()))


@cache
def digests() -> Mapping[str, Set[str]]:
    """Returns language → the digests of its texts."""
    return {code: frozenset(text.digest for text in texts(code)) for code in codes()}


def _one(written: str | tuple[str, ...] | list[str]) -> str:
    return written if isinstance(written, str) else " / ".join(written)
