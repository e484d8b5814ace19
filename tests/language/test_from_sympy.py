"""SymPy expressions become the tree that their text means, and what has no tree is said."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck import check
from diffcheck.errors import BadInput, DiffcheckError, NotYet
from diffcheck.language import read_formula
from diffcheck.language.from_sympy import problem_from_sympy

x, y, a = sp.symbols("x y a")
r = sp.Symbol("x", real=True)

SAME = [
    (sp.Max(0, x), "max(0, x)"),
    (sp.Abs(x) - 2, "|x| - 2"),
    (x / 2 - 3, "x/2 - 3"),
    (a * x**2 - x, "a*x^2 - x"),
    (1 / x, "1/x"),
    (sp.sqrt(x), "sqrt(x)"),
    (1 / sp.sqrt(x), "1/sqrt(x)"),
    (sp.Mul(x, 1 / x, evaluate=False), "x/x"),
    (sp.Pow(sp.sqrt(x), 2, evaluate=False), "sqrt(x)^2"),
    (sp.Piecewise((x, (x > 0) & (x < 1)), (2, True)), "{x, x > 0 and x < 1; 2, otherwise}"),
    (sp.Piecewise((x, x < sp.oo)), "{x, True}"),
    (sp.Piecewise((1, sp.Eq(x, 0)), (sp.sin(x) / x, True)), "{1, x = 0; sin(x)/x, otherwise}"),
    (sp.Heaviside(x), "H(x)"),
    (sp.Heaviside(x, 0), "Heaviside(x, 0)"),
    (sp.LambertW(x), "LambertW(x)"),
    (sp.pi * sp.exp(x), "pi*exp(x)"),
    (sp.floor(x) + sp.ceiling(x), "ceiling(x) + floor(x)"),
    (sp.Symbol("S") * x, "S*x"),
    (sp.Float("0.1") * x, "x/10"),
    (3, "3"),
    (0.5, "1/2"),
]


@pytest.mark.parametrize(("expression", "text"), SAME, ids=lambda v: str(v))
def test_an_expression_is_the_tree_that_its_text_means(expression: object, text: str) -> None:
    ours, theirs = problem_from_sympy(expression).tree, read_formula(text).tree
    assert ours == theirs or (text == "x/10" and ours == read_formula("(1/10)*x").tree)


def unevaluated() -> st.SearchStrategy[sp.Expr]:
    """Expressions as nobody has put them in order: several numbers in one product, signs before signs, sums in sums."""
    leaves = st.sampled_from([x, sp.pi, *map(sp.Integer, (-2, -1, 0, 1, 3)), sp.Rational(-1, 4), sp.Rational(2, 3)])

    def larger(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
        parts = st.lists(inner, min_size=2, max_size=4)
        return (
            parts.map(lambda args: sp.Mul(*args, evaluate=False))
            | parts.map(lambda args: sp.Add(*args, evaluate=False))
            | inner.map(lambda arg: sp.Pow(arg, 2, evaluate=False))
        )

    return st.recursive(leaves, larger, max_leaves=12)


@pytest.mark.slow
@given(unevaluated())
@settings(deadline=None, max_examples=200)
def test_the_tree_of_an_unevaluated_expression_has_its_value(expression: sp.Expr) -> None:
    (found,) = check(sp.Add(expression, x, evaluate=False), variable="x", at=["7/5"]).points[:1] or [None]
    meant = (expression.doit() + x).subs(x, sp.Rational(7, 5))
    assert found is not None and sp.expand(sp.sympify(str(found.value)) - meant) == 0


def test_fractional_powers_of_sympy_are_principal_and_real_roots_stay_real() -> None:
    assert problem_from_sympy(x ** sp.Rational(1, 3)).tree == read_formula("x^(1/3)", principal=True).tree
    assert problem_from_sympy(x**3).tree == read_formula("x^3").tree
    assert problem_from_sympy(sp.real_root(r, 3)).tree == read_formula("abs(x)^(1/3)*sign(x)", principal=True).tree


def test_variable_and_parameters_are_found_in_an_expression() -> None:
    assert (problem_from_sympy(a * x).variable, problem_from_sympy(a * x).parameters) == ("x", ("a",))
    assert problem_from_sympy(a * x, "a").variable == "a"
    assert problem_from_sympy(sp.Symbol("width") ** 2).variable == "width"
    with pytest.raises(BadInput):
        problem_from_sympy(a * y)


@pytest.mark.parametrize(
    ("expression", "error", "code"),
    [
        (sp.airyai(x), NotYet, "unknown_function"),
        (sp.LambertW(x, -1), NotYet, "unknown_function"),
        (sp.Function("sin")(x), NotYet, "unknown_function"),
        (sp.Function("f")(x), NotYet, "unknown_function"),
        (sp.TribonacciConstant * x, NotYet, "unknown_function"),
        (sp.I * x, BadInput, "imaginary"),
        (sp.nan, BadInput, "infinity"),
        (float("inf"), BadInput, "infinity"),
        (x > 0, BadInput, "condition"),
        (sp.Symbol("x y") + 1, BadInput, "name"),
        (sp.Symbol("e") + 1, BadInput, "name"),
        (x + r, BadInput, "name"),
        (None, BadInput, "expression"),
        ("x", BadInput, "expression"),
        (sp.Pow(2, sp.Integer(10) ** 8, evaluate=False), BadInput, "too_large"),
    ],
    ids=str,
)
def test_what_is_no_known_real_function_is_said(expression: object, error: type[DiffcheckError], code: str) -> None:
    with pytest.raises(error) as caught:
        problem_from_sympy(expression)
    assert caught.value.code == code


def test_assumptions_of_a_symbol_are_mentioned() -> None:
    assert problem_from_sympy(sp.Symbol("t", positive=True) ** 2).notes
    assert not problem_from_sympy(r**2).notes
