"""Local Policing Summaries as the public reads them: all of London on one page, and each in every format."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from survey.db.session import Transaction
from survey.indicators.areas import POLICED_ELSEWHERE, name_of, short_name_of
from survey.places.london import LONDON, WHOLE
from survey.summaries.local import actions
from survey.summaries.local.addresses import area_at, areas_named_like, slug_of
from survey.summaries.local.rendering import FORMATS, page_name
from survey.summaries.local.summary import Edition
from survey.summaries.local.wording import FIRST, languages
from survey.web.access import anyone
from survey.web.language import language
from survey.web.request import asked, database, settings

MOST_CHARACTERS = 60


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/summaries")(summaries)
    blueprint.get("/summaries/<named>")(summary)
    blueprint.get("/summaries/<named>/<round_key>/<number>")(earlier)


@anyone
def summaries() -> Any:
    """Lists London and its boroughs, as a map or those whose name was searched for."""
    words = " ".join(asked("name").split())[:MOST_CHARACTERS]
    with database().reading() as tx:
        told = actions.told(tx)
    found = [
        (area, name_of(area), short_name_of(area), slug_of(area), told.get(area), LONDON.by_code.get(area))
        for area in areas_named_like(words)
    ]
    return render_template(
        "public/summaries.html", areas=found, words=words, elsewhere=POLICED_ELSEWHERE, whole=WHOLE
    )


@anyone
def summary(named: str) -> Any:
    """Shows the latest summary of an area, or gives it in the format that the address ends with."""
    slug, _, form = named.partition(".")
    area = _area(slug)
    with database().reading() as tx:
        editions = actions.editions(tx, area)
        if editions:
            return _page_or_file(tx, area, editions, editions[0], form)
    if form:
        abort(404)
    return render_template(
        "public/no_summary.html", area_name=name_of(area), elsewhere=area in POLICED_ELSEWHERE
    )


@anyone
def earlier(named: str, round_key: str, number: str) -> Any:
    """Shows one edition of an area's summary, or gives it in the format that the address ends with."""
    area = _area(named)
    written, _, form = number.partition(".")
    with database().reading() as tx:
        editions = actions.editions(tx, area)
        named_here = (one for one in editions if (one.round, str(one.edition)) == (round_key, written))
        its = next(named_here, None)
        return abort(404) if its is None else _page_or_file(tx, area, editions, its, form)


def _area(slug: str) -> str:
    area = area_at(slug)
    if area is None or (area not in LONDON.by_code and area != WHOLE):
        abort(404)
    return area


def _page_or_file(tx: Transaction, area: str, editions: tuple[Edition, ...], its: Edition, form: str) -> Any:
    if form:
        return _file(tx, its, form)
    written_in = language() if language() in languages() else FIRST
    page = actions.file(tx, its, page_name(written_in)) or actions.file(tx, its, page_name(FIRST))
    if page is None:
        abort(404)
    is_latest = its is editions[0]
    place = f"/summaries/{slug_of(area)}"
    return render_template(
        "public/summary.html",
        area_name=name_of(area),
        is_london=area == WHOLE,
        edition=its,
        editions=editions,
        is_latest=is_latest,
        latest=place,
        address=place if is_latest else f"{place}/{its.round}/{its.edition}",
        canonical=f"{settings().public_url}{place}" if is_latest else "",
        page=Markup(page.content.decode()),  # noqa: S704  our own template wrote it when it was published
        sizes={name: size for name, size in actions.sizes(tx, its).items() if name in FORMATS},
    )


def _file(tx: Transaction, its: Edition, form: str) -> Any:
    found = actions.file(tx, its, form) if form in FORMATS else None
    if found is None:
        abort(404)
    response = Response(found.content, content_type=found.media_type)
    name = f"{slug_of(its.area)}-{its.round}-{its.edition}.{form}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.set_etag(found.sha256)
    response.cache_control.public = True
    response.cache_control.max_age = 300
    return response.make_conditional(request)
