"""Pieces in words, as the ledger and the summaries say them."""

from decimal import Decimal

from survey.priorities.grounds.ground import SOURCE_NAMES, Figure, Source, Unit
from survey.priorities.performance.line import rounded, shown, signed

_BASES = {Source.BENCHMARK: "interviews"}
"""What the base of a share is made of, where it is not responses."""


def figure_words(said: Figure) -> str:
    """Writes a piece, such as '31% of 412 responses' or '1,072 offences in 2022/23'."""
    if said.figure is None:
        return said.words
    if said.unit is Unit.SHARE:
        share = f"{(100 * said.figure).quantize(Decimal(1)):f}%"
        whole = f"{share} of {said.base:,} {_BASES.get(said.source, 'responses')}" if said.base else share
        return f"{whole}, {said.words}" if said.words else whole
    if said.unit is Unit.OFFENCES:
        return f"{shown(said.figure)} offences in {said.words}"
    if said.unit is Unit.PERCENT:
        return f"{signed(rounded(said.figure))}%, {said.words}"
    return f"{shown(said.figure)}: {said.words}" if said.words else shown(said.figure)


def sentence(said: Figure) -> str:
    """Writes a piece with whose it is, such as 'Residents: 31% of 412 responses'."""
    return f"{SOURCE_NAMES[said.source]}: {figure_words(said)}"


def you_said(figures: list[Figure]) -> str:
    """Proposes what 'you said' can begin with: what people who answered asked for; empty where nobody did."""
    people = {Source.RESIDENTS: "residents", Source.BUSINESSES: "businesses", Source.EVENTS: "postcards"}
    shares = [one for one in figures if one.source in people and one.figure is not None]
    said = [f"{figure_words(one).removesuffix(' responses')} {people[one.source]}" for one in shares]
    if not said:
        return ""
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    return f"{listed} put this among their three priorities."
