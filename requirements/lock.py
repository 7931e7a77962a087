"""Writes the hashed requirements from pyproject.toml; the files name no host."""

import subprocess
import sys

COMPILE = (
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--no-emit-find-links",
)  # fmt: skip
FILES = {
    "run": ("pyproject.toml",),
    "assets": ("--group", "assets"),
    "build": ("--group", "build"),
    "dev": ("pyproject.toml", "--group", "assets", "--group", "build", "--group", "dev"),
}

for name, sources in FILES.items():
    subprocess.run([*COMPILE, *sources, "--output-file", f"requirements/{name}.txt"], check=True)
