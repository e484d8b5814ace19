"""Leading terms h^r (k + o(1)) beside a point, with their proofs: limits and slopes where a branch is not analytic at the point itself."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb

from diffcheck.certificate.looks import SideLook, expansion
from diffcheck.certificate.numbers import Real, sign_of
from diffcheck.certificate.outside import Outside
from diffcheck.functions.formal import Formal, difference, exponent_of, opposite, total, whole


@dataclass(frozen=True, slots=True)
class Lead:
    """The exponent, a ball around the coefficient, and the proof by the theorems of Leading.v."""

    exponent: Fraction
    coefficient: arb
    proof: str


def lead_of(g: Formal, look: SideLook) -> Lead:
    """The leading term of a formula without switches. Raises Outside."""
    coefficients = expansion(g, look.point.ball)
    if coefficients is not None:
        return _of_regular(coefficients, look)
    if g.operation.unfolded is not None:
        return lead_of(g.operation.unfolded(*g.args), look)
    parts = [lead_of(arg, look) for arg in g.args]
    match g.operation.coq:
        case "Opp":
            (a,) = parts
            return Lead(a.exponent, -a.coefficient, f"eapply lead_opp; {a.proof}")
        case "Mul":
            a, b = parts
            return Lead(a.exponent + b.exponent, a.coefficient * b.coefficient, f"eapply lead_mul; [{a.proof} | {b.proof}]")
        case "Div":
            a, b = parts
            return Lead(a.exponent - b.exponent, a.coefficient / b.coefficient, f"eapply lead_div; [{a.proof} | {b.proof} | number]")
        case "Pow":
            (a,) = parts
            n = exponent_of(g)
            return Lead(n * a.exponent, a.coefficient**n, f"eapply lead_pow; {a.proof}")
        case "Add":
            return _sum(*parts)
    if g.operation.root is not None:
        (a,) = parts
        return _root(g, a)
    raise Outside(f"the point {look.point.text}: a part of the formula grows or falls there as no power does")


def _of_regular(coefficients: list[arb], look: SideLook) -> Lead:
    """The first derivative that is not 0."""
    for order, one in enumerate(coefficients):
        if sign_of(one) != 0:
            proof = "eapply lead_here; [sided | regular_here]"
            for n in range(order):
                proof = f"eapply (lead_next _ _ _ {n}%nat); [sided | regular_here | number | {proof}]"
            return Lead(Fraction(order), one * look.side**order, proof)
    raise Outside(f"a part that vanishes at {look.point.text}")


def _root(g: Formal, a: Lead) -> Lead:
    """A root or a power of a leading term."""
    name, exponent = g.operation.root or ("", Fraction(0))
    positive = sign_of(a.coefficient) > 0
    if not positive and exponent.denominator % 2 == 0:
        raise Outside("a root of a negative number")
    size = (abs(a.coefficient).log() * arb(exponent.numerator) / exponent.denominator).exp()
    value = size if positive or exponent.numerator % 2 == 0 else -size
    return Lead(a.exponent * exponent, value, f"eapply lead_{name}{'' if positive else '_neg'}; [{a.proof} | number]")


def _sum(a: Lead, b: Lead) -> Lead:
    """The sum of two leading terms, which do not cancel."""
    if a.exponent == b.exponent:
        coefficient = a.coefficient + b.coefficient
        if sign_of(coefficient) == 0:
            raise Outside("leading terms that cancel")
        return Lead(a.exponent, coefficient, f"eapply lead_add_equal; [{a.proof} | {b.proof}]")
    first = a.exponent < b.exponent
    large = a if first else b
    return Lead(large.exponent, large.coefficient, f"eapply lead_add_{'l' if first else 'r'}; [sided | {a.proof} | {b.proof} | exponent]")


def lead_of_difference(g: Formal, value: Real, look: SideLook) -> Lead:
    """The leading term of g - value: the analytic terms of a sum lose the value, what is left has a leading term of its own."""
    terms = _terms(g)
    analytic = [term for term in terms if expansion(term, look.point.ball) is not None]
    others = [term for term in terms if term not in analytic]
    constant = difference(total(*analytic), value.formula) if analytic else opposite(value.formula)
    rest = expansion(constant, look.point.ball)
    assert rest is not None
    vanishes = all(sign_of(one) == 0 for one in rest)
    whole_sum = total(*others) if vanishes else Formal(total(whole(1), whole(1)).operation, (constant, total(*others)))
    found = lead_of(whole_sum, look)
    return Lead(found.exponent, found.coefficient, f"eapply (lead_same _ _ _ ({whole_sum})); [reordered | {found.proof}]")


def _terms(g: Formal) -> list[Formal]:
    """The terms of a sum."""
    if g.operation.unfolded is not None:
        return _terms(g.operation.unfolded(*g.args))
    if g.operation.coq == "Add":
        return [term for arg in g.args for term in _terms(arg)]
    if g.operation.coq == "Opp":
        return [opposite(term) for term in _terms(g.args[0])]
    return [g]


def regular_beside(g: Formal, look: SideLook) -> str:
    """The proof that a formula without switches is analytic beside the point."""
    if expansion(g, look.point.ball) is not None:
        return "apply beside_regular; [sided | regular_here]"
    if g.operation.unfolded is not None:
        return regular_beside(g.operation.unfolded(*g.args), look)
    parts = [regular_beside(arg, look) for arg in g.args]
    for choice in (g.operation.choices or (lambda *_: ()))(look, g, *g.args):
        if "piece" in choice.on and choice.result == g and all(look.sign(need.of) > 0 for need in choice.needs):
            premises = [*choice.before, *parts, *(look.positive(need.of, strictly=True) for need in choice.needs)]
            return f"eapply beside_{choice.name}; [{' | '.join(premises)}]"
    raise Outside(f"what happens beside {look.point.text}")
