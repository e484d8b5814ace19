"""Mathematics in print, read back: MathML as text in the language of the input, and a tree as a number."""

from __future__ import annotations

import math
from collections.abc import Mapping
from xml.dom import minidom

from diffcheck.model.tree import Apply, Cases, Compare, Condition, Logic, Name, Named, Node, Number, Truth

SIGNS = {"−": "-", "\u2062": "*", "·": "*", "\u2061": "", "≤": "<=", "≥": ">=", "≠": "!=", "=": "=", "<": "<", ">": ">"}
FENCED = {"|": "Abs(", "⌊": "floor(", "⌈": "ceiling(", "(": "(", "[": "["}
LETTERS = {"λ": "lamda", "π": "pi"}


def read_back(mathematics: str) -> str:
    """What a reader sees in a piece of MathML, as text that the parser reads; nothing is taken from anywhere else."""
    return _seen(minidom.parseString(f"<math>{mathematics}</math>").documentElement)


def _seen(node: minidom.Element) -> str:
    children = [child for child in node.childNodes if isinstance(child, minidom.Element)]
    word = "".join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)
    match node.tagName:
        case "mi":
            return LETTERS.get(word, word)
        case "mn" | "mtext":
            return word.replace("\u00a0", " ")
        case "mo":
            return SIGNS.get(word, word)
        case "mfrac":
            above, below = map(_seen, children)
            return f"(({above})/({below}))"
        case "msqrt":
            return f"sqrt({''.join(map(_seen, children))})"
        case "mroot":
            inner, degree = map(_seen, children)
            return f"real_root({inner}, {degree})"
        case "msup":
            base, exponent = map(_seen, children)
            return f"{base}^({exponent})"
        case "msub":
            base, below = map(_seen, children)
            return f"{base}{below}" if below.isdigit() and base != "x" else f"{base}_{below}"
        case "msubsup":
            base, below, exponent = map(_seen, children)
            return f"({base}{'_' if base == 'x' else ''}{below})^({exponent})"
        case "mtable":
            rows = [[_seen(cell) for cell in row.childNodes] for row in children]
            return "; ".join(f"{value}, {condition.removeprefix('if ')}" for value, condition in rows) + "}"
        case "mrow" | "math" | "mtd" | "mtr":
            return _row(children)
    raise AssertionError(node.tagName)


def _row(children: list[minidom.Element]) -> str:
    """Boxes side by side; a fence belongs to what stands in it, a base to its logarithm."""
    if children and children[0].tagName == "mo" and _text(children[0]) in FENCED and len(children) == 3:
        opening = _text(children[0])
        return FENCED[opening] + _seen(children[1]) + ("]" if opening == "[" else ")")
    if len(children) == 3 and children[0].tagName == "msub" and _text(children[0].childNodes[0]) == "log":
        inner = _seen(children[2])
        return f"log({inner.removeprefix('(').removesuffix(')')}, {_seen(children[0].childNodes[1])})"
    return "".join(map(_seen, children))


def _text(node: minidom.Element) -> str:
    return "".join(child.data for child in node.childNodes if child.nodeType == child.TEXT_NODE)


class Unclear(Exception):
    """Rounding errors could decide here."""


def value(node: Node, at: Mapping[str, float]) -> float | None:
    """A formula at a point in floating point, None where it has no value; raises Unclear."""
    try:
        return _value(node, at)
    except (ZeroDivisionError, ValueError):
        return None
    except OverflowError as error:
        raise Unclear from error


def _value(node: Node, at: Mapping[str, float]) -> float:
    match node:
        case Number(number):
            return float(number)
        case Name(name):
            letter = name.replace("_", "")  # in print b1 and b_1 are the same
            return at.get(letter, 1 + sum(map(ord, letter)) % 97 / 128)
        case Named(_, _, body):
            return _value(body, at)
        case Cases(branches):
            return next(_value(one, at) for one, condition in (*branches, (Apply("/", (ZERO, ZERO)), Truth(True))) if _true(condition, at))
        case Apply(head, args):
            return _told(_applied(head, [_value(arg, at) for arg in args]))


def _told(number: float) -> float:
    """A number that is neither huge nor tiny."""
    if number and not 1e-6 < abs(number) < 1e6:
        raise Unclear
    return number


def _apart(a: float, b: float) -> None:
    if a != b and abs(a - b) < 1e-6:
        raise Unclear


ZERO = Number(0)  # type: ignore[arg-type]


def _applied(head: str, u: list[float]) -> float:
    if head in ("floor", "ceiling", "frac", "Mod"):
        steps = u[0] / u[1] if head == "Mod" else u[0]
        _apart(steps, round(steps))
    match head, u:
        case "+", _:
            return math.fsum(u)
        case "*", _:
            return math.prod(u)
        case "/", (a, b):
            return a / b
        case "neg", (a,):
            return -a
        case "^", (a, b):
            return _power(a, b)
        case "pi" | "E", ():
            return math.pi if head == "pi" else math.e
        case "Max" | "Min", _:
            return max(u) if head == "Max" else min(u)
        case "cbrt", (a,):
            return math.copysign(abs(a) ** (1 / 3), a)
        case "real_root", (a, n):
            return math.copysign(abs(a) ** (1 / n), a) if n == 3 else _power(a, 1 / n)
        case "Mod", (a, m):
            return a - m * math.floor(a / m)
        case "log", (a, b):
            return math.log(a) / math.log(b)
        case "Heaviside", (a, *half):
            return 1.0 if a > 0 else 0.0 if a < 0 else (half or [0.5])[0]
        case "sign", (a,):
            return (a > 0) - (a < 0)
        case "frac", (a,):
            return a - math.floor(a)
        case "Abs", (a,):
            return abs(a)
        case "ceiling", (a,):
            return math.ceil(a)
        case _, (a,) if hasattr(math, head):
            return getattr(math, head)(a)
        case _:  # any other function will do, if it is another one for every name and argument
            return math.sin(sum(map(ord, head)) + math.fsum((i + 1) * argument for i, argument in enumerate(u)))


def _power(base: float, exponent: float) -> float:
    power = base**exponent
    if isinstance(power, complex):
        raise ValueError("no real power")
    return power


def _true(condition: Condition, at: Mapping[str, float]) -> bool:
    match condition:
        case Truth(truth):
            return truth
        case Logic("and", args):
            return all(_true(arg, at) for arg in args)
        case Logic("or", args):
            return any(_true(arg, at) for arg in args)
        case Logic(_, (arg,)):
            return not _true(arg, at)
        case Compare(relation, left, right):
            a, b = _value(left, at), _value(right, at)
            _apart(a, b)
            return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "==": a == b, "!=": a != b}[relation]
    raise AssertionError(condition)
