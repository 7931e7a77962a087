"""The documentation of settings says what the code reads, no more and no less."""

import re
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
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings.load({"SURVEY_INSTANCE": str(tmp_path), name: value})


def test_the_secret_is_minted_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = Settings.load({"SURVEY_INSTANCE": str(tmp_path)})
    again = Settings.load({"SURVEY_INSTANCE": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 48
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
