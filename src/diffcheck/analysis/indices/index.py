"""Integer indices: families of points c(n), what is known of n, and the splitting of its range where an answer changes.

A question about an expression in n is answered for all n of a range at once, or it raises Split; then it is asked again for
each part: residue classes, ranges between the places where a sign changes, and single integers, which are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import field, replace
from itertools import pairwise
from typing import Final, TypeAlias, TypeVar

from flint import arb, fmpq

from diffcheck.analysis.indices.integer_zeros import difference_of_values, possible_zeros, turns_of_wave
from diffcheck.analysis.indices.levels import INNER, where_it_vanishes
from diffcheck.analysis.indices.ranges import ALL, Range, in_use, using_index
from diffcheck.analysis.indices.steps import sign_of_steps
from diffcheck.analysis.indices.wholes import Unsure, is_whole, is_whole_constant, where_whole
from diffcheck.analysis.lenses.interval import Interval, Solver, is_exactly_one_sided
from diffcheck.analysis.lenses.steps import has_steps
from diffcheck.analysis.refusals import Infinite
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Assumptions, Given, Split, assumed_integer, assuming, assumptions, without_integers
from diffcheck.exact.atoms import apply, facts, is_function
from diffcheck.exact.ball import enclose, enclose_at, hull
from diffcheck.exact.calculus import denominators, derivative, expand, expanded, substitute
from diffcheck.exact.conjugates import conjugates
from diffcheck.exact.expr import ZERO, Atom, Exponent, Expr, Monomial, Sign, add_all, number, pi, primitive_part, product, single, symbol
from diffcheck.exact.factoring import sign_factors
from diffcheck.exact.generators import LOG, POSITIVE, SIN, WAVES, WHOLE
from diffcheck.exact.levels import LETTER, AtLevel, at_level, with_plain_arguments
from diffcheck.exact.order import merge_sites
from diffcheck.exact.rewriting import in_generators, is_zero_form
from diffcheck.exact.session import effort
from diffcheck.exact.sign import UndecidedSign, known_sign, sign, structural_sign, vanishes
from diffcheck.exact.walk import arguments, atoms_in
from diffcheck.model.immutable import immutable

_FAR: Final = 10**6 + 3
"""An index that is far away."""


@immutable
class IndexAssumptions:
    """The symbol `name` is an integer of the range."""

    name: str
    range: Range
    """What is proved of all integers between its ends is proved of its members; its conditions say of some expressions whether they are
    integers."""
    solver: Solver
    """Finds all zeros of an expression in the index on an interval: where its sign may change."""
    outer: Assumptions | None = None
    chosen: tuple[tuple[Expr, Sign], ...] = ()
    """Signs that alternate as the index moves, each chosen in one of two ways, one after the other."""
    wanted: list[Expr] = field(default_factory=list, compare=False)
    """Where expressions are noted of which such a sign is asked and not chosen."""
    unsure: Unsure = Unsure.NEVER
    """Whether a Split into parts is understood of which nobody knows whether they have members, for that depends on parameters."""

    def examples(self, name: str) -> tuple[int, ...]:
        """Three neighbours, and one that is far away in the same direction, as far as the range goes."""
        if name != self.name:
            return () if self.outer is None else self.outer.examples(name)
        among = self.range.plain() if self.range.depends_on_parameters else self.range
        first = among.some()
        step = -1 if among.low is None and among.high is not None else 1
        return tuple(n for n in (first, first + step, first + 2 * step, first + _FAR * step) if among.contains(n))

    def is_integer(self, name: str) -> bool:
        """Whether the symbol is the index, or an integer by the assumptions outside."""
        return name == self.name or (self.outer is not None and self.outer.is_integer(name))

    def residue(self, name: str, modulus: int) -> int | None:
        """That of a parameter; the index is put in as a member of its class instead (`over_range`)."""
        return None if name == self.name or self.outer is None else self.outer.residue(name, modulus)

    def integer_part(self, u: Expr) -> int | None:
        """That of an expression in parameters by the assumptions outside."""
        return None if self.name in u.free or self.outer is None else self.outer.integer_part(u)

    def value(self, name: str) -> Expr | None:
        """What a parameter is bound to by the assumptions outside."""
        return None if self.outer is None else self.outer.value(name)

    def given(self, name: str) -> Given | None:
        """What the question says of a parameter."""
        return None if self.outer is None else self.outer.given(name)

    def sign(self, u: Expr) -> Sign:
        """The sign of u for all n of the range. Raises Split or UndecidedSign."""
        if self.name not in u.free:
            if self.outer is None:
                raise UndecidedSign(u)
            return self.outer.sign(u)
        if u.free != {self.name}:
            return self._sign_of_product(u)
        v = expand(u)
        if v is not None and not v:
            return 0
        if is_zero_form(u):
            return 0
        only = self.range.plain().only()
        if only is not None:
            return sign(substitute(u, self.name, number(only), known_sign))
        level = at_level(u, self.name)
        if level is not None:
            plain = with_plain_arguments(u, self.name)
            level = level if plain == u else at_level(plain, self.name)
            return sign(plain) if level is None else self._sign_at_level(plain, level)
        if has_steps(u):
            return sign_of_steps(u, self._is_whole)
        w = u if v is None else v
        lifted = _without_poles(self._with_plain_poles(w), self.name)
        if lifted is not None:
            return sign(lifted)
        try:
            return self._sign_between_zeros(u)
        except NotYet:
            self._part_at_edge(w)
            return self._alternating_sign(w)

    def _part_at_edge(self, u: Expr) -> None:
        """Raises Split for the last member before an expression is undefined: log(4*n + 1) for n >= 0 has an edge between -1/2 and 0.

        The others lie half an index beyond a number at which it is defined, so that its zeros can be looked for from there on.
        """
        half = fmpq(1, 2)
        for end, inward in ((self.range.low, half), (self.range.high, -half)):
            places: tuple[fmpq, ...] = () if end is None else (end - inward, fmpq(end), end + inward)
            if [self._is_defined(u, n) for n in places] == [False, True, True]:
                raise Split(self.name, (number(places[-1]),))

    def _is_defined(self, u: Expr, n: fmpq) -> bool:
        return bool(enclose_at(u, 64, {self.name: n}).is_finite())

    def _sign_at_level(self, u: Expr, level: AtLevel) -> Sign:
        """The sign of an expression in the solution of an equation in the index. Raises Split or UndecidedSign."""
        plain = structural_sign(level.h)
        if plain or is_zero_form(level.h):
            return plain
        h = expand(level.h, in_generators) if any(_is_quotient_of_waves(a) for a in _functions_in(level.h, LETTER)) else level.h
        if h is None or has_steps(h) or any(_has_hidden_poles(a) for a in _functions_in(h, LETTER)):
            raise UndecidedSign(u)
        level = replace(level, h=_without_poles(h, LETTER) or h)
        if self._has_poles_at_level(level):
            raise UndecidedSign(u)
        cuts, alone = self._zeros_at_level(level)
        if len(self.range.plain().parts(cuts)) > 1:
            raise Split(self.name, cuts)
        if not alone and not structural_sign(level.h, strict=False) and not is_exactly_one_sided(level.h):
            return self._alternating_sign(u)
        value = enclose(u, 200, {self.name: arb(self.range.plain().inner())})
        if value > 0 or value < 0:
            return 1 if value > 0 else -1
        raise UndecidedSign(u)

    def _has_poles_at_level(self, level: AtLevel) -> bool:
        """Whether h may have a pole where the level runs."""
        poles = [v for v, is_pole in breaking(level.h, LETTER) if is_pole]
        if not poles:
            return False
        run = Interval(LETTER, *level.between(*self._ends()), analytic=False)
        try:
            with assuming(None), using_index(None):
                return any(self.solver(v, run) for v in poles)
        except NotYet:
            return True

    def _zeros_at_level(self, level: AtLevel) -> tuple[tuple[Expr, ...], bool]:
        low, high = self._ends()
        with assuming(None), using_index(None):
            return where_it_vanishes(level, low, high, self.solver, IndexAssumptions(INNER, ALL, self.solver))

    def _is_whole(self, w: Expr) -> bool:
        return is_whole(w, self.name, self.range, self._with_range, unsure=self.unsure)

    def _with_range(self, part: Range) -> IndexAssumptions:
        return IndexAssumptions(self.name, part, self.solver, self.outer)

    def _ends(self) -> tuple[Expr | None, Expr | None]:
        """Numbers between the range and the next integers."""
        half = fmpq(1, 2)
        low = None if self.range.low is None else number(self.range.low - half)
        return low, None if self.range.high is None else number(self.range.high + half)

    def _with_plain_poles(self, u: Expr) -> Expr:
        """u with its poles in denominators, a tangent as a quotient. Raises UndecidedSign where it may have others in the range."""
        for a in _functions_in(u, self.name):
            beyond = facts(a.head).poles_up_to
            if beyond is not None and sign(a.args[-1] - beyond) <= 0:
                raise UndecidedSign(u)
        if not any(_is_quotient_of_waves(a) for a in _functions_in(u, self.name)):
            return u
        v = expand(u, in_generators)
        if v is None or any(_is_quotient_of_waves(a) for a in _functions_in(v, self.name)):
            raise UndecidedSign(u)
        return v

    def _alternating_sign(self, u: Expr) -> Sign:
        """The chosen sign of an expression that does not vanish, and changes its sign as no range describes it. Raises UndecidedSign."""
        c, w = primitive_part(u)
        s = 1 if c > 0 else -1
        factors = _factors(w)
        if factors is not None:
            return s * _sign_of_factors(factors, u)
        plain = expand(w, in_generators)
        if plain is not None and len(plain.terms) == 1 < len(w.terms):  # sin(n)**2 - 1 = -cos(n)**2
            return s * sign(plain)
        difference = difference_of_values(w) or argument_of_odd(w)
        if difference is not None:
            return s * sign(difference)
        for known, t in self.chosen:
            if known in (w, -w):
                return s * t if known == w else -s * t
        if w.free == {self.name} and self.never_vanishes(w):
            bounded = enclose(w, 64, {self.name: arb(0, float("inf"))})
            if bounded >= 0 or bounded <= 0:
                return s if bounded >= 0 else -s
            self.wanted.append(w)
        raise UndecidedSign(u)

    def _sign_between_zeros(self, u: Expr) -> Sign:
        """The sign at one member: u is continuous between its zeros and breaks (intermediate value theorem)."""
        cuts = self._changes(u)
        if len(self.range.plain().parts(cuts)) > 1:
            raise Split(self.name, cuts)
        value = enclose(u, 200, {self.name: arb(self.range.plain().inner())})
        if value > 0:
            return 1
        if value < 0:
            return -1
        if self._is_zero_by_conjugates(u):
            return 0
        raise UndecidedSign(u)

    def _is_zero_by_conjugates(self, u: Expr) -> bool:
        """Whether u = l + q with l^n = (-q)^n is 0 and not 2q: in a range without zeros of q it is one of them throughout."""
        pair = conjugates(u, self.name)
        if pair is None or (pair.norm and not is_zero_form(pair.norm)):
            return False
        if pair.degree % 2:
            return True
        if len(self.range.plain().parts(self._changes(pair.rest))) > 1:
            return False
        return not enclose(u - pair.rest * 2, 200, {self.name: arb(self.range.plain().inner())}).contains(0)

    def never_vanishes(self, u: Expr) -> bool:
        """Whether no n of the range is among the possible zeros of a sum of exponentials. Raises Split where some are.

        With parameters: whether u is a product of such sums and of factors n - e with an e that is no integer.
        """
        if self.name in u.free and len(u.free) > 1:
            return self._never_meets(u)
        if u.free != {self.name}:
            return False
        with assuming(None), using_index(None):
            level = at_level(u, self.name)
            cuts = possible_zeros(u, self.name, self.solver) if level is None else self._zeros_at_level(level)[0]
        if cuts is None:
            return self._never_turns(u)
        if self.range.plain().only() is None and len(self.range.parts(cuts)) > 1:
            raise Split(self.name, cuts)
        only = self.range.plain().only()
        return only is None or all(sign(c - only) != 0 for c in cuts)

    def _never_turns(self, u: Expr) -> bool:
        """Whether a sine or cosine, or 1 more or less than one, is proved to have no zero in the range. Raises Split."""
        turns = turns_of_wave(u)
        with suppress(UndecidedSign):
            return turns is not None and not self._is_whole(turns)
        return False

    def _sign_of_product(self, u: Expr) -> Sign:
        """The sign of a product whose factors hold the index or parameters, or are linear in the index. Raises UndecidedSign for others."""
        v = expand(u)
        v = v if v is None or self.unsure is Unsure.NEVER else self._with_known_waves(v)
        if v is not None and self.name not in v.free:
            return sign(v)
        w = u if v is None else v
        factors = _sign_factors_of_product(w) if len(w.terms) == 1 else sign_factors(w)
        if factors is None:
            factors = [(w, 1)]
        total = 1
        for part, power in factors:
            s = self._sign_against_parameters(part) if self.name in part.free and len(part.free) > 1 else sign(part)
            if s == 0:
                return 0
            total *= s if power % 2 else 1
        return total

    def _with_known_waves(self, u: Expr) -> Expr:
        """A sum with those waves put in that are 1 or -1, by their chosen signs: cos(w) where w/pi is an integer, so that sin(w) = 0.

        Raises UndecidedSign where such a sign is not chosen yet.
        """
        if len(u.terms) < 2:
            return u

        def known(a: Atom, e: Exponent) -> Expr | None:
            if a.head not in WAVES or not isinstance(e, int) or not self._is_at_a_turn(a):
                return None
            return number(self._sign_of_wave(single(a)) ** (e % 2))

        return expand(u, known) or u

    def _is_at_a_turn(self, a: Atom) -> bool:
        """Whether a sine or cosine of the index and parameters is known to be 1 or -1: the other one vanishes."""
        if self.name not in a.free or len(a.free) < 2:
            return False
        turns = expanded(a.args[0] / pi() - (number(fmpq(1, 2)) if a.head == SIN else 0))
        said = self.range.says(turns)
        with suppress(UndecidedSign, Split):
            return said is True or (said is None and self._is_whole(turns))
        return False

    def _sign_against_parameters(self, u: Expr) -> Sign:
        """The sign of a multiple of n - e, for e in parameters. Raises Split or UndecidedSign.

        The index is counted from e where that is an integer, else from floor(e); then 0 < e - floor(e) < 1 decides.
        """
        form = self._meeting(u)
        if form is None:
            plain = self._without_zeros(u)
            return self._sign_of_wave(u) if plain == u else sign(plain)
        slope, e = form
        v, k = _fraction_and_integer(e)
        if k is None:
            raise Split(self.name, shift=e if self._is_integer(e) else apply(WHOLE, e))
        cut = number(k) if v is None or self._is_integer(v) else number(k + fmpq(1, 2))
        if len(self.range.plain().parts((cut,))) > 1:
            raise Split(self.name, (cut,))
        return slope * sign(number(self.range.plain().inner()) - cut)

    def _meeting(self, u: Expr) -> tuple[Sign, Expr] | None:
        """(sign of s, e) where u is s*(n - e) with a number s and an e in parameters; None for others."""
        n = symbol(self.name)
        v = expanded(u)
        slope = add_all(Expr({m: c}) for m, c in v.terms.items() if self.name in Expr({m: c}).free) / n
        rest = v - slope * n
        s = None if slope.free or self.name in rest.free else known_sign(slope)
        return None if not s else (s, expanded(-rest / slope))

    def _sign_of_wave(self, u: Expr) -> Sign:
        """The sign of a sine or cosine of an index and parameters: 0, or the chosen one of what does not vanish. Raises UndecidedSign."""
        turns = turns_of_wave(u)
        known = None if turns is None else self.range.says(turns)
        if known:
            return 0
        for one, s in self.chosen:
            if one in (u, -u):
                return s if one == u else -s
        if turns is not None and known is None and self.unsure is not Unsure.NEVER and self._is_whole(turns):
            return 0
        if turns is not None and (known is False or self.unsure is not Unsure.NEVER):
            self.wanted.append(u)
        raise UndecidedSign(u)

    def _without_zeros(self, u: Expr) -> Expr:
        """A sum less what stands before a power of the index, or alone, and is 0 by what is assumed of parameters. Raises Open."""
        found: dict[Monomial, Expr] = {}
        for m, c in expanded(u).terms.items():
            here = tuple(pair for pair in m if self.name in pair[0].free)
            found[here] = found.get(here, ZERO) + Expr({tuple(pair for pair in m if self.name not in pair[0].free): c})
        kept = {m: c for m, c in found.items() if not c.free or sign(c) != 0}
        return add_all(c * Expr({m: fmpq(1)}) for m, c in kept.items()) if len(kept) < len(found) else u

    def _is_integer(self, e: Expr) -> bool:
        """Whether an expression in parameters is an integer. Raises Open where that is not known."""
        return is_whole_constant(e)

    def _never_meets(self, u: Expr) -> bool:
        v = expand(u)
        factors = None if v is None or self.name not in v.free else sign_factors(v)
        if factors is None and v is not None and len(v.terms) == 1:
            factors = _sign_factors_of_product(v)
        if factors is None:
            return False
        for part, _ in factors:
            if self.name in part.free and len(part.free) > 1:
                form = self._meeting(part)
                if self._never_turns(part) if form is None else not self._is_integer(form[1]):
                    continue
                return False
            elif vanishes(part):
                return False
        return True

    def _changes(self, u: Expr) -> tuple[Expr, ...]:
        """Where u may change its sign: zeros, poles inside functions, and gaps of its domain. Raises NotYet.

        Zeros are looked for between poles and ends, where u is analytic; where no member lies between two of them, nothing is asked.
        """
        found: list[Expr] = []
        ends: list[Expr] = []
        for quantity, is_pole in breaking(u, self.name):
            zeros = self._changes(quantity)
            ends += zeros
            found += zeros if is_pole or len(zeros) > 1 else ()  # beyond one end there is no other part
        if not ends:
            return self._zeros(u)
        low, high = self._ends()
        for a, b in pairwise([low, *merge_sites([[c] for c in ends]), high]):
            if a is None or b is None or _holds_integer(a, b):
                with assuming(None), using_index(None):
                    found += self.solver(u, Interval(self.name, a, b))
        return tuple(found)

    def _zeros(self, u: Expr) -> tuple[Expr, ...]:
        low, high = self._ends()
        with assuming(None), using_index(None):
            return self.solver(u, Interval(self.name, low, high))


def _functions_in(u: Expr, name: str) -> list[Atom]:
    return [a for a in atoms_in(u) if name in a.free and is_function(a.head)]


def _is_quotient_of_waves(a: Atom) -> bool:
    return a.head not in WAVES and facts(a.head).in_waves is not None


def _has_hidden_poles(a: Atom) -> bool:
    return _is_quotient_of_waves(a) or facts(a.head).poles_up_to is not None


def _factors(u: Expr) -> list[tuple[Expr, Exponent]] | None:
    """Powers of atoms that every term of u holds, and what is left; None where u is one atom or no such product."""
    common = set.intersection(*(set(m) for m in u.terms))
    if not common or (len(u.terms) == 1 and list(u.terms) == [((a, 1),) for a, _ in common]):
        return None
    rest = add_all(product(c, (pair for pair in m if pair not in common)) for m, c in u.terms.items())
    return [*((Expr({((a, 1),): fmpq(1)}), e) for a, e in common), (rest, 1)]


def _sign_of_factors(factors: Iterable[tuple[Expr, Exponent]], whole: Expr) -> Sign:
    """The sign of a product of powers. Raises UndecidedSign(whole) for a root of something negative."""
    s = 1
    for part, e in factors:
        t = sign(part)
        if not isinstance(e, int) and t < 0:
            raise UndecidedSign(whole)
        s *= t if e % 2 == 1 else abs(t)
    return s


def _without_poles(u: Expr, name: str) -> Expr | None:
    """u times even powers of its denominators that hold the index, of the same sign wherever u is defined; None where there are none.

    A function changes its sign at a pole too, so that the zeros of u alone do not tell where it does.
    """
    below = [(a, e) for a, e in denominators(u) if name in a.free]
    if not below:
        return None
    up = product(fmpq(1), ((a, e + e % 2 if isinstance(e, int) else e) for a, e in below))
    return expanded(add_all(product(c, m) * up for m, c in u.terms.items()))


def _holds_integer(low: Expr, high: Expr) -> bool:
    """Whether an integer lies strictly between two constants; also where that is not seen."""
    a, b = enclose(low, 100), enclose(high, 100)
    return not bool(a.ceil() == a.floor() + 1 and b < a.ceil())


def breaking(u: Expr, name: str) -> Iterator[tuple[Expr, bool]]:
    """(v, whether u may have a pole there) for all v at whose zeros u may not be continuous.

    Sums, products, positive powers and analytic functions are continuous where their parts are. Raises UndecidedSign for a function of
    which it is not known where it is continuous.
    """
    for a, e in {pair for m in u.terms for pair in m if name in pair[0].free}:
        base: Expr = a.args[0] if a.head == "sum" else single(a)
        if a.head not in POSITIVE and not (isinstance(e, int) and e > 0) and not structural_sign(base):
            yield base, e < 0
        yield from _ends_of_function(a, u, name)
        for v in arguments(a):
            yield from breaking(v, name)


def hiding_poles(u: Expr, name: str) -> list[Atom]:
    """The functions in u that may have poles on the line which no denominator shows."""
    return [a for a in _functions_in(u, name) if _has_hidden_poles(a)]


def argument_of_odd(u: Expr) -> Expr | None:
    """v where u is g(v) for an odd and strictly increasing g: the two have the same sign wherever v is defined; None for others."""
    ((m, c), *more) = u.terms.items()
    if more or c != 1 or len(m) != 1 or m[0][1] != 1 or not is_function(m[0][0].head):
        return None
    a = m[0][0]
    known = facts(a.head)
    return a.args[0] if known.increasing and known.parity == -1 and len(a.args) == 1 else None


def _ends_of_function(a: Atom, u: Expr, name: str) -> Iterator[tuple[Expr, bool]]:
    """What vanishes at the ends of the domain of a function, which is an interval; where its poles are hidden they are asked for elsewhere.

    A linear argument is in that interval between two places, or beyond one, and no gap is between.
    """
    if a.head == LOG and not structural_sign(a.args[0]):
        yield a.args[0], False
    if not is_function(a.head):
        return
    known = facts(a.head)
    inner = a.args[-1]
    if a.head == WHOLE:
        raise UndecidedSign(u)
    if known.analytic_on_line or _has_hidden_poles(a) or (isinstance(inner, Expr) and name not in derivative(inner, name).free):
        return
    if known.closed_domain is None:
        raise UndecidedSign(u)
    yield from ((inner - end, False) for end in known.closed_domain if end is not None)


def _sign_factors_of_product(u: Expr) -> list[tuple[Expr, int]]:
    """The factors of a product with powers that have the same sign: a root is 0 or positive, as what stands under it."""
    ((m, c),) = u.terms.items()
    return [(number(c), 1), *((a.args[0] if a.head == "sum" else single(a), e if isinstance(e, int) else 1) for a, e in m)]


def _fraction_and_integer(e: Expr) -> tuple[Expr | None, fmpq | None]:
    """(v, k) where e is an integer k plus v - floor(v), or (None, k) for an integer; k is None for others."""
    parts = [a for m, c in e.terms.items() for a, p in m if a.head == WHOLE and len(m) == 1 and p == 1 and c == -1]
    v: Expr | None = parts[0].args[0] if len(parts) == 1 else None
    k = (e if v is None else expanded(e - v + single(parts[0]))).rational
    return v, k if k is not None and k.q == 1 else None


def index_in_balls() -> dict[str, arb]:
    """The index of the assumptions in force in a ball that contains its range, where that has two ends."""
    current = assumptions()
    if not isinstance(current, IndexAssumptions) or current.range.low is None or current.range.high is None:
        return {}
    return {current.name: hull(arb(current.range.low), arb(current.range.high), 64)}


def indexed(solve: Callable[[Expr], Sequence[Expr]], what: str, solver: Solver, among: Range = ALL) -> list[Expr]:
    """solve(k) for every integer k of a range: the answers as expressions in the index, their ranges recorded. Raises Infinite."""
    use = in_use()
    if use is None or use.busy or assumed_integer(use.name):  # one index only: a second would be taken for the first
        raise Infinite(f"{what} takes {'infinitely' if among == ALL else 'very'} many integer values")
    found: list[Expr] = []
    use.busy = True
    try:
        for answer, part in over_range(use.name, among, solve, solver):
            for c in answer:
                found.append(c)
                if use.name in c.free:
                    use.ranges.setdefault(c, []).append(part)
    finally:
        use.busy = False
    return found


Answer = TypeVar("Answer")


Parts: TypeAlias = list[tuple[Expr, Range]]
"""Parts of a range: expressions in the index, and what it runs through in them."""


def over_range(
    name: str, whole: Range, ask: Callable[[Expr], Answer], solver: Solver, apart: Parts | None = None, *, unsure: Unsure = Unsure.NEVER
) -> list[tuple[Answer, Range]]:
    """ask(n) for all n of a range, in parts wherever the answer splits; in a residue class n is put in as m*n + r.

    apart: where the parts go that are the values of another polynomial, such as n*n; without it they are asked as the others are.
    unsure: whether and how there may be parts of which nobody knows whether they have members, for that depends on parameters.
    """
    found: list[tuple[Answer, Range]] = []
    open_: Parts = [(symbol(name), whole)]
    asked = 0
    while open_:
        n, part = open_.pop(0)
        asked += 1
        if asked > effort().index_parts:
            raise NotYet("too_many_cases", "the answer depends on the index in too many ways")
        only = part.only()
        if only is not None and name in n.free:
            n = substitute(n, name, number(only), known_sign)
        try:
            here = IndexAssumptions(name, part, solver, assumptions(), unsure=unsure)
            with assuming(here):
                found.append((ask(n), part))
        except Split as split:
            if split.name != name:
                raise
            if split.whole is None:
                open_ += _parted(split, n, part)
            else:
                others, inside = _parted_by_wholeness(split.whole, n, part, here)
                open_ += others
                (open_ if apart is None else apart).extend(inside)
    return found


def _parted(split: Split, n: Expr, part: Range) -> Parts:
    """The parts of one that a split asks for. Raises NotYet."""
    name = split.name
    if split.shift is not None:
        if part != ALL:
            raise NotYet("too_many_cases", "the answer depends on the index and on parameters in too many ways") from split
        return [(substitute(n, name, symbol(name) + split.shift, known_sign), part)]
    if split.modulus > 1:
        inner = [(r, part.residue(split.modulus, r)) for r in range(split.modulus)]
        return [(substitute(n, name, symbol(name) * split.modulus + r, known_sign), p) for r, p in inner if not p.is_empty()]
    return [(n, p) for p in part.parts(split.cuts)]


def _parted_by_wholeness(w: Expr, n: Expr, part: Range, here: IndexAssumptions) -> tuple[Parts, Parts]:
    """The n for which w is no integer, and those for which it is one: as they are, and as values of polynomials. Raises UndecidedSign."""
    name = here.name
    if w.free != {name}:
        common = here.unsure is Unsure.WHERE_COMMON
        return [(n, part.with_condition(w, name, holds=holds, common=common and not holds)) for holds in (False, True)], []
    inside = where_whole(w, name, part, here._with_range)
    if inside is None:
        raise UndecidedSign(w)
    with assuming(here):
        u = without_integers(expanded(w))
    rest = part.with_condition(-u if primitive_part(u)[0] < 0 else u, name, holds=False)
    return [] if rest.is_empty() else [(n, rest)], [(substitute(n, name, values, known_sign), inner) for values, inner in inside]
