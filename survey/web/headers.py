"""The security headers that every answer carries."""

from flask import Flask, Response

from survey.config import Settings

SCRIPT_IN_BASE = "document.body.classList.add('js-enabled','govuk-frontend-supported')"
"""The one inline script, so that styles know of scripts before the first paint; allowed by its hash."""


def content_security_policy(script_hash: str) -> str:
    """Returns the policy: everything from here, one hashed script, nothing framed."""
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


def send_headers(app: Flask, settings: Settings, script_hash: str) -> None:
    """Puts the headers on every response; pages are never stored, built files are."""
    fixed = {
        "Content-Security-Policy": content_security_policy(script_hash),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-Frame-Options": "DENY",
    }
    if settings.secure_cookies:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers[name] = value
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
