"""The wheel serves after `pip install` in an empty environment."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from tests import server

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with what set-up compiled."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_pages_styles_and_migrations(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    for folder, ending in [
        ("survey/templates/layouts/", ".html"),
        ("survey/web/static/", ".css"),
        ("survey/migrations/versions/", ".py"),
        ("survey/questionnaire/library/", ".yaml"),
        ("survey/places/data/", ".csv"),
        ("survey/templates/print/", ".typ"),
        ("survey/fieldwork/paper/fonts/", ".ttf"),
        ("survey/fieldwork/paper/words/", ".yaml"),
    ]:
        assert [name for name in names if name.startswith(folder) and name.endswith(ending)], (
            f"no {folder}*{ending}"
        )


@pytest.mark.timeout(600)
def test_the_wheel_serves_in_an_empty_environment(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    venv.create(tmp_path / "empty", with_pip=True)
    pip = [str(tmp_path / "empty" / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-compile"]
    elsewhere = {**os.environ, "PYTHONPATH": ""}
    for what in (
        ["--require-hashes", "-r", str(ROOT / "requirements" / "run.txt")],
        ["--no-deps", str(wheel)],
    ):
        subprocess.run(
            [*pip, *what], check=True, capture_output=True, timeout=300, cwd=tmp_path, env=elsewhere
        )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(server, "SURVEY", str(tmp_path / "empty" / "bin" / "survey"))

    installation = server.Server(tmp_path / "instance", f"sqlite:///{tmp_path / 'survey.sqlite'}")
    installation.command("init")
    installation.start()
    try:
        page = httpx.get(installation.address)
        assert page.status_code == 200
        style = next(part.split('"')[0] for part in page.text.split('href="') if ".css" in part.split('"')[0])
        assert httpx.get(installation.address + style).status_code == 200
    finally:
        assert installation.stop() == 0
