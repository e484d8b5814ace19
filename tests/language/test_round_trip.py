"""What is written is read back as the same tree, and the reading of arithmetic agrees with Python's."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.language import read_formula, reading, reading_on_screen, sympy_text
from diffcheck.model.tree import Apply, Name, Node, Number
from tests.language.trees import bodies, nodes


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(nodes())
def test_a_reading_is_read_back_to_the_same_tree(tree: Node) -> None:
    assert read_formula(reading(tree)).tree == tree
    assert read_formula(reading_on_screen(tree)).tree == tree


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(nodes())
def test_sympy_text_is_read_back_with_formulas_for_names_and_quotients_for_decimals(tree: Node) -> None:
    assert read_formula(sympy_text(tree)).tree == bodies(tree)


TRICKY = [
    "2*e1", "0.5*e1*x", "2*e", "1e-50*x", "2*(3*x)", "(2*x)*a", "-(-x)", "(-x*a)*b", "(-x/a)*b", "-x*a/b", "(-x*a)^b",
    "-(x*a)", "a + (-x)*b", "a - (-x)*b", "a - (b - x)", "(-x/2)*a",
    "(x^2)^a", "x^(√a)", "(√x)^2", "x^-(√a)^2", "x^(a^2)", "2^(-x)", "(-2)^x", "(1/2)^x", "0.5^x", "|x|*|a|", "||x|*|a||", "|x - |a||*2",
    "√(2x)", "√2*x", "√(π)*x", "√0.5", "√(√x)", "x/(a/b)", "x/a/b", "x/(a*b)", "x/a*b", "(x>0)^2", "-(x>0)", "{x, x>0}^2",
    "{x, {1, x>0} > 0}",
    "{x, (x>0 and a>0) and b>0}", "{x, (x>0 or a>0) or b>0}", "{x, (x>0 or a>0) and b>0}", "{x, x>0 and a>0 or b>0}", "{x, 0<x<1 and a>0}",
    "{x, not (x>0 and a>0)}", "{x, not not x>0}", "{x, (not x>0) and a>0}", "{x, False}", "{1, x>0; 0, otherwise}", "{1, x>0; 0, a>0; 2}",
    "{x, {x, a>0; 1} > 0; 3}", "{0, x = a = b}", "{x, 0 < x and a < 1}", "max(x)", "(x>0)", "f(t)=t + (t>a)*t", "gamma(x)*gamma", "γ(x+1)",
]  # fmt: skip


@pytest.mark.parametrize("text", TRICKY)
def test_tricky_formulas_are_read_back_from_both_texts(text: str) -> None:
    tree = read_formula(text).tree
    assert read_formula(reading(tree)).tree == tree
    assert read_formula(reading_on_screen(tree)).tree == tree
    assert read_formula(sympy_text(tree)).tree == bodies(tree)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("x^2", "x²"), ("x^-12 + 2^10", "x⁻¹² + 2¹⁰"), ("sin(x)^2/(x+1)^3", "sin(x)²/(x + 1)³"), ("x^2^3", "x^2³"), ("(x^2)^3", "(x²)³"),
     ("x^0.5", "x^0.5"), ("x^(1/3)", "x^(1/3)"), ("x^a", "x^a"), ("sin(x)^-1", "sin(x)⁻¹"), ("sqrt(x^2)", "√(x²)"), ("sqrt(x)^2", "(√x)²"),
     ("{x^2, x<1; 2x-1, else}", "{x², x < 1; 2x - 1, otherwise}")],
)  # fmt: skip
def test_whole_exponents_alone_are_raised_on_a_screen(text: str, shown: str) -> None:
    tree = read_formula(text).tree
    assert reading_on_screen(tree) == shown
    assert read_formula(shown).tree == tree


def test_the_round_trip_tells_trees_apart() -> None:
    written = [
        reading(read_formula(text).tree)
        for text in ("(x+a)+1", "x+a+1", "x+(a+1)", "-(x*a)", "-x*a", "x^2^a", "(x^2)^a", "x/a*b", "x/(a*b)")
    ]
    assert len(set(written)) == len(written)


def _python(level: int) -> st.SearchStrategy[str]:
    """Arithmetic that Python and diffcheck both read."""
    if level == 0:
        return st.sampled_from(["x", "2", "3", "5"])
    inner = _python(level - 1)
    return st.one_of(
        inner,
        st.builds("{}{}{}".format, inner, st.sampled_from(["+", "-", "*", "/", " % ", "//", "+-", "*-"]), inner),
        inner.map("({})".format),
        inner.map("-{}".format),
        st.builds("({})**{}".format, inner, st.sampled_from(["2", "-1", "3"])),
        st.builds("x**{}".format, st.sampled_from(["2", "-2", "2**2"])),
    )


def _value(node: Node, x: Fraction) -> Fraction:
    match node:
        case Number(value):
            return value
        case Name("x"):
            return x
        case Apply(head, args):
            values = [_value(arg, x) for arg in args]
            match head:
                case "+":
                    return sum(values, Fraction(0))
                case "*":
                    product = Fraction(1)
                    for value in values:
                        product *= value
                    return product
                case "/":
                    return values[0] / values[1]
                case "neg":
                    return -values[0]
                case "^":
                    return values[0] ** int(values[1])
                case "Mod":
                    return values[0] % values[1]
                case "floor":
                    return Fraction(values[0].numerator // values[0].denominator)
    raise AssertionError(node)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(_python(4), st.fractions(-4, 4, max_denominator=6))
def test_arithmetic_means_what_it_means_in_python(text: str, x: Fraction) -> None:
    exact = "".join(f"F({c})" if c.isdigit() else c for c in text)
    try:
        expected = eval(exact, {"F": Fraction, "x": x})
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            _value(read_formula(text).tree, x)
        return
    assert _value(read_formula(text).tree, x) == expected


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(st.text("xxae0123.+-*/^%()[]{}|,;:?<>=!&~ πλ√⌊⌋²⁻'\\_\x00\u202e", max_size=20) | st.text(max_size=12))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text: str) -> None:
    try:
        tree = read_formula(text).tree
    except DiffcheckError as error:
        assert error.start is None or 0 <= error.start <= (error.end or 0) <= len(text)
        return
    assert read_formula(reading(tree)).tree == tree


def test_a_number_without_decimals_is_read_back_as_a_quotient() -> None:
    assert reading(Number(Fraction(1, 3))) == "1/3"
    assert read_formula("1/3").tree == Apply("/", (Number(Fraction(1)), Number(Fraction(3))))


def test_principal_powers_are_read_back_with_principal_roots_only() -> None:
    tree = read_formula("x^(1/3)", principal=True).tree
    assert read_formula(reading(tree), principal=True).tree == tree
    assert read_formula(reading(tree)).tree != tree


def test_what_is_refused_is_refused_in_its_reading_too() -> None:
    with pytest.raises(BadInput):
        read_formula("x^")
