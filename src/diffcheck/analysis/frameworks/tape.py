"""What reverse-mode differentiation of the formula as written returns at a point, in each framework.

The chain rule in IEEE arithmetic on exact numbers (exact.double), from the root down. What a function does with the adjoint is its
declaration's, and of a function that declares nothing nothing is told. Definition by cases is `where`: all values are
computed, and those not selected get the adjoint 0, which goes on upstream (0 * oo is nan). Named functions keep their own rules.
Within a block of `rounding` every step is rounded as in the machine: sin(pi) is 0 here, and 1.2e-16 there. What a library makes of a
function is known up to its error, and NotYet("rounding") is raised where that decides which branch is taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from diffcheck.analysis.lenses.fold import declaration, evaluate
from diffcheck.analysis.lenses.germ import INDEXED, SideLens
from diffcheck.analysis.lenses.oscillation import Oscillates
from diffcheck.analysis.lenses.plain import BallLens
from diffcheck.analysis.point.side import Side
from diffcheck.errors import NotYet
from diffcheck.exact.assumptions import parameter
from diffcheck.exact.calculus import derivative, substitute
from diffcheck.exact.double import (
    MINUS_OO,
    MINUS_ZERO,
    NAN,
    ONE,
    OO,
    ZERO,
    Double,
    approximate,
    compare,
    double,
    enclosed,
    hull,
    lifted,
)
from diffcheck.exact.expr import ZERO as ZERO_EXPR
from diffcheck.exact.expr import Expr, number, symbol
from diffcheck.exact.rounding import active, unsure
from diffcheck.exact.sign import known_sign
from diffcheck.functions.facts import Composite, Function, Lens, Undefined
from diffcheck.functions.frameworks import NEWEST, Framework, Versions
from diffcheck.functions.pullbacks import CHAIN_RULE, Autodiff, NoGradient, Pullback, PullbackRule, blocked, same, times
from diffcheck.functions.register import declared
from diffcheck.germs.limits import Limit
from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

_PLACE = "argument"
"""The name of the argument that a derivative is taken in; longer than any parameter's."""


