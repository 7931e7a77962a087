"""Drawing many responses on all processors: processes of their own draw, this one settles and sends."""

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from survey.demonstration.simulation import BATCH, Crowd, Simulation
from survey.responses.actions import Given

WORTH_IT = 5 * BATCH
"""So many responses are drawn by the time that other processes have started."""

MOST = 4
"""Processes that draw; with more of them the one that sends can't keep up."""

_crowds: list[Crowd] = []
"""What a drawing process works on: one crowd."""


def batches(wanted: Simulation) -> Iterator[list[Given]]:
    """Draws the responses of a simulation in batches; the same ones, however many processors there are."""
    processes = min(MOST, os.cpu_count() or 1)
    if wanted.number <= WORTH_IT or processes == 1:
        crowd = Crowd(wanted)
        yield from (crowd.batch(number) for number in range(wanted.batches))
        return
    context = get_context("spawn")  # a fork would share this process's database connections
    with ProcessPoolExecutor(processes, context, _begin, (wanted,)) as pool:
        ahead: deque[Future[list[Given]]] = deque()
        try:
            for number in range(wanted.batches):
                ahead.append(pool.submit(_draw, number))
                if len(ahead) > 2 * processes:  # no further, or memory fills where the database is slow
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begin(wanted: Simulation) -> None:
    """Makes a drawing process ready; Ctrl-C is for the process that sends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _crowds.append(Crowd(wanted))


def _draw(number: int) -> list[Given]:
    return _crowds[0].batch(number)
