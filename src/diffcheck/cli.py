"""The shell's door: options, input, output and exit codes. No mathematics happens here, and SymPy is never imported."""

from __future__ import annotations

import errno
import gc
import inspect
import os
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from diffcheck import api, render
from diffcheck.batch import Chain, Crew, Feed, Given, InOrder, Line, Stream, Worker, Workers, line_of
from diffcheck.batch.printing import Printer, judged
from diffcheck.errors import (
    EXIT_BAD_INPUT,
    EXIT_CLOSED_PIPE,
    EXIT_INTERNAL,
    EXIT_INTERRUPTED,
    EXIT_NO,
    EXIT_NOT_WRITTEN,
    EXIT_OK,
    EXIT_UNDECIDED,
    BadInput,
    DiffcheckError,
    NotWritten,
    gravest,
)
from diffcheck.model.entry import Entry
from diffcheck.model.options import LookOptions, Options, Row, ShellOptions, rows
from diffcheck.model.report import Failure, Printed, Record, Report
from diffcheck.render.json import as_object
from diffcheck.render.words.look import Look
from diffcheck.shell import baseline, suites, terminal, texts
from diffcheck.shell import settings as read
from diffcheck.shell.arguments import arrange
from diffcheck.shell.completing import SHELL, completed
from diffcheck.shell.progress import Progress
from diffcheck.shell.settings import Settings

if TYPE_CHECKING:
    from diffcheck.shell.saving import Target

# The parser's command only reads the options; the work is done outside, because the parser has ideas of its own about
# closed pipes and Ctrl-C.
app = typer.Typer(add_completion=True, pretty_exceptions_enable=False, rich_markup_mode=None)


def command(expressions: list[str] | None, **given: Any) -> Settings | int:
    """Decide where a function is continuous and differentiable, and why. Out: what is asked, or an exit code if nothing is."""
    shell = read.layer(ShellOptions, given)
    if shell.help or shell.version:
        sys.stdout.write(texts.help_text(terminal.width(sys.stdout, os.environ)) if shell.help else texts.version() + "\n")
        return EXIT_OK
    if shell.functions:
        return _functions(expressions or (), given["form"], read.layer(LookOptions, {**given, "form": None}))
    if not expressions and not shell.interactive and given["file"] is given["source"] is given["suite"] is None:
        if not terminal.is_fed(0):
            return _nothing_asked(read.layer(LookOptions, given))
        expressions = ["-"]
    asked = read.settings(expressions or (), given)
    if asked.explain and len(asked.expressions) == 1 and not shell.interactive:
        from diffcheck.shell.lessons import lesson, no_lesson

        if (shown := lesson(asked.expressions[0], _look(sys.stdout, asked.colour))) is not None:
            sys.stdout.write(shown + "\n")
            return EXIT_OK
        if (refused := no_lesson(asked.expressions[0])) is not None:
            raise refused
    return asked


def _declared(row: Row) -> inspect.Parameter:
    """An option as the parser takes it: a flag, or a text or several that are read later."""
    option = row.option
    kind: Any = bool if option.is_flag else list[str] | None if option.several else str | None
    told = typer.Option(
        *(name for name in (option.letter, option.name) if name),
        metavar=option.metavar or None,
        autocompletion=_completion(read.completions(option)),
    )
    default = False if option.is_flag else None
    return inspect.Parameter(row.keyword, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, told])


def _completion(values: Sequence[str]) -> Callable[[str], list[str]] | None:
    """For a shell that completes: the values that begin with what is written."""

    def completed(incomplete: str) -> list[str]:
        return [value for value in values if value.startswith(incomplete)]

    return completed if values else None


EXPRESSIONS = Annotated[list[str] | None, typer.Argument(metavar="[EXPRESSION]...", show_default=False)]
command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
    [
        inspect.Parameter("expressions", inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=EXPRESSIONS),
        *(_declared(row) for row in rows() if not row.option.parser),
    ]
)
app.command(name="diffcheck", add_help_option=False)(command)


def _functions(names: Sequence[str], form: str | None, options: LookOptions) -> int:
    """Print the register, or the functions that are named; the exit code."""
    from diffcheck.render import functions

    look = _look(sys.stdout, read.colour(options))
    sys.stdout.write(functions.load(read.functions_format(form, options))(api.functions(names), look, bool(names)) + "\n")
    return EXIT_OK