class Tape:
    """The formula evaluated at a point, ready to be differentiated."""

    def __init__(self, tree: Node, name: str, at: Expr) -> None:
        self.tree = tree
        self.name = name
        self.at = at
        self._values: dict[int, Double] = {}
        self._tracked: dict[int, bool] = {}
        self._order: list[Node] = []
        self._stands_for: dict[int, Node] = {}
        self._record(tree)

    def gradient(self, framework: Framework, versions: Versions = NEWEST) -> Double | None:
        """df/dx as the framework returns it; None: it answers that there is no gradient. Raises NotYet."""
        if not self._tracked[id(self.tree)]:
            return ZERO if framework == "jax" else None
        adjoints: dict[int, Double] = {id(self.tree): ONE}
        total: Double | None = None
        try:
            for node in reversed(self._order):
                g = adjoints.get(id(node))
                if g is None:
                    continue
                if isinstance(node, Name):
                    total = g if total is None else total + g
                for child, pullback in self._edges(node, framework, versions):
                    h = pullback(g) if self._tracked[id(child)] else None
                    if h is not None:
                        before = adjoints.get(id(child))
                        adjoints[id(child)] = h if before is None else before + h
        except NoGradient:
            return None
        return ZERO if total is None and framework == "jax" else total

    def _record(self, node: Node) -> None:
        """Values and dependence on x of every part, parts before the whole."""
        if id(node) in self._values:
            return
        written = self._written(node)
        if written is not None:
            self._stands_for[id(node)] = written
        for part in self._parts(node):
            self._record(part)
        value = self._value(node)  # conditions are recorded here
        self._values[id(node)] = value
        match node:
            case Name(name):
                tracked = name == self.name
            case Number():
                tracked = False
            case Named():
                tracked = self._tracked[id(node.body)]
            case _:
                tracked = any(self._tracked[id(part)] for part in self._parts(node))
        self._tracked[id(node)] = tracked
        if tracked:
            self._order.append(node)

    def _written(self, node: Node) -> Node | None:
        """The formula that stands for a function which no framework has."""
        if not isinstance(node, Apply):
            return None
        written = conventions(declaration(node, self.name)).written
        return None if written is None else written(*node.args)

    def _parts(self, node: Node) -> tuple[Node, ...]:
        if id(node) in self._stands_for:
            return (self._stands_for[id(node)],)
        match node:
            case Apply(_, args):
                return args
            case Named(_, args, body):
                return (*args, body)
            case Cases(branches):
                return tuple(value for value, _ in branches)
            case _:
                return ()

    def _value(self, node: Node) -> Double:
        if id(node) in self._stands_for:
            return self._values[id(self._stands_for[id(node)])]
        match node:
            case Number(value):
                return double(number(value))
            case Name(name):
                return double(self.at if name == self.name else parameter(name))
            case Named(head, args, body):
                known = conventions(declared(head))
                return self._named(body, args, known) if known.rules else self._values[id(body)]
            case Cases():
                chosen = self._chosen(node)
                return NAN if chosen is None else self._values[id(node.branches[chosen][0])]
            case Apply(_, args):
                return value_of(declaration(node, self.name), [self._values[id(arg)] for arg in args])

    def _named(self, body: Node, args: tuple[Node, ...], known: Autodiff) -> Double:
        """The value of a named function: its formula step by step where its arguments are no real numbers, else exactly.

        Where results are rounded, what a framework has as a function of its own lies between these, or is declared.
        """
        by_steps, values = self._values[id(body)], [self._values[id(arg)] for arg in args]
        if not all(u.is_finite for u in values):
            return by_steps
        at_once = self._at_once(body, args, values)
        if at_once is None:
            return by_steps
        if active() is None:
            return at_once
        other = known.also(*values) if known.also is not None else None
        for value in (by_steps, other):
            if value is not None and value.is_finite and at_once.is_finite:
                at_once = hull(at_once, value)
        return at_once

    def _at_once(self, body: Node, args: tuple[Node, ...], values: list[Double]) -> Double | None:
        """The formula of a named function as a function of its arguments; None where it has no real value."""
        if all(u.ends is None for u in values):
            exact = evaluate(body, self.name, self.at, INDEXED, {id(arg): u.exact for arg, u in zip(args, values, strict=True)})
            return None if exact is None else approximate(exact)
        exprs, at = lifted(values)
        exact = evaluate(body, self.name, self.at, BallLens(at), {id(arg): u for arg, u in zip(args, exprs, strict=True)})
        return None if exact is None else enclosed(exact, at)

    def _chosen(self, node: Cases) -> int | None:
        """Which case is the first whose condition holds."""
        return next((i for i, (_, condition) in enumerate(node.branches) if self._holds(condition)), None)

    def _holds(self, condition: Condition) -> bool:
        """As in IEEE arithmetic: every comparison with nan is false but `!=`."""
        match condition:
            case Truth(value):
                return value
            case Logic("not", (inner,)):
                return not self._holds(inner)
            case Logic(operator, args):
                return any(map(self._holds, args)) if operator == "or" else all(map(self._holds, args))
            case Compare(relation, left, right):
                self._record(left)
                self._record(right)
                s = compare(self._values[id(left)], self._values[id(right)])
                if s is None:
                    return relation == "!="
                return {"<": s < 0, "<=": s <= 0, ">": s > 0, ">=": s >= 0, "==": s == 0, "!=": s != 0}[relation]

    def _edges(self, node: Node, framework: Framework, versions: Versions) -> list[tuple[Node, Pullback]]:
        """The parts that the adjoint goes to, and how it goes there."""
        match node:
            case Named(head, args, body):
                known = declared(head)
                rule = self._rule(known, args, framework, versions)
                if rule is not None:
                    pullbacks = rule(self._values[id(node)], *(self._values[id(arg)] for arg in args))
                    if not any(self._tracked[id(arg)] for arg in args[len(pullbacks) :]):
                        return list(zip(args, pullbacks, strict=False))
                return [(body, same)]
            case Cases(branches):
                chosen = self._chosen(node)
                return [(value, same if i == chosen else blocked) for i, (value, _) in enumerate(branches)]
            case Apply() if id(node) in self._stands_for:
                return [(self._stands_for[id(node)], same)]
            case Apply(_, args):
                values = [self._values[id(arg)] for arg in args]
                function = declaration(node, self.name)
                return list(
                    zip(args, self._pullbacks(function, node, values, self._rule(function, args, framework, versions)), strict=True)
                )
            case _:
                return []

    def _rule(
        self, known: Function | Composite | None, args: Sequence[Node], framework: Framework, versions: Versions
    ) -> PullbackRule | None:
        """What the framework does with the function in that version, if that is declared."""
        return conventions(known).rule(framework, versions[framework], moving=any(self._tracked[id(arg)] for arg in args[1:]))

    def _pullbacks(self, function: Function, node: Apply, values: list[Double], rule: PullbackRule | None) -> Sequence[Pullback]:
        if rule is None:
            tracked = (self._tracked[id(arg)] for arg in node.args)
            return [times(slope_of(function, values, i)) if moves else same for i, moves in enumerate(tracked)]
        try:
            found = rule(self._values[id(node)], *values)
        except NotYet as reason:
            raise NotYet(reason.code, f"no {function.head}" if reason.code == "autodiff" else reason.message) from reason
        if any(self._tracked[id(arg)] for arg in node.args[len(found) :]):
            raise NotYet("autodiff", f"how frameworks differentiate {function.head} in this argument is not known")
        return [*found, *(same for _ in node.args[len(found) :])]


