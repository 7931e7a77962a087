"""Built styles, scripts and fonts: the names they stand under, and how they are sent."""

import json
from functools import cache
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

UNBUILT = "the styles and scripts are not compiled: run `make run`, or `python assets/build.py`"


def register(app: Flask) -> None:
    """Gives templates `asset(name)` and sends text files gzipped to those who can read that."""
    folder = Path(app.static_folder or "")

    def asset(name: str) -> str:
        """Returns the address of a built file; the address changes when the file does."""
        return f"{app.static_url_path}/{_manifest(folder)[name]}"

    def send(filename: str) -> Response:
        gzipped = f"{filename}.gz"
        if not (request.accept_encodings.quality("gzip") and (folder / gzipped).is_file()):
            return send_from_directory(folder, filename)
        response = send_from_directory(folder, gzipped, mimetype=guess_type(filename)[0])
        response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
        return response

    app.jinja_env.globals["asset"] = asset
    app.view_functions["static"] = send


@cache
def _manifest(folder: Path) -> dict[str, str]:
    try:
        names: dict[str, str] = json.loads((folder / "manifest.json").read_text())
    except FileNotFoundError as fault:
        raise RuntimeError(UNBUILT) from fault
    return names
