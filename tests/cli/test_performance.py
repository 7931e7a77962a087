"""`survey crime` and `survey performance`, as typed."""

import csv
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.recorded_crime import expected, file_of


@pytest.fixture
def barnet(tmp_path: Path) -> Path:
    """A file of recorded crime in Barnet."""
    path = tmp_path / "crime.csv"
    path.write_bytes(file_of("Barnet", "Unknown"))
    return path


def test_a_year_is_printed_as_csv(survey: Run, barnet: Path) -> None:
    result = survey("crime", "import", str(barnet), "--taken-on", "2023-12-05")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Extract 1: ")
    assert "‘Unknown’ is no borough: kept by itself" in result.stdout
    result = survey("performance", "--area", "E09000003", "--year", "2011/12", "--format", "csv")
    found = {
        (row["crime_type"], row["previous"], row["current"], row["pct_change"])
        for row in csv.DictReader(StringIO(result.stdout))
    }
    assert found == {
        (one.type, str(one.previous), str(one.current), one.percent)
        for one in expected()
        if one.area == "Barnet" and str(one.year) == "2011/12"
    }


def test_a_year_is_printed_in_words(survey: Run, barnet: Path) -> None:
    survey("crime", "import", str(barnet))
    result = survey("performance", "--area", "Barnet", "--year", "2022-23")
    assert result.stdout.startswith("Barnet, 2022/23\n")
    assert "  Burglary: 174 offences or +7.4%: no target\n" in result.stdout


def test_all_areas_go_into_a_file(survey: Run, barnet: Path, tmp_path: Path) -> None:
    survey("crime", "import", str(barnet))
    written = tmp_path / "all.csv"
    result = survey(
        "performance", "--all-areas", "--year", "2022/23", "--format", "csv", "--output", str(written)
    )
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(StringIO(written.read_text(encoding="utf-8"))))
    assert {row["area"] for row in rows} == {"London", "Barnet"}


def test_columns_are_said_once(survey: Run, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("Place,What,201104\nBarnet,Robbery,4\n")
    result = survey("crime", "import", str(path))
    assert result.exit_code == 1
    assert "--map area=… --map category=… (its headers: Place, What, 201104)" in result.stderr
    assert (
        survey("crime", "import", str(path), "--map", "area=Place", "--map", "category=What").exit_code == 0
    )
    path.write_text("Place,What,201104,201105\nBarnet,Robbery,4,5\n")
    assert survey("crime", "import", str(path)).exit_code == 0
    assert len(survey("crime", "list").stdout.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--map", "area=Where"), "--map: no column is headed ‘Where’"),
        (("--map", "colour=red"), "--map: a column is one of area, category, subcategory, month, count"),
        (("--map", "area"), "write NAME=VALUE, not 'area'"),
        (("--taken-on", "soon"), "--taken-on: 'soon' is no day"),
        (("--taken-on", "2009-01-01"), "--taken-on: the day can't lie after today"),
    ],
)
def test_what_can_not_be_imported_is_said_in_one_line(
    survey: Run, barnet: Path, words: tuple[str, ...], said: str
) -> None:
    result = survey("crime", "import", str(barnet), *words)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"survey: {said}")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--year", "2011/12"), "say which area"),
        (("--area", "Leeds", "--year", "2011/12"), "no area is called 'Leeds'"),
        (("--area", "London", "--year", "soon"), "--year: 'soon' is no year"),
        (("--area", "London", "--year", "2011/12"), "no figures and no targets are known for 2011/12"),
    ],
)
def test_what_can_not_be_printed_is_said_in_one_line(survey: Run, words: tuple[str, ...], said: str) -> None:
    result = survey("performance", *words)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"survey: {said}")


def test_there_is_no_recorded_crime_at_first(survey: Run) -> None:
    assert survey("crime", "list").stdout.startswith("No recorded crime yet")
