"""A crew on somebody else's machines: any `concurrent.futures.Executor` answers, a few lines at a time."""

from __future__ import annotations

import os
import select
from collections import deque
from concurrent.futures import Executor, Future
from contextlib import suppress
from threading import Lock
from typing import Any, Final
from warnings import warn

from diffcheck import api
from diffcheck.batch import tasks
from diffcheck.batch.crew import Place, Workers
from diffcheck.batch.pool import Outcome, Worker
from diffcheck.model.options import Options

CHUNK: Final = 16
"""Lines in one task: few enough to be spread evenly, many enough that the engine's own work does not count."""
FEW: Final = 4
"""So many tasks are begun with what lines there are, so that a slow source need not fill a chunk."""


class Engine:
    """A crew whose lines are answered by an executor. What the executor loses or refuses is answered by a worker here."""

    def __init__(
        self, executor: Executor, options: Options, *, seconds: float | None, memory: int | None, jobs: int, engine: Any = api
    ) -> None:
        """`jobs`: how many tasks the executor works on at a time, as far as is known."""
        self._executor = executor
        self._limits = options, seconds, memory
        self._engine = engine
        self._most = 4 * max(jobs, 8)
        self.ahead = 2 * CHUNK * self._most
        self._chunk: list[Place] = []
        self._running: dict[Future[Any], list[Place]] = {}
        self._finished: deque[Future[Any]] = deque()
        self._lost: deque[Place] = deque()
        self._here: Workers | None = None
        self._refused = False
        self._closed = False
        self._lock = Lock()
        self._bell, self._ring = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(self._ring, False)

    def free(self) -> bool:
        """Whether there is room for one more task."""
        return len(self._running) < self._most and len(self._lost) < CHUNK

    def give(self, place: Place) -> None:
        """Put a line into the next task, and begin the task when it is full."""
        self._chunk.append(place)
        if len(self._chunk) >= CHUNK or len(self._running) < FEW:
            self._submit()

    def wait(self, also: int | None, *, block: bool = True) -> None:
        """Begin what has been given, and wait for the first task that ends."""
        if block and self._chunk:
            self._submit()
        if self._lost or self._here is not None:
            self._answer_here(block=block and not self._finished)
        else:
            watched = [self._bell] if also is None else [self._bell, also]
            select.select(watched, [], [], None if block and not self._finished else 0)
        with suppress(BlockingIOError):
            while os.read(self._bell, 4096):
                pass
        while self._finished:
            self._take_in(self._finished.popleft())

    def close(self) -> None:
        """Call back what has not begun; the executor itself belongs to the caller."""
        for future in list(self._running):
            future.cancel()
        if self._here is not None:
            self._here.close()
        self._running.clear()
        with self._lock:
            if not self._closed:
                self._closed = True
                os.close(self._bell)
                os.close(self._ring)

    def _submit(self) -> None:
        """Hand one task to the executor."""
        places, self._chunk = self._chunk, []
        texts = tuple((place.line.entry or place.line.text, place.line.number) for place in places)
        try:
            if self._refused:
                raise RuntimeError
            future = self._executor.submit(tasks.answer_lines, self._engine.__name__, *self._limits, texts)
        except Exception as error:
            if not self._refused:
                warn(f"the executor takes no more tasks ({error!r}); the rest is answered on this machine", RuntimeWarning, stacklevel=2)
            self._refused = True
            self._lost.extend(places)
            return
        self._running[future] = places
        future.add_done_callback(self._notice)

    def _notice(self, future: Future[Any]) -> None:
        """A task has ended; called by a thread of the executor."""
        self._finished.append(future)
        with self._lock, suppress(BlockingIOError):
            if not self._closed:
                os.write(self._ring, b"!")

    def _take_in(self, future: Future[Any]) -> None:
        """The outcomes of a task; lines whose task has failed are answered here."""
        places = self._running.pop(future, [])
        try:
            answers = future.result()
            for place, packed in zip(places, answers, strict=True):
                place.outcome = Outcome(packed=packed)
        except Exception:
            self._lost.extend(place for place in places if place.outcome is None)

    def _answer_here(self, *, block: bool) -> None:
        """Go on with lost lines: with one worker, or with all cores if they must do everything."""
        if self._here is None:
            options, seconds, memory = self._limits
            first = Worker(self._engine, fresh=True)
            jobs = (os.cpu_count() or 1) if self._refused else 1
            self._here = Workers(options, seconds=seconds, memory=memory, jobs=jobs, first=first)
        while self._lost and self._here.free():
            self._here.give(self._lost.popleft())
        self._here.wait(self._bell, block=block)
        if not (self._lost or self._here.busy()):
            self._here.close()
            self._here = None
