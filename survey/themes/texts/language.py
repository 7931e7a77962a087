"""The language a text is written in: by its commonest words where it is plain, else by a model of letters.

The model (py3langid, langid.py's, Lui and Baldwin 2012) takes 100 MB of memory, so it is loaded where the first text
needs it, and not by a process that only serves questions.
"""

import re
from functools import cache
from typing import Any

LANGUAGES = (
    "ar", "bg", "bn", "cy", "de", "el", "en", "es", "fa", "fr", "gu", "hi", "it", "lt", "pa", "pl", "pt", "ro", "ru",
    "sq", "ta", "tr", "uk", "ur", "zh",
)  # fmt: skip
"""The languages that are told apart: those of more than 10,000 Londoners that the model knows."""

UNKNOWN = "und"
"""Stands for a text too short to tell, in ISO 639-2's word for it."""

SURE = 0.6
"""The least probability that is believed."""

FEWEST_WORDS = 3
"""A text of fewer is told by its script alone."""

_WORDS = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": frozenset(
        [
            "the", "and", "to", "of", "in", "is", "it", "that", "for", "on", "are", "with", "as", "they", "we", "my",
            "not", "i", "be", "have", "our", "at", "this", "more", "people", "police", "from", "do", "when", "by",
            "their", "there", "need", "because", "don't", "was", "who", "what", "no", "all", "so", "but", "me", "up",
            "or", "out",
        ]
    ),
    "cy": frozenset(
        [
            "yn", "y", "yr", "mae", "a", "i", "ar", "o", "ac", "bod", "wedi", "heddlu", "ei", "am", "na", "mwy", "yw",
            "ein", "gan", "oes", "nid", "sydd", "mewn",
        ]
    ),
}  # fmt: skip
_SCRIPTS = (
    ("latin", re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")),
    ("other", re.compile(r"[^\W\d_]")),
)
_PLAIN = 0.3


def language_of(words: str, asked_in: str = "en") -> str:
    """Returns the language of a text as a code of ISO 639-1, or UNKNOWN.

    A few Latin letters tell nothing: such a text is taken to be in the language of its questionnaire.
    """
    found = [one.casefold() for one in _WORDS.findall(words)]
    if not found:
        return UNKNOWN
    is_latin = bool(_SCRIPTS[0][1].search(words))
    if len(found) < FEWEST_WORDS and is_latin:
        return asked_in
    common = {name: sum(one in listed for one in found) / len(found) for name, listed in _COMMON.items()}
    best = max(common, key=lambda name: common[name])
    if common[best] >= _PLAIN and common[best] > 2 * min(common.values()):
        return best
    name, probability = _model().classify(words)
    if probability >= SURE:
        return str(name)
    return asked_in if is_latin else UNKNOWN


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  100 MB, see above

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(list(LANGUAGES))
    return model
