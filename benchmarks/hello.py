"""The yardstick: a bare Flask hello, served just as the platform is. `python benchmarks/hello.py PORT`."""

import sys

from flask import Flask

from survey.cli.serving import server


def application() -> Flask:
    """Builds the application."""
    app = Flask(__name__)

    @app.get("/")
    def hello() -> str:
        return "hello"

    return app


if __name__ == "__main__":
    server("hello:application", "127.0.0.1", int(sys.argv[1])).serve()
