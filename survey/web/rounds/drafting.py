"""Questionnaires being worked on: begun from one that stands or from a file, checked, saved, thrown away."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.consultations import actions
from survey.consultations.checking import Checked, checked
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.questionnaire import library
from survey.questionnaire.document import Problem
from survey.web.language import gettext
from survey.web.request import database, now
from survey.web.rounds.forms import AddQuestionnaireForm, SourceForm
from survey.web.rounds.planning import find, planners

OWN = "own"
"""The choice of a file or text of one's own."""


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    root = "/staff/consultations/<key>/questionnaires"
    blueprint.add_url_rule(f"{root}/add", "add", add, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{root}/<family>/edit", "edit_draft", edit_draft, methods=["GET", "POST"])
    blueprint.post(f"{root}/<family>/discard")(discard)
    blueprint.get("/staff/consultations/versions/<version>.yaml")(download)


@dataclass(frozen=True, slots=True)
class Origin:
    """A questionnaire from which a draft can begin."""

    value: str
    label: str


@planners
def add(key: str) -> Any:
    """Begins a draft from a questionnaire that ships, one published before, a file or pasted text."""
    found, form = find(key), AddQuestionnaireForm()
    with database().reading() as tx:
        origins = _origins(tx, found)
    form.start.choices = [(origin.value, origin.label) for origin in origins]
    problems: tuple[Problem, ...] = ()
    if form.validate_on_submit():
        source = _chosen(form)
        result = check_for(source) if source else None
        if result is None:
            form.source.errors = [gettext("Choose a file, or paste the questionnaire")]
        elif result.questionnaire and result.is_sound:
            return _save(found, result.questionnaire.family, _as_text(source or ""))
        else:
            problems = result.problems
            form.source.data = _as_text(source or "")
    return render_template("rounds/add.html", round=found, form=form, problems=problems)


@planners
def edit_draft(key: str, family: str) -> Any:
    """Changes a draft; nothing is saved as long as it has problems."""
    found, form = find(key), SourceForm()
    with database().reading() as tx:
        draft = actions.find_draft(tx, key, family) if family.isidentifier() else None
        live = actions.live_version(tx, key, family) if family.isidentifier() else None
        standing = draft.source if draft else actions.source_of(tx, live.hash) if live else None
    if standing is None:
        abort(404)
    problems: tuple[Problem, ...] = ()
    if request.method == "GET":
        form.source.data = standing
    elif form.validate_on_submit():
        result = check_for(form.source.data)
        problems = (*result.problems, *_other_family(result, family))
        if result.is_sound and not problems:
            return _save(found, family, form.source.data)
    return render_template("rounds/edit_draft.html", round=found, family=family, form=form, problems=problems)


@planners
def discard(key: str, family: str) -> Any:
    """Throws a draft away."""
    find(key)
    with database().transaction() as tx:
        if not family.isidentifier() or actions.find_draft(tx, key, family) is None:
            abort(404)
        actions.discard_draft(tx, key, family, current_user.id, now())
    flash(gettext("The draft is thrown away"), "success")
    return redirect(url_for("rounds.show", key=key))


@planners
def download(version: str) -> Any:
    """Gives a version as its author wrote it."""
    with database().reading() as tx:
        try:
            source = actions.source_of(tx, version if version.isalnum() else "")
        except actions.UnknownVersion:
            abort(404)
    named = {"Content-Disposition": f'attachment; filename="{version[:12]}.yaml"'}
    return Response(source, mimetype="application/yaml", headers=named)


def check_for(source: str | bytes) -> Checked:
    """Finds all that is wrong with a document, also against what was published of its family."""
    first = checked(source)
    if first.questionnaire is None or not first.questionnaire.family:
        return first
    with database().reading() as tx:
        published = actions.published_versions(tx, first.questionnaire.family)
    return checked(source, [version.questionnaire for version in published]) if published else first


def _origins(tx: Transaction, here: Round) -> list[Origin]:
    """Lists what a draft can begin from, the nearest first."""
    origins = [
        Origin(
            f"version:{version.hash}",
            gettext("%(family)s, as live in %(round)s", family=family, round=one.name),
        )
        for one in actions.rounds(tx)
        if one.key != here.key
        for family, version in actions.live_versions(tx, one.key).items()
    ]
    shipped = [
        Origin(f"shipped:{family}", gettext("%(family)s, as it comes with this software", family=family))
        for family in library.FAMILIES
    ]
    unique = {origin.value: origin for origin in reversed(origins)}
    return [*reversed(unique.values()), *shipped, Origin(OWN, gettext("A file or text of my own"))]


def _chosen(form: AddQuestionnaireForm) -> str | bytes | None:
    """Returns the document that was chosen; None where there is none."""
    kind, _, name = form.start.data.partition(":")
    if kind == "shipped":
        return library.source(name)
    if kind == "version":
        with database().reading() as tx:
            return actions.source_of(tx, name)
    uploaded: bytes | None = form.file.data.read() if form.file.data else None
    return uploaded or (form.source.data if (form.source.data or "").strip() else None)


def _save(found: Round, family: str, source: str) -> Any:
    with database().transaction() as tx:
        actions.save_draft(tx, found.key, family, source, current_user.id, now())
    flash(gettext("The draft is saved. Look at it, then propose it for publication."), "success")
    return redirect(url_for("rounds.show", key=found.key))


def _other_family(result: Checked, family: str) -> list[Problem]:
    """Refuses a document of another family, which would be another questionnaire."""
    if result.questionnaire is None or result.questionnaire.family in {"", family}:
        return []
    words = gettext(
        "This draft is of the family ‘%(family)s’: keep it, or add another questionnaire.", family=family
    )
    return [Problem("family", 1, "wrong_family", words)]


def _as_text(source: str | bytes) -> str:
    return source.decode("utf-8-sig", "replace") if isinstance(source, bytes) else source
