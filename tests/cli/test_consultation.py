"""`survey consultation` and `survey questionnaire`, as typed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.cli.conftest import Run
from tests.web.rounds.builders import source


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 9, 10, 12, tzinfo=UTC), tick=True) as travelling:
        yield travelling


@pytest.fixture
def planned(survey: Run) -> Run:
    dates = ("--opens", "2026-09-01", "--closes", "2026-10-01")
    assert survey("consultation", "create", "2026", "--name", "Autumn 2026", *dates).exit_code == 0
    return survey


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "residents.yaml"
    path.write_text(source(), encoding="utf-8")
    return path


def test_a_day_alone_begins_with_it_and_ends_with_it(planned: Run) -> None:
    assert planned("consultation", "list").output == (
        "2026\topen\t2026-09-01 00:00 to 2026-10-02 00:00\tAutumn 2026\n"
    )


def test_the_current_round_is_shown_by_default(planned: Run) -> None:
    shown = planned("consultation", "show").output
    assert shown == planned("consultation", "show", "2026").output
    assert "status: open\n" in shown


def test_without_a_round_it_says_what_to_do(survey: Run) -> None:
    assert survey("consultation", "list").output.startswith("No consultation yet")
    assert survey("consultation", "show").stderr == (
        "survey: there is no consultation yet: plan one with 'survey consultation create'\n"
    )


def test_a_round_that_is_not_there_is_told_with_those_that_are(planned: Run) -> None:
    result = planned("consultation", "show", "1999")
    assert (result.exit_code, result.stderr) == (
        1,
        "survey: no consultation is called '1999' (there are: 2026)\n",
    )


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("2026", "--opens", "2026-01-01", "--closes", "2026-02-01"), "there is a consultation 2026 already"),
        (("No", "--opens", "2026-01-01", "--closes", "2026-02-01"), "No: a key has small letters"),
        (
            ("x", "--opens", "2026-02-02", "--closes", "2026-02-01"),
            "x: the closing must come after the opening",
        ),
        (("x", "--opens", "soon", "--closes", "2026-02-01"), "'soon' is no day"),
    ],
)
def test_a_round_that_cannot_be_is_refused(planned: Run, words: tuple[str, ...], line: str) -> None:
    result = planned("consultation", "create", *words, "--name", "Another")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"survey: {line}")


def test_a_short_round_is_planned_with_a_warning(planned: Run) -> None:
    words = ("consultation", "create", "2030", "--name", "Short", "--opens", "2030-01-01")
    result = planned(*words, "--closes", "2030-02-01")
    assert result.exit_code == 0
    assert "open for less than eight weeks" in result.stderr
    assert "eight weeks" not in planned(*words[:2], "2031", *words[3:], "--closes", "2030-05-01").stderr


def test_a_round_is_copied_a_year_on(planned: Run) -> None:
    assert planned("consultation", "copy", "2026", "2027", "--name", "Autumn 2027").stdout == (
        "Planned 2027: 2027-09-01 00:00 to 2027-10-02 00:00\n"
    )


def test_a_round_is_extended(planned: Run) -> None:
    assert planned("consultation", "extend", "--until", "2026-10-08 17:00").output == (
        "2026 now closes 2026-10-08 17:00\n"
    )
    again = planned("consultation", "extend", "--until", "2026-10-01")
    assert again.stderr == "survey: 2026: the new closing is not later than the one before\n"


def test_closing_asks_first(planned: Run) -> None:
    refused = planned("consultation", "close", given="n\n")
    assert refused.exit_code == 130
    assert "status: open" in planned("consultation", "show").output
    assert planned("consultation", "close", "--yes").output.startswith("2026 is closed")
    assert "status: grace" in planned("consultation", "show").output


def test_a_sound_questionnaire_has_no_problems(survey: Run, file: Path) -> None:
    result = survey("questionnaire", "check", str(file))
    assert (result.exit_code, result.output) == (0, f"{file}: no problems\n")


@pytest.mark.parametrize("family", ["residents", "businesses"])
def test_those_that_ship_are_sound(survey: Run, family: str) -> None:
    assert survey("questionnaire", "check", family).output == f"{family}: no problems\n"


def test_every_problem_is_listed_with_line_and_path(survey: Run, file: Path) -> None:
    file.write_text(source().replace("kind: yes_no", "kind: maybe").replace('safe: "no"', 'sure: "no"'))
    result = survey("questionnaire", "check", str(file))
    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stdout.splitlines()][:2] == [
        f"{file}:10",
        f"{file}:13",
    ]
    assert result.stderr == f"survey: {file}: {len(result.stdout.splitlines())} problems\n"


def test_a_file_that_cannot_be_read_is_told(survey: Run, tmp_path: Path) -> None:
    result = survey("questionnaire", "check", str(tmp_path / "none.yaml"))
    assert result.stderr.endswith("none.yaml: No such file or directory\n")
    (tmp_path / "picture").write_bytes(b"\xff\xfe\x00")
    assert survey("questionnaire", "check", str(tmp_path / "picture")).stderr.endswith(
        "it is not UTF-8 text\n"
    )


def test_a_questionnaire_is_published_for_the_current_round(planned: Run, file: Path) -> None:
    result = planned("questionnaire", "publish", str(file))
    assert result.output.startswith("Published residents for 2026: version ")
    version = result.output.split()[-1]
    assert f"questionnaire residents: {version}\n" in planned("consultation", "show").output


def test_one_that_ships_is_published_for_a_round_by_name(planned: Run) -> None:
    planned("consultation", "copy", "2026", "2027")
    assert planned("questionnaire", "publish", "businesses", "--round", "2027").exit_code == 0
    assert "questionnaire businesses" in planned("consultation", "show", "2027").output
    assert "questionnaire businesses" not in planned("consultation", "show", "2026").output


def test_what_is_live_already_is_not_published_again(planned: Run, file: Path) -> None:
    planned("questionnaire", "publish", str(file))
    again = planned("questionnaire", "publish", str(file))
    assert (again.exit_code, again.stderr) == (1, "survey: 2026, residents: this version is live already\n")


def test_a_questionnaire_with_problems_is_not_published(planned: Run, file: Path) -> None:
    file.write_text(source().replace("kind: yes_no", "kind: maybe"))
    assert planned("questionnaire", "publish", str(file)).exit_code == 1
    assert "questionnaire" not in planned("consultation", "show").output


def test_a_key_keeps_its_meaning_once_published(planned: Run, file: Path) -> None:
    planned("questionnaire", "publish", str(file))
    file.write_text(source().replace("kind: yes_no", "kind: number"))
    assert planned("questionnaire", "check", str(file)).exit_code == 1
    against = planned("questionnaire", "check", str(file), "--against-published")
    assert "‘safe’ was published as yes_no and is now number" in against.stdout
    assert planned("questionnaire", "publish", str(file)).exit_code == 1
