"""Answers put right with a reason: found by reference, changed page by page, the earlier ones kept in sight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.supervision import actions
from survey.fieldwork.supervision.actions import CantCorrect
from survey.questionnaire.definition import Channel, Page
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.response import Response
from survey.web.access import staff
from survey.web.asking import pages
from survey.web.asking.taking import Taken, take
from survey.web.desk.blueprint import blueprint
from survey.web.desk.in_words import Masks
from survey.web.desk.reading import CHANNELS
from survey.web.language import direction, using
from survey.web.language import gettext as _
from survey.web.request import database, now

OPEN_S = 30 * 60
"""How long answers stay open before they have to be opened, and that written down, again."""

MOST_OPEN = 5
"""Responses that one supervisor has open at a time; the oldest closes."""


@dataclass(frozen=True)
class Sent:
    """A response that is open to be corrected, with its questionnaire."""

    response: Response
    version: Version
    masks: Masks
    """Personal details are for analysts alone to see; a correction leaves what is masked as it is."""

    @property
    def shown(self) -> Response:
        """The response as the person may see it."""
        return replace(self.response, answers=self.masks.over(self.response.answers))

    @property
    def spoken(self) -> str:
        """The language in which the questions are shown."""
        written = self.version.questionnaire.languages
        return self.response.language if self.response.language in written else written[0]


def _faults() -> dict[str, str]:
    return {
        "empty": _("Type the reference, such as it stands in a letter or an export"),
        "unknown": _("No response has this reference. Look at each sign again"),
        "not_sent": _(
            "These answers were not sent yet: the person can still change them with their return code"
        ),
        "withdrawn": _("This response was withdrawn. Its answers are erased"),
        "reason_missing": _("Say why the answers are corrected: the reason stays beside them"),
        "meanwhile": _("Somebody corrected this response meanwhile. Look at it as it stands now"),
        "nothing": _("Nothing on this page was changed"),
    }


@blueprint.get("/correcting")
@staff(Role.SUPERVISOR)
def find_to_correct() -> Any:
    """Asks for the reference of a response."""
    return render_template("desk/correct_find.html", fault="", typed="")


@blueprint.post("/correcting")
@staff(Role.SUPERVISOR)
def open_to_correct() -> Any:
    """Opens the answers of a response for a while and writes down who did."""
    typed = request.form.get("reference", "")
    fault = "" if typed.strip() else "empty"
    with database().transaction() as tx:
        found = None if fault else responses.find_by_reference(tx, typed)
        if found is None:
            fault = fault or "unknown"
        else:
            try:
                actions.open_for_correction(tx, found, current_user.id, now())
            except CantCorrect as refused:
                fault = refused.code
    if found is None or fault:
        return render_template("desk/correct_find.html", fault=_faults()[fault], typed=typed)
    held = dict(list(session.get("correcting", {}).items())[-MOST_OPEN + 1 :])
    session["correcting"] = {**held, found.id: int(now().timestamp()) + OPEN_S}
    return redirect(url_for(".correcting", response_id=found.id), 303)


def _opened(tx: Transaction, response_id: str, *, to_write: bool = False) -> Sent | None:
    """Returns a response that this supervisor has opened; None where it has to be opened first."""
    if now().timestamp() >= session.get("correcting", {}).get(response_id, 0):
        return None
    found = responses.find(tx, response_id, to_write=to_write)
    if found is None or not found.is_sent or found.withdrawn_at:
        return None
    version = consultations.version(tx, found.version)
    kinds = {one.key: one.kind for one in version.questionnaire.questions}
    in_full = Role.ANALYST in current_user.roles
    return Sent(found, version, Masks.of(tx, found, kinds, in_full=in_full))


def _closed() -> Any:
    flash(_("Open the answers by their reference first."), "warning")
    return redirect(url_for(".find_to_correct"), 303)


@blueprint.get("/correcting/<response_id>")
@staff(Role.SUPERVISOR)
def correcting(response_id: str) -> Any:
    """Shows the answers with channel and clerk, a way to correct each, and how they stood before."""
    with database().reading() as tx:
        sent = _opened(tx, response_id)
        if sent is None:
            return _closed()
        clerks = actions.whose(tx, sent.response)
        history = responses.history(tx, response_id)
        names = accounts.names(tx)
    path = sent.version.route.walk(sent.response.answers, sent.response.channel)
    return render_template(
        "desk/correct.html",
        sent=sent,
        shown=reference.shown(sent.response.reference),
        channels=CHANNELS,
        clerks=clerks,
        names=names,
        sections=pages.in_words(sent.version, path, sent.shown.answers, sent.spoken),
        history=[(one, _replaced(sent, history, place)) for place, one in enumerate(history)][::-1],
        base=url_for(".correcting", response_id=response_id),
    )


def _replaced(sent: Sent, history: Any, place: int) -> list[tuple[str, list[str], list[str]]]:
    """Returns (question, earlier answer, answer then) in words for what one correction changed."""
    before = history[place].answers
    after = history[place + 1].answers if place + 1 < len(history) else sent.response.answers
    changes = []
    for question in sent.version.questionnaire.questions:
        keys = sent.version.route.owned(question.key)
        if any(before.get(key) != after.get(key) for key in keys):
            earlier, then = (
                KINDS[question.kind].say(question, sent.masks.over(held), sent.spoken)
                for held in (before, after)
            )
            changes.append((question.text.say(sent.spoken), earlier, then))
    return changes


@blueprint.get("/correcting/<response_id>/pages/<page_key>")
@staff(Role.SUPERVISOR)
def correct_page(response_id: str, page_key: str) -> Any:
    """Shows one page with its answers."""
    with database().reading() as tx:
        sent = _opened(tx, response_id)
    if sent is None:
        return _closed()
    return _page(sent, _page_of(sent, page_key))


def _page_of(sent: Sent, page_key: str) -> Page:
    page = sent.version.questionnaire.page_by_key.get(page_key)
    path = sent.version.route.walk(sent.response.answers, sent.response.channel)
    if page is None or not path.has(page_key):
        abort(404)
    return page


def _page(sent: Sent, page: Page, faults: Sequence[Any] = (), fault: str = "", reason: str = "") -> str:
    def speaking(caller: Any) -> Any:
        with using(sent.spoken):
            return caller()

    path = sent.version.route.walk(sent.response.answers, sent.response.channel)
    context = {
        "sent": sent,
        "path": path,
        "back": url_for(".correcting", response_id=sent.response.id),
        "fault": fault,
        "reason": reason,
        "speaking": speaking,
        "spoken_direction": direction(sent.spoken),
    }
    return pages.show(
        pages.Showing(
            "desk/correct_page.html",
            sent.version,
            page,
            sent.shown,
            path,
            posted=_posted() if request.method == "POST" else None,
            faults=faults,
            spoken=sent.spoken,
            mode=Channel.TELEPHONE,
            context=context,
        )
    )


def _posted() -> dict[str, list[str]]:
    return {name: values for name, values in request.form.lists() if not name.startswith("@")}


@blueprint.post("/correcting/<response_id>/pages/<page_key>")
@staff(Role.SUPERVISOR)
def keep_correction(response_id: str, page_key: str) -> Any:
    """Keeps the answers of a page as a correction with its reason; those before stay as a revision."""
    reason, seen = request.form.get("@reason", ""), request.form.get("@revision", "")
    with database().transaction() as tx:
        sent = _opened(tx, response_id, to_write=True)
        if sent is None:
            return _closed()
        page, response = _page_of(sent, page_key), sent.response
        posted = sent.masks.kept(_posted())
        taken = take(sent.version, page, response.answers, posted, response.channel)
        faults = _in_the_way(sent, taken)
        if faults:
            return _page(sent, page, faults, reason=reason)
        try:
            actions.correct(
                tx,
                response,
                sent.version,
                taken.answers,
                seen=int(seen) if seen.isdecimal() else -1,
                by=current_user.id,
                reason=reason,
                now=now(),
            )
        except CantCorrect as refused:
            return _page(sent, page, fault=_faults()[refused.code], reason=reason)
    return _corrected(sent, taken)


def _corrected(sent: Sent, taken: Taken) -> Any:
    """Says that it is done, and which questions the correction has opened that nobody was asked before."""
    route, response = sent.version.route, sent.response
    asked_before = route.walk(response.answers, response.channel).asked
    flash(_("Corrected. Results follow within a few seconds; the earlier answers stand below."), "success")
    opened = [key for key in route.not_answered(taken.path, taken.answers) if key not in asked_before]
    if opened:
        questions = [sent.version.questionnaire.question_by_key[key].text.say(sent.spoken) for key in opened]
        words = "; ".join(f"‘{one}’" for one in questions)
        flash(
            _("These were not asked before. Key them if you know the answers: %(questions)s", questions=words)
        )
    return redirect(url_for(".correcting", response_id=response.id), 303)


def _in_the_way(sent: Sent, taken: Taken) -> tuple[Any, ...]:
    """Returns what is wrong with the page; what was left open on paper, or when the call broke off, may stay so."""
    return tuple(
        (question, fault)
        for question, fault in taken.faults
        if fault.code != "required" or question.key in sent.response.answers
    )
