"""How a question links to an earlier round: same, recoded or broken."""

from dataclasses import replace

from survey.columns.links import Link, linked, linked_to_round
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


def test_a_round_that_asked_everybody_the_same_is_the_same() -> None:
    found = linked_to_round(FEELING, [before(), before(FEELING)])
    assert (found.link, found.changed) == (Link.SAME, False)


def test_a_round_that_was_changed_while_it_ran_is_recoded() -> None:
    first = replace(FEELING, choices=choices("safe", "afraid"))
    found = linked_to_round(FEELING, [before(first), before(FEELING)])
    assert (found.link, found.changed, [*found.dropped]) == (Link.RECODED, True, [("choice", "afraid")])


def test_an_answer_that_one_version_offered_was_on_offer() -> None:
    fewer = replace(FEELING, choices=choices("safe"))
    assert linked_to_round(FEELING, [before(FEELING), before(fewer)]).added == {}


def test_a_round_that_never_asked_is_broken() -> None:
    assert linked_to_round(FEELING, [before(), before()]).link is Link.BROKEN
