"""Whether a document can become a questionnaire's next version: all that is wrong with it, at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.questionnaire.definition import Questionnaire
from survey.questionnaire.document import Problem, read_document
from survey.questionnaire.problems import report


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was read, as far as it could be, and what is wrong with it, by line."""

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Says whether it can be used as it is."""
        return self.questionnaire is not None and not self.problems


def checked(text: str | bytes, published: Sequence[Questionnaire] = ()) -> Checked:
    """Reads a document and finds every problem, also against the versions of its family that were published."""
    questionnaire, _ = read_document(text)
    return Checked(questionnaire, tuple(report(text, published)))
