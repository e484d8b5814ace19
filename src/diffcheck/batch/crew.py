"""Many workers at once: lines go to whoever is free, records come out in the order of the lines.

How far is read ahead is bounded, in lines and in bytes: a line that hangs holds up what comes after it for the time
limit at most, and the input waits when the output does.
"""

from __future__ import annotations

import select
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from time import monotonic
from types import TracebackType
from typing import Final, Protocol

from diffcheck.batch.lines import Feed, Line
from diffcheck.batch.pool import Outcome, Seat, Worker
from diffcheck.batch.printing import Printer
from diffcheck.model.options import Options
from diffcheck.model.report import Printed, Record

AHEAD: Final = 3000
"""Lines for each worker that may be begun or finished before the line whose record comes next: ten seconds of fast lines."""
HELD: Final = 64 << 20
"""Bytes of lines and answers that may wait."""


class Crew(Protocol):
    """Whoever answers lines, some at a time."""

    ahead: int
    """How many lines may be under way or finished out of turn."""

    def free(self) -> bool:
        """Whether one more line can be given."""

    def give(self, place: Place) -> None:
        """Begin one line; the outcome is put into its place."""

    def wait(self, also: int | None, *, block: bool = True) -> None:
        """Wait for outcomes, or until something can be read from `also`; take in the outcomes."""

    def close(self) -> None:
        """Stop whatever is under way."""


@dataclass(slots=True)
class Place:
    """A line in its turn, and what became of it."""

    line: Line
    outcome: Outcome | None = None

    def weight(self) -> int:
        """About how many bytes it holds."""
        answer = self.outcome.packed if self.outcome is not None else None
        return 500 + len(self.line.text) + (len(answer) if answer is not None else 0)


class Workers:
    """A crew of worker processes on this machine."""

    def __init__(
        self,
        options: Options,
        *,
        seconds: float | None,
        memory: int | None,
        jobs: int,
        first: Worker,
        printer: Printer | None = None,
    ) -> None:
        """`jobs` workers; `first` is one that was forked earlier, the others follow when there are lines for them."""
        self._seats = [Seat(options, seconds, memory, first if number == 0 else None, first, printer) for number in range(jobs)]
        self._idle = self._seats[::-1]
        self._busy: dict[int, tuple[Seat, Place]] = {}
        self._poll = select.poll()
        self.ahead = AHEAD * jobs

    def free(self) -> bool:
        """Whether a worker is idle."""
        return bool(self._idle)

    def give(self, place: Place) -> None:
        """Hand a line to an idle worker."""
        seat = self._idle.pop()
        self._keep(seat, place, seat.begin(place.line))

    def wait(self, also: int | None, *, block: bool = True) -> None:
        """Wait for the first worker that says something, or for the first deadline."""
        if also is not None:
            self._poll.register(also, select.POLLIN)
        ready = {descriptor for descriptor, _ in self._poll.poll(self._milliseconds() if block else 0)}
        if also is not None:
            self._poll.unregister(also)
        now = monotonic()
        for descriptor in [d for d, (seat, _) in self._busy.items() if d in ready or (seat.deadline or inf) <= now]:
            seat, place = self._busy.pop(descriptor)
            self._poll.unregister(descriptor)
            self._keep(seat, place, seat.advance() if descriptor in ready else seat.expire())

    def busy(self) -> bool:
        """Whether a worker is at work."""
        return bool(self._busy)

    def close(self) -> None:
        """Kill all workers."""
        for seat in self._seats:
            seat.empty()

    def _keep(self, seat: Seat, place: Place, outcome: Outcome | None) -> None:
        """A seat goes to those that are busy or to those that are idle."""
        worker = seat.worker()
        if outcome is None and worker is not None:
            self._busy[worker.fileno()] = (seat, place)
            self._poll.register(worker.fileno(), select.POLLIN)
        else:
            place.outcome = outcome
            self._idle.append(seat)

    def _milliseconds(self) -> float | None:
        """How long there is to the first deadline."""
        deadlines = [seat.deadline for seat, _ in self._busy.values() if seat.deadline is not None]
        return max(min(deadlines) - monotonic(), 0.0) * 1000 + 1 if deadlines else None


class InOrder:
    """The records of a feed in the order of its lines, each as soon as it and all before it are known; a context manager."""

    def __init__(self, feed: Feed, crew: Crew) -> None:
        self._feed, self._crew = feed, crew
        self._window: deque[Place] = deque()
        self._held = self._since = 0
        self._ended = False

    def __enter__(self) -> InOrder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._crew.close()

    def __iter__(self) -> Iterator[tuple[Line, Record | Printed]]:
        """Line and record. Lines that ask nothing have none. Raises api.BadOption."""
        while True:
            while self._room() and self._feed.ready():
                self._take()
            while self._window and self._window[0].outcome is not None:
                place = self._window.popleft()
                record = place.outcome.read() if place.outcome is not None else None
                if record is not None:
                    yield place.line, record
            if self._ended and not self._window:
                return
            if not self._room():
                self._crew.wait(None)
            elif (watched := self._feed.fileno()) is not None:
                self._crew.wait(watched)
            else:
                self._take()
                self._crew.wait(None, block=False)

    def _room(self) -> bool:
        """Whether the next line can be begun."""
        if self._ended or not self._crew.free() or len(self._window) >= self._crew.ahead:
            return False
        self._since += 1
        if self._since > 64 or self._held >= HELD:  # the sum is taken now and then only
            self._since, self._held = 0, sum(place.weight() for place in self._window)
        return self._held < HELD or not self._window

    def _take(self) -> None:
        """Begin the next line."""
        line = self._feed.take()
        if line is None:
            self._ended = True
            return
        place = Place(line)
        self._window.append(place)
        self._held += place.weight()
        if line.failure is not None:
            place.outcome = Outcome(record=Record(line.number, line.text, None, line.failure, 0.0))
        else:
            self._crew.give(place)
