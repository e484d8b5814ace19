"""The one place that knows both the language and the analysis: text or a SymPy expression in, a Report out.

Importing this file is cheap; the language, the analysis and SymPy are imported when the first question is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Final, cast

from diffcheck.errors import EXIT_NO, EXIT_OK, EXIT_UNDECIDED, BadInput, DiffcheckError, NotYet, gravest
from diffcheck.model.immutable import immutable
from diffcheck.model.options import Options, spelled_out
from diffcheck.model.question import Question
from diffcheck.model.report import Binding, Failure, Judged, Record, Report, Solution, Verdict

if TYPE_CHECKING:
    from typing import Unpack

    from diffcheck.analysis.analyze import Behind
    from diffcheck.analysis.cases.explore import Leaf
    from diffcheck.claims import Claim
    from diffcheck.exact.expr import Expr
    from diffcheck.language.files import ClaimedFunction
    from diffcheck.model import catalogue
    from diffcheck.model.entry import Entry
    from diffcheck.model.options import Asked
    from diffcheck.model.picture import Picture
    from diffcheck.model.tree import Condition, Name, Node, Problem, Promise


@immutable
class Assumption:
    """A condition on parameters: as it was given, read, and the names it holds."""

    text: str
    condition: Condition
    names: frozenset[str]


@immutable
class Asker:
    """Options that have been read: ready to put to any number of expressions. Names of parameters are those of the tree."""

    options: Options
    question: Question
    values: Mapping[str, Node]
    assumptions: tuple[Assumption, ...]
    solve: tuple[str, ...]
    written: Mapping[str, str]
    """The names of --set and --solve as the user wrote them."""
    remarks: tuple[str, ...]
    """What is to be said of the options themselves."""
    claims: tuple[Claim, ...] = ()


class BadOption(BadInput):
    """An option whose text cannot be read; `option` is its name, `source` the text that the span speaks of."""

    def __init__(self, option: str, source: str, error: DiffcheckError) -> None:
        super().__init__(error.code, f"{option}: {error.message}", error.start, error.end, error.hint)
        self.option = option
        self.source = source


def check(formula: object, **options: Unpack[Asked]) -> Report:
    """Where a function is continuous and differentiable, and why.

    In: a formula as text (`"max(0, x)"`) or as a SymPy expression, and the options of the command line as keywords.

    Out: the report, which shows itself in a notebook. Raises BadInput, or NotYet where diffcheck does not know a function.
    There is no limit of time: `check_many` has one.
    """
    asked = Options.of(**options)
    asker = prepare(asked)
    if isinstance(formula, str):
        try:
            problem = _problem(formula, asker, None)
        except DiffcheckError as error:
            error.source = error.source or formula
            raise
    else:
        from diffcheck.language.from_sympy import problem_from_sympy

        problem = problem_from_sympy(formula, asked.variable)
    warm_up()
    return _report(problem, asker)


spelled_out(check)


def prepare(options: Options) -> Asker:
    """The options, read; raises BadOption with the name and the text of the option that cannot be read."""
    from diffcheck import language

    with _option("--require", options.require or ""):
        required = required_property(options.require or "differentiable")
    declared = frozenset(options.parameters)
    at = []
    for text in options.at:
        with _option("--at", text):
            at.append(language.read_constant(text, parameters=None, declared=declared))
    values: dict[str, Node] = {}
    written: dict[str, str] = {}
    for name, text in options.values:
        symbol = _parameter("--set", name, written, options.parameters)
        with _option("--set", text):
            values[symbol] = language.read_constant(text)
    assumptions = tuple(_assumption(text, values, declared) for text in options.assume)
    solve = tuple(dict.fromkeys(_parameter("--solve", name, written, options.parameters) for name in options.solve))
    for name in solve:
        if name in values:
            raise BadOption("--solve", name, BadInput("usage", f"{name} has a value already", 0, len(name), "leave out its --set"))
    with _option("--on", options.on):
        on = language.read_set(options.on)
    frameworks, newer = _frameworks(() if isinstance(options.autodiff, bool) else options.autodiff)
    question = Question(tuple(at), on, required=required, explain=options.explain, options=options)
    return Asker(
        options,
        replace(question, autodiff=options.autodiff is not False, frameworks=frameworks),
        values,
        assumptions,
        solve,
        written,
        newer,
        tuple(claim for text in options.claim for claim in _claims(text)),
    )


@contextmanager
def _option(name: str, text: str) -> Iterator[None]:
    """The text of an option is read inside: an error in it is one of the option."""
    try:
        yield
    except BadInput as error:
        raise BadOption(name, text, error) from error


def _claims(text: str) -> tuple[Claim, ...]:
    """The claims of --claim, read; raises BadOption."""
    from diffcheck.claims import read_claims

    with _option("--claim", text):
        return read_claims(text)


def _frameworks(texts: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The measured versions that stand for those asked for, and notes on those that are newer than any; raises BadOption."""
    from diffcheck.functions.frameworks import asked_version, is_newer_than_measured, measured

    found: dict[str, str] = {}
    notes: list[str] = []
    for text in texts:
        with _option("--autodiff", text):
            framework, version = asked_version(text)
        known = found[framework] = measured(framework, version) or version
        if is_newer_than_measured(framework, version):
            notes.append(f"{framework} {version} was not measured: what is said of it holds for {known}")
    return tuple(found.items()), tuple(notes)


