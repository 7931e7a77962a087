"""Writing to those who asked to be kept informed: how it stands, messages, the file for other programmes."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import BooleanField
from wtforms.validators import InputRequired, Length

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.contacts.actions import email_fault
from survey.exports.comma_separated import table_lines
from survey.summaries.informing import actions
from survey.summaries.informing.mail import InformingRefused, Message, State, telling
from survey.summaries.informing.words import languages
from survey.web.access import staff
from survey.web.language import direction, gettext, later, name_of
from survey.web.request import asked, database, now, settings
from survey.web.rounds.forms import LONG, LineField, LinesField, RoundsForm
from survey.web.rounds.planning import find

writers = staff(Role.APPROVER)

STATES = {
    State.WAITING: later("Waiting"),
    State.SENT: later("Sent"),
    State.HANDED_OVER: later("Given to staff in a file"),
    State.FAILED: later("Failed"),
    State.BOUNCED: later("Came back"),
}

REFUSALS = {
    "number_changed": later("Somebody came or went since you looked. Look at the number again."),
    "nobody": later("Nobody has confirmed an address yet, so there is nobody to write to."),
    "already_sent": later("This message was sent before."),
}


class MessageForm(RoundsForm):
    """A message in each language; what is left empty is sent in English."""

    subject_en = LineField(
        later("Subject in English"), validators=[InputRequired(later("Enter a subject")), Length(max=150)]
    )
    text_en = LinesField(
        later("Text in English"),
        description=later("Plain text. Say what there is, and where it can be read, with the whole address."),
        validators=[InputRequired(later("Enter a text")), Length(max=LONG)],
    )
    subject_cy = LineField(later("Subject in Welsh"), validators=[Length(max=150)])
    text_cy = LinesField(later("Text in Welsh"), validators=[Length(max=LONG)])
    subject_ur = LineField(later("Subject in Urdu"), validators=[Length(max=150)])
    text_ur = LinesField(later("Text in Urdu"), validators=[Length(max=LONG)])
    is_last = BooleanField(
        later("This is the last message"),
        description=later("Each address is deleted as soon as it was written to."),
    )

    def words(self, kind: str) -> dict[str, str]:
        """Returns subjects or texts by language."""
        return {language: self[f"{kind}_{language}"].data for language in languages()}


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    root = "/staff/informing"
    blueprint.get(root)(informing)
    blueprint.add_url_rule(f"{root}/<key>/write", "informing_write", write, methods=["GET", "POST"])
    blueprint.add_url_rule(
        f"{root}/<key>/messages/<message>", "informing_message", message_page, methods=["GET", "POST"]
    )
    blueprint.post(f"{root}/<key>/file", endpoint="informing_file")(file)
    blueprint.post(f"{root}/<key>/came-back", endpoint="informing_came_back")(came_back)


@writers
def informing() -> Any:
    """Tells how many asked and confirmed, how mails stand, and which messages were written."""
    with database().reading() as tx:
        rounds = consultations.rounds(tx)
        current = consultations.current_round(tx, now())
        key = asked("round") or (current.key if current else "")
        about = next((one for one in rounds if one.key == key), None)
        if about is None and key:
            abort(404)
        standing = actions.standing(tx, key)
        written = actions.messages(tx, key)
    return render_template(
        "rounds/informing.html",
        rounds=rounds,
        round=about,
        standing=standing,
        messages=written,
        states=STATES,
        settings=settings(),
    )


@writers
def write(key: str) -> Any:
    """Writes a message; it is shown before it can be sent."""
    about, form = find(key), MessageForm()
    if not form.validate_on_submit():
        return render_template("rounds/informing_write.html", round=about, form=form)
    with database().transaction() as tx:
        made = actions.write(
            tx,
            key,
            form.words("subject"),
            form.words("text"),
            is_last=form.is_last.data,
            by=current_user.id,
            now=now(),
        )
    return redirect(url_for("rounds.informing_message", key=key, message=made.id), 303)


@writers
def message_page(key: str, message: str) -> Any:
    """Shows a message as people will get it, with how many they are; sends it once that number is confirmed."""
    about = find(key)
    with database().reading() as tx:
        found = actions.find_message(tx, message)
        standing = actions.standing(tx, key)
    if found is None or found.round != key:
        abort(404)
    if request.method == "POST":
        return _send(found)
    letters = [
        telling("name@example.org", code, found, about.name, "https://…/keep-informed/stop/…")
        for code in languages()
        if found.texts.get(code) and found.subjects.get(code)
    ]
    return render_template(
        "rounds/informing_message.html",
        round=about,
        message=found,
        letters=letters,
        standing=standing,
        states=STATES,
        name_of=name_of,
        direction=direction,
        settings=settings(),
    )


def _send(found: Message) -> Any:
    seen = request.form.get("seen", "")
    try:
        with database().transaction() as tx:
            number = actions.send(tx, found.id, int(seen) if seen.isdigit() else -1, current_user.id, now())
    except InformingRefused as fault:
        flash(str(REFUSALS[fault.code]), "warning")
        return redirect(url_for("rounds.informing_message", key=found.round, message=found.id), 303)
    flash(gettext("On its way to %(number)s addresses", number=number), "success")
    return redirect(url_for("rounds.informing", round=found.round), 303)


@writers
def file(key: str) -> Any:
    """Gives the mails that wait as a table for a mail merge; each is given once."""
    find(key)
    address = settings().public_url or request.url_root.rstrip("/")
    with database().transaction() as tx:
        letters = actions.hand_over(tx, key, address, [settings().secret_key], current_user.id, now())
    if not letters:
        flash(gettext("No mail waits"), "warning")
        return redirect(url_for("rounds.informing", round=key), 303)
    rows = [(one.to, one.language, one.subject, one.text, one.stop) for one in letters]
    answer = Response(
        table_lines([("to", "language", "subject", "text", "unsubscribe"), *rows]),
        content_type="text/csv; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="mails-{key}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@writers
def came_back(key: str) -> Any:
    """Ends an address whose mail came back."""
    find(key)
    email = request.form.get("email", "")
    if email_fault(email):
        flash(gettext("Enter the address that came back, such as name@example.org"), "warning")
        return redirect(url_for("rounds.informing", round=key), 303)
    with database().transaction() as tx:
        known = actions.bounced(tx, key, email, [settings().secret_key], current_user.id, now())
    if known:
        flash(gettext("The address is deleted; nothing more goes there."), "success")
    else:
        flash(gettext("No such address is kept for this consultation. It may have ended."), "warning")
    return redirect(url_for("rounds.informing", round=key), 303)
