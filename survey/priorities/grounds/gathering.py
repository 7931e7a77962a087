"""Making figures for candidates out of answers and of recorded crime."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from survey.indicators.measures.figures import Figures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.years import Year
from survey.priorities.grounds.ground import Figure, Source, Unit
from survey.priorities.grounds.voices import Voice
from survey.priorities.planning.planning import Candidate

FEWEST = 5
"""Responses below which a share would tell of too few people; it is kept in words, and counts as none."""

FEW = "fewer than 5 responses"
TOO_SMALL = "too few responses to give shares"

RECORDED: Mapping[str, tuple[Term, ...]] = {
    "burglary": (Term(category="BURGLARY"),),
    "criminal_damage": (Term(category="ARSON AND CRIMINAL DAMAGE"),),
    "drugs": (Term(category="DRUG OFFENCES"),),
    "robbery": (Term(category="ROBBERY"), Term(category="THEFT", subcategory="THEFT FROM THE PERSON")),
    "shop_theft": (Term(category="THEFT", subcategory="SHOPLIFTING"),),
    "vehicle_crime": (Term(category="VEHICLE OFFENCES"), Term(category="THEFT", subcategory="BICYCLE THEFT")),
    "violence_women_girls": (Term(category="SEXUAL OFFENCES"),),
    "weapons_gangs": (Term(category="POSSESSION OF WEAPONS"),),
}
"""Which types of recorded crime, as the London Datastore names them, speak to which choice of the questionnaire.

Sexual offences are what recorded crime has nearest to violence against women and girls; other choices have none.
"""


def of_voice(
    source: Source, found: Voice, candidates: Iterable[Candidate], evidence_id: str, data_at: datetime
) -> Iterator[Figure]:
    """Yields a share for each candidate that the questionnaire asked about."""
    for one in candidates:
        if one.key not in found.counts:
            continue
        share, count = found.shares.get(one.key), found.counts[one.key]
        words = TOO_SMALL if share is None else FEW if 0 < count < FEWEST else ""
        yield Figure(
            candidate=one.id,
            source=source,
            unit=Unit.SHARE,
            figure=None if words or share is None else Decimal(repr(round(share, 6))),
            base=found.base,
            effective=None if words else found.effective,
            words=words,
            as_of=data_at.date().isoformat(),
            origin="Answers to this consultation",
            link=f"evidence:{evidence_id}",
        )


def of_crime(figures: Figures, year: Year, candidates: Sequence[Candidate]) -> Iterator[Figure]:
    """Yields offences in a year, and the change on the year before, for candidates that recorded crime speaks to."""
    for one in candidates:
        terms = RECORDED.get(one.key)
        if terms is None:
            continue
        measure = Measure(one.key, one.name, Kind.SUM, terms)
        current, previous = figures.in_year(measure, year), figures.in_year(measure, year.before)
        if current.value is None:
            continue
        latest = max(current.extracts)
        sources = figures.sources(current, previous)
        day = figures.extracts[latest].taken_on
        origin, link = "; ".join(sources), f"extract:{latest}"
        yield Figure(
            one.id,
            Source.CRIME,
            Unit.OFFENCES,
            current.value,
            words=str(year),
            as_of=day,
            origin=origin,
            link=link,
        )
        if previous.value:
            change = 100 * (current.value - previous.value) / previous.value
            words = f"{year} on {year.before}"
            rounded = change.quantize(Decimal("0.01"))
            yield Figure(
                one.id, Source.TREND, Unit.PERCENT, rounded, words=words, as_of=day, origin=origin, link=link
            )
