"""Other systems, giac and Maxima, asked for one-sided limits where they are installed.

A formula in Python's syntax, as SymPy prints it and as the corpus has it, is written anew in each system's language, definitions by cases
included; what a system lacks is not asked. A question that takes too long costs the system its process.
"""

from __future__ import annotations

import ast
import re
import select
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import monotonic

MARK = "diffcheck-done"
STARTING = 30.0
"""Seconds that a system may take until it reads its first question."""
Writer = Callable[..., str]


class Unspoken(Exception):
    """A formula for which the system has no words."""


@dataclass
class System:
    """A program that reads line by line, and how to speak to it."""

    name: str
    command: tuple[str, ...]
    write: Mapping[str, Writer]
    question: Callable[[str, str, str, int], str]
    greeting: str
    mark: str
    """What makes the program write MARK, which does not stand in it."""
    noise: str
    """A pattern of the lines that are no answers."""
    spelled: tuple[tuple[str, str], ...]
    """Patterns in its answers, and what they are in ours; empty: it has no answer."""
    bounded: str
    """A pattern of the answer that there is no limit."""
    running: subprocess.Popen[bytes] | None = field(default=None)

    def is_installed(self) -> bool:
        """Whether the program is there."""
        return shutil.which(self.command[0]) is not None

    def words(self, formula: str, **put: str) -> str:
        """A formula in its language, with texts in it put in for names. Raises Unspoken."""
        return translated(formula, {**self.write, **{name: lambda text=text: text for name, text in put.items()}})

    def limit(self, formula: str, letter: str, place: str, side: int, seconds: float) -> str | None:
        """What it says of a limit, all in its own words; None where it does not in time."""
        return self.say(self.question(formula, letter, place, side), seconds)

    def say(self, text: str, seconds: float) -> str | None:
        """What the program writes when it is told this; None if that takes longer, which costs it its process."""
        if self.running is None or self.running.poll() is not None:
            self.running = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            if self._heard(self.greeting, STARTING) is None:
                self.close()
                return None
        found = self._heard(text, seconds)
        if found is None:
            self.close()
            return None
        lines = (line.strip() for line in found.splitlines())
        echoed = text.split("\n")
        return "\n".join(line.strip('"') for line in lines if line.strip('"') and line not in echoed and not re.search(self.noise, line))

    def close(self) -> None:
        """End its process."""
        if self.running is not None:
            self.running.kill()
            self.running.wait()
            for pipe in (self.running.stdin, self.running.stdout):
                with suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            self.running = None

    def _heard(self, text: str, seconds: float) -> str | None:
        """What the program writes up to the mark; None if that does not come in time."""
        process = self.running
        assert process is not None and process.stdin and process.stdout
        try:
            process.stdin.write((text + self.mark).encode())
            process.stdin.flush()
        except BrokenPipeError:
            return None
        deadline, got = monotonic() + seconds, b""
        while MARK.encode() not in got:
            if not select.select([process.stdout], [], [], max(deadline - monotonic(), 0))[0]:
                return None
            chunk = process.stdout.read1(65536)  # type: ignore[attr-defined]
            if not chunk:
                return None
            got += chunk
        return got.decode("utf-8", "replace").partition(MARK)[0]


def translated(formula: str, write: Mapping[str, Writer]) -> str:
    """A formula in Python's syntax, in another language. Raises Unspoken."""

    def of(node: ast.AST) -> str:
        match node:
            case ast.Expression(body):
                return of(body)
            case ast.Constant(bool(value)):
                return write[str(value)]()
            case ast.Constant(int(value) | float(value)):
                return str(value)
            case ast.Name(name):
                return write[name]() if name in write else name
            case ast.UnaryOp(ast.USub(), operand):
                return f"(-{of(operand)})"
            case ast.BinOp(left, ast.BitAnd() | ast.BitOr() as operator, right):
                return write["And" if isinstance(operator, ast.BitAnd) else "Or"](of(left), of(right))
            case ast.BinOp(left, operator, right) if type(operator) in _OPERATORS:
                return f"({of(left)}{_OPERATORS[type(operator)]}{of(right)})"
            case ast.Compare(left, [relation], [right]) if type(relation) in _RELATIONS:
                return f"({of(left)}{_RELATIONS[type(relation)]}{of(right)})"
            case ast.Tuple(elements):
                return ",".join(map(of, elements))
            case ast.Call(ast.Name("Piecewise"), arguments):
                parts = [(of(part.elts[0]), of(part.elts[1])) for part in arguments if isinstance(part, ast.Tuple)]
                return write["Piecewise"](*parts)
            case ast.Call(ast.Name(name), arguments):
                known = write.get(name)
                shown = [of(argument) for argument in arguments]
                if known is not None:
                    return known(*shown)
                if name in SHARED and len(shown) == 1:
                    return f"{name}({shown[0]})"
        raise Unspoken(formula)

    try:
        return of(ast.parse(formula, mode="eval"))
    except (SyntaxError, TypeError, KeyError, RecursionError):
        raise Unspoken(formula) from None


