"""Real numbers given by an equation, as atoms: roots of irreducible polynomials, and zeros enclosed in a bracket."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Context, Decimal
from fractions import Fraction
from functools import cmp_to_key
from math import isqrt, lcm, log2, prod
from typing import Any

from flint import arb, ctx, fmpq, fmpq_poly, fmpz, fmpz_poly

from diffcheck.exact.atoms import SmoothFunction, apply, facts, facts_if_any, install, is_function
from diffcheck.exact.ball import at_precision, enclose, enclose_at, enclose_inside, exactly, rational
from diffcheck.exact.calculus import by_powers, clear_denominators, derivative, expand, expanded, replace_atom
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, Monomial, atom, order_of, pi, single, symbol
from diffcheck.exact.generators import COS, PI, SIN, WAVES
from diffcheck.exact.modulo import equation_of, reduced
from diffcheck.exact.rewriting import expanded_arguments, in_generators, is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.walk import atoms_in, has_head
from diffcheck.model.term import Call, Number, Power, Product, Sum, Symbol, Term, signed

_DIGITS = 12  # of a zero in its name, where they tell it from the other zeros of its equation
_ALL_DIGITS = 80
_BITS = 300


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

    @property
    def order(self) -> tuple[Any, ...]:
        """What roots are sorted by."""
        return len(self.coefficients), self.coefficients, self.index

    def term(self) -> Term:
        """`CRootOf(x**3 - 3*x - 1, 0)`."""
        terms: list[tuple[str, Term]] = []
        for k, c in reversed(list(enumerate(self.coefficients))):
            if c:
                size = Number(str(abs(fmpz(c))))
                power = Symbol("x") if k < 2 else Power(Symbol("x"), Number(str(k)))
                shown = size if k == 0 else power if abs(c) == 1 else Product((("", size), ("*", power)))
                terms.append(("-" if c < 0 else "+" if terms else "", shown))
        return Call("CRootOf", (Sum(tuple(terms)), Number(str(self.index))))

    def ball(self) -> Any:
        """An enclosure at the current precision."""
        real = [z.real for z, _ in fmpz_poly(list(self.coefficients)).complex_roots() if z.imag == 0]
        real.sort(key=cmp_to_key(_order))  # isolating balls are disjoint
        return real[self.index] if real else arb("nan")


def _order(a: arb, b: arb) -> int:
    return -1 if a < b else 1


def real_roots(f: fmpz_poly) -> list[Expr]:
    """All real roots of an irreducible integer polynomial, in increasing order."""
    count = sum(1 for z, _ in f.complex_roots() if z.imag == 0)
    coefficients = tuple(int(f[k]) for k in range(f.degree() + 1))
    return [single(atom("CRootOf", Root(coefficients, k))) for k in range(count)]


class Implicit:
    """The only zero of an expression between two rationals, at which it has opposite signs; the argument of a zero atom."""

    __slots__ = ("expr", "high", "low", "name")

    def __init__(self, expr: Expr, name: str, low: fmpq, high: fmpq) -> None:
        self.expr = expr
        self.name = name
        self.low = low
        self.high = high

    def __hash__(self) -> int:
        return hash((self.expr, self.low, self.high))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Implicit) and (self.expr, self.low, self.high) == (other.expr, other.low, other.high)

    @property
    def order(self) -> tuple[Any, ...]:
        """What zeros are sorted by."""
        return self.low, self.high, sorted((order_of(m), c) for m, c in self.expr.terms.items())

    def term(self) -> Term:
        """`zero(x - cos(x), 0.739085133215)`: the equation, and as many digits as tell which of its zeros is meant."""
        from diffcheck.exact.text import term

        digits = self.digits()
        if digits == _DIGITS:
            return Call("zero", (term(self.expr), signed(f"{float((self.low + self.high) / 2):.{_DIGITS}g}")))
        return Call("zero", (term(self.expr), signed(f"{self._rounded(digits):f}")))

    def digits(self) -> int:
        """How many digits of the zero no other zero of the equation has: where u' has one sign around them, no two can have them (Rolle).

        Where that is not shown, so many that the decimal lies in the bracket, where u has no other zero.
        """
        slope = derivative(self.expr, self.name)
        for digits in range(_DIGITS, _ALL_DIGITS, 4):
            near = self._rounded(digits)
            around = Fraction(10) ** (near.adjusted() - digits + 1)
            ends = (min(Fraction(near) - around, Fraction(str(self.low))), max(Fraction(near) + around, Fraction(str(self.high))))
            if Fraction(str(self.low)) < Fraction(near) < Fraction(str(self.high)):
                return digits
            low, high = (arb(fmpq(end.numerator, end.denominator)) for end in ends)
            with at_precision(_BITS):
                if not enclose_inside(slope, _BITS, {self.name: low.union(high)}).contains(0):
                    return digits
        return _ALL_DIGITS

    def _rounded(self, digits: int) -> Decimal:
        """The zero rounded to so many digits; the bracket is narrow enough for those of a short name."""
        middle = (self.low + self.high) / 2
        if digits > _DIGITS:
            with at_precision(_BITS):
                middle = exactly(self.ball())
        return Context(prec=digits).divide(Decimal(int(middle.p)), Decimal(int(middle.q)))

    def ball(self) -> arb:
        """An enclosure at the current precision, with certified signs: it depends on nothing that was computed before.

        Quadratic interval refinement (Abbott, 2006): the bracket is cut into cells, the secant says which one holds the zero, and
        where the signs at its ends prove that, the next cut is finer by a square. Where they do not, it is halved.
        """
        precision = ctx.prec
        low, high = self.low, self.high
        sign_low = self._sign(low, precision + 20)
        cells = 4
        while (width := high - low) > (target := fmpq(1, 2**precision) * (1 + abs(low))):
            cells = min(cells, 2 ** int((width / target).ceil()).bit_length())  # no finer than is needed
            cell = self._cell(low, high, cells, sign_low, precision + 40)
            if cell is not None:
                low, high = cell
                cells = cells**2
                continue
            cells = max(isqrt(cells), 2)
            middle = (low + high) / 2
            s = self._sign(middle, precision + 40)
            if s is None:
                middle = low + (high - low) * fmpq(5, 13)
                s = self._sign(middle, precision + 40)
                if s is None:
                    break
            if s == sign_low:
                low = middle
            else:
                high = middle
        return arb(low).union(arb(high))

    def _cell(self, low: fmpq, high: fmpq, cells: int, sign_low: int | None, precision: int) -> tuple[fmpq, fmpq] | None:
        """The cell of the bracket that the secant points to, if the signs at its ends prove that the zero lies there."""
        at_low, at_high = (enclose_at(self.expr, precision, {self.name: q}) for q in (low, high))
        share = at_low / (at_low - at_high) * cells
        if not share.is_finite():
            return None
        k = min(max(int(share.mid().floor().unique_fmpz() or 0), 0), cells - 1)
        width = (high - low) / cells
        left, right = low + width * k, low + width * (k + 1)
        if (k and self._sign(left, precision) != sign_low) or (k + 1 < cells and self._sign(right, precision) in (sign_low, None)):
            return None
        return left, right

    def _sign(self, q: fmpq, precision: int) -> int | None:
        for p in (precision, precision + 800):  # the second for roots that crowd at a singular point
            value = enclose_at(self.expr, p, {self.name: q})
            if value > 0:
                return 1
            if value < 0:
                return -1
        return None


def implicit_root(u: Expr, name: str, low: fmpq, high: fmpq) -> Expr:
    """The only zero of u between two rationals where u has opposite signs."""
    return single(atom("zero", Implicit(u, name, low, high)))


def moved_root(y: Expr, name: str, a: Expr, b: Expr) -> Expr | None:
    """The x with a*x + b = y as a zero of its own, where y is one, and a and b are rational; else None."""
    slope, start = a.rational, b.rational
    root = next((a for a in atoms_in(y) if y == single(a)), None)
    if root is None or root.head != "zero" or not slope or start is None:
        return None
    known: Implicit = root.args[0]
    ends = sorted((end - start) / slope for end in (known.low, known.high))
    return implicit_root(expanded(replace_atom(known.expr, atom("symbol", known.name), symbol(name) * slope + start)), name, *ends)


def reciprocal_root(y: Expr) -> Expr:
    """1/y, as a zero of its own where y is one whose bracket does not hold 0."""
    root = next((a for a in atoms_in(y) if y == single(a) and a.head == "zero"), None)
    known: Implicit | None = None if root is None else root.args[0]
    if known is None or known.low * known.high <= 0:
        return expanded(y**-1)
    x = atom("symbol", known.name)
    return implicit_root(expanded(replace_atom(known.expr, x, single(x, -1))), known.name, 1 / known.high, 1 / known.low)


def separation_bits(u: Expr) -> float | None:
    """k such that a u made of rationals, roots and waves of rational multiples of pi is 0 or larger than 2**-k in size; else None.

    The root bound of Burnikel, Funke, Mehlhorn, Schirra and Schmitt (A separation bound for real algebraic expressions, 2009): with u(E),
    l(E) propagated over the expression and D the product of the degrees of its distinct roots, E = 0 or
    |E| >= 1 / (u(E)**(D - 1) * l(E)). E is U/L with algebraic integers U and L whose conjugates are not larger than u and l: for
    2*cos(2*pi*p/q), a sum of two roots of unity, they are not larger than 2; for a*r, where r is a root of a polynomial with integer
    coefficients that begins with a, not larger than a and the largest of the other coefficients together.
    """
    field = _Field()
    try:
        upper, lower = _bounds_of_sum(u, field)
    except NotAlgebraicError:
        return None
    degree = field.degree
    return (degree - 1) * max(upper, 0.0) + max(lower, 0.0) + 2 if degree <= effort().root_degree else None


class _Field:
    """The roots of which a number is made, with their degrees, and the order of the roots of unity whose sums its waves are."""

    def __init__(self) -> None:
        self.degrees: dict[tuple[Atom, int], int] = {}
        self.unity = 1

    @property
    def degree(self) -> int:
        """A bound of the degree of the field: the sums w + 1/w of the roots of unity of order q make one of degree phi(q)/2."""
        return prod(self.degrees.values()) * max(int(fmpz(self.unity).euler_phi()) // 2, 1)


class NotAlgebraicError(Exception):
    """The expression holds something else than algebraic numbers that are known as such."""


def _bounds_of_sum(u: Expr, field: _Field) -> tuple[float, float]:
    """(log2 of the upper, log2 of the lower bound) of numerator and denominator."""
    total: tuple[float, float] | None = None
    for m, c in u.terms.items():
        term = (log2(abs(int(c.p))), log2(int(c.q)))
        for a, e in m:
            factor = _bounds_of_power(a, Fraction(e), field)
            term = (term[0] + factor[0], term[1] + factor[1])
        if total is None:
            total = term
        else:
            x, y = total[0] + term[1], term[0] + total[1]
            total = (max(x, y) + 1, total[1] + term[1])
    return total or (0.0, 0.0)


def _bounds_of_atom(a: Atom, field: _Field) -> tuple[float, float]:
    if a.head == "prime":
        return log2(a.args[0]), 0.0
    if a.head == "sum":
        return _bounds_of_sum(a.args[0], field)
    if a.head == "CRootOf":
        *others, first = map(abs, a.args[0].coefficients)
        field.degrees[a, 1] = len(others)
        return log2(first + max(others)), log2(first)
    known = facts_if_any(a.head)
    if known is None or known.in_waves is None or (turns := (a.args[0] / (pi() * 2)).rational) is None:
        raise NotAlgebraicError
    if a.head not in WAVES:
        return _bounds_of_sum(known.in_waves(apply(SIN, *a.args), apply(COS, *a.args)), field)
    field.unity = lcm(field.unity, int((turns - fmpq(1, 4)).q if a.head == SIN else turns.q))
    return 1.0, 1.0


def _bounds_of_power(a: Atom, e: Fraction, field: _Field) -> tuple[float, float]:
    """Those of a power of U/L. A root of degree k is that of U*L**(k - 1) over L, or U over that of U**(k - 1)*L: one root in each, so
    that it counts k once in the degree."""
    upper, lower = _bounds_of_atom(a, field)
    k = e.denominator
    if k > 1:
        field.degrees[a, k] = k
        upper, lower = ((upper + (k - 1) * lower) / k, lower) if upper >= lower else (upper, ((k - 1) * upper + lower) / k)
    upper, lower = upper * abs(e.numerator), lower * abs(e.numerator)
    return (upper, lower) if e > 0 else (lower, upper)


def has_roots(u: Expr) -> bool:
    """Whether a number known by its equation alone stands in u."""
    return has_head(u, "CRootOf", "zero")


def vanishes_by_equation(u: Expr) -> bool:
    """Whether u is proved zero by the equation that one of its roots satisfies (u = 0 modulo that equation)."""
    roots = list(dict.fromkeys(a for a in atoms_in(u) if _has_equation(a)))
    for a in roots:
        if a.head == "CRootOf" and _zero_modulo_polynomial(u, a):
            return True
        if a.head != "CRootOf" and _zero_modulo_equation(u, a):
            return True
        if a.head in ("CRootOf", "zero") and _zero_when_reduced(u, a):
            return True
        if _zero_by_powers(u, a):
            return True
    return any(_zero_under_one_name(u, a, b) for b in roots if b.head == "zero" for a in roots if a is not b)


def _has_equation(a: Atom) -> bool:
    return a.head in ("CRootOf", "zero") or (is_function(a.head) and not a.free and facts(a.head).equation is not None)


def _equation(root: Atom) -> tuple[str, Expr]:
    """(letter, expression in it that vanishes at the root) for a zero, or for a value of a function that is declared by an equation."""
    if root.head == "zero":
        return root.args[0].name, root.args[0].expr
    declared = facts(root.head).equation
    assert declared is not None
    return ROOT, declared(symbol(ROOT), *root.args)


ROOT = "_root"


def _zero_under_one_name(u: Expr, a: Atom, b: Atom) -> bool:
    """Whether u is zero because a and b are one number: a lies in the bracket that holds b as its only zero, and satisfies b's equation."""
    known = b.args[0]
    here = enclose(single(a), 200)
    if not (here > rational(known.low, 200) and here < rational(known.high, 200)):
        return False
    if not vanishes_by_equation(replace_atom(known.expr, atom("symbol", known.name), single(a))):
        return False
    v = replace_atom(u, b, single(a))
    return is_zero_form(v) or vanishes_by_equation(v)


