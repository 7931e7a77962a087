"""The factory: settings in, a web application out."""

import atexit
import gc
import logging
import os
from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from survey import web
from survey.config import PACKAGE, Settings, shipped_folder
from survey.db.session import Database
from survey.web import orphans, posting, retention, runner
from survey.web.coding import following
from survey.web.desk import reading_thread, ringing_thread
from survey.web.request import State, state_of

LOG_LINE = "%(asctime)s %(levelname)s %(message)s"


class StaffSessions(SecureCookieSessionInterface):
    """Sessions for those who sign in; whoever brings no cookie of one gets an empty one, for which no keys are made."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


class Application(Flask):
    """Flask without its search for coroutines: no view here is one, and asking costs ten times a request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Returns a function as it is."""
        return func


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """Builds the application; both arguments default to what the environment says."""
    settings = settings or Settings.load()
    app = Application(
        "survey",
        static_folder=str(PACKAGE / "web" / "static"),
        static_url_path="/static",
        template_folder=str(shipped_folder("templates")),
        instance_path=str(settings.instance),
    )
    app.session_interface = StaffSessions()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="staff",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
    )
    app.extensions["survey"] = State(settings=settings, database=database or Database(settings.database_url))
    web.register(app)
    runner.hold(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def serving() -> Flask:
    """Builds the application of one serving process, which logs a line for each request."""
    logging.basicConfig(level=logging.INFO, format=LOG_LINE)
    app = create_app()
    orphans.end_with(os.getppid())
    reading_thread.keep_up(state_of(app).database)
    following.keep_up(state_of(app).database)
    ringing_thread.keep_ending(state_of(app).database, state_of(app).settings.time_zone)
    retention.look_after(state_of(app))
    posting.keep_posting(state_of(app))
    runner.serve(app)
    gc.freeze()  # what was loaded stays, and is not looked through again and again
    atexit.register(gc.unfreeze)
    return app
