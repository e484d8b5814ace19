"""One worker process and its life: started, asked, killed when the time is over, and replaced.

The first worker is forked before anything heavy is imported; every later one from a process that has loaded it all. In a
process that runs threads a worker is started afresh instead, because such a process cannot be forked safely.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from time import monotonic, perf_counter
from types import TracebackType
from typing import Any, Final

from diffcheck import api, worker
from diffcheck.batch.lines import Line
from diffcheck.batch.printing import Printer
from diffcheck.errors import EXIT_INTERNAL, EXIT_UNDECIDED, BadInput
from diffcheck.model.immutable import immutable
from diffcheck.model.options import Options
from diffcheck.model.report import Failure, Printed, Record

CRASHES: Final = (signal.SIGSEGV, signal.SIGBUS)
PATIENCE: Final = 60.0
"""Seconds that a worker may take to import and to read the options, on a machine that is busy with other things."""
COMMAND: Final = "from diffcheck.worker import main; main()"


class WorkerDied(Exception):
    """The worker ended without an answer."""


class Worker:
    """The parent's handle on a child process that answers questions."""

    def __init__(self, engine: worker.Engine = api, *, debug: bool = False, fresh: bool = False) -> None:
        """Fork, or start a `fresh` interpreter. The child starts to import at once, before it knows what will be asked."""
        self.engine, self.debug, self.fresh = engine, debug, fresh
        questions, self._ask = os.pipe()
        self._answers, answers = os.pipe()
        self._buffer = bytearray()
        self._ended = False
        if fresh:
            self._pid = _start(engine, questions, answers, debug)
        else:
            self._pid = self._fork(engine, questions, answers, debug)
        os.close(questions)
        os.close(answers)
        os.set_blocking(self._ask, False)

    def _fork(self, engine: worker.Engine, questions: int, answers: int, debug: bool) -> int:
        """The child's number. Ctrl-C waits until the child is out of the parent's code."""
        parent = os.getpid()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            pid = os.fork()
            if pid == 0:
                worker.serve(engine, questions, answers, parent=parent, debug=debug)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return pid

    def fileno(self) -> int:
        """Where answers come from."""
        return self._answers

    def send(self, message: object, deadline: float | None = None) -> None:
        """Hand the child one message; raises WorkerDied, or TimeoutError if the child does not take it."""
        rest = worker.packed(message)
        while rest:
            try:
                rest = rest[os.write(self._ask, rest) :]
            except BlockingIOError:
                if not select.select([], [self._ask], [], _wait(deadline))[1]:
                    raise TimeoutError from None
            except OSError as error:
                raise WorkerDied from error

    def receive(self) -> tuple[str, Any] | None:
        """The next message of the child if it is here in full; waits for the next bytes at most. Raises WorkerDied."""
        message = self._unpacked()
        if message is None:
            chunk = os.read(self._answers, 1 << 16)
            if not chunk:
                raise WorkerDied
            self._buffer += chunk
            message = self._unpacked()
        return message

    def has_message(self) -> bool:
        """Whether a whole message has been read that nobody has received."""
        size = worker.message_size(self._buffer)
        return size is not None and len(self._buffer) >= size

    def _unpacked(self) -> tuple[str, Any] | None:
        if not self.has_message():
            return None
        size = worker.message_size(self._buffer)
        word, content = pickle.loads(bytes(self._buffer[worker.HEADER : size]))
        del self._buffer[:size]
        return word, content

    def end(self, *, kill: bool = True, wait: bool = True) -> int:
        """End the child, or wait for one that is ending by itself; the signal of which it died, or 0. Twice does no harm.

        Without `wait` a later call collects it: the system needs a while to take a large process apart.
        """
        if self._ended:
            return 0
        self._ended = True
        os.close(self._ask)
        os.close(self._answers)
        if kill:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        with _lock:
            _leaving[:] = [pid for pid in _leaving if _status_of(pid, 0 if kill and wait else os.WNOHANG) is None]
            if not wait:
                _leaving.append(self._pid)
                return 0
        status = _status_of(self._pid) or 0
        return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


_leaving: list[int] = []
"""Children that have been killed and not yet collected."""
_lock = threading.Lock()


def _status_of(pid: int, options: int = 0) -> int | None:
    """How a child has ended; None if it has not. 0 if somebody else has collected it."""
    try:
        ended, status = os.waitpid(pid, options)
    except ChildProcessError:
        return 0
    return status if ended else None


