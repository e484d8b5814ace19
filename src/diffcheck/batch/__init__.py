"""One or many expressions within limits of time and memory: lines in, records out, in order.

The parent never computes. It forks a worker before anything heavy is imported, hands it one line at a time through a
pipe, and kills it when the time is over; the worker itself (worker.py) caps its memory. A worker serves many lines;
a new one is forked only after a kill, after memory has run out, or when the old one has grown large.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic, perf_counter
from types import TracebackType
from typing import Any, Final

from diffcheck import api, worker
from diffcheck.errors import EXIT_INTERNAL, EXIT_UNDECIDED, BadInput
from diffcheck.model.report import Failure, Record

CRASHES: Final = (signal.SIGSEGV, signal.SIGBUS)


@dataclass(frozen=True, slots=True)
class Line:
    """One expression to answer: its text, its number in a batch (None: an argument), and what is wrong with it already."""

    text: str
    number: int | None = None
    failure: Failure | None = None


class WorkerDied(Exception):
    """The worker ended without an answer."""


class Worker:
    """The parent's handle on a child process that answers questions."""

    def __init__(self, engine: worker.Engine = api, *, debug: bool = False) -> None:
        """Fork. The child starts to import at once, before it knows what will be asked."""
        self.engine, self.debug = engine, debug
        questions, self._ask = os.pipe()
        self._answers, answers = os.pipe()
        self._buffer = bytearray()
        self._ended = False
        parent = os.getpid()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._ask)
            os.close(self._answers)
            worker.serve(engine, questions, answers, parent=parent, debug=debug)
        os.close(questions)
        os.close(answers)

    def send(self, message: object) -> None:
        """Hand the child one message; raises WorkerDied."""
        try:
            worker.write_message(self._ask, message)
        except OSError as error:
            raise WorkerDied from error

    def receive(self, deadline: float | None) -> tuple[str, Any]:
        """The next message of the child; raises TimeoutError at the deadline and WorkerDied if the child has ended."""
        while True:
            if (size := worker.message_size(self._buffer)) is not None and len(self._buffer) >= size:
                word, content = pickle.loads(bytes(self._buffer[worker.HEADER : size]))
                del self._buffer[:size]
                return word, content
            wait = None if deadline is None else max(deadline - monotonic(), 0)
            ready, _, _ = select.select([self._answers], [], [], wait)
            if not ready:
                raise TimeoutError
            chunk = os.read(self._answers, 1 << 16)
            if not chunk:
                raise WorkerDied
            self._buffer += chunk

    def end(self, *, kill: bool = True) -> int:
        """End the child, or wait for one that is ending by itself; the signal of which it died, or 0. Twice does no harm."""
        if self._ended:
            return 0
        self._ended = True
        os.close(self._ask)
        os.close(self._answers)
        if kill:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        _, status = os.waitpid(self._pid, 0)
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


