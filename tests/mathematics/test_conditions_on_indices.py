"""Families whose index satisfies a condition, judged by numbers of many digits: what is claimed of members, and that no place is missing.

The functions are made of roundings of powers of x, so that they may switch only at roots of integers: each of these places within reach is
looked at, beside it and at it, and the report must say what is seen there, once.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import mpmath
import pytest
import sympy
from mpmath import mp, mpf

import diffcheck
from diffcheck.analysis.indices.ranges import ALL, Range
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assuming
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.integrality import tracks_of_integers
from diffcheck.exact.powers import power
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import text

from ..portion import portion
from .asking import report, verdicts
from .test_families import refuted

DIGITS, BESIDE, WHOLE = 160, mpf(10) ** -30, mpf(10) ** -140
REACH, MEMBERS = 3, 90
FEW = ("floor(x)^2-floor(x^2)", "floor(x^3)-floor(x)^3", "floor(x^2)*frac(x)", "floor(sqrt(x))-floor(x)")
MORE = (
    "floor(x)*floor(x^2)",
    "floor(x^2)+floor(x)",
    "floor(x^2)+floor(x^3)",
    "floor(x)^2-floor(x^4)",
    "frac(x^2)*frac(x)",
    "ceil(x^2)*floor(x)",
    "floor(2*x^2)+floor(x)",
    "floor(x^2)+floor(x/2)",
    "floor(x^2)+floor(x)+floor(x/2)",
    "floor(x)+floor(x^2+x)",
    "floor(x)+floor(x^2-1/2)",
    "floor(3*x)-floor(x^2)",
    "floor(x)+floor(sqrt(x))+floor(x^(1/3))",
    "floor(x)*sqrt(x^2-floor(x^2))",
    "floor(x^2)+|sin(pi*x)|",
    "floor(x^2)*sin(pi*x)",
    "floor(x^2/3)+floor(x)",
    "frac(x^2)-frac(x)^2",
    "floor(3*x^2)+floor(x^2/2)+x",  # residue classes of two families are the same points
    "floor(3*x^2)*floor(x^2)-floor(x^2/2)",
)


def floor_of(u: Any) -> Any:
    """The integer part, of numbers that are integers up to errors of rounding too."""
    if isinstance(u, mpmath.mpc):
        raise ValueError("no real number")
    near = mp.nint(u)
    return near if abs(u - near) < WHOLE else mp.floor(u)


def function_of(formula: str) -> Any:
    """The formula as a function of numbers, read by SymPy and by nothing of this program."""
    x = sympy.Symbol("x", real=True)
    words: dict[str, Any] = {"x": x, "frac": lambda u: u - sympy.floor(u), "ceil": lambda u: -sympy.floor(-u)}
    text = formula.replace("^", "**").replace("|sin(pi*x)|", "Abs(sin(pi*x))")
    return sympy.lambdify(x, sympy.sympify(text, locals=words), modules=[{"floor": floor_of, "Abs": abs}, "mpmath"])


def value_at(f: Any, c: Any) -> Any:
    """The value, None where it is not real."""
    try:
        y = mpmath.mpmathify(f(c))
    except ValueError:
        return None
    if isinstance(y, mpmath.mpc):
        return y.real if abs(y.imag) < mpf(10) ** -60 else None
    return y


def index_of(finding: Any) -> Any:
    """The members of a family that are tried, in exact arithmetic: (n, place, what its texts become there)."""
    n = sympy.Symbol(finding.index.symbol, integer=True)
    sets = {"Integers": sympy.true, "Naturals": n >= 1, "Naturals0": n >= 0}
    condition = sets[finding.index.set] if finding.index.set in sets else sympy.sympify(finding.index.set, locals={n.name: n})
    for k in range(-MEMBERS, MEMBERS + 1):
        if condition.subs(n, k) == sympy.true and str(k) not in finding.index.exceptions:
            yield {n.name: sympy.Integer(k)}


def numbers_of(finding: Any) -> Any:
    """(place, value, left limit, right limit, kind) for the members tried, as numbers; a word where there is none."""
    for values in index_of(finding) if finding.index is not None else [{}]:
        texts = (finding.at, finding.value, finding.left_limit, finding.right_limit)
        yield (
            *(t if t in (None, "dne", "oo", "-oo") else mpf(sympy.sympify(t, locals=values).evalf(DIGITS)) for t in texts),
            finding.kind.value,
        )


def places_within_reach() -> list[Any]:
    """Where the functions above may switch."""
    found = [mpf(k) / 6 for k in range(-6 * REACH, 6 * REACH + 1)]
    found += [s * mp.sqrt(mpf(k) / 6) for k in range(6 * REACH**2 + 1) for s in (1, -1)]
    found += [s * mp.root(k, r) for r in (3, 4) for k in range(REACH**r + 1) for s in (1, -1)]
    found += [(s * mp.sqrt(4 * k + 1) - 1) / 2 for k in range(REACH**2) for s in (1, -1)]
    apart: list[Any] = []
    for c in sorted(found):
        if not apart or c - apart[-1] > WHOLE:
            apart.append(c)
    return apart


def judged(formula: str) -> list[str]:
    """What numbers refute."""
    with mp.workdps(DIGITS):
        f, blamed = function_of(formula), []
        told = [row for finding in report(formula).points for row in numbers_of(finding)]
        for at, value, left, right, kind in told:
            seen = (value_at(f, at), value_at(f, at - BESIDE), value_at(f, at + BESIDE))
            for claim, number in zip((value, left, right), seen, strict=True):
                if (claim is None) != (number is None) or (claim is not None and abs(claim - number) > mpf(10) ** -8 * (1 + abs(claim))):
                    blamed.append(f"{mp.nstr(at, 12)}: {claim} is {number}")
            if None not in seen and (kind == "jump") != (abs(seen[1] - seen[2]) > mpf(10) ** -8):
                blamed.append(f"{mp.nstr(at, 12)} is called {kind}")
        places = sorted(row[0] for row in told)
        blamed += [f"{mp.nstr(a, 12)} is told twice" for a, b in pairwise(places) if b - a < WHOLE]
        for c in places_within_reach():
            seen = (value_at(f, c), value_at(f, c - BESIDE), value_at(f, c + BESIDE))
            fails = None not in seen and any(abs(seen[0] - one) > mpf(10) ** -8 for one in seen[1:])
            if fails and not any(abs(at - c) < WHOLE for at in places):
                blamed.append(f"f is not continuous at {mp.nstr(c, 12)}")
        return blamed


@pytest.mark.slow
@pytest.mark.parametrize("formula", FEW)
def test_members_are_as_numbers_say_and_none_is_missing(formula: str) -> None:
    assert verdicts(formula) == ("no", "no")
    assert report(formula).certainty == "proved"
    assert judged(formula) == []


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion(MORE, of=4))
def test_members_of_more_functions_are_as_numbers_say(formula: str) -> None:
    assert report(formula).certainty == "proved"
    assert judged(formula) == []
    assert refuted(formula) == []


def test_the_judge_sees_a_place_that_is_missing_and_a_wrong_value() -> None:
    """A judge that never objects is none."""
    f = function_of("floor(x)^2-floor(x^2)")
    with mp.workdps(DIGITS):
        assert value_at(f, mp.sqrt(3)) == -2 and value_at(f, mp.sqrt(3) - BESIDE) == -1
        assert value_at(f, mpf(2)) == 0 and value_at(f, 2 - BESIDE) == -2


def test_the_condition_is_written_so_that_sympy_reads_it() -> None:
    (squares_left_out,) = (p for p in report("floor(sqrt(x))-floor(x)").points if p.index is not None)
    assert squares_left_out.index is not None
    condition = sympy.sympify(squares_left_out.index.set)
    n = sympy.Symbol("n")
    assert [k for k in range(-3, 20) if condition.subs(n, k) == sympy.true] == [k for k in range(1, 20) if round(k**0.5) ** 2 != k]


def test_nothing_is_claimed_where_a_condition_is_not_understood() -> None:
    """sqrt(n) + sqrt(2)*n is an integer for n = 0 alone, but no theorem that is used says so; x + e^x = n has no closed form."""
    for formula in ("floor(sqrt(x)+sqrt(2)*x)+floor(x)", "floor(x+e^x)+floor(x)*floor(x^2)"):
        assert report(formula).certainty != "proved"


def root(u: Expr, top: int, bottom: int = 2) -> Expr:
    return power(u, Fraction(top, bottom), lambda _: 1)


N = symbol("n")
ROOTS = {
    "sqrt(n)": root(N, 1),
    "-sqrt(n)": -root(N, 1),
    "sqrt(3n)": root(N * 3, 1),
    "2 sqrt(n)": root(N, 1) * 2,
    "sqrt(n)/2": root(N, 1) / 2,
    "sqrt(2n+1)/2": root(N * 2 + 1, 1) / 2,
    "(sqrt(4n+1)-1)/2": root(N * 4 + 1, 1) / 2 - number(Fraction(1, 2)),
    "-(sqrt(4n+1)+1)/2": -root(N * 4 + 1, 1) / 2 - number(Fraction(1, 2)),
    "3 sqrt(n) + 1/3": root(N, 1) * 3 + number(Fraction(1, 3)),
    "n^(3/2)": root(N, 3),
    "n^(2/3)/2": root(N, 2, 3) / 2,
    "2/3 (5n+2)^(1/3)": root(N * 5 + 2, 1, 3) * number(Fraction(2, 3)),
    "(n-3)^(5/2)/6 + 1/2": root(N - 3, 5) / 6 + number(Fraction(1, 2)),
    "sqrt((4n-1)/2)": root(N * 8 - 2, 1) / 2,
}


@pytest.mark.parametrize("name", ROOTS)
def test_the_integers_for_which_a_root_is_one_are_all_found(name: str) -> None:
    """Against all integers in a window, each with many digits."""
    w, window = ROOTS[name], range(-100, 1200)
    tracks = tracks_of_integers(w, "n")
    assert tracks is not None
    found = [int(t.n(k)) for t in tracks for first, last in [t.between(window[0], window[-1])] for k in range(first, (last or 0) + 1)]
    assert len(found) == len(set(found))
    assert sorted(found) == integers_by_numbers(w, window)


def integers_by_numbers(w: Expr, window: range) -> list[int]:
    """Where a root is real and an integer but for errors of rounding."""
    value = sympy.lambdify(sympy.Symbol("n"), sympy.sympify(text(w)), modules="mpmath")
    with mp.workdps(DIGITS):
        seen = [(n, mpmath.mpmathify(value(mpf(n)))) for n in window]
        return [n for n, u in seen if isinstance(u, mpf) and abs(u - mp.nint(u)) < WHOLE]


def nonsquares(low: int | None = 1, high: int | None = None) -> Range:
    return Range(low, high).with_condition(root(N, 1), "n", holds=False)


def test_a_range_keeps_its_conditions_in_all_that_is_made_of_it() -> None:
    among = nonsquares()
    members = [n for n in range(-5, 60) if among.contains(n)]
    assert members == [n for n in range(1, 60) if round(n**0.5) ** 2 != n]
    assert [n for n in range(-5, 60) if among.moved(3).contains(n)] == [n + 3 for n in members if n + 3 < 60]
    assert [n for n in range(-59, 5) if among.reversed().contains(n)] == sorted(-n for n in members)
    assert [m for m in range(-5, 29) if among.residue(2, 1).contains(m)] == [m for m in range(-5, 29) if 2 * m + 1 in members]
    assert [n for part in among.parts((number(2), number(5))) for n in range(60) if part.contains(n)] == members
    assert [n for part in among.without((2, 7)) for n in range(60) if part.contains(n)] == [n for n in members if n not in (2, 7)]
    assert [n for n in range(60) if among.cut(4, 9).contains(n)] == [5, 6, 7, 8]
    assert among.some() in members
    assert among != among.plain() == Range(1)
    assert nonsquares(None) != ALL


def test_a_range_whose_conditions_leave_nothing_is_empty_and_has_no_member() -> None:
    assert nonsquares(4, 4).is_empty()
    assert nonsquares(4, 4).only() is None
    assert nonsquares(5, 5).only() == 5
    assert not nonsquares(4, 5).is_empty()
    with pytest.raises(NotYet):
        Range(9, 9).with_condition(root(N, 1), "n", holds=False).some()
    with pytest.raises(NotYet):
        nonsquares().spread(2)


def test_two_halves_are_reunited_and_nothing_else_is() -> None:
    squares = Range(1).with_condition(root(N, 1), "n", holds=True)
    assert nonsquares().reunited(squares) == squares.reunited(nonsquares()) == Range(1)
    assert nonsquares().reunited(nonsquares()) is None
    assert nonsquares(2).reunited(squares) is None
    assert nonsquares().reunited(Range(1).with_condition(root(N, 1, 3), "n", holds=True)) is None


def test_no_file_makes_a_range_of_the_ends_of_another() -> None:
    """`Range(r.low, ...)` would lose the conditions of r: it is to be made by a method of r."""
    source = Path(diffcheck.__file__).parent
    exempt = {source / "analysis/indices/ranges.py", source / "analysis/zeros/far.py"}
    found = []
    for path in source.rglob("*.py"):
        if path in exempt:
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Range":
                ends = [node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)]
                found += [f"{path.name}:{call.lineno}"] * bool({"low", "high", "where"} & set(ends))
    assert found == []


def test_conditions_are_compared_by_what_they_say() -> None:
    w = root(N, 1)
    with assuming(None):
        assert nonsquares().says(w) is False
        assert nonsquares().says(-w) is False
        assert nonsquares().says(w + 3) is False
        assert nonsquares().says(w / 2) is None
        assert known_sign(w * w - N) == 0


QUOTIENTS = ("sin(a*x)/sin(x)", "sin(a*x)/tan(x)", "sin(x)/tan(a*x)", "cos(a*x)/sin(x)", "(1-cos(a*x))/sin(x)", "tan(x)*cos(a*x)")
VALUES = ("3", "1/2", "sqrt(2)", "2/3", "-1", "5/2")


def claimed_for(formula: str, value: str) -> list[tuple[Any, str, Any, Any]]:
    """(place, kind, limits) of a report with the parameter a, for a value of it and members near 0, in exact arithmetic."""
    a = sympy.Symbol("a")
    number_of = sympy.sympify(value)
    found = []
    for finding in report(formula).points:
        n = sympy.Symbol(finding.index.symbol) if finding.index is not None else sympy.Symbol("n")
        words = {"Integers": "True", "Naturals": "n >= 1", "Naturals0": "n >= 0"}
        among = "True" if finding.index is None else words.get(finding.index.set, finding.index.set)
        where = sympy.And(sympy.sympify(among), sympy.sympify(finding.condition or "True"))
        for k in range(-6, 7) if finding.index is not None else [0]:
            if where.subs({a: number_of, n: k}) == sympy.true:
                texts = (finding.at, finding.left_limit, finding.right_limit)
                at, *limits = (sympy.sympify(str(t).replace("oo*", "zoo_*"), locals={"zoo_": sympy.Symbol("inf")}) for t in texts)
                found.append((at.subs({a: number_of, n: k}), finding.kind.value, *(u.subs({a: number_of, n: k}) for u in limits)))
    return found


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("formula", [*QUOTIENTS[:1], *(pytest.param(f, marks=pytest.mark.slow) for f in QUOTIENTS[1:])])
def test_what_depends_on_a_parameter_is_as_numbers_say_for_each_value(formula: str, value: str) -> None:
    """Each member is told once; it is removable where the values beside it settle, to the limit that is named, and infinite elsewhere."""
    assert report(formula).certainty == "proved"
    with mp.workdps(DIGITS):
        f = function_of(formula.replace("a*x", f"({value})*x"))
        seen = set()
        for at, kind, *limits in claimed_for(formula, value):
            c = mpf(at.evalf(DIGITS))
            assert mp.nstr(c, 40) not in seen
            seen.add(mp.nstr(c, 40))
            for side, limit in zip((-1, 1), limits, strict=True):
                y = value_at(f, c + side * BESIDE)
                if kind == "removable":
                    assert abs(y - mpf(limit.evalf(DIGITS))) < mpf(10) ** -20
                else:
                    assert kind == "infinite"
                    assert abs(y) > mpf(10) ** 20
                    sign = limit.subs(sympy.Symbol("inf"), 1).evalf(30) if limit.is_finite is not False else limit
                    assert (sign > 0) == (y > 0)


def test_a_family_of_which_nobody_knows_whether_it_has_members_is_no_evidence() -> None:
    """sin(2*pi*a*n) is 0 for every n where 2*a is an integer, and for n = 0 alone where a is irrational."""
    assert verdicts("sin(a*x)/sin(x)") == ("yes", "yes")
    for formula in ("|sin(x)|+|sin(a*x)|", "|sin(x)|*sin(a*x)*sin(b*x)", "max(0,sin(a*x))/sin(x)"):
        found = report(formula)
        assert found.certainty != "proved"
        assert found.differentiable.answer == "undecided"
        assert not any(p.index is not None and "floor(" in str(p.index.set) for p in found.points)


@pytest.mark.parametrize(
    ("formula", "kinds"), [("sin(3*x)/sin(x)", ["removable"]), ("sin(sqrt(2)*x)/sin(x)", ["removable", "infinite", "infinite"])]
)
def test_for_a_number_the_answer_needs_no_condition(formula: str, kinds: list[str]) -> None:
    found = report(formula).points
    assert [p.kind.value for p in found] == kinds
    assert not any(p.index is not None and "floor" in str(p.index.set) for p in found)
