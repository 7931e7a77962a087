"""What staff fill in about rounds and questionnaires."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateTimeLocalField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from survey.accounts.user import looks_like_email, tidy_name
from survey.consultations.round import LONGEST_GRACE_HOURS, Details, Round, RoundRefused
from survey.web.language import gettext, later

LONG = 5000
"""The most characters of what is told about a round."""

_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]


class RoundsForm(FlaskForm):
    """A form of this door; its token is checked for the whole application at once."""

    class Meta:
        """See WTForms."""

        csrf = False

    @property
    def has_errors(self) -> bool:
        """Says whether anything is wrong, what was found since validation included."""
        return any(field.errors for field in self)

    def blame(self, fault: RoundRefused) -> None:
        """Puts a refusal with the field that it concerns."""
        if fault.field in self:
            self[fault.field].errors = [refusal_words(fault.code)]


class MomentField(DateTimeLocalField):
    """A day and time on the clock of the place."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, format=_FORMATS, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the day and time; raises ValueError with the mend."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Enter a day and time, such as 2026-09-01 09:00")) from None

    def at(self, zone: ZoneInfo) -> datetime:
        """Returns the moment that was filled in."""
        moment: datetime = self.data.replace(tzinfo=zone)
        return moment


class HoursField(IntegerField):
    """A number of hours within reason."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the number; raises ValueError with the mend."""
        written = valuelist[0].strip() if valuelist else ""
        if not (
            written.isascii()
            and written.isdigit()
            and len(written) < 9
            and int(written) <= LONGEST_GRACE_HOURS
        ):
            self.data = None
            raise ValueError(gettext("Enter a number of hours from 0 to %(most)s", most=LONGEST_GRACE_HOURS))
        self.data = int(written)


class LineField(StringField):
    """Words on one line; control characters, which no keyboard types, are dropped."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the words."""
        self.data = tidy_name(valuelist[0]) if valuelist else ""


class LinesField(TextAreaField):
    """Words on several lines, each ended as on this machine, without control characters."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the lines."""
        lines = (valuelist[0] if valuelist else "").strip().splitlines()
        self.data = "\n".join("".join(sign for sign in line if sign.isprintable()).rstrip() for line in lines)


class KeyForm(RoundsForm):
    """The key and name of a new round."""

    key = StringField(
        later("Key"),
        description=later(
            "Names the consultation in addresses and exports, such as 2026. It can’t be changed later."
        ),
        validators=[InputRequired(later("Enter a key, such as 2026")), Length(max=30)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    name = LineField(
        later("Name"),
        description=later("What people see, such as ‘Autumn 2026’."),
        validators=[InputRequired(later("Enter a name")), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )


class DatesForm(RoundsForm):
    """When people can answer."""

    opens_at = MomentField(later("Opens"), validators=[InputRequired(later("Enter when it opens"))])
    closes_at = MomentField(later("Closes"), validators=[InputRequired(later("Enter when it closes"))])


class NewRoundForm(KeyForm, DatesForm):
    """A new round; what people are told comes next."""


class ExtendForm(RoundsForm):
    """A later end."""

    closes_at = MomentField(later("New closing"), validators=[InputRequired(later("Enter the new closing"))])


class EditForm(DatesForm):
    """All of a round that can be changed; the dates only until it opens."""

    name = LineField(
        later("Name"),
        validators=[InputRequired(later("Enter a name")), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )
    grace_hours = HoursField(
        later("Hours to finish after the close"),
        description=later("Whoever had begun before the close can still send until then."),
    )
    telephone = LineField(later("Telephone number"), validators=[Length(max=200)])
    textphone = LineField(later("Textphone number"), validators=[Length(max=200)])
    freepost = LinesField(
        later("Freepost address"),
        description=later("Where paper goes, line by line."),
        validators=[Length(max=LONG)],
    )
    email = LineField(
        later("E-mail address for questions"),
        validators=[Optional(), Length(max=254)],
        render_kw={"type": "email"},
    )
    open_to_influence = LinesField(later("What is still open to influence"), validators=[Length(max=LONG)])
    next_steps = LinesField(later("What happens next, and when"), validators=[Length(max=LONG)])
    last_time = LinesField(later("What happened last time"), validators=[Length(max=LONG)])
    facts = LinesField(
        later("Facts beside the question on priorities"),
        description=later(
            "Shown folded, to everybody alike. Give figures with their source, and speak for no choice."
        ),
        validators=[Length(max=LONG)],
    )

    def validate_email(self, field: LineField) -> None:
        """Refuses what can't be an e-mail address."""
        if field.data and not looks_like_email(field.data):
            raise ValidationError(gettext("Enter an e-mail address, such as name@example.org"))

    def fill(self, one: Round, zone: ZoneInfo) -> None:
        """Shows the round as it stands."""
        details = one.details
        for name in (
            "telephone",
            "textphone",
            "freepost",
            "email",
            "open_to_influence",
            "next_steps",
            "last_time",
            "facts",
        ):
            self[name].data = getattr(details, name)
        self.name.data, self.grace_hours.data = one.name, one.grace_hours
        self.opens_at.data = one.opens_at.astimezone(zone).replace(tzinfo=None)
        self.closes_at.data = one.closes_at.astimezone(zone).replace(tzinfo=None)

    def keep_dates(self) -> None:
        """Takes the dates out: once a round has opened they change by extending and closing."""
        del self.opens_at
        del self.closes_at

    def changed(self, one: Round, zone: ZoneInfo) -> Round:
        """Returns the round as filled in."""
        dates = {name: self[name].at(zone) for name in ("opens_at", "closes_at") if name in self}
        return replace(
            one,
            name=self.name.data,
            grace_hours=self.grace_hours.data or 0,
            details=Details(
                telephone=self.telephone.data,
                textphone=self.textphone.data,
                freepost=self.freepost.data,
                email=self.email.data,
                open_to_influence=self.open_to_influence.data,
                next_steps=self.next_steps.data,
                last_time=self.last_time.data,
                facts=self.facts.data,
            ),
            **dates,
        )


class AddQuestionnaireForm(RoundsForm):
    """Where a questionnaire comes from."""

    start = RadioField(
        later("Where does it come from?"), validators=[InputRequired(later("Choose where it comes from"))]
    )
    file = FileField(later("A file with the questionnaire (YAML)"))
    source = TextAreaField(
        later("Or paste it here"), render_kw={"rows": "12", "spellcheck": "false", "autocapitalize": "off"}
    )


class SourceForm(RoundsForm):
    """The document of a questionnaire, as its author writes it."""

    source = TextAreaField(
        later("The questionnaire (YAML)"),
        validators=[InputRequired(later("Write or paste the questionnaire"))],
        render_kw={"rows": "30", "spellcheck": "false", "autocapitalize": "off"},
    )


def refusal_words(code: str) -> str:
    """Says why a round can't be as it is asked for, and what to do."""
    return {
        "bad_key": gettext("Use small letters, digits and hyphens, at most 30, such as 2026-autumn"),
        "name_missing": gettext("Enter a name"),
        "closes_before_it_opens": gettext("Choose a closing after the opening"),
        "bad_grace": gettext("Enter a number of hours from 0 to 336"),
        "already_opened": gettext("It has opened: the opening can’t be changed any more"),
        "extend_or_close": gettext("It has opened: extend it or close it instead"),
        "not_later": gettext("Choose a time after the present closing"),
        "in_the_past": gettext("Choose a time that is still to come"),
        "not_open": gettext("It is not open"),
    }[code]
