"""Doing the jobs: one after the other, each under a lease that lives as long as the process."""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from shutil import rmtree
from threading import Event, Lock, Thread

from survey.db.session import Database, DatabaseUnavailable
from survey.operation.jobs import actions as jobs
from survey.operation.jobs.job import Came, Cancelled, Job, Kind, Refused, ResultFile, State, Work

BEAT_S = 2.0
"""Between two words of how far a job is; also how long a cancelled one goes on at most."""

LOOK_S = 5.0
"""Between two looks for jobs that another process was asked for, or that a dead one left."""

FILES_S = 60.0
"""Between two looks for files that are over."""

BROKE_OFF = "It broke off because of a fault, which stands in the server’s log. Ask for it again."

_log = logging.getLogger(__name__)


def _clock() -> datetime:
    return datetime.now(UTC)


class Runner:
    """Does jobs in one thread of a process; several processes share the queue."""

    def __init__(
        self,
        database: Database,
        kinds: Mapping[str, Kind],
        folder: Path,
        *,
        clock: Callable[[], datetime] = _clock,
        beat_s: float = BEAT_S,
    ) -> None:
        self._database = database
        self.kinds = kinds
        self.folder = folder
        self._clock = clock
        self._beat_s = beat_s
        self._again = {name: kind.again for name, kind in kinds.items()}
        self._asked = Event()
        self._stop = Event()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._serves = False

    def serve(self) -> Thread:
        """Starts the thread that does jobs for as long as the process lives."""
        with self._lock:
            self._serves = True
            self._thread = Thread(target=self._run, name="jobs", daemon=True)
            self._thread.start()
            return self._thread

    def wake(self) -> None:
        """Says that a job was asked for; where no thread serves, one is started that ends with the queue."""
        self._asked.set()
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._drain, name="jobs", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Has the thread end after the job that it is at."""
        self._stop.set()
        self._asked.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        since_files = FILES_S
        while not self._stop.is_set():
            self._drain()
            if since_files >= FILES_S:
                self._end_files_quietly()
                since_files = 0.0
            since_files += LOOK_S
            self._asked.wait(LOOK_S)

    def _drain(self) -> None:
        self._asked.clear()
        while not self._stop.is_set():
            try:
                if self.run_next() is None:
                    return
            except DatabaseUnavailable as fault:
                _log.warning("jobs wait for the database: %s", fault)
                self._stop.wait(LOOK_S)
            except Exception:  # the next look tries again
                _log.exception("jobs could not be looked after")
                return

    def _end_files_quietly(self) -> None:
        try:
            self.end_files()
        except DatabaseUnavailable as fault:
            _log.warning("files of jobs wait for the database: %s", fault)
        except Exception:  # the next look tries again
            _log.exception("the files of jobs could not be looked after")

    def end_files(self) -> int:
        """Ends the files that are over; returns how many."""
        with self._database.transaction() as tx:
            return jobs.end_files(tx, self.folder, self._clock())

    def run_next(self) -> Job | None:
        """Does the job that waits longest, to its end; None where none waits."""
        with self._database.transaction() as tx:
            taken = jobs.take_next(tx, self._again, self._clock())
        if taken is None:
            return None
        job, runner = taken
        work = Work(job, self._database, jobs.file_of(self.folder, job), self._clock)
        over = Event()
        heart = Thread(target=self._beat, args=(work, runner, over), name="jobs-heart", daemon=True)
        heart.start()
        try:
            self._do(work, runner)
        finally:
            over.set()
            heart.join()
        with self._database.reading() as tx:
            return jobs.find(tx, job.id)

    def _do(self, work: Work, runner: str) -> None:
        """Does one job and writes how it ended; where the database is away, its lease ends and somebody takes it up."""
        folder = work.path.parent
        rmtree(folder, ignore_errors=True)  # what an earlier attempt left
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        job_id, outcome, said = work.job.id, State.FAILED, BROKE_OFF
        try:
            came = self.kinds[work.job.kind].deed(work)
            if self._finish(work, runner, came):
                return
            outcome, said = State.CANCELLED, ""
        except Cancelled:
            outcome, said = State.CANCELLED, ""
        except Refused as answer:
            said = str(answer)
        except DatabaseUnavailable as fault:
            _log.warning("a job waits for the database: %s", fault)
            return
        except Exception:
            _log.exception("job %s broke off", work.job.kind)
        with self._database.transaction() as tx:
            still_ours = jobs.fail(tx, job_id, runner, outcome, said, self._clock())
        if still_ours:  # else the folder is somebody else's by now
            rmtree(folder, ignore_errors=True)

    def _finish(self, work: Work, runner: str, came: Came) -> bool:
        """Writes what came of a job; False where somebody else holds it by now."""
        file = None
        if came.name:
            with work.path.open("rb") as written:
                digest = file_digest(written, "sha256").hexdigest()
            size, until = work.path.stat().st_size, jobs.kept_until(self._clock())
            file = ResultFile(came.name, came.media_type, size, digest, came.rows, until)
        else:
            rmtree(work.path.parent, ignore_errors=True)
        with self._database.transaction() as tx:
            jobs.beat(tx, work.job.id, runner, work.done, work.of, self._clock())
            return jobs.finish(tx, work.job.id, runner, came.said, file, self._clock())

    def _beat(self, work: Work, runner: str, over: Event) -> None:
        """Says every few moments that the job goes on, and has it end where it is to go no further."""
        while not over.wait(self._beat_s):
            try:
                with self._database.transaction(durable=False) as tx:
                    goes_on = jobs.beat(tx, work.job.id, runner, work.done, work.of, self._clock())
            except DatabaseUnavailable:
                continue  # the lease outlasts many beats
            if not goes_on:
                work.is_over = True
                return
