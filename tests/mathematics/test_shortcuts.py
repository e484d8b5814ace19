"""What is remembered, shared or left out says the same as the long way round."""

from __future__ import annotations

import gc
import pickle
from fractions import Fraction
from weakref import ref

import pytest
from flint import arb, ctx, fmpq

from diffcheck import api
from diffcheck.analysis.lenses.fold import evaluate
from diffcheck.analysis.lenses.germ import SideLens
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.analysis.point.finding import Look, see
from diffcheck.analysis.point.smoothness import order_between
from diffcheck.exact.algebraic import Implicit
from diffcheck.exact.atoms import apply
from diffcheck.exact.ball import enclose
from diffcheck.exact.expr import ONE, ZERO, Expr, as_term, atom, number, primitive_part, symbol
from diffcheck.exact.powers import power
from diffcheck.exact.rewriting import is_constant_form, is_zero_form
from diffcheck.exact.session import in_session
from diffcheck.exact.sign import known_sign
from diffcheck.exact.text import text
from diffcheck.germs.expand import Approach
from diffcheck.language import read_problem

from .asking import points, report
from .test_exact import constant


def branch_of(formula: str, at: str, side: int) -> Expr:
    """The branch of a formula beside a point."""
    found = evaluate(read_problem(formula).tree, "x", symbol("x"), SideLens("x", constant(at), side))
    assert found is not None
    return found


CONSTANTS = (
    "sin(x)^2 + cos(x)^2",
    "cosh(x)^2 - sinh(x)^2",
    "atan(x) + atan(1/x)",  # pi/2 on one side of 0, -pi/2 on the other
    "exp(x)*exp(-x)",
    "log(2*x) - log(x)",
    "(x + 1)^2 - x^2 - 2*x",
)


@pytest.mark.parametrize("formula", CONSTANTS)
def test_what_has_the_derivative_zero_is_constant_though_it_has_two_values(formula: str) -> None:
    assert is_constant_form(branch_of(formula, "1/2", 1), "x")


@pytest.mark.parametrize("formula", ["x", "exp(-x^2)", "1/10^9*x", "log(x)", "sqrt(x - 11)", "acos(x)", "sin(x)^2 - cos(x)^2"])
def test_what_moves_is_not_constant(formula: str) -> None:
    at = {"sqrt(x - 11)": "12", "1/10^9*x": "0"}.get(formula, "1/2")
    assert not is_constant_form(branch_of(formula, at, 1), "x")


ZEROS = ("sinh(2*x) - 2*sinh(x)*cosh(x)", "tanh(x)*cosh(x) - sinh(x)", "(x+1)^3 - x^3 - 3*x^2 - 3*x - 1", "tan(x)*cos(x) - sin(x)")


@pytest.mark.parametrize("formula", ZEROS)
def test_no_value_of_a_hidden_zero_speaks_against_it(formula: str) -> None:
    u = branch_of(formula, "1/3", 1)
    assert is_zero_form(u)
    assert not is_zero_form(u + 1)
    assert not is_zero_form(u + symbol("x"))


def test_sums_of_cases_are_evaluated_case_by_case() -> None:
    """Nodes that are made on the way must not be taken for later ones that lie at the same place in memory."""
    for count in (2, 3, 8, 40):
        steps = [(k + 1, "<" if k % 2 else ">", 1 if k % 3 else -1) for k in range(count)]
        formula = " + ".join(f"Piecewise(({value}, x {sign} {end}), (0, True))" for value, sign, end in steps)
        value = evaluate(read_problem(formula).tree, "x", ZERO, POINT)
        assert value == number(sum(value for value, sign, end in steps if (end > 0) is (sign == "<")))


def test_a_value_where_definitions_by_cases_meet_is_the_same_every_time() -> None:
    inner = "Piecewise((1, x > 0), (-1, x < 0), (0, True)) + Piecewise((2*x, x < 1), (x + 1, True)) + Piecewise((3, x < 2), (4, True))"
    formula = f"Piecewise(({inner}, x < -1), ({inner}, True))"
    for _ in range(20):
        report.cache_clear()
        found = points(formula)
        assert {at: f.value for at, f in found.items()} == {"0": "3", "1": "6", "2": "8"}


PAIRS = (
    # formula, point: both sides analytic, one side analytic, oscillating, with a root, with terms in common
    ("x*abs(x)", "0"),
    ("x^3*abs(x)+sin(x)", "0"),
    ("Piecewise((sin(x), x<0), (x - x^3/6, True))", "0"),
    ("Piecewise((exp(x), x<0), (1+x+x^2/2+x^3/6, True))", "0"),
    ("Piecewise((1/(1-x), x<0), (1/(1-x)+x^7, True))", "0"),
    ("Piecewise((0, x<=0), (exp(-1/x), True))+cos(x)", "0"),
    ("Piecewise((x^4*sin(1/x), x!=0), (0, True))+exp(x)", "0"),
    ("Piecewise((x^2*log(abs(x)), x!=0), (0, True))+1/(x+1)", "0"),
    ("abs(x)^(7/3)+sinh(x)", "0"),
    ("(sinh(x)-sinh(1/3))^4*sign(x-1/3)+tanh(x)", "1/3"),
    ("abs(log(x))^3+log(x)", "1"),
)


@pytest.mark.parametrize(("formula", "at"), PAIRS)
def test_the_order_from_the_difference_of_the_branches_is_that_of_their_derivatives(formula: str, at: str) -> None:
    c = constant(at)
    value = evaluate(read_problem(formula).tree, "x", c, POINT)
    seen = see("x", Look(c, branch_of(formula, at, -1), value, branch_of(formula, at, 1)))
    told = see("x", seen.look, explained=True)
    assert seen.left and seen.right and told.left and told.right
    assert order_between(seen.left, seen.right) == order_between(told.left, told.right, [])


