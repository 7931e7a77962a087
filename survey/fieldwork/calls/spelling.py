"""Codes spelt for the telephone, by the alphabet of the International Civil Aviation Organization."""

WORDS = {
    "A": "Alfa",
    "B": "Bravo",
    "C": "Charlie",
    "D": "Delta",
    "E": "Echo",
    "F": "Foxtrot",
    "G": "Golf",
    "H": "Hotel",
    "I": "India",
    "J": "Juliett",
    "K": "Kilo",
    "L": "Lima",
    "M": "Mike",
    "N": "November",
    "O": "Oscar",
    "P": "Papa",
    "Q": "Quebec",
    "R": "Romeo",
    "S": "Sierra",
    "T": "Tango",
    "U": "Uniform",
    "V": "Victor",
    "W": "Whiskey",
    "X": "X-ray",
    "Y": "Yankee",
    "Z": "Zulu",
}
"""Letter → word; figures are said as they are, so that no caller writes down a word for one."""


def spelt(shown: str) -> list[list[tuple[str, str]]]:
    """Returns the groups of a code such as `7FG2-KM`, each as a list of (symbol, how it is said)."""
    return [[(symbol, WORDS.get(symbol, symbol)) for symbol in group] for group in shown.split("-")]
