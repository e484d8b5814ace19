"""Variables, parameters, constants, sets and the lines of a batch."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction

import pytest

from diffcheck.errors import BadInput, NotYet
from diffcheck.functions import register
from diffcheck.functions.facts import Composite
from diffcheck.language import (
    is_comment,
    read_condition,
    read_constant,
    read_formula,
    read_problem,
    read_set,
    set_parameters,
    split_label,
    symbol_name,
)
from diffcheck.model.question import AskedSet
from diffcheck.model.tree import Apply, Compare, Name, Node, Number


@pytest.mark.parametrize(
    ("text", "asked", "variable", "parameters"),
    [
        ("a*x + b", None, "x", ("a", "b")),
        ("t^2", None, "t", ()),
        ("3", None, "x", ()),
        ("f(t) = a t", None, "t", ("a",)),
        ("f(t) = a t", "a", "a", ("t",)),
        ("a x", "a", "a", ("x",)),
        ("x^2", "t", "t", ("x",)),
        ("g(a1) = a1 + x", None, "a1", ("x",)),
        ("lambda*x + S*x + r_c", None, "x", ("S_", "lamda", "r_c")),
        ("θ^2", None, "theta", ()),
        ("gamma*x", None, "x", ("gamma_",)),
        ("y = t", None, "t", ()),
        ("loss(t) = t", None, "t", ()),
        ("t + 0*λ", "lambda", "lamda", ("t",)),
        ("pi*t + e", None, "t", ()),
    ],
)
def test_variable_and_parameters_are_found(text: str, asked: str | None, variable: str, parameters: tuple[str, ...]) -> None:
    problem = read_problem(text, variable=asked)
    assert (problem.variable, problem.parameters, problem.text) == (variable, parameters, text)


@pytest.mark.parametrize("name", ["e", "E", "i", "sin", "pi", "xy", "", "1", "x y", "x.y"])
def test_a_variable_that_is_no_free_name_is_refused(name: str) -> None:
    with pytest.raises(BadInput):
        read_problem("x^2", variable=name)


def test_every_name_is_a_plain_symbol_when_sympy_reads_it_back() -> None:
    import string

    import sympy

    from diffcheck.language.greek import GREEK

    stems = [c for c in string.ascii_letters if c not in "eEiI"] + sorted(GREEK)
    for word in [stem + tail for stem in stems for tail in ("", "1", "2", "_0", "_c")]:
        name = symbol_name(word)
        assert name is not None
        assert sympy.sympify(name) == sympy.Symbol(name), word
        if not isinstance(register.spelled(word), Composite) and register.spelled(word) is None:
            assert read_formula(word).tree == Name(name)


def test_parameters_are_set_everywhere() -> None:
    problem = read_problem("leaky_relu(x, a) + b*x")
    fixed = set_parameters(problem, {"a": read_constant("1/2")})
    assert fixed.tree == read_formula("leaky_relu(x, 1/2) + b*x").tree
    assert fixed.parameters == ("b",)
    with pytest.raises(BadInput, match="not a parameter"):
        set_parameters(problem, {"c": read_constant("1")})


@pytest.mark.parametrize(
    ("text", "code"),
    [("x", "not_constant"), ("a", "not_constant"), ("oo", "infinity"), ("1,2", "syntax"), ("", "empty"), ("x>0", "condition")],
)
def test_a_constant_is_a_number_without_names(text: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_constant(text)
    assert caught.value.code == code


def test_a_constant_may_hold_the_parameters_it_is_given() -> None:
    assert read_constant("a/2", parameters=("a",)) == Apply("/", (Name("a"), Number(Fraction(2))))
    assert read_constant("-1/2") == read_formula("-1/2").tree


@pytest.mark.parametrize("text", ["0", "7", "-3", "  12 ", " -4", "007", "123456789012345", "-0"])
def test_an_integer_is_what_the_parser_makes_of_it(text: str) -> None:
    tree = read_formula(text).tree
    found = read_constant(text)
    assert (found, found.span) == (tree, tree.span)


def test_a_condition_on_parameters_is_read() -> None:
    assert read_condition("a > 0") == Compare(">", Name("a"), Number(Fraction(0)))
    with pytest.raises(BadInput):
        read_condition("a > 0", parameters=("b",))
    with pytest.raises(BadInput):
        read_condition("a")


def _number(text: str) -> Node:
    return read_constant(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("domain", AskedSet()),
        ("reals", AskedSet("reals", "reals")),
        ("(-oo, oo)", AskedSet("reals", "reals")),
        ("[0,1)", AskedSet("[0, 1)", "interval", _number("0"), _number("1"), True, False)),
        ("(0,oo)", AskedSet("(0, oo)", "interval", _number("0"), None, False, False)),
        (" (-inf, 2] ", AskedSet("(-oo, 2]", "interval", None, _number("2"), False, True)),
        ("[-√2, ∞)", AskedSet("[-sqrt(2), oo)", "interval", _number("-sqrt(2)"), None, True, False)),
        ("[1,1]", AskedSet("[1, 1]", "interval", _number("1"), _number("1"), True, True)),
        ("(max(0,1), (2))", AskedSet("(Max(0, 1), 2)", "interval", _number("max(0,1)"), _number("2"), False, False)),
    ],
)
def test_a_set_is_read(text: str, expected: AskedSet) -> None:
    assert read_set(text) == expected


@pytest.mark.parametrize(
    "text", ["", "foo", "[1,0]", "(1,1]", "[0,oo]", "(oo,0)", "(0,x)", "[0,1", "0,1", "(0,1) (2,3)", "[0]", "(0,1,2)", "(x>0, 1)", "[0,1)x"]
)
def test_what_is_no_set_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_set(text)


@pytest.mark.parametrize(
    ("line", "label", "text"),
    [
        ("huber: max(0,x)", "huber", "max(0,x)"),
        ("x>0 ? x : 0", None, "x>0 ? x : 0"),
        ("x ? x: 0", None, "x ? x: 0"),
        ("  abs-2:   |x| ", "abs-2", "|x|"),
        ("huber:max(0,x)", None, "huber:max(0,x)"),
        ("one two: x", None, "one two: x"),
        ("a: x>0 ? x : 0", "a", "x>0 ? x : 0"),
        ("{x : x>0}", None, "{x : x>0}"),
        ("x", None, "x"),
    ],
)
def test_a_label_is_one_word_a_colon_and_a_space(line: str, label: str | None, text: str) -> None:
    found, rest, offset = split_label(line)
    assert (found, rest) == (label, text)
    assert line[offset:].startswith(text)


def test_comments_and_blank_lines_give_no_record() -> None:
    assert [is_comment(line) for line in ("# x", "  #", "", "  \n", "x # y", "x")] == [True, True, True, True, False, False]


def test_importing_the_language_imports_no_sympy() -> None:
    code = "import sys, diffcheck.language as l; l.read_problem('relu(x) + sin 2x'); sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a is integer", "a % 1 = 0"),
        ("a integer", "a % 1 = 0"),
        (" a is an integer ", "a % 1 = 0"),
        ("a in Z", "a % 1 = 0"),
        ("a ∈ ℤ", "a % 1 = 0"),
        ("a in Integers", "a % 1 = 0"),
        ("a: integer", "a % 1 = 0"),
        ("a \\in \\mathbb{Z}", "a % 1 = 0"),
        ("a is not an integer", "a % 1 != 0"),
        ("a not in Z", "a % 1 != 0"),
        ("a is an even integer", "a % 2 = 0"),
        ("a even", "a % 2 = 0"),
        ("a is odd", "a % 2 = 1"),
        ("a is not odd", "a % 2 != 1"),
        ("a is a positive integer", "a % 1 = 0 and a > 0"),
        ("a is a negative integer", "a % 1 = 0 and a < 0"),
        ("a is a non-negative integer", "a % 1 = 0 and a >= 0"),
        ("a in Naturals", "a % 1 = 0 and a > 0"),
        ("a in Naturals0", "a % 1 = 0 and a >= 0"),
        ("a is integer, a > 3", "a % 1 = 0 and a > 3"),
        ("a > 3 and a is integer", "a > 3 and a % 1 = 0"),
        ("a > 3 or a is integer", "a > 3 or a % 1 = 0"),
        ("a > 1, b < 2", "a > 1 and b < 2"),
        ("max(a, b) > 1, a < 2", "max(a, b) > 1 and a < 2"),
    ],
)
def test_an_assumption_on_integers_says_what_is_left_on_division(text, same):
    assert read_condition(text) == read_condition(same)


@pytest.mark.parametrize("text", ["a in N", "a ∈ ℕ", "a is a natural number", "a natural", "a \\in \\mathbb{N}"])
def test_natural_numbers_with_or_without_zero_are_asked_for(text):
    with pytest.raises(BadInput) as caught:
        read_condition(text)
    assert (caught.value.code, caught.value.start, caught.value.end) == ("ambiguous", 0, len(text))
    assert caught.value.hint == "Write a in Naturals0, which holds 0, or a in Naturals, which does not."


@pytest.mark.parametrize("text", ["a is", "a is positive", "a is a number", "a is not a positive integer", "a > 0,", ", a > 0", "a in"])
def test_what_says_no_such_thing_is_no_assumption(text):
    with pytest.raises(BadInput):
        read_condition(text)


@pytest.mark.parametrize("text", ["a > 0", "a = 1", "-1 < a < 1", "a >= 0 and a != 1", "i_n > 0", "z = n"])
def test_other_assumptions_are_read(text):
    assert read_condition(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("{1, x in Z; 0}", "{1, x = floor(x); 0}"),
        ("{1, x ∈ ℤ; 0}", "{1, x = floor(x); 0}"),
        (r"\begin{cases} 1 & x \in \mathbb{Z} \\ 0 & x \notin \mathbb{Z} \end{cases}", "{1, x = floor(x); 0, not (x = floor(x))}"),
        ("{1, x ∉ Z; 0}", "{1, not (x = floor(x)); 0}"),
        ("{1, x not in Z; 0}", "{1, not (x = floor(x)); 0}"),
        ("{1, not x in Z; 0}", "{1, not (x = floor(x)); 0}"),
        ("{1, 2*x in Z and x > 0; 0}", "{1, 2*x = floor(2*x) and x > 0; 0}"),
        ("{1, x not in ]0, 1]; 0}", "{1, not (0 < x <= 1); 0}"),
        ("{1, x ∉ [0, 1); 0}", "{1, not (0 <= x < 1); 0}"),
        ("{1, x ∉ [0, 1) or x ∈ Z; 0}", "{1, not (0 <= x < 1) or x = floor(x); 0}"),
    ],
)
def test_membership_in_intervals_and_in_the_integers(written: str, meant: str) -> None:
    assert read_formula(written).tree == read_formula(meant).tree


@pytest.mark.parametrize("formula", ["{1, x in Q; 0}", "{1, x ∈ ℚ; 0}", r"\begin{cases} 1 & x \in \mathbb{Q} \\ 0 \end{cases}"])
def test_rational_and_irrational_numbers_are_not_analysed(formula: str) -> None:
    with pytest.raises(NotYet, match="rational and irrational"):
        read_problem(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "{1, x ∈ N; 0}",  # is 0 one of them?
        "ℤ*x",
        "x in Z",
        "1_Q(x)",  # an indicator, and not the number 1 as Fortran writes it
        "2_a(x)",
        r"\mathbb{Q} x",
    ],
)
def test_sets_of_numbers_are_no_factors(formula: str) -> None:
    with pytest.raises(BadInput):
        read_problem(formula)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("log_2(x)", "log2(x)"),
        ("log₂ x", "log2(x)"),
        ("ln_2(|x|)", "log2(|x|)"),
        ("log_10 2 x", "log10(2*x)"),
        ("2log_2^2(x)", "2*log2(x)^2"),
        ("log_e(x)", "log(x, e)"),
        ("log_pi(x)", "log(x, pi)"),
        ("log_b x + b", "log(x, b) + b"),
        ("log_x(2)", "log(2, x)"),
    ],
)
def test_the_base_of_a_logarithm_stands_below_the_line(written: str, meant: str) -> None:
    assert read_formula(written).tree == read_formula(meant).tree


@pytest.mark.parametrize("formula", ["log_2", "log_i(x)", "log_0.5(x)", "log_2(x, 3)", "log_sin(x)", "log_-1(x)", "sin_2(x)", "log_2x"])
def test_no_other_base_of_a_logarithm_is_guessed(formula: str) -> None:
    with pytest.raises(BadInput):
        read_problem(formula)