def _parameter(option: str, text: str, written: dict[str, str], known: tuple[str, ...] = ()) -> str:
    """The name in a tree of a parameter as a user writes it, or one of --parameter: `λ` and `lambda` are lamda, `S` is S_."""
    from diffcheck import language
    from diffcheck.model.tree import Name

    try:
        tree = language.read_formula(text, declared=frozenset(known)).tree
        if not isinstance(tree, Name):
            raise BadInput(
                "name", "this is no name of a parameter", 0, len(text), "a parameter is a single letter or a Greek name: a, b1, lambda"
            )
    except DiffcheckError as error:
        raise BadOption(option, text, error) from error
    written[tree.name] = text
    return tree.name


def _assumption(text: str, values: Mapping[str, Node], declared: frozenset[str]) -> Assumption:
    """An assumption, with the parameters that have values replaced; raises BadOption unless it speaks of another one.

    declared: the names of --parameter.
    """
    from diffcheck import language
    from diffcheck.language.substitute import substitute

    with _option("--assume", text):
        condition = cast("Condition", substitute(cast("Node", language.read_condition(text, declared=declared)), values))
        names = _names(condition)
        if not names:
            raise BadInput(
                "assumption", "an assumption speaks of a parameter without a value", 0, len(text), 'for example: --assume "a > 0"'
            )
    return Assumption(text.strip(), condition, names)


def _names(condition: Condition) -> frozenset[str]:
    """The names in a condition."""
    from diffcheck.model.tree import Name, parts

    return frozenset(node.name for node in parts(condition) if isinstance(node, Name))


def warm_up() -> None:
    """Import what every question needs, before the first one is asked."""
    import diffcheck.analysis.analyze
    import diffcheck.language.write  # noqa: F401
    from diffcheck.functions.register import declarations

    declarations()


def functions_of(text: str, name: str | None, variable: str | None = None) -> list[str]:
    """The texts of the function of this name in a Python file, or of every one that can be read. Raises BadInput where there is none."""
    from diffcheck.language.files import function_text, readable

    if name is not None:
        return [function_text(text, name)]
    found = [part for _, part in readable(text, variable)]
    if not found:
        raise BadInput("name", "there is no function in this file that can be read")
    return found


def take_apart(line: str) -> tuple[str | None, str] | None:
    """A line of a batch as its label and its formula with its claims; None for a comment or a blank line."""
    from diffcheck import language

    if not line.strip() or language.is_comment(line):
        return None
    label, text, _ = language.split_label(line)
    return label, text


