"""The story, top to bottom: a problem and a question in, a report out.

shape (where to look, and the branch between) -> sides (limits and slopes) -> classify (kind and verdicts) -> report.
"""

from __future__ import annotations

from dataclasses import dataclass

from diffcheck.analysis.classify import Facts, classify
from diffcheck.analysis.roots import Interval
from diffcheck.analysis.shape import Branch, Shape, Shaper, compare_constants, merge_sites
from diffcheck.analysis.sides import Side
from diffcheck.analysis.smoothness import order_at_end, order_between
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.ball import midpoint_float
from diffcheck.exact.calculus import derivative
from diffcheck.exact.expr import Expr
from diffcheck.exact.text import text
from diffcheck.germs.limits import Limit
from diffcheck.model.question import Question
from diffcheck.model.report import NO, YES, Finding, Kind, Piece, Quantity, Report, Smoothness, Verdict
from diffcheck.model.tree import Problem


def analyze(problem: Problem, question: Question) -> Report:
    """Where f is continuous and differentiable on the asked set, and why. Raises BadInput (`empty_domain`)."""
    try:
        return _decided(problem, question)
    except NotYet as reason:
        return _undecided(problem, question, reason)


@dataclass(frozen=True, slots=True)
class _Look:
    """One point with what lies on its two sides within the asked set (None: no domain there)."""

    at: Expr
    left: Expr | None
    value: Branch
    right: Expr | None


def _decided(problem: Problem, question: Question) -> Report:
    if problem.parameters:
        raise NotYet("parameters", f"verdicts for free parameters ({', '.join(problem.parameters)}) are not known yet")
    shaper = Shaper(problem.variable)
    interval = _asked_interval(problem, question, shaper)
    shape = shaper.shape(problem.tree, interval)
    looks = _looks(problem, question, shaper, interval, shape)
    findings = [(look, _finding(problem.variable, look)) for look in looks]
    if not any(p is not None for p in shape.pieces) and not any(v is not None for v in shape.values):
        raise BadInput("empty_domain", "the formula is defined for no real number", 0, len(problem.text) or None)
    return _report(problem, question, shaper, interval, shape, findings)


def _constant(shaper: Shaper, node: object) -> Expr:
    value = shaper.value(node, Expr({}))  # type: ignore[arg-type]
    if value is None:
        raise BadInput("undefined_point", "this point is not a real number")
    return value


def _asked_interval(problem: Problem, question: Question, shaper: Shaper) -> Interval:
    low = _constant(shaper, question.on.low) if question.on.low is not None else None
    high = _constant(shaper, question.on.high) if question.on.high is not None else None
    return Interval(problem.variable, low, high)


def _looks(problem: Problem, question: Question, shaper: Shaper, interval: Interval, shape: Shape) -> list[_Look]:
    """Every site, every end of the asked set and every point asked for, with the branches beside it."""
    asked = [_constant(shaper, node) for node in question.at]
    ends = [c for c in (interval.low, interval.high) if c is not None]
    places = merge_sites([shape.sites, asked, ends]) if asked or ends else list(shape.sites)
    looks: list[_Look] = []
    k = 0
    for c in places:
        on_low = interval.low is not None and compare_constants(c, interval.low) <= 0
        on_high = interval.high is not None and compare_constants(c, interval.high) >= 0
        outside = (on_low and c != interval.low) or (on_high and c != interval.high)
        if outside:
            looks.append(_Look(c, None, None, None))
        elif on_low or on_high:
            closed = question.on.low_closed if on_low else question.on.high_closed
            value = shaper.value(problem.tree, c) if closed else None
            looks.append(_Look(c, shape.pieces[-1] if on_high else None, value, shape.pieces[0] if on_low else None))
        elif k < len(shape.sites) and compare_constants(shape.sites[k], c) == 0:
            looks.append(_Look(shape.sites[k], shape.pieces[k], shape.values[k], shape.pieces[k + 1]))
            k += 1
        else:
            looks.append(_Look(c, shape.pieces[k], shaper.value(problem.tree, c), shape.pieces[k]))
    return looks


def _limit(side: Side | None) -> Limit | None | str:
    if side is None:
        return None
    try:
        return side.limit()
    except NotYet as reason:
        return reason.message