SHARED = frozenset(
    [
        *("exp", "sqrt", "floor", "gamma", "erf"),
        *("sin", "cos", "tan", "cot", "sec", "csc", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
    ]
)
"""The functions of one argument that have the same name everywhere."""


_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_RELATIONS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def _log(u: str, base: str | None = None) -> str:
    return f"log({u})" if base is None else f"(log({u})/log({base}))"


def _call(name: str) -> Writer:
    return lambda *arguments: f"{name}({','.join(arguments)})"


_COMMON: Mapping[str, Writer] = {
    "Abs": _call("abs"),
    "log": _log,
    "Mod": lambda u, m: f"(({u})-({m})*floor(({u})/({m})))",
    "frac": lambda u: f"(({u})-floor({u}))",
    "Or": lambda *u: "(" + " or ".join(u) + ")",
    "False": lambda: "false",
    "Max": _call("max"),
    "Min": _call("min"),
    "sinc": lambda u: f"(sin({u})/({u}))",
    "And": lambda *u: "(" + " and ".join(u) + ")",
    "True": lambda: "true",
}
"""What both call alike."""


def _maxima_cases(*parts: tuple[str, str]) -> str:
    return "(" + " else ".join(f"if {condition} then {value}" for value, condition in parts) + " else und)"


def _maxima_question(f: str, letter: str, place: str, side: int) -> str:
    limit = f"limit({f},{letter},{place},{'plus' if side > 0 else 'minus'})"
    return f"(r:errcatch({limit}),print(if r=[] or not freeof(nounify(limit),r) then no else string(first(r))))$\n"


MAXIMA = System(
    name="maxima",
    command=("maxima", "--very-quiet"),
    write={
        **_COMMON,
        "sign": _call("signum"),
        "ceiling": _call("ceiling"),
        "Heaviside": lambda u, *_: f"((1+signum({u}))/2)",
        "cbrt": lambda u: f"(({u})^(1/3))",
        "real_root": lambda u, n: f"(({u})^(1/{n}))",
        "besselj": _call("bessel_j"),
        "Ne": _call("notequal"),
        "Eq": _call("equal"),
        "Piecewise": _maxima_cases,
        "pi": lambda: "%pi",
        "E": lambda: "%e",
    },
    question=_maxima_question,
    # und is said where a limit is not found, too; a question for the user would take the next line for its answer
    greeting=':lisp-quiet (defun retrieve (msg flag) (declare (ignore msg flag)) (merror "question"))\nlinel:100000$\n',
    mark=f'print(concat("{MARK[:4]}","{MARK[4:]}"))$\n',
    noise="question|rror|^ *$",
    spelled=((r"^(?:no|und)$", ""), (r"%(pi|e)\b", r"\1"), (r"\binfinity\b", "?"), (r"\binf\b", "oo"), (r"\bminf\b", "-oo")),
    bounded=r"^ind$",
)


def _giac_cases(*parts: tuple[str, str]) -> str:
    shown = [text for value, condition in parts for text in ((value,) if condition == "true" else (condition, value))]
    return f"piecewise({','.join(shown)})"


def _giac_question(f: str, letter: str, place: str, side: int) -> str:
    return f"limit({f},{letter},{place},{side})\n"


GIAC = System(
    name="giac",
    command=("giac",),
    write={
        **_COMMON,
        "sign": _call("sign"),
        "ceiling": _call("ceil"),
        "Heaviside": lambda u, *_: f"((1+sign({u}))/2)",
        "cbrt": lambda u: f"surd({u},3)",
        "real_root": _call("surd"),
        "besselj": _call("BesselJ"),
        "Ne": lambda u, v: f"({u}!={v})",
        "Eq": lambda u, v: f"({u}=={v})",
        "Piecewise": _giac_cases,
        "E": lambda: "e",
    },
    question=_giac_question,
    greeting="",
    mark=f'"{MARK[:4]}"+"{MARK[4:]}"\n',
    noise=r"^\d+>> |rror|nable|Warning",
    spelled=((r"limit\(", ""), (r"^infinity$", "?"), (r"^\+infinity$", "oo"), (r"^-infinity$", "-oo")),
    bounded=r"^(?:undef|bounded_function\(.*\))$",
)


def installed() -> list[System]:
    """The systems that are here, each to be started, and closed, by who asks."""
    return [replace(system) for system in (GIAC, MAXIMA) if system.is_installed()]