def answer(
    text: str,
    asker: Asker,
    line: int | None = None,
    label: str | None = None,
    tell: Callable[[Record], None] | None = None,
    problem: Problem | None = None,
) -> Record:
    """The record of one expression: its report, or a failure that says why there is none. Raises nothing that a user could cause.

    `tell` is given the record before its picture is drawn, so that no picture costs an answer. `problem`: the text, if it was read already.
    """
    started = perf_counter()
    outcome: Report | Failure

    def known(report: Report) -> None:
        if tell is not None:
            tell(Record(line, text, label, report, perf_counter() - started))

    try:
        if line is not None:
            text, asker = _with_claims(text, asker)
        outcome = _report(problem or _problem(text, asker, label), asker, one_of_many=line is not None, known=known)
    except (BadInput, NotYet) as error:
        outcome = failure_of(error)
        text = error.source or text  # a claim is marked in its own text
    except RecursionError:
        outcome = Failure("error", "too_deep", "the formula is nested too deeply", exit_code=EXIT_UNDECIDED)
    return Record(line, text, label, outcome, perf_counter() - started)


def _with_claims(line: str, asker: Asker) -> tuple[str, Asker]:
    """The formula of a line of a batch, and the asker with the claims that stand behind it. Raises BadInput."""
    if "::" not in line:
        return line, asker
    from diffcheck.claims import read_claims, split_claims

    formula, start = split_claims(line)
    if start is None:
        return line, asker
    return formula, replace(asker, claims=(*asker.claims, *read_claims(line, start)))


def answer_entry(entry: Entry) -> Record:
    """The record of a formula with options of its own. Raises nothing that a user could cause."""
    try:
        record = answer(entry.text, prepare(entry.options), label=entry.label, problem=entry.problem)
    except BadOption as error:
        failure = replace(failure_of(error), message=error.message.removeprefix("--claim: "))
        record = Record(None, error.source or "", entry.label, failure, 0.0)
    return replace(record, line=entry.line, file=entry.file)


def claimed_functions(text: str, name: str | None) -> list[ClaimedFunction]:
    """The functions of a Python file, or the one of this name, that have claims in comments. Raises BadInput."""
    from diffcheck.language.files import claimed_functions as found

    return found(text, name)


def failure_of(error: DiffcheckError) -> Failure:
    """An exception as a value that can be put into a record."""
    return Failure("error", error.code, error.message, error.start, error.end, error.hint, error.exit_code)


def functions(names: Iterable[str] = ()) -> tuple[catalogue.Entry, ...]:
    """What is known of each function of the register, or of those that are named: where it is not smooth, and why. Raises BadInput."""
    from diffcheck.catalogue import catalogue

    return catalogue(tuple(names))


CLAIMED: Final = {"holds": EXIT_OK, "fails": EXIT_NO, "undecided": EXIT_UNDECIDED}
"""The exit code of a claim."""


def holds(report: Report, required: str) -> Verdict:
    """Whether a required property holds: continuous, differentiable, C0, C1, ..., smooth, lipschitz."""
    from diffcheck.model.requirement import holds as verdict_on

    return verdict_on(report, required)


def required_property(text: str) -> str:
    """The property that a text names, in one spelling; raises BadInput."""
    from diffcheck.model.requirement import property_name

    return property_name(text)


def exit_code(record: Record, required: str | None = None) -> int:
    """The exit code that answers one record: its claims and the property, or its solution; nothing undecided is ever 0."""
    outcome = record.answer
    if isinstance(outcome, Failure):
        return outcome.exit_code
    if outcome.claims:
        codes = {CLAIMED[claim.outcome] for claim in outcome.claims}
        asked = required is not None or outcome.solution is not None
        return gravest(codes | {exit_code(replace(record, answer=replace(outcome, claims=())), required)} if asked else codes)
    if outcome.solution is not None:
        bindings = outcome.solution.bindings
        return EXIT_UNDECIDED if bindings is None else EXIT_OK if bindings else EXIT_NO
    if required is None:
        return EXIT_OK if outcome.status == "ok" else EXIT_UNDECIDED
    if outcome.certainty not in ("proved", "certified") and any(
        opinion.answer == "differs" for point in outcome.points for opinion in point.opinions
    ):
        return EXIT_UNDECIDED
    return {"yes": EXIT_OK, "no": EXIT_NO}.get(holds(outcome, required).answer, EXIT_UNDECIDED)


def _problem(text: str, asker: Asker, label: str | None) -> Problem:
    from diffcheck import language

    options = asker.options
    declared = frozenset((*options.parameters, *asker.written.values()))
    return language.read_problem(
        text, variable=options.variable, roots=options.roots, label=label, declared=declared, dialect=options.dialect
    )