def _slope(side: Side | None, value: Expr | None) -> Limit | None | str:
    if side is None or value is None:
        return None
    try:
        return side.slope(value)
    except NotYet as reason:
        return reason.message


def _quantity(found: Limit | None | str) -> Quantity:
    if found is None:
        return None
    if isinstance(found, str):
        return "undecided"
    if found.kind == "finite":
        return text(found.value)
    return "dne" if found.kind == "dne" else "oo" if found.sign > 0 else "-oo"


def _finding(name: str, look: _Look) -> Finding:
    left = Side(name, look.left, look.at, -1) if look.left is not None else None
    right = Side(name, look.right, look.at, 1) if look.right is not None else None
    facts = Facts(look.value, _limit(left), _limit(right), _slope(left, look.value), _slope(right, look.value))
    found = classify(facts)
    kind, smoothness = found.kind, _smoothness(look, found.continuous, left, right)
    if kind in (Kind.HIGHER_ORDER, Kind.UNDECIDED) and smoothness == "oo" and left and right:
        kind = Kind.SMOOTH
    if kind is Kind.HIGHER_ORDER and smoothness == "undecided":
        pass
    reasons = [r for r in (facts.left, facts.right, facts.left_slope, facts.right_slope) if isinstance(r, str)]
    why = reasons[0] if reasons else _because(kind, facts)
    return Finding(
        at=text(look.at),
        approx=midpoint_float(look.at),
        value=None if look.value is None else text(look.value),
        left_limit=_quantity(facts.left),
        right_limit=_quantity(facts.right),
        left_derivative=_quantity(facts.left_slope),
        right_derivative=_quantity(facts.right_slope),
        continuous=_verdict(found.continuous, why),
        differentiable=_verdict(found.differentiable, why),
        kind=kind,
        smoothness=smoothness,
        certainty="proved",
        because=why,
    )


def _smoothness(look: _Look, continuous: bool | None, left: Side | None, right: Side | None) -> Smoothness:
    if look.value is None:
        return None
    if continuous is None:
        return "undecided"
    if not continuous:
        return -1
    if left and right:
        return order_between(left, right)
    one = left or right
    return 0 if one is None else order_at_end(one)


def _verdict(answer: bool | None, why: str) -> Verdict:
    return Verdict("undecided", why) if answer is None else YES if answer else Verdict("no", why)


def _because(kind: Kind, facts: Facts) -> str:
    left, right = _quantity(facts.left), _quantity(facts.right)
    slopes = f"{_quantity(facts.left_slope)} from the left, {_quantity(facts.right_slope)} from the right"
    words = {
        Kind.INFINITE: f"f is unbounded: limits {left} and {right}",
        Kind.OSCILLATING: "f oscillates without a limit",
        Kind.JUMP: f"f jumps from {left} to {right}",
        Kind.REMOVABLE: "the limit exists, but f has another value or none there",
        Kind.ISOLATED: "f is defined at this point alone",
        Kind.OSCILLATING_SLOPE: "the difference quotient oscillates without a limit",
        Kind.VERTICAL_TANGENT: "the difference quotient is unbounded",
        Kind.CUSP: f"the difference quotient tends to {slopes}",
        Kind.CORNER: f"the difference quotient tends to {slopes}",
        Kind.ENDPOINT: "the end of the domain, with a finite one-sided slope",
        Kind.HIGHER_ORDER: "both difference quotients agree, a higher derivative fails",
        Kind.SMOOTH: "both branches are the same analytic function up to flat parts",
        Kind.OUTSIDE: "not in the domain, and no limit point of it",
        Kind.UNDECIDED: "not decided",
    }
    return words[kind]


