"""The way to a finding: the branches, the difference quotients written out, the rules of the limits. Only for an explanation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from diffcheck.analysis.lenses.interval import Interval
from diffcheck.analysis.lenses.oscillation import by_cases, written
from diffcheck.analysis.point.finding import Letter, Look, Seen, letter_at, quantity, report_facts
from diffcheck.analysis.point.side import Side
from diffcheck.analysis.point.smoothness import Route
from diffcheck.analysis.survey.expansion import expansion_of, sequences_of
from diffcheck.analysis.survey.reasons import ASKED, CROWD, Reasons, quiet_sign
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import Open, Split
from diffcheck.exact.calculus import expand, replace_atom, substitute
from diffcheck.exact.expr import ZERO, Expr, number, symbol
from diffcheck.exact.rewriting import is_zero_form
from diffcheck.exact.text import term
from diffcheck.functions.register import spelled
from diffcheck.germs.limits import Limit
from diffcheck.model.kind import Kind
from diffcheck.model.report import LEFT_END, RIGHT_END, Finding, OrderByExponent, Quantity, Reason, Rule, SideSteps, SmoothRoute, Steps
from diffcheck.model.term import TRUE, Call, Fence, Product, Term, comparison, mapped, walk
from diffcheck.model.term import ZERO as NOUGHT
from diffcheck.model.tree import Problem

Show = Callable[[Expr], Term]
WILD: Final = "wild_"
"""What the analysis calls functions of quantities that oscillate too fast to have a sign begins with this."""


def _renamed(one: Term) -> Term:
    """A call of such a function as one of the function itself."""
    function = spelled(one.head.removeprefix(WILD)) if isinstance(one, Call) and one.head.startswith(WILD) else None
    return Call(function.head, one.children) if function is not None else one


def steps_of(problem: Problem, seen: Seen, reasons: Reasons, asked: Interval | None = None) -> Finding:
    """The finding that follows from what was seen, with the way to it."""
    name = problem.variable
    route: Route = []
    finding = report_facts(name, seen, route)
    look, facts = seen.look, seen.facts
    letter = letter_at(name, look.at)

    def show(u: Expr) -> Term:
        cases = by_cases(u)
        if cases is not None:
            true, condition, false = cases
            here = comparison(show(condition[0]), condition[1], NOUGHT)
            return Call("Piecewise", (Fence("(", (show(true), here), ")"), Fence("(", (show(false), TRUE), ")")))
        u = written(u)
        return mapped(term(replace_atom(u, letter.root, symbol(letter.name), quiet_sign) if letter else u), _renamed)

    steps = Steps(
        at=finding.at,
        reasons=_reasons(look, reasons, asked),
        left=_side(
            problem, seen.left, look, (facts.left, facts.left_slope), (finding.left_limit, finding.left_derivative), finding.value, show
        ),
        right=_side(
            problem,
            seen.right,
            look,
            (facts.right, facts.right_slope),
            (finding.right_limit, finding.right_derivative),
            finding.value,
            show,
        ),
        smoothness=_route(seen, finding, route, letter),
    )
    return replace(finding, steps=(steps,))


def _reasons(look: Look, reasons: Reasons, asked: Interval | None) -> tuple[Reason, ...]:
    found = reasons.at(look.at)
    if asked is not None and asked.low is not None and look.at == asked.low:
        found = (*found, LEFT_END)
    if asked is not None and asked.high is not None and look.at == asked.high:
        found = (*found, RIGHT_END)
    return found or ((ASKED if look.asked else CROWD),)


def _side(
    problem: Problem,
    side: Side | None,
    look: Look,
    found: tuple[Limit | str | None, Limit | str | None],
    shown: tuple[Quantity, Quantity],
    known_value: Quantity,
    show: Show,
) -> SideSteps | None:
    if side is None:
        return None
    limit_rule, slope_rule = (one.rule if isinstance(one, Limit) else None for one in found)
    if limit_rule == "substitution" and _has_pole(side.branch, side.name, look.at):
        limit_rule = "leading term"
    letter = _step(problem, side, look.at)
    steps = SideSteps(show(side.branch), letter, limit=shown[0], slope=shown[1], limit_rule=limit_rule, slope_rule=slope_rule)
    if limit_rule == "leading term":
        steps = replace(steps, limit_expansion=expansion_of(side, letter, show))
    if limit_rule == "oscillation":
        steps = replace(steps, limit_sequences=sequences_of(side, letter, show))
    if look.value is None:
        return steps
    value = ZERO if known_value == NOUGHT else look.value
    moved, quotient = _quotient(side, look.at, value, letter)
    if moved is None or quotient is None:
        return steps
    rule = None if slope_rule is None else _as_seen(slope_rule, quotient, letter)
    return replace(
        steps,
        value=show(value),
        moved=show(moved),
        quotient=show(quotient),
        slope_rule=rule,
        slope_expansion=expansion_of(side, letter, show, value) if rule == "leading term" else None,
        slope_sequences=sequences_of(side, letter, show, value) if rule == "oscillation" else None,
    )


def _as_seen(rule: Rule, quotient: Expr, letter: str) -> Rule:
    """The rule by which a reader finds the limit of a difference quotient at 0 as it is written, where an easy one does."""
    if letter not in quotient.free:
        return "constant"
    if rule == "substitution" and _has_pole(quotient, letter, ZERO):
        rule = "leading term"
    return "substitution" if rule == "leading term" and _is_polynomial(quotient, letter) else rule


def _has_pole(u: Expr, name: str, at: Expr) -> bool:
    """Whether an expression cannot be evaluated as it is written at a point."""
    try:
        substitute(u, name, at, quiet_sign)
    except (NotYet, ZeroDivisionError):
        return True
    return False


def _step(problem: Problem, side: Side, at: Expr) -> str:
    """The letter of the increment: h, unless it is taken."""
    taken = {problem.variable, *problem.parameters, *side.branch.free, *at.free}
    return next(letter for letter in ("h", "s", "d", "h1") if letter not in taken)


def _quotient(side: Side, at: Expr, value: Expr, letter: str) -> tuple[Expr | None, Expr | None]:
    """f(c + h) with the branch put in, and (f(c + h) - f(c))/h simplified where that is possible.

    Where the branch at c is the value in another form, terms cancel: at a root c of p those of p(c).
    """
    h = symbol(letter)
    try:
        moved = substitute(side.branch, side.name, at + h, quiet_sign)
        gap = moved - value
        if is_zero_form(gap):
            return moved, ZERO
        candidates = _divided(gap, h, letter, side.side)
        if not _has_pole(side.branch, side.name, at):
            written = substitute(side.branch, side.name, at, quiet_sign)
            if written != value and quiet_sign(written - value) == 0:
                candidates += _divided(moved - written, h, letter, side.side)
        return moved, min(candidates, key=lambda u: _length(term(u)))
    except (NotYet, ZeroDivisionError, ValueError):
        return None, None


def _length(shown: Term) -> tuple[int, int]:
    """How many divisions a term shows, and how long it is."""
    divisions = [sign for one in walk(shown) if isinstance(one, Product) for sign, _ in one.factors if sign == "/"]
    return len(divisions), len(str(shown))


def _divided(gap: Expr, h: Expr, letter: str, side: int) -> list[Expr]:
    """gap/h in several forms."""
    shorter = expand(gap)
    if shorter is not None:
        gap = shorter
    ratio = gap / h
    return [u for u in (_with_positive_step(gap, letter, side), ratio, expand(ratio)) if u is not None]


def _is_polynomial(u: Expr, letter: str) -> bool:
    """Whether a letter occurs in natural powers alone."""
    return all(letter not in a.free or (a.head == "symbol" and isinstance(e, int) and e > 0) for m in u.terms for a, e in m)


def _with_positive_step(gap: Expr, letter: str, side: int) -> Expr | None:
    """gap/h where h = side*t with t > 0, written in h again: roots of powers of t become one power."""
    t = symbol("_t")
    try:
        inner = substitute(gap, letter, t * number(side), _positive)
        ratio = inner / (t * number(side))
        back = expand(ratio)
        ratio = ratio if back is None else back
        return substitute(ratio, "_t", symbol(letter) * number(side), quiet_sign)
    except (NotYet, ZeroDivisionError):
        return None


def _positive(u: Expr) -> int | None:
    """The sign of an expression where the step is positive."""
    known = quiet_sign(u)
    return known if known is not None or len(u.terms) != 1 or u.free != {"_t"} else _coefficient_sign(u)


def _coefficient_sign(u: Expr) -> int | None:
    ((m, c),) = u.terms.items()
    return (1 if c > 0 else -1) if all(a.head == "symbol" for a, _ in m) else None


def _route(seen: Seen, finding: Finding, route: Route, letter: Letter | None) -> SmoothRoute:
    """What decided the order of smoothness; at a corner, the limits of f' on both sides, which bound the slopes near it."""
    left: Limit | str | None
    right: Limit | str | None
    found = finding.smoothness
    if isinstance(found, OrderByExponent):
        found = replace(found, least=0)  # how much is known of the bound in a case is no part of the reason
    if route:
        by, order, left, right = route[-1]
        return SmoothRoute(by, order, quantity(left, letter), quantity(right, letter), found)
    if finding.kind is Kind.CORNER and seen.left and seen.right:
        left, right = _first(seen.left), _first(seen.right)
        return SmoothRoute("derivative", 1, quantity(left, letter), quantity(right, letter), found)
    return SmoothRoute(found=found)


def _first(side: Side) -> Limit | str:
    try:
        return side.derivative_limit(1)
    except (NotYet, Open, Split):
        return "not needed"
