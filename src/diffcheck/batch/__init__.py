"""One or many expressions within limits of time and memory: lines in, records out, in order.

The parent never computes. It hands lines to worker processes through pipes and kills a worker when the time is over; the
worker itself (worker.py) caps its memory. A worker serves many lines; a new one comes only after a kill, after memory has
run out, or when the old one has grown large. `pool` keeps one worker, `crew` many, `engine` leaves it to an executor.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from diffcheck import api
from diffcheck.batch.crew import Crew, InOrder, Workers
from diffcheck.batch.lines import Chain, Feed, Given, Line, Stream, line_of, lines_of
from diffcheck.batch.pool import Pool, Worker, WorkerDied
from diffcheck.errors import DiffcheckError
from diffcheck.model.entry import Entry
from diffcheck.model.options import Options, spelled_out
from diffcheck.model.report import Record

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from typing import Unpack

    from diffcheck.model.options import Asked

__all__ = [
    "Chain",
    "Crew",
    "Feed",
    "Given",
    "InOrder",
    "Line",
    "Pool",
    "Stream",
    "Worker",
    "WorkerDied",
    "Workers",
    "check_many",
    "line_of",
    "lines_of",
]


def check_many(
    expressions: Iterable[object],
    *,
    executor: Executor | None = None,
    jobs: int = 1,
    time_limit: float | None = 10.0,
    memory_limit: int | None = 1024,
    **options: Unpack[Asked],
) -> Iterator[Record]:
    """The records of many formulas, in order and as soon as they are known, each within the limits.

    A formula is a text or a SymPy expression. The texts may carry labels (`huber: ...`); comments and blank lines give no record.
    A formula that cannot be read, or takes too long, gives a record that says so. `jobs` worker processes answer, or the
    `executor`: any engine with the interface of concurrent.futures, on which the limits hold just the same; `jobs` then says
    how many tasks it works on at a time. No more is read ahead than the workers need. The other options are those of `check`.
    """
    asked = Options.of(**options)
    if jobs < 1:
        raise ValueError("jobs must be at least 1")
    return _records(expressions, asked, executor, jobs, time_limit, memory_limit)


spelled_out(check_many)


def _line(formula: object, number: int, options: Options) -> Line:
    """A text as it is; an object read at once, since a worker knows no objects."""
    if isinstance(formula, str):
        return Line(formula, number)
    from diffcheck.language.from_sympy import problem_from_sympy

    try:
        problem = problem_from_sympy(formula, options.variable)
    except DiffcheckError as error:
        return Line(str(formula), number, api.failure_of(error))
    return Line(problem.text, number, entry=Entry(problem.text, None, None, number, options, problem))


def _records(
    expressions: Iterable[object], options: Options, executor: Executor | None, jobs: int, seconds: float | None, memory: int | None
) -> Iterator[Record]:
    feed = Given(_line(formula, number, options) for number, formula in enumerate(expressions, 1))
    crew: Crew
    if executor is None:
        first = Worker(fresh=threading.active_count() > 1)
        crew = Workers(options, seconds=seconds, memory=memory, jobs=jobs, first=first)
    else:
        from diffcheck.batch.engine import Engine

        api.prepare(options)
        crew = Engine(executor, options, seconds=seconds, memory=memory, jobs=jobs)
    with InOrder(feed, crew) as answers:
        for _, record in answers:
            if isinstance(record, Record):  # nothing is printed here
                yield record
