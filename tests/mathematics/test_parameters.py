"""Free parameters: conditions and solution sets, each with a proof in one line."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest
import sympy

from diffcheck.errors import BadInput
from diffcheck.model.report import Report

from ..portion import portion
from .asking import check, holds_at, report

VALUES = ("-3", "-1", "-1/2", "0", "1/3", "1", "2", "7/2")


TABLE = (
    # formula, property, condition, reason
    ("max(a*x,x)", "differentiable", "Eq(a, 1)", "the slopes at 0 are min(a, 1) and max(a, 1)"),
    ("max(a*x,x)", "continuous", "True", "a maximum of continuous functions"),
    ("a*|x|", "differentiable", "Eq(a, 0)", "the slopes are -a and a"),
    ("|sin(a)*x|+|a*x-a|", "differentiable", "Eq(a, 0)", "kinks at 0 and 1 that vanish where sin(a) = 0 and a = 0"),
    ("sqrt(x^2+a^2)", "differentiable", "Ne(a, 0)", "it is |x| for a = 0, else the root of a positive number"),
    ("sqrt(x^2+a^2)", "continuous", "True", "a composition of continuous functions"),
    ("{a*x+b, x<1; x^2, x>=1}", "continuous", "Eq(a + b, 1)", "a + b is the left limit, 1 the value"),
    ("{a*x+b, x<1; x^2, x>=1}", "differentiable", "And(Eq(a, 2), Eq(b, -1))", "slopes a and 2, after continuity"),
    ("Piecewise((x^2,x<a),(x+2,True))", "continuous", "Or(Eq(a, -1), Eq(a, 2))", "a^2 = a + 2"),
    ("Piecewise((x^2,x<a),(x+2,True))", "differentiable", "False", "slopes 2a = -2 or 4 against 1"),
    ("{x^2, x<=0; a*x, True}", "differentiable", "Eq(a, 0)", "slopes 0 and a"),
    ("{sin(a*x)/x, x!=0; 2, True}", "continuous", "Eq(a, 2)", "sin(a x)/x -> a"),
    ("{exp(a*x), x<0; 1+x, True}", "differentiable", "Eq(a, 1)", "slopes a and 1"),
    ("{x+a, x<0; cos(x), True}", "continuous", "Eq(a, 1)", "a against cos 0"),
    ("|x-a|*(x-1)", "differentiable", "Eq(a, 1)", "slopes -(a-1) and a-1 at a; then (x-1)|x-1|"),
    ("|x-a|", "differentiable", "False", "a corner at a, for every a"),
    ("|x^2+a|", "differentiable", "a >= 0", "simple zeros iff a < 0"),
    ("max(x^2,a)", "differentiable", "a <= 0", "crossings with slope 2 sqrt(a) iff a > 0"),
    ("|x|+a*|x-1|+|x-1|", "differentiable", "False", "the corner at 0 stays"),
    ("|x|+a*|x|", "differentiable", "Eq(a, -1)", "(1 + a)|x|"),
    ("a*sign(x)", "continuous", "Eq(a, 0)", "limits -a and a"),
    ("a*sign(x)+b*heaviside(x)", "continuous", "Eq(b, -2*a)", "limits -a and a + b, value b/2: all equal iff b = -2a"),
    ("1/(x^2+a^2+1)", "differentiable", "True", "the denominator is at least 1"),
    ("a/x", "continuous", "True", "continuous on its domain"),
    ("cbrt(x-a)", "differentiable", "False", "vertical at a"),
    ("a^2*cbrt(x)", "differentiable", "Eq(a, 0)", "vertical unless it is 0"),
    # machine learning
    ("leaky_relu(x,a)", "differentiable", "Eq(a, 1)", "slopes a and 1"),
    ("prelu(x,a)", "differentiable", "Eq(a, 1)", "slopes a and 1"),
    ("elu(x,a)", "differentiable", "Eq(a, 1)", "slopes a and 1"),
    ("elu(x,a)", "continuous", "True", "both branches vanish at 0"),
    ("celu(x,a)", "differentiable", "True", "slope 1 on both sides; for a = 0 the half line x <= 0 is no domain"),
    ("pinball(x,q)", "differentiable", "False", "slopes q - 1 and q differ by 1"),
    ("huber(x,d)", "continuous", "True", "d^2/2 on both sides at |x| = d >= 0; for d < 0 it is d(|x| - d/2) throughout"),
    ("hardshrink(x,l)", "continuous", "l <= 0", "a jump from 0 to l for l > 0; for l <= 0 it is x"),
    ("softshrink(x,l)", "continuous", "l >= 0", "0 at |x| = l; for l < 0 the branches x - l and x + l are cut where they differ by 2l"),
    ("threshold(x,t,v)", "continuous", "Eq(t, v)", "v against t"),
    ("silu(x,b)", "differentiable", "True", "the denominator is positive"),
)
GRID_OF_TWO = tuple(itertools.product(("-1", "0", "1", "2", "1/2"), repeat=2))


def truth_at(condition: str, values: dict[str, str]) -> bool:
    """A condition of the table at numbers."""
    found = sympy.sympify(condition, locals={n: sympy.Symbol(n) for n in values})
    return bool(found if found in (True, False) else found.subs({sympy.Symbol(n): sympy.sympify(v) for n, v in values.items()}))


@pytest.mark.parametrize(("formula", "question", "condition", "reason"), TABLE, ids=[f"{f} {q}" for f, q, *_ in TABLE])
def test_the_condition_is_as_the_reason_says(formula: str, question: str, condition: str, reason: str) -> None:
    r = report(formula)
    verdict = getattr(r, question)
    names = r.problem.parameters
    grid = GRID_OF_TWO if len(names) == 2 else tuple((v,) for v in VALUES)
    for point in grid:
        values = dict(zip(names, point, strict=True))
        assert holds_at(verdict, values) == truth_at(condition, values), f"{verdict.condition or verdict.answer} at {values}: {reason}"


def numeric(quantity: str | None, values: dict[str, str]) -> object:
    """A value, limit or slope with numbers for its letters: a float, an infinity with its sign, or the word as it stands."""
    if quantity is None or quantity in ("dne", "undecided"):
        return quantity
    names = {n: sympy.Symbol(n) for n in values}
    infinite = quantity.startswith(("oo*(", "-oo*("))
    inner = quantity.replace("oo*", "", 1) if infinite else quantity
    found = sympy.sympify(inner, locals=names).subs({names[n]: sympy.sympify(v) for n, v in values.items()})
    if found in (sympy.oo, -sympy.oo):
        return str(found)
    number = float(sympy.N(found))
    return ("oo" if number > 0 else "-oo") if infinite else round(number, 9)


def facts_at_places(r: Report, values: dict[str, str]) -> dict[object, tuple[object, ...]]:
    """What a report says of each place, single points and some members of families, with numbers for the parameters."""
    found: dict[object, tuple[object, ...]] = {}
    for p in r.points:
        if p.condition is not None and not truth_at(p.condition, values):
            continue
        for n in range(-3, 4) if p.index is not None else (0,):
            if p.index is not None:
                inside = {"Integers": True, "Naturals": n >= 1, "Naturals0": n >= 0}.get(p.index.set)
                if str(n) in p.index.exceptions or not (truth_at(p.index.set, {p.index.symbol: str(n)}) if inside is None else inside):
                    continue
            here = values | ({p.index.symbol: str(n)} if p.index is not None else {})
            sides = (p.value, p.left_limit, p.right_limit, p.left_derivative, p.right_derivative)
            place = numeric(p.at, here)
            assert place not in found, f"two entries for {place} at {values}"
            found[place] = (p.kind, p.smoothness, *(numeric(q, here) for q in sides))
    return found


POINTS = (
    *dict.fromkeys(formula for formula, *_ in TABLE),
    "a*floor(x)+b*ceil(x)",  # for b = -a the limits agree, and the signs of the slopes are those of a
    "a*floor(x)+b*frac(x)",
    "{x, x<a; x^2, a<=x<b; x, x>=b}",
    "clip(x,a,b)",
    "max(a*x,b*x)",
    "{a*x+b, x<c; x^2, x>=c}",
    "a*|x-b|+b*sign(x-a)",
    "{1/(x-a), x<b; 1, x>=b}",
)


@pytest.mark.parametrize("formula", portion(POINTS))
@pytest.mark.slow
def test_the_points_of_all_cases_are_those_that_are_found_with_numbers(formula: str) -> None:
    free = report(formula)
    names = free.problem.parameters
    grid = itertools.product(("-1", "0", "1", "2", "1/2"), repeat=len(names)) if len(names) > 1 else ((v,) for v in VALUES)
    for point in itertools.islice(grid, 0, None, 3 if len(names) > 2 else 1):
        values = dict(zip(names, point, strict=True))
        try:
            plain = check(formula, values=values)
        except BadInput:
            continue
        if free.status != "ok" or plain.status != "ok":
            continue
        found, expected = facts_at_places(free, values), facts_at_places(plain, {})
        single = {numeric(p.at, {}) for p in plain.points if p.index is None}
        assert {c: found.get(c) for c in expected if c in found or c in single} == {
            c: expected[c] for c in expected if c in found or c in single
        }, values
        assert {c for c in found if any(p.index for p in free.points) is False} <= set(expected), values


@pytest.mark.slow
@pytest.mark.parametrize(
    ("formula", "assume", "differentiable", "smoothness", "reason"),
    [
        ("sqrt(x^2+a)", "a > 0", "yes", "oo", "the root of a number that is at least a"),
        ("max(a*x,x)", "a < 1", "no", 0, "slopes a and 1"),
        ("|x|^p", "p > 1", "yes", None, "slope p|x|^(p-1) sign(x) -> 0"),
        ("|x-a|*x", "a > 0", "no", 0, "slopes -a and a at a"),
        ("softshrink(x,l)", "l > 0", "no", 0, "slopes 0 and 1 at l"),
        ("huber(x,d)", "d > 0", "yes", 1, "slope d on both sides, second derivatives 1 and 0"),
        ("celu(x,a)", "a > 0", "yes", 1, "slope 1 on both sides, second derivatives 1/a and 0"),
        ("hardshrink(x,l)", "l > 0", "no", -1, "a jump from 0 to l"),
        ("smooth_l1(x,b)", "b > 0", "yes", 1, "slope 1 on both sides, second derivatives 1/b and 0"),
        ("pseudo_huber(x,d)", "d > 0", "yes", "oo", "the root of a number that is at least 1"),
        ("softplus(x,b)", "b > 0", "yes", "oo", "1 + exp(b x) is positive"),
        ("squareplus(x,b)", "b > 0", "yes", "oo", "the root of a number that is at least b"),
        ("log(x^2+a)", "a > 0", "yes", "oo", "the logarithm of a number that is at least a"),
    ],
)
def test_under_an_assumption_the_verdict_is_plain(formula: str, assume: str, differentiable: str, smoothness: object, reason: str) -> None:
    r = check(formula, assume=[assume])
    assert r.differentiable.answer == differentiable, reason
    if smoothness is not None:
        assert (r.status, r.smoothness) == ("ok", smoothness), reason


POWERS = [("1", "C1", False), ("3/2", "C1", True), ("2", "C1", True), ("1/2", "C0", True), ("5/2", "C2", True), ("3/2", "C2", False)]


@pytest.mark.slow
@pytest.mark.parametrize(("exponent", "required", "expected"), POWERS)
def test_a_power_of_the_absolute_value_is_as_smooth_as_its_exponent_says(exponent: str, required: str, expected: bool) -> None:
    from diffcheck.api import check, holds

    found = check("|x|^p", values={"p": exponent})
    assert (holds(found, required).answer == "yes") is expected
    by_cases = holds(check("|x|^p"), required)
    assert by_cases.answer == "yes" if required == "C0" else truth_at(str(by_cases.condition), {"p": exponent}) is expected


def _orders(r: Report) -> list[tuple[str, object]]:
    return list(r.smoothness) if isinstance(r.smoothness, tuple) else [("True", r.smoothness)]


def test_a_factor_that_may_vanish_before_infinitely_many_jumps_is_decided_rightly_or_not_at_all() -> None:
    verdict = report("(a-1)*floor(x)").continuous  # a jump by a - 1 at every integer
    for value in VALUES:
        assert holds_at(verdict, {"a": value}) in (None, value == "1")


RECURRING = (
    # formula, property, assumption, solutions (name, value, set), reason
    ("{sin x, x<c; cos x, x>=c}", "continuous", None, [("pi*n + pi/4", "Integers")], "tan(c) = 1"),
    ("{sin x, x<c; cos x, x>=c}", "continuous", "c > 0", [("pi*n + pi/4", "Naturals0")], "tan(c) = 1 and c > 0"),
    ("{sin x, x<c; cos x, x>=c}", "differentiable", None, [], "cos(c) = -sin(c) and cos(c) = sin(c) have no common root"),
    ("{sin x, x<c; 1/2, x>=c}", "continuous", None, [("2*pi*n + pi/6", "Integers"), ("2*pi*n + 5*pi/6", "Integers")], "sin(c) = 1/2"),
    ("heaviside(x-c)*sin(x)", "continuous", None, [("pi*n", "Integers")], "a jump by sin(c)"),
    ("heaviside(x-c)*(1-cos(x))", "C1", None, [("2*pi*n", "Integers")], "1 - cos(c) = 0, and then sin(c) = 0"),
    ("{sin(3*x)/3, x<c; sin(x), x>=c}", "C2", None, [("pi*n", "Integers")], "sin(3c) = 3 sin(c) iff 4 sin(c)^3 = 0"),
)


@pytest.mark.parametrize(
    ("formula", "required", "assume", "expected", "reason"), RECURRING, ids=[f"{f} {q} {a}" for f, q, a, *_ in RECURRING]
)
def test_solutions_that_recur_are_families(
    formula: str, required: str, assume: str | None, expected: list[tuple[str, str]], reason: str
) -> None:
    solution = check(formula, solve="c", require=required, assume=[assume] if assume else []).solution
    assert solution is not None and solution.bindings is not None, reason
    found = [(dict(one.values)["c"], one.index.set if one.index else None) for one in solution.bindings]
    assert found == expected, reason


def test_a_solution_set_that_may_be_empty_is_no_solution() -> None:
    # a sin(c) = cos(c) and a cos(c) = -sin(c): then sin(c) cos(c) a = cos(c)^2 = -sin(c)^2, which never holds
    solution = check("{a*sin(x), x<c; cos(x), x>=c}", solve="a,c").solution
    assert solution is not None and not solution.bindings


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        ("{a^2 - a*b + b^2 + 1, x<0; 0, x>=0}", "no"),  # the discriminant in a is -3 b^2 - 4
        ("{a^2 - a*b + b^2 - 1, x<0; 0, x>=0}", "condition"),
        ("{a^2 + 2*a*b + b^2, x<0; 0, x>=0}", "condition"),  # (a + b)^2
    ],
)
def test_a_quadratic_form_without_zeros_has_one_sign(formula: str, answer: str) -> None:
    assert report(formula).continuous.answer == answer


@pytest.mark.parametrize(
    ("formula", "condition"),
    [
        ("{(1+k*x)^(1/x), x>0; e^3, x<=0}", "Ne(k, 3)"),  # e^k against e^3; x > 0 close to 0 only, so that no k is left out
        ("{(1-cos(k*x))/x^2, x!=0; 8, x=0}", "And(Ne(k, -4), Ne(k, 4))"),  # k^2/2 = 8
        ("{2, x<=-1; a*x+b, -1<x<3; -2, x>=3}", "Or(Ne(a - b, -2), Ne(a, -1))"),  # two lines meet in one point
        ("a*|x|+b*|x-1|", "Or(Ne(a, 0), Ne(b, 0))"),
    ],
)
def test_conditions_are_as_short_as_they_can_be(formula: str, condition: str) -> None:
    assert _orders(report(formula))[0][0] == condition


@pytest.mark.parametrize("formula", ["|sin(pi*a)*x|+|a*x|", "|sin(a)*x|+|a*x-a|", "|a*x|+|(2^a-1)*(x-1)|", "|a*x|+|a*b*(x-1)|"])
def test_a_condition_says_nothing_twice_and_no_entry_has_one_that_never_holds(formula):
    """sin(pi*a) = 0 follows from a = 0, and 2^a - 1 = 0 too: f is differentiable iff a = 0."""
    found = check(formula, variable="x")
    assert found.differentiable.condition == "Eq(a, 0)"
    assert found.smoothness == (("Ne(a, 0)", 0), ("Eq(a, 0)", "oo"))
    assert all(f.condition != "False" for f in found.points)


RECURRING = [
    # (formula, assumptions, whether it is differentiable for the parameter, numbers near which that is asked)
    ("|x|*sin(1/a)", (), lambda k: [1 / (k * math.pi)] if k else []),
    ("|x|*sin(pi/a)", (), lambda k: [1 / k] if k else []),
    ("|x|*sin(1/a)", ("a > 0",), lambda k: [1 / (k * math.pi)] if k > 0 else []),
    ("|x|*sin(1/a)", ("a < 1/10",), lambda k: [1 / (k * math.pi)] if k < 0 or k > 3 else []),
    ("|x|*cos(1/(a-1))", (), lambda k: [1 + 1 / ((k + 0.5) * math.pi)]),
    ("|x|*sin(1/a^2)", (), lambda k: [1 / math.sqrt(k * math.pi), -1 / math.sqrt(k * math.pi)] if k > 0 else []),
    ("|x|*tan(1/a)", (), lambda k: [1 / (k * math.pi)] if k else []),
    ("|x|*sin(ln(a^2))", (), lambda k: [math.exp(k * math.pi / 2), -math.exp(k * math.pi / 2)]),
    ("|x|*sin(a)/a", (), lambda k: [k * math.pi] if k else []),
    ("|x|*sin(a)/(a-1)", (), lambda k: [k * math.pi]),
    ("|x|*sin(a^3)", (), lambda k: [math.copysign(abs(k * math.pi) ** (1 / 3), k)]),
    ("|x|*tan(a)", (), lambda k: [k * math.pi]),
]


@pytest.mark.parametrize(("formula", "assume", "roots"), RECURRING)
def test_solutions_that_recur_are_all_of_them_and_no_others(
    formula: str, assume: tuple[str, ...], roots: Callable[[int], list[float]]
) -> None:
    """a multiple c*|x| is differentiable iff c = 0: on both sides of a pole of the equation, where the solutions crowd."""
    r = check(formula, solve=["a"], assume=assume)
    assert r.solution is not None and r.solution.bindings is not None
    members: list[float] = []
    for binding in r.solution.bindings:
        assert binding.condition is None
        ((name, value),) = binding.values
        assert name == "a"
        if binding.index is None:
            members.append(float(sympy.sympify(str(value))))
            continue
        n = sympy.Symbol(binding.index.symbol)
        at = sympy.sympify(str(value))
        where = {"Integers": sympy.true, "Naturals": n >= 1, "Naturals0": n >= 0}.get(str(binding.index.set))
        where = sympy.sympify(str(binding.index.set)) if where is None else where
        members += [float(at.subs(n, k)) for k in range(-40, 41) if where.subs(n, k) == sympy.true]
    rounded = {f"{c:.11g}" for c in members}
    assert len(rounded) == len(members)  # each once
    wanted = [c for k in range(-15, 16) for c in roots(k)]
    assert all(any(abs(c - d) <= 1e-9 * max(1, abs(c)) for d in members) for c in wanted)
    all_roots = [c for k in range(-200, 201) for c in roots(k)]
    assert all(any(abs(c - d) <= 1e-9 * max(1, abs(c)) for d in all_roots) for c in members)


@pytest.mark.parametrize("formula", ["|x|*sin(1/sin(a))", "|x|*sin(1/(exp(a)-1))"])
def test_where_an_equation_is_defined_is_known_or_nothing_is_said(formula: str) -> None:
    """Both have infinitely many solutions: finitely many would be wrong."""
    solution = check(formula, solve=["a"]).solution
    assert solution is not None
    assert solution.bindings is None or any(b.index is not None for b in solution.bindings)


@pytest.mark.parametrize(
    ("formula", "quantity"),
    [
        ("sign(atan(1/sin(a)))*x", lambda a: math.atan(1 / math.sin(a))),
        ("sign(exp(1/sin(a)) - 1)*x", lambda a: math.exp(min(1 / math.sin(a), 700)) - 1),
        ("x*sign(gamma(a))", math.gamma),
        ("x*sign(2 + tan(a) + 1/tan(a))", lambda a: 2 + math.tan(a) + 1 / math.tan(a)),
        ("x*sign(atan(1/(a^2 - 2)))", lambda a: math.atan(1 / (a * a - 2))),
    ],
)
def test_the_sign_of_a_function_of_a_parameter_is_not_read_across_its_poles(formula: str, quantity: Callable[[float], float]) -> None:
    """f is x times the sign of the quantity, which changes at poles: the formula of its pieces says no other slope than that."""
    r = report(formula)
    assert r.status in ("ok", "undecided")
    slopes = {str(p.derivative) for p in r.pieces}
    for a in (-7.3, -5.5, -3.6, -2.5, -1.5, -0.5, 0.5, 1.2, 2.5, 3.6, 5.5, 7.3):
        s = math.copysign(1, quantity(a))
        assert slopes != {str(int(-s))}, (a, slopes)


@pytest.mark.parametrize(
    ("formula", "condition"),
    [("|x|*max(atan(1/sin(a)), 0)", "sin(a) < 0"), ("|x|*max(1/cos(a), 0)", "cos(a) < 0"), ("|x|*max(atan(1/a), 0)", "a < 0")],
)
def test_a_factor_is_0_where_it_is_negative_between_poles(formula: str, condition: str) -> None:
    assert str(report(formula).differentiable.condition) == condition
