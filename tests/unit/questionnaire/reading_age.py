"""The reading age of English text, for tests of what we ask people to read."""

import re

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d,]*")
SENTENCE_END = re.compile(r"[.?!:;](?=\s|$)|\n+")
PLACEHOLDER = re.compile(r"\[\[[^\]]*\]\]")


def syllables(word: str) -> int:
    """Counts the syllables of an English word by its groups of vowels; a number counts as one."""
    word = re.sub(r"['’].*", "", word.lower())
    if not word.isalpha():
        return 1
    count = len(re.findall(r"[aeiouy]+", word))
    silent_e = word.endswith("e") and not re.search(r"[^aeiouy]le$", word)
    silent_es = re.search(r"[^aeiouysxzcg]es$", word)
    silent_ed = re.search(r"[^aeiouytd]ed$", word)
    if silent_e or silent_es or silent_ed:
        count -= 1
    count += len(re.findall(r"(?<![cgst])i[ao]", word))
    return max(count, 1)


def grade(text: str) -> float:
    """Computes the Flesch-Kincaid grade of a passage (Kincaid and others, 1975); an age of 9 is about grade 4."""
    plain = PLACEHOLDER.sub("burglary", text)
    words = WORD.findall(plain)
    sentences = [part for part in SENTENCE_END.split(plain) if WORD.search(part)]
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59
