"""Which tree a text means: texts on one line mean the same, and the written forms are kept."""

from __future__ import annotations

from fractions import Fraction

import pytest

from diffcheck.language import read_formula, read_problem, reading, sympy_text
from diffcheck.model.tree import Apply, Cases, Compare, Logic, Name, Named, Number, Truth

X = Name("x")


def num(value: int | str) -> Number:
    return Number(Fraction(value))


SAME = [
    ("max(0,x)", "Max(0, x)", "maximum(0,x)", "max(0, x)"),
    ("min(x,1)", "Min(x,1)"),
    ("abs(x)", "Abs(x)", "|x|", "abs x", "| x |"),
    ("||x|-1|", "abs(abs(x)-1)", "| |x| - 1|"),
    ("x^2", "x**2", "x²", "Pow(x,2)", "x^{2}", "x^(2)"),
    ("2x", "2*x", "2·x", "2 x", "2×x", "2(x)", "(2)x", "Mul(2,x)"),
    ("2(x+1)", "2*(x+1)"),
    ("x(x+1)", "x*(x+1)"),
    ("a(x+1)", "a*(x+1)"),
    ("1/2x", "(1/2)*x", "(1/2)x", "½x", "1/2*x", "Rational(1,2)*x", "S(1)/2*x"),
    ("1/2|x|", "(1/2)*abs(x)"),
    ("2|x|", "2*abs(x)"),
    ("2||x|-1|", "2*abs(abs(x)-1)"),
    ("|x||a|", "abs(x)*abs(a)"),
    ("|x|a|x|", "abs(x)*a*abs(x)"),
    ("x|x|", "x*abs(x)"),
    ("sin x", "sin(x)"),
    ("sin 2x", "sin(2x)", "sin(2*x)"),
    ("sin x^2", "sin(x^2)", "sin x²"),
    ("sin x/2", "sin(x)/2"),
    ("sin x cos x", "sin(x)*cos(x)"),
    ("sin^2 x", "sin(x)^2", "sin²x", "sin^2(x)", "sin² x", "sin**2 x"),
    ("sin^2 2x", "sin(2*x)^2", "sin² 2x", r"\sin^2 2x", r"\sin^{2} 2x"),
    ("log_2 3x", "log2(3*x)", r"\log_2 3x"),
    ("sin cos x", "sin(cos(x))"),
    ("sin 2x cos 3x", "sin(2x)*cos(3x)"),
    ("sin x + 1", "sin(x)+1"),
    ("sin |x|", "sin(abs(x))"),
    ("sin πx", "sin(pi*x)"),
    ("2 sin x", "2*sin(x)"),
    ("x sin x", "x*sin(x)"),
    ("e^sin x", "e^(sin(x))"),
    ("sqrt(x)", "√x", "√(x)"),
    ("∛x", "cbrt(x)"),
    ("√x²", "sqrt(x^2)"),
    ("√2 x", "√2·x", "sqrt(2)*x"),  # beyond a space nothing is under the sign
    ("√2x", "sqrt(2*x)"),
    ("sin √2 x", "sin(√2 x)", "sin(sqrt(2)*x)"),
    ("(√x)²", "sqrt(x)^2"),
    ("√x√a", "sqrt(x)*sqrt(a)"),
    ("π", "pi"),
    ("e", "E"),
    ("2e", "2*e"),
    ("2e3", "2000", "2e+3"),
    ("2e-3", "0.002"),
    (".5", "0.5", "5e-1"),
    ("1.", "1"),
    ("ln x", "log x", "log(x)"),
    ("⌊x⌋", "floor(x)"),
    ("⌈x⌉", "ceil(x)", "ceiling(x)"),
    ("x % 2", "mod(x,2)", "Mod(x, 2)", "x mod 2"),
    ("x//2", "floor(x/2)"),
    ("sgn(x)", "sign(x)"),
    ("H(x)", "heaviside(x)", "step(x)", "Heaviside(x)"),
    ("-x^2", "-(x^2)", "−x²"),
    ("2^-x", "2^(-x)"),
    ("x^a^2", "x^(a^2)"),
    ("a/x/2", "(a/x)/2"),
    ("x÷2", "x/2"),
    ("λx", "lambda*x", "lamda*x"),
    ("x₀", "x_0"),
    ("𝑥", "x", "ｘ", "+x", "(x)", "Add(x)"),
    ("f(x) = x", "x", "y = x"),
    ("Piecewise((x^2, x<1), (2x-1, True))", "{x^2, x<1; 2x-1, otherwise}", "x^2 if x<1 else 2x-1", "x<1 ? x^2 : 2x-1"),
    ("Piecewise((x^2, x<1), 2x-1)", "{x^2, x<1; 2x-1}", "{x^2 if x<1; 2x-1 else}", "ITE(x<1, x^2, 2x-1)", "{x^2 : x<1; 2x-1, else}"),
    ("a if x<0 else b if x<1 else c", "x<0 ? a : x<1 ? b : c", "{a, x<0; b, x<1; c, otherwise}"),
    ("(x>0)*x", "[x>0]*x", "[x>0]x", "(x>0)x", "{1, x>0; 0, otherwise}*x"),
    ("{x, 0<x<1}", "{x, 0<x and x<1}", "{x, (0<x) & (x<1)}", "{x, And(0<x, x<1)}", "{x, 0<x && x<1}", "{x, 0<x ∧ x<1}"),
    ("{x, x<0 or x>1}", "{x, (x<0) | (x>1)}", "{x, x<0 || x>1}", "{x, Or(x<0, x>1)}", "{x, x<0 | x>1}"),
    ("{x, x<0 or |x|>1}", "{x, x<0 || |x|>1}", "{x, (x<0) | (abs(x)>1)}"),
    ("{x, (x<0) | (x>1) | (x>2)}", "{x, x<0 or x>1 or x>2}", "{x, (x < 0) || (x>1) || (x>2)}"),
    ("{x, not x>0}", "{x, Not(x>0)}", "{x, ~(x>0)}", "{x, !(x>0)}", "{x, ¬(x>0)}"),
    ("{x, x=0}", "{x, x==0}", "{x, Eq(x,0)}"),
    ("{x, x≠0}", "{x, x!=0}", "{x, Ne(x,0)}"),
    ("{x, x≤0}", "{x, x<=0}", "{x, Le(x,0)}"),
    ("{x, -oo < x < 0}", "{x, x<0}"),
    ("{x, x < ∞}", "{x, True}"),
    ("|x if x>0 else -x|", "abs(x if x>0 else -x)"),
]


