"""Formulas of the proof checker: what a function is called there, and by which theorems it is taken apart.

`certificate/coq/Statement.v` has the formulas, `Branches.v` the theorems. A declaration builds a `Formal` of those of its arguments;
without that it stands outside what certificates speak of. Nothing here is trusted: what is wrong is rejected by the checker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import field
from fractions import Fraction
from typing import Any, Final, Literal, Protocol, TypeAlias

from flint import arb, arb_series, fmpq

from diffcheck.model.immutable import immutable
from diffcheck.model.tree import Relation

Ball: TypeAlias = Any
"""A ball, or a power series of balls: both know the same operations."""


class Glance(Protocol):
    """Where a formula is looked at, in numbers: on one side of a point, or in the middle of a piece."""

    def floor(self, u: Formal) -> Whole:
        """The greatest integer that is not greater than u there."""
        ...


@immutable
class Whole:
    """An integer as the checker writes it; in a family it depends on the index, and has this value where proofs are looked for."""

    text: str
    value: int

    @property
    def following(self) -> Whole:
        """The next one."""
        literal = self.text == str(self.value)
        return Whole(str(self.value + 1) if literal else f"{self.text} + 1", self.value + 1)

    @property
    def formula(self) -> Formal:
        """The integer as a formula."""
        if self.text == str(self.value):
            return whole(self.value)
        return Formal(Operation(f"Num ({self.text})", value=lambda: arb(self.value), choices=_plain("num")))


@immutable
class Need:
    """What a theorem asks of the sign of a formula: positive, or only not negative."""

    of: Formal
    strictly: bool = True


@immutable
class Choice:
    """A theorem that says what a formula is where signs are as it needs them: `branch_NAME` on a side, `piece_NAME` on a piece.

    result: the formula that it is there; None: it is undefined; before: how the premises that speak of no argument are proved;
    given: arguments of the theorem; on: whether it is a theorem of sides or of pieces alone.
    """

    name: str
    result: Formal | None
    needs: tuple[Need, ...] = ()
    before: tuple[str, ...] = ()
    given: str = ""
    on: str = "side, piece"


Choices: TypeAlias = Callable[..., Iterable[Choice]]
Far: TypeAlias = Literal["exponential", "logarithm", "arc", "bounded", "wave"]
"""A function where its argument grows: it grows as exponentials or logarithms do; it has limits at both ends, is bounded, or swings."""


@immutable
class Operation:
    """A constructor of formulas, or a definition of Statement.v: how it is written, and its value in numbers.

    choices(glance, made, *arguments): its theorems, `made` being the operation on these arguments; unfolded: what a definition
    stands for; real: the function of real numbers of the standard library that it is; rational: the number that a constant is.
    """

    coq: str
    behind: str = ""
    """What is written behind its arguments."""
    value: Callable[..., Ball] = field(default=lambda *_: arb("nan"), compare=False)
    choices: Choices | None = field(default=None, compare=False)
    unfolded: Callable[..., Formal] | None = field(default=None, compare=False)
    real: str = field(default="", compare=False)
    root: tuple[str, Fraction] | None = field(default=None, compare=False)
    """The theorem on its leading term (`lead_NAME`), and the exponent, if it is a power."""
    positive: tuple[str, int] | None = field(default=None, compare=False)
    """The theorem by which it is positive (`positive_NAME`), if so many of its first arguments are."""
    slope: Callable[[Formal], Formal] | None = field(default=None, compare=False)
    """The derivative of a function of one number, as Composition.v has it."""
    far: Far | None = field(default=None, compare=False)
    """What is known of it where its argument grows beyond all bounds."""
    rational: Fraction | None = field(default=None, compare=False)


@immutable
class Formal:
    """A formula as the checker has it."""

    operation: Operation
    args: tuple[Formal, ...] = ()

    def __str__(self) -> str:
        return " ".join([self.operation.coq, *(_enclosed(str(arg)) for arg in self.args), *self.operation.behind.split()])


def _enclosed(text: str) -> str:
    return f"({text})" if " " in text else text


def _plain(name: str) -> Choices:
    """A theorem without conditions."""
    return lambda _, made, *args: (Choice(name, made),)


def entire(
    name: str,
    value: Callable[[Ball], Ball],
    slope: Callable[[Formal], Formal],
    far: Far | None = None,
    positive: tuple[str, int] | None = None,
) -> Operation:
    """A function that is analytic on the whole line."""

    def choices(_: Glance, made: Formal, u: Formal) -> Iterable[Choice]:
        return (
            Choice("total", made, before=("reflexivity",), on="side"),
            Choice("entire", made, before=("reflexivity",), on="piece"),
        )

    return Operation(f"Fun {name}", value=value, choices=choices, real=name.lower(), positive=positive, slope=slope, far=far)


def on_positive(name: str, value: Callable[[Ball], Ball], real: str, slope: Callable[[Formal], Formal], *, at_zero: bool) -> Operation:
    """A function that is analytic where its argument is positive, and undefined where it is negative."""

    def choices(_: Glance, made: Formal, u: Formal) -> Iterable[Choice]:
        n = exponent_of(u) if at_zero else 0
        if n and n % 2 == 0:
            root = natural_power(u.args[0], n // 2)
            yield Choice(f"{real}_pow", root, (Need(root, False),), given=str(n // 2))
            yield Choice(f"{real}_pow_neg", opposite(root), (Need(opposite(root), False),), given=str(n // 2))
        yield Choice(real, made, (Need(u, not at_zero),))
        yield Choice("less_than_zero", None, (Need(opposite(u)),), on="side")
        yield Choice("negative", None, (Need(opposite(u)),), on="piece")

    return Operation(
        f"Fun {name}",
        value=value,
        choices=choices,
        real=real,
        slope=slope,
        far=None if at_zero else "logarithm",
        positive=("sqrt", 1) if at_zero else None,
        root=("sqrt", Fraction(1, 2)) if at_zero else None,
    )


X: Final = Formal(Operation("X", choices=lambda _, made: (Choice("x", made),)))


def whole(n: int) -> Formal:
    """An integer."""
    return Formal(Operation(f"Num {n}" if n >= 0 else f"Num ({n})", value=lambda: arb(n), choices=_plain("num"), rational=Fraction(n)))


CST: Final = "Cst"
"""How a real number begins that is no integer."""


def constant(text: str, value: Callable[[], arb], rational: Fraction | None = None) -> Formal:
    """A real number, as the standard library writes it."""
    written = text if text.replace("_", "").isalnum() else f"({text})"
    return Formal(Operation(f"{CST} {written}", value=value, choices=_plain("cst"), rational=rational))


def number(value: Fraction) -> Formal:
    """A rational number."""
    if value.denominator == 1:
        return whole(value.numerator)
    ball = fmpq(value.numerator, value.denominator)
    above = str(value.numerator) if value >= 0 else f"({value.numerator})"
    return constant(f"{above} / {value.denominator}", lambda: arb(ball), value)


ADD: Final = Operation("Add", value=lambda u, v: u + v, choices=_plain("add"))
MUL: Final = Operation("Mul", value=lambda u, v: u * v, choices=_plain("mul"), positive=("mul", 2))
OPP: Final = Operation("Opp", value=lambda u: -u, choices=_plain("opp"))
_SUB: Final = Operation("Sub", value=lambda u, v: u - v, unfolded=lambda u, v: Formal(ADD, (u, Formal(OPP, (v,)))))
UNDEFINED: Final = Formal(Operation("Undef", choices=lambda _, made: (Choice("undef", None),)))
CASE: Final = Operation("Case")
"""Its arguments a, b, u, v, w: u where a < b, v where a = b, w where a > b. It is not strict, so who takes it apart treats it apart."""


def _quotient(_: Glance, made: Formal, u: Formal, v: Formal) -> Iterable[Choice]:
    return (Choice("div", made, (Need(v),)), Choice("div_neg", made, (Need(opposite(v)),)))


def _divided(u: Ball, v: Ball) -> Ball:
    """u/v; a series that begins with 0 has no reciprocal, for the checker does not cancel."""
    if isinstance(v, arb_series) and not abs(v[0]) > _NOTHING:
        raise ZeroDivisionError
    return u / v


_NOTHING: Final = arb(2) ** -500
DIV: Final = Operation("Div", value=_divided, choices=_quotient, positive=("div", 2))


def total(*terms: Formal) -> Formal:
    """The sum, from the left."""
    found = terms[0] if terms else whole(0)
    for term in terms[1:]:
        found = difference(found, term.args[0]) if term.operation == OPP else Formal(ADD, (found, term))
    return found


def product(*factors: Formal) -> Formal:
    """The product, from the left."""
    return _folded(MUL, whole(1), factors)


def _folded(operation: Operation, empty: Formal, parts: tuple[Formal, ...]) -> Formal:
    found = parts[0] if parts else empty
    for part in parts[1:]:
        found = Formal(operation, (found, part))
    return found


def opposite(u: Formal) -> Formal:
    """-u; of a rational number, the number."""
    r = u.operation.rational
    return Formal(OPP, (u,)) if r is None else number(-r)


def difference(u: Formal, v: Formal) -> Formal:
    """u - v."""
    return Formal(_SUB, (u, v))


def quotient(u: Formal, v: Formal) -> Formal:
    """u/v; of two integers, the rational number."""
    p, q = u.operation.rational, v.operation.rational
    return number(p / q) if p is not None and q else Formal(DIV, (u, v))


def natural_power(u: Formal, n: int) -> Formal:
    """u^n for a natural n."""

    def choices(_: Glance, made: Formal, v: Formal) -> Iterable[Choice]:
        name, root = v.operation.root or ("", Fraction(0))
        if n and name == "rat" and root.numerator == 1 and root.denominator % 2 and n % root.denominator == 0:
            k = n // root.denominator
            yield Choice("pow_root", natural_power(v.args[0], k), before=("reflexivity",), given=f"{k} {root.denominator}", on="side")
        yield Choice("pow", made)

    return Formal(Operation("Pow", str(n), lambda v: v**n if n else 0 * v + 1, choices, positive=("pow", 1)), (u,))


def exponent_of(u: Formal) -> int:
    """The exponent of a natural power; 0 for all else."""
    return int(u.operation.behind) if u.operation.coq == "Pow" else 0


def extremum(name: str, direction: int, parts: tuple[Formal, ...]) -> Formal:
    """The greatest or the least of several formulas, two at a time."""

    def choices(_: Glance, made: Formal, u: Formal, v: Formal) -> Iterable[Choice]:
        ahead = difference(u, v) if direction > 0 else difference(v, u)
        behind = difference(v, u) if direction > 0 else difference(u, v)
        return (Choice(f"{name.lower()}_l", u, (Need(ahead, False),)), Choice(f"{name.lower()}_r", v, (Need(behind, False),)))

    return _folded(Operation(name, choices=choices), whole(0), parts)


def cases(a: Formal, b: Formal, less: Formal, equal: Formal, more: Formal) -> Formal:
    """One of three formulas, by the order of two."""
    return Formal(CASE, (a, b, less, equal, more))


_LESS: Final = Operation("Less", unfolded=lambda a, b, yes, no: cases(a, b, yes, no, no))
_AT_MOST: Final = Operation("AtMost", unfolded=lambda a, b, yes, no: cases(a, b, yes, yes, no))
_EQUAL: Final = Operation("Equal", unfolded=lambda a, b, yes, no: cases(a, b, no, yes, no))


def choice(relation: Relation, a: Formal, b: Formal, yes: Formal, no: Formal) -> Formal:
    """One of two formulas, by a comparison."""
    match relation:
        case "<":
            return Formal(_LESS, (a, b, yes, no))
        case ">":
            return Formal(_LESS, (b, a, yes, no))
        case "<=":
            return Formal(_AT_MOST, (a, b, yes, no))
        case ">=":
            return Formal(_AT_MOST, (b, a, yes, no))
        case "==":
            return Formal(_EQUAL, (a, b, yes, no))
        case "!=":
            return Formal(_EQUAL, (a, b, no, yes))


_SIGN: Final = Operation("Sign", unfolded=lambda u: cases(u, whole(0), whole(-1), whole(0), whole(1)))


def sign(u: Formal) -> Formal:
    """-1, 0 or 1."""
    return Formal(_SIGN, (u,))


def _absolute(_: Glance, made: Formal, u: Formal) -> Iterable[Choice]:
    return (Choice("abs", u, (Need(u, False),)), Choice("abs_neg", opposite(u), (Need(opposite(u), False),)))


ABSOLUTE: Final = Operation("Fun Abs", value=lambda u: abs(u), choices=_absolute, real="Rabs")


def _whole_part(glance: Glance, made: Formal, u: Formal) -> Iterable[Choice]:
    n = glance.floor(u)
    low, high = n.formula, n.following.formula
    yield Choice("floor", low, (Need(difference(u, low), False), Need(difference(high, u))), given=f"({n.text})%Z")


WHOLE_PART: Final = Operation("Fun Floor", choices=_whole_part)


def _hyperbolic(sign: int) -> Callable[[Ball], Ball]:
    return lambda u: (u.exp() + sign * (-u).exp()) / 2


def _one_over(u: Formal) -> Formal:
    return Formal(DIV, (whole(1), u))


EXP: Final[Operation] = entire("Exp", lambda u: u.exp(), lambda u: Formal(EXP, (u,)), "exponential", positive=("exp", 0))
SIN: Final[Operation] = entire("Sin", lambda u: u.sin(), lambda u: Formal(COS, (u,)), "wave")
COS: Final[Operation] = entire("Cos", lambda u: u.cos(), lambda u: Formal(OPP, (Formal(SIN, (u,)),)), "wave")
ATAN: Final[Operation] = entire("Atan", lambda u: u.atan(), lambda u: _one_over(Formal(ADD, (whole(1), natural_power(u, 2)))), "arc")
SINH: Final[Operation] = entire("Sinh", _hyperbolic(-1), lambda u: Formal(COSH, (u,)))
COSH: Final[Operation] = entire("Cosh", _hyperbolic(1), lambda u: Formal(SINH, (u,)))
TANH: Final[Operation] = entire(
    "Tanh",
    lambda u: _hyperbolic(-1)(u) / _hyperbolic(1)(u),
    lambda u: difference(whole(1), natural_power(Formal(TANH, (u,)), 2)),
    "bounded",
)
LN: Final[Operation] = on_positive("Ln", lambda u: u.log(), "ln", _one_over, at_zero=False)
SQRT: Final[Operation] = on_positive(
    "Sqrt", lambda u: u.sqrt(), "sqrt", lambda u: _one_over(Formal(MUL, (whole(2), Formal(SQRT, (u,))))), at_zero=True
)


def _tangent(_: Glance, made: Formal, u: Formal) -> Iterable[Choice]:
    cosine = Formal(COS, (u,))
    return (Choice("tan", made, (Need(cosine),)), Choice("tan_neg", made, (Need(opposite(cosine)),)))


TAN: Final[Operation] = Operation(
    "Fun Tan",
    value=lambda u: u.tan(),
    choices=_tangent,
    real="tan",
    slope=lambda u: Formal(ADD, (whole(1), natural_power(Formal(TAN, (u,)), 2))),
)


def _enclosed_number(n: int) -> str:
    return str(n) if n >= 0 else f"({n})"


def rational_power(u: Formal, exponent: Fraction) -> Formal:
    """u to a rational exponent, a real root for an odd denominator."""
    p, q = exponent.numerator, exponent.denominator
    if q == 1:
        return natural_power(u, p) if p >= 0 else Formal(DIV, (whole(1), natural_power(u, -p)))
    return Formal(SQRT, (u,)) if exponent == Fraction(1, 2) else _root(u, p, q)


def _root(u: Formal, p: int, q: int) -> Formal:
    """u^(p/q) by the constructor of roots; the exponents that its derivatives lead to may be 1/2 and integers too."""
    odd = q % 2 == 1
    ball = fmpq(p, q)

    def value(v: Ball) -> Ball:
        first = v.coeffs()[:1] if isinstance(v, arb_series) else [v]
        negative = bool(first) and first[0] < 0
        size = ((-v if negative else v).log() * ball).exp()
        return -size if negative and p % 2 else size

    def choices(_: Glance, made: Formal, v: Formal) -> Iterable[Choice]:
        n = exponent_of(v)
        if odd and p == 1 and n and n % q == 0:
            yield Choice("root_pow", natural_power(v.args[0], n // q), before=("reflexivity",), given=str(n // q), on="side")
        if odd and p > 0:
            yield Choice("total", made, before=("reflexivity",), on="side")
        yield Choice("rat", made, (Need(v),))
        if odd:
            yield Choice("rat_neg", made, (Need(opposite(v)),), before=("reflexivity",))
        else:
            yield Choice("less_than_zero", None, (Need(opposite(v)),), before=(), on="side")
            yield Choice("negative", None, (Need(opposite(v)),), on="piece")

    operation = Operation(
        f"Fun (Rat {_enclosed_number(p)} {q})",
        value=value,
        choices=choices,
        positive=("rat", 1),
        root=("rat", Fraction(p, q)),
        slope=lambda v: Formal(MUL, (constant(f"{_enclosed_number(p)} / {q}", lambda: arb(ball)), _root(v, p - q, q))),
    )
    return Formal(operation, (u,))


_RAISE: Final = Operation("Raise", unfolded=lambda u, v: Formal(EXP, (product(v, Formal(LN, (u,))),)))


def moving_power(u: Formal, v: Formal) -> Formal:
    """u^v for an exponent that moves."""
    return Formal(_RAISE, (u, v))


def sine(u: Formal) -> Formal:
    """sin u."""
    return Formal(SIN, (u,))


def cosine(u: Formal) -> Formal:
    """cos u."""
    return Formal(COS, (u,))


def logarithm(u: Formal, base: Formal | None = None) -> Formal:
    """log u, to a base if there is one."""
    return Formal(LN, (u,)) if base is None else quotient(Formal(LN, (u,)), Formal(LN, (base,)))


def logarithm_to(base: Formal, u: Formal) -> Formal:
    """log u to a base."""
    return logarithm(u, base)


def applied(operation: Operation) -> Callable[[Formal], Formal]:
    """The operation as a function of formulas."""
    return lambda u: Formal(operation, (u,))


def power(u: Formal, v: Formal) -> Formal | None:
    """u to a constant exponent; None where that is not a rational number."""
    exponent = v.operation.rational
    return None if exponent is None else rational_power(u, exponent)


def principal_power(u: Formal, v: Formal) -> Formal | None:
    """u to a constant exponent, for u >= 0 alone unless the exponent is an integer; None where that is not treated."""
    exponent = v.operation.rational
    return None if exponent is None or (exponent.denominator > 1 and exponent.denominator % 2) else rational_power(u, exponent)


def step(u: Formal, at_zero: Formal | None = None) -> Formal | None:
    """The unit step, with a number for its value at 0."""
    middle = number(Fraction(1, 2)) if at_zero is None else at_zero
    return cases(u, whole(0), whole(0), middle, whole(1)) if middle.operation.rational is not None else None


def floor(u: Formal) -> Formal:
    """The greatest integer <= u."""
    return Formal(WHOLE_PART, (u,))


def ceiling(u: Formal) -> Formal:
    """The least integer >= u."""
    return opposite(floor(opposite(u)))


def remainder(u: Formal, m: Formal) -> Formal:
    """u - m*floor(u/m)."""
    return difference(u, product(m, floor(quotient(u, m))))


PI: Final = constant("PI", arb.pi)
E: Final = constant("exp 1", arb.const_e)
