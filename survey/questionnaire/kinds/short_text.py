"""One line of words."""

from survey.questionnaire.kinds.words import Words


class ShortText(Words):
    """A line; line ends within it are kept should a paste bring them."""

    name = "short_text"
    default_length = 200
