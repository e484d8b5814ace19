"""What a formula of the checker means, by Statement.v, in certified numbers: written again from that page, to test the translation."""

from __future__ import annotations

from flint import arb, ctx, fmpq

from diffcheck.functions.formal import Formal

BITS = 200


class Unclear(Exception):
    """A comparison that balls do not decide."""


def _sign(u: arb) -> int:
    if u.is_zero():
        return 0
    if u > 0 or u < 0:
        return 1 if u > 0 else -1
    raise Unclear


def value(e: Formal, x: arb) -> arb | None:
    """`val`, where `dom` holds; None where it does not."""
    ctx.prec = BITS
    name, *rest = str(e.operation.coq).split(" ", 1)
    if name == "Case":
        a, b, *choices = e.args
        left, right = value(a, x), value(b, x)
        return None if left is None or right is None else value(choices[_sign(left - right) + 1], x)
    if name in ("Less", "AtMost", "Equal"):
        a, b, yes, no = e.args
        left, right = value(a, x), value(b, x)
        if left is None or right is None:
            return None
        sign = _sign(left - right)
        holds = {"Less": sign < 0, "AtMost": sign <= 0, "Equal": sign == 0}[name]
        return value(yes if holds else no, x)
    if name == "Undef":
        return None
    args = [value(arg, x) for arg in e.args]
    if any(arg is None for arg in args):
        return None
    known = [arg for arg in args if arg is not None]
    match name:
        case "X":
            return x
        case "Num" | "Cst":
            return _constant(rest[0])
        case "Add":
            return known[0] + known[1]
        case "Sub":
            return known[0] - known[1]
        case "Opp":
            return -known[0]
        case "Mul":
            return known[0] * known[1]
        case "Div":
            return None if _sign(known[1]) == 0 else known[0] / known[1]
        case "Pow":
            return known[0] ** int(e.operation.behind)
        case "Max" | "Min":
            return known[0] if (_sign(known[0] - known[1]) >= 0) == (name == "Max") else known[1]
        case "Sign":
            return arb(_sign(known[0]))
        case "Raise":
            return None if _sign(known[0]) <= 0 else (known[1] * known[0].log()).exp()
        case "Fun":
            return _applied(rest[0], known[0])
    raise AssertionError(name)


def _constant(text: str) -> arb:
    plain = text.replace("(", "").replace(")", "").replace(" ", "")
    if plain == "PI":
        return arb.pi()
    if plain == "exp1":
        return arb(1).exp()
    above, _, below = plain.partition("/")
    return arb(fmpq(int(above), int(below or 1)))


def _applied(name: str, y: arb) -> arb | None:
    plain = {"Exp": y.exp, "Sin": y.sin, "Cos": y.cos, "Atan": y.atan, "Sinh": y.sinh, "Cosh": y.cosh, "Tanh": y.tanh}
    if name in plain:
        return plain[name]()
    match name.strip("()").split():
        case ["Abs"]:
            return y * _sign(y)
        case ["Floor"]:
            if (whole := y.floor().unique_fmpz()) is None:
                raise Unclear
            return arb(whole)
        case ["Sqrt"]:
            return None if _sign(y) < 0 else y.sqrt()
        case ["Ln"]:
            return y.log() if _sign(y) > 0 else None
        case ["Tan"]:
            return None if _sign(y.cos()) == 0 else y.tan()
        case ["Rat", p, q]:
            above, below = int(p.strip("()")), int(q)
            if (below % 2 == 0 and _sign(y) < 0) or (above <= 0 and _sign(y) == 0):
                return None
            size = (abs(y).log() * fmpq(above, below)).exp() if _sign(y) else arb(0)
            return -size if _sign(y) < 0 and above % 2 else size
    raise AssertionError(name)
