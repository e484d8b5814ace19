"""A report as SymPy objects: what `report.sympy` is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import sympy
from sympy import S

from diffcheck.language import real_term
from diffcheck.model.objects import Point, Stretch, View
from diffcheck.model.report import (
    Binding,
    BySmoothness,
    Finding,
    Index,
    Lack,
    OrderByExponent,
    Piece,
    Quantity,
    Report,
    Smoothness,
    Verdict,
)
from diffcheck.model.term import Chain, Interval, Number, Symbol, Term
from diffcheck.symbolic.terms import Translator

Made = TypeVar("Made")
ASSUMED: Final = {">": "positive", ">=": "nonnegative", "<": "negative", "<=": "nonpositive", "!=": "nonzero"}
"""What SymPy calls a real symbol that compares so with 0."""


def view(report: Report) -> View:
    """The report as SymPy objects."""
    problem = report.problem
    variable = sympy.Symbol(problem.variable, real=True)
    symbols, left = _parameters(problem.parameters, report.assumed)
    known = Translator(problem.variable, {problem.variable: variable, **symbols})
    points = tuple(_point(f, known) for f in report.points)
    pieces = tuple(_stretch(p, known) for p in report.pieces)
    bindings = report.solution.bindings if report.solution is not None else None
    domain = None if isinstance(report.domain, Lack) else _or_none(lambda one: _single(known.cases(one)), report.domain)
    return View(
        function=known.unevaluated(real_term(problem.tree)),
        variable=variable,
        parameters=tuple(symbols.values()),
        assumed=sympy.And(*(known(one) for one in left)),
        domain=domain,
        on=known(report.on) if isinstance(report.on, Interval) else domain if report.on == "domain" else S.Reals,
        continuous=_truth(report.continuous, known),
        differentiable=_truth(report.differentiable, known),
        smoothness=_orders(report.smoothness, known),
        points=points,
        pieces=pieces,
        derivative=None if problem.parameters else _derivative(variable, domain, pieces, points),
        solutions=None if bindings is None else [_solution(one, known) for one in bindings],
        conditions=() if bindings is None else tuple(S.true if one.condition is None else known(one.condition) for one in bindings),
    )


def _parameters(given: tuple[str, ...], assumed: tuple[Term, ...]) -> tuple[dict[str, Any], list[Term]]:
    """The symbols of the parameters, with what is assumed of each alone, and the assumptions that no symbol can hold."""
    told: dict[str, dict[str, bool]] = {name: {"real": True} for name in given}
    left = []
    for one in assumed:
        match one:
            case Chain((sign,), (Symbol(name), Number("0"))) if sign in ASSUMED and name in told:
                told[name][ASSUMED[sign]] = True
            case Chain(("in",), (Symbol(name), Symbol("Integers"))) if name in told:
                told[name]["integer"] = True
            case _:
                left.append(one)
    return {name: sympy.Symbol(name, **facts) for name, facts in told.items()}, left


def _or_none(make: Callable[[Term], Made], term: Term) -> Made | None:
    """An object; None where SymPy has none."""
    try:
        return make(term)
    except NotImplementedError:
        return None


def _single(cases: tuple[tuple[Any, Any], ...]) -> Any:
    """An object that holds always as it is; else pairs with conditions."""
    return cases[0][0] if len(cases) == 1 and cases[0][1] == S.true else cases


def _truth(verdict: Verdict, known: Translator) -> Any | None:
    if verdict.answer == "condition":
        assert verdict.condition is not None
        return known(verdict.condition)
    return {"yes": S.true, "no": S.false}.get(verdict.answer)


def _order(smoothness: Smoothness, known: Translator) -> Any | None:
    if isinstance(smoothness, OrderByExponent):
        return known(smoothness.shown)
    return S.Infinity if smoothness == "oo" else sympy.Integer(smoothness) if isinstance(smoothness, int) else None


def _orders(smoothness: Smoothness | BySmoothness, known: Translator) -> Any | None:
    if isinstance(smoothness, tuple):
        return tuple((_order(order, known), known(condition)) for condition, order in smoothness)
    return _order(smoothness, known)


def _with_index(index: Index | None, known: Translator) -> tuple[Translator, Any | None, Any | None]:
    """What names stand for where an index does, the index, and the integers that it runs through."""
    if index is None:
        return known, None, None
    symbol = sympy.Symbol(index.symbol, integer=True)
    here = known.knowing(index.symbol, symbol)
    indices = here.indices(index.set, symbol)
    if index.exceptions:
        indices = sympy.Complement(indices, sympy.FiniteSet(*map(here, index.exceptions)))
    return here, symbol, indices


def _point(f: Finding, known: Translator) -> Point:
    here, index, indices = _with_index(f.index, known)
    at = here(f.at)
    inside = here if f.symbol is None else here.knowing(f.symbol, at)

    def quantity(q: Quantity) -> Any | None:
        return None if q is None or isinstance(q, Lack) else inside(q)

    def facet(name: str) -> Any | None:
        cluster = f.cluster(name)
        return quantity(getattr(f, name)) if cluster is None else sympy.AccumBounds(*map(inside, cluster))

    return Point(
        at=at,
        index=index,
        indices=indices,
        points=sympy.FiniteSet(at) if index is None else sympy.ImageSet(sympy.Lambda(index, at), indices),
        value=quantity(f.value),
        left_limit=facet("left_limit"),
        right_limit=facet("right_limit"),
        left_derivative=facet("left_derivative"),
        right_derivative=facet("right_derivative"),
        continuous=_truth(f.continuous, known),
        differentiable=_truth(f.differentiable, known),
        smoothness=_order(f.smoothness, here),
        kind=f.kind,
        condition=S.true if f.condition is None else here(f.condition),
        certainty=f.certainty,
        because=f.because,
    )


def _stretch(piece: Piece, known: Translator) -> Stretch:
    here, index, indices = _with_index(piece.index, known)
    return Stretch(here(piece.interval), index, indices, here(piece.formula), here(piece.derivative))


def _solution(binding: Binding, known: Translator) -> dict[Any, Any]:
    here, _, _ = _with_index(binding.index, known)
    return {known.symbol(name): here(value) for name, value in binding.values}


def _derivative(x: Any, domain: Any | None, pieces: tuple[Stretch, ...], points: tuple[Point, ...]) -> Any | None:
    """f' where it exists: at the listed points with one slope from both sides, and on the pieces. None where these are not told."""
    if not (pieces or _is_finite(domain)) or any(point.differentiable is None for point in points):
        return None
    branches = [_slope_at(x, point) for point in points if point.differentiable == S.true]
    branches += [_slope_on(x, piece) for piece in pieces]
    if None in branches:
        return None
    return sympy.Piecewise(*branches, (S.NaN, True)) if branches else S.NaN


