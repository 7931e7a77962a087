"""The documentation of settings says what the code reads, no more and no less."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from survey.config import Settings, SettingsError

ROOT = Path(__file__).parent.parent.parent


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r'"(SURVEY_[A-Z_]+)"', (ROOT / "survey" / "config.py").read_text()))
    told = set(
        re.findall(r"^\| `(SURVEY_[A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.MULTILINE)
    )
    assert told == read


def test_no_setting_is_read_elsewhere() -> None:
    for path in (ROOT / "survey").rglob("*.py"):
        if path.name != "config.py":
            assert "os.environ" not in path.read_text(), f"{path} reads the environment itself"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SURVEY_TIME_ZONE", "Europe/Londres"),
        ("SURVEY_SECURE_COOKIES", "maybe"),
        ("SURVEY_TRUSTED_PROXIES", "two"),
        ("SURVEY_SMALL_COUNT", "2"),
        ("SURVEY_SMALLEST_BASE", "9"),
        ("SURVEY_DOMINANCE", "120"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.load({"SURVEY_INSTANCE": str(tmp_path), name: value})


def test_what_small_numbers_may_be_told_is_one_rule_for_the_whole_process() -> None:
    told = "from survey.columns.disclosure import RULES as r; from survey.columns.topline import SMALLEST_BASE as s;"
    environment = {
        **os.environ,
        "SURVEY_SMALL_COUNT": "8",
        "SURVEY_SMALLEST_BASE": "100",
        "SURVEY_FEWEST_CHANGED": "20",
        "SURVEY_PUBLIC_ROUNDING": "5",
        "SURVEY_DOMINANCE": "70",
    }
    command = [sys.executable, "-c", f"{told} print(r.threshold, s, r.change, r.rounding, r.dominance)"]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["8", "100", "20", "5", "0.7"]


def test_the_secret_is_minted_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = Settings.load({"SURVEY_INSTANCE": str(tmp_path)})
    again = Settings.load({"SURVEY_INSTANCE": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 48
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
