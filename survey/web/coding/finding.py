"""Finding texts: by words and theme, by language, by the personal details in them."""

from typing import Any

from flask import render_template, request, url_for

from survey.accounts.roles import Role
from survey.themes.codebook import actions as codebooks
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from survey.themes.texts.language import UNKNOWN
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import round_asked, whole_number
from survey.web.coding.words import audience
from survey.web.language import later
from survey.web.request import database

PAGE = 25
LONGEST_SEARCH = 200

LANGUAGES = {
    "ar": later("Arabic"), "bg": later("Bulgarian"), "bn": later("Bengali"), "cy": later("Welsh"),
    "de": later("German"), "el": later("Greek"), "en": later("English"),
    "es": later("Spanish"), "fa": later("Persian"), "fr": later("French"),
    "gu": later("Gujarati"), "hi": later("Hindi"), "it": later("Italian"), "lt": later("Lithuanian"),
    "pa": later("Panjabi"), "pl": later("Polish"), "pt": later("Portuguese"), "ro": later("Romanian"),
    "ru": later("Russian"), "sq": later("Albanian"), "ta": later("Tamil"), "tr": later("Turkish"),
    "uk": later("Ukrainian"), "ur": later("Urdu"), "zh": later("Chinese"), UNKNOWN: later("Can’t be told"),
    "": later("Not looked at yet"),
}  # fmt: skip


@blueprint.get("/search")
@staff(Role.ANALYST)
def search() -> Any:
    """Finds texts by words and theme, newest first."""
    typed = request.args.get("find", "").strip()[:LONGEST_SEARCH]
    named, _blank, theme = request.args.get("theme", "").partition(" ")
    before = whole_number("before") or None
    with database().reading() as tx:
        current = round_asked(tx)
        books = codebooks.all_of(tx, round_key=current.key) if current else ()
        book = next((one for one in books if one.id == named and theme in one.by_key), None)
        found = None
        if current and (typed or book):
            found = texts.search(
                tx,
                redaction.decided(tx),
                round_key=current.key,
                typed=typed,
                family=book.family if book else "",
                entries=book.entries if book else (),
                theme=theme if book else "",
                before=before,
                limit=PAGE,
            )
    return render_template(
        "coding/search.html",
        round=current,
        books=books,
        find=typed,
        theme=f"{book.id} {theme}" if book else "",
        found=found,
        counted=texts.COUNTED,
        audience=audience,
        by_entry={(one.family, entry): one for one in books for entry in one.entries},
    )


@blueprint.get("/languages")
@staff(Role.CLERK, Role.SUPERVISOR, Role.ANALYST)
def languages() -> Any:
    """Shows in which languages people wrote, and the texts in one of them."""
    wanted = request.args.get("language", "")
    with database().reading() as tx:
        current = round_asked(tx)
        counts = texts.languages(tx, current.key) if current else {}
        rows = (
            texts.in_language(tx, current.key, wanted, PAGE, whole_number("after"))
            if current and wanted
            else []
        )
        shown = texts.written(tx, rows, redaction.decided(tx, [row.id for row in rows]))
        books = codebooks.all_of(tx, round_key=current.key) if current else ()
    return render_template(
        "coding/languages.html",
        round=current,
        counts=sorted(counts.items(), key=lambda pair: -pair[1]),
        names=LANGUAGES,
        wanted=wanted,
        shown=shown,
        more=url_for(".languages", language=wanted, round=current.key, after=rows[-1].id)
        if current and len(rows) == PAGE
        else "",
        by_entry={(one.family, entry): one for one in books for entry in one.entries},
        audience=audience,
    )


@blueprint.get("/details")
@staff(Role.ANALYST)
def details() -> Any:
    """Lists texts with personal details on which nobody has decided."""
    with database().reading() as tx:
        current = round_asked(tx)
        rows = texts.with_details(tx, current.key, PAGE, whole_number("after")) if current else []
        shown = texts.written(tx, rows, redaction.decided(tx, [row.id for row in rows]))
        count = texts.count_details(tx, current.key) if current else 0
        books = codebooks.all_of(tx, round_key=current.key) if current else ()
    return render_template(
        "coding/details.html",
        round=current,
        shown=shown,
        count=count,
        more=url_for(".details", round=current.key, after=rows[-1].id)
        if current and len(rows) == PAGE
        else "",
        by_entry={(one.family, entry): one for one in books for entry in one.entries},
        audience=audience,
    )
