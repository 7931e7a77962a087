"""Printed forms from the terminal."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from pypdf import PdfReader

Run = Callable[..., Result]


@pytest.fixture
def shown(survey: Run) -> Run:
    """The command on a round for which all that ships is published."""
    dates = ("--opens", "2026-01-01", "--closes", "2099-01-01")
    assert survey("consultation", "create", "2026", "--name", "Spring", *dates).exit_code == 0
    for family in ("residents", "businesses", "postcard"):
        assert survey("questionnaire", "publish", family).exit_code == 0
    return survey


def test_each_questionnaire_is_written_as_one_file(shown: Run, tmp_path: Path) -> None:
    for family, pages in (("residents", 16), ("businesses", 16), ("postcard", 2)):
        path = tmp_path / f"{family}.pdf"
        result = shown("paper", "--questionnaire", family, "--output", str(path))
        assert result.exit_code == 0, result.output
        assert "1 copy written to" in result.output
        assert len(PdfReader(BytesIO(path.read_bytes())).pages) == pages


def test_print_language_and_copies_are_chosen(shown: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    result = shown(
        "paper", "--questionnaire", "postcard", "--language", "ur", "--copies", "3", "--output", str(path)
    )
    assert result.exit_code == 0
    reader = PdfReader(BytesIO(path.read_bytes()))
    assert len(reader.pages) == 6
    assert reader.trailer["/Root"]["/Lang"] == "ur"


def test_many_copies_are_written_in_parts(shown: Run, tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    shown("paper", "--questionnaire", "postcard", "--copies", "60", "--output", str(path))
    parts = [PdfReader(BytesIO((tmp_path / f"cards-{part}.pdf").read_bytes())) for part in (1, 2)]
    assert [len(part.pages) for part in parts] == [100, 20]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--questionnaire", "nobody"], "no questionnaire 'nobody' is published"),
        (["--questionnaire", "residents", "--language", "ur"], "'residents' is not written in 'ur'"),
        (["--questionnaire", "residents", "--copies", "0"], "--copies: from 1 to 10000"),
        (["--questionnaire", "residents", "--round", "1999"], "no consultation is called '1999'"),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_line(
    shown: Run, tmp_path: Path, words: list[str], said: str
) -> None:
    result = shown("paper", *words, "--output", str(tmp_path / "x.pdf"))
    assert result.exit_code != 0
    assert said in str(result.exception or "") + result.output
    assert not (tmp_path / "x.pdf").exists()


def test_a_folder_that_is_not_there_is_said(shown: Run, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "x.pdf"
    result = shown("paper", "--questionnaire", "residents", "--output", str(path))
    assert result.exit_code != 0
