"""The doors: one folder each, put together here."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from survey.web import access, account, assets, errors, headers, health, language
from survey.web.asking.skeletons import Skeletons
from survey.web.coding import blueprint as coding
from survey.web.desk import blueprint as desk
from survey.web.desk.batches import blueprint as batches
from survey.web.desk.posting import blueprint as paper
from survey.web.jobs import blueprint as jobs
from survey.web.kiosk import blueprint as kiosk
from survey.web.kiosk.planning import blueprint as events
from survey.web.priorities import blueprint as priorities
from survey.web.priorities.summaries import blueprint as summaries
from survey.web.public import blueprint as public
from survey.web.public import informed
from survey.web.request import state_of
from survey.web.respond import blueprint as respond
from survey.web.results import blueprint as results
from survey.web.rounds import blueprint as rounds

DOORS: tuple[Blueprint, ...] = (
    account.blueprint,
    batches,
    coding,
    desk,
    events,
    jobs,
    kiosk,
    paper,
    public,
    respond,
    priorities,
    results,
    rounds,
    summaries,
)


def register(app: Flask) -> None:
    """Hangs every door on the application and has each say who may enter."""
    csrf = CSRFProtect(app)
    csrf.exempt(respond)  # the answering path has a token of its own, bound to the return code
    csrf.exempt(kiosk)  # a kiosk brings its event's token, and no cookies
    csrf.exempt(informed.stop)  # a mail programme presses it (RFC 8058); the key in the address is the proof
    assets.register(app)
    language.register(app, state_of(app).settings)
    app.extensions.update(
        survey_skeletons=Skeletons(),
        survey_rounds={},
        survey_medians={},
        survey_first_pages={},
        survey_kiosk_packs={},
    )
    account.register(app)
    for door in DOORS:
        app.register_blueprint(door)
    errors.register(app)
    health.register(app)
    headers.send_headers(app, state_of(app).settings)
    access.check_doors(app)
    access.guard(app)
