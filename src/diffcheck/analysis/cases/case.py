"""What is assumed of free parameters in one case of a question, and the signs that follow from it.

A case binds parameters to values, to open intervals or to the members of families, and knows signs of expressions. A sign that
it leaves open raises Open: the question is then asked again in each of the parts (`cases.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from flint import fmpq

from diffcheck.analysis.cases.linear import Inequality, are_contradictory
from diffcheck.analysis.indices.index import argument_of_odd, breaking, hiding_poles, over_range
from diffcheck.analysis.indices.ranges import Family, using_index
from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.plain import rational_between
from diffcheck.analysis.refusals import Infinite
from diffcheck.analysis.zeros.residues import fewest
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Given, Open, Split, assuming, without_integers
from diffcheck.exact.atoms import apply, facts, facts_if_any
from diffcheck.exact.ball import enclose_at, whole_part
from diffcheck.exact.belief import Remembered, remember
from diffcheck.exact.calculus import by_powers, denominators, expand, expanded, substitute
from diffcheck.exact.expr import ONE_Q, ZERO, Atom, Exponent, Expr, Sign, add_all, as_term, number, pi, primitive_part, single, symbol
from diffcheck.exact.factoring import polynomial_factors, sign_factors
from diffcheck.exact.generators import COS, LOG, SIN, WAVES, WHOLE
from diffcheck.exact.powers import power
from diffcheck.exact.rewriting import in_generators, is_zero_form
from diffcheck.exact.session import session
from diffcheck.exact.sign import UndecidedSign, known_sign, sign, structural_sign
from diffcheck.exact.walk import atoms_in, has_head
from diffcheck.model.immutable import immutable

_REMEMBERED_CASES = 16
INDEX = "_k"
"""The index of families of parameter values; no name of the input begins with a low line."""


class Contradiction(Exception):
    """No parameters satisfy what is assumed of them in a case."""


@immutable
class Fact:
    """The sign of an expression in parameters."""

    where: Expr
    sign: Sign


@immutable
class Case:
    """What is assumed: values put in, open intervals and families of values of single parameters, signs of expressions."""

    values: tuple[tuple[str, Expr], ...] = ()
    cells: tuple[tuple[str, Expr | None, Expr | None], ...] = ()
    families: tuple[tuple[str, tuple[Family, ...]], ...] = ()
    """Parameters whose values are the members of these families, in INDEX."""
    facts: tuple[Fact, ...] = ()
    preferred: tuple[str, ...] = ()
    """Parameters for which equations are solved first."""
    parameters: frozenset[str] = frozenset()
    """All free parameters: no case is made of the sign of anything else."""
    said: tuple[tuple[str, Given], ...] = ()
    """What the question itself says of parameters; that the analysis came to a case says nothing."""

    def never_vanishes(self, u: Expr) -> bool:
        """What is assumed of parameters is asked by signs alone."""
        return False

    def is_integer(self, name: str) -> bool:
        """Whether a parameter takes integers only."""
        found = self.family(name)
        return bool(found) and all(f.at.integer is not None if f.range is None else _is_integer_polynomial(f.at) for f in found)

    def residue(self, name: str, modulus: int) -> int | None:
        """What all integers that a parameter takes leave when they are divided; None where that is not one and the same."""
        found = {r for f in self.family(name) for r, _ in residues_of(f, modulus)} if self.is_integer(name) else set()
        return found.pop() if len(found) == 1 else None

    def integer_part(self, u: Expr) -> int | None:
        """The greatest integer <= u, an expression in one parameter, all over the interval in which that lies; None where none is known."""
        if len(u.free) != 1 or not u.free <= self.parameters:
            return None
        low, high = self.cell(next(iter(u.free)))
        try:
            k = whole_part(enclose_at(u, 64, dict.fromkeys(u.free, rational_between(low, high))), 64)
            return k if k is not None and self.sign(u - k) >= 0 and self.sign(u - k - 1) < 0 else None
        except (Open, NotYet):
            return None

    def is_contradictory(self) -> bool:
        """Whether a sign that is known is proved to be another one, or what is known adds up to 0 > 0: no parameters are in the case."""
        plain = replace(self, facts=())
        for fact in self.facts:
            if len(fact.where.free) < 2:
                with suppress(Open, NotYet):
                    if plain.sign(fact.where) != fact.sign:
                        return True
        if not any(len(fact.where.free) > 1 for fact in self.facts):
            return False
        return are_contradictory(self._inequalities()) or any(self._is_refuted(fact) for fact in self.facts)

    def _is_refuted(self, fact: Fact) -> bool:
        """Whether a sum has another sign by those of its terms, or without those that vanish: k^2 + q^2 < 0, or u*cos(v) + w*sin(v) = 0
        where sin(v) = 0 and u > 0."""
        weak, strict = self.weak_sign(fact.where)
        if weak and (fact.sign == -weak or (strict and not fact.sign)):
            return True
        null = self._vanishing()
        rest = _without(fact.where, null)
        if not rest:
            return bool(fact.sign) or any(_is_other_wave(a, null) for a in null)
        if rest == fact.where:
            return False
        with suppress(Open, NotYet), assuming(self):
            if fact.sign or len(rest.terms) > 1:
                return self.sign(rest) != fact.sign
            m, _ = as_term(rest)
            return all(_is_other_wave(a, null) or self._sign_of_atom(a) for a, _ in m)
        return False

    def _vanishing(self) -> frozenset[Atom]:
        """The factors of which it is known that they are 0: both of k^2 + q^2 = 0. It is remembered for a few cases."""
        equations = [f.where for f in self.facts if not f.sign]
        here = session()
        if not equations or here.index is not None or here.rounding is not None:
            return self._null_in(equations) if equations else frozenset()
        cases: dict[tuple[int, int], tuple[object, Remembered[frozenset[Atom]]]] = here.null_in_cases
        key = id(self), id(here.assumed)  # signs of factors are asked under what is assumed, which may be another case or nothing
        if key not in cases:
            if len(cases) >= _REMEMBERED_CASES:
                cases.clear()
            held = self, here.assumed  # so that no others have their identities
            cases[key] = held, remember(lambda: self._null_in(equations))
        return cases[key][1].recall()

    def _null_in(self, equations: list[Expr]) -> frozenset[Atom]:
        """Equations are not used for it, which ask for this."""
        others = replace(self, facts=tuple(f for f in self.facts if f.sign))
        null = (u.terms for u in equations if len(u.terms) == 1 or others.weak_sign(u)[0])
        return frozenset(m[0][0] for terms in null for m in terms if len(m) == 1)

    def _inequalities(self) -> Iterator[Inequality]:
        """What is known of the parameters, as inequalities."""
        for name, low, high in self.cells:
            if low is not None:
                yield Inequality(symbol(name) - low)
            if high is not None:
                yield Inequality(high - symbol(name))
        for fact in self.facts:
            if fact.sign:
                yield Inequality(fact.where.scaled(fmpq(fact.sign)))
            else:
                yield from (Inequality(fact.where, strict=False), Inequality(-fact.where, strict=False))

    def examples(self, name: str) -> tuple[int, ...]:
        """Parameters are real numbers."""
        return ()

    def value(self, name: str) -> Expr | None:
        """What a parameter is bound to."""
        return next((v for n, v in self.values if n == name), None)

    def given(self, name: str) -> Given | None:
        """What the question itself says of a parameter."""
        said = {what for n, what in self.said if n == name}
        if "value" in said:
            return "value"
        return "integer" if said and self.is_integer(name) else None

    def cell(self, name: str) -> tuple[Expr | None, Expr | None]:
        """The open interval in which a parameter lies."""
        return next(((low, high) for n, low, high in self.cells if n == name), (None, None))

    def family(self, name: str) -> tuple[Family, ...]:
        """The families whose members a parameter takes; () where there are none."""
        return next((f for n, f in self.families if n == name), ())

    def sign(self, u: Expr) -> Sign:
        """The sign of u in this case. Raises Open or UndecidedSign.

        It is remembered while this case is what is assumed, and neither an index nor rounding has a say.
        """
        here = session()
        if here.assumed is not self or here.index is not None or here.rounding is not None:
            return self._sign(u)
        if here.signs_in_case is None or here.signs_in_case[0] is not self:
            here.signs_in_case = (self, {})
        signs: dict[Expr, Remembered[Sign | Open]] = here.signs_in_case[1]
        known = signs.get(u)
        if known is None:
            known = signs[u] = remember(lambda: self._sign_or_open(u))
        found = known.recall()
        if isinstance(found, Open):
            raise Open(found.where)
        return found

    def _sign_or_open(self, u: Expr) -> Sign | Open:
        try:
            return self._sign(u)
        except Open as found:
            return found

    def _sign(self, u: Expr) -> Sign:
        v = expand(u, waves_of_arcs)
        if (v is not None and not v) or is_zero_form(u):
            return 0
        if not u.free <= self.parameters:
            raise UndecidedSign(u)
        w = _without(u if v is None else v, self._vanishing())
        if not w:
            return 0
        factors = polynomial_factors(w)
        if factors is not None:
            constant, parts = factors
            return sign_of_powers(sign(constant), ((self._sign_of_factor(part), e) for part, e in parts))
        m, c = as_term(w)
        if len(w.terms) == 1:
            return sign_of_powers(1 if c > 0 else -1, ((self._sign_of_atom(a), e) for a, e in m))
        return self._sign_of_product(w)

    def _sign_of_product(self, u: Expr) -> Sign:
        """The sign of a sum that may be a product in disguise."""
        factors = sign_factors(u) if not has_head(u, WHOLE) else None
        if factors is None:
            return self._sign_of_factor(u)
        inner = [a.args[0] for m in u.terms for a, _ in m if a.head == "sum"]
        total = 1
        for part, k in factors:
            m, c = as_term(part) if len(part.terms) == 1 else ((), ONE_Q)
            if m:
                s = sign(number(c)) * self._sign_of_atom(m[0][0])
            else:  # a sum under a power is a letter: what stands in it may be a product too
                plain = expanded(part)
                s = self.sign(plain) if plain != part or part in inner else self._sign_of_factor(part)
            if s == 0:
                return 0
            total *= s if k % 2 else 1
        return total

    def _sign_of_atom(self, a: Atom) -> Sign:
        """The sign of one factor. A logarithm is positive exactly where its argument is greater than 1."""
        if a.head == "sum":
            return sign(a.args[0])
        if a.head == LOG:
            return sign(a.args[0] - 1)
        u = single(a)
        return sign(u) if a.head == "symbol" or not a.free else structural_sign(u) or self._sign_of_factor(u)

    def _sign_of_factor(self, u: Expr) -> Sign:
        content, p = primitive_part(u) if u.free else (ONE_Q, u)
        inner = argument_of_odd(p) if u.free else None
        if inner is not None:
            return self.sign(inner) * (1 if content > 0 else -1)
        try:
            return self._sign_by_itself(u)
        except Open:
            found = self._sign_by_equations(u)
            if found is None:
                raise
            return found

    def _sign_by_equations(self, u: Expr) -> Sign | None:
        """The sign with a function put in that a known equation a*g + b = 0 is linear in, for an a with a sign; None: it stays open.

        If u is a polynomial in g of degree d with the coefficients u_i, then a^d * u is the sum of u_i * (-b)^i * a^(d - i). The equation
        is not used again, neither for a nor for what is left.
        """
        for fact in self.facts:
            if fact.sign or len(fact.where.terms) < 2:
                continue
            others = replace(self, facts=tuple(f for f in self.facts if f != fact))
            for b, a, powers in _eliminated(fact.where, u):
                with suppress(Open, NotYet):
                    s = others.sign(a) ** max(powers)
                    rest = add_all(c * (-b) ** k * a ** (max(powers) - k) for k, c in powers.items())
                    return s * others.sign(rest) if s else None
        return None

    def _sign_by_itself(self, u: Expr) -> Sign:
        if not u.free:
            return sign(u)
        content, p = primitive_part(u)
        for fact in self.facts:
            if fact.where == p:
                return fact.sign * (1 if content > 0 else -1)
        by_part = self._sign_by_integer_part(u)
        if by_part is not None:
            return by_part
        if len(u.free) == 1:
            return self._sign_in_one(u, next(iter(u.free)))
        s = self._sign_by_bounds(u) or self._sign_of_quadratic(u)
        if s:
            return s
        root = linear_in_root(u) if not any(_is_solved(u, name) for name in self.preferred) else None
        if root is None:
            raise Open(p)
        a, r, b = root
        square = expanded(a * a * r - b * b)
        if not any(_is_solved(square, name) for name in square.free):
            raise Open(p)
        return self._sign_with_root(a, b, square)

    def _sign_with_root(self, a: Expr, b: Expr, square: Expr) -> Sign:
        """The sign of a*sqrt(r) + b for r > 0: where a and b have different signs, that of a times that of the square, a^2*r - b^2."""
        one, other = self.sign(a), self.sign(b)
        if one == other or not other:
            return one
        return other if not one else one * self.sign(square)

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
        """The sign where every term of a sum has the same one, at least one of them strictly; 0: not plain. Asks nothing new."""
        weak, strict = self.weak_sign(u)
        return weak if strict else 0

    def weak_sign(self, u: Expr) -> tuple[Sign, bool]:
        """(s, strict) where no term of a sum has another sign than s, strict: one of them is not 0; (0, False): not plain."""
        signs, strict = set(), False
        for m, c in u.terms.items():
            total, nonzero = 1 if c > 0 else -1, True
            for a, e in m:
                inner = self._plain_sign(a)
                if is_even(e):
                    nonzero = nonzero and bool(inner)
                elif inner is None:
                    return 0, False
                else:
                    total *= inner
            signs.add(total)
            strict = strict or nonzero
        return (signs.pop(), strict) if len(signs) == 1 else (0, False)

    def _plain_sign(self, a: Atom) -> Sign | None:
        """The sign of a factor in at most one parameter; None where it is open."""
        if not a.free:
            return sign(single(a))
        if len(a.free) > 1:
            return None
        try:
            return self._sign_of_factor(single(a) if a.head != "sum" else a.args[0])
        except (Open, NotYet):
            return None

    def _sign_of_floor(self, v: Expr, q: fmpq) -> Sign:
        """The sign of floor(v) + q."""
        least = int((-q).floor()) + 1  # the least integer k with k + q > 0
        if q.q == 1 and self.sign(v - (least - 1)) < 0:
            return -1
        if self.sign(v - least) >= 0:
            return 1
        return 0 if q.q == 1 else -1

    def _sign_by_integer_part(self, u: Expr) -> Sign | None:
        """The sign of floor(v) - q, or of q less the fraction v - floor(v); None where no integer part stands in u.

        Such an expression is no continuous function of a parameter: no zeros of it are looked for. But floor(v) >= k iff v >= k for an
        integer k, and the fraction lies in [0, 1) and is 0 iff v is an integer.
        """
        parts = {a for a in atoms_in(u) if a.head == WHOLE}
        if not parts:
            return None
        part = next(iter(parts))
        c = u.terms.get(((part, 1),))
        if len(parts) == 1 and c is not None:
            v: Expr = part.args[0]
            rest = (u - single(part).scaled(c)).scaled(1 / c)
            direction = 1 if c > 0 else -1
            q = rest.rational
            if q is not None:
                return direction * self._sign_of_floor(v, q)
            q = expanded(rest + v).rational
            if q is not None and not 0 < q < 1:
                return 0 if q == 0 and self.is_whole(v) else direction * (1 if q > 0 else -1)
        if len(u.free) == 1:
            raise UndecidedSign(u)
        return None

    def is_whole(self, v: Expr) -> bool:
        """Whether v is an integer: sin(pi*v) = 0. Raises Open."""
        rest = without_integers(v)
        return not rest or self.sign(apply(SIN, expanded(pi() * rest))) == 0

    def _sign_in_one(self, u: Expr, name: str) -> Sign:
        return self._sign_in_families(u, name) if self.family(name) else self._sign_in_cell(u, name)

    def _sign_in_cell(self, u: Expr, name: str) -> Sign:
        low, high = self.cell(name)
        with assuming(None):
            try:
                crossed = bool(zeros(u, Interval(name, low, high)) or breaks(u, Interval(name, low, high)))
            except Infinite:
                crossed = True
            if crossed:
                raise Open(u)
            sample = rational_between(low, high)
        for precision in (100, 400, 3000):
            value = enclose_at(u, precision, {name: sample})
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
            if any(part.where for _, part in seen):
                raise NotYet("condition", "values of a parameter under a condition on their index")
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
        """The case with a parameter that takes the members of families only; what is known of it is written as it then is.

        sin(pi*(a + b)/2) is sin(pi*a/2) or its negative for an even b, so that nothing is asked twice.
        """
        case = replace(self, families=(*(f for f in self.families if f[0] != name), (name, found)))
        if not case.is_integer(name):
            return case
        with assuming(case):
            return replace(case, facts=tuple(_written_anew(f, name) for f in self.facts))

    def with_fact(self, where: Expr, s: Sign) -> Case:
        """The case with one more sign."""
        return replace(self, facts=(*self.facts, Fact(where, s)))


def _written_anew(fact: Fact, name: str) -> Fact:
    """A fact with what stands in it in the form that it has by what is assumed of a parameter now."""
    if name not in fact.where.free or not WAVES & frozenset(a.head for a in atoms_in(fact.where)):
        return fact
    try:
        u = expanded(substitute(fact.where, name, symbol(name), known_sign))
    except (NotYet, Split):
        return fact
    if not u:
        return fact
    content, where = primitive_part(u)
    return Fact(where, fact.sign if content > 0 else -fact.sign)


def breaks(u: Expr, interval: Interval) -> tuple[Expr, ...]:
    """Where an expression in one parameter may change its sign without a zero: poles inside functions, gaps of its domain.

    Raises Infinite where there may be such places without end, and NotYet.
    """
    found: list[Expr] = []
    for a in hiding_poles(u, interval.name):
        found += _hidden_poles(a, interval)
    for quantity, is_pole in breaking(u, interval.name):
        at = zeros(quantity, interval)
        found += at if is_pole or len(at) > 1 else ()
    return tuple(found)


def _hidden_poles(a: Atom, interval: Interval) -> tuple[Expr, ...]:
    """The poles of a function that no denominator shows: those of a quotient of waves. Raises Infinite for others that may be there."""
    beyond = facts(a.head).poles_up_to
    if beyond is None:
        plain = expand(single(a), in_generators)
        if plain is not None and not hiding_poles(plain, interval.name):
            below = (b for b, _ in denominators(plain) if interval.name in b.free)
            return tuple(c for b in below for c in zeros(b.args[0] if b.head == "sum" else single(b), interval))
    else:
        v = a.args[-1] - beyond
        if not zeros(v, interval) and enclose_at(v, 100, {interval.name: rational_between(interval.low, interval.high)}) > 0:
            return ()
    raise Infinite("the poles of a function are not known one by one")


NOTHING = Case()
"""Nothing is assumed."""


def sign_of_powers(front: Sign, powers: Iterable[tuple[Sign, Exponent]]) -> Sign:
    """The sign of a product of powers of things with these signs; what follows a 0 is not asked."""
    for s, e in powers:
        if s == 0:
            return 0
        if not is_even(e):
            front *= s
    return front


def is_even(e: Exponent) -> bool:
    """Whether a power is an even integer."""
    return isinstance(e, int) and e % 2 == 0


def _eliminated(equation: Expr, u: Expr) -> Iterator[tuple[Expr, Expr, dict[int, Expr]]]:
    """(b, a, u by the powers of g) for each function g in which the equation is a*g + b = 0 and u is a polynomial of some degree."""
    for g in dict.fromkeys(a for m in equation.terms for a, _ in m if a.head != "symbol" and a.free):
        linear, powers = by_powers(equation, g), by_powers(u, g)
        natural = {e: c for e, c in powers.items() if isinstance(e, int) and e >= 0}
        if set(linear) == {0, 1} and len(natural) == len(powers) and max(natural):
            yield linear[0], linear[1], natural


def _without(u: Expr, null: frozenset[Atom]) -> Expr:
    """A sum without the terms with a factor that is 0."""
    kept = {m: c for m, c in u.terms.items() if not any(a in null and e > 0 for a, e in m)} if null else u.terms
    return u if len(kept) == len(u.terms) else Expr(kept)


def _is_other_wave(a: Atom, null: frozenset[Atom]) -> bool:
    """Whether an atom is the sine of an angle of which the cosine is 0, or the other way round: it is 1 or -1."""
    return any(a.head in WAVES and b.head in WAVES and a.head != b.head and a.args == b.args for b in null)


def _split_at_root(u: Expr, root: Atom) -> tuple[Expr, Expr]:
    """(a, b) with u = a*sqrt(r) + b, where sqrt(r) stands in the terms of a."""
    a, b = ZERO, ZERO
    for m, c in u.terms.items():
        e = next((e for x, e in m if x is root), 0)
        if Fraction(e).denominator == 2:
            a = a + Expr({m: c}) * single(root, Fraction(-1, 2))
        else:
            b = b + Expr({m: c})
    return a, b


def linear_in_root(u: Expr) -> tuple[Expr, Expr, Expr] | None:
    """(a, r, b) with u = a*sqrt(r) + b and no sqrt(r) in a and b; None where u holds no square root alone."""
    for root in dict.fromkeys(x for m in u.terms for x, e in m if isinstance(e, Fraction) and e.denominator == 2 and x.free):
        a, b = _split_at_root(u, root)
        r: Expr = root.args[0] if root.head == "sum" else single(root)
        if all(not isinstance(e, Fraction) for part in (a, b) for m in part.terms for x, e in m if x is root):
            return a, r, b
    return None


def waves_of_arcs(a: Atom, e: Exponent) -> Expr | None:
    """A power of the sine or cosine of an arc, which is the angle of some x + i*y: they are y/r and x/r with r^2 = x^2 + y^2. Else None."""
    if a.head not in WAVES or not isinstance(e, int):
        return None
    m, c = as_term(a.args[0])
    known = facts_if_any(m[0][0].head) if len(m) == 1 and m[0][1] == 1 and c in (1, -1) else None
    if known is None or known.argument_of is None:
        return None
    x, y = known.argument_of(*m[0][0].args)
    size = power(expanded(x * x + y * y), Fraction(-1, 2), lambda _: None)
    return ((x if a.head == COS else y.scaled(c)) * size) ** e


def _is_solved(u: Expr, name: str) -> bool:
    """Whether u = 0 is solved for a parameter, whatever the others are."""
    parts = coefficients(u, name)
    return parts is not None and len(parts) == 2 and not parts[1].free


def _is_integer_polynomial(u: Expr) -> bool:
    return all(c.q == 1 and all(a.head == "symbol" and isinstance(e, int) and e > 0 for a, e in m) for m, c in u.terms.items())


def residues_of(family: Family, modulus: int) -> list[tuple[int, Family]]:
    """A family of integers in parts, with what the members of each leave: a polynomial with integer coefficients repeats itself."""
    if family.range is None:
        k = family.at.integer
        return [] if k is None else [(k % modulus, family)]
    found: list[tuple[int, Family]] = []
    for r in range(modulus):
        part = family.range.residue(modulus, r)
        value = substitute(family.at, INDEX, number(r), known_sign).integer
        if value is not None and not part.is_empty():
            at = expanded(substitute(family.at, INDEX, symbol(INDEX) * modulus + r, known_sign))
            only = part.only()
            here = Family(at, part) if only is None else Family(substitute(at, INDEX, number(only), known_sign))
            found.append((value % modulus, here))
    return found


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
    families = [Family(expanded(c), part) for c in found for part in (ranges[c] if c.free else [None])]
    return (*fewest([f for f in families if f.range is not None], INDEX), *(f for f in families if f.range is None))
