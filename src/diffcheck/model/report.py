"""The answer: what is known about f at each special point and on the asked set. Exact values are terms: `str` gives their text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from diffcheck.errors import NeitherYesNorNo
from diffcheck.model.certificate import Certificate
from diffcheck.model.display import Computable, Displayed
from diffcheck.model.immutable import immutable
from diffcheck.model.kind import Kind
from diffcheck.model.picture import Picture
from diffcheck.model.term import FALSE, MINUS_OO, OO, Call, Interval, SignedInfinity, Symbol, Term, comparison, rational
from diffcheck.model.tree import Problem


class Lack(StrEnum):
    """What stands in the place of an exact value where there is none, or none is known."""

    NO_LIMIT = "dne"
    UNDECIDED = "undecided"


Quantity: TypeAlias = Term | Lack | None
"""A value, limit or slope: a term, among them oo, -oo and oo*(e); or that there is none; None: no domain on that side, or no f(c)."""


def is_infinite(quantity: Quantity) -> bool:
    """Whether a quantity is an infinity."""
    return isinstance(quantity, SignedInfinity) or quantity in (OO, MINUS_OO)


@immutable
class OrderByExponent:
    """An order that depends on parameters: the largest integer below a bound, which is at least `least`; above: the next one."""

    bound: Term
    above: Term
    shown: Term
    """The order as a term."""
    least: int

    def __str__(self) -> str:
        return str(self.shown)


Smoothness: TypeAlias = int | OrderByExponent | Literal["oo", "undecided"] | None
"""The largest k with f in C^k; "oo" for C^infinity; None where f is undefined."""


def least_order(orders: Sequence[Smoothness]) -> Smoothness:
    """The least of some orders, those that are undefined left out; of those that depend on parameters it is told as the least of them."""
    known = [k for k in orders if isinstance(k, int)]
    by_exponent = [k for k in dict.fromkeys(orders) if isinstance(k, OrderByExponent)]
    if "undecided" in orders:
        return "undecided"
    if not by_exponent:
        return min(known, default="oo")
    if known and min(known) <= min(k.least for k in by_exponent):
        return min(known)
    if len(by_exponent) == 1 and not known:
        return by_exponent[0]
    return _least_of([*by_exponent, *(_as_bound(k) for k in known if k == min(known))])


def _as_bound(k: int) -> OrderByExponent:
    """An order that is a number: the largest integer below the next one."""
    return OrderByExponent(rational(Fraction(k + 1)), rational(Fraction(k + 1)), rational(Fraction(k)), k)


def _least_of(orders: Sequence[OrderByExponent]) -> OrderByExponent:
    """The least of several orders, by the least of their bounds."""
    bound, above, shown = (_lowest(terms) for terms in zip(*((k.bound, k.above, k.shown) for k in orders), strict=True))
    return OrderByExponent(bound, above, shown, min(k.least for k in orders))


def _lowest(terms: Sequence[Term]) -> Term:
    """The least of several numbers: what is the largest integer below each bound is so for the least of them."""
    different = sorted(dict.fromkeys(terms), key=str)
    return different[0] if len(different) == 1 else Call("Min", tuple(different))


BySmoothness: TypeAlias = tuple[tuple[Term, Smoothness], ...]
"""Smoothness that depends on parameters: conditions and the order under each."""

Certainty: TypeAlias = Literal["certified", "proved", "checked"]
"""certified: a proof checker has accepted the certificate of the whole record; of a point it is proved or checked alone."""


Rule: TypeAlias = Literal["substitution", "leading term", "squeeze", "dominance", "exponential", "oscillation", "constant"]
"""How a limit was found: the branch is analytic there (its value is put in), its largest term decides, a bounded oscillation
times something that tends to 0, exponentials beat powers and powers beat logarithms, an exponential decides alone, an
oscillation that stays, nothing moves."""


@immutable
class Verdict:
    """Yes, no, undecided, or the condition on the parameters under which it is yes; with the reason in words.

    As a truth value yes is true and no is false; the other two answers are neither, and raise NeitherYesNorNo.
    """

    answer: Literal["yes", "no", "undecided", "condition"]
    because: str = ""
    condition: Term | None = None

    def __bool__(self) -> bool:
        if self.answer == "undecided":
            raise NeitherYesNorNo(
                f"this verdict is undecided: {self.because or 'the reason is not known'}", "Compare its answer with 'yes'."
            )
        if self.answer == "condition":
            message = f"this verdict is a condition on the parameters: {self.condition}"
            raise NeitherYesNorNo(message, "Read its condition, or give the parameters values or assumptions.")
        return self.answer == "yes"


YES = Verdict("yes")
NO = Verdict("no")
GAP = Verdict("no", "a part of the set lies outside the domain")
"""f fails along a whole interval, or at infinitely many points that are not listed."""


@immutable
class Index:
    """The integer index of a family: its letter, the set it runs through, and the integers left out."""

    symbol: str
    set: Term
    """A set, or a condition on the index."""
    exceptions: tuple[Term, ...] = ()

    @property
    def condition(self) -> Term:
        """What says which integers it takes, but for the exceptions: `n in Integers`, `n >= 2`."""
        return comparison(Symbol(self.symbol), "in", self.set) if isinstance(self.set, Symbol) else self.set


@immutable
class Reason:
    """Why a place is looked at: the part of the formula that may switch there (None: the whole), and why."""

    part: Term | None
    why: str


@immutable
class Counted:
    """Why the equation u = 0 has no more solutions in an interval (None: on the line) than were found.

    "degree": u is a polynomial of this degree, and its real zeros are isolated; "monotone": u' keeps its sign; "Rolle": u' is 0 at `turns`
    alone, so that between neighbouring ones u is strictly monotone.
    """

    u: Term
    within: Interval | None
    solutions: int
    rule: Literal["degree", "monotone", "Rolle"]
    degree: int = 0
    slope: Term | None = None
    turns: tuple[Term, ...] = ()


LEFT_END: Final = Reason(None, "it is the left end of the set that was asked about")
RIGHT_END: Final = Reason(None, "it is the right end of the set that was asked about")


@immutable
class Expansion:
    """The first terms of an expansion at c, in powers of the `letter` x - c; ends: whether there are no more."""

    terms: Term
    letter: str
    ends: bool


@immutable
class Sequences:
    """Two sequences of places that tend to the point, as functions of an index that tends to oo, and the different limits along them."""

    index: str
    first: Term
    first_limit: Term
    second: Term
    second_limit: Term


@immutable
class SideSteps:
    """One side of a point: the branch, f(c), f(c + h) with the branch put in, (f(c + h) - f(c))/h simplified, and both limits.

    value, moved, quotient: None where f(c) is undefined; h is the `letter`; a rule is None where no limit was found.
    """

    branch: Term
    letter: str = "h"
    value: Term | None = None
    moved: Term | None = None
    quotient: Term | None = None
    limit: Quantity = None
    slope: Quantity = None
    limit_rule: Rule | None = None
    slope_rule: Rule | None = None
    limit_expansion: Expansion | None = None
    slope_expansion: Expansion | None = None
    """Where the leading term decides, and the expansion is one in powers."""
    limit_sequences: Sequences | None = None
    slope_sequences: Sequences | None = None
    """Where there is no limit, as two sequences show."""


@immutable
class SmoothRoute:
    """How the order of smoothness was decided.

    same function: both branches are one function analytic there, up to flat parts; smooth side: the one branch is smooth up to the
    end; derivative: the limits of the derivative of that order (from the left and from the right) do not agree or do not exist;
    exponent: beside a polynomial f has the size of a power whose exponent depends on parameters;
    open: no derivative that was looked at failed; none: there was nothing to decide.
    """

    by: Literal["same function", "smooth side", "derivative", "exponent", "open", "none"] = "none"
    order: int | None = None
    left: Quantity = None
    right: Quantity = None
    found: Smoothness = None


@immutable
class Steps:
    """The way to one finding, recorded when the question asks for an explanation.

    at, index: the members of a family for which the branches hold (index None: as in the finding); condition: the parameter
    values for which they do.
    """

    at: Term
    reasons: tuple[Reason, ...]
    left: SideSteps | None
    right: SideSteps | None
    smoothness: SmoothRoute = SmoothRoute()
    index: Index | None = None
    condition: Term | None = None


Returned: TypeAlias = Term | Literal["nan", "none"]
"""What a framework returns: a number, an infinity, not a number, or no gradient."""


@immutable
class Practice:
    """What frameworks return at a kink, as told in an explanation where the question does not ask for it: fields as in a finding."""

    autodiff: tuple[tuple[str, Returned], ...]
    autodiff_verdict: tuple[tuple[str, str], ...]
    autodiff_missing: tuple[tuple[str, str], ...]
    autodiff_at: str | None
    subdifferential: tuple[Term, Term] | tuple[()] | None


@immutable
class Opinion:
    """What another program says of one value, limit or slope: of which (`value`, `left_limit`, ...), who, whether it agrees, its value,
    and of which member of a family."""

    of: str
    who: Literal["sympy", "giac", "maxima", "numbers"]
    answer: Literal["agrees", "gives up", "differs"]
    value: str | None
    member: int | None = None


@immutable
class Extension:
    """What f becomes at a removable point with its limit for a value there: continuous, with these one-sided slopes."""

    value: Term
    left: Quantity
    right: Quantity

    @property
    def derivative(self) -> Term | None:
        """Its derivative at the point; None where it has none, or that is not known."""
        slopes = {slope for slope in (self.left, self.right) if slope is not None}
        slope = slopes.pop() if len(slopes) == 1 else None
        return slope if isinstance(slope, Term) and not is_infinite(slope) else None


@immutable
class Finding:
    """What was found at one point, or at every member of one family of points."""

    at: Term
    approx: float | None
    value: Quantity
    left_limit: Quantity
    right_limit: Quantity
    left_derivative: Quantity
    right_derivative: Quantity
    continuous: Verdict
    differentiable: Verdict
    kind: Kind
    smoothness: Smoothness
    certainty: Certainty | None
    """None: what happens there is not decided."""
    because: str
    index: Index | None = None
    symbol: str | None = None
    enclosure: tuple[Term, Term] | None = None
    condition: Term | None = None
    """The parameter values for which this entry holds; None: all."""
    autodiff: tuple[tuple[str, Returned], ...] = ()
    """What "pytorch", "jax", "tensorflow" return; of a family what all give."""
    autodiff_verdict: tuple[tuple[str, str], ...] = ()
    """Per framework: derivative, subgradient, wrong, nan, none. Left out where the truth is not known."""
    autodiff_missing: tuple[tuple[str, str], ...] = ()
    """Why the value of a framework is not told: index, rounding (it depends on that), `no` and a function that it lacks, unknown."""
    autodiff_at: str | None = None
    """The double that stands for the point in the frameworks, where the point itself is none."""
    subdifferential: tuple[Term, Term] | tuple[()] | None = None
    """The ends of Clarke's subdifferential; () where there is none, or it is not proved; None: not asked for."""
    clusters: tuple[tuple[str, Term, Term], ...] = ()
    """Of the limits and slopes that do not exist (`left_limit`, ...) the ends of the interval of all numbers that the values come near to
    again and again, where it is proved."""
    steps: tuple[Steps, ...] = field(default=(), compare=False)
    """How it was found, if the question asks; several where a family or the parameters need several branches."""
    opinions: tuple[Opinion, ...] = field(default=(), compare=False)
    """What other programs say of its limits and slopes, if that is asked for."""
    practice: Practice | None = field(default=None, compare=False)
    """Of a kink, only if the question asks for an explanation and not for what frameworks return."""
    decimals: tuple[tuple[Term, float], ...] = field(default=(), compare=False)
    """The irrational constants among its place, value, limits and slopes, each with a double near it."""
    extension: Extension | None = field(default=None, compare=False)
    """Of a removable point of a formula without parameters, that is no family."""

    def cluster(self, facet: str) -> tuple[Term, Term] | None:
        """The ends of the interval that the values come near to, where that limit does not exist and it is proved."""
        return next(((low, high) for name, low, high in self.clusters if name == facet), None)


