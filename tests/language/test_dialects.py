"""Dialects: each reads its own examples, what a name means at its seams is what the example says, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from diffcheck.api import functions_of
from diffcheck.errors import BadInput, DiffcheckError
from diffcheck.language import read_problem
from diffcheck.language.dialects import every, named
from diffcheck.language.substitute import substitute, unfolded
from diffcheck.language.write import reading
from diffcheck.model.tree import Name, Node

from ..shell.running import diffcheck as run

EXAMPLES = [(dialect.name, text, plain) for dialect in every() for text, plain in dialect.examples]


def meant(plain: str, variable: str) -> Node:
    """The tree of a plain text, with its variable renamed."""
    problem = read_problem(plain)
    return unfolded(substitute(problem.tree, {problem.variable: Name(variable)}))


def test_every_dialect_has_examples_and_is_found_by_each_of_its_names() -> None:
    for dialect in every():
        assert dialect.examples
        assert all(named(name) is dialect for name in (dialect.name, *dialect.aliases))
    with pytest.raises(BadInput, match="no dialect"):
        named("cobol")


@pytest.mark.parametrize(("dialect", "text", "plain"), EXAMPLES, ids=lambda value: repr(value)[:40])
def test_an_example_means_its_plain_form(dialect: str, text: str, plain: str) -> None:
    found = read_problem(text, dialect=dialect)
    assert unfolded(found.tree) == meant(plain, found.variable)
    assert any(note.startswith("read as ") for note in found.notes)


# Texts that show their dialect, or the same in all that fit.
EVIDENT = [
    ("fmax(0.0, fmin(1.0, x))", "max(0, min(1, x))"),
    ("fmod(x, 1.0)", "x - 1*trunc(x/1)"),
    ("Math.round(x)", "floor(x + 1/2)"),
    ("const f = (x) => Math.sign(x) * Math.abs(x);", "sign(x)*abs(x)"),
    ("x === 0 ? 1 : Math.sin(x) / x", "{1, x = 0; sin(x)/x, otherwise}"),
    ("smoothstep(0.0, 2.0, x)", "smoothstep((x - 0)/(2 - 0))"),
    ("mix(-1.0, 2.0, x)", "-1*(1 - x) + 2*x"),
    ("abs.(x) .^ 3 .+ 1", "abs(x)^3 + 1"),
    ("f = @(x) (x ~= 0) .* x.^3;", "(x != 0)*x^3"),
    ("merge(x**2, -x, x > 0)", "{x^2, x > 0; -x, otherwise}"),
    ("=IF(B2>500,B2-50,B2*0.9)", "{x - 50, x > 500; x*0.9, otherwise}"),
    ("if x > 2 then 4 elseif x > 0 then x^2 else 0", "{4, x > 2; x^2, x > 0; 0, otherwise}"),
    ("piecewise(x < 0, x^2, x < 1, x, 1)", "{x^2, x < 0; x, x < 1; 1, otherwise}"),
    ("piecewise(x^2, x < 1, 2*x - 1, x >= 1)", "{x^2, x < 1; 2*x - 1, x >= 1}"),
    ("f[x_] := If[x > 0, Exp[-1/x], 0]", "{exp(-1/x), x > 0; 0, otherwise}"),
    ("x.abs() + x.clamp(max=1)", "abs(x) + min(x, 1)"),
]


@pytest.mark.parametrize(("text", "plain"), EVIDENT, ids=lambda value: repr(value)[:40])
def test_a_text_that_shows_its_dialect_is_read_in_it(text: str, plain: str) -> None:
    found = read_problem(text)
    assert unfolded(found.tree) == meant(plain, found.variable)


# Texts that two dialects read as two functions.
TWO = [
    "step(0.5, x)",
    "piecewise(x < 0, -1, x > 0, 1)",
    "unit_step(x) + 1",
    "x > 0 ? x % 2 : 0",
    "x > 0 ? round(x) : 0",
    "1.5f * (x % 2.0f)",
    "x > 0 ? x * (1/2) : 0",
    "k*step(x-1); k = 2",
    "int(x) + x",
]


@pytest.mark.parametrize("text", TWO)
def test_a_text_that_two_dialects_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem(text)
    assert caught.value.code in ("ambiguous", "integer_quotient", "unknown_name")


@pytest.mark.parametrize(
    ("dialect", "text", "plain"),
    [
        ("c", "step(1, x)", None),
        ("glsl", "step(0.5, x)", "{1, x >= 0.5; 0, otherwise}"),
        ("maxima", "unit_step(x)", "{1, x > 0; 0, otherwise}"),
        ("sage", "unit_step(x)", "{1, x >= 0; 0, otherwise}"),
        ("maple", "piecewise(x < 0, -1, x > 0, 1)", "{-1, x < 0; 1, x > 0; 0, otherwise}"),
        ("matlab", "piecewise(x < 0, -1, x > 0, 1)", "{-1, x < 0; 1, x > 0}"),
        ("openmm", "step(x)", "{1, x >= 0; 0, otherwise}"),
        ("julia", "round(x)", "round(x)"),
        ("c", "round(x)", "sign(x)*floor(abs(x) + 1/2)"),
        ("javascript", "Math.round(x)", "floor(x + 1/2)"),
        ("c", "x % 3.0", "x - 3*trunc(x/3)"),
        ("python", "x % 3", "mod(x, 3)"),
        ("ti", "log(x)", "log10(x)"),
        ("spreadsheet", "=-A1^2", "(-x)^2"),
        ("javascript", "x * (1 / 2)", "x*(1/2)"),
    ],
)
def test_the_dialect_that_is_named_decides_the_seam(dialect: str, text: str, plain: str | None) -> None:
    if plain is None:
        with pytest.raises(DiffcheckError):
            read_problem(text, dialect=dialect)
        return
    found = read_problem(text, dialect=dialect)
    assert unfolded(found.tree) == meant(plain, found.variable)


@pytest.mark.parametrize("dialect", ["c", "glsl", "java", "fortran"])
def test_a_quotient_of_integers_is_refused_where_it_is_an_integer(dialect: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_problem("x * (1 / 2)", dialect=dialect)
    assert caught.value.code == "integer_quotient"
    assert "1.0/2" in str(caught.value.hint)
    assert read_problem("x * (1.0 / 2)", dialect=dialect).tree == read_problem("x*(1.0/2)").tree


# What a program holds as an integer is divided as one, whatever it is computed from; None: refused, elsewhere what it means.
QUOTIENTS = [
    ("c", "lround(x)/2", None), ("c", "lround(x)/2.0", "sign(x)*floor(abs(x) + 1/2)/2"),
    ("c", "round(x)/2", "sign(x)*floor(abs(x) + 1/2)/2"),
    ("c", "(x > 0 ? 1 : 2)/3", None), ("c", "(x > 0 ? 1.0 : 2)/3", "{1, x > 0; 2, otherwise}/3"),
    ("c", "(x > 0)/2", None), ("c", "(x > 0)/2.0", "(x > 0)/2"), ("c", "5 % 3/2*x", None), ("c", "fmod(5, 3)/2", "(5 - 3*trunc(5/3))/2"),
    ("c", "std::max(1, 2)/4*x", None), ("c", "fmax(1, 2)/4*x", "(max(1, 2)/4)*x"), ("c", "std::abs(-3)/2*x", None),
    ("c", "abs(x)/2", "abs(x)/2"),
    ("java", "Math.round(10*x)/10", None), ("java", "Math.round(10*x)/10.0", "floor(10*x + 1/2)/10"),
    ("java", "Math.rint(x)/2", "round(x)/2"),
    ("java", "Math.max(1, 2)/4*x", None), ("javascript", "Math.round(10*x)/10", "floor(10*x + 1/2)/10"),
    ("fortran", "int(x)/2", None), ("fortran", "nint(x)/2", None), ("fortran", "floor(x)/2", None), ("fortran", "ceiling(x)*3/2", None),
    ("fortran", "int(x)/int(x + 1)", None), ("fortran", "int(x)*x/2", "trunc(x)*x/2"), ("fortran", "floor(x)/2.0", "floor(x)/2"),
    ("fortran", "aint(x)/2", "trunc(x)/2"), ("fortran", "merge(1, 2, x > 0)/4", None),
    ("fortran", "merge(1.0, 2.0, x > 0)/4", "{1, x > 0; 2, otherwise}/4"), ("fortran", "mod(7, 4)/2*x", None),
    ("fortran", "2**3/3*x", None),
    ("fortran", "sign(1, 2)/2*x", None), ("fortran", "max(1, 2)/4*x", None), ("fortran", "max(x, 2.0)/4", "max(x, 2)/4"),
    ("fortran", "real(nint(x))/2", "sign(x)*floor(abs(x) + 1/2)/2"), ("fortran", "dble(2)/3*x", "(2/3)*x"), ("c", "pow(2, 3)/3", "2^3/3"),
    ("glsl", "max(1, 2)/4*x", None), ("glsl", "max(1.0, x)/4", "max(1, x)/4"),
    ("c", "double f(double x) { double n = 3; return n/2*x; }", "(3/2)*x"), ("c", "double f(double x) { auto n = 3; return n/2*x; }", None),
    ("c", "double f(double x) { double n = x > 0 ? 1 : 2; return n/4; }", "{1, x > 0; 2, otherwise}/4"),
    ("c", "double f(double x) { double n = 1; n = 3; n /= 2; return n*x; }", "(3/2)*x"),
    ("c", "double f(double x) { double n = 3/2; return n*x; }", None),
    ("javascript", "function f(x) { let n = 3; n = 2.5; return n/2*x; }", "(2.5/2)*x"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("c", "double f(double x) { auto n = 3; n = 2.5; return n*x; }"),  # an integer, and then 2
        ("java", "double f(double x) { var n = 3; n += 1; return n/2*x; }"),
        ("c", "double f(double x) { auto n = 3; if (x > 0) n = 5; return n*x; }"),
    ],
)
def test_a_name_whose_type_is_not_written_gets_one_value(dialect: str, text: str) -> None:
    with pytest.raises(BadInput, match="The type of n is not written"):
        read_problem(text, dialect=dialect)


@pytest.mark.parametrize(("dialect", "text", "plain"), QUOTIENTS, ids=lambda value: repr(value)[:40])
def test_what_is_an_integer_is_told_by_the_types_of_the_dialect(dialect: str, text: str, plain: str | None) -> None:
    if plain is not None:
        assert unfolded(read_problem(text, dialect=dialect).tree) == meant(plain, "x")
        return
    with pytest.raises(BadInput) as caught:
        read_problem(text, dialect=dialect)
    assert caught.value.code == "integer_quotient"


# Grammars that differ: what stands for another function elsewhere, or for none.
GRAMMARS = [
    # a^b^c: MATLAB and spreadsheets from left to right, most others from right to left, calculators not all alike
    ("matlab", "2^x^2", "(2^x)^2"), ("matlab", "x.^2.^3", "(x^2)^3"), ("matlab", "2^-x^2", None), ("matlab", "2^(-x^2)", "2^(-x^2)"),
    ("matlab", "2^-x + 1", "2^(-x) + 1"), ("spreadsheet", "=2^A1^2", "(2^x)^2"), ("spreadsheet", "=2^-A1^2", "(2^(-x))^2"),
    ("julia", "2^x^2", "2^(x^2)"), ("fortran", "2.0**x**2", "2^(x^2)"), ("mathematica", "2^x^2", "2^(x^2)"),
    ("javascript", "2**x**2", "2^(x^2)"),
    ("ti", "2^x^2", None), ("ti", "2^x*3", "2^x*3"), ("sbml", "2^x^2", None),
    # a comparison is a number, or what is compared with it a further condition
    ("c", "0 < x < 1 ? 1.0 : 2.0", None), ("c", "x > 0 == 1 ? 1.0 : 2.0", None), ("javascript", "0 < x < 1 ? 1 : 2", None),
    ("matlab", "(0 < x < 1).*x", None), ("spreadsheet", "=IF(0<A1<1,1,2)", None), ("glsl", "0.0 < x < 1.0 ? 1.0 : 2.0", None),
    ("c", "0 < x && x < 1 ? 1.0 : 2.0", "{1, 0 < x and x < 1; 2, otherwise}"),
    ("julia", "0 < x < 1 ? 1 : 2", "{1, 0 < x < 1; 2, otherwise}"),
    ("python", "1 if 0 < x < 1 else 2", "{1, 0 < x < 1; 2, otherwise}"),
    ("mathematica", "If[0 < x < 1, 1, 2]", "{1, 0 < x < 1; 2, otherwise}"),
    # a coefficient of Julia binds first
    ("julia", "1/2x", "1/(2*x)"), ("julia", "2^3x", "2^(3*x)"), ("julia", "x^2x", "x^(2*x)"), ("julia", "1/2(x + 1)^2", "1/(2*(x + 1)^2)"),
    ("julia", "2x^2 + 1/3sin(x)", "2*x^2 + 1/(3*sin(x))"), ("julia", "1/2*x", "(1/2)*x"), ("julia", "1/2√x", "1/(2*sqrt(x))"),
    ("mathematica", "1/2 x", "(1/2)*x"), ("geogebra", "1/2x", "(1/2)*x"),
    # hundredths bind before a power; a cell holds no equation
    ("spreadsheet", "=A1^2%", "x^(2/100)"), ("spreadsheet", "=-A1%^2", "(-(x/100))^2"), ("spreadsheet", "=2*A1%*3", "2*(x/100)*3"),
    ("spreadsheet", "=A1=0", None),
    # digits
    ("c", "010*x", None), ("java", "0x1F*x", None), ("javascript", "0b11*x", None), ("c", "0*x", "0*x"), ("c", "10*x + 0.5f", "10*x + 0.5"),
    ("matlab", "010*x", "10*x"), ("julia", "0x10*x", None), ("python", "0x10*x", "16*x"),
    # letters behind a number tell its type, and are no parameter; names of constants; ++ and -- are no two signs
    ("c", "1e-3f*x + 2L*x", "0.001*x + 2*x"), ("c", "3u/2*x", None), ("c", "3.f/2*x", "(3/2)*x"), ("java", "1L/2*x", None),
    ("java", "1d/2*x", "(1/2)*x"),
    ("wgsl", "1f*x + 2i*x", "1*x + 2*x"), ("c", "M_E*x", "E*x"), ("c", "M_PI_2*x", None), ("c", "x--1", None), ("c", "x - -1", "x - (-1)"),
    ("javascript", "++x", None), ("matlab", "x--1", "x - (-1)"),
    # the angle of the origin is 0 for a program
    ("c", "atan2(x*x, x)", "{0, x = 0 and x*x = 0; atan2(x*x, x), otherwise}"),
    ("julia", "atan(x, 1)", "{0, 1 = 0 and x = 0; atan2(x, 1), otherwise}"),
    ("python", "np.arctan2(x, 1)", "{0, 1 = 0 and x = 0; atan2(x, 1), otherwise}"),
    # ^ on bits; the roots that Maple calls root are the principal ones, a power in Maxima is the real root, and fix rounds down there
    ("maxima", "fix(x)", "floor(x)"), ("matlab", "fix(x)", "trunc(x)"),
    ("javascript", "Math.abs(x)^2", None), ("javascript", "Math.abs(x)**2", "abs(x)^2"), ("maple", "root(x, 3)", "{x^(1/3), x >= 0}"),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "text", "plain"), GRAMMARS, ids=lambda value: repr(value)[:40])
def test_what_binds_first_is_as_in_the_dialect(dialect: str, text: str, plain: str | None) -> None:
    if plain is None:
        with pytest.raises(BadInput):
            read_problem(text, dialect=dialect)
        return
    found = read_problem(text, dialect=dialect)
    assert reading(unfolded(found.tree)) == reading(meant(plain, found.variable)), "but for the reading of powers"


@pytest.mark.parametrize("dialect", ["maxima", "geogebra", "ti", "desmos"])
def test_a_root_written_as_a_power_is_the_real_one_where_the_program_takes_that(dialect: str) -> None:
    assert read_problem("x^(1/3)", dialect=dialect).tree == read_problem("x^(1/3)").tree


@pytest.mark.parametrize(("dialect", "text"), [("python", "x**(1/3)"), ("c", "pow(x, 1.0/3)"), ("julia", "x^(1/3)")])
def test_a_root_written_as_a_power_in_code_is_undefined_left_of_0(dialect: str, text: str) -> None:
    problem = read_problem(text, dialect=dialect)
    assert problem.tree == read_problem("x^(1/3)", roots="principal").tree
    assert any("principal roots" in note for note in problem.notes)


# --- Python

FUNCTIONS = [
    ("def f(x):\n    return tf.nn.leaky_relu(x)\n", "leaky_relu(x, 0.2)"),
    ("def f(x):\n    return F.leaky_relu(x)\n", "leaky_relu(x, 0.01)"),
    ("def f(x):\n    return scipy.special.huber(2, x)\n", "huber(x, 2)"),
    ("def f(x):\n    return math.remainder(x, 2) + np.remainder(x, 2)\n", "(x - 2*round(x/2)) + mod(x, 2)"),
    ("def f(x):\n    return nn.LeakyReLU(0.3)(x) + nn.GELU()(x)\n", "leaky_relu(x, 0.3) + gelu(x)"),
    (
        "def f(x):\n    if x < 0:\n        return -x\n    elif x <= 1:\n        return x**2\n    else:\n        return 2*x - 1\n",
        "{-x, x < 0; x^2, x <= 1; 2*x - 1, otherwise}",
    ),
    ("def f(x):\n    if x < 0:\n        return 0\n    if x < 1:\n        return x\n    return 1\n", "{0, x < 0; x, x < 1; 1, otherwise}"),
    (
        "def f(x):\n    s = x - 1\n    if s < 0:\n        s = 0\n    elif s > 1:\n        s = 1\n    return s*s\n",
        "{0, x-1 < 0; 1, x-1 > 1; x-1, otherwise}*{0, x-1 < 0; 1, x-1 > 1; x-1, otherwise}",
    ),
    ("A = 2\ndef f(x, b=3):\n    y = A*x\n    y += b\n    return max(0, y)\n", "max(0, 2*x + 3)"),
    ("def g(u): return abs(u)\ndef f(x): return g(x - 1) + g(x + 1)\n", "abs(x - 1) + abs(x + 1)"),
    ("import jax.numpy as np\ndef f(x): return np.sinc(x)\n", "sinc(pi*x)"),
    ("from math import floor as fl\ndef f(x): return fl(x)\n", "floor(x)"),
    ("f = lambda x: x if x > 0 else 0.1*x\n", "{x, x > 0; 0.1*x, otherwise}"),
    ("def f(x):\n    '''A ramp.'''\n    return np.clip(x, None, 1)\n", "min(x, 1)"),
    ("def f(x):\n    r = (lambda u: u*u)(x)\n    return r\n", "x*x"),
    # what a branch assigns is seen by the functions that it calls, by no other branch; defaults are of the time of the definition
    (
        "def f(x):\n    a = 1\n    def g(t): return a*t\n    if x > 0:\n        a = 2\n        return g(x)\n    return g(x)\n",
        "{2*x, x > 0; 1*x, otherwise}",
    ),
    (
        "def f(x):\n    k = 1\n    g = lambda t: k*t\n    if x > 0:\n        k = 3\n    return g(x)\n",
        "{3, x > 0; 1, otherwise}*x",
    ),
    ("def f(x):\n    a = 1\n    def g(t, c=a): return c*t\n    a = 2\n    return g(x)\n", "1*x"),
    ("A = 1\ndef g(t, c=A): return c*t\nA = 2\ndef f(x): return g(x) + A*x\n", "1*x + 2*x"),
    # loops over what is known are unrolled; a function sees its names as they are when it is called
    (
        "def f(x):\n    s = 0\n    for k in range(1, 4):\n        s += abs(x - k)\n    return s\n",
        "((0 + abs(x - 1)) + abs(x - 2)) + abs(x - 3)",
    ),
    ("def f(x):\n    for i in range(3):\n        x = x*i\n    return x\n", "((x*0)*1)*2"),
    ("def f(x):\n    return sum(abs(x - k) for k in range(3))\n", "abs(x - 0) + abs(x - 1) + abs(x - 2)"),
    ("def f(x):\n    return sum((max(0, x - k) for k in range(4, 0, -2)), 1)\n", "1 + max(0, x - 4) + max(0, x - 2)"),
    ("import math\ndef f(x):\n    return math.prod(x - c for c in (1, 2.5))\n", "(x - 1)*(x - 2.5)"),
    ("def f(x):\n    return np.sum([abs(x), x**2])\n", "abs(x) + x^2"),
    ("def f(x):\n    return sum(i*x**j for i in range(1, 3) for j in range(i))\n", "1*x^0 + 2*x^0 + 2*x^1"),
    ("def f(x):\n    return x + sum(x for _ in range(0))\n", "x + 0"),
    (
        "def f(x):\n    s = 0\n    for a in [1, 2]:\n        if x > a:\n            s = s + a\n    return s\n",
        "{{0 + 1, x > 1; 0, otherwise} + 2, x > 2; {0 + 1, x > 1; 0, otherwise}, otherwise}",
    ),
    ("def f(x):\n    fs = 0\n    for k in range(2):\n        g = lambda t: k*t\n    return g(x)\n", "1*x"),
    ("def f(x):\n    k = 5\n    y = sum(abs(x - k) for k in range(2))\n    return y + k\n", "(abs(x - 0) + abs(x - 1)) + 5"),
    ("def f(x):\n    for k in range(3):\n        pass\n    return abs(x - k)\n", "abs(x - 2)"),
]


@pytest.mark.parametrize(("text", "plain"), FUNCTIONS, ids=lambda value: repr(value)[:40])
def test_a_function_of_python_is_read_without_being_run(text: str, plain: str) -> None:
    problem = read_problem(text)
    assert unfolded(problem.tree) == unfolded(read_problem(plain).tree)
    assert (problem.variable, problem.parameters) == ("x", ())


REFUSED = [
    ("def f(x):\n    for i in range(3):\n        if x > i:\n            break\n    return x\n", "Loops"),
    ("def f(x):\n    for i in range(3):\n        if x > i:\n            return i\n    return x\n", "Loops"),
    ("def f(x):\n    for i in range(3):\n        if x > i:\n            continue\n        x = x + 1\n    return x\n", "Loops"),
    ("def f(x):\n    for i in range(3):\n        x = x + i\n    else:\n        x = 0\n    return x\n", "Loops"),
    ("def f(x):\n    for i in range(x):\n        x = x + i\n    return x\n", "integer"),
    ("def f(x):\n    for i in knots:\n        x = x + i\n    return x\n", "goes through"),
    ("def f(x):\n    for i, j in [(1, 2)]:\n        x = x + i\n    return x\n", "one name"),
    ("def f(x):\n    for i in range(100000):\n        x = x + i\n    return x\n", "at most 1000"),
    (
        "def f(x):\n    s = 0\n    for i in range(2):\n        c = math.sqrt(x - i)\n        s += c if x > 3 else 0\n    return s\n",
        "undefined there",
    ),
    ("def f(x):\n    s = 0\n    for c in [1/x, 2]:\n        s += c if x > 3 else 0\n    return s\n", "undefined there"),
    ("def f(x):\n    return sum(x, 1, 2)\n", "not read"),
    ("def f(x):\n    return sum(x)\n", "goes through"),
    # range takes no numbers of floating point, and quotients are such
    ("def f(x):\n    return sum(abs(x - k) for k in range(3.0))\n", "integer"),
    ("def f(x):\n    return sum(abs(x - k) for k in range(4 / 2))\n", "integer"),
    ("def f(x):\n    n = 4 / 2\n    for k in range(1 + n):\n        x = x + k\n    return x\n", "integer"),
    ("def f(x):\n    return np.sum([x, 1], axis=0)\n", "not read"),
    ("def f(x):\n    return sum(abs(x - k) for k in range(5) if k > 2)\n", "conditions"),
    ("def range(n): return [n]\ndef f(x):\n    return sum(abs(x - k) for k in range(5))\n", "goes through"),
    ("def f(x):\n    while x > 1:\n        x = x/2\n    return x\n", "Loops"),
    ("def f(x):\n    return f(x - 1) + 1\n", "Recursion"),
    ("def f(x):\n    if x > 0:\n        return x\n", "every path"),
    ("def f(x):\n    s = math.sqrt(x)\n    return s if x > 1 else 0\n", "undefined there all the same"),
    ("def g(u): return u if u > 5 and False else 1\ndef f(x):\n    return h(x)\n", "Unknown name h"),
    ("def f(x):\n    return a*x\n", "Unknown name a"),
    ("from losses import sqrt\ndef f(x): return sqrt(x)\n", "not read"),
    ("if FLAG:\n    a = 1\nelse:\n    a = 2\ndef f(x): return a*x\n", "not read"),
    ("@magic\ndef f(x): return x\n", "decorator"),
    ("def f(x): return x.__class__\n", "Attributes"),
    ("def f(x): return [y for y in x]\n", "not read"),
    ("def f(*x): return x\n", "one variable"),
    ("def f(x): return np.where(x, 1, 2)\n", "condition"),
    ("def f(x): return np.clip(x, foo=1)\n", "foo"),
    ("def f(x): return np.max(x, 0)\n", "axis"),
    ("def f(x): return F.huber_loss(x, 1)\n", "difference"),
    ("def f(x): return keras.activations.hard_sigmoid(x)\n", "version"),
    ("def f(x): return __import__('os').system('touch diffcheck_was_here')\n", ""),
    ("lambda x: exec('1')", ""),
    ("def f(x: return x\n", "no Python"),
    ("y = 3\ndef f(x):\n    if x > 0:\n        y = x\n    return y\n", "y"),  # not assigned on every path
    ("def f(x):\n    c = math.sqrt(x) > 1\n    return x if x > 1 and c else 0\n", "undefined there all the same"),
]


@pytest.mark.parametrize(("text", "word"), REFUSED, ids=lambda value: repr(value)[:40])
def test_what_cannot_be_read_of_python_is_refused_at_its_place(text: str, word: str) -> None:
    with pytest.raises(DiffcheckError) as caught:
        read_problem(text, dialect="python")
    assert word in f"{caught.value.message} {caught.value.hint}"
    assert not Path("diffcheck_was_here").exists()


def test_an_assignment_in_a_branch_keeps_what_is_evaluated() -> None:
    assert (
        read_problem("def f(x):\n    s = math.sqrt(x)\n    return s if s > 1 else 0\n").tree
        == read_problem("{sqrt(x), sqrt(x) > 1; 0, otherwise}").tree
    )


LOSSES = """
import numpy as np
D = 1.0

