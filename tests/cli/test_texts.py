"""`survey texts`, as typed."""

from tests.cli.conftest import Run


def test_an_empty_installation_has_no_texts(survey: Run) -> None:
    result = survey("texts", "catch-up")
    assert (result.exit_code, result.stdout) == (0, "Gathered 0 texts; found the language of 0\n")
