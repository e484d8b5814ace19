"""The one place that knows both the language and the analysis: text or a SymPy expression in, a Report out.

Importing this file is cheap; the language, the analysis and SymPy are imported when the first question is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Literal, TypeAlias

from diffcheck.errors import EXIT_NO, EXIT_OK, EXIT_UNDECIDED, BadInput, DiffcheckError, NotYet
from diffcheck.model.question import Question
from diffcheck.model.report import Failure, Record, Report, Verdict

if TYPE_CHECKING:
    from diffcheck.model.tree import Node, Problem

Roots: TypeAlias = Literal["real", "principal"]


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of every expression, still as text: reading (variable, roots, values), question (at, on, all), required property."""

    variable: str | None = None
    roots: Roots = "real"
    at: tuple[str, ...] = ()
    on: str = "domain"
    values: tuple[tuple[str, str], ...] = ()
    assume: tuple[str, ...] = ()
    show_all: bool = False


@dataclass(frozen=True, slots=True)
class Asker:
    """Options that have been read: ready to put to any number of expressions."""

    options: Options
    question: Question
    values: tuple[tuple[str, Node], ...]


class BadOption(BadInput):
    """An option whose text cannot be read; `option` is its name, `source` the text that the span speaks of."""

    def __init__(self, option: str, source: str, error: DiffcheckError) -> None:
        super().__init__(error.code, f"{option}: {error.message}", error.start, error.end, error.hint)
        self.option = option
        self.source = source


def check(
    formula: object,
    *,
    variable: object = None,
    at: Iterable[object] = (),
    on: str = "domain",
    roots: Roots = "real",
    values: Mapping[str, object] | None = None,
    assume: Iterable[str] = (),
    show_all: bool = False,
) -> Report:
    """Where a function is continuous and differentiable, and why.

    In: a formula as text (`"max(0, x)"`) or as a SymPy expression, and what the command line calls --var, --at, --on,
    --roots, --set, --assume and --all. Out: the report. Raises BadInput, or NotYet where diffcheck does not know.
    """
    points = (at,) if isinstance(at, str) else tuple(at)
    options = Options(
        variable=None if variable is None else str(variable),
        roots=roots,
        at=tuple(str(point) for point in points),
        on=on,
        values=tuple((str(name), str(value)) for name, value in (values or {}).items()),
        assume=(assume,) if isinstance(assume, str) else tuple(assume),
        show_all=show_all,
    )
    asker = prepare(options)
    if isinstance(formula, str):
        return _report(_problem(formula, asker, None), asker)
    from diffcheck.language.from_sympy import problem_from_sympy

    return _report(problem_from_sympy(formula, options.variable), asker)


def prepare(options: Options) -> Asker:
    """The options, read; raises BadOption with the name and the text of the option that cannot be read."""
    from diffcheck import language

    at = []
    for text in options.at:
        try:
            at.append(language.read_constant(text))
        except BadInput as error:
            raise BadOption("--at", text, error) from error
    values = []
    for name, text in options.values:
        try:
            values.append((name, language.read_constant(text)))
        except BadInput as error:
            raise BadOption("--set", text, error) from error
    for text in options.assume:
        try:
            language.read_condition(text)
        except BadInput as error:
            raise BadOption("--assume", text, error) from error
    try:
        on = language.read_set(options.on)
    except BadInput as error:
        raise BadOption("--on", options.on, error) from error
    return Asker(options, Question(tuple(at), on, options.show_all), tuple(values))


def warm_up() -> None:
    """Import what every question needs, before the first one is asked."""
    import diffcheck.analysis.analyze
    import diffcheck.language.write  # noqa: F401


def take_apart(line: str) -> tuple[str | None, str] | None:
    """A line of a batch as its label and its formula; None for a comment or a blank line."""
    from diffcheck import language

    if not line.strip() or language.is_comment(line):
        return None
    label, text, _ = language.split_label(line)
    return label, text


def answer(text: str, asker: Asker, line: int | None = None, label: str | None = None) -> Record:
    """The record of one expression: its report, or a failure that says why there is none. Raises nothing that a user could cause."""
    started = perf_counter()
    outcome: Report | Failure
    try:
        outcome = _report(_problem(text, asker, label), asker, one_of_many=line is not None)
    except (BadInput, NotYet) as error:
        outcome = failure_of(error)
    except RecursionError:
        outcome = Failure("error", "too_deep", "the formula is nested too deeply", exit_code=EXIT_UNDECIDED)
    return Record(line, text, label, outcome, perf_counter() - started)


def failure_of(error: DiffcheckError) -> Failure:
    """An exception as a value that can be put into a record."""
    return Failure("error", error.code, error.message, error.start, error.end, error.hint, error.exit_code)


def holds(report: Report, required: str) -> Verdict:
    """Whether a required property holds: continuous, differentiable, C0, C1, ..., smooth, lipschitz."""
    from diffcheck.analysis.requirement import holds as verdict_on

    return verdict_on(report, required)


def required_property(text: str) -> str:
    """The property that a text names, in one spelling; raises BadInput."""
    from diffcheck.analysis.requirement import property_name

    return property_name(text)


def exit_code(record: Record, required: str | None = None) -> int:
    """The exit code that answers one record; nothing undecided is ever 0."""
    outcome = record.answer
    if isinstance(outcome, Failure):
        return outcome.exit_code
    if required is None:
        return EXIT_OK if outcome.status == "ok" else EXIT_UNDECIDED
    return {"yes": EXIT_OK, "no": EXIT_NO}.get(holds(outcome, required).answer, EXIT_UNDECIDED)


def _problem(text: str, asker: Asker, label: str | None) -> Problem:
    from diffcheck import language

    options = asker.options
    return language.read_problem(text, variable=options.variable, roots=options.roots, label=label)


def _report(problem: Problem, asker: Asker, *, one_of_many: bool = False) -> Report:
    """The story: put the parameter values in, analyze, and write the formula down as text.

    In a batch a value may belong to other lines; of a single formula it must be a parameter.
    """
    from diffcheck import language
    from diffcheck.analysis.analyze import analyze

    values = dict(asker.values)
    foreign = [name for name in values if language.symbol_name(name) not in problem.parameters] if one_of_many else []
    problem = language.set_parameters(problem, {name: value for name, value in values.items() if name not in foreign})
    report = analyze(problem, asker.question)
    notes = [f"{name} is set, but is not a parameter here" for name in foreign]
    notes += [f"the assumption {text!r} is not used yet" for text in asker.options.assume]
    return replace(
        report,
        notes=(*report.notes, *notes),
        function=language.sympy_text(problem.tree),
        reading=language.reading(problem.tree),
    )