def _report(
    problem: Problem, question: Question, shaper: Shaper, interval: Interval, shape: Shape, findings: list[tuple[_Look, Finding]]
) -> Report:
    points = [f for _, f in findings]
    listed = [f for f in points if question.show_all or f.kind is not Kind.SMOOTH]
    if question.at:
        asked = {text(_constant(shaper, node)) for node in question.at}
        listed = [f for f in points if f in listed or f.at in asked]
    judged = [f for look, f in findings if _counts(look, f, question)]
    undecided = [f for f in points if f.kind is Kind.UNDECIDED or "undecided" in (f.left_limit, f.right_limit, f.left_derivative, f.right_derivative)]
    smoothness = _least(judged)
    if any(f.smoothness == "undecided" for f in judged) and smoothness != -1:
        undecided += [f for f in judged if f.smoothness == "undecided"]
    notes = tuple(dict.fromkeys(f"at {problem.variable} = {f.at}: {f.because}" for f in undecided))
    return Report(
        problem=problem,
        status="undecided" if undecided else "ok",
        domain=_domain(interval, shape),
        on=question.on.text,
        continuous=_overall(judged, "continuous"),
        differentiable=_overall(judged, "differentiable"),
        smoothness=smoothness,
        certainty="proved",
        pieces=tuple(_pieces(problem.variable, interval, shape)),
        points=tuple(listed),
        notes=notes,
    )


def _counts(look: _Look, finding: Finding, question: Question) -> bool:
    """Whether the verdict on the set speaks of this point: points of the domain, on a given set also its undefined points."""
    if finding.kind is Kind.OUTSIDE:
        return False
    if look.value is not None:
        return True
    return question.on.kind != "domain"


def _overall(points: list[Finding], field: str) -> Verdict:
    verdicts = [(f, getattr(f, field)) for f in points]
    failing = [f.at for f, v in verdicts if v.answer == "no"]
    if failing:
        return Verdict("no", "not at " + ", ".join(failing[:6]) + (", ..." if len(failing) > 6 else ""))
    open_ = [f.at for f, v in verdicts if v.answer == "undecided"]
    if open_:
        return Verdict("undecided", "undecided at " + ", ".join(open_[:6]))
    return YES


def _least(points: list[Finding]) -> Smoothness:
    orders = [f.smoothness for f in points]
    if None in orders:
        return -1
    known = [k for k in orders if isinstance(k, int)]
    if -1 in known:
        return -1
    if "undecided" in orders:
        return 0 if 0 in known else "undecided"
    return min(known) if known else "oo"


def _pieces(name: str, interval: Interval, shape: Shape) -> list[Piece]:
    """The branches on the open intervals between sites, equal neighbours joined only where the caller sees no point."""
    ends = [interval.low, *shape.sites, interval.high]
    found = []
    for i, piece in enumerate(shape.pieces):
        if piece is not None:
            found.append(Piece(_open(ends[i], ends[i + 1]), text(piece), text(derivative(piece, name))))
    return found


def _open(low: Expr | None, high: Expr | None) -> str:
    return f"({'-oo' if low is None else text(low)}, {'oo' if high is None else text(high)})"


def _domain(interval: Interval, shape: Shape) -> str:
    """The natural domain as a union of intervals and single points."""
    ends = [interval.low, *shape.sites, interval.high]
    parts: list[str] = []
    open_part: str | None = None
    for i, piece in enumerate(shape.pieces):
        low, high = ends[i], ends[i + 1]
        here = shape.values[i - 1] if i else None
        if piece is not None:
            if open_part is None:
                open_part = ("[" if here is not None else "(") + ("-oo" if low is None else text(low))
            elif here is None:
                parts.append(open_part + f", {text(low)})" if low is not None else "")
                open_part = "(" + text(low) if low is not None else ""
        elif open_part is not None:
            parts.append(open_part + f", {text(low)}" + ("]" if here is not None else ")") if low is not None else "")
            open_part = None
        elif here is not None and low is not None:
            parts.append("{" + text(low) + "}")
        if i == len(shape.pieces) - 1 and open_part is not None:
            parts.append(open_part + f", {'oo' if high is None else text(high)})")
    return " U ".join(p for p in parts if p) or "{}"


def _undecided(problem: Problem, question: Question, reason: NotYet) -> Report:
    open_ = Verdict("undecided", reason.message)
    return Report(
        problem=problem,
        status="undecided",
        domain="undecided",
        on=question.on.text,
        continuous=open_,
        differentiable=open_,
        smoothness="undecided",
        certainty="proved",
        pieces=(),
        points=(),
        notes=(reason.message,),
    )


_ = NO