def _is_finite(domain: Any | None) -> bool:
    """Whether f is defined at single points alone: then it has no pieces; else the pieces are not known where none is told."""
    return isinstance(domain, sympy.Set) and domain.is_finite_set is True


def _slope_at(x: Any, point: Point) -> tuple[Any, Any] | None:
    """The derivative at a point, or at the members of a family of them at equal distances, whose index is told from x."""
    slope = point.left_derivative if point.left_derivative is not None else point.right_derivative
    if point.index is None or slope is None:
        return slope, sympy.Eq(x, point.at)
    found = _index_at(x, point.at, point.index)
    if found is None:
        return None
    here, start, period = found
    return slope.subs(point.index, here), sympy.And(sympy.Eq(sympy.Mod(x - start, period), 0), _runs(point.indices, here))


def _slope_on(x: Any, piece: Stretch) -> tuple[Any, Any] | None:
    """The derivative on a piece, or on the members of a family of equally long ones, whose index is told from x."""
    interval, n = piece.interval, piece.index
    if n is None:
        return piece.derivative, interval.contains(x)
    found = _index_at(x, interval.start, n)
    length = sympy.expand(interval.end - interval.start)
    if found is None or not length.is_number:
        return None
    here, start, period = found
    rest = sympy.Mod(x - start, period)
    return piece.derivative.subs(n, here), sympy.And(rest > 0, rest < length, _runs(piece.indices, here))


def _index_at(x: Any, place: Any, n: Any) -> tuple[Any, Any, Any] | None:
    """The largest n with place(n) <= x, place(0), and the distance of neighbours; None where that is not one positive number."""
    start = place.subs(n, 0)
    period = sympy.expand(place.subs(n, n + 1) - place)
    return (sympy.floor((x - start) / period), start, period) if period.is_number and period.is_positive else None


def _runs(indices: Any, here: Any) -> Any:
    """Whether an index is one of those that are meant."""
    return S.true if indices == S.Integers else indices.contains(here)
