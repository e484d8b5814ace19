"""Orders of smoothness, slopes and missing limits at points where a branch is not analytic, by the theorems of Orders.v."""

from __future__ import annotations

from fractions import Fraction

from diffcheck.certificate.derivatives import derivatives
from diffcheck.certificate.expansions import expansion
from diffcheck.certificate.leading import Lead, terms
from diffcheck.certificate.looks import SideLook
from diffcheck.certificate.numbers import Real
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.polynomials import polynomial_of, written
from diffcheck.functions.formal import DIV, MUL, OPP, Formal, X, difference, opposite, product, quotient, total, whole
from diffcheck.model.immutable import immutable


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


# ---- no limit ----


def swinging(g: Formal, look: SideLook) -> str:
    """The proof that a formula swings between two values beside the point: a + b osc, where b osc outweighs a. Raises Outside."""
    found = _distributed(g, look)
    leads = [_lead(term, look) for term in found]
    unsettled = [i for i, lead in enumerate(leads) if lead.exponent < 0 or (lead.exponent == 0 and not lead.sign)]
    forms = [(_form(found[i], look), i) for i in unsettled]
    (b, wave), place = min(forms, key=lambda form: look.lead(form[0][0]).exponent, default=((None, None), -1))
    if b is None or wave is None:
        raise Outside(f"the limit at {look.point.text}, which does not exist")
    lead = look.lead(b)
    a = total(*(term for i, term in enumerate(found) if i != place))
    rest = _lead(a, look)
    if lead.sign < 0:
        b, wave, lead = opposite(b), opposite(wave), look.lead(opposite(b))
    arguments = f"({a}) ({b}) ({wave})"
    if lead.exponent < 0 and rest.exponent > lead.exponent:
        proofs = f"sided | reordered | {rest.proof} | {lead.proof} | exponent | exponent | number | {_waves(wave, look)}"
        return f"eapply (swinging_over _ _ _ {arguments}); [{proofs}]"
    settled = look.trend(a).bounded
    if settled is None or lead.exponent > 0:
        raise Outside(f"the limit at {look.point.text}, which does not exist")
    ample = f"eapply ample_lead; [sided | {lead.proof} | exponent | number]"
    return f"eapply (swinging_form _ _ _ {arguments}); [reordered | {settled.proof} | {ample} | {_waves(wave, look)}]"


def _distributed(g: Formal, look: SideLook) -> list[Formal]:
    """The terms of a sum, products with sums that are not analytic multiplied out."""
    if expansion(g, look.point.ball) is not None:
        return [g]
    if g.operation == MUL:
        a, b = (_distributed(arg, look) for arg in g.args)
        return [Formal(MUL, (u, v)) for u in a for v in b]
    if g.operation == DIV:
        return [Formal(DIV, (u, g.args[1])) for u in _distributed(g.args[0], look)]
    parts = terms(g)
    return parts if parts == [g] else [one for part in parts for one in _distributed(part, look)]


def _lead(term: Formal, look: SideLook) -> Lead:
    found = look.trend(term).lead
    if found is None:
        raise Outside(f"the limit at {look.point.text}, which does not exist")
    return found


def _form(term: Formal, look: SideLook) -> tuple[Formal, Formal]:
    """A term as a product, the last factor of which is a wave. Raises Outside."""
    above, below = _factors(term)
    waves = [one for one in above if one.operation.far == "wave" and expansion(one, look.point.ball) is None]
    if len(waves) != 1:
        raise Outside(f"the limit at {look.point.text}, which does not exist")
    rest = product(*(one for one in above if one is not waves[0]))
    for one in below:
        rest = quotient(rest, one)
    return rest, waves[0]


def _factors(g: Formal) -> tuple[list[Formal], list[Formal]]:
    """The factors above and below."""
    if g.operation == OPP:
        above, below = _factors(g.args[0])
        return [whole(-1), *above], below
    if g.operation in (MUL, DIV):
        (above, below), (others, under) = _factors(g.args[0]), _factors(g.args[1])
        return ([*above, *others], [*below, *under]) if g.operation == MUL else ([*above, *under], [*below, *others])
    return [g], []


def _waves(wave: Formal, look: SideLook) -> str:
    """The proof that a wave, or its opposite, swings about 0."""
    if wave.operation == OPP:
        return f"apply swinging0_opp; {_waves(wave.args[0], look)}"
    (u,) = wave.args
    growth = look.trend(u).growth
    if growth is None:
        raise Outside(f"the limit at {look.point.text}, which does not exist")
    name = wave.operation.real + ("" if growth.sign > 0 else "_down")
    return f"apply swinging0_{name}; [sided | {regular_beside(u, look)} | {growth.proof}]"