def _report(problem: Problem, asker: Asker, *, one_of_many: bool = False, known: Callable[[Report], None] = lambda _: None) -> Report:
    """The story: put the parameter values in, analyze, write the formula down as text, and draw it if that was asked for.

    In a batch a value, an assumption, a name to solve for may belong to other lines; of a single formula it must be a parameter.
    `known` is given the report before the picture is drawn.
    """
    from diffcheck.exact.session import in_session

    return in_session(_report_here, problem, asker, one_of_many, known)


def _asked_by(problem: Problem, question: Question) -> Question:
    """The question with the points and the set that the text itself asks for; an option goes before the text."""
    from diffcheck import language

    if not problem.at and problem.on == "domain":
        return question
    on = language.read_set(problem.on) if problem.on != "domain" and question.on.kind == "domain" else question.on
    return replace(question, at=(*question.at, *problem.at), on=on)


def _of_other_lines(problem: Problem, asker: Asker) -> list[str]:
    """A note on each value, assumption and name to solve for that is not of a parameter of this formula."""
    here = set(problem.parameters)
    return [
        *(f"{asker.written[name]} is set, but is not a parameter here" for name in asker.values if name not in here),
        *(f"{one.text} is assumed, but not of parameters here" for one in asker.assumptions if not one.names <= here),
        *(f"{asker.written[name]} is to be solved for, but is not a parameter here" for name in asker.solve if name not in here),
    ]


def _report_here(problem: Problem, asker: Asker, one_of_many: bool, known: Callable[[Report], None]) -> Report:
    from diffcheck import language
    from diffcheck.analysis.analyze import analyze_and_keep

    values = {name: value for name, value in asker.values.items() if name in problem.parameters}
    assumptions = tuple(one for one in asker.assumptions if one.names <= set(problem.parameters))
    solve = tuple(name for name in asker.solve if name in problem.parameters)
    notes = _of_other_lines(problem, asker)
    if notes and not one_of_many:
        raise _foreign(problem, asker)
    notes += [f"assumed: {one.text}" for one in assumptions]
    at, elsewhere = _points(problem, asker, values)
    notes += _of_other_points(elsewhere, one_of_many)
    problem = language.set_parameters(problem, values)
    plain = replace(_asked_by(problem, replace(asker.question, at=at)), assume=tuple(one.condition for one in assumptions), solve=solve)
    claims = _claimed(asker, values, problem)
    question = _for_claims(plain, claims)
    report, behind = analyze_and_keep(problem, question)
    report = replace(
        report,
        notes=(*report.notes, *notes, *asker.remarks, *problem.notes),
        function=language.sympy_term(problem.tree),
        reading=language.reading_on_screen(problem.tree),
        assumed=tuple(language.sympy_term(one.condition) for one in assumptions),
        solution=_solution(report, asker, solve) if asker.solve else None,
    )
    if claims or problem.promises:
        report = replace(report, claims=_all_judged(report, claims, problem, plain))
    return _with_extras(report, behind, question, asker, known)


def _all_judged(report: Report, claims: tuple[Claim, ...], problem: Problem, plain: Question) -> tuple[Judged, ...]:
    """What the text itself promises, and what is claimed of it."""
    promised = (_kept(report, promise, problem, plain) for promise in problem.promises)
    return (*promised, *_judged(report, claims, problem, plain))


def _with_extras(report: Report, behind: Behind, question: Question, asker: Asker, known: Callable[[Report], None]) -> Report:
    """The report with what is made of it once it is known: a certificate, second opinions, a picture."""
    options = asker.options
    if options.certificate is not None:
        report = _with_certificate(report, options.certificate)
    if options.plot or options.second_opinion:
        known(report)
    if options.second_opinion:
        report = _with_opinions(report)
    return _with_picture(report, question, behind) if options.plot else report


def _of_other_points(elsewhere: Sequence[tuple[str, Name]], one_of_many: bool) -> list[str]:
    """Notes on points that are made of parameters of other lines; raises BadOption where there are no others."""
    if elsewhere and not one_of_many:
        text, foreign = elsewhere[0]
        raise BadOption(
            "--at", text, BadInput("not_constant", f"A constant is needed here, but {foreign.name} is a variable.", *foreign.span)
        )
    return [f"{text} is no point of this line: {foreign.name} is no parameter here" for text, foreign in elsewhere]