def run(arguments: Sequence[str], worker: Worker | None = None) -> int:
    """The exit code of one call; `worker` was forked for it beforehand. Whatever happens ends in a code and never in a traceback."""
    debug = "--debug" in arguments
    try:
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        if SHELL in os.environ:
            told, code = completed(os.environ, lambda: app(list(arguments), prog_name="diffcheck", standalone_mode=False))
            _print(told.rstrip("\n"))
            return code
        arranged = arrange(arguments)
        asked = app(arranged, prog_name="diffcheck", standalone_mode=False)
        if isinstance(asked, Settings) and asked.shell.interactive:
            return _converse(arranged, asked)
        code = answer_all(asked, worker) if isinstance(asked, Settings) else asked
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else EXIT_OK
    except BadInput as error:
        return _usage(error.message, error.hint, as_json=_asks_for_json(arguments))
    except NotWritten as error:
        _complain(f"error: {error.message}")
        return error.exit_code
    except BrokenPipeError:
        _forget(sys.stdout)
        return EXIT_CLOSED_PIPE
    except (KeyboardInterrupt, typer.Abort):
        _flush_soon(EXIT_INTERRUPTED)
        return EXIT_INTERRUPTED
    except typer.Exit as ending:
        return ending.exit_code
    except Exception as error:
        return _internal(error, debug, as_json=_asks_for_json(arguments))
    finally:
        if worker is not None:
            worker.end()


class _Tally:
    """What a batch comes to: the exit codes, the outcomes of the claims, and what is new since an earlier batch."""

    def __init__(self, asked: Settings) -> None:
        self.codes: set[int] = set()
        self._outcomes: Counter[str] = Counter()
        self._earlier = baseline.Baseline(asked.batch.diff) if asked.batch.diff is not None else None
        self._changes: list[str] = []

    def count(self, record: Record | Printed, codes: set[int]) -> None:
        """Count an answer that was told, with its exit codes."""
        self.codes |= codes
        if not isinstance(record, Record):
            return
        if isinstance(record.answer, Report) and record.answer.claims:
            self._outcomes.update(["formulas", *(claim.outcome for claim in record.answer.claims)])
        if self._earlier is not None:
            self._changes += self._earlier.changes(as_object(record))

    def close(self, asked: Settings, *, wanted: bool) -> int:
        """Tell what there is to tell of the whole batch; the gravest exit code. wanted: whether people read it."""
        if self._outcomes["formulas"] > 1 and wanted:
            _complain(_summary(self._outcomes))
        if self._earlier is not None:
            told = "\n".join([*self._changes, *self._earlier.gone()])
            _complain(told) if asked.output.machine and told else _print(told)
            self.codes |= {EXIT_NO} if self._changes else set()
        return gravest(self.codes)


def _converse(arranged: list[str], asked: Settings) -> int:
    """Answer line by line; the exit code."""
    from diffcheck.shell.interactive import converse

    return converse(run, arranged[: arranged.index("--")], asked.expressions)


def answer_all(asked: Settings, worker: Worker | None) -> int:
    """Answer every expression, in order and as soon as each is known; the gravest exit code of all."""
    tally = _Tally(asked)
    file = asked.batch.file if asked.batch.file != "-" else None
    look = replace(_look(sys.stdout, asked.colour), explain=asked.explain, plot=asked.plot, file=file, options=asked.look)
    wanted = not asked.look.quiet and not asked.output.machine
    gc.freeze()
    gc.enable()  # it was off while modules were loaded; a batch may run for days
    feed = Chain(_feeds(asked))
    with Progress(wanted, sys.stderr, sys.stdout) as progress, InOrder(feed, _crew(asked, worker, look)) as answers:
        _print(asked.output.begin)
        try:
            for line, record in answers:
                if not isinstance(record, Printed) and (isinstance(record.answer, Failure) or record.answer.notes):
                    progress.clear()
                found, look = _tell(record, asked, look, first=not tally.codes)
                tally.count(record, found)
                if asked.batch.fail_fast and found != {EXIT_OK}:
                    break
                progress.step(line.end, feed.size)
        except api.BadOption as error:
            progress.clear()
            tally.codes = {_bad_option(error, asked, look)}
        _print(asked.output.end)
    return tally.close(asked, wanted=wanted)


def _summary(outcomes: Mapping[str, int]) -> str:
    """How many claims hold, fail, and are undecided."""
    return f"claims: {outcomes['holds']} hold, {outcomes['fails']} fail, {outcomes['undecided']} undecided"


