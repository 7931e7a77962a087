"""Words at length, with a live count of what is left."""

from survey.questionnaire.kinds.words import Words


class LongText(Words):
    """Paragraphs."""

    name = "long_text"
    default_length = 4000
