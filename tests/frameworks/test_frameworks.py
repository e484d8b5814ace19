"""What --autodiff tells against what the frameworks return here and now. Skipped for those that are not installed.

`pip install torch jax` and `pytest -m frameworks` run them; what is told is that of the installed version.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from random import Random

import pytest
import sympy

from diffcheck import api
from diffcheck.analysis.frameworks.doubles import answers
from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.errors import DiffcheckError
from diffcheck.exact.double import as_float
from diffcheck.exact.expr import ZERO, Expr
from diffcheck.exact.expr import number as exact_number
from diffcheck.exact.rounding import nearest
from diffcheck.functions.facts import Composite
from diffcheck.functions.frameworks import NEWEST, measured
from diffcheck.functions.register import declarations
from diffcheck.language import read_formula, read_problem
from diffcheck.model.report import Finding, Report
from diffcheck.model.tree import Problem

from ..terms import texts
from .calculi import CALCULI
from .formulas import POINTS, formula
from .translate import Calculus, Untranslated

pytestmark = [pytest.mark.engine, pytest.mark.frameworks, pytest.mark.slow]
CORPUS = Path(__file__).parent.parent / "corpus"
Framework = tuple[str, Calculus]


@pytest.fixture(params=CALCULI, scope="module")
def framework(request: pytest.FixtureRequest) -> Framework:
    return request.param, CALCULI[request.param]()


def installed(framework: Framework) -> str:
    """The measured version that stands for the one that is installed."""
    name, calculus = framework
    version = measured(name, calculus.version)  # type: ignore[arg-type]
    assert version is not None, f"{name} {calculus.version} is older than all that was measured"
    return version


def constant(text: str) -> Expr:
    value = evaluate(read_formula(text).tree, "x", ZERO, POINT)
    assert value is not None
    return value


def agree(ours: float | None, theirs: float | None) -> bool:
    """Up to rounding."""
    if ours is None or theirs is None:
        return ours is theirs
    return (math.isnan(ours) and math.isnan(theirs)) or ours == theirs or math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)


def disagreement(framework: Framework, problem: Problem, at: Expr) -> str | None:
    """What is told and what is returned, where they differ; None where they agree or nothing is told."""
    name, calculus = framework
    told = answers(problem, at, versions={**NEWEST, name: installed(framework)})[name]  # type: ignore[index,dict-item]
    if told.missing:
        return None
    try:
        real = calculus.slope(problem.tree, problem.variable, nearest(at))
    except Untranslated:
        return None
    ours = None if told.value is None else as_float(told.value)
    return None if agree(ours, real) else f"{problem.text} at {nearest(at)}: {ours} is told, {real} is returned"


COMPOSITES = [
    ("relu(x) - relu(-x)", "0"), ("max(x, 0) - max(-x, 0)", "0"), ("max(0, x) + min(0, x)", "0"), ("max(0, -|x|)", "0"),
    ("|x| - max(x, -x)", "0"), ("{0, x == 0; x, otherwise}", "0"), ("sqrt(x^4)", "0"), ("x|x|", "0"), ("|x|^2", "0"), ("max(x, x)", "1"),
    ("{sqrt(x), x > 0; 0, otherwise}", "0"), ("{sqrt(x), x > 0; 0, otherwise}", "-1"), ("{exp(-1/x), x > 0; 0, otherwise}", "0"),
    ("{x^2 sin(1/x), x != 0; 0, otherwise}", "0"), ("{sin(x)/x, x != 0; 1, otherwise}", "0"), ("log(1 + exp(x))", "1000"),
    ("{x + 1, x > 0; x, otherwise}", "0"), ("x sqrt(x)", "0"), ("x^1.5", "0"), ("sqrt(-x)", "0"), ("(-x)^(1/2)", "0"), ("x^0", "0"),
    ("clip(x, 0, 1)", "0"), ("clip(x, 0, 1)", "1"), ("clip(2x, x, 1)", "0"), ("clip(1, x, x)", "1"), ("hardtanh(x)", "1"),
    ("max(x, 2x, 3x)", "0"), ("min(x, -x, 0)", "0"), ("max(sqrt(x), 1)", "0"), ("relu(sqrt(x))", "0"), ("relu6(6x)", "1"),
    ("floor(x) + 0*x", "0"), ("floor(x)*x", "2"), ("x - floor(x)", "1"), ("frac(x)", "1"), ("mod(x, 2)", "2"), ("mod(-x, 2)", "2"),
    ("round(x)*x", "1/2"), ("sign(x)*x", "0"), ("H(x)*x", "0"), ("(x > 0)*x", "0"), ("0^x", "0"), ("|x|^x", "0"), ("x^x", "0"),
    ("hardswish(x)", "3"), ("hardswish(x)", "-3"), ("hardshrink(x)", "1/2"), ("hardshrink(x)", "1"), ("softshrink(x)", "1/2"),
    ("prelu(x, 1/4)", "0"), ("celu(x)", "0"), ("celu(x, 2)", "0"), ("elu(x, 2)", "0"), ("selu(x)", "0"), ("leaky_relu(x, 1/8)", "0"),
    ("huber(x)", "1"), ("smooth_l1(x)", "-1"), ("mish(x)", "1000"), ("softplus(x)", "1000"), ("silu(x)", "-1000"), ("logit(x)", "0"),
    ("sech(x)", "1000"), ("coth(x)", "0"), ("acot(x)", "0"), ("tan(x)", "pi/2"), ("asin(x)", "1"), ("acosh(x)", "1"), ("1/x", "0"),
    ("max(x^2, 2)", "sqrt(2)"), ("|x^2 - 3|", "sqrt(3)"), ("sqrt(x^2 - 2)", "sqrt(2)"), ("1/(x^2 - 2)", "sqrt(2)"), ("|sin(x)|", "pi"),
    ("|x - 0.1 - 0.2|", "0.3"), ("max(3x, 1)", "1/3"), ("|10x - 1|", "1/10"), ("x floor(1/x)", "1/93"), ("|1 + x - 1 - 1e-20|", "1e-20"),
    ("clip(0, x, 1)", "0"), ("clip(1, 0, x)", "1"), ("clip(sqrt(2), x, pi)", "pi"), ("clip(x, pi, 4)", "pi"), ("clip(x, x, 1)", "1"),
    ("relu(x - pi)", "pi"), ("gelu(x)", "-1000"), ("tanh(x)", "1000"), ("1 + erf(x)", "-10"), ("log(1 + erf(x))", "-10"),
    ("cbrt(x)", "0"), ("cbrt(x^3)", "0"), ("loggamma(x)", "0"), ("sinc(x)", "0"), ("log2(x)", "0"), ("log(x, 2)", "0"),
]  # fmt: skip
"""Formulas by hand, and where: ties, traps, ends of domains, overflow, and points that are no doubles."""


def test_composites_by_hand(framework):
    found = [disagreement(framework, read_problem(text, variable="x"), constant(at)) for text, at in COMPOSITES]
    assert [line for line in found if line] == []


ADJOINTS = ("{}", "({})/0", "0*({})")
"""The adjoint that meets the function is 1, oo, 0."""
INNER = {"x": ("0", "-1", "1/2", "3"), "sqrt(x)": ("0",), "1/x": ("0",), "log(x - 1)": ("0",)}
"""The argument is a number, has an infinite slope, is infinite, is nan."""
ARGUMENTS = {"quantile": ", 1/4", "threshold": ", 1, 0"}


def calls() -> Iterator[str]:
    """Every declared function of one argument."""
    for one in declarations():
        if isinstance(one, Composite) or (one.spellings and one.least == 1):
            yield f"{one.spellings[0]}({{}}{ARGUMENTS.get(one.head, '')})"


def test_every_function_passes_the_adjoint_as_declared(framework):
    wrong = []
    for call in calls():
        for inner, points in INNER.items():
            for adjoint in ADJOINTS:
                problem = read_problem(adjoint.format(call.format(inner)), variable="x")
                wrong += [line for at in points if (line := disagreement(framework, problem, constant(at)))]
    assert wrong == []


def test_random_composites(framework):
    wrong = []
    for seed in range(150 if framework[0] == "jax" else 300):
        random = Random(seed)
        text, at = formula(random), random.choice(POINTS)
        try:
            problem = read_problem(text, variable="x")
        except DiffcheckError:
            continue
        wrong.append(disagreement(framework, problem, constant(at)))
    assert [line for line in wrong if line] == []


MEETING = (
    "log1p(x)", "1 - x", "log(1 + exp(x))", "exp(-x)", "sin(x)", "x^3", "sqrt(x + 2)", "tanh(x)", "atan(x) + 1/2", "cos(x)", "expm1(x)",
    "1/(1 + x^2)", "asinh(x)", "x^2 - 1/3", "sigmoid(3x)", "softplus(x) - 1", "erf(x)", "log2(x + 3)", "sinh(x)", "0.7*x", "x/3 + 1/7",
)  # fmt: skip


def test_where_two_functions_meet_rounding_decides_who_wins(framework):
    """max, min and |f - g| at the double next to the point where f = g: a tie, one branch, or not told."""
    wrong, told = [], 0
    pairs = list(combinations(MEETING, 2))
    for f, g in pairs[list(CALCULI).index(framework[0]) :: 3]:
        for text in (f"max({f}, {g})", f"|{f} - ({g})|"):
            problem = read_problem(text, variable="x")
            report = api.check(text, autodiff=True)
            for found in report.points:
                if found.approx is None or found.index is not None:
                    continue
                at = exact_number(Fraction(found.approx))
                told += not answers(problem, at)[framework[0]].missing
                wrong.append(disagreement(framework, problem, at))
    assert [line for line in wrong if line] == []
    assert told >= 5


HARD = ("hardsigmoid", "hardswish", "relu6", "hardtanh", "softshrink", "hardshrink")


def test_cut_offs_at_points_that_are_no_doubles(framework):
    """The ends of the ramp, met by multiples of x: the sums and products on the way are rounded."""
    wrong = []
    for name, k in product(HARD, range(1, 60, 2)):
        for end in (-3, 3, 6, 1, -1, Fraction(1, 2)):
            problem = read_problem(f"{name}(x*{k}/10)", variable="x")
            wrong.append(disagreement(framework, problem, exact_number(Fraction(end) * 10 / k)))
    assert [line for line in wrong if line] == []


def cases(name: str) -> list[str]:
    lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["expr"] for line in lines]


def number(text: str, **values: float) -> float | None:
    """A told value as a number; the letters of the index and of the point replaced."""
    if text in ("none", "nan", "oo", "-oo"):
        return None if text == "none" else float(text.replace("oo", "inf"))
    return float(sympy.sympify(text).subs(values).evalf(30))


def members(found: Finding) -> Iterator[tuple[float, dict[str, float]]]:
    """Where the frameworks are to be asked for a point, or for some members of a family."""
    if found.index is None:
        at = found.autodiff_at or found.approx
        if at is not None:
            yield float(at), {found.symbol: found.approx} if found.symbol and found.approx else {}
        return
    letter = sympy.Symbol(found.index.symbol)
    within = {"Integers": sympy.true, "Naturals": letter >= 1, "Naturals0": letter >= 0}.get(found.index.set)
    condition = sympy.sympify(found.index.set) if within is None else within
    for n in (-7, -3, -1, 0, 1, 2, 5, 11, 49, 93):
        if str(n) not in found.index.exceptions and condition.subs(letter, n) == sympy.true:
            yield float(sympy.sympify(found.at).subs(letter, n).evalf(30)), {found.index.symbol: n}


@pytest.mark.parametrize("name", ["finite.jsonl", "families.jsonl"])
def test_special_points_of_the_corpus(framework, name):
    """A third of the corpus, by turns; also the points that only look suspicious."""
    key, calculus = framework
    asker = api.prepare(api.Options(autodiff=(f"{key}={installed(framework)}",)))
    wrong, asked = [], 0
    for text in cases(name)[list(CALCULI).index(key) :: 3]:
        report = texts(api.answer(text, asker).answer)
        if not isinstance(report, Report):
            continue
        for found in report.points:
            told = dict(found.autodiff).get(key)
            for at, values in members(found) if told is not None else ():
                try:
                    real = calculus.slope(report.problem.tree, report.problem.variable, at)
                except Untranslated:
                    continue
                asked += 1
                ours = number(told, **values)
                rough = ours is not None and math.isfinite(ours) and "." in told and agree(ours, float(f"{real:.6g}"))
                if not (agree(ours, real) or rough):
                    wrong.append(f"{text} at {at}: {told} is told, {real} is returned")
    assert wrong == []
    assert asked > 50
