"""How the order of smoothness at a point was decided, in words."""

from __future__ import annotations

from diffcheck.model.kind import Kind
from diffcheck.model.report import Finding, Lack, OrderByExponent, SmoothRoute, Steps
from diffcheck.model.term import Call, Symbol
from diffcheck.render.words.pretty import pretty
from diffcheck.render.words.script import Symbols
from diffcheck.render.words.sentences import quantity_words, smoothness_words


def order_argument(f: Finding, variable: str, *, symbols: Symbols) -> list[str]:
    """The order, and what decides it; nothing where f is not continuous or not defined."""
    k = f.smoothness
    if k in (None, -1) or f.kind in (Kind.UNDECIDED, Kind.OUTSIDE, Kind.ISOLATED):
        return []
    order = smoothness_words(k, symbols=symbols)
    if f.differentiable.answer == "no":
        return [f"Smoothness: continuous and not differentiable, so {order}."]
    if not f.steps:
        return [f"Smoothness: {order}."]
    route = f.steps[0].smoothness
    if route.found != k:
        return [f"Smoothness: {order}, for points crowd there at which f is no smoother."]
    why = _route(route, f.steps[0], variable, symbols)
    return [f"Smoothness: {why}: f is {order} there{' and no more' if k != 'oo' else ''}."]


def _route(route: SmoothRoute, s: Steps, variable: str, symbols: Symbols) -> str:
    match route.by:
        case "same function":
            flat = any(side and {side.limit_rule, side.slope_rule} & {"exponential", "dominance"} for side in (s.left, s.right))
            return "both branches are one function that is analytic there" + (", up to terms with all derivatives 0" if flat else "")
        case "smooth side":
            return "the branch has all derivatives up to the end"
        case "derivative" if route.order is not None:
            return _derivative(route, pretty(Call("f" + "'" * route.order, (Symbol(variable),)), symbols=symbols), symbols)
        case "exponent" if isinstance(route.found, OrderByExponent):
            bound = pretty(route.found.bound, symbols=symbols)
            above = pretty(route.found.above, symbols=symbols)
            return f"but for a polynomial, the derivative of order k tends to 0 for k < {bound}, and for k = {above} it does not"
        case "exponent" if isinstance(route.found, int):
            return f"but for a polynomial, the derivatives up to order {route.found} tend to 0, and the next one does not"
        case _:
            return "no derivative that was looked at fails"


def _derivative(route: SmoothRoute, name: str, symbols: Symbols) -> str:
    """The limits of the derivative that fails."""
    d = (route.left, route.right)
    if Lack.NO_LIMIT in d:
        sides = "either side" if d[0] == d[1] else "the left" if d[0] is Lack.NO_LIMIT else "the right"
        return f"{name} has no limit from {sides}, so it is not continuous there"
    left, right = (None if q is None else quantity_words(q, symbols=symbols, joint=" and ") for q in d)
    if left is None or right is None:
        return f"{name} tends to {right if left is None else left}"
    return f"{name} tends to {left} from the left and to {right} from the right"
