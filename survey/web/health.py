"""What machines ask: is it alive, is it ready, how busy is it."""

from collections import Counter, defaultdict
from time import perf_counter
from typing import Any

from flask import Blueprint, Flask, current_app, g, request
from werkzeug.wrappers import Response

from survey.db.installation import is_founded
from survey.web.access import anyone
from survey.web.request import database

blueprint = Blueprint("health", __name__)

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


class Tally:
    """Requests served by this process: how many by view and status class, and seconds spent."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def count(self, endpoint: str, status: int, seconds: float) -> None:
        """Adds one request."""
        self.requests[endpoint, status // 100] += 1
        self.seconds[endpoint] += seconds

    def lines(self) -> list[str]:
        """Writes the tally in the text format of Prometheus."""
        lines = ["# TYPE survey_requests_total counter"]
        for (endpoint, hundreds), count in sorted(self.requests.items()):
            lines.append(f'survey_requests_total{{view="{endpoint}",status="{hundreds}xx"}} {count}')
        lines.append("# TYPE survey_request_seconds_total counter")
        for endpoint, seconds in sorted(self.seconds.items()):
            lines.append(f'survey_request_seconds_total{{view="{endpoint}"}} {seconds:.6f}')
        return lines


def register(app: Flask) -> None:
    """Counts and logs every request; a line names the view and never the address, a field or a person."""
    tally = app.extensions["survey_tally"] = Tally()

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Any:
        endpoint = request.endpoint or "unknown"
        seconds = perf_counter() - g.get("began", perf_counter())
        tally.count(endpoint, response.status_code, seconds)
        current_app.logger.info(
            "%s %s %d %.1fms", request.method, endpoint, response.status_code, seconds * 1000
        )
        return response

    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@anyone
def alive() -> Any:
    """Says that this process answers; asks nothing of the database."""
    return "alive\n", PLAIN


@blueprint.get("/readyz")
@anyone
def ready() -> Any:
    """Says that the database answers and is set up; 503 with one line otherwise."""
    with database().reading() as tx:
        if is_founded(tx):
            return "ready\n", PLAIN
    return "the database is empty: run 'survey init'\n", 503, PLAIN


@blueprint.get("/metrics")
@anyone
def metrics() -> Any:
    """Gives counts for a monitoring system; they hold no personal detail."""
    tally: Tally = current_app.extensions["survey_tally"]
    return "\n".join(tally.lines()) + "\n", PLAIN
