"""The integrity report: responses that published rules flag, results with and without them, as page and PDF."""

from collections.abc import Sequence
from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.config import shipped_folder
from survey.consultations import actions as consultations
from survey.fieldwork.paper.typesetting import pdf
from survey.questionnaire.definition import Question, Questionnaire
from survey.themes.integrity import actions
from survey.themes.integrity.actions import Report
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import round_asked
from survey.web.coding.words import audience
from survey.web.language import day_and_time, language, later, number
from survey.web.language import gettext as _
from survey.web.request import database, now
from survey.web.runner import begin, going_on

LOOK_AGAIN_S = 2

RULES = {
    "fast": later("Impossible speed"),
    "straight": later("One answer in every row"),
    "same_text": later("Same text"),
    "same_answers": later("Same answers"),
    "burst": later("Burst in an hour"),
    "implausible": later("Answers that hardly go together"),
}


@blueprint.get("/integrity")
@staff(Role.ANALYST)
def integrity() -> Any:
    """Shows the last report on a questionnaire."""
    with database().reading() as tx:
        current = round_asked(tx)
        live = consultations.live_versions(tx, current.key) if current else {}
        family = request.args.get("family", "") or next(iter(live), "")
        report = actions.latest(tx, current.key, family) if current else None
        names = accounts.names(tx)
    work = going_on(f"integrity {current.key if current else ''} {family}")
    version = live.get(family)
    page = render_template(
        "coding/integrity.html",
        round=current,
        families=list(live),
        family=family,
        report=report,
        lines=_lines(report, version.questionnaire) if report and version else [],
        rules=RULES,
        head=HEAD,
        weighed=WEIGHED,
        names=names,
        work=work,
        audience=audience,
    )
    if work is not None and not work.has_ended:
        return page, 200, {"Refresh": str(LOOK_AGAIN_S)}
    return page


HEAD = (
    later("Answer"),
    later("All"),
    later("Without the flagged"),
    later("Points"),
    later("All, weighted"),
    later("Without, weighted"),
    later("Answers"),
)
WEIGHED = later(
    "Weighted shares without the flagged are weighted anew, as if the flagged had never answered. A dash stands where "
    "there are no weights."
)
Line = tuple[str, str, str, str, str, str, str]
"""Answer, share of all, share without the flagged, the difference in points; both by weight; how many gave it."""

NONE = "–"


def _lines(report: Report, questionnaire: Questionnaire) -> list[tuple[str, str, list[Line]]]:
    """Returns question by question (title, bases, lines): the answers with and without the flagged side by side.

    Rankings stand first, then the questions whose answers differ most; a row of a grid is a question of its own.
    """
    figures = report.figures
    by_weight = figures.get("weighted")
    found: dict[str, list[tuple[float, Line]]] = {}
    for at, (key, choice, everybody, rest) in enumerate(figures["choices"]):
        question = questionnaire.question_by_key.get(key.partition(".")[0])
        if question is None:
            continue
        share, without = _shares((everybody, rest), figures["bases"][key])
        weighed = _shares(by_weight["choices"][at], by_weight["bases"][key]) if by_weight else (None, None)
        points = None if share is None or without is None else (without - share) * 100
        told = NONE if points is None else f"{points:+.1f}"
        shown = (_percent(share), _percent(without), told, _percent(weighed[0]), _percent(weighed[1]))
        line = (_label(question, choice), *shown, number(everybody))
        found.setdefault(key, []).append((abs(points or 0.0), line))

    def told_first(key: str) -> tuple[bool, float]:
        ranks = questionnaire.question_by_key[key.partition(".")[0]].kind == "ranking"
        return not ranks, -max(difference for difference, _ in found[key])

    return [
        (_title(questionnaire, key), _base(figures["bases"][key]), [line for _, line in found[key]])
        for key in sorted(found, key=told_first)
    ]


def _shares(counts: Sequence[float], bases: Sequence[float]) -> tuple[float | None, float | None]:
    """Returns both as shares, 0 to 1; None on an empty base."""
    first, second = (count / base if base else None for count, base in zip(counts, bases, strict=True))
    return first, second


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{share * 100:.1f}%"


def _label(question: Question, choice: str) -> str:
    named = question.choice_by_key.get(choice)
    return named.text.say(language()) if named else {"yes": _("Yes"), "no": _("No")}.get(choice, choice)


def _title(questionnaire: Questionnaire, key: str) -> str:
    name, _dot, part = key.partition(".")
    question = questionnaire.question_by_key[name]
    row = next((one for one in question.rows if one.key == part), None)
    title = question.text.say(language())
    return f"{title} – {row.text.say(language())}" if row else title


def _base(bases: Sequence[int]) -> str:
    return _(
        "Base: %(all)s answers, %(rest)s without the flagged", all=number(bases[0]), rest=number(bases[1])
    )


@blueprint.post("/integrity")
@staff(Role.ANALYST)
def look() -> Any:
    """Looks at all responses of a questionnaire by the published rules."""
    family = request.form.get("family", "")
    with database().reading() as tx:
        current = round_asked(tx)
        if current is None or family not in consultations.live_versions(tx, current.key):
            abort(400)
    address = url_for(".integrity", round=current.key, family=family)
    begin(
        "integrity",
        {"round": current.key, "family": family},
        about=f"{audience(family)}, {current.name}",
        role=Role.ANALYST,
        back=address,
        subject=f"integrity {current.key} {family}",
    )
    return redirect(address, 303)


@blueprint.get("/integrity.pdf")
@staff(Role.ANALYST)
def integrity_pdf() -> Any:
    """Gives the last report as PDF."""
    family = request.args.get("family", "")
    with database().reading() as tx:
        current = round_asked(tx)
        report = actions.latest(tx, current.key, family) if current else None
        version = consultations.live_version(tx, current.key, family) if current else None
        names = accounts.names(tx)
    if current is None or report is None or version is None:
        abort(404)
    words = {
        "title": _("Integrity report: %(family)s, %(round)s", family=audience(family), round=current.name),
        "made": _("Made on %(when)s by %(who)s", when=day_and_time(report.at), who=names.get(report.by, "")),
        "told": _told(report),
        "rules_title": _("The rules"),
        "rules_head": [_("Rule"), _("What it says"), _("Points"), _("Responses")],
        "rules": [
            [
                str(RULES[name]),
                rule["says"].strip(),
                str(rule["points"]),
                number(report.figures["met"].get(name, 0)),
            ]
            for name, rule in report.rules["rules"].items()
        ],
        "results_title": _("Results with and without the flagged responses"),
        "results_told": str(WEIGHED),
        "results_head": [str(head) for head in HEAD[:-1]],
        "results": [
            [title, base, [line[:-1] for line in lines]]
            for title, base, lines in _lines(report, version.questionnaire)
        ],
    }
    made = pdf(
        shipped_folder("templates") / "print" / "integrity.typ",
        {"title": words["title"], "words": words},
        now(),
    )
    response = Response(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="integrity-{family}-{current.key}.pdf"'
    return response


def _told(report: Report) -> str:
    return _(
        "Of %(all)s responses, %(flagged)s gathered at least %(points)s points and are flagged. Nothing was deleted, "
        "and a flag leaves nothing out of results, which are shown here with and without those flagged.",
        all=number(report.figures["looked_at"]),
        flagged=number(report.figures["flagged"]),
        points=report.rules["flagged_at"],
    )
