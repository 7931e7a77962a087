"""What a supervisor fills in about a bundle."""

import re
from decimal import Decimal
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from survey.fieldwork.batches.actions import MOST_FORMS
from survey.fieldwork.batches.quality import LIMIT_PERMILLE, SAMPLE_PERCENT
from survey.fieldwork.batches.refusals import BatchRefused
from survey.web.desk.batches.words import CHANNELS, refused_words
from survey.web.language import gettext, later

_SHARE = re.compile(r"\d{1,2}(\.\d)?")
MOST_PERCENT = 20
"""A bundle in which every fifth field may be wrong is no longer checked at all."""


def _tidy(words: str | None) -> str:
    """Folds blanks and drops control characters, which no keyboard types."""
    return "".join(sign for sign in " ".join((words or "").split()) if sign.isprintable())


class BundleForm(FlaskForm):
    """A form of this door; its token is checked for the whole application at once."""

    class Meta:
        """See WTForms."""

        csrf = False

    @property
    def has_errors(self) -> bool:
        """Says whether anything is wrong, what was found since validation included."""
        return any(field.errors for field in self)

    def blame(self, fault: BatchRefused) -> None:
        """Puts a refusal with the field that it concerns."""
        self[fault.field].errors = [refused_words(fault)]


class CountField(IntegerField):
    """A whole number; what is none is told in words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the number; raises ValueError with the mend."""
        written = valuelist[0].strip() if valuelist else ""
        self.data = int(written) if written.isascii() and written.isdigit() and len(written) < 7 else None
        if written and self.data is None:
            raise ValueError(gettext("Enter a whole number, such as 60"))


class DayField(DateField):
    """A day of the calendar."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the day; raises ValueError with the mend."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(gettext("Enter a day of the calendar, such as 2026-09-30")) from None


class ShareField(DecimalField):
    """A share in per cent, within reason."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the share; raises ValueError with the mend."""
        written = valuelist[0].strip().rstrip("%") if valuelist else ""
        self.data = Decimal(written) if _SHARE.fullmatch(written) else None
        if self.data is None or self.data > MOST_PERCENT:
            self.data = None
            raise ValueError(
                gettext("Enter a share from 0 to %(most)s per cent, such as 0.5", most=MOST_PERCENT)
            )


_HOW_MANY = [InputRequired(later("Enter how many forms you counted"))]


class RegisterForm(BundleForm):
    """A new bundle."""

    family = SelectField(later("Questionnaire"))
    channel = RadioField(later("What is in it"), default="paper")
    received_on = DayField(
        later("Day on which it arrived"),
        validators=[InputRequired(later("Enter the day on which it arrived"))],
    )
    forms = CountField(
        later("How many forms"),
        validators=_HOW_MANY,
    )
    note = StringField(
        later("Note"),
        description=later("For example where it came from. No names, and nothing out of the forms."),
        filters=[_tidy],
        validators=[Length(max=400, message=later("Use at most 400 characters"))],
    )
    sample_percent = CountField(
        later("How many in a hundred are keyed a second time"),
        default=SAMPLE_PERCENT,
        description=later("Chosen by lot, at least one form. 100 has every form keyed twice."),
        validators=[InputRequired(later("Enter a number from 1 to 100"))],
    )
    limit = ShareField(
        later("Wrong fields allowed, in per cent"),
        default=Decimal(LIMIT_PERMILLE) / 10,
        places=1,
        description=later("If more are found, every form of the bundle is keyed a second time."),
    )

    def __init__(self, families: list[tuple[str, Any]]) -> None:
        super().__init__()
        self.family.choices = families
        self.channel.choices = list(CHANNELS.items())
        self.forms.description = gettext(
            "Count them twice. A pile of more than %(most)s makes two bundles.", most=MOST_FORMS
        )

    @property
    def limit_permille(self) -> int:
        """The limit in thousandths."""
        return int((self.limit.data or Decimal()) * 10)


class CountForm(BundleForm):
    """The bundle counted again."""

    forms = CountField(later("How many forms there are"), validators=_HOW_MANY)
    reason = StringField(
        later("Why the count changes"),
        description=later("For example: one form was a blank copy. It is kept in the audit trail."),
        filters=[_tidy],
        validators=[DataRequired(later("Say why the count changes")), Length(max=200)],
    )


class TakeOutForm(BundleForm):
    """A form that does not belong into its bundle."""

    reason = StringField(
        later("Why it is taken out"),
        description=later("For example: keyed from the wrong form. It is kept in the audit trail."),
        filters=[_tidy],
        validators=[DataRequired(later("Say why the form is taken out")), Length(max=200)],
    )