def _tell(record: Record | Printed, asked: Settings, look: Look, *, first: bool) -> tuple[set[int], Look]:
    """Print a record, and save it where that is asked for: the exit codes, and the look of the next one."""
    if isinstance(record, Printed):
        _print(record.text)
        return {record.exit_code}, look
    codes = set()
    if asked.options.certificate is not None:
        from diffcheck.shell.coq import certified

        record, code = certified(record, asked.coq, asked.batch.time_limit)
        codes.add(code)
    codes.add(api.exit_code(record, asked.options.require))
    if _show(record, asked, look, first=first):
        look = replace(look, first=False)
    if asked.save is not None:
        codes.add(_save(record, asked, asked.save, look, begins=first))
    return codes, look


def _look(stream: TextIO, colour: bool) -> Look:
    """What the reader of a stream can see."""
    return Look(width=terminal.width(stream, os.environ), colour=colour, symbols=terminal.shows_symbols(stream))


def _save(record: Record, asked: Settings, where: Target, look: Look, *, begins: bool) -> int:
    """Write the answer to a file, or say why it is not; an exit code: undecided where no file could be written."""
    from diffcheck.shell.saving import save

    missing = save(record, where, judged(record, look, asked.options.require), begins=begins)
    if missing is None:
        return EXIT_OK
    if not asked.look.quiet:
        _complain(f"note: {missing}")
    return EXIT_UNDECIDED


def _crew(asked: Settings, worker: Worker | None, look: Look) -> Crew:
    """Who answers: processes of this machine, which print what nobody else looks at, or a cluster."""
    options, batch = asked.options, asked.batch
    if batch.dask is None:
        first = worker or Worker(debug=asked.shell.debug)
        prints = asked.output.machine and asked.save is None and not asked.plot and batch.diff is None and asked.options.certificate is None
        printer = Printer(asked.output.name, look, options.require) if prints else None
        return Workers(options, seconds=batch.time_limit, memory=batch.memory_limit, jobs=batch.jobs, first=first, printer=printer)
    from diffcheck.batch import cluster

    return cluster.crew(batch.dask, options, seconds=batch.time_limit, memory=batch.memory_limit)


def _feeds(asked: Settings) -> Iterator[Feed]:
    """The arguments in their order, with the lines of standard input in the place of `-`, and then those of the file."""
    for text in asked.expressions:
        yield _opened(0, "standard input") if text == "-" else Given([line_of(os.fsencode(text))])
    if asked.batch.source is not None:
        yield Given(_functions_of(asked.batch.source, asked.options))
    if asked.batch.suite is not None:
        yield Given([_line_of(entry) for entry in suites.read_suite(asked.batch.suite, asked.options)])
    if asked.batch.file == "-":
        yield _opened(0, "standard input")
    elif asked.batch.file is not None:
        yield _opened(asked.batch.file, asked.batch.file)


def _functions_of(source: str, options: Options) -> list[Line]:
    """The functions that --from names: those with claims, each at its line, and then the others."""
    path, colon, name = source.rpartition(":")
    if not colon or not name.isidentifier():
        path, name = source, ""
    text = suites.read_text(path)
    entries = list(suites.claimed(path, text, name or None, options))
    done = {entry.text for entry in entries}
    if name and entries:
        return [_line_of(entry) for entry in entries]
    others = api.functions_of(text, name or None, options.variable)
    return [*map(_line_of, entries), *(line_of(os.fsencode(one)) for one in others if one not in done)]


def _line_of(entry: Entry) -> Line:
    """An entry as a line of the batch."""
    return Line(entry.text, entry.line, entry=entry)


def _opened(source: int | str, name: str) -> Feed:
    """The lines of a file or of an open descriptor."""
    try:
        descriptor = source if isinstance(source, int) else os.open(source, os.O_RDONLY | os.O_CLOEXEC)
        if os.path.isdir(descriptor):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        return Stream(descriptor)
    except OSError as error:
        raise BadInput("file", f"cannot read {name}: {error.strerror}") from error


def _show(record: Record, asked: Settings, look: Look, *, first: bool) -> bool:
    """Print one record: an answer on stdout; its notes and a failure on stderr, unless a program reads along. Out: whether on stdout."""
    outcome = record.answer
    if isinstance(outcome, Failure) and not asked.output.machine:
        if outcome.code == "internal":
            _complain(_internal_words(outcome.message, record.input))
        else:
            colour = terminal.wants_colour(asked.look.color, sys.stderr, os.environ)
            _complain(_failure(record, outcome, asked, replace(look, symbols=terminal.shows_symbols(sys.stderr), colour=colour)))
        return False
    look = judged(record, look, asked.options.require)
    gap = "" if asked.output.machine or (look.first if asked.output.document else first) else "\n"
    _print(gap + asked.output.render(record, look))
    inside = asked.output.machine or asked.output.document
    if isinstance(outcome, Report) and outcome.notes and not inside and not asked.look.quiet:
        _complain("\n".join(_notes(record, outcome)))
    return True


