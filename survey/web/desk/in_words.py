"""Words in a response as somebody who is no analyst may see them: personal details are masked, and kept as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.columns.further import Decided, seen
from survey.db.session import Transaction
from survey.responses.response import Response
from survey.themes.codebook.asking import WORDY
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts


@dataclass(frozen=True, slots=True)
class Masks:
    """What may be seen of the words in one response; everything, where `decided` is None."""

    response: Response
    wordy: frozenset[str]
    """The keys of answers that are words: texts, and 'other, please say'."""
    decided: Decided | None

    @classmethod
    def of(cls, tx: Transaction, response: Response, kinds: Mapping[str, str], *, in_full: bool) -> "Masks":
        """Returns the masks of a response; `kinds` is question → kind, `in_full` lifts them for analysts."""
        words = {key for key in response.answers if ":" in key or kinds.get(key) in WORDY}
        if in_full:
            return cls(response, frozenset(words), None)
        ids = [row.id for row in texts.of_response(tx, response.id)]
        return cls(response, frozenset(words), redaction.decided(tx, ids))

    def over(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Returns answers, of now or of an earlier revision, as they may be seen."""
        return {key: self._seen(key, value) for key, value in answers.items()}

    def kept(self, posted: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Returns what was posted, with the words behind a mask wherever they were left as they were shown."""
        found = {name: list(values) for name, values in posted.items()}
        for key in self.wordy & found.keys():
            original = self.response.answers.get(key)
            if isinstance(original, str) and [_plain(one) for one in found[key]] == [
                _plain(self._seen(key, original))
            ]:
                found[key] = [original]
        return found

    def _seen(self, key: str, value: Any) -> Any:
        if self.decided is None or not isinstance(value, str) or not (key in self.wordy or ":" in key):
            return value
        return seen(value, self.decided, self.response.id, key)


def _plain(words: str) -> str:
    """Returns words without what a browser does to the ends of lines."""
    return words.replace("\r\n", "\n").strip()