def quotient_swings(g: Formal, value: Real, look: SideLook) -> tuple[Formal, str]:
    """The difference quotient as a formula, and the proof that it swings."""
    step = difference(X, look.point.formula)
    parts = terms(g)
    analytic = [term for term in parts if expansion(term, look.point.ball) is not None]
    constant = total(*analytic, opposite(value.formula))
    polynomial = polynomial_of(constant)
    rest = [quotient(term, step) for term in parts if term not in analytic]
    if polynomial is None or polynomial != 0:
        rest = [quotient(constant, step), *rest]
    made = total(*rest)
    return made, swinging(made, look)


# ---- orders ----


@immutable
class Part:
    """One side of a point: where f is defined, an analytic formula and another that is small."""

    look: SideLook
    branch: str
    formula: Formal | None
    analytic: Formal
    small: Formal

    @property
    def side(self) -> str:
        """1 or -1."""
        return "1" if self.look.side > 0 else "(-1)"

    @property
    def split(self) -> str:
        """The proof of the branch in its two parts."""
        return f"eapply branch_same; [exact {self.branch} | reordered]"

    @property
    def proof(self) -> str:
        """The proof of `part`."""
        if self.formula is None:
            return f"left; exact {self.branch}"
        return f"right; split; [{self.split} | split; [regular_here | {regular_beside(self.small, self.look)}]]"

    def vanishing(self, n: int) -> str:
        """The proof that derivatives of the small part tend to 0, up to the n-th."""
        if self.formula is None:
            return f"left; exact {self.branch}"
        proofs = []
        for one in derivatives(self.small, n):
            found = self.look.trend(one).bounded
            if found is None or found.sign:
                raise Outside(f"the order at {self.look.point.text}")
            proofs.append(f"change (lead {self.side} {self.look.point.enclosed} ({one}) 0 0); {_to_zero(found)}")
        return _each(proofs)


def _to_zero(found: Lead) -> str:
    return f"eapply (lead_is _ _ _ _ _ 0 0); [{found.proof} | number | number]"


def _each(proofs: list[str]) -> str:
    """A proof for every order up to the last."""
    made = "exfalso; lia"
    for proof in reversed(proofs):
        made = f"destruct j as [|j]; [{proof} | {made}]"
    return f"right; intros j Hj; {made}"


def part_of(look: SideLook, branch: str, g: Formal | None, other: Formal | None) -> Part:
    """One side; `other` is the analytic part of the other side, to be taken where f is undefined here."""
    if g is None:
        return Part(look, branch, None, other or whole(0), whole(0))
    found = [term for term in terms(g) if not _is_nothing(term)]
    analytic = [term for term in found if expansion(term, look.point.ball) is not None]
    small = [term for term in found if term not in analytic]
    regular = total(*analytic)
    polynomial = polynomial_of(regular)
    return Part(look, branch, g, regular if polynomial is None else written(polynomial), total(*small))


def _is_nothing(term: Formal) -> bool:
    """Whether a factor of a term is 0."""
    above, _ = _factors(term)
    return any(one == whole(0) for one in above)


def _joined(left: Part, right: Part, value: str, equal: str) -> tuple[str, ...]:
    """The first premises of the lemmas on two parts: the value, where the parts are f, what they are, and that they meet in the value."""
    return f"exact (proj1 {value})", _reached(left, right), left.proof, right.proof, equal


def order_by_parts(left: Part, right: Part, order: int, value: str, equal: str) -> str:
    """The proof of an exact order; value: the lemma on the value, equal: the proof that the analytic part has this value."""
    same = "reflexivity" if left.analytic == right.analytic else "number"
    agree = f"intros j Hj; {_downward(order, same)}"
    arguments = f"({left.analytic}) ({left.small}) ({right.analytic}) ({right.small})"
    premises = [
        *_joined(left, right, value, equal),
        agree,
        left.vanishing(order),
        right.vanishing(order),
        _blocked(left, right, order + 1),
    ]
    return f"apply (order_parts _ _ {arguments}); [{' | '.join(premises)}]."


def _downward(order: int, proof: str) -> str:
    made = "exfalso; lia"
    for _ in range(order + 1):
        made = f"destruct j as [|j]; [{proof} | {made}]"
    return made


def _reached(left: Part, right: Part) -> str:
    one = right if right.formula is not None else left
    return f"exists {one.side}; split; [sided | eapply branch_reaches; exact {one.branch}]"