def _claimed(asker: Asker, values: Mapping[str, Node], problem: Problem) -> tuple[Claim, ...]:
    """The claims with the values of parameters put in."""
    if not asker.claims:
        return ()
    from diffcheck.claims import with_values

    return with_values(asker.claims, values, problem.parameters)


def _judged(report: Report, claims: tuple[Claim, ...], problem: Problem, plain: Question) -> tuple[Judged, ...]:
    """What became of each claim: from the report, and with parameters where that does not tell from that of each of their cases."""
    from diffcheck.claims import judged, judged_by_cases, needs_of

    if not problem.parameters:
        return judged(report, claims)
    # A point that one claim names divides the cases of the parameters, in which another claim need not be divided.
    named = [bool(needs_of((claim,)).at) for claim in claims]
    apart = tuple(claim for claim, by_name in zip(claims, named, strict=True) if not by_name)
    rest = tuple(claim for claim, by_name in zip(claims, named, strict=True) if by_name)
    if apart and rest:
        from diffcheck.analysis.analyze import analyze

        own = iter(judged(analyze(problem, _for_claims(replace(plain, solve=()), apart)), apart))
        others = iter(judged(report, rest))
        found = [next(others if by_name else own) for by_name in named]
    else:
        found = list(judged(report, claims))
    return tuple(
        judged_by_cases(problem, _for_claims(plain, (claim,)), claim, one)
        if one.outcome == "undecided" and not needs_of((claim,)).lipschitz  # a constant is that of all cases
        else one
        for claim, one in zip(claims, found, strict=True)
    )


def _kept(report: Report, promise: Promise, problem: Problem, plain: Question) -> Judged:
    """What became of what the text itself says of the formula, or of a part of it."""
    from diffcheck.analysis.analyze import analyze
    from diffcheck.claims import asked_of, claim_of

    claim = claim_of(promise)
    if promise.node == problem.tree:
        return _judged(report, (claim,), problem, plain)[0]
    part, question = asked_of(problem, plain, promise)
    try:
        return _judged(analyze(part, question), (claim,), part, question)[0]
    except (BadInput, NotYet) as error:
        return Judged(claim.text, "undecided", error.message)


def _for_claims(question: Question, claims: tuple[Claim, ...]) -> Question:
    """The question that also asks for what the claims need."""
    if not claims:
        return question
    from diffcheck.claims import needs_of

    needs = needs_of(claims)
    return replace(
        question,
        at=(*question.at, *needs.at),
        lipschitz=needs.lipschitz,
        autodiff=question.autodiff or needs.autodiff,
    )


def _points(problem: Problem, asker: Asker, values: Mapping[str, Node]) -> tuple[tuple[Node, ...], list[tuple[str, Name]]]:
    """The points asked for, with values put in for parameters; and those that hold a name that is no parameter of the formula, with it."""
    from diffcheck.language.substitute import substitute
    from diffcheck.model.tree import Name, parts

    kept: list[Node] = []
    elsewhere: list[tuple[str, Name]] = []
    for text, node in zip(asker.options.at, asker.question.at, strict=True):
        foreign = next((part for part in parts(node) if isinstance(part, Name) and part.name not in problem.parameters), None)
        if foreign is not None:
            elsewhere.append((text, foreign))
        else:
            kept.append(substitute(node, values))
    return tuple(kept), elsewhere


def _with_picture(report: Report, question: Question, behind: Behind) -> Report:
    """The report with its picture, with one for each typical case of its parameters, or with a note that says why there is none."""
    from diffcheck.analysis.pictures.draw import draw

    if isinstance(behind, tuple):
        return _or_noted(report, "picture", "drawn", lambda: _with_examples(report, question, behind))
    if report.problem.parameters:
        return _noted(report, _no_example(report.problem))
    if behind is None:
        return _noted(report, "no picture: where f may break is not known")
    return _or_noted(report, "picture", "drawn", lambda: replace(report, picture=draw(report.problem, question, behind)))


