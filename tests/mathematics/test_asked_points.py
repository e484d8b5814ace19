"""`--at`: what is asked of a point is answered there, agrees with what the record says without being asked, and stands up to numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding, Report

from ..portion import portion
from .asking import cases, check
from .oracle import Judge, NotReal, Unsure, at_index, pieces_of

INCOMPLETE = (
    "(x^2+1)%x",
    "floor(tan(x))",
    "floor(tan(x))+sqrt(x-20)",
    "floor(acosh(x^2))",
    "max(x,(x^2+1)^(2/3))",
    "|sin(x)|+|sin(sqrt(2)*x)|",
    "floor(x)*floor(sqrt(2)*x)",
)
"""The list of points of these cannot be completed."""
FAMILIES = (
    "floor(x)",
    "floor(x)+ceil(-x)",
    "gamma(x)",
    "ceiling(cos(x))",
    "sqrt(sin(x))",
    "1/floor(x)",
    "x*floor(x)",
    "frac(x)*sqrt(x)",
    "tan(x)+log(x)",
    "log(sin(x)/x)",
    "sin(x)^x",
    "round(x)",
    "{1, floor(x)=0; 0}",
    "{|sin(1/x)|, x!=0; 0, True}",
    "{x^2*floor(1/x), x!=0; 0, True}",
    "|cos(pi*x)|^(2/3)",
)
FINITE = (
    "|x|",
    "sqrt(x)",
    "1/x",
    "x/x",
    "{x^2, x<1; 2x-1}",
    "max(x^3,x)",
    "log(x)^2",
    "sqrt(x^2-4)",
    "{1, x>0; 0}",
    "cbrt(x)",
    "sqrt(-x^2)",
    "floor(asin(x-2))",
)
CORPUS = [c["expr"] for name in ("finite.jsonl", "families.jsonl") for c in cases(name)]
SOME = random.Random(19).sample(CORPUS, 10)


@cache
def plain_report(formula: str) -> Report:
    """The record without --at."""
    return check(formula)


@cache
def asked_report(formula: str) -> tuple[tuple[str, ...], Report]:
    """The points to ask for, and the record with them."""
    points = tuple(asked_of(formula, plain_report(formula)))
    return points, check(formula, at=points)


def asked_of(formula: str, plain: Report) -> list[str]:
    """Points to ask for: small integers, halves, random rationals, and points that the record lists itself."""
    rng = random.Random(formula)
    points = ["0", "1", "2", "-1", "1/2", "-3/2", "20"]
    points += [str(Fraction(rng.randint(-400, 400), rng.choice((3, 7, 10, 16, 97)))) for _ in range(3)]
    points += [f.at for f in plain.points if f.index is None and f.symbol is None][:3]
    points += [at_index(f.at, f.index, n) for f in plain.points if f.index is not None for n in (3, -4) if is_member(n, f)][:3]
    return list(dict.fromkeys(points))


@cache
def is_member(n: int, f: Finding) -> bool:
    """Whether n is an index of a family."""
    import sympy

    assert f.index is not None
    if str(n) in f.index.exceptions:
        return False
    least = {"Integers": -100, "Naturals": 1, "Naturals0": 0}.get(f.index.set)
    return n >= least if least is not None else bool(sympy.sympify(f.index.set).subs(sympy.Symbol(f.index.symbol), n))


def entry(report: Report, at: str, judge: Judge) -> Finding:
    """The entry of a point of its own: without an index, at the point that was asked for."""
    x = judge.f.number(at)[1]
    found = [f for f in report.points if f.index is None and abs(judge.f.number(f.at)[1] - x) < 1e-30]
    assert len(found) == 1, (at, [f.at for f in report.points])
    return found[0]


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*INCOMPLETE, *FAMILIES, *FINITE, *SOME]))
def test_every_point_is_answered_as_numbers_have_it(formula: str) -> None:
    points, report = asked_report(formula)
    judge = Judge(report)
    for at in points:
        found = entry(report, at, judge)
        judge.point(found)
        judge.order(found)
        if found.kind is not Kind.UNDECIDED:
            assert_the_kind_is_that_of_the_numbers(judge, found)
    judge.verdicts()
    assert judge.complaints == []


def assert_the_kind_is_that_of_the_numbers(judge: Judge, found: Finding) -> None:
    """A point called outside has no value and no domain beside it; one called smooth has a value and domain on both sides."""
    at = judge.f.number(found.at)
    values = []
    for x in ("-1e-25", "0", "1e-25"):
        try:
            values.append(judge.value(judge._pair(at[1] + judge.c2.mpf(x)) if x != "0" else at))
        except Unsure:
            return
    if found.kind is Kind.OUTSIDE:
        assert values == [None, None, None], found.at
    elif found.kind is Kind.SMOOTH:
        assert None not in values, found.at


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*INCOMPLETE, *FAMILIES, *FINITE, *SOME]))
def test_asking_changes_nothing_else(formula: str) -> None:
    """Domain, pieces, verdicts and the other points are those of the record that was not asked."""
    plain = plain_report(formula)
    points, report = asked_report(formula)
    assert (report.domain, report.pieces, report.on) == (plain.domain, plain.pieces, plain.on)
    if plain.status == "ok":
        assert (report.continuous, report.differentiable, report.smoothness) == (plain.continuous, plain.differentiable, plain.smoothness)
    judge = Judge(report)
    own = {entry(report, at, judge).at for at in points}
    rest = [f for f in report.points if f.index is not None or f.at not in own]
    assert rest == [f for f in plain.points if f.index is not None or f.at not in own]


@pytest.mark.slow
@pytest.mark.parametrize("formula", portion([*FAMILIES, *FINITE, *SOME]))
def test_the_entry_is_what_the_record_says_of_its_place(formula: str) -> None:
    """In a piece f is smooth with the value of its formula; a listed point is as it was listed; a member is as its family."""
    plain = plain_report(formula)
    if plain.status != "ok":
        return
    points, report = asked_report(formula)
    judge = Judge(report)
    for at in points:
        found = entry(report, at, judge)
        x = judge.f.number(at)[1]
        listed = [f for f in plain.points if f.index is None and abs(judge.f.number(f.at)[1] - x) < 1e-30]
        if listed:
            assert found == replace(listed[0], at=found.at)
            continue
        families = [(f, n) for f in plain.points if f.index is not None for n in range(-50, 51) if is_member(n, f) and lies(judge, f, n, x)]
        if families:
            (family, n), *_ = families
            assert (found.kind, found.smoothness) == (family.kind, family.smoothness), at
            for name in ("value", "left_limit", "right_limit", "left_derivative", "right_derivative"):
                assert agree(judge, getattr(found, name), getattr(family, name), family, n), (at, name)
            continue
        for piece in (p for shown in plain.pieces for p in pieces_of(shown)):
            low, high = judge._ends(piece.interval)
            if (low is None or low < x) and (high is None or x < high):
                assert found.kind is Kind.SMOOTH and found.smoothness == "oo", at
                assert abs(judge.f.number(str(found.value))[1] - judge.text_at(piece.formula, x)) < 1e-30, at


def lies(judge: Judge, family: Finding, n: int, x: object) -> bool:
    """Whether the member of a family is this point."""
    assert family.index is not None
    try:
        return bool(abs(judge.f.number(at_index(family.at, family.index, n))[1] - x) < 1e-30)
    except NotReal:
        return False


def agree(judge: Judge, own: str | None, of_family: str | None, family: Finding, n: int) -> bool:
    """Whether a value at a point is that of the family there."""
    assert family.index is not None
    if own is None or of_family is None or "oo" in own or own == "dne":
        sign = 0 if own is None or "oo" not in own else judge.sign_of_infinity(own)
        other = None if of_family is None else at_index(of_family, family.index, n) if of_family not in ("oo", "-oo", "dne") else of_family
        return own == other or (sign != 0 and other is not None and sign == judge.sign_of_infinity(other))
    return bool(abs(judge.f.number(own)[1] - judge.f.number(at_index(of_family, family.index, n))[1]) < 1e-30)


@pytest.mark.parametrize(
    ("formula", "at", "kind", "value"),
    [
        ("gamma(x)", "3", "smooth", "2"),
        ("ceiling(cos(x))", "0", "smooth", "1"),  # 1 throughout (-pi/2, pi/2)
        ("(x^2+1)%x", "1/2", "smooth", "1/4"),  # 5/2 - 2*(1/2)... = x + 1/x - floor: (x^2+1) - x*floor(5/2) = 5/4 - 1
        ("floor(tan(x))", "20", "smooth", "2"),  # tan(20) = 2.237
        ("floor(tan(x))", "1", "smooth", "1"),  # tan(1) = 1.557
        ("floor(x)+ceil(-x)", "2", "smooth", "0"),
        ("floor(x)", "2", "jump", "2"),
        ("sqrt(sin(x))", "4", "outside", None),  # sin(4) < 0
        ("1/floor(x)", "1/2", "outside", None),
        ("sqrt(sin(x))", "1", "smooth", "sqrt(sin(1))"),
        ("floor(x)", "2.5", "smooth", "2"),
    ],
)
def test_points_worked_by_hand(formula: str, at: str, kind: str, value: str | None) -> None:
    report = check(formula, at=at)
    found = entry(report, at, Judge(report))
    assert (found.kind.value, found.value) == (kind, value)


@pytest.mark.slow
@pytest.mark.parametrize("formula", ["floor(x)*(x-a)", "a*floor(tan(x))", "|a*sin(x)+b*cos(x)|+floor(x)", "a*|x|", "floor(sin(x)+a)"])
@pytest.mark.parametrize("at", ["2", "1/3"])
def test_with_parameters_a_point_is_answered_too(formula: str, at: str) -> None:
    assert any(f.at == at and f.index is None for f in check(formula, at=at).points)


@pytest.mark.parametrize(("on", "at"), [("[0,1]", "5"), ("(0,oo)", "-1/2"), ("[0,oo)", "-3")])
@pytest.mark.parametrize("formula", ["|x|", "floor(x)", "floor(tan(x))", "sqrt(x)"])
def test_a_point_outside_the_asked_set_is_outside(formula: str, on: str, at: str) -> None:
    found = next(f for f in check(formula, on=on, at=at).points if f.at == at)
    assert (found.kind, found.value, found.continuous.answer) == (Kind.OUTSIDE, None, "no")


@pytest.mark.slow
def test_one_point_is_answered_where_the_list_takes_long_and_stays_open() -> None:
    found = check("x*floor(70*sin(x))", at=("1/2",))
    (asked,) = (f for f in found.points if str(f.at) == "1/2")
    assert (found.status, str(asked.value), asked.kind, asked.certainty) == ("undecided", "33/2", Kind.SMOOTH, "proved")
