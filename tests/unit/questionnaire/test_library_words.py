"""What people read and hear in the questionnaires that ship is easy, and says what the law asks."""

from statistics import mean

import pytest

from survey.questionnaire.definition import Channel, Question, Questionnaire
from survey.questionnaire.library import source
from tests.unit.questionnaire.reading_age import grade
from tests.unit.questionnaire.shipped import shipped

HARDEST_GRADE = 8
AVERAGE_GRADE = 5
"""Flesch-Kincaid grades. A reading age of 9 is grade 4; the formula was made for passages, and of a single short
question it makes much of one long word, so a question may reach 8 while the average may not pass 5."""

LAW_GRADE = 9
"""The names of laws must stand in full, so the privacy line is allowed a little more."""

both = pytest.mark.parametrize("family", ["residents", "businesses"])


def said(question: Question) -> str:
    return question.text.say("en")


def passages(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """Lists what a person reads of each question in one go, and the texts of pages."""
    found = [(page.key, page.text.say("en")) for page in questionnaire.pages if page.text]
    for question in questionnaire.questions:
        read = (question.text, question.hint, question.why)
        found.append((question.key, "\n".join(text.say("en") for text in read if text)))
    return found


@both
def test_the_words_suit_a_reading_age_of_nine_on_average(family: str) -> None:
    assert mean(grade(text) for _, text in passages(shipped(family))) <= AVERAGE_GRADE


@both
def test_no_question_is_hard_to_read(family: str) -> None:
    hard = [text for _, text in passages(shipped(family)) if grade(text) > HARDEST_GRADE]
    hard += [
        said(question) for question in shipped(family).questions if grade(said(question)) > HARDEST_GRADE
    ]
    assert hard == []


@both
def test_no_question_is_hard_to_hear(family: str) -> None:
    spoken = [question.asked_as(Channel.TELEPHONE).say("en") for question in shipped(family).questions]
    assert [text for text in spoken if grade(text) > HARDEST_GRADE] == []


@both
def test_the_introduction_is_easy_and_the_privacy_line_as_easy_as_the_law_lets_it_be(family: str) -> None:
    assert grade(shipped(family).introduction.say("en")) <= AVERAGE_GRADE
    assert grade(shipped(family).privacy.say("en")) <= LAW_GRADE


@pytest.mark.parametrize(
    ("text", "words", "sentences", "spoken"),
    [
        ("The cat sat on the mat.", 6, 1, 6),
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 13, 1, 26),
        ("Which borough do you live in? It is the name of the council that empties your bins.", 17, 2, 20),
    ],
)
def test_the_reading_grade_is_flesch_and_kincaids(text: str, words: int, sentences: int, spoken: int) -> None:
    counted_by_hand = 0.39 * words / sentences + 11.8 * spoken / words - 15.59
    assert grade(text) == pytest.approx(counted_by_hand)


@both
def test_the_privacy_line_names_its_grounds(family: str) -> None:
    privacy = shipped(family).privacy.say("en")
    for named in (
        "public task",
        "Article 6(1)(e)",
        "Article 9(2)(g)",
        "paragraph 8 of Schedule 1 to the Data Protection Act 2018",
        "substantial public interest",
        "never used for enforcement",
        "Only the team that runs this survey reads",
    ):
        assert named in privacy
    assert "consent" not in source(family).lower()


@both
def test_the_introduction_says_what_becomes_of_the_answers(family: str) -> None:
    assert "What becomes of your answers" in shipped(family).introduction.say("en")


# On the telephone


@both
def test_every_question_can_be_put_by_telephone(family: str) -> None:
    for question in shipped(family).questions:
        wording = question.wording(Channel.TELEPHONE)
        assert wording.text or wording.instruction or wording.read_out is not None, question.key


@both
def test_the_scale_of_a_grid_is_read_out(family: str) -> None:
    for question in shipped(family).questions:
        if question.kind == "grid":
            assert question.wording(Channel.TELEPHONE).read_out is True, question.key


@both
def test_boroughs_and_yes_or_no_are_not_read_out(family: str) -> None:
    for question in shipped(family).questions:
        if question.kind in {"area", "yes_no"}:
            assert question.wording(Channel.TELEPHONE).read_out is False, question.key
