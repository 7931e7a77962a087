"""The security headers that every answer carries."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from markupsafe import Markup

from survey.config import Settings

NOT_STORED = (("Cache-Control", "no-store"),)

SCRIPT_IN_BASE = "document.body.classList.add('js-enabled','govuk-frontend-supported')"
"""The one inline script, so that styles know of scripts before the first paint; allowed by its hash."""


def content_security_policy() -> str:
    """Returns the policy: everything from here, one hashed script, nothing framed."""
    script_hash = "sha256-" + b64encode(sha256(SCRIPT_IN_BASE.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' '{script_hash}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def send_headers(app: Flask, settings: Settings) -> None:
    """Puts the headers on every response; pages are never stored, built files are."""
    fixed = {
        "Content-Security-Policy": content_security_policy(),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-Frame-Options": "DENY",
    }
    if settings.secure_cookies:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    app.jinja_env.globals["script_in_base"] = Markup(SCRIPT_IN_BASE)  # noqa: S704  our own constant
    app.wsgi_app = _WithHeaders(app.wsgi_app, tuple(fixed.items()))  # type: ignore[method-assign]


class _WithHeaders:
    """Adds the headers where an answer leaves the application: one list, not eight lookups an answer."""

    def __init__(self, inner: WSGIApplication, fixed: tuple[tuple[str, str], ...]) -> None:
        self._inner = inner
        self._fixed = fixed

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *about: Any) -> Any:
            kept = () if any(name == "Cache-Control" for name, _ in headers) else NOT_STORED
            return start_response(status, [*headers, *kept, *self._fixed], *about)

        return self._inner(environ, start)
