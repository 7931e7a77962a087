"""Candidate themes: what the texts of a question speak of, found without anybody's codes.

Words and pairs of words are weighed by TF-IDF and factored by NMF (Lee and Seung 1999); each factor is a candidate,
named by the words that tell it from the others, with the texts that show it best. A text in which none of the factors
is strong belongs to none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

FEWEST_TEXTS = 20
"""Texts below which nothing can be found."""

MOST_TEXTS = 20_000
"""Texts that are looked at; of more, a sample by chance stands for all."""

SEED = 20_260_101
EXAMPLES = 5
NAMED_BY = 3
STRONG = 0.15
"""Of a text's weight, the least that a factor must carry for the text to be counted with it."""

_MORE_STOP_WORDS = (
    "also", "because", "don", "im", "just", "like", "lot", "make", "need", "people", "police", "really", "think",
    "thing", "things", "want", "ve", "isn", "doesn", "didn", "chose", "feel", "honest", "simple", "live", "lived",
    "years", "sadly", "months", "week", "time", "good", "area", "local",
)  # fmt: skip
"""Words that every answer has and that tell nothing apart."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A theme that the texts suggest; places count the texts that were given."""

    name: str
    words: tuple[str, ...]
    size: int
    """Texts in which it is strong."""
    examples: tuple[int, ...]
    """Places of the texts that show it best, one of each wording."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What was found, and how much it leaves over."""

    themes: tuple[Candidate, ...]
    looked_at: int
    left_over: int
    """Texts in which no candidate is strong."""


def candidates(texts: Sequence[str], wanted: int = 12) -> Candidates:
    """Finds candidate themes, the largest first; none in too few texts."""
    from sklearn.decomposition import NMF  # noqa: PLC0415  a process that only serves questions must not load it
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer  # noqa: PLC0415

    chosen = _sample(len(texts))
    if len(chosen) < FEWEST_TEXTS:
        return Candidates((), len(chosen), len(chosen))
    vectorizer = TfidfVectorizer(
        ngram_range=(1, 2),
        min_df=max(2, len(chosen) // 500),
        max_df=0.4,
        max_features=4000,
        sublinear_tf=True,
        strip_accents="unicode",
        stop_words=sorted({*ENGLISH_STOP_WORDS, *_MORE_STOP_WORDS}),
        dtype=np.float32,
    )
    try:
        weights = vectorizer.fit_transform([texts[place] for place in chosen])
    except ValueError:  # nothing but stop words
        return Candidates((), len(chosen), len(chosen))
    terms = vectorizer.get_feature_names_out()
    count = min(wanted, len(terms), len(chosen) // 2)
    model = NMF(n_components=count, init="nndsvd", random_state=SEED, max_iter=150, tol=1e-3)
    strength = model.fit_transform(weights)
    return _told(strength, model.components_, terms, chosen, texts)


def _sample(size: int) -> Sequence[int]:
    if size <= MOST_TEXTS:
        return range(size)
    return sorted(np.random.default_rng(SEED).choice(size, MOST_TEXTS, replace=False).tolist())


def _told(
    strength: Any, components: Any, terms: Any, chosen: Sequence[int], texts: Sequence[str]
) -> Candidates:
    """Names the factors; `strength` has shape (texts, factors), `components` (factors, terms)."""
    scaled = strength * components.sum(axis=1)
    total = scaled.sum(axis=1)
    shares = np.divide(scaled, total[:, None], out=np.zeros_like(scaled), where=total[:, None] > 0)
    strong = (shares >= STRONG) & (scaled >= STRONG)
    found = []
    for factor in np.argsort(-strong.sum(axis=0), kind="stable"):
        if not strong[:, factor].any():
            continue
        words = _words(components[factor], terms)
        best = np.argsort(-scaled[:, factor], kind="stable")[: 20 * EXAMPLES]
        found.append(
            Candidate(_name(words), words, int(strong[:, factor].sum()), _different(best, chosen, texts))
        )
    return Candidates(tuple(found), len(chosen), int((~strong.any(axis=1)).sum()))


def _words(component: Any, terms: Any) -> tuple[str, ...]:
    """Returns the words of a factor, the most telling first; a word that a pair has already is left out."""
    listed: list[str] = []
    for place in np.argsort(-component, kind="stable")[:20]:
        term = str(terms[place])
        if component[place] <= 0 or any(set(term.split()) <= set(one.split()) for one in listed):
            continue
        listed = [one for one in listed if not set(one.split()) < set(term.split())]
        listed.append(term)
    return tuple(listed[:8])


def _name(words: Sequence[str]) -> str:
    named = ", ".join(words[:NAMED_BY])
    return f"{named[:1].upper()}{named[1:]}"


def _different(places: Any, chosen: Sequence[int], texts: Sequence[str]) -> tuple[int, ...]:
    seen: dict[str, int] = {}
    for place in places:
        at = chosen[int(place)]
        seen.setdefault(texts[at].strip().casefold()[:60], at)
        if len(seen) == EXAMPLES:
            break
    return tuple(seen.values())