def _blocked(left: Part, right: Part, n: int) -> str:
    """The proof that the n-th derivatives do not meet."""
    limits = {}
    for part in (left, right):
        if part.formula is None:
            continue
        g = derivatives(part.small, n)[n]
        shown = f"change (Dn {n} ({part.small})) with ({g})"
        trend = part.look.trend(g)
        word = "right" if part.look.side > 0 else "left"
        before = f"apply blocked_{word}; eapply restless_"
        premises = f"sided | exact {part.branch} | regular_here"
        if trend.growth is not None:
            return f"{before}{trend.growth.word}; [{premises} | {shown}; {trend.growth.proof}]"
        if trend.bounded is None or (trend.bounded.sign == 0 and trend.lead is not None and trend.lead.exponent <= Fraction(0)):
            return f"{before}swing; [{premises} | {shown}; {swinging(g, part.look)}]"
        limits[word] = f"{shown}; {trend.bounded.proof}"
    if len(limits) < 2:
        raise Outside(f"the order at {left.look.point.text}")
    premises = f"exact {left.branch} | exact {right.branch} | regular_here | regular_here | {limits['left']} | {limits['right']}"
    return f"eapply blocked_corner; [{premises} | number]"


# ---- flat parts ----


def smooth_by_parts(left: Part, right: Part, value: str, equal: str) -> str:
    """The proof that f is smooth at a point where its parts are flat, or undefined on one side."""
    if left.analytic != right.analytic:
        raise Outside(f"the order at {left.look.point.text}")
    arguments = f"({left.analytic}) ({left.small}) ({right.analytic}) ({right.small})"
    premises = [
        *_joined(left, right, value, equal),
        "reflexivity",
        _flat_vanishing(left),
        _flat_vanishing(right),
    ]
    return f"apply (order_flat _ _ {arguments}); [{' | '.join(premises)}]."


def healed_by_parts(left: Part, right: Part, value: str, equal: str) -> str:
    """The proof that f is ordinary there."""
    if left.analytic != right.analytic:
        raise Outside(f"the suspect {left.look.point.text} that turns out smooth")
    arguments = f"({left.analytic}) ({left.small}) ({right.analytic}) ({right.small})"
    premises = [f"exact (proj1 {value})"]
    for part in (left, right):
        premises += [part.split, "regular_here", regular_beside(part.small, part.look)]
    premises += [equal, "reflexivity", _flat_vanishing(left), _flat_vanishing(right)]
    return f"apply (healed_flat _ _ {arguments}); [{' | '.join(premises)}]."


def _flat_vanishing(part: Part) -> str:
    if part.formula is None:
        return f"intros; left; exact {part.branch}"
    return f"apply flats_vanishing; [sided | intros n; {_flat(part.small, part.look)}]"


def _is_flat(g: Formal, look: SideLook) -> bool:
    """Whether an exponential that falls is a factor of every term."""
    if g.operation.unfolded is not None:
        return _is_flat(g.operation.unfolded(*g.args), look)
    if g.operation.far == "exponential":
        lead = look.trend(g.args[0]).lead
        return lead is not None and lead.exponent < 0 and lead.sign < 0
    if g.operation == MUL:
        return any(_is_flat(arg, look) for arg in g.args)
    if g == whole(0):
        return True
    return bool(g.args) and all(_is_flat(arg, look) for arg in g.args) and g.operation.coq in ("Add", "Opp")


def _flat(g: Formal, look: SideLook) -> str:
    """The proof that all derivatives are smaller than every power."""
    if g.operation.unfolded is not None:
        return _flat(g.operation.unfolded(*g.args), look)
    if not _is_flat(g, look):
        raise Outside(f"the suspect {look.point.text} that turns out smooth")
    if g.operation.far == "exponential":
        lead = look.lead(g.args[0])
        return f"eapply flats_exp; [sided | {lead.proof} | exponent | number | {_tame(g.args[0], look)}]"
    if g.operation == MUL:
        a, b = g.args
        if _is_flat(a, look):
            return f"apply flats_mul; [sided | {_flat(a, look)} | {_tame(b, look)}]"
        return f"apply flats_mul_r; [sided | {_tame(a, look)} | {_flat(b, look)}]"
    if g == whole(0):
        return "apply flats_zero; sided"
    return f"apply flats_{g.operation.coq.lower()}; [sided | {' | '.join(_flat(arg, look) for arg in g.args)}]"


def _tame(g: Formal, look: SideLook) -> str:
    """The proof that no derivative grows faster than a power."""
    if expansion(g, look.point.ball) is not None:
        return "apply tame_regular; [sided | regular_here]"
    if g.operation.unfolded is not None:
        return _tame(g.operation.unfolded(*g.args), look)
    name = g.operation.real or g.operation.coq.lower()
    if g.operation == DIV:
        lead = look.lead(g.args[1])
        parts = " | ".join(_tame(arg, look) for arg in g.args)
        return f"eapply tame_div; [sided | {lead.proof} | number | {parts}]"
    if g.operation.coq in ("Add", "Opp", "Mul", "Pow") or g.operation.far == "wave":
        return f"apply tame_{name}; [sided | {' | '.join(_tame(arg, look) for arg in g.args)}]"
    if _is_flat(g, look):
        return f"apply flats_tame; [sided | {_flat(g, look)}]"
    raise Outside(f"the suspect {look.point.text} that turns out smooth")
