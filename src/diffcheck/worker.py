"""The child process that computes: options and lines come in through one pipe, records go out through another.

It ends by itself when its parent has gone, when its memory is used up, and when it has used far more processor time
than one expression may.
"""

from __future__ import annotations

import _thread
import gc
import os
import pickle
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from time import perf_counter, sleep
from typing import Any, Final, NoReturn, Protocol

from diffcheck.api import BadOption
from diffcheck.errors import EXIT_INTERNAL
from diffcheck.model.entry import Entry
from diffcheck.model.options import Options
from diffcheck.model.report import Failure, Printed, Record, Report
from diffcheck.model.tree import Name

HEADER: Final = 8
MIB: Final = 1024 * 1024
DEEP: Final = 10_000
"""Frames of Python that a deep formula may take; beyond the machine's stack the worker dies, and the parent says so."""


class Engine(Protocol):
    """What a worker runs: the module api; tests plant their own."""

    def warm_up(self) -> None:
        """Import what every question needs."""

    def prepare(self, options: Options) -> Any:
        """The options, read; may raise BadOption."""

    def take_apart(self, line: str) -> tuple[str | None, str] | None:
        """Label and formula of a line of a batch; None: it asks nothing."""

    def answer_entry(self, entry: Entry) -> Record:
        """The record of a formula with options of its own."""

    def answer(
        self, text: str, asker: Any, line: int | None = None, label: str | None = None, tell: Callable[[Record], None] | None = None
    ) -> Record:
        """The record of one formula; where a picture is asked for, `tell` is given the record before it is drawn."""


def packed(message: object) -> memoryview:
    """One message as it goes through a pipe: its length, then its pickle."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return memoryview(len(body).to_bytes(HEADER, "big") + body)


def write_message(end: int, message: object) -> None:
    """Put one message into a pipe."""
    rest = packed(message)
    while rest:
        rest = rest[os.write(end, rest) :]


def main() -> NoReturn:
    """A worker in an interpreter of its own: the engine's name, the two pipes, the parent, and whether to show errors."""
    name, questions, answers, parent, debug = sys.argv[1:]
    gc.disable()
    engine: Any = import_module(name)
    serve(engine, int(questions), int(answers), parent=int(parent), debug=debug == "1")


def message_size(buffer: bytearray) -> int | None:
    """The length of the message at the start of a buffer, header included; None as long as the header is not complete."""
    return HEADER + int.from_bytes(buffer[:HEADER], "big") if len(buffer) >= HEADER else None


