"""Hostile texts, drawn at random but repeatably: a grammar that is nearly right, real formulas that are spoilt, towers, raw bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

CORPUS = Path(__file__).parent.parent / "corpus" / "finite.jsonl"
NAMES = [
    "sin",
    "cos",
    "tan",
    "exp",
    "log",
    "sqrt",
    "abs",
    "floor",
    "ceil",
    "max",
    "min",
    "sign",
    "relu",
    "gelu",
    "cbrt",
    "atan",
    "gamma",
    "erf",
    "mod",
    "clip",
    "sinc",
    "Piecewise",
    "And",
    "Or",
    "Eq",
]
SINGLE = [
    "sin",
    "cos",
    "tan",
    "exp",
    "log",
    "sqrt",
    "abs",
    "floor",
    "ceil",
    "sign",
    "relu",
    "gelu",
    "cbrt",
    "atan",
    "gamma",
    "erf",
    "sinc",
    "round",
    "trunc",
    "frac",
    "asin",
    "sinh",
    "tanh",
    "softplus",
    "H",
]
DOUBLE = ["max", "min", "mod"]
LEAVES = ["x", "x", "x", "0", "1", "2", "1/2", "pi", "e", "a", "b1", "0.1", "1e9", "1e-9", "10^10", "oo", "n", "λ", "i", "()", ""]
PLAIN = ["x", "x", "x", "x", "0", "1", "2", "-1", "1/2", "pi", "e", "a", "0.1", "1e9", "1e-9", "10^10", "x^2"]
PIECES = [
    "**",
    "^",
    "(",
    ")",
    "|",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    ":",
    "?",
    "<",
    ">=",
    "==",
    "!",
    "\\frac",
    "\\left|",
    "#",
    "@",
    "'",
    '"',
    "`",
]
STRANGE = "\x00\x01\x07\x08\x1b\x7f\x85\xa0\u200b\u200e\u202a\u202e\u2066\u2069\u2028\ufeff\ufffd\U0001d54f\U000e0041é٣५²ⅷ∞≠⌊⌋√∛"
NASTY = [
    "__import__('os').system('touch diffcheck_was_here')",
    "x.__class__.__mro__",
    "(lambda: x)()",
    "exec('1')",
    "eval(x)",
    "[y for y in x]",
    "open('/etc/passwd')",
    "f'{x}'",
    "x if x else __builtins__",
    "globals()",
    "x; import os",
    "$(touch diffcheck_was_here)",
    "%s%n%x",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\x1b]0;title\x07x",
    "[bold]x[/bold]",
]
EXTREME = [
    "9**9**9**9",
    "10**10**8",
    "x^(10^9)",
    "(1+x)^100000000",
    "(1+x)^(-100000000)",
    "x^x^x^x^x^x^x",
    "2^2^2^2^2^2^2^x",
    "1e999999999",
    "1e-999999999",
    "1e9999*x",
    "9" * 20_000,
    "9" * 20_000 + "*x",
    "0." + "0" * 20_000 + "1",
    "(" * 10_000 + "x" + ")" * 10_000,
    "|" * 2_000 + "x" + "|" * 2_000,
    "-" * 10_000 + "x",
    "sin(" * 500 + "x" + ")" * 500,
    "sqrt(" * 100 + "x" + ")" * 100,
    "+".join(["x"] * 10_000),
    "+".join(f"abs(x-{n})" for n in range(10_000)),
    "+".join(f"sin({n}*x)" for n in range(1_000)),
    "*".join(f"(x-{n})" for n in range(400)),
    "*".join(["sin(x)"] * 1_000),
    "x^" * 1_000 + "x",
    "max(" + ",".join(f"x^{n}" for n in range(200)) + ")",
    "floor(10^1000*x)",
    "floor(x^1000)",
    "floor(exp(exp(exp(x))))",
    "exp(exp(exp(exp(exp(x)))))",
    "exp(exp(exp(exp(exp(10)))))*x",
    "sin(10^100)*x",
    "sin(10^100000)*x",
    "gamma(10^9)*x",
    "gamma(x^50)",
    "(x^2-2)^500",
    "abs(x^5-x-1)^(1/1000003)",
    "x^(1/1000000007)",
    "x^0." + "1" * 500,
    "mod(x, 10^-1000)",
    "abs(x^100-x^99+x^7-3)",
    "frac(10^50*x)+frac(10^49*x)",
    "sqrt(2)^sqrt(3)^sqrt(5)^x",
    "tan(tan(tan(tan(x))))",
    "1/sin(1/sin(1/sin(1/x)))",
    "floor(1/x)*floor(1/floor(1/x))",
    "{" + ";".join(f"x^{n}, x<{n}" for n in range(300)) + "}",
    "x if " * 300 + "x",
    "x>0?" * 300 + "1" + ":2" * 300,
    "log(" * 60 + "x" + ")" * 60,
    "binomial(10^9, x)",
    "factorial(10^8)*x",
    "besselj(10^9, x)",
    "a" * 100_000,
    " " * 100_000,
    "x" + "\u0301" * 10_000,
]


SENTENCES = [
    "f(x) = |g(x)|; g(x) = x^2 - 1",
    "a = 2; f(x) = a|x|, x != 0",
    "u^2*H(u), where u = x - 1",
    "4*eps*(s^12-s^6); s=sig/r; eps=0.5; sig=1",
    "f(x) = x/(1+e^(1/x)), f(0)=0, -1 <= x <= 1",
    "{x^2 if x<0, 2x+1 if x>=0}",
    "{x < -1: -1, x > 1: 1, x}",
    "x sin(1/x) if x != 0, 0 otherwise",
    "f: R -> R, f(x) = x|x| on ]0, 1[ at x = 2",
    "ax+b, sinx, cos2x, xe^x, x2+2x, u(t-1), {x}, [x]",
    "x! + x^+ - (x)_+",
    "import os; np.where(os.system('touch diffcheck_was_here'), x, 1)",
    "(lambda x: __import__('os').system('touch diffcheck_was_here'))(x)",
    "np.frompyfunc(lambda x: open('diffcheck_was_here', 'w'), 1, 1)(x)",
    "torch.load('x').abs().clamp(min=0)",
    '=WEBSERVICE("http://localhost")+A1',
    "f0(x)=x+1; " + "; ".join(f"f{n + 1}(x)=f{n}(f{n}(x))" for n in range(40)),
    "; ".join(f"a{n} = a{n + 1}" for n in range(300)),
    "lambda x: " * 300 + "x",
    "np.where(x>0," * 100 + "x" + ",1)" * 100,
    "=IF(A1>0," * 100 + "A1" + ",1)" * 100,
    "if x > 0 then " * 200 + "x",
    "Piecewise[{{" * 100,
    "double f(double x) { " + "if (x > 1) x = x + 1; " * 60 + "return x; }",
    "double f(double x) { " + "x = x*x; " * 60 + "return x; }",
    "double f(double x) { " + "if (x > 1) { " * 300 + "return x;",
    'float f(float x) { for (;;) system("touch diffcheck_was_here"); }',
]
"""Texts of more than one formula, and of dialects, some of them with code that must not run."""


def corpus() -> list[str]:
    """Formulas as people write them."""
    return [json.loads(line)["expr"] for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def grown(draw: Random, depth: int, *, sane: bool = False) -> str:
    """A text by a grammar that allows what makes no sense, or (`sane`) only little of it."""
    if depth <= 0 or draw.random() < 0.15:
        return draw.choice(PLAIN if sane else LEAVES)
    one = lambda: grown(draw, depth - 1, sane=sane)  # noqa: E731
    match draw.randrange(10 if sane else 11):
        case 0 | 1:
            return f"({one()}){draw.choice(['+', '-', '*', '/', ' ', ''])}({one()})"
        case 2:
            return f"({one()})^({one()})"
        case 3 | 4:
            return f"{draw.choice(SINGLE if sane else NAMES)}({one()})"
        case 5:
            return f"{draw.choice(DOUBLE if sane else NAMES)}({one()}, {one()})"
        case 6:
            return f"|{one()}|"
        case 7:
            return f"Piecewise(({one()}, {one()} {draw.choice(['<', '<=', '>', '=='])} {one()}), ({one()}, True))"
        case 8:
            return f"({one()} if {one()} {draw.choice(['<', '>'])} {one()} else {one()})"
        case 9:
            return f"-{one()}"
        case _:
            return f"{one()}{draw.choice(PIECES)}{one()}"


def foreign(draw: Random) -> str:
    """A text in a dialect, or one of more than one formula; half of them spoilt."""
    from diffcheck.language.dialects import every

    examples = [text for dialect in every() for text, _ in dialect.examples]
    text = draw.choice(examples if draw.random() < 0.6 else SENTENCES)
    return spoilt(draw, text) if draw.random() < 0.5 else text


def spoilt(draw: Random, text: str) -> str:
    """A formula with a few pieces lost, doubled, or put in."""
    for _ in range(draw.randint(1, 4)):
        place = draw.randrange(len(text) + 1)
        match draw.randrange(4):
            case 0:
                text = text[:place] + text[place + draw.randint(1, 5) :]
            case 1:
                text = text[:place] + draw.choice(PIECES) + text[place:]
            case 2:
                text = text[:place] + draw.choice(STRANGE) + text[place:]
            case _:
                text = text[:place] + text[max(place - 6, 0) : place] + text[place:]
    return text


def one_line(text: str) -> bytes:
    """As bytes without a line break; what cannot be written in UTF-8 stays wrong."""
    return text.encode("utf-8", "surrogatepass").replace(b"\n", b" ").replace(b"\r", b" ")


def lines(count: int, seed: int = 0) -> Iterator[bytes]:
    """So many lines: a third by the grammar, a tenth in dialects, a third spoilt, the rest raw bytes, nasty and extreme."""
    draw, known = Random(seed), corpus()
    for number in range(count):
        kind = number % 20
        if kind < 7:
            yield one_line(grown(draw, draw.randint(1, 4), sane=kind < 5))
        elif kind < 9:
            yield one_line(foreign(draw))
        elif kind < 15:
            yield one_line(spoilt(draw, draw.choice(known)))
        elif kind < 18:
            yield draw.randbytes(draw.randint(1, 60)).replace(b"\n", b" ").replace(b"\r", b" ")
        elif kind == 18:
            yield one_line(draw.choice(NASTY) + draw.choice(["", "+x", draw.choice(STRANGE)]))
        else:
            yield one_line(spoilt(draw, draw.choice(EXTREME)) if draw.random() < 0.5 else draw.choice(EXTREME))
