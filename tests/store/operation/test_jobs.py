"""Jobs: queued, done once, told how far, taken up after a death, cancelled; files end."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from survey.db.session import Database
from survey.operation.jobs import actions as jobs
from survey.operation.jobs.job import (
    FILES_KEPT,
    LEASE,
    MOST_ATTEMPTS,
    Came,
    Gone,
    Job,
    Kind,
    Refused,
    State,
    Work,
)
from survey.operation.running.actions import Runner

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
AGAIN = {"count": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files of jobs lie."""
    made = tmp_path / "jobs"
    made.mkdir()
    return made


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


def count(work: Work) -> Came:
    """Counts to what was asked for, and keeps it in a file."""
    of = int(work.parameters.get("of", 3))
    for done in range(1, of + 1):
        work.told(done, of)
    work.path.write_text(f"{of} rows")
    return Came(f"Counted {of}.", name="count.txt", media_type="text/plain", rows=of)


def ask(database: Database, kind: str = "count", subject: str = "", **parameters: int) -> Job:
    """Asks for a job."""
    with database.transaction() as tx:
        return jobs.ask(
            tx, kind, parameters, about="a count", role="analyst", by="ann", now=NOW, subject=subject
        )


def find(database: Database, job: Job) -> Job:
    """Reads a job again."""
    with database.reading() as tx:
        found = jobs.find(tx, job.id)
    assert found is not None
    return found


def runner(
    database: Database,
    folder: Path,
    deed: Callable[[Work], Came] = count,
    clock: Callable[[], datetime] = lambda: NOW,
    **how: bool,
) -> Runner:
    """Returns a runner that knows one kind of job."""
    kinds: Mapping[str, Kind] = {"count": Kind("Counting", deed, **how)}
    return Runner(database, kinds, folder, clock=clock, beat_s=0.01)


def test_a_job_that_was_asked_for_waits(database: Database) -> None:
    assert ask(database).state(NOW) is State.QUEUED


def test_what_came_of_it_stands_with_its_file(database: Database, folder: Path) -> None:
    job = ask(database, of=4)
    runner(database, folder).run_next()
    done = find(database, job)
    assert (done.state(NOW), done.said, (done.done, done.of)) == (State.DONE, "Counted 4.", (4, 4))
    assert done.file is not None
    assert (done.file.name, done.file.rows, done.file.size) == ("count.txt", 4, 6)
    assert jobs.file_of(folder, done).read_text() == "4 rows"


def test_the_queue_is_served_in_its_order(database: Database, folder: Path) -> None:
    asked = [ask(database, of=number).id for number in (1, 2, 3)]
    its = runner(database, folder)
    done = [job.id for job in iter(its.run_next, None)]
    assert done == asked


def test_one_subject_has_one_job_at_a_time(database: Database, folder: Path) -> None:
    first = ask(database, subject="book")
    assert ask(database, subject="book").id == first.id
    runner(database, folder).run_next()
    assert ask(database, subject="book").id != first.id


def test_two_runners_never_take_the_same(database: Database) -> None:
    asked = {ask(database).id for _ in range(12)}

    def take() -> list[str]:
        taken = []
        while True:
            with database.transaction() as tx:
                found = jobs.take_next(tx, AGAIN, NOW)
            if found is None:
                return taken
            taken.append(found[0].id)

    with ThreadPoolExecutor(3) as pool:
        taken = [job for its in pool.map(lambda _: take(), range(3)) for job in its]
    assert sorted(taken) == sorted(asked)


def test_a_job_whose_process_died_is_taken_up_again(database: Database, folder: Path) -> None:
    job = ask(database)
    with database.transaction() as tx:
        jobs.take_next(tx, AGAIN, NOW)  # and dies
    later = NOW + LEASE
    assert runner(database, folder).run_next() is None
    assert find(database, job).state(later) is State.QUEUED
    runner(database, folder, clock=lambda: later).run_next()
    done = find(database, job)
    assert (done.outcome, done.attempts) == (State.DONE, 2)


