"""Finds Chromium by setting or on the PATH, else installs it; a missing browser is an error, never a skip."""

import os
import shutil
import subprocess
import sys

SETTING = "SURVEY_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Flags for a browser that talks to the tests' server alone, also as root."""


def found() -> str | None:
    """Returns the path of a Chromium that is installed."""
    named = os.environ.get(SETTING)
    if named:
        return named
    paths = (shutil.which(name) for name in NAMES)
    return next((path for path in paths if path), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and os.path.exists(path) else None  # noqa: PTH110  a plain question about a string


def installed() -> str:
    """Returns the path of Chromium, installing it where this machine lets us; raises SystemExit otherwise."""
    path = found()
    if path:
        return path
    print("Installing Chromium for the browser tests …", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL
        )
    if not found():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    path = found()
    if not path:
        raise SystemExit(f"no Chromium: install one, or name one in {SETTING}")
    return path


if __name__ == "__main__":
    print(f"browser: {installed()}")