def _zero_by_powers(u: Expr, root: Atom) -> bool:
    """Whether u = l + q is zero because the equation of the root says so of l**n - (-q)**n, where n is odd or l and -q have one sign."""
    v = expand(clear_denominators(replace_atom(u, root, symbol(ROOT))))
    pair = conjugates(v, ROOT) if v is not None else None
    if pair is None:
        return False
    back, here = atom("symbol", ROOT), single(root)
    if pair.degree % 2 == 0:
        signs = [enclose(replace_atom(part, back, here), 200) for part in (pair.with_root, -pair.rest)]
        if not (all(s > 0 for s in signs) or all(s < 0 for s in signs)):
            return False
    norm = replace_atom(pair.norm, back, here)
    return is_zero_form(norm) or vanishes_by_equation(norm)


def _zero_when_reduced(u: Expr, root: Atom) -> bool:
    """Whether u is zero once the polynomials in the root that stand in it are reduced by its equation."""
    equation = equation_of(root)
    if equation is None:
        return False
    try:
        v = reduced(u, root, equation)
    except ZeroDivisionError:
        return False
    return v != u and is_zero_form(v)


def _zero_modulo_polynomial(u: Expr, root: Atom) -> bool:
    v = expand(clear_denominators(u))
    if v is None:
        return False
    parts: dict[Monomial, dict[int, fmpq]] = {}
    for m, c in v.terms.items():
        k = next((e for a, e in m if a is root), 0)
        if not isinstance(k, int) or k < 0:
            return False
        parts.setdefault(tuple((a, e) for a, e in m if a is not root), {})[k] = c
    modulus = fmpq_poly(list(root.args[0].coefficients))
    return all(not fmpq_poly([p.get(k, fmpq(0)) for k in range(max(p) + 1)]) % modulus for p in parts.values())


