"""What was changed between two drafts of a summary."""

from survey.summaries.local.differences import Piece, Stands, texts_between
from survey.summaries.local.texts import Texts


def pieces(earlier: str, later: str) -> list[tuple[str, str]]:
    (one,) = texts_between(Texts(teams=earlier), Texts(teams=later))
    assert one.name == "teams"
    return [(piece.stands.value, piece.words) for piece in one.pieces]


def test_texts_that_are_the_same_are_not_named() -> None:
    assert texts_between(Texts(teams="One"), Texts(teams="One")) == ()


def test_only_the_words_that_differ_are_taken_out_and_put_in() -> None:
    assert pieces("Each ward has a team of its own", "Each ward has two teams of its own") == [
        ("both", "Each ward has "),
        ("earlier", "a team "),
        ("later", "two teams "),
        ("both", "of its own"),
    ]


def test_a_text_that_was_written_anew_is_taken_out_whole() -> None:
    earlier, later = "The consultation is open in London.", "We meet in March, at the town hall."
    assert pieces(earlier, later) == [("earlier", earlier), ("later", later)]


def test_a_text_that_nobody_had_written_is_put_in_whole() -> None:
    assert pieces("", "Each ward has a team.") == [("later", "Each ward has a team.")]
    assert pieces("Each ward has a team.", "") == [("earlier", "Each ward has a team.")]


def test_a_paragraph_that_was_parted_is_a_change() -> None:
    (one,) = texts_between(Texts(teams="One two three four"), Texts(teams="One two\n\nthree four"))
    assert Piece("two\n\n", Stands.LATER) in one.pieces
