"""Any executor may answer: threads, processes, a dask cluster; limits hold, order is kept, no line is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest

import diffcheck
from diffcheck import api
from diffcheck.batch import InOrder, Line
from diffcheck.batch.engine import Engine
from diffcheck.batch.lines import Given
from diffcheck.model.report import Failure

from ..shell.running import PROGRAM, environment
from . import planted

pytestmark = pytest.mark.slow


def answers(executor, texts, seconds=1.0):
    """All records of the planted engine."""
    feed = Given(Line(text, number) for number, text in enumerate(texts, 1))
    with InOrder(feed, Engine(executor, api.Options(), seconds=seconds, memory=512, jobs=2, engine=planted)) as found:
        return [record for _, record in found]


def code_of(record):
    """The code of a failure, None of a report."""
    return record.answer.code if isinstance(record.answer, Failure) else None


TEXTS = [{17: "name: spin", 40: "die", 55: "# none", 60: "crash"}.get(n, f"x{n}") for n in range(1, 101)]
CODES = {17: "timeout", 40: "memory", 60: "internal"}


def all_is_well(found):
    """Every line but the comment has its record, in order, and the bad ones harm no other."""
    assert [record.line for record in found] == [n for n in range(1, 101) if n != 55]
    assert {record.line: code_of(record) for record in found if code_of(record)} == CODES


def test_threads_answer():
    with ThreadPoolExecutor(2) as executor:
        all_is_well(answers(executor, TEXTS))


def test_processes_answer():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        all_is_well(answers(executor, TEXTS))


class Moody(Executor):
    """Fails every second task, and after some tasks takes no more."""

    def __init__(self, most):
        self.left = most

    def submit(self, fn, /, *args, **kwargs):
        self.left -= 1
        if self.left < 0:
            raise RuntimeError("closed")
        future = Future()
        if self.left % 2:
            future.set_exception(MemoryError("the machine went away"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_what_an_executor_loses_is_answered_here():
    all_is_well(answers(Moody(10**6), TEXTS))


def test_what_an_executor_refuses_is_answered_here_and_said():
    with pytest.warns(RuntimeWarning, match="takes no more tasks"):
        all_is_well(answers(Moody(4), TEXTS))


@pytest.mark.engine
def test_check_many_takes_an_executor_and_jobs():
    texts = ["|x|", "# none", "max(0,", "name: floor(x)"]
    with ThreadPoolExecutor(2) as executor:
        by_threads = list(diffcheck.check_many(texts, executor=executor, time_limit=20))
    by_jobs = list(diffcheck.check_many(texts, jobs=2, time_limit=20))
    assert [(one.line, one.label, one.answer) for one in by_threads] == [(one.line, one.label, one.answer) for one in by_jobs]
    assert [one.line for one in by_jobs] == [1, 3, 4]
    with pytest.raises(diffcheck.BadInput), ThreadPoolExecutor(1) as executor:
        list(diffcheck.check_many(texts, executor=executor, on="nowhere at all"))


@pytest.fixture
def cluster(tmp_path):
    """The address of a scheduler with two workers on this machine, and the workers' processes."""
    pytest.importorskip("distributed")
    how = {"cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    more = {"PYTHONPATH": os.pathsep.join([os.getcwd(), *sys.path]), "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0"}
    note = tmp_path / "scheduler.json"
    started = []
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started.append(subprocess.Popen([*scheduler, "--scheduler-file", str(note)], env=environment(**more), **how))
    for _ in range(2):
        started.append(subprocess.Popen([*worker, "--scheduler-file", str(note)], env=environment(**more), **how))
    try:
        deadline = time.monotonic() + 60
        while not note.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads(note.read_text())["address"]
        from distributed import Client

        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, started[1:]
    finally:
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.mark.engine
def test_a_cluster_answers_and_a_lost_worker_loses_no_line(cluster):
    address, workers = cluster
    texts = [f"abs(x-{n})" for n in range(400)]
    run = subprocess.Popen(
        [*PROGRAM, "--json", "--dask", address, "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert run.stdin and run.stdout and run.stderr
    run.stdin.write("\n".join(texts[:200]) + "\n")
    run.stdin.flush()
    found = [json.loads(run.stdout.readline()) for _ in range(20)]
    os.killpg(workers[0].pid, signal.SIGKILL)
    run.stdin.write("\n".join(texts[200:]) + "\n")
    run.stdin.close()
    found += map(json.loads, run.stdout)
    assert run.wait(60) == 0
    assert run.stderr.read() == ""
    assert [record["line"] for record in found] == list(range(1, 401))
    assert [record["points"][0]["at"] for record in found] == [str(n) for n in range(400)]


@pytest.mark.engine
def test_the_limit_holds_on_a_cluster(cluster):
    from distributed import Client

    with Client(cluster[0], timeout=60, set_as_default=False) as client:
        all_is_well(answers(client.get_executor(), TEXTS))


def test_a_scheduler_that_is_not_there_is_one_message():
    pytest.importorskip("distributed")
    run = subprocess.run([*PROGRAM, "--dask", "tcp://127.0.0.1:9", "x"], capture_output=True, text=True, env=environment(), check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert "no scheduler answers" in run.stderr
