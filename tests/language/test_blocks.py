"""Functions of C and its relatives with their statements are the cases that they compute; what is not read is refused at its place."""

from __future__ import annotations

import pytest

from diffcheck.errors import DiffcheckError
from diffcheck.language import read_problem
from diffcheck.language.substitute import unfolded

READ = [
    ("double f(double x){ return x<0 ? -x : x; }", "{-x, x < 0; x, otherwise}"),
    ("static inline float f(const float x) { return fmaxf(0.f, x); }", "max(0, x)"),
    ("double f(double x){ if (x<0) return -x; return x; }", "{-x, x < 0; x, otherwise}"),
    ("double f(double x){ if (x < 0) { return -x; } else { return x*x; } }", "{-x, x < 0; x*x, otherwise}"),
    ("double f(double x){ double t = x - 1; if (t > 2) t = 2; return t; }", "{2, x - 1 > 2; x - 1, otherwise}"),
    ("double f(double x) { // half\n  /* of it */ return 0.5*x;\n}\n", "0.5x"),
    (
        "function f(x) { if (x < 0) { return -1; } else if (x > 0) { return 1; } return 0; }",
        "{-1, x < 0; {1, x > 0; 0, otherwise}, otherwise}",
    ),
    ("const g = (x) => { let t = Math.max(0, x); t *= 2; return t; }", "max(0, x)*2"),
    ("const f = x => x < 0 ? 0 : x", "{0, x < 0; x, otherwise}"),
    ("fn f(x: f32) -> f32 { return max(x, 0.0); }", "max(x, 0)"),
    ("public static double f(double x) { return Math.abs(x); }", "abs(x)"),
]


@pytest.mark.parametrize(("text", "plain"), READ, ids=lambda value: repr(value)[:40])
def test_a_function_is_the_cases_that_it_computes(text: str, plain: str) -> None:
    problem = read_problem(text)
    assert unfolded(problem.tree) == unfolded(read_problem(plain).tree)
    assert (problem.variable, problem.parameters) == ("x", ())


def test_the_other_formals_are_parameters_of_any_length() -> None:
    problem = read_problem("double f(double slope, double x) { return x < 0 ? slope*x : x; }")
    assert (problem.variable, problem.parameters) == ("x", ("slope",))
    assert read_problem("double soft(double input) { return input; }").tree == read_problem("x").tree


REFUSED = [
    ("double f(double x){ for(;;) return x; }", "Loops"),
    ("double f(double x){ while (x > 1) x = x/2; return x; }", "Loops"),
    ("double f(double x){ if (x>0) return x; }", "every path"),
    ("double f(double x){ int n = 2; return n*x; }", "Integers"),
    ("double f(double x){ double h = 1/2; return h*x; }", "quotient of integers"),
    ("double f(double x){ return f(x - 1); }", ""),
    ("double f(double x){ printf(x); return x; }", "not read"),
    ("double f(double x){ return x; } double g(double x){ return x; }", "Only one function"),
    ("x<0 ? -1/2 : x", "quotient of integers"),
    ("x<0 ? 3*1/2*x : x", "quotient of integers"),
    ("if x < 0\n  -x\nelse\n  x\nend", "ifelse"),
    ("function f(x)\n  if x < 0\n    return -x\n  end\n  return x\nend", "ifelse"),
    ("function y = f(x)\n  y = max(0, x);\nend", ""),
    ("double f(double x) { " + "if (x > 1) x = x + 1; " * 60 + "return x; }", "too large"),
]


@pytest.mark.parametrize(("text", "word"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_is_not_read_is_refused_at_its_place(text: str, word: str) -> None:
    with pytest.raises(DiffcheckError) as caught:
        read_problem(text)
    error = caught.value
    assert word in f"{error.message} {error.hint}"
    assert error.start is not None and 0 <= error.start <= (error.end or 0) <= len(text)


@pytest.mark.parametrize("text", ["x<0 ? -1.0/2 : x", "x<0 ? x/2 : x", "x < 0 ? (x + 1)/2 : 2.0*x/3"])
def test_other_quotients_are_numbers(text: str) -> None:
    assert read_problem(text).variable == "x"
