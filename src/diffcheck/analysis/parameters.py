"""Free parameters: the verdicts of all cases, joined into conditions; and for which parameters a property holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

from diffcheck.analysis.cases.case import INDEX, NOTHING, Case, coefficients, recurring
from diffcheck.analysis.cases.conditions import (
    Clause,
    Relation,
    Truth,
    are_satisfiable,
    as_term,
    clauses,
    condition_term,
    conjunction,
    equation,
    leaves,
)
from diffcheck.analysis.cases.explore import SIGNS, Bound, Cells, Either, Leaf, Never, Residues, Signs, Tree
from diffcheck.analysis.cases.explored import explored, restrictions
from diffcheck.analysis.indices.ranges import Family, Range
from diffcheck.analysis.lenses.interval import Interval, is_analytic
from diffcheck.analysis.lenses.plain import rational_between
from diffcheck.analysis.point.finding import retold
from diffcheck.analysis.survey.certainty import resting_on_belief
from diffcheck.analysis.survey.families import index_letter
from diffcheck.analysis.survey.nowhere import empty_domain
from diffcheck.analysis.zeros.residues import fewest
from diffcheck.analysis.zeros.solve import zeros
from diffcheck.errors import BadInput, NotYet
from diffcheck.exact.belief import watched
from diffcheck.exact.calculus import expanded, substitute
from diffcheck.exact.expr import Atom, Expr, number, single, symbol
from diffcheck.exact.generators import EXP, LOG
from diffcheck.exact.order import merge_sites
from diffcheck.exact.sign import known_sign, sign
from diffcheck.exact.text import term
from diffcheck.exact.walk import arguments
from diffcheck.model.question import Question
from diffcheck.model.report import (
    NO,
    YES,
    Binding,
    BySmoothness,
    Finding,
    Index,
    Lack,
    OrderByExponent,
    Piece,
    Practice,
    Report,
    SideSteps,
    Smoothness,
    Solution,
    Steps,
    Verdict,
)
from diffcheck.model.requirement import holds, property_name
from diffcheck.model.term import EMPTY, MINUS_OO, OO, SignedInfinity, Symbol, Term, comparison, joined
from diffcheck.model.tree import Problem

Answer = TypeVar("Answer")
Outcome = Report | None
"""The report of one case; None where f is defined nowhere."""
Analyze = Callable[[Question], Report]


def analyze_cases(problem: Problem, question: Question, analyze: Analyze) -> tuple[Report, tuple[Leaf[Report], ...]]:
    """The report for all parameters, and the cases in which f is defined somewhere; `analyze` answers the question under the assumptions
    in force. Raises NotYet or BadInput.
    """
    with watched() as watch:
        tree = explored(problem, question, lambda: _outcome(analyze, question))
    if watch.here:  # the cases themselves
        tree = _mapped(tree, lambda r: r and resting_on_belief(r))
    tree = _with_one_least(_with_one_certainty(tree))
    found = _reports(tree)
    if not found:
        raise empty_domain(problem, "the formula is defined for no real number, whatever the parameters")
    continuous, differentiable = (_verdict(tree, field) for field in ("continuous", "differentiable"))
    with watched():
        solution = _solution(problem, question, analyze) if question.solve and question.required else None
    open_ = "undecided" in (continuous.answer, differentiable.answer) or any(r.status == "undecided" for r in found)
    generic = _generic(tree)
    example = (generic or found)[0]
    report = replace(
        example,
        problem=problem,
        status="undecided" if open_ else "ok",
        certainty=None if open_ else example.certainty,
        domain=_domain(tree),
        continuous=continuous,
        differentiable=differentiable,
        smoothness=_smoothness(tree),
        pieces=_shared_pieces(generic),
        points=tuple(points := _points(tree)),
        joined=_joined_points(problem, question, analyze, len(points)) if question.autodiff else (),
        cleared=tuple(_cleared(tree)),
        notes=tuple(dict.fromkeys(n for r in found for n in r.notes)),
        solution=solution,
    )
    return report, _defined(tree)


def _defined(tree: Tree[Outcome]) -> tuple[Leaf[Report], ...]:
    """The cases in which f is defined somewhere."""
    return tuple(Leaf(leaf.case, leaf.answer) for leaf in leaves(tree) if leaf.answer is not None)


def _reports(tree: Tree[Outcome]) -> list[Report]:
    """The reports of all cases in which f is defined somewhere."""
    return [leaf.answer for leaf in _defined(tree)]


def _generic(tree: Tree[Outcome]) -> list[Report]:
    """Those of the cases without a special value."""
    return [leaf.answer for leaf in leaves(tree) if leaf.answer is not None and not leaf.case.values]


def _shared_pieces(generic: Sequence[Report]) -> tuple[Piece, ...]:
    """The pieces of f, if they are the same in all of these cases."""
    return generic[0].pieces if generic and all(r.pieces == generic[0].pieces for r in generic) else ()


def _with_one_certainty(tree: Tree[Outcome]) -> Tree[Outcome]:
    """Findings that are one but for their certainty get the weaker one: they are shown as one, under the joined condition."""
    weak = {replace(f, certainty="proved") for r in _reports(tree) for f in (*r.points, *r.cleared) if f.certainty == "checked"}

    def weakened(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(f, certainty="checked") if f in weak else f for f in found)

    return _mapped(tree, lambda r: r and replace(r, points=weakened(r.points), cleared=weakened(r.cleared))) if weak else tree


def _with_one_least(tree: Tree[Outcome]) -> Tree[Outcome]:
    """Orders that are one but for what is known of their bound in each case get the least of it: they are shown as one."""
    least: dict[Smoothness, int] = {}
    for r in _reports(tree):
        for k in (r.smoothness, *(f.smoothness for f in (*r.points, *r.cleared))):
            if isinstance(k, OrderByExponent):
                key = replace(k, least=0)
                least[key] = min(k.least, least.get(key, k.least))

    def shared(k: Smoothness) -> Smoothness:
        return replace(k, least=least[replace(k, least=0)]) if isinstance(k, OrderByExponent) else k

    def of_findings(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(replace(f, smoothness=shared(f.smoothness)) for f in found)

    def changed(r: Outcome) -> Outcome:
        if r is None or isinstance(r.smoothness, tuple):
            return r
        return replace(r, smoothness=shared(r.smoothness), points=of_findings(r.points), cleared=of_findings(r.cleared))

    return _mapped(tree, changed) if least else tree


def _mapped(tree: Tree[Outcome], change: Callable[[Outcome], Outcome]) -> Tree[Outcome]:
    """The tree with another answer in each leaf."""
    if isinstance(tree, Leaf):
        return replace(tree, answer=change(tree.answer))
    if isinstance(tree, Signs):
        below, at, above = (_mapped(part, change) for part in (tree.negative, tree.zero, tree.positive))
        return replace(tree, negative=below, zero=at, positive=above)
    if isinstance(tree, Cells):
        return replace(tree, parts=tuple((low, high, _mapped(part, change)) for low, high, part in tree.parts))
    if isinstance(tree, Residues):
        return replace(tree, parts=tuple((left, _mapped(part, change)) for left, part in tree.parts))
    return tree


def _outcome(analyze: Analyze, question: Question) -> Outcome:
    try:
        return analyze(question)
    except BadInput as error:
        if error.code == "empty_domain":
            return None
        raise


def _truth(field: str) -> Callable[[Outcome], Truth]:
    def truth(r: Outcome) -> Truth:
        if r is None:
            return "no"
        answer = getattr(r, field).answer
        return "yes" if answer == "yes" else "no" if answer == "no" else "open"

    return truth


def _verdict(tree: Tree[Outcome], field: str) -> Verdict:
    truth = _truth(field)
    if clauses(tree, truth, "open"):
        reasons = [getattr(leaf.answer, field).because for leaf in leaves(tree) if truth(leaf.answer) == "open"]
        return Verdict("undecided", reasons[0])
    shown = condition_term(clauses(tree, truth))
    if shown is True:
        return YES
    if shown is False:
        return next((getattr(report, field) for report in _reports(tree)), NO)
    return Verdict("condition", "it depends on the parameters", shown)


def _smoothness(tree: Tree[Outcome]) -> Smoothness | BySmoothness:
    orders = list(dict.fromkeys(report.smoothness for report in _reports(tree)))
    if len(orders) == 1 and orders[0] is not None:
        return orders[0]
    found: list[tuple[Term, Smoothness]] = []
    for k in orders:
        shown = condition_term(clauses(tree, lambda r, k=k: "yes" if r is not None and r.smoothness == k else "no"))  # type: ignore[misc]
        if shown is not False:
            found.append((as_term(shown), k))  # type: ignore[arg-type]
    return tuple(found)


def _condition(shown: Term | bool) -> Term | None:
    """A condition that holds somewhere; None: it always does."""
    return shown if isinstance(shown, Term) else None


def _domain(tree: Tree[Outcome]) -> Term | Lack:
    domains = list(dict.fromkeys(leaf.answer.domain if leaf.answer is not None else EMPTY for leaf in leaves(tree)))
    if len(domains) == 1:
        return domains[0]
    parts = []
    for d in domains:
        shown = condition_term(clauses(tree, lambda r, d=d: "yes" if (r.domain if r is not None else EMPTY) == d else "no"))  # type: ignore[misc]
        here = d if isinstance(d, Term) else Symbol(d)
        parts.append(comparison(here, "if", as_term(shown)))
    return joined(";", parts)


def _points(tree: Tree[Outcome]) -> list[Finding]:
    """The findings of all cases, each with the condition under which it is one."""
    tree = _with_signed_infinities(tree)
    return _joined(tree, lambda report: report.points)


def _joined_points(problem: Problem, question: Question, analyze: Analyze, fewer_than: int) -> tuple[Finding, ...]:
    """The points without what frameworks return, in the cases that they need themselves; () where these are not fewer."""
    plain = replace(question, autodiff=False, options=replace(question.options, show_all=True))
    try:
        found = _points(_with_one_least(_with_one_certainty(explored(problem, plain, lambda: _outcome(analyze, plain)))))
    except NotYet:
        return ()
    return tuple(found) if len(found) < fewer_than else ()


def _cleared(tree: Tree[Outcome]) -> list[Finding]:
    """The smooth suspects of all cases, each with the condition under which it is one."""
    return _joined(tree, lambda report: report.cleared)


def _joined(tree: Tree[Outcome], field: Callable[[Report], tuple[Finding, ...]]) -> list[Finding]:
    """Findings of all cases, each once, with the condition under which it is one, and all ways to it."""
    found: list[Finding] = []
    for f in dict.fromkeys(f for report in _reports(tree) for f in field(report)):
        shown = condition_term(clauses(tree, lambda r, f=f: "yes" if r is not None and f in field(r) else "no"))  # type: ignore[misc]
        if shown is not False:  # a case whose conditions contradict each other has no points
            ways, practice = _steps(tree, f, field), _practice(tree, f)
            found.append(replace(f, condition=_condition(shown), steps=ways, practice=practice, extension=None))
    return found


def _steps(tree: Tree[Outcome], f: Finding, field: Callable[[Report], tuple[Finding, ...]]) -> tuple[Steps, ...]:
    """The ways to one finding in all cases that have it; where they differ, each with the condition under which it is one."""
    ways = list(dict.fromkeys(p.steps for report in _reports(tree) for p in field(report) if p == f and p.steps))
    if len(ways) < 2:
        return f.steps
    found: list[Steps] = []
    for way in ways:

        def takes(r: Outcome, way: tuple[Steps, ...] = way) -> Truth:
            return "yes" if r is not None and any(p == f and p.steps == way for p in field(r)) else "no"

        shown = condition_term(clauses(tree, takes))
        found += [replace(s, condition=_condition(shown)) for s in way]
    return tuple(found)


def _practice(tree: Tree[Outcome], f: Finding) -> Practice | None:
    """What frameworks return, if that is the same in all cases that have the finding."""
    found = {p.practice for report in _reports(tree) for p in report.points if p == f}
    return found.pop() if len(found) == 1 else None


def _with_signed_infinities(tree: Tree[Outcome]) -> Tree[Outcome]:
    """Where two neighbouring cases differ only in the sign of an infinite limit, both get oo*(the expression whose sign it is)."""
    if isinstance(tree, Leaf | Never):
        return tree
    if isinstance(tree, Signs):
        negative, zero, positive = (_with_signed_infinities(t) for t in (tree.negative, tree.zero, tree.positive))
        negative, positive = _signed_pair(negative, positive, tree.where)
        return replace(tree, negative=negative, zero=zero, positive=positive)
    if isinstance(tree, Residues):
        return replace(tree, parts=tuple((left, _with_signed_infinities(t)) for left, t in tree.parts))
    parts = [(low, high, _with_signed_infinities(t)) for low, high, t in tree.parts]
    if len(parts) == 3:
        (a, b, below), middle, (c, d, above) = parts
        assert c is not None
        below, above = _signed_pair(below, above, expanded(symbol(tree.name) - c))
        parts = [(a, b, below), middle, (c, d, above)]
    return Cells(tree.name, tuple(parts))


def _signed_pair(below: Tree[Outcome], above: Tree[Outcome], where: Expr) -> tuple[Tree[Outcome], Tree[Outcome]]:
    if not (isinstance(below, Leaf) and isinstance(above, Leaf)) or below.answer is None or above.answer is None:
        return below, above
    if len(below.answer.points) != len(above.answer.points):
        return below, above
    pairs = [_signed_findings(p, q, where) for p, q in zip(below.answer.points, above.answer.points, strict=True)]
    signed = [pair for pair in pairs if pair is not None]
    if len(signed) < len(pairs):
        return below, above
    one, other = (tuple(pair[k] for pair in signed) for k in (0, 1))
    return Leaf(below.case, replace(below.answer, points=one)), Leaf(above.case, replace(above.answer, points=other))


_INFINITE = ("left_limit", "right_limit", "left_derivative", "right_derivative")


def _signed_findings(p: Finding, q: Finding, where: Expr) -> tuple[Finding, Finding] | None:
    """Two findings that differ in the signs of infinities alone, both with oo*(the expression whose sign it is), and else as they are."""
    changed: dict[str, Term] = {}
    for name in _INFINITE:
        a, b = getattr(p, name), getattr(q, name)
        if a != b:
            if {a, b} != {OO, MINUS_OO}:
                return None
            changed[name] = SignedInfinity(term(where if b == OO else -where))
    one, other = (_signed(f, changed) for f in (p, q)) if changed else (p, q)
    return (one, other) if one == other else None


def _signed(f: Finding, changed: dict[str, Term]) -> Finding:
    """The finding with other infinities, in the way to it too."""
    quantities: dict[str, Any] = dict(changed)

    def side(steps: SideSteps | None, limit: str, slope: str) -> SideSteps | None:
        return None if steps is None else replace(steps, limit=changed.get(limit, steps.limit), slope=changed.get(slope, steps.slope))

    def way(s: Steps) -> Steps:
        left, right = side(s.left, "left_limit", "left_derivative"), side(s.right, "right_limit", "right_derivative")
        return replace(s, left=left, right=right)

    return retold(replace(f, steps=tuple(map(way, f.steps)) if len(f.steps) == 1 else f.steps, **quantities))


_ENOUGH = {"continuous": 0, "differentiable": 0, "smooth": None}


def _solution(problem: Problem, question: Question, analyze: Analyze) -> Solution:
    """All parameters for which the required property holds, each put back in and analysed again."""
    required = property_name(str(question.required))
    if required == "lipschitz":
        from diffcheck.analysis.lipschitz.one_case import lipschitz_outcome, lipschitz_truth

        return _solved(problem, question, lambda: lipschitz_outcome(problem, question, constant=False), lipschitz_truth, required)

    def truth(r: Outcome) -> Truth:
        if r is None:
            return "no"
        answer = holds(r, required).answer
        return "yes" if answer == "yes" else "no" if answer == "no" else "open"

    enough = replace(question, enough=_ENOUGH[required] if required in _ENOUGH else int(required[1:]))
    return _solved(problem, question, lambda: _outcome(analyze, enough), truth, required)


def _solved(problem: Problem, question: Question, ask: Callable[[], Answer], truth: Callable[[Answer], Truth], required: str) -> Solution:
    try:
        tree = explored(problem, question, ask)
    except NotYet:
        return Solution(required, None)
    if clauses(tree, truth, "open"):
        return Solution(required, None)
    bindings: list[Binding] = []
    for c in clauses(tree, truth):
        if not _confirmed(c, problem, question, ask, truth):
            return Solution(required, None)
        bindings += _bindings(c, problem, question)
    return Solution(required, tuple(bindings))


def _bindings(c: Clause, problem: Problem, question: Question) -> list[Binding]:
    """The solutions that a clause describes: one, or families where one of its equations has infinitely many roots."""
    values = [(n, term(v)) for n, v in c.values if n in question.solve]
    shown = [equation(n, v) for n, v in c.values if n not in question.solve]
    recurring_one = _in_one_name(c.others, question.solve)
    if recurring_one is None:
        return [Binding(_sorted(values), conjunction([*shown, *(r.term for r in c.others)]))]
    letter = index_letter(problem)
    condition = conjunction([*shown, *(r.term for r in c.others if r.where.free != recurring_one.where.free)])
    found = []
    for family in _families_where(recurring_one, c.others, question):
        index = None if family.range is None else Index(letter, family.range.set(letter))
        at = term(substitute(family.at, INDEX, symbol(letter), known_sign))
        (name,) = recurring_one.where.free
        found.append(Binding(_sorted([*values, (name, at)]), condition, index))
    return found


def _sorted(values: list[tuple[str, Term]]) -> tuple[tuple[str, Term], ...]:
    """By name."""
    return tuple(sorted(values, key=lambda pair: pair[0]))


def _in_one_name(relations: Sequence[Relation], names: Sequence[str]) -> Relation | None:
    """An equation for just one of the names: it was not solved because its roots recur."""
    return next((r for r in relations if r.relation == "==" and len(r.where.free) == 1 and r.where.free <= set(names)), None)


def _families_where(equation: Relation, relations: Sequence[Relation], question: Question) -> tuple[Family, ...]:
    """The values of one parameter that solve an equation and satisfy the relations and what is assumed of it. Raises NotYet."""
    (name,) = equation.where.free
    assumed = [r for condition in question.assume for r in restrictions(condition, negated=False)]
    if any(isinstance(r, Either) for r in assumed):
        raise NotYet("assumption", "solutions that recur, under an assumption with alternatives")
    told = [*relations, *(Relation(r.gap, r.relation) for r in assumed if isinstance(r, Bound))]
    told = [r for r in told if r != equation and r.where.free == {name}]
    case = Case().with_families(name, _roots_where(equation.where, name, told))
    for r in told:
        kept = tuple(family for s, family in case.signs_in_families(r.where, name) if s in SIGNS[r.relation])
        case = case.with_families(name, kept)
    return case.family(name)


def _roots_where(u: Expr, name: str, relations: Sequence[Relation]) -> tuple[Family, ...]:
    """The zeros of u where those of the relations hold that are polynomial. Raises NotYet.

    Zeros are complete on an interval on which u is analytic. So the line is cut where a relation may change, and where what stands
    in u under a root, in a denominator or in a logarithm vanishes; zeros are looked for in each part, and at each cut.
    """
    if is_analytic(_without_denominator(u), Interval(name, None, None, analytic=False)):
        return recurring(u, name)
    plain = [r for r in relations if coefficients(r.where, name) is not None]
    line = Interval(name, None, None)
    cuts = merge_sites([zeros(v, line) for v in (*(r.where for r in plain), *_vanishing(u, name))])

    def holds_at(c: Expr) -> bool:
        return all(sign(expanded(substitute(r.where, name, c, known_sign))) in SIGNS[r.relation] for r in plain)

    found: list[Family] = []
    for low, high in pairwise([None, *cuts, None]):
        if holds_at(number(rational_between(low, high))):
            found += recurring(u, name, (low, high))
    for c in cuts:
        with suppress(ZeroDivisionError):
            if holds_at(c) and sign(expanded(substitute(u, name, c, known_sign))) == 0:
                found.append(Family(c))
    families, points = ([f for f in _adjoined(found) if (f.range is None) == alone] for alone in (False, True))
    return (*_adjoined(fewest(families, INDEX)), *points)


def _adjoined(found: Sequence[Family]) -> Iterator[Family]:
    """Parts of a family whose ranges follow one another, as one."""
    by_place: dict[Expr, list[Range]] = {}
    for f in found:
        ranges = by_place.setdefault(f.at, [])
        if f.range is None:
            yield f
        elif ranges and ranges[-1].high is not None and (f.range.low, f.range.where) == (ranges[-1].high + 1, ranges[-1].where):
            ranges[-1] = f.range.between(ranges[-1].low, f.range.high)
        else:
            ranges.append(f.range)
    yield from (Family(at, part) for at, ranges in by_place.items() for part in ranges)


def _without_denominator(u: Expr) -> Expr:
    """A product without its factors in a denominator, which has the zeros of u."""
    return Expr({tuple((a, e) for a, e in m if e > 0): c for m, c in u.terms.items()}) if len(u.terms) == 1 else u


def _vanishing(u: Expr, name: str, *, inside: bool = False) -> Iterator[Expr]:
    """What stands in u under a root, in a denominator or in a logarithm. Raises NotYet where that is no polynomial.

    A denominator of the whole of u is left out: u has no zeros where it is 0.
    """
    factors = not inside and len(u.terms) == 1
    for a, e in dict.fromkeys(pair for m in u.terms for pair in m if name in pair[0].free):
        found = _where_singular(a, natural=isinstance(e, int) and (e > 0 or factors))
        if any(coefficients(v, name) is None for v in found):
            raise NotYet("solutions", "where an equation between parameters is defined is not known")
        yield from found
        for v in arguments(a):
            yield from _vanishing(v, name, inside=True)


def _where_singular(a: Atom, *, natural: bool) -> list[Expr]:
    """What vanishes where a power of an atom is not analytic: a logarithm's argument, and the base, unless the exponent is natural."""
    found = arguments(a) if a.head == LOG else []
    return found if natural or a.head == EXP else [*found, a.args[0] if a.head == "sum" else single(a)]


def _confirmed(c: Clause, problem: Problem, question: Question, ask: Callable[[], Answer], truth: Callable[[Answer], Truth]) -> bool:
    """Whether the analysis of f with the solution put in says yes (where further conditions hold: somewhere, and nowhere undecided)."""
    case = NOTHING
    try:
        for name, value in c.values:
            case = case.with_value(name, value)
        equation = _in_one_name(c.others, question.solve)
        left = list(c.others)
        if equation is not None:
            (name,) = equation.where.free
            left = [r for r in left if r.where.free != {name}]
            case = case.with_families(name, _families_where(equation, c.others, question))
        if not are_satisfiable(left):
            return False
        again = explored(problem, question, ask, case)
    except NotYet:
        return False
    answers = {truth(leaf.answer) for leaf in leaves(again)}
    return answers == {"yes"} if not left else "yes" in answers and "open" not in answers