def _print(text: str) -> None:
    """An answer on stdout, at once; nothing if it says nothing."""
    sys.stdout.write(text + "\n" if text else "")
    sys.stdout.flush()


def _failure(record: Record, failure: Failure, asked: Settings, look: Look) -> str:
    """A failure for the terminal, in whatever form the answers go; plain text is cut nowhere."""
    from diffcheck.render.words.failures import UNBROKEN, failure_text

    width = UNBROKEN if asked.output.name == "plain" else look.width
    return failure_text(record, failure, width=width, symbols=look.symbols, colour=look.colour)


def _notes(record: Record, report: Report) -> list[str]:
    """The notes of an answer, each with the number of its line."""
    from diffcheck.render.words.failures import printable

    prefix = f"line {record.line}: " if record.line is not None else ""
    return [f"{prefix}note: {printable(note)}" for note in report.notes]


def _bad_option(error: api.BadOption, asked: Settings, look: Look) -> int:
    """An option that cannot be read: the text with its place marked, once, whatever the number of expressions."""
    record = Record(None, error.source or "", None, api.failure_of(error), 0.0)
    _show(record, asked, look, first=True)
    return EXIT_BAD_INPUT


def _complain(message: str) -> None:
    """A message on stderr, after everything that stands on stdout already; on a terminal its lines are broken between words."""
    from diffcheck.render.words.failures import broken

    if sys.stdout is not None:
        sys.stdout.flush()
    if terminal.is_terminal(sys.stderr):
        message = broken(message, terminal.width(sys.stderr, os.environ))
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(message + "\n")
        sys.stderr.flush()


def _nothing_asked(look: LookOptions) -> int:
    """What a call can be that asks nothing; the exit code."""
    if look.json or look.form == "json":
        return _usage(texts.NO_FORMULA, "diffcheck --help shows how to ask.", as_json=True)
    sys.stderr.write(texts.nothing_asked(terminal.width(sys.stderr, os.environ)))
    return EXIT_BAD_INPUT


def _asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether a call that may not be in order is a program's, which reads objects and no messages."""
    options = list(arguments[: arguments.index("--")] if "--" in arguments else arguments)
    return "--json" in options or "--format=json" in options or ("--format", "json") in pairwise(options)


def _usage(message: str, hint: str | None, *, as_json: bool = False) -> int:
    """What is wrong with the call, for a person, or as an object for a program; the exit code."""
    from diffcheck.render.words.failures import RED, painted, printable

    if as_json:
        failure = Failure("error", "usage", message, hint=hint, exit_code=EXIT_BAD_INPUT)
        _print(render.load("json").render(Record(None, "", None, failure, 0.0), Look()))
        return EXIT_BAD_INPUT
    word = painted("error:", RED, terminal.wants_colour("auto", sys.stderr, os.environ))
    _complain("\n".join([f"{word} {printable(message)}", *([printable(hint)] if hint else [])]))
    return EXIT_BAD_INPUT


NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS})
"""What a system says where an answer cannot be written."""


def _internal(error: Exception, debug: bool, *, as_json: bool = False) -> int:
    """An error that is no answer; the exit code. The option parser's complaints are the caller's to mend, a full disk is nobody's."""
    complaint: Any = getattr(error, "format_message", None)
    if complaint is not None:
        return _usage(complaint(), None, as_json=as_json)
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        _complain(f"error: the output could not be written: {error.strerror}")
        _forget(sys.stdout)
        return EXIT_NOT_WRITTEN
    if debug:
        traceback.print_exception(error)
    summary = error.message if isinstance(error, DiffcheckError) else f"{type(error).__name__}: {error}".split("\n", 1)[0]
    _complain(_internal_words(summary, None))
    return EXIT_INTERNAL


def _internal_words(summary: str, source: str | None) -> str:
    """Three lines for an error of the program."""
    from diffcheck.render.words.failures import printable

    asked = f" Asked was: {printable(source[:200])}" if source else ""
    return (
        f"internal error: {printable(summary)}\n"
        f"This is a mistake in diffcheck, not in the formula; please report it.{asked}\n"
        "The same call with --debug shows where it happened."
    )


def _flush_soon(code: int) -> None:
    """Write out what is finished, if the reader takes it within half a second; else end at once with this code."""

    def give_up(number: int, frame: object) -> None:
        os._exit(code)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 0.5)
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    signal.setitimer(signal.ITIMER_REAL, 0)


def _forget(stream: Any) -> None:
    """Let a stream that nobody reads swallow what is still to be written."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
