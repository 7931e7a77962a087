"""A real server process, started as an installation starts it."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.error import URLError
from urllib.request import urlopen

SURVEY = str(Path(sys.executable).parent / "survey")
PORTS = range(20_000, 32_000)
"""Below the range from which outgoing connections take theirs."""


def free_port() -> int:
    """Returns a port on which nobody listens."""
    choose = Random(os.getpid() * 7919 + time.monotonic_ns())
    while True:
        port = choose.choice(PORTS)
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port


class Server:
    """`survey serve` on a database and an instance folder of its own."""

    def __init__(self, instance: Path, database_url: str, **variables: str) -> None:
        self.instance = instance
        self.database_url = database_url
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SURVEY_")},
            "SURVEY_INSTANCE": str(instance),
            "SURVEY_DATABASE_URL": database_url,
            "SURVEY_MAIL_MERGE": "yes",
            **variables,
        }
        self.port = free_port()
        self.log = instance / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str, **options: object) -> subprocess.CompletedProcess[str]:
        """Runs a `survey` command on the same installation; raises CalledProcessError with what it said."""
        return subprocess.run(
            [SURVEY, *words],
            env=self.environment,
            text=True,
            capture_output=True,
            check=True,
            timeout=120,
            **options,
        )  # type: ignore[call-overload,no-any-return]

    def start(self) -> "Server":
        """Starts serving and waits until it is ready."""
        self.instance.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [SURVEY, "serve", "--port", str(self.port)], env=self.environment, stdout=log, stderr=log
            )
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                with urlopen(f"{self.address}/readyz", timeout=1):  # noqa: S310  our own server
                    return self
            except (URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """Ends the server by kill -9 with the processes that it began: none of them gets to write a word.

        A process that it began would outlive it otherwise, hold the port and go on answering.
        """
        assert self.process is not None
        parent = self.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        self.stop(signal.SIGKILL)
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        deadline = time.monotonic() + 30
        while self._is_heard() and time.monotonic() < deadline:
            time.sleep(0.01)

    def _is_heard(self) -> bool:
        with socket.socket() as trial:
            return trial.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Ends the server and returns its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        try:
            return self.process.wait(timeout=15)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait(timeout=5)
