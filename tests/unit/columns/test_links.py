"""How a question links to an earlier round: same, recoded or broken."""

from dataclasses import replace

from survey.columns.links import Link, linked
from survey.questionnaire.definition import Question, Questionnaire
from tests.unit.columns.made import EACH_KIND, choices, question, questionnaire, text

FEELING = question("feeling", "single_choice", choices=choices("safe", "unsafe"))


def before(*questions: Question) -> Questionnaire:
    """An earlier questionnaire."""
    return questionnaire(questions)


def test_what_did_not_change_is_the_same() -> None:
    assert {linked(one, EACH_KIND).link for one in EACH_KIND.questions} == {Link.SAME}


def test_what_was_not_asked_is_broken() -> None:
    assert linked(FEELING, None).link is Link.BROKEN
    assert linked(FEELING, before(replace(FEELING, key="mood"))).link is Link.BROKEN


def test_what_was_asked_as_another_kind_is_broken() -> None:
    assert linked(FEELING, before(question("feeling", "long_text"))).link is Link.BROKEN


def test_other_answers_on_offer_are_recoded() -> None:
    found = linked(FEELING, before(replace(FEELING, choices=choices("safe", "afraid"))))
    assert (found.link, [*found.added], [*found.dropped]) == (
        Link.RECODED,
        [("choice", "unsafe")],
        [("choice", "afraid")],
    )


def test_other_words_are_recoded() -> None:
    found = linked(FEELING, before(replace(FEELING, text=text("How safe did you feel?"))))
    assert (found.link, found.reworded, found.added) == (Link.RECODED, True, {})