def _zero_modulo_equation(u: Expr, root: Atom) -> bool:
    """Solve the equation for an atom that stands in one of its terms only, and put that into u; once more in generators."""
    name, equation = _equation(root)
    v = replace_atom(u, root, symbol(name))
    if _vanishes(v, equation, name, root) or _vanishes(expand(v, expanded_arguments), equation, name, root):
        return True
    turned = _with_arguments_by(equation, name, v)
    if turned is not None and is_zero_form(turned):
        return True
    return _vanishes(expand(v, in_generators), expand(equation, in_generators), name, root)


def _with_arguments_by(equation: Expr, name: str, v: Expr) -> Expr | None:
    """v, what the equation says of c*x put in for c*x in the arguments of functions: tan(4*x/5) = x where 4*x/5 - atan(x) = 0.

    None where nothing is put in.
    """
    x = atom("symbol", name)
    share = by_powers(equation, x).get(1, ZERO)
    if not share or share.free:
        return None

    def rewritten(a: Atom, e: Exponent) -> Expr | None:
        if not isinstance(e, int) or not is_function(a.head) or len(a.args) != 1 or not isinstance(a.args[0], Expr):
            return None
        c = by_powers(a.args[0], x).get(1, ZERO)
        return None if not c or c.free else apply(a.head, expanded(a.args[0] - equation * (c / share))) ** e

    found = expand(v, rewritten)
    return None if found == v else found


