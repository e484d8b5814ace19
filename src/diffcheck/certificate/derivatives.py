"""Derivatives of formulas, term for term those that `D` of Composition.v computes, so that a proof may speak of them."""

from __future__ import annotations

from diffcheck.certificate.outside import Outside
from diffcheck.functions.formal import ADD, CST, DIV, MUL, OPP, Formal, X, exponent_of, natural_power, whole


def derivative(g: Formal) -> Formal:
    """The derivative of a formula without switches. Raises Outside."""
    operation = g.operation
    if operation.unfolded is not None:
        return derivative(operation.unfolded(*g.args))
    if operation == X.operation:
        return whole(1)
    if not g.args:
        return whole(0)
    slopes = [derivative(arg) for arg in g.args]
    if operation == ADD:
        return _add(*slopes)
    if operation == OPP:
        return _opp(*slopes)
    if operation == MUL:
        (a, b), (da, db) = g.args, slopes
        return _add(_mul(da, b), _mul(a, db))
    if operation == DIV:
        (a, b), (da, db) = g.args, slopes
        return _add(_div(da, b), _opp(_div(_mul(a, db), natural_power(b, 2))))
    n = exponent_of(g)
    if operation.coq == "Pow":
        return _mul(_mul(whole(n), _pow(g.args[0], n - 1)), slopes[0])
    if operation.slope is None:
        raise Outside(f"the derivative of {operation.coq}")
    return _mul(operation.slope(g.args[0]), slopes[0])


def derivatives(g: Formal, n: int) -> list[Formal]:
    """The formula and its derivatives up to the n-th."""
    found = [g]
    for _ in range(n):
        found.append(derivative(found[-1]))
    return found


def _is(u: Formal, n: int) -> bool:
    return u.operation.rational == n and not u.operation.coq.startswith(CST)


def _add(u: Formal, v: Formal) -> Formal:
    return v if _is(u, 0) else u if _is(v, 0) else Formal(ADD, (u, v))


def _opp(u: Formal) -> Formal:
    return u if _is(u, 0) else Formal(OPP, (u,))


def _mul(u: Formal, v: Formal) -> Formal:
    if _is(u, 0) or _is(v, 0):
        return u if _is(u, 0) else v
    return v if _is(u, 1) else u if _is(v, 1) else Formal(MUL, (u, v))


def _div(u: Formal, v: Formal) -> Formal:
    return u if _is(u, 0) else Formal(DIV, (u, v))


def _pow(u: Formal, n: int) -> Formal:
    return whole(1) if n <= 0 else u if n == 1 else natural_power(u, n)
