"""The limits of time and memory, and the life of a worker, with a planted engine that misbehaves on demand."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time

import pytest

from diffcheck import api
from diffcheck.batch import Line, Pool, Worker, line_of, lines_of
from diffcheck.errors import BadInput
from diffcheck.model.report import NO, YES, Failure, Record, Report
from diffcheck.model.term import LINE
from diffcheck.model.tree import Apply, Name, Problem

from .running import processor_time_of_children

MIB = 1024 * 1024


class Engine:
    """Does what the text says."""

    def warm_up(self):
        """Nothing to import."""

    def prepare(self, options):
        if options.on == "nonsense":
            raise api.BadOption("--on", options.on, BadInput("set", "no set", 0, 8, "try reals"))
        return options

    def take_apart(self, line):
        if line.startswith("#"):
            return None
        label, colon, text = line.partition(": ")
        return (label, text) if colon else (None, line)

    def answer(self, text, asker, line=None, label=None):
        tree = Name("x")
        if text == "sleep":
            time.sleep(60)
        elif text == "spin":
            while True:
                pass
        elif text == "big":
            list(range(10**9))
        elif text == "crash":
            raise KeyError("planted")
        elif text == "abort":
            os.abort()
        elif text == "deep":
            for _ in range(50_000):
                tree = Apply("neg", (tree,))
        elif text == "fault":
            os.kill(os.getpid(), signal.SIGSEGV)
        elif text == "shout":
            print("noise on stdout", flush=True)
            os.write(2, b"noise on stderr\n")
        elif text == "grow":
            self.kept = b"x" * (400 * MIB)
        problem = Problem(tree, "x", (), text)
        report = Report(problem, "ok", LINE, "domain", YES, NO, os.getpid(), "proved", (), ())
        return Record(line, text, label, report, 0.0)


@pytest.fixture
def pool():
    """A pool with a short time limit."""
    with Pool(api.Options(), seconds=1.0, memory=512, first=Worker(Engine())) as one:
        yield one


def worker_of(record):
    """The process that gave the answer (the planted engine puts its number into the report)."""
    assert isinstance(record.answer, Report)
    return record.answer.smoothness


def code_of(record):
    """The code of a failure."""
    assert isinstance(record.answer, Failure)
    return record.answer.code


def test_one_worker_serves_many_lines(pool):
    assert len({worker_of(pool.answer(Line("x", n))) for n in range(1, 50)}) == 1


@pytest.mark.slow
@pytest.mark.parametrize("text", ["sleep", "spin"])
def test_a_slow_answer_is_stopped_in_time_and_the_next_line_is_answered(pool, text):
    pool.answer(Line("x", 1))
    with processor_time_of_children() as spent:
        record = pool.answer(Line(f"name: {text}", 2))
    assert record.seconds >= 0.9 and spent() < 2
    assert (code_of(record), record.answer.status, record.answer.exit_code) == ("timeout", "timeout", 3)
    assert (record.line, record.label, record.input) == (2, "name", text)
    assert worker_of(pool.answer(Line("x", 3)))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is kept by Linux only")
def test_memory_beyond_the_limit_is_refused_and_said():
    with Pool(api.Options(), seconds=30, memory=256, first=Worker(Engine())) as pool:
        record = pool.answer(Line("big", 1))
        assert (code_of(record), record.answer.status, record.answer.exit_code) == ("memory", "error", 3)
        assert "256 MiB" in record.answer.message
        assert worker_of(pool.answer(Line("x", 2)))


@pytest.mark.parametrize(("text", "code", "exit_code"), [("crash", "internal", 70), ("abort", "memory", 3), ("fault", "too_deep", 3)])
def test_a_worker_that_fails_does_not_end_the_batch(pool, text, code, exit_code):
    record = pool.answer(Line(text, 1))
    assert (code_of(record), record.answer.exit_code) == (code, exit_code)
    assert worker_of(pool.answer(Line("x", 2)))


@pytest.mark.skipif("DIFFCHECK_ALONE" not in os.environ, reason="run by the test below, in a process of its own")
def test_alone_a_worker_that_has_grown_large_is_replaced(pool):
    before = worker_of(pool.answer(Line("x", 1)))
    assert worker_of(pool.answer(Line("x", 2))) == before
    with Pool(api.Options(), seconds=20, memory=750, first=Worker(Engine())) as small:
        grown = worker_of(small.answer(Line("grow", 1)))
        assert worker_of(small.answer(Line("x", 2))) != grown


@pytest.mark.slow
def test_a_worker_that_has_grown_large_is_replaced():
    """In a process of its own: a worker starts with the memory of the process that forks it."""
    one = f"{__file__}::test_alone_a_worker_that_has_grown_large_is_replaced"
    alone = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one]
    run = subprocess.run(alone, env=os.environ | {"DIFFCHECK_ALONE": "1"}, capture_output=True, text=True, timeout=120)
    assert run.returncode == 0 and run.stdout.startswith("."), run.stdout  # a dot is a pass, an s would be a skip


def test_a_formula_too_deep_to_be_handed_over_goes_without_its_tree():
    with Pool(api.Options(), seconds=20, memory=None, first=Worker(Engine())) as pool:
        record = pool.answer(Line("deep", 1))
        assert isinstance(record.answer, Failure) or record.answer.problem.tree == Name("x")
        assert worker_of(pool.answer(Line("x", 2)))


def test_comments_give_no_record(pool):
    assert pool.answer(Line("# x", 1)) is None


def test_a_bad_option_is_raised_with_its_text():
    with Pool(api.Options(on="nonsense"), first=Worker(Engine())) as pool, pytest.raises(api.BadOption) as caught:
        pool.answer(Line("x", 1))
    assert (caught.value.option, caught.value.source, caught.value.hint) == ("--on", "nonsense", "try reals")
    assert caught.value.message == "--on: no set"


def test_a_bad_option_is_named_even_if_the_worker_has_ended_before_it_got_a_line():
    class Slow(Worker):
        """Asks on only when the child has closed its end of the pipe, and so has nothing more to say."""

        def send(self, message, deadline=None):
            super().send(message, deadline)
            gone = select.poll()
            gone.register(self._ask, 0)  # only errors: nobody reads any more
            assert gone.poll(20_000)

    with Pool(api.Options(on="nonsense"), first=Slow(Engine())) as pool, pytest.raises(api.BadOption, match="no set"):
        pool.answer(Line("x", 1))


def test_what_a_worker_prints_goes_nowhere(pool, capfd):
    assert worker_of(pool.answer(Line("shout", 1)))
    assert capfd.readouterr() == ("", "")


def test_no_worker_outlives_its_pool():
    with Pool(api.Options(), first=Worker(Engine())) as pool:
        number = worker_of(pool.answer(Line("x", 1)))
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_lines_are_decoded_one_by_one():
    found = list(lines_of([b"\xef\xbb\xbfa\r\n", b"b\n", b"\n", b"c\xff", b"\xe2\x88\x9ax"]))
    assert [line.text for line in found] == ["a", "b", "", "c\ufffd", "√x"]
    assert [line.number for line in found] == [1, 2, 3, 4, 5]
    assert found[3].failure is not None
    assert (found[3].failure.start, found[3].failure.end) == (1, 2)
    assert line_of(b"x").number is None
