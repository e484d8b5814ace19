"""Many workers at once, with an engine that misbehaves on demand: order, limits, replacement, and how much is read ahead."""

from __future__ import annotations

import os
import random
import sys
import time

import pytest

from diffcheck import api
from diffcheck.batch import InOrder, Line, Worker
from diffcheck.batch.crew import AHEAD, Workers
from diffcheck.batch.lines import LONGEST_LINE, Given, Stream
from diffcheck.model.report import Failure, Report

from ..shell.running import processor_time_of_children
from . import planted


def crew(jobs=2, seconds=1.0, memory=512, **options):
    """Workers with the planted engine."""
    return Workers(api.Options(**options), seconds=seconds, memory=memory, jobs=jobs, first=Worker(planted))


def given(texts):
    """A feed of texts."""
    return Given(Line(text, number) for number, text in enumerate(texts, 1))


def answers(texts, **how):
    """All records."""
    with InOrder(given(texts), crew(**how)) as found:
        return [record for _, record in found]


def code_of(record):
    """The code of a failure, None of a report."""
    return record.answer.code if isinstance(record.answer, Failure) else None


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_records_come_in_the_order_of_the_lines(jobs):
    draw = random.Random(jobs)
    texts = [f"sleep {draw.random() / 100}" if draw.random() < 0.5 else f"x{n}" for n in range(200)]
    found = answers(texts, jobs=jobs)
    assert [record.line for record in found] == list(range(1, 201))
    assert [record.input for record in found] == texts
    assert len({record.answer.smoothness for record in found}) <= jobs


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is kept by Linux only")
def test_lines_that_hang_explode_or_kill_their_worker_harm_no_other():
    bad = {10: "name: spin", 40: "big", 70: "crash", 100: "die", 130: "spin"}
    codes = {10: "timeout", 40: "memory", 70: "internal", 100: "memory", 130: "timeout"}
    texts = [bad.get(n, f"x{n}") for n in range(1, 151)]
    found = answers(texts, seconds=0.5)
    assert [record.line for record in found] == list(range(1, 151))
    assert {record.line: code_of(record) for record in found if code_of(record)} == codes
    assert (found[9].label, found[9].input) == ("name", "spin")
    assert all(record.input == text for record, text in zip(found, texts, strict=True) if record.label is None)


@pytest.mark.slow
def test_no_line_takes_longer_than_its_limit_and_a_second():
    with processor_time_of_children() as spent:
        found = answers(["spin"] * 6, jobs=3, seconds=0.5)
    assert [code_of(record) for record in found] == ["timeout"] * 6
    assert all(record.seconds >= 0.5 for record in found)
    assert spent() < 6 * (0.5 + 1)


@pytest.mark.slow
def test_a_replaced_worker_is_there_at_once():
    with processor_time_of_children() as spent:
        answers(["spin", "x"] * 20, jobs=2, seconds=0.05)
    assert spent() < 20 * 0.05 + 6  # 20 new interpreters would take longer


def test_comments_have_no_record_and_bad_lines_cost_no_worker():
    with InOrder(Given([Line("# x", 1), Line("?", 2, Failure("error", "encoding", "bad")), Line("x", 3)]), crew()) as found:
        records = [record for _, record in found]
    assert [(record.line, code_of(record)) for record in records] == [(2, "encoding"), (3, None)]


def test_a_bad_option_is_raised_and_no_worker_stays():
    team = crew(on="nonsense")
    with pytest.raises(api.BadOption), InOrder(given("xyz"), team) as found:
        list(found)


def test_an_empty_feed_ends():
    assert answers([]) == []


@pytest.mark.slow
def test_the_input_is_read_no_further_than_the_workers_need():
    taken = []

    def endless():
        number = 0
        while True:
            number += 1
            taken.append(number)
            yield "sleep 0.6" if number == 1 else "x"

    with InOrder(given(endless()), crew(jobs=2, seconds=5)) as found:
        records = iter(found)
        assert next(records)[1].line == 1
        assert 2 < len(taken) <= 2 * AHEAD
        for _ in range(50):
            next(records)
        assert len(taken) <= 2 * AHEAD + 100


def test_wide_answers_wait_within_a_bound(monkeypatch):
    monkeypatch.setattr("diffcheck.batch.crew.HELD", 2_000_000)
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield "sleep 0.5" if len(taken) == 1 else "wide 100000"

    with InOrder(given(endless()), crew(seconds=5)) as found:
        next(iter(found))
    assert len(taken) < 100


def test_a_slow_source_does_not_hold_up_records_that_are_known():
    told = []

    def slow():
        yield "x"
        yield "y"
        time.sleep(0.3)
        told.append("late")
        yield "z"

    with InOrder(given(slow()), crew()) as found:
        records = iter(found)
        assert next(records)[1].input == "x"


def test_a_pipe_is_answered_line_by_line():
    source, end = os.pipe()
    with InOrder(Stream(source), crew(jobs=3)) as found:
        records = iter(found)
        for text in (b"a\n", b"b\r\n", "√\n".encode()):
            os.write(end, text)
            assert next(records)[1].input == text.decode().strip()
        os.write(end, b"c\nd")
        assert next(records)[1].input == "c"
        os.close(end)
        assert [record.line for _, record in records] == [5]
    os.close(source)


def test_a_line_without_end_is_not_kept(tmp_path):
    file = tmp_path / "wide.txt"
    file.write_bytes(b"x\n" + b"1+" * (2 * LONGEST_LINE) + b"\ny\n" + b"z" * LONGEST_LINE)
    with open(file, "rb") as opened, InOrder(Stream(opened.fileno()), crew(seconds=5)) as found:
        records = [record for _, record in found]
    assert [record.line for record in records] == [1, 2, 3, 4]
    assert [code_of(record) for record in records] == [None, "too_long", None, None]
    assert len(records[1].input) <= 200


@pytest.mark.parametrize("cut", [1, 2, 3, 7])
def test_lines_do_not_depend_on_where_the_chunks_are_cut(monkeypatch, cut, tmp_path):
    monkeypatch.setattr("diffcheck.batch.lines.CHUNK", cut)
    file = tmp_path / "lines.txt"
    file.write_bytes(b"\xef\xbb\xbfa\r\n\n\xe2\x88\x9ax\n\xff\nlast")
    lines = []
    with open(file, "rb") as opened:
        stream = Stream(opened.fileno())
        while (line := stream.take()) is not None:
            lines.append(line)
    assert [line.text for line in lines] == ["a", "", "√x", "\ufffd", "last"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert lines[-1].end == stream.size


def test_no_worker_outlives_its_crew():
    with InOrder(given(["x"] * 20), crew(jobs=3)) as found:
        workers = {record.answer.smoothness for _, record in found if isinstance(record.answer, Report)}
    for number in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_a_worker_in_an_interpreter_of_its_own_answers_the_same():
    first = Worker(planted, fresh=True)
    team = Workers(api.Options(), seconds=5.0, memory=512, jobs=1, first=first)
    with InOrder(given(["x", "die", "y"]), team) as found:
        assert [code_of(record) for _, record in found] == [None, "memory", None]
