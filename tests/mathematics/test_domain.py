"""The domain and the pieces against numbers: what is said of a point is whether the formula has a value there, and which."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from typing import Any

import pytest
import sympy
from flint import fmpq

from diffcheck import api
from diffcheck.analysis.lenses.plain import POINT
from diffcheck.errors import BadInput
from diffcheck.exact.expr import number, pi
from diffcheck.functions.facts import Function
from diffcheck.functions.register import declarations, declared
from diffcheck.language import read_problem
from diffcheck.model.kind import Kind
from diffcheck.model.report import Index, Report

from ..portion import portion
from .asking import check, report
from .oracle import Judge, NotReal, Unsure, _split, at_index, members

PARTS = (
    "sqrt(x)",
    "log(x+1)",
    "floor(x)",
    "tan(x)",
    "1/sin(x)",
    "frac(2x)",
    "asin(x/2)",
    "sqrt(sin(x))",
    "acos(ceil(x))",
    "sqrt(floor(x)+2)",
    "gamma(x)",
    "1/(x-1)",
    "{abs(sin(x)), x<3}",
    "{floor(x), x>1; sqrt(cos(x)), x<0}",
    "1/floor(x)",
    "floor(sqrt(x))",
    "sqrt(-x^2)",
)
PAIRS = [f"{a}+{b}" for a, b in combinations(PARTS, 2)]
MORE = (
    *PARTS,
    "frac(x)*sqrt(x)",
    "sqrt(x)*floor(x)",
    "log(floor(x))",
    "sqrt(gamma(x))",
    "log(sin(x)/x)",
    "sin(x)^x",
    "min(frac(x),sqrt(x))",
    "min(frac(2x),sqrt(x))",
    "gamma(1+x^2)",
    "round(x/(1+x^2))",
    "{1, floor(x)=0; 0}",
    "floor(x)+ceil(-x)",
    "sqrt(-frac(x))",
    "sqrt(-sin(x)^2)",
    "sqrt(-sin(x)^2)+sqrt(x)",
    "log(|sin(1/x)|)",
    "floor(acosh(x^2))",
    "floor(asin(x-2))",
    "floor(tan(x))+sqrt(x-20)",
    "{floor(tan(x)), x<1; sqrt(x-5)}",
    "sqrt(sin(x))+sqrt(cos(x))",
    "sqrt(sin(x))*sqrt(-sin(x))",
    "log(tan(x))+1/floor(2x)",
    "sqrt(sin(x)+sin(sqrt(2)*x)+x/9)",
    "round(x)",
    "x*floor(x)",
    "ceiling(cos(x))",
)
FEW = range(-60, 61)
"""The members of families that are looked at."""
SETS = ("reals", "[0,2]", "(0,oo)", "(-oo,3]", "[-7/2,7/2)", "[2,oo)")


def places() -> list[Fraction]:
    """Where to look: special numbers, and others at random."""
    rng = random.Random(7)
    special = [Fraction(k, 2) for k in range(-12, 13)] + [Fraction(20), Fraction(25), Fraction(-19, 2)]
    return special + [Fraction(rng.randint(-9000, 9000), 997) for _ in range(60)]


@dataclass(frozen=True)
class Stretch:
    """An interval, or a point, of a domain or of a piece; n: which member of a family."""

    low: Any
    high: Any
    low_in: bool
    high_in: bool
    n: int | None

    def has(self, x: Any) -> bool:
        """Whether a number belongs to it."""
        above = self.low is None or x > self.low or (self.low_in and x == self.low)
        return above and (self.high is None or x < self.high or (self.high_in and x == self.high))


def stretches(text: str, judge: Judge) -> list[Stretch]:
    """`[a, b]`, `(a, b) : n in Naturals`, `{a}`, `{a : n <= -1}`, member by member."""
    inside_braces = text.startswith("{")
    body, _, condition = (text[1:-1] if inside_braces else text).partition(" : ")
    letter = re.match(r"(?:And\()?(\w+)", condition)
    ends = [body, body] if inside_braces else list(_split(body[1:-1]))
    closed = (True, True) if inside_braces else (body[0] == "[", body[-1] == "]")
    found = []
    for n in FEW if letter else (None,):
        if n is not None and letter is not None and not holds(condition, letter[1], n):
            continue
        try:
            low, high = (None if "oo" in e else judge.f.number(put(e, letter[1] if letter else "", n))[1] for e in ends)
        except NotReal:
            continue
        found.append(Stretch(low, high, *closed, n))
    return found


def put(text: str, name: str, n: int | None) -> str:
    """A text with a number for the index."""
    return text if n is None else at_index(text, Index(name, "Integers"), n)


def holds(condition: str, name: str, n: int) -> bool:
    """Whether an index belongs to a set such as `n in Naturals, n != 0` or `n <= -1`."""
    first, *left_out = condition.split(f", {name} != ")
    if any(str(n) in e.split(", ") for e in left_out):
        return False
    if " in " in first:
        return n >= {"Integers": -1000, "Naturals": 1, "Naturals0": 0}[first.split(" in ")[1]]
    return bool(sympy.sympify(first).subs(sympy.Symbol(name), n))


def is_in_domain(domain: list[tuple[bool, list[Stretch]]], x: Any) -> bool:
    """Whether a number belongs to parts that are joined, or taken away, from the left."""
    inside = False
    for joins, part in domain:
        if any(s.has(x) for s in part):
            inside = joins
    return inside


def refuted(r: Report, at: Sequence[Fraction] = ()) -> list[str]:
    """Numbers at which the domain, or a piece, is not what it is said to be: the usual places, and more."""
    judge = Judge(r)
    _, *rest = parts = re.split(r" (U|\\) ", r.domain)
    shown = [] if r.domain in ("{}", "undecided") else parts[::2]
    domain = list(zip([True, *(joint == "U" for joint in rest[::2])], [stretches(part, judge) for part in shown], strict=False))
    pieces = [(p, s) for p in r.pieces for s in stretches(p.interval + (f" : {where(p.index)}" if p.index else ""), judge)]
    cuts = [e for _, s in pieces for e in (s.low, s.high) if e is not None]
    cuts += [judge.f.number(m.at)[1] for f in r.points if f.kind is Kind.ISOLATED for m in members(f)]
    found = []
    for q in [*places(), *at]:
        x = judge.f.constant(q)
        try:
            value = None if is_open_end(r.on, judge, x[1]) else judge.value(x)
        except Unsure:
            continue
        if r.domain != "undecided" and is_in_domain(domain, x[1]) is not (value is not None):
            found.append(f"{q}: the value is {value}, the domain {r.domain}")
        homes = [(p, s) for p, s in pieces if s.has(x[1])]
        if len(homes) > 1 or (homes and value is None):
            found.append(f"{q}: the value is {value}, the pieces {[p.interval for p, _ in homes]}")
        elif homes:
            (p, s) = homes[0]
            told = judge.text_at(put(p.formula, p.index.symbol if p.index else "", s.n), x[1])
            if told is not None and abs(told - value) > 1e-20 * max(1, abs(value)):
                found.append(f"{q}: the value is {value}, that of {p.formula} is {told}")
        elif value is not None and r.pieces and all(abs(e - x[1]) > 1e-40 for e in cuts):
            found.append(f"{q}: there is a value and no piece")
    return found


CROWDED = (
    # formula, where the ends of its domain crowd
    ("sqrt(sin(1/x))", 0),
    ("log(sin(1/x))", 0),
    ("{sqrt(sin(1/x)), x>0; x, x<=0}", 0),
    ("{sqrt(sin(1/x)), x!=0; 0}", 0),
    ("sqrt(cos(1/(x-1)))", 1),
    ("sqrt(sin(1/x))+sqrt(x)", 0),
    ("1/sqrt(sin(pi/x)-1/2)", 0),
    ("sqrt(sin(1/x))+sqrt(1-x^2)", 0),
    ("log(cos(1/x)+sin(1/x))", 0),
    ("asin(2*sin(1/x))", 0),
    ("log(tan(2/(x+2)))", -2),
)


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "c"), CROWDED)
def test_a_domain_whose_ends_crowd_is_that_of_the_numbers(formula: str, c: int) -> None:
    rng = random.Random(11)
    beside = [c + 1 / Fraction(rng.randint(-40_000, 40_000), 997) for _ in range(60)]
    for r in (report(formula), check(formula, on="[-1/5, oo)")):
        assert r.domain != "undecided"
        assert refuted(r, [Fraction(c), *beside]) == []


def where(index: Index) -> str:
    """The set of an index as a domain has it."""
    left_out = f", {index.symbol} != {', '.join(index.exceptions)}" if index.exceptions else ""
    return (f"{index.symbol} in {index.set}" if index.set.isalnum() else index.set) + left_out


def is_open_end(on: str, judge: Judge, x: Any) -> bool:
    """Whether a number is an end of the asked set that does not belong to it."""
    return (on[0] == "(" and x == judge.low) or (on[-1] == ")" and x == judge.high)


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*MORE, *PAIRS]))
def test_the_domain_and_the_pieces_are_those_of_the_numbers(formula: str) -> None:
    try:
        assert refuted(report(formula)) == []
    except BadInput as error:
        assert error.code == "empty_domain"
        assert nowhere(formula)


@pytest.mark.slow
@pytest.mark.parametrize("on", SETS)
@pytest.mark.parametrize(
    "formula", [*portion(MORE), "sqrt(x-2)", "sqrt(2-x)", "sqrt(-(x-2)^2)", "log(x)", "sqrt(x-2)+floor(x)", "sqrt(-x)*tan(x)"]
)
def test_the_domain_within_a_set_is_that_of_the_numbers(formula: str, on: str) -> None:
    try:
        assert refuted(check(formula, on=on)) == []
    except BadInput as error:
        assert error.code == "empty_domain"
        assert nowhere(formula, on)


def nowhere(formula: str, on: str = "domain") -> bool:
    """Whether numbers find no value in the set."""
    judge = Judge(replace(report("x"), problem=read_problem(formula), on=on))
    for q in places():
        x = judge.f.constant(q)
        try:
            if not is_open_end(on, judge, x[1]) and judge.value(x) is not None:
                return False
        except Unsure:
            continue
    return True


@pytest.mark.parametrize(
    ("formula", "domain"),
    [
        ("frac(x)*sqrt(x)", "[0, oo)"),
        ("tan(x)+log(x)", "(0, oo) \\ {pi*n + pi/2 : n in Naturals0}"),
        ("{abs(sin(x)), x<3}", "(-oo, 3)"),
        ("sqrt(floor(x))", "[0, oo)"),
        ("log(floor(x))", "[1, oo)"),
        ("sqrt(gamma(x))", "(2*n, 2*n + 1) : n <= -1 U (0, oo)"),
        ("asin(x)+tan(x)", "[-1, 1]"),
        ("acos(ceil(x))", "(-2, 1]"),
        ("sin(x)^x", "(2*pi*n, 2*pi*n + pi) : n in Integers"),
        ("floor(acosh(x^2))", "(-oo, -1] U [1, oo)"),  # although its jumps are not all known
        ("floor(tan(x))+sqrt(x-20)", "[20, oo) \\ {pi*n + pi/2 : n >= 6}"),  # 6*pi + pi/2 = 20.4
    ],
)
def test_domains_worked_by_hand(formula: str, domain: str) -> None:
    assert report(formula).domain == domain


@pytest.mark.parametrize(
    ("formula", "pieces"),
    [
        ("gamma(x)", [("(n, n + 1)", "n <= -1", "gamma(x)"), ("(0, oo)", None, "gamma(x)")]),
        ("gamma(1+x^2)", [("(-oo, oo)", None, "gamma(x**2 + 1)")]),
        ("round(x/(1+x^2))", [("(-oo, oo)", None, "0")]),  # |x/(1+x^2)| <= 1/2, and 1/2 rounds to 0
        ("{1, floor(x)=0; 0}", [("(-oo, 0)", None, "0"), ("(0, 1)", None, "1"), ("(1, oo)", None, "0")]),
        ("min(frac(x),sqrt(x))", [("(n, n + 1)", "Naturals0", "x - n")]),
        ("floor(x)", [("(n, n + 1)", "Integers", "n")]),
    ],
)
def test_pieces_worked_by_hand(formula: str, pieces: list[tuple[str, str | None, str]]) -> None:
    assert [(p.interval, p.index.set if p.index else None, p.formula) for p in report(formula).pieces] == pieces


UNKNOWN = ("sqrt(sin(x)+sin(sqrt(2)*x))", "sqrt(sin(1/x^2))", "log(cos(x^2)-sin(x))")


@pytest.mark.slow
@pytest.mark.parametrize("formula", [*UNKNOWN, *MORE, "sqrt(a+cos(x))", "sqrt(x-a)+tan(x)"])
def test_a_domain_that_is_not_known_leaves_the_status_undecided(formula: str) -> None:
    record = api.answer(formula, api.prepare(api.Options()))
    assert isinstance(record.answer, Report), record.answer
    if "undecided" in str(record.answer.domain):
        assert record.answer.status == "undecided" and api.exit_code(record) == 3
        assert record.answer.notes


@pytest.mark.slow
@pytest.mark.parametrize("formula", UNKNOWN)
def test_these_domains_are_not_known(formula: str) -> None:
    """The law above must be met by some formulas; where one of these is decided one day, another one takes its place."""
    assert report(formula).domain == "undecided"


TOTAL = [f for f in declarations() if isinstance(f, Function) and f.total]


@pytest.mark.parametrize("function", TOTAL, ids=lambda f: f.head)
def test_what_is_declared_total_is_defined_for_all_real_arguments(function: Function) -> None:
    arguments = [number(fmpq(k, 2)) for k in range(-9, 10)] + [pi(), -pi() / 2]
    count = max(function.least, 1 if function.most is None else min(function.most, 3))
    for args in product(arguments, repeat=count) if count < 3 else zip(arguments, arguments[3:], arguments[5:], strict=False):
        assert function.rule(POINT, *args) is not None


@pytest.mark.parametrize("head", ["/", "sqrt", "log", "tan", "asin", "acosh", "gamma", "Mod", "^", "moving_power", "atanh", "sec", "csch"])
def test_what_is_not_defined_everywhere_is_not_declared_total(head: str) -> None:
    assert not declared(head).total  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("formula", "planted"),
    [
        ("floor(x)", {"domain": "(-oo, oo) \\ {n : n in Naturals}"}),
        ("sqrt(x)*floor(x)", {"domain": "(0, oo)"}),
        ("tan(x)+log(x)", {"domain": "(0, 20]"}),
        ("sqrt(sin(x))", {"domain": "[2*pi*n, 2*pi*n + pi] : n in Naturals"}),
        ("floor(x)", {"pieces": report("floor(x+1)").pieces}),
        ("{1, floor(x)=0; 0}", {"pieces": report("{1, floor(x)=0; 0}").pieces[:2]}),
    ],
)
def test_planted_errors_are_found(formula: str, planted: dict[str, Any]) -> None:
    assert refuted(report(formula)) == []
    assert refuted(replace(report(formula), **planted)) != []


@pytest.mark.parametrize(
    ("formula", "places", "domain"),
    [
        ("1/tan(x)", {"pi*n", "pi*n + pi/2"}, "(-oo, oo) \\ {pi*n/2 : n in Integers}"),
        ("|tan(x)|", {"pi*n", "pi*n + pi/2"}, "(-oo, oo) \\ {pi*n + pi/2 : n in Integers}"),
        ("floor(x + 1/3) + floor(x)", {"n", "n + 2/3"}, "(-oo, oo)"),
        ("floor(x + 1/3)", {"n - 1/3"}, "(-oo, oo)"),  # 0 is no member
        ("|cos(x)| + |sin(2*x)|", {"pi*n", "pi*n + pi/2"}, "(-oo, oo)"),
    ],
)
def test_families_of_which_0_is_a_member_are_counted_from_it(formula: str, places: set[str], domain: str) -> None:
    found = report(formula)
    assert {str(p.at) for p in found.points} == places
    assert found.domain == domain
    assert all(p.index is not None and p.index.set == "Integers" for p in found.points)


@pytest.mark.parametrize(
    ("formula", "sign", "left_out"),
    [
        ("x*floor(x)", "oo*(n)", "0"),
        ("floor(x)*(x - 2)", "oo*(n - 2)", "2"),
        ("floor(x)*(2 - x)", "oo*(2 - n)", "2"),
        ("(x + 3)*floor(x)", "oo*(n + 3)", "-3"),
    ],
)
def test_every_integer_but_one_is_one_family(formula: str, sign: str, left_out: str) -> None:
    (jumps,) = (p for p in report(formula).points if p.kind is Kind.JUMP)
    assert jumps.index is not None
    assert (jumps.index.set, jumps.index.exceptions) == ("Integers", (left_out,))
    assert jumps.left_derivative == sign