class Pool:
    """Answers one line after the other, with one worker at a time that is replaced when it must be."""

    def __init__(
        self, options: api.Options, *, seconds: float | None = 10.0, memory: int | None = 1024, first: Worker | None = None
    ) -> None:
        """`seconds` for one expression, `memory` in MiB for the worker; `first`: a worker that was forked earlier."""
        self._options, self._seconds, self._memory = options, seconds, memory
        self._worker: Worker | None = first or Worker()
        self._engine, self._debug = self._worker.engine, self._worker.debug
        self._ready = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._let_go()

    def answer(self, line: Line) -> Record | None:
        """The record of one line, None if the line asks for none (a comment); raises api.BadOption."""
        if line.failure is not None:
            return Record(line.number, line.text, None, line.failure, 0.0)
        begun = perf_counter()
        deadline = None if self._seconds is None else monotonic() + self._seconds
        label, text = None, line.text
        try:
            child = self._child(deadline)
            child.send((line.text, line.number))
            while True:
                word, content = child.receive(deadline)
                if word == "started":
                    label, text = content
                    continue
                if word == "internal":
                    failure = Failure("error", "internal", content, exit_code=EXIT_INTERNAL)
                    break
                if word == "no memory":
                    failure = self._out_of_memory()
                    self._let_go()
                    break
                if word == "last":
                    self._let_go()
                return content if isinstance(content, Record) else None
        except TimeoutError:
            failure = self._out_of_time()
            self._let_go()
        except WorkerDied:
            failure = self._cause_of_death()
        return Record(line.number, text, label, failure, perf_counter() - begun)

    def _child(self, deadline: float | None) -> Worker:
        """A worker that knows the options and its limits."""
        if self._worker is None:
            self._worker = Worker(self._engine, debug=self._debug)
            self._ready = False
        if not self._ready:
            self._worker.send((self._options, self._seconds, self._memory))
            word, content = self._worker.receive(deadline)
            if word == "bad option":
                option, source, (code, message, start, end, hint) = content
                raise api.BadOption(option, source, BadInput(code, message, start, end, hint))
            if word == "no memory":
                raise WorkerDied
            if word != "ready":
                raise RuntimeError(content)
            self._ready = True
        return self._worker

    def _let_go(self) -> None:
        if self._worker is not None:
            child, self._worker = self._worker, None
            child.end()

    def _out_of_memory(self) -> Failure:
        limit = "" if self._memory is None else f" of {self._memory} MiB"
        hint = "a higher --memory-limit may help"
        return Failure("error", "memory", f"the memory limit{limit} was reached", hint=hint, exit_code=EXIT_UNDECIDED)

    def _out_of_time(self) -> Failure:
        limit = "in time" if self._seconds is None else f"within {self._seconds:g} s"
        return Failure("timeout", "timeout", f"no answer {limit}", hint="a higher --time-limit may help", exit_code=EXIT_UNDECIDED)

    def _cause_of_death(self) -> Failure:
        """Why the worker ended without a word: arithmetic in C aborts where memory is refused, and the system kills what has grown."""
        if self._worker is None:
            return self._out_of_memory()
        child, self._worker = self._worker, None
        ended_by = child.end(kill=False)
        if ended_by in (0, signal.SIGABRT, signal.SIGKILL):
            return self._out_of_memory()
        if ended_by == signal.SIGXCPU:
            return self._out_of_time()
        if ended_by in CRASHES:
            return Failure("error", "too_deep", "the formula is too deep for the machine's stack", exit_code=EXIT_UNDECIDED)
        return Failure("error", "internal", f"the worker was ended by signal {ended_by}", exit_code=EXIT_INTERNAL)


def lines_of(source: Iterable[bytes]) -> Iterator[Line]:
    """The lines of a file as they come: UTF-8 with or without a mark at the start, ended by LF or CRLF.

    A line that is not UTF-8 becomes a line that has failed already, and the rest goes on.
    """
    for number, raw in enumerate(source, 1):
        yield line_of(raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw, number)


def line_of(raw: bytes, number: int | None = None) -> Line:
    """One line, decoded."""
    raw = raw.removesuffix(b"\n").removesuffix(b"\r")
    try:
        return Line(raw.decode("utf-8"), number)
    except UnicodeDecodeError as error:
        start = len(raw[: error.start].decode("utf-8", "replace"))
        failure = Failure("error", "encoding", "the line is not valid UTF-8", start, start + 1, "save the file as UTF-8")
        return Line(raw.decode("utf-8", "replace"), number, failure)


def check_many(
    formulas: Iterable[str],
    *,
    variable: str | None = None,
    at: Iterable[object] = (),
    on: str = "domain",
    roots: api.Roots = "real",
    values: Mapping[str, object] | None = None,
    assume: Iterable[str] = (),
    solve: Iterable[str] = (),
    require: str | None = None,
    show_all: bool = False,
    time_limit: float | None = 10.0,
    memory_limit: int | None = 1024,
) -> Iterator[Record]:
    """The records of many formulas, in order and as soon as they are known, each within the limits.

    The lines may carry labels (`huber: ...`); comments and blank lines give no record. A formula that cannot be read,
    or takes too long, gives a record that says so.
    """
    options = api.Options(
        variable=variable,
        roots=roots,
        at=tuple(str(point) for point in at),
        on=on,
        values=tuple((str(name), str(value)) for name, value in (values or {}).items()),
        assume=(assume,) if isinstance(assume, str) else tuple(assume),
        solve=api.names_in(solve) if isinstance(solve, str) else tuple(solve),
        require=require,
        show_all=show_all,
    )
    with Pool(options, seconds=time_limit, memory=memory_limit) as pool:
        for number, text in enumerate(formulas, 1):
            record = pool.answer(Line(text, number))
            if record is not None:
                yield record
