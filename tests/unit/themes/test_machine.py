"""What the machine proposes: candidates, campaigns, likelihoods that mean what they say, languages."""

from random import Random

import numpy as np
import pytest

from survey.themes.proposals import alike, assigning, finding
from survey.themes.texts.language import UNKNOWN, language_of
from survey.themes.texts.looks import indexed, looked_for, plain

NOISE = ("loud music", "shouting in the street", "cars that roar", "parties")
OTHER = ("broken street lights", "rubbish in the park", "bikes on the pavement", "dogs without a lead")


def made(number: int) -> tuple[list[str], np.ndarray]:  # type: ignore[type-arg]  # of small numbers
    chance = Random(3)
    said, marks = [], []
    for place in range(number):
        noisy = place % 3 == 0
        said.append(
            f"there is {chance.choice(NOISE if noisy else OTHER)} near number {chance.randrange(500)} every week"
        )
        marks.append([int(noisy), 0])
    return said, np.array(marks, dtype=np.int8)


def test_a_theme_that_words_tell_is_learnt() -> None:
    said, marks = made(120)
    learnt = assigning.learn(said, marks, ["noise", "never"])
    noise, never = learnt.measured
    assert noise.best is not None
    assert noise.best.f1 > 0.95
    assert not never.is_learnt
    likely = learnt.likely(["there is loud music again", "rubbish in the park again"])
    assert likely[0, 0] > 700
    assert likely[1, 0] < 300
    assert likely[0, 1] == 0


def test_chance_is_not_sold_as_precision() -> None:
    said, _ = made(200)
    marks = np.array([[Random(place).random() < 0.3] for place in range(200)], dtype=np.int8)
    (measured,) = assigning.learn(said, marks, ["chance"]).measured
    assert measured.at(0.8) is None or measured.at(0.8).given < 10  # type: ignore[union-attr]


def test_recall_falls_as_the_likelihood_rises() -> None:
    said, marks = made(120)
    points = assigning.learn(said, marks, ["noise", "never"]).measured[0].points
    recalls = [one.recall for one in points]
    assert recalls == sorted(recalls, reverse=True)


def test_the_lowest_likelihood_that_reaches_a_precision_is_taken() -> None:
    points = tuple(assigning.Point(*one) for one in ((100, 9, 20, 10), (500, 8, 10, 10), (900, 4, 4, 10)))
    measured = assigning.Measured("t", 10, 50, points)
    assert measured.at(0.8) == points[1]
    assert measured.at(0.9) == points[2]
    assert measured.at(1.1) is None


def test_micro_and_macro_count_what_was_not_learnt_as_nought() -> None:
    learnt = assigning.Measured("a", 10, 50, (assigning.Point(500, 8, 10, 10),))
    rare = assigning.Measured("b", 2, 50)
    micro, macro = assigning.together([learnt, rare])
    assert micro == pytest.approx(2 * 8 / (10 + 12))
    assert macro == pytest.approx(0.8 / 2)


def test_candidates_tell_two_subjects_apart() -> None:
    said, _ = made(200)
    found = finding.candidates(said, 6)
    words = [" ".join(one.words) for one in found.themes]
    assert any("music" in one for one in words)
    assert found.looked_at == 200


@pytest.mark.parametrize("said", [[], ["the and of"] * 50, ["one text"]])
def test_nothing_is_found_where_there_is_nothing(said: list[str]) -> None:
    assert finding.candidates(said).themes == ()


def test_texts_that_share_most_of_their_words_are_grouped() -> None:
    base = "we ask the council to close the club on the corner because nobody can sleep at night any more"
    said = [
        base,
        base.upper(),
        f"Dear all, {base}",
        "the bins are never emptied on our street and rats come at night",
        base[:40],
    ]
    assert alike.groups(said) == ((0, 1, 2),)


def test_short_texts_are_no_campaign() -> None:
    assert alike.groups(["More police."] * 5) == ()


@pytest.mark.parametrize(
    ("words", "asked_in", "expected"),
    [
        ("There is loud music every night and nobody comes", "en", "en"),
        ("Mae angen mwy o heddlu ar y strydoedd", "en", "cy"),
        ("Il y a trop de bruit la nuit dans ma rue", "en", "fr"),
        ("پولیس کو زیادہ گشت کرنا چاہیے", "en", "ur"),
        ("Drugs", "en", "en"),
        ("Cyffuriau", "cy", "cy"),
        ("?!", "en", UNKNOWN),
    ],
)
def test_languages(words: str, asked_in: str, expected: str) -> None:
    assert language_of(words, asked_in) == expected


def test_words_are_made_plain_for_the_index() -> None:
    assert plain("The Café’s closed!") == "the cafe s closed"
    assert looked_for("Café's") == ("cafe", "s")
    assert indexed("A b", "|noise_at_night|", "|left_over|") == "a b zqthemeleftover zqthemenoiseatnight"
