"""A formula on one side of a point or on a piece: the shorter formula that it is there, and the proof by the theorems of Branches.v."""

from __future__ import annotations

from diffcheck.certificate.expansions import expansion
from diffcheck.certificate.looks import Look, PieceLook, SideLook
from diffcheck.certificate.numbers import Real
from diffcheck.certificate.outside import Outside
from diffcheck.certificate.polynomials import clearance, polynomial_of, reduced, written
from diffcheck.functions.formal import CASE, Choice, Formal, difference
from diffcheck.model.immutable import immutable


@immutable
class Branch:
    """What a formula is there (None: undefined), with the proof."""

    formula: Formal | None
    proof: str


def taken_apart(e: Formal, look: Look) -> Branch:
    """The formula without its switches. Raises Outside."""
    if e.operation == CASE:
        return _selected(e, look)
    if e.operation.unfolded is not None:
        return taken_apart(e.operation.unfolded(*e.args), look)
    if e.operation.choices is None:
        raise Outside(f"{e.operation.coq} is not taken apart")
    parts = [taken_apart(arg, look) for arg in e.args]
    for i, part in enumerate(parts):
        if part.formula is None:
            return _undefined_by(e, i, part, look)
    args = tuple([part.formula for part in parts if part.formula is not None])
    made = Formal(e.operation, args)
    where = "side" if look.kind == "branch" else "piece"
    for choice in e.operation.choices(look, made, *args):
        if where in choice.on and all(_satisfied(look, need.of, need.strictly) for need in choice.needs):
            return _by(choice, parts, look)
    raise Outside(f"no theorem takes {e} apart")


def _satisfied(look: Look, g: Formal, strictly: bool) -> bool:
    found = look.sign(g)
    return found > 0 or (found == 0 and not strictly and look.kind == "branch")


def _by(choice: Choice, parts: list[Branch], look: Look) -> Branch:
    """A theorem applied: first its own premises, then the parts, then the signs."""
    if choice.result is None:
        prefix = "void" if look.kind == "branch" else "beyond"
        if not parts:
            return Branch(None, f"apply {prefix}_{choice.name}")
        signs = [look.positive(need.of, strictly=True) for need in choice.needs]
        premises = [*(part.proof for part in parts), *signs]
        premises = [*premises, "first [exact I | reflexivity]"] if prefix == "void" else ["first [exact I | reflexivity]", *premises]
        return Branch(None, f"eapply {prefix}_{choice.name}; [{' | '.join(premises)}]")
    name = f"{look.kind}_{choice.name}"
    if not parts:
        return Branch(choice.result, "apply branch_plain; intros; exact I" if look.kind == "branch" else f"apply {name}")
    signs = [look.positive(need.of, strictly=need.strictly) for need in choice.needs]
    before = "_ _ " if look.kind == "branch" else "_ "
    lemma = f"({name} {before}{choice.given})" if choice.given else name
    return Branch(choice.result, f"eapply {lemma}; [{' | '.join([*choice.before, *(part.proof for part in parts), *signs])}]")


def _selected(e: Formal, look: Look) -> Branch:
    """The part of a definition by cases that the order of two formulas selects."""
    a, b, *values = e.args
    left, right = taken_apart(a, look), taken_apart(b, look)
    for i, part in enumerate((left, right)):
        if part.formula is None:
            return _undefined_by(e, i, part, look)
    assert left.formula is not None and right.formula is not None
    ahead, behind = difference(right.formula, left.formula), difference(left.formula, right.formula)
    sign = look.sign(ahead)
    if sign == 0:
        if look.kind == "piece":
            raise Outside("cases that hold by an identity")
        value = taken_apart(values[1], look)
        if value.formula is None:
            raise Outside("cases that hold by an identity")
        return Branch(value.formula, f"eapply branch_case_tie; [{left.proof} | {right.proof} | same_formula | {value.proof}]")
    value = taken_apart(values[0] if sign > 0 else values[2], look)
    word = "less" if sign > 0 else "more"
    prefix = look.kind if value.formula is not None else "void" if look.kind == "branch" else "beyond"
    signs = look.positive(ahead if sign > 0 else behind, strictly=True)
    return Branch(value.formula, f"eapply {prefix}_case_{word}; [{left.proof} | {right.proof} | {signs} | {value.proof}]")


def _undefined_by(e: Formal, place: int, part: Branch, look: Look) -> Branch:
    """A formula is undefined where an argument that is evaluated is."""
    lemma = "void_part _ _" if look.kind == "branch" else "beyond_part _"
    return Branch(None, f"apply ({lemma} ({e.args[place]})); [parted | {part.proof}]")


def on_side(f: Formal, look: SideLook) -> Branch:
    """f beside a point, as a formula that is analytic at the point if one is found. Raises Outside."""
    point, found = look.point, taken_apart(f, look)
    g = found.formula
    if g is None:
        return found
    polynomial = polynomial_of(g)
    if polynomial is not None:
        return _rewritten(found, written(polynomial), "apply near_all; same_formula")
    shorter = None if is_regular(g, point) else reduced(g)
    return found if shorter is None else _rewritten(found, shorter, f"same_within ({clearance(g, point.ball)})")


def _rewritten(found: Branch, shorter: Formal, proof: str) -> Branch:
    """The same branch in another form."""
    return found if shorter == found.formula else Branch(shorter, f"eapply (branch_same _ _ _ _ ({shorter})); [{found.proof} | {proof}]")


def is_regular(g: Formal, point: Real) -> bool:
    """Whether a formula without switches is analytic at a point."""
    return expansion(g, point.ball) is not None


def on_piece(f: Formal, look: PieceLook) -> Branch:
    """f on a piece. Raises Outside."""
    return taken_apart(f, look)


__all__ = ["Branch", "is_regular", "on_piece", "on_side", "taken_apart"]
