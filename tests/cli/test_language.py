"""`survey language`, as typed."""

from tests.cli.conftest import Run

SIGN = ("language", "sign", "cy", "--reviewer", "A reviewer", "--standing", "Translator")


def test_english_alone_is_offered_at_first(survey: Run) -> None:
    english, *others = survey("language", "list").stdout.splitlines()
    assert english.startswith("en: offered")
    assert [line.partition(" (")[0] for line in others] == [
        "cy: not offered, unreviewed",
        "ur: not offered, unreviewed",
    ]


def test_a_signature_is_listed_and_withdrawn(survey: Run) -> None:
    assert survey(*SIGN).stdout.endswith("people are offered it from now on\n")
    assert "cy: offered, signed by A reviewer on " in survey("language", "list").stdout
    assert survey("language", "withdraw", "cy").exit_code == 0
    assert "cy: not offered, unreviewed" in survey("language", "list").stdout


def test_what_is_not_signed_can_not_be_withdrawn(survey: Run) -> None:
    result = survey("language", "withdraw", "ur")
    assert result.exit_code != 0
    assert "ur is not signed" in result.stderr


def test_an_unknown_language_is_refused_by_name(survey: Run) -> None:
    result = survey("language", "withdraw", "tlh")
    assert result.exit_code != 0
    assert "no translation into 'tlh'; there are: cy, ur" in result.stderr


def test_a_signature_needs_a_name(survey: Run) -> None:
    result = survey("language", "sign", "cy", "--reviewer", " ", "--standing", "Translator")
    assert result.exit_code != 0
    assert "name the reviewer" in result.stderr