ANALYTIC = ("exp(sin(x))", "1/(1+x)^2", "sin(x)/x", "1/sin(x)", "sqrt(2+x)", "log(1+x^2)", "atan(x)*cosh(x)", "(exp(x)-1)^-3", "tanh(1+x)")


@pytest.mark.parametrize("formula", ANALYTIC)
def test_a_laurent_series_from_the_other_side_is_the_one_that_is_made_there(formula: str) -> None:
    u = branch_of(formula, "0", 1)
    left = Approach("x", ZERO, -1, 8)
    assert left.expand(u).laurent
    shared, fresh = (Approach("x", ZERO, 1, 8, other=other).expand(u) for other in (left, None))
    assert (shared.error, shared.laurent, shared.smooth) == (fresh.error, fresh.laurent, fresh.smooth)
    assert shared.terms.keys() == fresh.terms.keys()
    assert all(is_zero_form(shared.terms[m] - c) for m, c in fresh.terms.items())


def test_what_is_different_on_the_two_sides_is_not_shared() -> None:
    for formula in ("atan(1/x)", "exp(-1/x)", "sqrt(x^2)*1", "x^2*log(abs(x))"):
        left = Approach("x", ZERO, -1, 4)
        left.expand(branch_of(formula, "0", -1))
        u = branch_of(formula, "0", 1)
        assert Approach("x", ZERO, 1, 4, other=left).expand(u) == Approach("x", ZERO, 1, 4).expand(u)


@pytest.mark.slow
@pytest.mark.parametrize("precision", [64, 100, 300, 1200])
def test_an_enclosure_of_a_zero_holds_it_and_is_as_narrow_as_asked(precision: int) -> None:
    x = symbol("x")
    cases = (
        (x**3 - 2, fmpq(1), fmpq(2), lambda: arb(2).root(3)),
        (apply("cos", x) * 2 - 1, fmpq(1), fmpq(6, 5), lambda: arb.pi() / 3),
        (x * 3 - 1, fmpq(0), fmpq(1), lambda: arb(1) / 3),
        ((x * 1024 - 1) ** 3, fmpq(0), fmpq(1), lambda: arb(1) / 1024),
    )
    before, ctx.prec = ctx.prec, precision
    try:
        for u, low, high, true in cases:
            root = Implicit(u, "x", low, high)
            found = root.ball()
            assert found.overlaps(true())
            assert found.rad() < arb(2) ** (4 - precision) or u is cases[3][0]  # a triple root has no sharp signs around it
            ctx.prec = 2 * precision
            root.ball()
            ctx.prec = precision
            assert repr(root.ball()) == repr(found)  # whatever was asked in between
    finally:
        ctx.prec = before


@pytest.mark.slow
def test_an_expression_does_not_hold_the_atom_that_it_remembers() -> None:
    """Else neither would ever go: the table of atoms holds the arguments of those that live."""
    u, seen = symbol("of one test") + 1, []
    in_session(lambda: seen.append(ref(as_term(u)[0][0][0])))
    gc.collect()
    assert seen[0]() is None
    assert as_term(u)[0][0][0] is atom("sum", primitive_part(u)[1])
    assert u * u == u**2


def test_sines_of_known_angles_are_those_of_the_numbers() -> None:
    for k in range(-120, 121):
        u = constant(f"sin({k}*pi/60)")
        assert enclose(u, 100).overlaps((arb.pi() * k / 60).sin())
        assert (apply("sin", constant(f"{k}*pi/60")) == u) and (k % 10 or not _has_sine(u))


def _has_sine(u: Expr) -> bool:
    return any(a.head in ("sin", "cos") for m in u.terms for a, _ in m)


@pytest.mark.parametrize("formula", ["max(0, relu(x) - 1)", "floor(x)*x", "Piecewise((a*x, x < 1/2), (b, True))", "x^(1/3) + 2e3", "x +"])
def test_a_record_that_went_through_a_pipe_is_the_same_to_the_last_span(formula: str) -> None:
    record = api.answer(formula, api.prepare(api.Options(explain=True, autodiff=True, solve=("a",))), 1)
    again = pickle.loads(pickle.dumps(record, pickle.HIGHEST_PROTOCOL))
    assert again == record
    assert repr(again) == repr(record)


def test_zero_and_one_are_what_they_are() -> None:
    assert is_constant_form(ONE, "x") and is_zero_form(ZERO) and not is_zero_form(ONE)


def test_a_plain_question_does_not_ask_what_frameworks_return() -> None:
    plain, explained = (api.check("abs(x) + cbrt(x - 1)", explain=explain) for explain in (False, True))
    assert [f.practice for f in plain.points] == [None, None]
    assert all(f.practice is not None for f in explained.points)


def test_a_number_of_many_digits_can_be_written() -> None:
    long = "1" + "0" * 5999 + "1"
    assert text(number(10**6000 + 1)) == long
    assert text(number(fmpq(1, 10**6000 + 1)) * symbol("x")) == "x/" + long
    assert text(power(number(10**6000 + 3), Fraction(1, 3), known_sign)) == "1" + "0" * 5999 + "3**(1/3)"


def test_a_long_number_made_of_small_primes_is_written_as_a_power() -> None:
    assert text(number(10**6000)) == "10**6000"
    assert text(number(-7 * 10**6000) / 3**500) == "-7*10**6000/3**500"
    assert text(number(fmpq(1, 10**6000)) * symbol("x")) == "x/10**6000"
    assert text(power(number(10**6001), Fraction(1, 2), known_sign)) == "10**3000*sqrt(10)"