@pytest.mark.parametrize("texts", SAME, ids=lambda texts: texts[0])
def test_different_spellings_mean_one_tree(texts: tuple[str, ...]) -> None:
    trees = {text: read_formula(text).tree for text in texts}
    assert all(tree == trees[texts[0]] for tree in trees.values()), trees


DIFFERENT = [
    ("sin x/2", "sin(x/2)"),
    ("sin^2 x", "sin x^2"),
    ("1/2x", "1/(2x)"),
    ("x/x", "1"),
    ("sqrt(x)^2", "x"),
    ("(x+a)+1", "x+a+1"),
    ("(-x)^2", "-x^2"),
    ("x^2^a", "(x^2)^a"),
    ("2e3", "2e*3"),
    ("γ(x)", "gamma(x)"),
    ("a1", "a_1"),
    ("{x, x<1}", "{x, x<=1}"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_written_differently_is_kept_apart(one: str, other: str) -> None:
    assert read_formula(one).tree != read_formula(other).tree


def test_sums_and_products_are_flat_and_subtraction_adds_a_negative() -> None:
    assert read_formula("x+2-a").tree == Apply("+", (X, num(2), Apply("neg", (Name("a"),))))
    assert read_formula("2x a/3").tree == Apply("/", (Apply("*", (num(2), X, Name("a"))), num(3)))


def test_an_iverson_bracket_is_one_where_its_condition_holds() -> None:
    assert read_formula("(x>0)").tree == Cases(((num(1), Compare(">", X, num(0))), (num(0), Truth(True))))


def test_a_chain_is_a_conjunction_of_its_links() -> None:
    tree = read_formula("{x, 0<x<=1}").tree
    assert tree == Cases(((X, Logic("and", (Compare("<", num(0), X), Compare("<=", X, num(1))))),))


def test_decimals_are_exact() -> None:
    assert read_formula("0.1").tree == num("1/10")
    assert read_formula("1.25e-2").tree == num("1/80")


def test_a_named_function_keeps_its_name_and_means_its_formula() -> None:
    tree = read_formula("leaky_relu(2x)").tree
    argument = read_formula("2x").tree
    assert tree == Named("leaky_relu", (argument, num("1/100")), read_formula("max(0, 2x) + 0.01*min(0, 2x)").tree)


def test_parts_of_a_named_function_point_at_its_call() -> None:
    tree = read_formula("1 + relu(x)").tree
    assert isinstance(tree, Apply)
    named = tree.args[1]
    assert isinstance(named, Named)
    assert (named.span, named.body.span, named.args[0].span) == ((4, 11), (4, 11), (9, 10))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1 + 2x", "2x"),
        ("1 + sin 2x", "sin 2x"),
        ("1 + |x|", "|x|"),
        ("1 + ⌊x⌋", "⌊x⌋"),
        ("1 + (x+1)*x", "(x+1)*x"),
        ("1+x²", "x²"),
        ("1 + -x", "-x"),
    ],
)
def test_spans_cover_exactly_what_was_written(text: str, part: str) -> None:
    tree = read_formula(text).tree
    assert isinstance(tree, Apply)
    start, end = tree.args[1].span
    assert text[start:end] == part