@immutable
class Piece:
    """f on one open interval without special points: its formula free of Abs, Max, floor and cases, and its derivative."""

    interval: Interval
    formula: Term
    derivative: Term
    index: Index | None = None


@immutable
class Binding:
    """One solution: values of the solved names (a name left out is free) and a further condition on parameters.

    With an index: a family of solutions, whose values hold it.
    """

    values: tuple[tuple[str, Term], ...]
    condition: Term | None = None
    index: Index | None = None


@immutable
class Solution:
    """For which parameters the property holds: all bindings; () means never, None undecided."""

    property: str
    bindings: tuple[Binding, ...] | None


How: TypeAlias = Literal["slope", "limit", "interval", "gap", "point", "unbounded", "members", "jump", "discontinuous", "undefined"]
"""Where a function is steepest (slope: |f'| at a point; limit: |f'| tends to it; interval: throughout; gap: from one point of the domain
to the next; point: there is but one) or why it is not Lipschitz (f' is unbounded near a place, or along a family of members; f jumps
across a place where it is undefined; it is discontinuous there; a part of the set lies outside the domain)."""


@immutable
class Steepest:
    """A place that decides whether f is Lipschitz: a point or an infinity; an interval or a gap goes on to `to`."""

    how: How
    at: Term | None = None
    to: Term | None = None
    index: Index | None = None
    approx: float | None = None
    symbol: str | None = None
    root: Term | None = None
    enclosure: tuple[Term, Term] | None = None
    """Of a number without a closed form: the letter that stands for it in the place and in the constant, what it is, and where it lies."""