def relu(x):
    return max(0, x)

def huber(x, d=D):
    a = abs(x)
    if a <= d:
        return 0.5*a**2
    return d*(a - 0.5*d)

def loop(x):
    while x > 1:
        x = x/2
    return x
"""


@pytest.mark.slow
def test_functions_are_read_where_they_live(tmp_path: Path) -> None:
    file = tmp_path / "losses.py"
    file.write_text(LOSSES)
    one = run("--json", "--from", f"{file}:huber")
    assert (one.returncode, '"differentiable":true' in one.stdout, '"smoothness":1' in one.stdout) == (0, True, True)
    every_one = run("--json", "--from", str(file))
    assert len(every_one.stdout.splitlines()) == 2, "one record for each function that can be read"
    assert "Did you mean huber?" in run("--from", f"{file}:hubr").stderr
    assert "Loops" in run("--from", f"{file}:loop").stderr
    assert run("--from", str(tmp_path / "none.py")).returncode == 2


def test_the_text_of_a_function_holds_what_it_uses_and_no_more() -> None:
    (text,) = functions_of(LOSSES, "huber")
    assert text.startswith("D = 1.0\ndef huber")
    assert "relu" not in text


@pytest.mark.slow
def test_any_spoilt_text_of_a_dialect_is_read_or_refused_with_a_place_inside_it() -> None:
    from random import Random

    from ..hostile.inputs import foreign

    draw = Random(7)
    for _ in range(300):
        text = foreign(draw)
        for dialect in (None, draw.choice(every()).name):
            try:
                read_problem(text, dialect=dialect)
            except DiffcheckError as error:
                assert error.start is None or 0 <= error.start <= (error.end or 0) <= len(text)
    assert not Path("diffcheck_was_here").exists()
