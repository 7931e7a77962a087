"""What holds for every command: help with an example, one clear line where something is wrong."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from survey.cli import main
from survey.cli.group import CommandGroup
from survey.fieldwork.paper.typesetting import FontsMissing, SettingFailed


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from commands(command, *before, name) if isinstance(command, click.Group) else [(*before, name)]


def run(*words: str, instance: Path | None = None) -> Result:
    variables = {"SURVEY_INSTANCE": str(instance), "SURVEY_DATABASE_URL": None} if instance else {}
    return CliRunner().invoke(main, list(words), env=variables)


@pytest.mark.parametrize("words", list(commands(main)), ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert f"survey {' '.join(words)}" in result.output.partition("Example")[2]


def test_the_commands_are_listed_with_what_they_do() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "Serves the pages until Ctrl-C" in result.output


@pytest.mark.parametrize(
    "words", [("fly",), ("user", "fly"), ("user", "add"), ("user", "add", "a@b", "--role", "x")]
)
def test_a_mistake_is_one_line_on_standard_error(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("survey: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [("user", "list"), ("consultation", "list"), ("serve", "--port", "20000")])
def test_an_installation_that_is_not_set_up_says_what_to_do(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run(*words, instance=tmp_path)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "survey: the database is not set up for this version: run 'survey init'\n"


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["user", "list"], env={"SURVEY_INSTANCE": str(tmp_path), "SURVEY_TIME_ZONE": "Mars/Olympus"}
    )
    assert result.exit_code == 1
    assert result.stderr.startswith("survey: SURVEY_TIME_ZONE: no time zone is called 'Mars/Olympus'")


def test_a_database_that_is_down_is_told(tmp_path: Path) -> None:
    nowhere = "postgresql+psycopg://127.0.0.1:1/survey"
    result = CliRunner().invoke(
        main, ["user", "list"], env={"SURVEY_INSTANCE": str(tmp_path), "SURVEY_DATABASE_URL": nowhere}
    )
    assert result.exit_code == 1
    assert result.stderr.startswith("survey: the database does not answer")


def test_setting_up_twice_does_it_once(tmp_path: Path) -> None:
    first, second = run("init", instance=tmp_path), run("init", instance=tmp_path)
    assert first.output.startswith("Set up: sqlite:///")
    assert second.output.startswith("Nothing to do: already set up")


def test_sqlite_takes_one_serving_process(tmp_path: Path) -> None:
    run("init", instance=tmp_path)
    result = run("serve", "--workers", "2", instance=tmp_path)
    assert result.exit_code == 1
    assert (
        result.stderr == "survey: SQLite takes one serving process: leave out --workers, or use PostgreSQL\n"
    )


@click.command()
def printing() -> None:
    """Prints where there are no fonts."""
    raise FontsMissing("the fonts for paper are missing: build them")


@click.command()
def setting() -> None:
    """Prints what the fonts have no signs for."""
    raise SettingFailed("as the typesetter says", ("中", "🎉"), "Barnet")


def test_what_can_not_be_printed_is_said_in_one_line() -> None:
    names = ("printing", "setting")
    group = CommandGroup({name: f"{__name__}:{name}" for name in names}, name="survey")
    said = [CliRunner().invoke(group, [name]) for name in names]
    assert [(one.exit_code, one.stderr) for one in said] == [
        (1, "survey: the fonts for paper are missing: build them\n"),
        (
            1,
            "survey: Barnet: the fonts have no sign for 中, 🎉: write it in other words; "
            "nothing was published or changed\n",
        ),
    ]
