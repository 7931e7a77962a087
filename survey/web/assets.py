"""Built styles, scripts and fonts: the names they stand under, and how text is sent small."""

import gzip
import json
from mimetypes import guess_type
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

UNBUILT = "the styles and scripts are not compiled: run `make run`, or `python assets/build.py`"

LARGE = 12_000
"""From this size, in bytes, a page that the public sees is worth the tenth of a millisecond that gzip takes."""


def register(app: Flask) -> None:
    """Gives templates `asset(name)` and sends text files gzipped to those who can read that."""
    folder = Path(app.static_folder or "")
    names = _Manifest(folder)

    def asset(name: str) -> str:
        """Returns the address of a built file; the address changes when the file does."""
        return f"{app.static_url_path}/{names[name]}"

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
    app.after_request(_send_small)


def _send_small(response: Response) -> Response:
    """Gzips large pages of the answering path, where what is sent back holds nothing that a stranger could choose."""
    if (
        request.blueprint == "respond"
        and response.mimetype == "text/html"
        and not response.content_encoding
        and (response.content_length or 0) >= LARGE
        and request.accept_encodings.quality("gzip")
    ):
        response.set_data(gzip.compress(response.get_data(), 1))
        response.content_encoding = "gzip"
        response.vary.add("Accept-Encoding")
    return response


class _Manifest:
    """The names of built files, read anew when a build has changed them."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "manifest.json"
        self._read_at = 0
        self._names: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        try:
            built_at = self._path.stat().st_mtime_ns
        except FileNotFoundError as fault:
            raise RuntimeError(UNBUILT) from fault
        if built_at != self._read_at:
            self._names = json.loads(self._path.read_text())
            self._read_at = built_at
        return self._names[name]