def _is_multiple(v: Expr, equation: Expr, name: str, root: Atom) -> bool:
    """Whether v is the equation times a product of powers that is finite at the root."""
    w = expand(clear_denominators(v))
    if w is None or len(w.terms) != len(equation.terms) or not equation.terms:
        return False
    m, c = next(iter(equation.terms.items()))
    inverse = Expr({m: c}) ** -1
    for n, d in w.terms.items():
        factor = Expr({n: d}) * inverse
        if not w - expanded(equation * factor):
            return bool(enclose(replace_atom(factor, atom("symbol", name), single(root)), 200).is_finite())
    return False


def _vanishes(v: Expr | None, equation: Expr | None, name: str, root: Atom) -> bool:
    """Whether v = 0 follows from equation = 0, solved for one of its atoms."""
    cleared = expand(clear_denominators(equation)) if equation is not None else None
    if cleared is None or v is None:
        return False
    if _is_multiple(v, cleared, name, root):
        return True
    for a, solved in _solutions(cleared, name, root):
        try:
            if is_zero_form(replace_atom(v, a, solved)):
                return True
        except ZeroDivisionError:
            continue
    return False


def _solutions(equation: Expr, name: str, root: Atom) -> Iterator[tuple[Atom, Expr]]:
    """Each atom that stands in one term of the equation alone, with a factor that is not 0 at the root, and what it is equal to."""
    for m, c in equation.terms.items():
        for a, e in m:
            if e != 1 or a.head in ("symbol", "prime", PI) or sum(any(b is a for b, _ in n) for n in equation.terms) > 1:
                continue
            others = Expr({tuple((b, f) for b, f in m if b is not a): c})
            size = enclose(replace_atom(others, atom("symbol", name), single(root)), 200)
            if size > 0 or size < 0:
                yield a, (Expr({m: c}) - equation) / others


install(SmoothFunction("CRootOf", lambda r: r.ball(), lambda _: ()))
install(SmoothFunction("zero", lambda z: z.ball(), lambda _: ()))
