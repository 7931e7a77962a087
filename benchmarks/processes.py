"""Starting servers, and what the system says that they cost."""

import os
import re
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(words: list[str], environment: Mapping[str, str], address: str, log: Path) -> Iterator[int]:
    """Runs a server until the block ends; gives its process id once the address answers."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            words, env=dict(environment), stdout=out, stderr=out, cwd=Path(__file__).parent
        )
        try:
            _wait_for(process, address, log)
            yield process.pid
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=5)


def _wait_for(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + 40
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(address, timeout=1):  # noqa: S310  our own server
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit(f"the server did not start:\n{log.read_text()[-2000:]}")


def family_of(process: int) -> list[int]:
    """Returns a process and all its descendants."""
    found = [process]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def cpu_s(process: int) -> float:
    """Returns the seconds of processor time that a process and its descendants have used."""
    ticks = 0
    for one in family_of(process):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS_PER_S


def rest(process: int, *, looks_every_s: float = 8.0, most_s: float = 120.0) -> None:
    """Waits until a server has done what it does by itself, such as reading the queue of texts.

    It looks for that every few seconds, so that it is idle only once it has been so for longer than that.
    """
    deadline = time.monotonic() + most_s
    idle_since, used = time.monotonic(), cpu_s(process)
    while time.monotonic() - idle_since < looks_every_s and time.monotonic() < deadline:
        time.sleep(0.5)
        if cpu_s(process) - used > 0.05:
            idle_since = time.monotonic()
        used = cpu_s(process)


def memory_mb(process: int) -> float:
    """Returns the most resident memory that any one process of the family has had, in MB."""
    peaks = [
        int(found.group(1))
        for one in family_of(process)
        if (found := re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{one}/status").read_text()))
    ]
    return max(peaks) / 1024
