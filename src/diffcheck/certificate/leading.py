"""What a formula without switches does beside a point, with proofs by the theorems of Leading.v and Growth.v.

A leading term h^r (k + o(1)) gives limits and slopes; with k = 0 it says that the formula is smaller than the power. What grows
as no power does, as logarithms and exponentials, is told by its sign alone.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from flint import arb

from diffcheck.certificate.expansions import expansion
from diffcheck.certificate.numbers import Real, sign_of
from diffcheck.certificate.outside import Outside
from diffcheck.functions.formal import ADD, COS, DIV, MUL, OPP, SIN, TAN, Formal, difference, exponent_of, opposite, quotient, total, whole
from diffcheck.model.immutable import immutable

EPSILON: Final = Fraction(1, 64)
"""What is bounded, or grows as a logarithm, is smaller than h to this exponent with a minus."""
FLAT: Final = 40
"""What falls as an exponential is smaller than h to this exponent."""


@immutable
class Lead:
    """The exponent, a ball around the coefficient, and the proof."""

    exponent: Fraction
    coefficient: arb
    proof: str

    @property
    def sign(self) -> int:
        """The sign of the coefficient; 0: the formula is smaller than the power."""
        return sign_of(self.coefficient)


@immutable
class Growth:
    """It grows beyond all bounds (sign 1), or falls (sign -1), with the proof; soars: the proof that it grows faster than every power."""

    sign: int
    proof: str
    soars: str = ""

    @property
    def word(self) -> str:
        """The word of the theorems."""
        return "up" if self.sign > 0 else "down"


@immutable
class Trend:
    """What is known: a leading term, growth, both, or nothing."""

    lead: Lead | None = None
    growth: Growth | None = None

    @property
    def bounded(self) -> Lead | None:
        """The leading term if it says that there is a limit, which has the exponent 0 then."""
        lead = self.lead
        if lead is None or lead.exponent < 0:
            return None
        if lead.exponent == 0:
            return Lead(lead.exponent, lead.coefficient, f"eapply (lead_is _ _ _ _ _ 0); [{lead.proof} | exponent | reflexivity]")
        return Lead(Fraction(0), arb(0), f"eapply lead_weak; [sided | | {lead.proof}]; exponent")


@immutable
class Beside:
    """One side of a point: from the right for side = 1, from the left for side = -1."""

    point: Real
    side: int

    def lead(self, g: Formal) -> Lead:
        """The leading term. Raises Outside where none is known, or only that it is smaller than a power."""
        found = self.trend(g).lead
        if found is None or not found.sign:
            raise Outside(f"the point {self.point.text}: a part of the formula grows or falls there as no power does")
        return found

    def trend(self, g: Formal) -> Trend:
        """What is known of a formula without switches. Raises Outside."""
        coefficients = expansion(g, self.point.ball)
        if coefficients is not None:
            return _grown(self._of_regular(coefficients))
        if g.operation.unfolded is not None:
            return self.trend(g.operation.unfolded(*g.args))
        if g.operation == TAN:
            return _named(TAN.real, self.trend(quotient(Formal(SIN, g.args), Formal(COS, g.args))))
        parts = [self.trend(arg) for arg in g.args]
        match g.operation:
            case operation if operation == OPP:
                return _opposite(*parts)
            case operation if operation == ADD:
                return _sum(*parts)
            case operation if operation == MUL:
                return _product(*parts)
            case operation if operation == DIV:
                return self._quotient(g, *parts)
        if g.operation.coq == "Pow":
            return _power(exponent_of(g), parts[0])
        if g.operation.root is not None:
            return _root(g, parts[0])
        return _applied(g, parts[0])

    def _of_regular(self, coefficients: list[arb]) -> Lead:
        """The first derivative that is not 0."""
        for order, one in enumerate(coefficients):
            if sign_of(one) != 0:
                proof = "eapply lead_here; [sided | regular_here]"
                for n in range(order):
                    proof = f"eapply (lead_next _ _ _ {n}%nat); [sided | regular_here | number | {proof}]"
                return Lead(Fraction(order), one * self.side**order, proof)
        return Lead(Fraction(FLAT), arb(0), f"apply (lead_nothing _ _ _ {FLAT}); intros; number")

    def _quotient(self, g: Formal, a: Trend, b: Trend) -> Trend:
        above, below = g.args
        if b.lead is not None and b.lead.sign:
            lead = a.lead and Lead(
                a.lead.exponent - b.lead.exponent,
                a.lead.coefficient / b.lead.coefficient,
                f"eapply lead_div; [{a.lead.proof} | {b.lead.proof} | number]",
            )
            if lead is not None and lead.sign:
                return _grown(lead)
            inverse = self.trend(quotient(whole(1), below))
            growth = _product(a, inverse).growth
            if growth is not None:
                growth = Growth(
                    growth.sign, f"apply ({growth.word}_same _ _ _ (Mul ({above}) (Div (Num 1) ({below})))); [divided | {growth.proof}]"
                )
            return Trend(lead, growth)
        if b.growth is not None and a.bounded is not None:
            proof = f"eapply lead_div_{b.growth.word}; [{a.bounded.proof} | {b.growth.proof}]"
            return Trend(Lead(Fraction(0), arb(0), proof))
        return Trend()

    def lead_of_difference(self, g: Formal, value: Real) -> Lead:
        """The leading term of g - value: the analytic terms of a sum lose the value, what is left has a leading term of its own."""
        found = terms(g)
        analytic = [term for term in found if expansion(term, self.point.ball) is not None]
        others = [term for term in found if term not in analytic]
        constant = difference(total(*analytic), value.formula) if analytic else opposite(value.formula)
        rest = expansion(constant, self.point.ball)
        assert rest is not None
        vanishes = all(sign_of(one) == 0 for one in rest)
        whole_sum = total(*others) if vanishes else Formal(ADD, (constant, total(*others)))
        lead = self.trend(whole_sum).lead
        if lead is None:
            raise Outside(f"the point {self.point.text}: a part of the formula grows or falls there as no power does")
        return Lead(lead.exponent, lead.coefficient, f"eapply (lead_same _ _ _ ({whole_sum})); [reordered | {lead.proof}]")


def terms(g: Formal) -> list[Formal]:
    """The terms of a sum."""
    if g.operation.unfolded is not None:
        return terms(g.operation.unfolded(*g.args))
    if g.operation == ADD:
        return [term for arg in g.args for term in terms(arg)]
    if g.operation == OPP:
        return [opposite(term) for term in terms(g.args[0])]
    return [g]


def _named(name: str, found: Trend) -> Trend:
    """What is known of what a function stands for, of the function."""
    lead, growth = found.lead, found.growth
    return Trend(
        lead and Lead(lead.exponent, lead.coefficient, f"eapply lead_{name}; {lead.proof}"),
        growth and Growth(growth.sign, f"apply {growth.word}_{name}; {growth.proof}"),
    )


def _grown(lead: Lead) -> Trend:
    """A leading term with a negative exponent, which grows."""
    if lead.exponent >= 0 or not lead.sign:
        return Trend(lead)
    word = "up" if lead.sign > 0 else "down"
    return Trend(lead, Growth(lead.sign, f"eapply {word}_lead; [sided | {lead.proof} | exponent | number]"))


def _opposite(a: Trend) -> Trend:
    lead = a.lead and Lead(a.lead.exponent, -a.lead.coefficient, f"eapply lead_opp; {a.lead.proof}")
    growth = a.growth and Growth(-a.growth.sign, f"apply {'down' if a.growth.sign > 0 else 'up'}_opp; {a.growth.proof}")
    return Trend(lead, growth)


def _sum(a: Trend, b: Trend) -> Trend:
    """A sum: of leading terms the one with the smaller exponent, and growth against what has a limit."""
    lead = a.lead and b.lead and _sum_of_leads(a.lead, b.lead)
    if lead is not None and lead.sign:
        return _grown(lead)
    growth = None
    if a.growth is not None and b.bounded is not None:
        growth = Growth(a.growth.sign, f"eapply {a.growth.word}_add; [{a.growth.proof} | {b.bounded.proof}]")
    elif b.growth is not None and a.bounded is not None:
        growth = Growth(b.growth.sign, f"eapply {b.growth.word}_add_r; [{a.bounded.proof} | {b.growth.proof}]")
    elif a.growth is not None and b.growth is not None and a.growth.sign == b.growth.sign:
        growth = Growth(a.growth.sign, f"apply {a.growth.word}_add_both; [{a.growth.proof} | {b.growth.proof}]")
    return Trend(lead, growth)


def _sum_of_leads(a: Lead, b: Lead) -> Lead:
    if a.exponent == b.exponent:
        coefficient = a.coefficient + b.coefficient
        proof = f"eapply lead_add_equal; [{a.proof} | eapply lead_is; [{b.proof} | exponent | reflexivity]]"
        if sign_of(coefficient) == 0:
            return Lead(a.exponent, arb(0), f"eapply (lead_is _ _ _ _ _ _ 0); [{proof} | reflexivity | number]")
        return Lead(a.exponent, coefficient, proof)
    first = a.exponent < b.exponent
    large = a if first else b
    return Lead(large.exponent, large.coefficient, f"eapply lead_add_{'l' if first else 'r'}; [sided | {a.proof} | {b.proof} | exponent]")


def _product(a: Trend, b: Trend) -> Trend:
    lead = None
    if a.lead is not None and b.lead is not None:
        proof = f"eapply lead_mul; [{a.lead.proof} | {b.lead.proof}]"
        lead = Lead(a.lead.exponent + b.lead.exponent, a.lead.coefficient * b.lead.coefficient, proof)
        if lead.sign:
            return _grown(lead)
    return Trend(lead, _product_growth(a, b, "") or _product_growth(b, a, "_r"))


def _product_growth(a: Trend, b: Trend, turned: str) -> Growth | None:
    """The growth of a product, the first factor of which grows."""
    if a.growth is None:
        return None

    def both(first: str, second: str) -> str:
        return f"[{second} | {first}]" if turned else f"[{first} | {second}]"

    if a.growth.soars and b.lead is not None and b.lead.sign > 0:
        proofs = f"[{b.lead.proof} | number | {a.growth.soars}]" if turned else f"[{a.growth.soars} | {b.lead.proof} | number]"
        soars = f"eapply soars_mul{turned}; {proofs}"
        return Growth(1, f"apply up_soars; {soars}", soars)
    if b.lead is not None and b.lead.sign and b.lead.exponent <= 0:
        sign, minus = b.lead.sign, "" if b.lead.sign > 0 else "_minus"
        lead = b.lead.proof if sign > 0 else f"eapply lead_opp; {b.lead.proof}"
        ample = f"eapply ample_lead; [sided | {lead} | exponent | number]"
    elif b.growth is not None:
        sign, minus = b.growth.sign, "" if b.growth.sign > 0 else "_minus"
        ample = f"apply ample_up; {b.growth.proof if sign > 0 else f'apply up_opp; {b.growth.proof}'}"
    else:
        return None
    word = "up" if a.growth.sign * sign > 0 else "down"
    return Growth(a.growth.sign * sign, f"eapply {word}_mul{minus}{turned}; {both(a.growth.proof, ample)}")


def _power(n: int, a: Trend) -> Trend:
    if a.lead is None:
        return Trend()
    return _grown(Lead(n * a.lead.exponent, a.lead.coefficient**n, f"eapply (lead_pow _ _ _ {n}%nat); {a.lead.proof}"))


def _root(g: Formal, a: Trend) -> Trend:
    """A root or a power of a leading term."""
    name, exponent = g.operation.root or ("", Fraction(0))
    if a.lead is None or not a.lead.sign:
        return Trend()
    positive = a.lead.sign > 0
    if not positive and exponent.denominator % 2 == 0:
        raise Outside("a root of a negative number")
    size = (abs(a.lead.coefficient).log() * arb(exponent.numerator) / exponent.denominator).exp()
    value = size if positive or exponent.numerator % 2 == 0 else -size
    return _grown(Lead(a.lead.exponent * exponent, value, f"eapply lead_{name}{'' if positive else '_neg'}; [{a.lead.proof} | number]"))


def _applied(g: Formal, a: Trend) -> Trend:
    """A function of one number: at the limit of its argument, or far away."""
    if a.bounded is not None:
        try:
            value = g.operation.value(a.bounded.coefficient)
        except (ValueError, ArithmeticError):
            value = arb("nan")
        if value.is_finite():
            return Trend(Lead(Fraction(0), value, f"eapply lead_after; [analytic_there | {a.bounded.proof}]"))
    far = _FAR.get(g.operation.far or "")
    return Trend() if far is None else far(g.operation.real, a)


def _bounded(name: str, a: Trend) -> Trend:
    return Trend(Lead(-EPSILON, arb(0), f"apply (lead_{name} _ _ _ ({EPSILON})); [sided | lra]"))


def _arc(name: str, a: Trend) -> Trend:
    if a.growth is None:
        return _bounded(name, a)
    return Trend(Lead(Fraction(0), a.growth.sign * arb.pi() / 2, f"apply lead_{name}_{a.growth.word}; {a.growth.proof}"))


def _exponential(name: str, a: Trend) -> Trend:
    if a.growth is None:
        return Trend()
    leads = a.lead is not None and a.lead.exponent < 0 and a.lead.sign != 0
    if a.growth.sign > 0:
        soars = f"eapply soars_{name}; [sided | {a.lead.proof} | exponent | number]" if leads and a.lead else ""
        return Trend(None, Growth(1, f"apply up_soars; {soars}" if soars else f"apply up_{name}; {a.growth.proof}", soars))
    if leads and a.lead:
        return Trend(Lead(Fraction(FLAT), arb(0), f"eapply (lead_flat _ _ _ _ _ {FLAT}); [sided | {a.lead.proof} | exponent | number]"))
    return Trend(Lead(Fraction(0), arb(0), f"apply lead_{name}_down; {a.growth.proof}"))


def _logarithm(name: str, a: Trend) -> Trend:
    lead = growth = None
    if a.lead is not None and a.lead.sign > 0:
        lead = Lead(-EPSILON, arb(0), f"eapply (lead_{name} _ _ _ _ _ ({EPSILON})); [sided | lra | {a.lead.proof} | number]")
        if a.lead.exponent > 0:
            growth = Growth(-1, f"eapply down_{name}; [sided | {a.lead.proof} | exponent | number]")
    if growth is None and a.growth is not None and a.growth.sign > 0:
        growth = Growth(1, f"apply up_{name}; {a.growth.proof}")
    return Trend(lead, growth)


_FAR: Final[dict[str, Callable[[str, Trend], Trend]]] = {
    "exponential": _exponential,
    "logarithm": _logarithm,
    "arc": _arc,
    "bounded": _bounded,
    "wave": _bounded,
}