def conventions(known: Function | Composite | None) -> Autodiff:
    """What is declared of frameworks; of a constant, that it is the nearest double. Raises NotYet where nothing is: they may have none."""
    if known is not None and known.autodiff is not None:
        return known.autodiff
    if isinstance(known, Function) and known.most == 0:
        return CHAIN_RULE
    raise NotYet("undeclared_autodiff", "what frameworks make of this function is not declared")


def value_of(function: Function, args: list[Double]) -> Double:
    """The function in IEEE arithmetic: as declared, else its value, or the limit where it has none."""
    own = conventions(function).value
    if own is not None:
        return own(*args)
    if any(u.ends is not None for u in args):
        return _over_ends(function, args, None)
    if all(u.is_finite for u in args):
        try:
            exact = function.rule(INDEXED, *(u.exact for u in args))
            value = approximate(exact, conventions(function).accuracy) if args else double(exact)
            return MINUS_ZERO if value == ZERO and args and conventions(function).minus_zero(args[0]) else value
        except Undefined:
            pass
    return _limit_of(function, args, len(args) - 1, slope=False)


def slope_of(function: Function, args: list[Double], i: int) -> Double:
    """The derivative in the i-th argument, or its limit where there is none."""
    if any(u.ends is not None for u in args):
        return _over_ends(function, args, i)
    return _limit_of(function, args, i, slope=True)


def _over_ends(function: Function, args: list[Double], i: int | None) -> Double:
    """The value, or the derivative in the i-th argument, where arguments are known up to rounding. Raises NotYet."""
    if not all(u.is_finite for u in args):
        return NAN if any(u.is_nan for u in args) else _refuse()
    exprs, at = lifted(args)
    try:
        branch = function.rule(BallLens(at), *exprs)
    except Undefined:
        return NAN
    if i is None:
        return enclosed(branch, at, conventions(function).accuracy)
    (place,) = exprs[i].free
    return enclosed(derivative(branch, place), at)


def _refuse() -> Double:
    raise unsure()


def _limit_of(function: Function, args: list[Double], i: int, *, slope: bool) -> Double:
    """The limit of the value or the derivative as the i-th argument tends to what it is, from above if f is defined there."""
    if any(u.is_nan or (u.is_infinite and k != i) for k, u in enumerate(args)):
        return NAN
    t = symbol(_PLACE)
    if args[i].is_infinite:  # t = 1/s or -1/s
        u = 1 / t if args[i].sign > 0 else -1 / t
        branch = _branch(function, args, i, u, SideLens(_PLACE, ZERO_EXPR, 1))
        if branch is None:
            return NAN
        stretch = -(t**2) if args[i].sign > 0 else t**2
        return _as_double(Side(_PLACE, derivative(branch, _PLACE) * stretch if slope else branch, ZERO_EXPR, 1).limit())
    at = args[i].exact
    for side in (1, -1):
        branch = _branch(function, args, i, t, SideLens(_PLACE, at, side))
        if branch is None:
            continue
        if slope:
            branch = derivative(branch, _PLACE)
            try:
                function.rule(INDEXED, *(u.exact for u in args))
                return approximate(substitute(branch, _PLACE, at, known_sign))
            except (Undefined, ZeroDivisionError):
                pass
        return _as_double(Side(_PLACE, branch, at, side).limit())
    return NAN


def _branch(function: Function, args: list[Double], i: int, t: Expr, lens: Lens) -> Expr | None:
    try:
        return function.rule(lens, *(t if k == i else u.exact for k, u in enumerate(args)))
    except (Undefined, Oscillates):
        return None


def _as_double(limit: Limit) -> Double:
    if limit.kind == "finite":
        return double(limit.value)
    if limit.kind == "infinite" and limit.sign:
        return OO if limit.sign > 0 else MINUS_OO
    return NAN
