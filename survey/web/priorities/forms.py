"""What forms of this door have in common."""

from collections.abc import Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from survey.accounts.user import tidy_name
from survey.indicators.areas import SET_FOR, name_of


class PrioritiesForm(FlaskForm):
    """A form of this door; its token is checked for the whole application at once."""

    class Meta:
        """See WTForms."""

        csrf = False

    @property
    def has_errors(self) -> bool:
        """Says whether anything is wrong, what was found since validation included."""
        return any(field.errors for field in self)

    def blame(self, field: str, words: Any) -> None:
        """Puts an error with the field that it concerns, with the first where there is no such field."""
        its = self[field] if field in self else next(iter(self))
        its.errors = [words]


class LineField(StringField):
    """Words on one line; control characters, which no keyboard types, are dropped."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the words."""
        self.data = tidy_name(valuelist[0]) if valuelist else ""


class ParagraphsField(TextAreaField):
    """Words on several lines, without control characters."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the lines."""
        lines = (valuelist[0] if valuelist else "").strip().splitlines()
        self.data = "\n".join("".join(sign for sign in line if sign.isprintable()).rstrip() for line in lines)


def area_choices(allowed: frozenset[str] | None = None, *, everywhere: Any = None) -> list[tuple[str, Any]]:
    """Returns the areas that can be chosen, London first; `everywhere` names the choice of none."""
    its = [(area, name_of(area)) for area in SET_FOR if allowed is None or area in allowed]
    return its if everywhere is None else [("", everywhere), *its]


def choices_of(names: Mapping[Any, Any]) -> list[SelectChoice]:
    """Returns what can be chosen: value → words, the values those of an enumeration or plain text."""
    return [SelectChoice(getattr(value, "value", value), words) for value, words in names.items()]