def _start(engine: worker.Engine, questions: int, answers: int, debug: bool) -> int:
    """The number of a child that is a new interpreter; it finds modules where this one does."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(api.__file__)))
    path = os.pathsep.join(dict.fromkeys((home, *(part or os.getcwd() for part in sys.path))))
    name = getattr(engine, "__name__", api.__name__)
    arguments = [sys.executable, "-P", "-c", COMMAND, name, str(questions), str(answers), str(os.getpid()), str(int(debug))]
    for end in (questions, answers):
        os.set_inheritable(end, True)
    return os.posix_spawn(sys.executable, arguments, {**os.environ, "PYTHONPATH": path})


def next_worker(like: Worker) -> Worker:
    """A worker of the same kind that is ready soon: forked with everything loaded where that is safe."""
    if like.fresh or threading.active_count() > 1:
        return Worker(like.engine, debug=like.debug, fresh=True)
    like.engine.warm_up()
    return Worker(like.engine, debug=like.debug)


@immutable
class Outcome:
    """What became of a line: the pickle of its record, printed or not, or a record that was made here; neither for a comment."""

    packed: bytes | None = None
    record: Record | None = None

    def read(self) -> Record | Printed | None:
        """The record, None for a comment."""
        if self.packed is None:
            return self.record
        found = pickle.loads(self.packed)
        return found if isinstance(found, Record | Printed) else None


class Seat:
    """A place for one worker, which is replaced when it must be. Give it a line, and move it on until the outcome is known."""

    def __init__(
        self,
        options: Options,
        seconds: float | None,
        memory: int | None,
        first: Worker | None,
        like: Worker,
        printer: Printer | None = None,
    ) -> None:
        """`first`: a worker that was forked earlier; `like`: one whose kind the later ones are of; `printer`: what records become there."""
        self._options, self._seconds, self._memory = options, seconds, memory
        self._printer = printer
        self._worker = first
        self._like = like
        self._ready = self._briefed = False
        self._line: Line | None = None
        self._known: bytes | None = None
        self._deadline: float | None = None

    @property
    def busy(self) -> bool:
        """Whether a line has been given and its outcome is not known."""
        return self._line is not None

    @property
    def deadline(self) -> float | None:
        """When the current line must be answered."""
        return self._deadline

    def worker(self) -> Worker | None:
        """The worker that sits here now."""
        return self._worker

    def begin(self, line: Line) -> Outcome | None:
        """Give a line to the worker; an outcome if it is known at once."""
        self._line, self._known = line, None
        self._begun = perf_counter()
        try:
            if self._worker is None:
                self._worker = next_worker(self._like)
                self._ready = self._briefed = False
            self._start_clock()
            if not self._briefed:
                self._worker.send((self._options, self._seconds, self._memory, self._printer), self._deadline)
                self._briefed = True
            self._worker.send((line.entry or line.text, line.number), self._deadline)
        except TimeoutError:
            return self.expire()
        except WorkerDied:  # it may have said why before it ended
            return self._failed(self._cause_of_death()) if self._worker is None else self.advance()
        return None

    def advance(self) -> Outcome | None:
        """Take in what the worker says; the outcome, if that is known now. Raises api.BadOption."""
        assert self._worker is not None
        try:
            while True:
                message = self._worker.receive()
                if message is None:
                    return None
                found = self._understand(*message)
                if found is not None:
                    return found
                if not self._worker.has_message():
                    return None
        except WorkerDied:
            return self._failed(self._cause_of_death())

    def expire(self) -> Outcome:
        """The time is over: the worker goes, and the line has failed."""
        self.empty(wait=False)
        return self._failed(self._out_of_time())

    def empty(self, *, wait: bool = True) -> None:
        """End the worker, whatever it does."""
        if self._worker is not None:
            child, self._worker = self._worker, None
            child.end(wait=wait)

    def _start_clock(self) -> None:
        """The time that a worker takes to get ready is not the formula's."""
        now = monotonic()
        if not self._ready:
            self._deadline = now + PATIENCE + (self._seconds or 0.0)
        else:
            self._deadline = None if self._seconds is None else now + self._seconds

    def _understand(self, word: str, content: Any) -> Outcome | None:
        match word:
            case "ready":
                self._ready = True
                self._start_clock()
            case "known":
                self._known = content
            case "bad option":
                option, source, (code, message, start, end, hint) = content
                raise api.BadOption(option, source, BadInput(code, message, start, end, hint))
            case "internal":
                if not self._ready:
                    raise RuntimeError(content)
                return self._failed(Failure("error", "internal", content, exit_code=EXIT_INTERNAL))
            case "no memory":
                self.empty(wait=False)
                return self._failed(self._out_of_memory())
            case "record" | "last":
                if word == "last":
                    self.empty(wait=False)
                self._line = None
                return Outcome(packed=content)
        return None

    def _failed(self, failure: Failure) -> Outcome:
        """What is left when the worker is gone: the answer without its picture or second opinion, if there is one, else the failure."""
        line, self._line = self._line, None
        assert line is not None
        if self._known is not None:
            record = pickle.loads(self._known)
            missing = "second opinion" if self._options.second_opinion else "picture"
            note = f"no {missing}: {failure.message.replace('no answer', 'it was not ready')}"
            return Outcome(record=replace(record, answer=replace(record.answer, notes=(*record.answer.notes, note))))
        label, text = self._taken_apart(line)
        file = None if line.entry is None else line.entry.file
        return Outcome(record=Record(line.number, text, label, failure, perf_counter() - self._begun, file))

    def _taken_apart(self, line: Line) -> tuple[str | None, str]:
        """Label and formula of a line that its worker can no longer tell."""
        if line.entry is not None:
            return line.entry.label, line.text
        parts = self._like.engine.take_apart(line.text) if line.number is not None else None
        return parts or (None, line.text)

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


class Pool:
    """Answers one line after the other, with one worker at a time."""

    def __init__(self, options: Options, *, seconds: float | None = 10.0, memory: int | None = 1024, first: Worker | None = None) -> None:
        """`seconds` for one expression, `memory` in MiB for the worker; `first`: a worker that was forked earlier."""
        first = first or Worker(fresh=threading.active_count() > 1)
        self._seat = Seat(options, seconds, memory, first, first)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker."""
        self._seat.empty()

    def answer(self, line: Line) -> Record | None:
        """The record of one line, None if the line asks for none (a comment); raises api.BadOption."""
        record = self.outcome(line).read()
        assert not isinstance(record, Printed)
        return record

    def outcome(self, line: Line) -> Outcome:
        """The same, not unpacked."""
        if line.failure is not None:
            return Outcome(record=Record(line.number, line.text, None, line.failure, 0.0))
        found = self._seat.begin(line)
        while found is None:
            child = self._seat.worker()
            if child is not None and (child.has_message() or select.select([child], [], [], _wait(self._seat.deadline))[0]):
                found = self._seat.advance()
            else:
                found = self._seat.expire()
        return found


def _wait(deadline: float | None) -> float | None:
    return None if deadline is None else max(deadline - monotonic(), 0.0)
