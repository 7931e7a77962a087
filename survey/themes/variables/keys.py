"""Keys of the variables that themes are in results: `~` stands in no question's own key."""

THEMES_OF, ACCEPTED_OF = "~themes", "~accepted"
"""What ends the key of a variable, after the key of the answer."""

ANY = "~any"
"""What ends the key of a variable over all texts of one codebook; a choice of the ranking stands there otherwise."""


def of_choice(together: str, choice: str) -> str:
    """Returns the key of the themes that people gave a choice of a ranking, whichever place it was given."""
    return f"{together}{THEMES_OF}~{choice}"
