"""What an executor is asked to do: a few lines in, the pickles of their records out.

The limits hold on any engine, because the task itself keeps them: it asks a worker process of its own machine, which it
kills when the time is over. Workers stay for the next task of the same kind.
"""

from __future__ import annotations

import os
import pickle
from importlib import import_module
from threading import Lock
from typing import Any, Final, TypeAlias

from diffcheck.batch.lines import Line
from diffcheck.batch.pool import Pool, Worker
from diffcheck.model.entry import Entry
from diffcheck.model.options import Options

Texts: TypeAlias = tuple[tuple[str | Entry, int | None], ...]
Kind: TypeAlias = tuple[int, str, Options, float | None, int | None]
MOST_IDLE: Final = 2 * (os.cpu_count() or 1)

_idle: list[tuple[Kind, Pool]] = []
_lock = Lock()


def answer_lines(engine: str, options: Options, seconds: float | None, memory: int | None, lines: Texts) -> tuple[bytes | None, ...]:
    """The records of a few lines, each pickled; None for a line that asks nothing. To be run by an executor, wherever it likes."""
    kind = (os.getpid(), engine, options, seconds, memory)
    pool = _hire(kind)
    try:
        answers = []
        for text, number in lines:
            line = Line(text, number) if isinstance(text, str) else Line(text.text, number, entry=text)
            outcome = pool.outcome(line)
            answers.append(outcome.packed if outcome.record is None else pickle.dumps(outcome.record, pickle.HIGHEST_PROTOCOL))
    except BaseException:
        pool.close()
        raise
    _keep(kind, pool)
    return tuple(answers)


def _hire(kind: Kind) -> Pool:
    """An idle worker of this kind, or a new one. It is a fresh interpreter: nobody knows what runs in this process."""
    with _lock:
        for position, (other, pool) in enumerate(_idle):
            if other == kind:
                del _idle[position]
                return pool
    _, engine, options, seconds, memory = kind
    module: Any = import_module(engine)
    return Pool(options, seconds=seconds, memory=memory, first=Worker(module, fresh=True))


def _keep(kind: Kind, pool: Pool) -> None:
    """Keep a worker for the next task; those that have waited longest go when there are too many."""
    with _lock:
        _idle.append((kind, pool))
        surplus = [_idle.pop(0)[1] for _ in range(len(_idle) - MOST_IDLE)]
    for old in surplus:
        old.close()
