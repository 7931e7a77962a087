"""What staff fill in about accounts."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from survey.accounts import passwords
from survey.accounts.roles import Grant, GrantRefused, Role, check_grant
from survey.places.london import LONDON
from survey.web.language import gettext, later

ROLE_NAMES = {
    Role.ADMINISTRATOR: later("Administrator"),
    Role.SUPERVISOR: later("Supervisor"),
    Role.CLERK: later("Clerk"),
    Role.ANALYST: later("Analyst"),
    Role.VIEWER: later("Viewer of an area"),
    Role.ENGAGEMENT: later("Engagement group of an area"),
    Role.BOROUGH: later("Borough officer"),
    Role.APPROVER: later("Approver"),
}

ROLE_HINTS = {
    Role.ADMINISTRATOR: later("everything"),
    Role.SUPERVISOR: later("the telephone desk, and who works there"),
    Role.CLERK: later("the telephone desk"),
    Role.ANALYST: later("all results"),
    Role.VIEWER: later("the results of one area"),
    Role.ENGAGEMENT: later("the events in one area"),
    Role.BOROUGH: later("the priorities of one area"),
    Role.APPROVER: later("approve and publish priorities, results of a year and summaries"),
}


class StaffForm(FlaskForm):
    """A form of the staff pages; its token is checked for the whole application at once."""

    class Meta:
        """See WTForms."""

        csrf = False


class SignInForm(StaffForm):
    """Who somebody is, and the password that shows it."""

    email = StringField(
        later("E-mail address"),
        validators=[InputRequired(later("Enter your e-mail address"))],
        render_kw={"autocomplete": "username", "spellcheck": "false", "type": "email"},
    )
    password = PasswordField(
        later("Password"),
        validators=[InputRequired(later("Enter your password"))],
        render_kw={"autocomplete": "current-password"},
    )


class NewPasswordForm(StaffForm):
    """A password of one's own, typed twice so that a slip shows."""

    new_password = PasswordField(
        later("New password"),
        validators=[InputRequired(later("Enter a new password"))],
        render_kw={"autocomplete": "new-password"},
    )
    again_password = PasswordField(
        later("New password again"),
        validators=[InputRequired(later("Enter the new password again"))],
        render_kw={"autocomplete": "new-password"},
    )

    def judge(self, email: str) -> bool:
        """Says whether the form is filled in and the password will do; puts what is wrong with the fields."""
        if not self.validate_on_submit():
            return False
        weak = passwords.weakness(self.new_password.data, email)
        if weak:
            self.new_password.errors = [weak_words(weak)]
        elif self.new_password.data != self.again_password.data:
            self.again_password.errors = [gettext("The two passwords are not the same")]
        return not self.errors_now

    @property
    def errors_now(self) -> list[Any]:
        """What is wrong with the fields, those found since validation included."""
        return [field.errors for field in self if field.errors]


class ChangePasswordForm(NewPasswordForm):
    """The same, by somebody who is signed in and shows it once more."""

    password = PasswordField(
        later("Current password"),
        validators=[InputRequired(later("Enter your current password"))],
        render_kw={"autocomplete": "current-password"},
    )


class GrantForm(StaffForm):
    """One role for somebody."""

    role = SelectField(later("Role"), validators=[InputRequired(later("Choose a role"))])
    area = SelectField(
        later("Area"),
        description=later(
            "For a viewer: the area whose results they see. For an engagement group: where its events are. "
            "For a borough officer: the area whose priorities they set out."
        ),
    )

    def offer(self, roles: frozenset[Role]) -> None:
        """Offers the roles that the person signed in may give."""
        offered = [role for role in Role if role in roles]
        self.role.choices = [(role.value, f"{ROLE_NAMES[role]} – {ROLE_HINTS[role]}") for role in offered]
        self.area.choices = [("", gettext("No area")), *((area.code, area.name) for area in LONDON.areas)]

    def grant(self) -> Grant | None:
        """Returns the role as filled in; None, with the error at its field, where it can't be given."""
        if not self.validate_on_submit():
            return None
        grant = Grant(Role(self.role.data), self.area.data or None)
        try:
            check_grant(grant)
        except GrantRefused as fault:
            self.area.errors = [
                gettext("Choose the area that this role is for")
                if fault.code == "area_missing"
                else gettext("This role is not held to one area: choose ‘No area’")
            ]
            return None
        return grant


class NewUserForm(GrantForm):
    """A new colleague."""

    name = StringField(
        later("Name"),
        validators=[InputRequired(later("Enter the person’s name")), Length(max=100)],
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        later("E-mail address"),
        validators=[InputRequired(later("Enter the person’s e-mail address"))],
        render_kw={"autocomplete": "off", "spellcheck": "false", "type": "email"},
    )


class AuditFilterForm(StaffForm):
    """Which deeds to list; sent by GET, so that a list can be bookmarked."""

    actor = SelectField(later("Who"), validate_choice=False)
    subject = SelectField(later("About"), validate_choice=False)
    since = StringField(later("From"), render_kw={"type": "date"})
    until = StringField(later("Until"), render_kw={"type": "date"})


def weak_words(code: str) -> str:
    """Says why a password will not do."""
    return {
        "too_short": gettext(
            "Use at least %(least)s characters; a few words in a row are good", least=passwords.SHORTEST
        ),
        "too_long": gettext("Use at most %(most)s characters", most=passwords.LONGEST),
        "too_plain": gettext("Use more different characters"),
        "like_email": gettext("Choose a password that is not like the e-mail address"),
    }[code]
