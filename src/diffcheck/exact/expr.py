"""Exact real expressions: sums of monomials in interned atoms with rational coefficients. In and out: `Expr`, immutable.

An atom is a symbol, a prime (under a fractional exponent), pi, exp of a monomial, a logarithm, a sum under a power, or a
declared function of expressions. Products of sums stay factored; sums are collected. Every rewriting done here is an
identity on the set where the expression is defined, for fractional powers because the caller's sign oracle says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import gcd
from typing import Any, TypeAlias
from weakref import WeakValueDictionary, ref

from flint import fmpq

from diffcheck.exact.generators import PI
from diffcheck.exact.session import session
from diffcheck.exact.turn import turn
from diffcheck.model.term import Term

Exponent: TypeAlias = int | Fraction
Sign: TypeAlias = int
"""-1, 0 or 1."""


class Atom:
    """One irreducible factor: two atoms are the same object iff they have the same head and arguments."""

    __slots__ = ("__weakref__", "args", "balls", "free", "head", "heads", "order", "unfolds")
    free: frozenset[str]
    heads: frozenset[str]
    """Its own head and those of what stands inside it."""

    def __init__(self, head: str, args: tuple[Any, ...]) -> None:
        self.head = head
        self.args = args
        self.balls: dict[int, Any] = {}
        free = frozenset((args[0],)) if head == "symbol" else frozenset()
        heads = frozenset((head,))
        size = 1
        for arg in args:
            inner: Iterable[Monomial] = arg.terms if isinstance(arg, Expr) else (arg,) if isinstance(arg, tuple) else ()
            for m in inner:  # of a sum; the one under an exponential
                free = free.union(*[a.free for a, _ in m])
                heads = heads.union(*[a.heads for a, _ in m])
                size += _size(m)
        self.free = free
        self.heads = heads
        self.order: tuple[Any, ...] = (not free, size, head, *map(_order_of_argument, args))
        """Where it stands among the factors of a product: by what it is, not by what was asked before. What has symbols comes before
        constants, what is small before what is large, x before a."""
        self.unfolds = head == "sum" and (len(args[0].terms) == 1 or primitive_part(args[0])[0] != 1)
        """Whether an integer power of this sum has a normal form of its own."""

    def __repr__(self) -> str:
        return f"Atom({self.head}, {self.args})"


Monomial: TypeAlias = tuple[tuple[Atom, Exponent], ...]
SignOracle: TypeAlias = Callable[["Expr"], Sign | None]
ONE_MONOMIAL: Monomial = ()
ZERO_Q = fmpq(0)
ONE_Q = fmpq(1)


class Expr:
    """A sum of rational multiples of monomials: `terms` maps monomial to nonzero coefficient and is never changed."""

    __slots__ = ("_free", "_hash", "_term", "shown", "terms")

    def __init__(self, terms: dict[Monomial, fmpq]) -> None:
        self.terms = terms
        self._hash: int | None = None
        self._free: frozenset[str] | None = None
        self._term: tuple[ref[Atom], fmpq] | None = None
        """Itself as a sum atom (not held: the atom holds it) and a coefficient, once that was asked."""
        self.shown: tuple[Term, int] | None = None
        """Its text and how tightly it binds, once it has been written (text.py)."""

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset([(m, _hash_of(c)) for m, c in self.terms.items()]))
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Expr) and self.terms == other.terms)

    @property
    def free(self) -> frozenset[str]:
        """The names of the symbols in it."""
        if self._free is None:
            self._free = frozenset().union(*[a.free for m in self.terms for a, _ in m])
        return self._free

    @property
    def rational(self) -> fmpq | None:
        """Its value if it is a rational number as it stands."""
        if not self.terms:
            return ZERO_Q
        if len(self.terms) == 1:
            return self.terms.get(ONE_MONOMIAL)
        return None

    @property
    def integer(self) -> int | None:
        """Its value if it is an integer as it stands."""
        r = self.rational
        return int(r.p) if r is not None and r.q == 1 else None

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Expr | fmpq | int) -> Expr:
        if type(other) is not Expr:
            other = lift(other)
        if len(self.terms) < len(other.terms):
            self, other = other, self
        if not other.terms:
            return self
        terms = dict(self.terms)
        for m, c in other.terms.items():
            before = terms.get(m)
            if before is None:
                terms[m] = c
                continue
            s = before + c
            if s:
                terms[m] = s
            else:
                del terms[m]
        return Expr(terms)

    __radd__ = __add__

    def __neg__(self) -> Expr:
        return Expr({m: -c for m, c in self.terms.items()})

    def __sub__(self, other: Expr | fmpq | int) -> Expr:
        return self + (-lift(other))

    def __rsub__(self, other: Expr | fmpq | int) -> Expr:
        return lift(other) + (-self)

    def scaled(self, factor: fmpq) -> Expr:
        """factor * self."""
        if not factor:
            return ZERO
        return self if factor == 1 else Expr({m: c * factor for m, c in self.terms.items()})

    def __mul__(self, other: Expr | fmpq | int) -> Expr:
        if type(other) is not Expr:
            other = lift(other)
        if ONE_MONOMIAL in other.terms and len(other.terms) == 1:
            return self.scaled(other.terms[ONE_MONOMIAL])
        if ONE_MONOMIAL in self.terms and len(self.terms) == 1:
            return other.scaled(self.terms[ONE_MONOMIAL])
        if not self.terms or not other.terms:
            return ZERO
        (ma, ca), (mb, cb) = as_term(self), as_term(other)
        return product(ca * cb, ma + mb)

    __rmul__ = __mul__

    def __pow__(self, k: int) -> Expr:
        if k == 0:
            return ONE
        if k == 1 or (not self.terms and k > 0):
            return self
        m, c = as_term(self)
        return product(c**k, [(a, e * k) for a, e in m])

    def __truediv__(self, other: Expr | fmpq | int) -> Expr:
        other = lift(other)
        r = other.rational
        if r is not None:
            return self.scaled(1 / r)
        return self * other**-1

    def __rtruediv__(self, other: Expr | fmpq | int) -> Expr:
        return lift(other) / self

    def __repr__(self) -> str:
        return f"Expr({self.terms})"


_atoms: WeakValueDictionary[tuple[Any, ...], Atom] = WeakValueDictionary()
"""The atoms that somebody holds. It holds none itself, and what is in it is the same for all who ask: so it is shared by all questions."""


def atom(head: str, *args: Any) -> Atom:
    """The atom with this head and these arguments."""
    key = (head, *args)
    found = _atoms.get(key)
    return _made(key) if found is None else found


def _made(key: tuple[Any, ...]) -> Atom:
    with turn:
        found = _atoms.get(key)
        if found is None:
            head, *args = key
            found = _atoms[key] = Atom(head, tuple(args))
            session().atoms.append(found)
        return found


def number(value: fmpq | Fraction | int) -> Expr:
    """A rational number as an expression."""
    if not isinstance(value, fmpq):
        value = fmpq(value) if isinstance(value, int) else fmpq(value.numerator, value.denominator)
    return Expr({ONE_MONOMIAL: value}) if value else ZERO


ZERO = Expr({})
ONE = number(1)


def lift(value: Expr | fmpq | Fraction | int) -> Expr:
    """An expression as it is, a rational as an expression."""
    return value if isinstance(value, Expr) else number(value)


def single(a: Atom, exponent: Exponent = 1) -> Expr:
    """atom**exponent, as it stands."""
    return Expr({((a, exponent),): ONE_Q})


def symbol(name: str) -> Expr:
    """The real symbol of that name."""
    return single(atom("symbol", name))


def pi() -> Expr:
    """The number pi."""
    return single(atom(PI))


def add_all(parts: Iterable[Expr]) -> Expr:
    """The sum of many expressions, collected in one pass."""
    terms: dict[Monomial, fmpq] = {}
    for part in parts:
        for m, c in part.terms.items():
            terms[m] = terms[m] + c if m in terms else c
    return Expr({m: c for m, c in terms.items() if c})


def as_term(u: Expr) -> tuple[Monomial, fmpq]:
    """u as one monomial and its coefficient; a sum of several terms becomes a sum atom, primitive with positive leading coefficient."""
    if len(u.terms) == 1:
        return next(iter(u.terms.items()))
    if not u.terms:
        raise ZeroDivisionError
    known = u._term
    a = None if known is None else known[0]()
    if known is None or a is None:
        content, primitive = primitive_part(u)
        a = atom("sum", primitive)
        known = u._term = ref(a), content
    return ((a, 1),), known[1]


def _hash_of(c: fmpq) -> int:
    try:
        return hash(float(c))
    except OverflowError:
        return hash((int(c.p), int(c.q)))


def _size(m: Monomial) -> int:
    return 1 + sum(int(a.order[1]) for a, _ in m)


def order_of(m: Monomial) -> tuple[Any, ...]:
    """What monomials are sorted by."""
    return tuple([(a.order, e) for a, e in m])


def _order_of_argument(arg: Any) -> Any:
    """What atoms of one head are sorted by: different arguments have different places."""
    if isinstance(arg, Expr):
        return sorted((order_of(m), c) for m, c in arg.terms.items())
    if isinstance(arg, tuple):
        return order_of(arg)
    if isinstance(arg, str):
        return tuple(-ord(letter) for letter in arg)
    return arg if isinstance(arg, int) else arg.order


def primitive_part(u: Expr) -> tuple[fmpq, Expr]:
    """(c, p) with u = c * p, p with coprime integer coefficients, the one of its first monomial positive."""
    top, bottom = 0, 1
    for c in u.terms.values():
        top = gcd(top, int(c.p))
        q = int(c.q)
        bottom = bottom * q // gcd(bottom, q)
    content = fmpq(top, bottom)
    first = min(u.terms, key=order_of) if ONE_MONOMIAL not in u.terms or len(u.terms) == 1 else min((m for m in u.terms if m), key=order_of)
    if u.terms[first] < 0:
        content = -content
    return content, u if content == 1 else u.scaled(1 / content)


def product(coefficient: fmpq, factors: Iterable[tuple[Atom, Exponent]]) -> Expr:
    """coefficient * the product of atom**exponent, in normal form."""
    exponents: dict[Atom, Exponent] = {}
    fractional = False
    for a, e in factors:
        if a in exponents:
            e = exponents[a] + e
        if type(e) is not int:
            if e.denominator == 1:
                e = int(e)
            else:
                fractional = True
        exponents[a] = e
    if fractional:
        coefficient = _joined(coefficient, exponents)
    unfolded: list[Expr] = []
    kept: list[tuple[Atom, Exponent]] = []
    for a, e in exponents.items():
        if not e:
            continue
        if a.head == "prime":
            whole = e.__floor__()
            if whole:
                coefficient *= fmpq(a.args[0]) ** whole
                e -= whole
                if not e:
                    continue
        elif a.unfolds and type(e) is int:
            unfolded.append(a.args[0] ** e)
            continue
        kept.append((a, e))
    if len(kept) == 1:
        a, e = kept[0]
        result: Expr = a.args[0].scaled(coefficient) if e == 1 and a.head == "sum" else Expr({(kept[0],): coefficient})
    else:
        kept.sort(key=_place)
        result = Expr({tuple(kept): coefficient})
    for u in unfolded:
        result = result * u
    return result


def _place(factor: tuple[Atom, Exponent]) -> tuple[Any, ...]:
    return factor[0].order


def _joined(coefficient: fmpq, exponents: dict[Atom, Exponent]) -> fmpq:
    """Puts u**k to (-u)**e where e is no integer, in the given exponents; the coefficient with its sign, which k decides."""
    for a, e in list(exponents.items()):
        if type(e) is int or a.head != "sum":
            continue
        partner = _partner(a)
        k = exponents.get(partner) if partner is not None else None
        if type(k) is int and k:
            exponents[partner] = 0  # type: ignore[index]
            exponents[a] = e + k
            if k % 2:
                coefficient = -coefficient
    return coefficient


def _partner(a: Atom) -> Atom | None:
    """The atom that stands for the negative of a sum atom's argument, if it is one atom."""
    u = -a.args[0]
    if len(u.terms) == 1:
        m, c = next(iter(u.terms.items()))
        return m[0][0] if c == 1 and len(m) == 1 and m[0][1] == 1 else None
    return _atoms.get(("sum", u))
