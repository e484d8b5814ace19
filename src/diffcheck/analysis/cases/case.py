"""What is assumed of free parameters in one case of a question, and the signs that follow from it.

A case binds parameters to values, to open intervals or to the members of families, and knows signs of expressions. A sign that
it leaves open raises Open: the question is then asked again in each of the parts (`cases.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from diffcheck.analysis.indices.index import Family, over_range, using_index
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import rational_between
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.zeros.residues import fewest
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import assuming
from diffcheck.exact.ball import enclose, rational
from diffcheck.exact.calculus import expand, expanded, substitute
from diffcheck.exact.expr import ZERO, Atom, Expr, Sign, as_term, primitive_part, single
from diffcheck.exact.factoring import polynomial_factors
from diffcheck.exact.generators import LOG
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.sign import UndecidedSign, known_sign, sign, structural_sign

INDEX = "_k"
"""The index of families of parameter values; no name of the input begins with a low line."""


class Open(Exception):
    """The sign of `where` is needed and not known."""

    def __init__(self, where: Expr) -> None:
        super().__init__()
        self.where = where


@dataclass(frozen=True, slots=True)
class Fact:
    """The sign of an expression in parameters."""

    where: Expr
    sign: Sign


@dataclass(frozen=True, slots=True)
class Case:
    """What is assumed: values put in, open intervals and families of values of single parameters, signs of expressions."""

    values: tuple[tuple[str, Expr], ...] = ()
    cells: tuple[tuple[str, Expr | None, Expr | None], ...] = ()
    families: tuple[tuple[str, tuple[Family, ...]], ...] = ()
    """Parameters whose values are the members of these families, in INDEX."""
    facts: tuple[Fact, ...] = ()
    preferred: tuple[str, ...] = ()
    """Parameters for which equations are solved first."""

    def never_vanishes(self, u: Expr) -> bool:
        """What is assumed of parameters is asked by signs alone."""
        return False

    def is_integer(self, name: str) -> bool:
        """Parameters are real numbers."""
        return False

    def examples(self, name: str) -> tuple[int, ...]:
        """Parameters are real numbers."""
        return ()

    def value(self, name: str) -> Expr | None:
        """What a parameter is bound to."""
        return next((v for n, v in self.values if n == name), None)

    def cell(self, name: str) -> tuple[Expr | None, Expr | None]:
        """The open interval in which a parameter lies."""
        return next(((low, high) for n, low, high in self.cells if n == name), (None, None))

    def family(self, name: str) -> tuple[Family, ...]:
        """The families whose members a parameter takes; () where there are none."""
        return next((f for n, f in self.families if n == name), ())

    def sign(self, u: Expr) -> Sign:
        """The sign of u in this case. Raises Open or UndecidedSign."""
        v = expand(u)
        if (v is not None and not v) or is_zero_form(u):
            return 0
        w = u if v is None else v
        factors = polynomial_factors(w)
        if factors is not None:
            constant, parts = factors
            total = sign(constant)
            for part, power in parts:
                s = self._sign_of_factor(part)
                if s == 0:
                    return 0
                total *= s if power % 2 else 1
            return total
        m, c = as_term(w)
        if len(w.terms) == 1:
            total = 1 if c > 0 else -1
            for a, e in m:
                s = self._sign_of_atom(a)
                if s == 0:
                    return 0
                total *= s if not isinstance(e, int) or e % 2 else 1
            return total
        return self._sign_of_factor(w)

    def _sign_of_atom(self, a: Atom) -> Sign:
        """The sign of one factor. A logarithm is positive exactly where its argument is greater than 1."""
        if a.head == "sum":
            return sign(a.args[0])
        if a.head == LOG:
            return sign(a.args[0] - 1)
        u = single(a)
        return sign(u) if a.head == "symbol" or not a.free else structural_sign(u) or self._sign_of_factor(u)

    def _sign_of_factor(self, u: Expr) -> Sign:
        if not u.free:
            return sign(u)
        content, p = primitive_part(u)
        for fact in self.facts:
            if fact.where == p:
                return fact.sign * (1 if content > 0 else -1)
        if len(u.free) == 1:
            (name,) = u.free
            return self._sign_in_families(u, name) if self.family(name) else self._sign_in_cell(u, name)
        s = self._sign_by_bounds(u) or self._sign_of_quadratic(u)
        if s:
            return s
        raise Open(p)

    def _sign_of_quadratic(self, u: Expr) -> Sign:
        """The sign of a u^2 + b u + c with b^2 - 4ac < 0, which is that of a; 0: not plain. Asks nothing new."""
        for name in sorted(u.free):
            parts = coefficients(u, name)
            if parts is None or len(parts) != 3:
                continue
            c, b, a = parts
            try:
                if self.sign(b * b - a * c * 4) < 0:
                    return self.sign(a)
            except (Open, NotYet):
                continue
        return 0

    def _sign_by_bounds(self, u: Expr) -> Sign:
        """The sign where every term of a sum has the same one; 0: not plain. Asks nothing new."""
        signs = set()
        for m, c in u.terms.items():
            total = 1 if c > 0 else -1
            for a, e in m:
                if isinstance(e, int) and e % 2 == 0:
                    inner = 1
                elif not a.free:
                    inner = sign(single(a))
                elif len(a.free) == 1:
                    try:
                        inner = self._sign_in_cell(single(a) if a.head != "sum" else a.args[0], next(iter(a.free)))
                    except (Open, NotYet):
                        return 0
                else:
                    return 0
                total *= inner
            signs.add(total)
        strict = any(all(not (isinstance(e, int) and e % 2 == 0 and a.free) for a, e in m) for m in u.terms)
        return signs.pop() if len(signs) == 1 and strict else 0

    def _sign_in_cell(self, u: Expr, name: str) -> Sign:
        low, high = self.cell(name)
        with assuming(None):
            try:
                crossed = bool(zeros(u, Interval(name, low, high)))
            except Infinite:
                crossed = True
            if crossed:
                raise Open(u)
            sample = rational_between(low, high)
        for precision in (100, 400, 3000):
            value = enclose(u, precision, {name: rational(sample, precision)})
            if value > 0:
                return 1
            if value < 0:
                return -1
        raise UndecidedSign(u)

    def _sign_in_families(self, u: Expr, name: str) -> Sign:
        signs = {s for s, _ in self.signs_in_families(u, name)}
        if len(signs) > 1:
            raise Open(u)
        return signs.pop()

    def signs_in_families(self, u: Expr, name: str) -> list[tuple[Sign, Family]]:
        """The sign of u, which holds no other parameter, at the members of the parameter's families. Raises NotYet."""
        found: list[tuple[Sign, Family]] = []
        for family in self.family(name):
            if family.range is None:
                found.append((sign(substitute(u, name, family.at, known_sign)), family))
                continue

            def at(k: Expr, family: Family = family) -> tuple[Sign, Expr]:
                value = substitute(family.at, INDEX, k, known_sign)
                return sign(expanded(substitute(u, name, value, known_sign))), value

            with assuming(None):
                seen = over_range(INDEX, family.range, at, zeros)
            found += [(s, Family(value, part if value.free else None)) for (s, value), part in seen]
        return found

    def with_value(self, name: str, value: Expr) -> Case:
        """The case with a parameter put in everywhere else too."""

        def put(u: Expr) -> Expr:
            return expanded(substitute(u, name, value, known_sign))

        return replace(
            self,
            values=(*((n, put(v)) for n, v in self.values), (name, value)),
            cells=tuple(c for c in self.cells if c[0] != name),
            facts=tuple(Fact(put(f.where), f.sign) for f in self.facts),
        )

    def with_cell(self, name: str, low: Expr | None, high: Expr | None) -> Case:
        """The case with a parameter in a smaller interval."""
        return replace(self, cells=(*(c for c in self.cells if c[0] != name), (name, low, high)))

    def with_families(self, name: str, found: tuple[Family, ...]) -> Case:
        """The case with a parameter that takes the members of families only."""
        return replace(self, families=(*(f for f in self.families if f[0] != name), (name, found)))

    def with_fact(self, where: Expr, s: Sign) -> Case:
        """The case with one more sign."""
        return replace(self, facts=(*self.facts, Fact(where, s)))


def coefficients(u: Expr, name: str) -> list[Expr] | None:
    """The coefficients of u as a polynomial in one symbol, the constant one first; None if it is none."""
    found: dict[int, Expr] = {}
    for m, c in u.terms.items():
        k = next((e for a, e in m if a.head == "symbol" and a.args[0] == name), 0)
        rest = tuple((a, e) for a, e in m if not (a.head == "symbol" and a.args[0] == name))
        if not isinstance(k, int) or k < 0 or any(name in a.free for a, _ in rest):
            return None
        found[k] = found.get(k, ZERO) + Expr({rest: c})
    return [found.get(k, ZERO) for k in range(max(found) + 1)] if found else None


def recurring(u: Expr, name: str, cell: tuple[Expr | None, Expr | None] = (None, None)) -> tuple[Family, ...]:
    """All zeros in a cell of an expression in one parameter, where they are infinitely many, as families in INDEX. Raises NotYet."""
    with assuming(None), using_index(INDEX) as ranges:
        found = zeros(u, Interval(name, *cell))
    families = [Family(c, part) for c in found for part in (ranges[c] if c.free else [None])]
    return (*fewest([f for f in families if f.range is not None], INDEX), *(f for f in families if f.range is None))
