"""`survey serve` leaves nothing behind, however it ends."""

import signal
import time
from pathlib import Path

import pytest

from tests.server import Server


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_one_that_was_ended(tmp_path: Path, how: signal.Signals) -> None:
    server = Server(tmp_path / "instance", f"sqlite:///{tmp_path / 'survey.sqlite'}")
    server.command("init")
    server.start()
    assert server.process is not None
    begun = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    assert begun
    server.stop(how)
    until = time.monotonic() + 60
    while time.monotonic() < until and any(is_alive(int(process)) for process in begun):
        time.sleep(0.1)
    assert not any(is_alive(int(process)) for process in begun)


def is_alive(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
