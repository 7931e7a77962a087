"""The questionnaires that ship, as their authors wrote them."""

from importlib.resources import files

FAMILIES = ("residents", "businesses", "postcard")
"""The families of questionnaires that ship, in the order in which they are offered."""

HANDED_OUT = frozenset({"postcard"})
"""Those that people are given, as at an event: no front page offers them, and nobody is asked them by telephone."""


def source(family: str) -> str:
    """Returns the document of a family as it was written; KeyError for a family that does not ship."""
    if family not in FAMILIES:
        raise KeyError(family)
    return files(__name__).joinpath(f"{family}.yaml").read_text(encoding="utf-8")
