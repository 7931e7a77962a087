"""The security headers that every answer carries."""

from base64 import b64encode
from hashlib import sha256

from flask import Flask, Response
from markupsafe import Markup

from survey.config import Settings

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

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers[name] = value
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