def _with_examples(report: Report, question: Question, cases: tuple[Leaf[Report], ...]) -> Report:
    """The report with pictures for a few values of its parameters, which are named in each; no verdict is made of them."""
    from diffcheck.analysis.pictures.typical import typical_values

    chosen, count = typical_values(cases)
    drawn = [one for values in chosen if (one := _example(report.problem, question, values)) is not None]
    if not drawn:
        return _noted(report, _no_example(report.problem))
    more = f"pictures of {len(drawn)} of the {count} cases of the parameters"
    report = replace(report, examples=tuple(drawn))
    return _noted(report, more) if len(drawn) < count else report


def _example(problem: Problem, question: Question, values: Mapping[str, Expr]) -> Picture | None:
    """The picture of f with these values of its parameters; None where there is none."""
    from diffcheck import language
    from diffcheck.analysis.analyze import analyze_and_keep
    from diffcheck.analysis.pictures.draw import draw
    from diffcheck.exact.text import term
    from diffcheck.language.substitute import substitute

    try:
        shown = {name: term(value) for name, value in values.items()}
        nodes = {name: language.read_constant(str(value)) for name, value in shown.items()}
        here = Question(tuple(substitute(node, nodes) for node in question.at), question.on, options=question.options)
        chosen = language.set_parameters(problem, nodes)
        _, view = analyze_and_keep(chosen, here)
        return replace(draw(chosen, here, view), values=tuple(shown.items())) if view is not None and not isinstance(view, tuple) else None
    except (BadInput, NotYet):
        return None


def _no_example(problem: Problem) -> str:
    """Why there is no picture of a formula with free parameters."""
    names = problem.parameters
    return f"no picture: {', '.join(names)} {'is' if len(names) == 1 else 'are'} free; --set {names[0]}=2 gives a value"


def _with_certificate(report: Report, path: str) -> Report:
    """The report with its certificate, or with a note that says why there is none."""
    from diffcheck.certificate import Outside, certificate_of, file_name

    def written() -> Report:
        try:
            return replace(report, certificate=certificate_of(report, report.cleared, file_name(path, report.problem)))
        except Outside as reason:
            return _noted(report, f"no certificate: {reason}")

    return _or_noted(report, "certificate", "written", written)


def _with_opinions(report: Report) -> Report:
    """The report with what others say, or with a note that says why nothing is told."""
    from diffcheck.checks.opinions import with_opinions

    return _or_noted(report, "second opinion", "asked for", lambda: with_opinions(report))


def _or_noted(report: Report, extra: str, done: str, make: Callable[[], Report]) -> Report:
    """What is made of a report, or the report with a note that says why not. Nothing that goes wrong here touches the verdicts."""
    try:
        return make()
    except NotYet as reason:
        return _noted(report, f"no {extra}: {reason.message}")
    except MemoryError:
        raise
    except Exception as error:
        return _noted(report, f"no {extra}: it could not be {done} ({type(error).__name__})")


def _noted(report: Report, why: str) -> Report:
    return replace(report, notes=(*report.notes, why))


def _foreign(problem: Problem, asker: Asker) -> BadInput:
    """The error for an option that names what is no parameter of the only formula."""
    asked = [("--set", name) for name in asker.values]
    asked += [("--assume", name) for one in asker.assumptions for name in sorted(one.names)]
    asked += [("--solve", name) for name in asker.solve]
    option, name = next((option, name) for option, name in asked if name not in problem.parameters)
    shown = asker.written.get(name, name)
    if name == problem.variable:
        return BadInput(
            "unknown_parameter", f"{option}: {shown} is the variable of this formula, no parameter", hint="--on restricts the variable"
        )
    listed = ", ".join(problem.parameters) or "none"
    return BadInput("unknown_parameter", f"{option}: {shown} is not a parameter of this formula", hint=f"its parameters: {listed}")


def _solution(report: Report, asker: Asker, solve: tuple[str, ...]) -> Solution:
    """The solution that the analysis found; of a formula without the names asked for, the verdict as one."""
    required = asker.question.required or "differentiable"
    if solve:
        return report.solution or Solution(required, None)
    verdict = holds(report, required)
    always = Binding((), verdict.condition)
    return Solution(required, {"yes": (always,), "no": (), "condition": (always,)}.get(verdict.answer))