def test_principal_roots_change_powers_written_with_a_caret_and_nothing_else() -> None:
    assert read_problem("x**(1/3)", roots="principal").tree == Apply("principal_power", (X, Apply("/", (num(1), num(3)))))
    assert read_problem("x^(1/3)", roots="principal").notes
    assert not read_problem("x^2", roots="principal").notes
    for text in ("cbrt(x)", "∛x", "real_root(x,3)", "√x"):
        assert read_problem(text, roots="principal") == read_problem(text)


READINGS = [
    ("max(0,x)", "max(0, x)", "Max(0, x)"),
    ("1/2x", "(1/2)·x", "(1/2)*x"),
    ("x floor(x)", "x·⌊x⌋", "x*floor(x)"),
    ("sqrt(x)**2", "(√x)^2", "sqrt(x)**2"),
    ("x/x", "x/x", "x/x"),
    ("2x-1", "2x - 1", "2*x - 1"),
    ("2e x", "2·e·x", "2*E*x"),
    ("a-(b-x)", "a - (b - x)", "a - (b - x)"),
    ("(x>0)*x", "[x > 0]·x", "Piecewise((1, x > 0), (0, True))*x"),
    ("{x^2, x<1; 2x-1, else}", "{x^2, x < 1; 2x - 1, otherwise}", "Piecewise((x**2, x < 1), (2*x - 1, True))"),
    ("{x, 0<x<1 or x=3}", "{x, 0 < x < 1 or x = 3}", "Piecewise((x, Or(And(0 < x, x < 1), Eq(x, 3))))"),
    ("relu(x)", "relu(x)", "Max(0, x)"),
    ("log2(x)+clip(x,0,1)", "log2(x) + clip(x, 0, 1)", "log(x, 2) + Min(Max(x, 0), 1)"),
    ("x^(1/3)", "x^(1/3)", "x**(1/3)"),
    ("0.1x", "0.1x", "(1/10)*x"),
    ("|x|^2", "|x|^2", "Abs(x)**2"),
]


@pytest.mark.parametrize(("text", "for_people", "for_sympy"), READINGS)
def test_formulas_are_written_as_people_and_sympy_read_them(text: str, for_people: str, for_sympy: str) -> None:
    tree = read_formula(text).tree
    assert (reading(tree), sympy_text(tree)) == (for_people, for_sympy)