@immutable
class Lipschitz:
    """Whether f is Lipschitz on the set. constant: the best one; with parameters it may be a list of conditions and the
    constant under each; None where it was not found, and without a yes. where: what decides it, if that is one place."""

    verdict: Verdict
    constant: Term | tuple[tuple[Term, Term | None], ...] | None = None
    approx: float | None = None
    where: Steepest | None = None


@immutable
class Judged:
    """A claim and what became of it, with one sentence that proves or refutes it, or says what is not known.

    at, left, right: the point that refutes it, with the limits or slopes on both sides; missing, wrong: where a claim says at which
    points exactly f fails, those that it leaves out, and those that it names though f is good there.
    """

    claim: str
    outcome: Literal["holds", "fails", "undecided"]
    because: str = ""
    at: Term | None = None
    left: Quantity = None
    right: Quantity = None
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@immutable
class Report(Displayed, Computable):
    """The whole answer to one question."""

    problem: Problem
    status: Literal["ok", "undecided"]
    domain: Term | Lack
    on: Interval | Literal["domain", "reals"]
    continuous: Verdict
    differentiable: Verdict
    smoothness: Smoothness | BySmoothness
    certainty: Certainty | None
    """Of the whole, where it is decided."""
    pieces: tuple[Piece, ...]
    points: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    function: Term | None = None
    """The formula in the functions that SymPy has; the API fills it in."""
    reading: str = ""
    """The formula as it was read, for people; the API fills it in."""
    solution: Solution | None = None
    assumed: tuple[Term, ...] = ()
    """What was assumed of the parameters; the API fills it in."""
    lipschitz: Lipschitz | None = None
    """Only if the question requires it."""
    claims: tuple[Judged, ...] = ()
    """The claims that were made of f, judged; the API fills them in."""
    certificate: Certificate | None = field(default=None, compare=False)
    """The proof for a proof checker, if it was asked for and can be written."""
    frameworks: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """The versions of the frameworks that the report speaks of; only if it says what they return."""
    joined: tuple[Finding, ...] = field(default=(), compare=False)
    """The points again without what frameworks return, where they are then fewer, for cases that only that tells apart are one."""
    cleared: tuple[Finding, ...] = field(default=(), compare=False)
    """The suspects that turned out smooth and are not listed; only if the question asks for an explanation or a certificate."""
    harmless: tuple[Reason, ...] = field(default=(), compare=False)
    """The parts of the formula that were asked where they switch, and do so nowhere; only if the question asks for an explanation."""
    counted: tuple[Counted, ...] = field(default=(), compare=False)
    """Why the places where parts of it switch are all; only if the question asks for an explanation."""
    picture: Picture | None = field(default=None, compare=False)
    """How it looks, if that was asked for and could be drawn."""
    examples: tuple[Picture, ...] = field(default=(), compare=False)
    """How it looks for some values of parameters that are free; they show what is told of all of them, and claim nothing."""

    @property
    def told(self) -> tuple[Finding, ...]:
        """The points as a table tells them, in as few cases of the parameters as they need."""
        return self.joined or self.points

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures."""
        return self.examples if self.picture is None else (self.picture,)

    def __repr__(self) -> str:
        """One line; `str` shows all of it."""
        verdicts = f"continuous: {self.continuous.answer}, differentiable: {self.differentiable.answer}"
        listed = f"{len(self.points)} point{'' if len(self.points) == 1 else 's'} listed"
        return f"<Report of {self.problem.text!r}: {verdicts}, {listed}>"

    def __post_init__(self) -> None:
        """Refuses what no report may hold: an entry that never holds, and one place twice under one condition."""
        places = [(f.at, f.index, f.condition) for f in self.points]
        if len(set(places)) < len(places) or any(f.condition == FALSE for f in self.points):
            raise ValueError("a point is listed twice, or under a condition that never holds")


@immutable
class Failure:
    """No report: bad input, an undeclared function, or a limit that was exceeded."""

    status: Literal["error", "timeout"]
    code: str
    message: str
    start: int | None = None
    end: int | None = None
    hint: str | None = None
    exit_code: int = 2


@immutable
class Printed:
    """A record as it is to be printed, written where it was made, and the exit code that it gives: all that a program's reader needs."""

    text: str
    exit_code: int


@immutable
class Record(Displayed):
    """One line of output: which input it answers, and the answer."""

    line: int | None
    input: str
    label: str | None
    answer: Report | Failure
    seconds: float
    file: str | None = None
    """The file that the line is one of, where the input names it with each formula."""
