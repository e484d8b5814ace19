"""Real algebraic numbers without radicals: the k-th real root of an irreducible integer polynomial, as an atom."""

from __future__ import annotations

from typing import Any

from flint import arb, fmpz_poly

from diffcheck.exact.atoms import SmoothFunction, install
from diffcheck.exact.expr import Expr, atom, single


class Root:
    """The k-th real root (from below, 0-based) of an irreducible polynomial; the argument of a root atom."""

    __slots__ = ("coefficients", "index")

    def __init__(self, coefficients: tuple[int, ...], index: int) -> None:
        self.coefficients = coefficients
        self.index = index

    def __hash__(self) -> int:
        return hash((self.coefficients, self.index))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Root) and (self.coefficients, self.index) == (other.coefficients, other.index)

    def __str__(self) -> str:
        shown = []
        for k in range(len(self.coefficients) - 1, -1, -1):
            c = self.coefficients[k]
            if c:
                power = "" if k == 0 else "x" if k == 1 else f"x**{k}"
                size = str(abs(c)) if abs(c) != 1 or not power else ""
                shown.append(("-" if c < 0 else "+", size + ("*" if size and power else "") + power))
        first = ("-" if shown[0][0] == "-" else "") + shown[0][1]
        return f"CRootOf({first}{''.join(f' {s} {t}' for s, t in shown[1:])}, {self.index})"

    def ball(self) -> Any:
        """An enclosure at the current precision."""
        real = [z.real for z, _ in fmpz_poly(list(self.coefficients)).complex_roots() if z.imag == 0]
        real.sort(key=lambda z: float(z.mid()))
        return real[self.index] if real else arb("nan")


def real_roots(f: fmpz_poly) -> list[Expr]:
    """All real roots of an irreducible integer polynomial, in increasing order."""
    count = sum(1 for z, _ in f.complex_roots() if z.imag == 0)
    coefficients = tuple(int(f[k]) for k in range(f.degree() + 1))
    return [single(atom("CRootOf", Root(coefficients, k))) for k in range(count)]


install(SmoothFunction("CRootOf", lambda r: r.ball(), lambda _: ()))