def serve(engine: Engine, questions: int, answers: int, *, parent: int, debug: bool) -> NoReturn:
    """The life of a worker; never returns, and never runs what the parent has set up for its own end."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        _close_all_but(questions, answers)
        _thread.start_new_thread(_end_with, (parent,))
        if "faulthandler" in sys.modules:
            sys.modules["faulthandler"].disable()  # the parent says in one line what has happened
        sys.setrecursionlimit(DEEP)
        _silence(debug)
        _answer_all(engine, questions, answers)
        code = 0
    except MemoryError:
        with suppress(BaseException):
            write_message(answers, ("no memory", None))
    except BaseException as error:
        if debug:
            traceback.print_exc()
        with suppress(BaseException):
            write_message(answers, ("internal", _summary(error)))
    finally:
        os._exit(code)


def _answer_all(engine: Engine, questions: int, answers: int) -> None:
    """Options first, then one line after the other, until the parent closes its end."""
    engine.warm_up()
    gc.freeze()  # without a collection, which would copy every page that is shared with the parent
    gc.enable()
    with open(questions, "rb") as inbox:
        options, seconds, memory, printer = _read_message(inbox)
        _cap_memory(memory)
        try:
            asker = engine.prepare(options)
        except BadOption as error:
            message = error.message.removeprefix(f"{error.option}: ")
            write_message(answers, ("bad option", (error.option, error.source, (error.code, message, error.start, error.end, error.hint))))
            return
        write_message(answers, ("ready", None))
        at_rest = _resident()
        while True:
            try:
                text, number = _read_message(inbox)
            except EOFError:
                return
            _cap_time(seconds)
            record = _answer_one(engine, asker, text, number, answers, halfway=options.plot or options.second_opinion, printer=printer)
            if memory is not None and _resident() - at_rest > memory / 2:
                _send_record(answers, "last", record)
                return
            _send_record(answers, "record", record)


def _answer_one(
    engine: Engine,
    asker: Any,
    text: str | Entry,
    number: int | None,
    answers: int,
    *,
    halfway: bool,
    printer: Callable[[Record], Printed] | None,
) -> Record | Printed | None:
    """The record of one line, None for a comment. An error of the program itself is an answer too; want of memory is not."""
    entry = text if isinstance(text, Entry) else None
    label, formula = (None, text) if not isinstance(text, Entry) else (text.label, text.text)
    begun = perf_counter()
    try:
        if entry is not None:
            record = engine.answer_entry(entry)
            return record if printer is None else printer(record)
        if number is not None:
            parts = engine.take_apart(formula)
            if parts is None:
                return None
            label, formula = parts
        if halfway:  # the parent gets the answer before its picture, or what others say of it
            return engine.answer(formula, asker, number, label, tell=lambda record: _send_record(answers, "known", record))
        record = engine.answer(formula, asker, number, label)
        return record if printer is None else printer(record)
    except (MemoryError, BrokenPipeError):
        raise
    except Exception as error:
        traceback.print_exc()
        failure = Failure("error", "internal", _summary(error), exit_code=EXIT_INTERNAL)
    return Record(number, formula, label, failure, perf_counter() - begun, None if entry is None else entry.file)


def _send_record(answers: int, word: str, record: Record | Printed | None) -> None:
    """Hand a record over as its own pickle, so that the parent can keep it or send it on unread.

    A formula too deep to be pickled goes without its tree, which no renderer needs.
    """
    if record is None:
        content = None
    else:
        try:
            content = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
        except RecursionError:
            assert isinstance(record, Record) and isinstance(record.answer, Report)
            report = replace(record.answer, problem=replace(record.answer.problem, tree=Name(record.answer.problem.variable)))
            content = pickle.dumps(replace(record, answer=report), pickle.HIGHEST_PROTOCOL)
    write_message(answers, (word, content))


def _close_all_but(questions: int, answers: int) -> None:
    """What else the parent had open is none of a worker's business, and would stay open with it."""
    low, high = sorted((questions, answers))
    os.closerange(3, low)
    os.closerange(low + 1, high)
    os.closerange(high + 1, os.sysconf("SC_OPEN_MAX"))


def _end_with(parent: int) -> None:
    """Watch the parent, and end with it: a worker that computes would not notice a closed pipe."""
    while os.getppid() == parent:
        sleep(0.5)
    os._exit(1)


def _cap_memory(memory: int | None) -> None:
    """Let the system refuse memory beyond the limit (in MiB)."""
    if memory is not None:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (memory * MIB, memory * MIB))


def _cap_time(seconds: float | None) -> None:
    """A second line of defence: the parent kills first, but a parent may have been killed itself."""
    if seconds is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        with suppress(OSError, ValueError, OverflowError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 3, resource.RLIM_INFINITY))


def _read_message(inbox: Any) -> Any:
    header = inbox.read(HEADER)
    if len(header) < HEADER:
        raise EOFError
    return pickle.loads(inbox.read(int.from_bytes(header, "big")))


def _silence(debug: bool) -> None:
    """Nothing that a library prints may reach the output of the program."""
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(2 if debug else null, 1)
    if not debug:
        os.dup2(null, 2)
    sys.stdout = sys.stderr = open(2, "w", errors="backslashreplace", closefd=False)  # noqa: SIM115


def _resident() -> float:
    """The memory this process holds now, in MiB; where the system does not tell, the largest it has held so far."""
    with suppress(OSError, ValueError, IndexError), open("/proc/self/statm") as memory:
        return int(memory.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MIB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / MIB if sys.platform == "darwin" else peak / 1024


def _summary(error: BaseException) -> str:
    text = str(error).split("\n", 1)[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
