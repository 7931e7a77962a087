"""The doors: one folder each, put together here."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from survey.web import access, assets, errors, headers, health, language
from survey.web.request import state_of

DOORS: tuple[Blueprint, ...] = ()


def register(app: Flask) -> None:
    """Hangs every door on the application and has each say who may enter."""
    CSRFProtect(app)
    assets.register(app)
    language.register(app, state_of(app).settings)
    for door in DOORS:
        app.register_blueprint(door)
    errors.register(app)
    health.register(app)
    headers.send_headers(app, state_of(app).settings)
    access.check_doors(app)
    access.guard(app)