def test_a_dead_runner_that_wakes_can_write_nothing(database: Database, folder: Path) -> None:
    ask(database)
    with database.transaction() as tx:
        taken = jobs.take_next(tx, AGAIN, NOW)
    assert taken is not None
    job, dead = taken
    runner(database, folder, clock=lambda: NOW + LEASE).run_next()
    with database.transaction() as tx:
        assert not jobs.beat(tx, job.id, dead, 1, 2, NOW)
        assert not jobs.finish(tx, job.id, dead, "Late.", None, NOW)
    assert find(database, job).said == "Counted 3."


def test_what_may_not_be_begun_again_is_told_as_broken(database: Database, folder: Path) -> None:
    job = ask(database)
    with database.transaction() as tx:
        jobs.take_next(tx, AGAIN, NOW)
    runner(database, folder, clock=lambda: NOW + LEASE, again=False).run_next()
    assert (find(database, job).outcome, find(database, job).said) == (State.FAILED, jobs.BROKE_OFF)


def test_a_job_that_kills_its_process_each_time_is_given_up(database: Database, folder: Path) -> None:
    job = ask(database)
    for time in range(MOST_ATTEMPTS):
        with database.transaction() as tx:
            jobs.take_next(tx, AGAIN, NOW + time * LEASE)
    runner(database, folder, clock=lambda: NOW + MOST_ATTEMPTS * LEASE).run_next()
    assert find(database, job).said == jobs.GAVE_UP


def test_a_refusal_is_told_as_it_is(database: Database, folder: Path) -> None:
    def refuse(_work: Work) -> Came:
        raise Refused("Twenty texts are needed.")

    job = ask(database)
    runner(database, folder, refuse).run_next()
    assert (find(database, job).outcome, find(database, job).said) == (
        State.FAILED,
        "Twenty texts are needed.",
    )


def test_a_fault_is_told_and_the_queue_goes_on(
    database: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def break_off(_work: Work) -> Came:
        raise ZeroDivisionError

    job, _ = ask(database), ask(database)
    its = runner(database, folder, break_off)
    assert its.run_next() is not None
    assert its.run_next() is not None
    assert find(database, job).outcome is State.FAILED
    assert "broke off" in caplog.text


def test_a_waiting_job_is_cancelled_at_once(database: Database, folder: Path) -> None:
    job = ask(database)
    with database.transaction() as tx:
        assert jobs.cancel(tx, job, "ann", NOW)
    assert find(database, job).outcome is State.CANCELLED
    assert runner(database, folder).run_next() is None


def test_a_running_job_is_cancelled_when_it_says_how_far_it_is(database: Database, folder: Path) -> None:
    begun, cancelled = Event(), Event()

    def go_on(work: Work) -> Came:
        work.path.write_text("half")
        begun.set()
        cancelled.wait()
        while True:
            work.told(1, 2)

    job = ask(database)
    its = runner(database, folder, go_on)
    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(its.run_next)
        begun.wait()
        with database.transaction() as tx:
            assert jobs.cancel(tx, find(database, job), "ann", NOW)
        cancelled.set()
        going.result()
    assert find(database, job).outcome is State.CANCELLED
    assert list(folder.iterdir()) == []


def test_a_job_that_ended_is_not_cancelled(database: Database, folder: Path) -> None:
    job = ask(database)
    runner(database, folder).run_next()
    with database.transaction() as tx:
        assert not jobs.cancel(tx, find(database, job), "ann", NOW)


def test_a_file_ends_when_its_time_is_over(database: Database, folder: Path) -> None:
    clock = Clock()
    job = ask(database)
    its = runner(database, folder, clock=clock)
    its.run_next()
    clock.at = NOW + FILES_KEPT - timedelta(seconds=1)
    assert its.end_files() == 0
    clock.at = NOW + FILES_KEPT
    assert its.end_files() == 1
    found = find(database, job)
    assert found.file is not None
    assert found.file.gone is Gone.OVER
    assert not jobs.file_of(folder, found).exists()


def test_folders_of_no_job_are_cleared_away(database: Database, folder: Path) -> None:
    (folder / "stray").mkdir()
    runner(database, folder).end_files()
    assert not (folder / "stray").exists()


def test_one_sees_the_jobs_that_one_asked_for(database: Database) -> None:
    job = ask(database)
    with database.reading() as tx:
        assert [one.id for one in jobs.listing(tx, "ann")] == [job.id]
        assert jobs.listing(tx, "ben") == ()
        assert len(jobs.listing(tx)) == 1
