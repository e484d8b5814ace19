"""Other systems, asked for the limits of f and of its difference quotient, both sides, at the points that the corpus gives.

A formula of the corpus is written anew in each system's language, definitions by cases included; a function that a system lacks
stays as it is. A question that takes too long costs the system its process. The time is that of the limits alone.
"""

from __future__ import annotations

import ast
import select
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import monotonic, perf_counter
from typing import Any

MARK = "diffcheck-done"
Writer = Callable[..., str]


@dataclass
class Asked:
    """One function: the time for its limits, how many there were, and how many got an answer (right or wrong)."""

    seconds: float
    limits: int
    answered: int


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
    unanswered: tuple[str, ...]
    running: subprocess.Popen[bytes] | None = field(default=None)

    def is_installed(self) -> bool:
        """Whether the program is there."""
        return shutil.which(self.command[0]) is not None

    def ask(self, case: Mapping[str, Any], patience: float) -> Asked:
        """All limits of one function of the corpus."""
        if self.running is None or self.running.poll() is not None:
            self.running = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self._say(self.greeting, 30)
        asked = [self.question(*limit) for limit in self._limits(case)]
        begun = perf_counter()
        answers = self._say("".join(asked), patience)
        seconds = perf_counter() - begun
        if answers is None:
            self.running.kill()
            self.running.wait()
            return Asked(patience, len(asked), 0)
        found = [line for line in answers.splitlines() if line.strip('" ')]
        return Asked(min(seconds, patience), len(asked), sum(not any(word in line for word in self.unanswered) for line in found))

    def _limits(self, case: Mapping[str, Any]) -> Iterator[tuple[str, str, str, int]]:
        """Expression, letter, place and side of each limit, in the system's language."""
        f = translated(case["expr"], self.write)
        for point in case["points"]:
            c = translated(point["at"], self.write)
            here, moved = (translated(case["expr"], {**self.write, "x": lambda text=text: text}) for text in (f"({c})", f"(({c})+h)"))
            for side in (-1, 1):
                yield f, "x", c, side
                if point["value"] is not None:
                    yield f"(({moved})-({here}))/h", "h", "0", side

    def _say(self, text: str, patience: float) -> str | None:
        """What the program writes up to the mark; None if that does not come in time."""
        process = self.running
        assert process is not None and process.stdin and process.stdout
        process.stdin.write((text + self.mark).encode())
        process.stdin.flush()
        deadline, got = monotonic() + patience, b""
        while MARK.encode() not in got:
            if not select.select([process.stdout], [], [], max(deadline - monotonic(), 0))[0]:
                return None
            chunk = process.stdout.read1(65536)  # type: ignore[attr-defined]
            if not chunk:
                return None
            got += chunk
        return got.decode("utf-8", "replace").partition(MARK)[0]


def translated(formula: str, write: Mapping[str, Writer]) -> str:
    """A formula of the corpus, which is Python's syntax, in another language."""

    def of(node: ast.AST) -> str:
        match node:
            case ast.Expression(body):
                return of(body)
            case ast.Constant(value):
                return write["True"]() if value is True else str(value)
            case ast.Name(name):
                return write[name]() if name in write else name
            case ast.UnaryOp(ast.USub(), operand):
                return f"(-{of(operand)})"
            case ast.BinOp(left, ast.BitAnd(), right):
                return write["And"](of(left), of(right))
            case ast.BinOp(left, operator, right):
                return f"({of(left)}{_OPERATORS[type(operator)]}{of(right)})"
            case ast.Compare(left, [relation], [right]):
                return f"({of(left)}{_RELATIONS[type(relation)]}{of(right)})"
            case ast.Tuple(elements):
                return ",".join(map(of, elements))
            case ast.Call(ast.Name("Piecewise"), arguments):
                parts = [(of(part.elts[0]), of(part.elts[1])) for part in arguments if isinstance(part, ast.Tuple)]
                return write["Piecewise"](*parts)
            case ast.Call(ast.Name(name), arguments):
                known = write.get(name)
                shown = [of(argument) for argument in arguments]
                return known(*shown) if known is not None else f"{name}({','.join(shown)})"
        raise ValueError(formula)

    return of(ast.parse(formula, mode="eval"))


_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "^"}
_RELATIONS: dict[type[ast.cmpop], str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def _call(name: str) -> Writer:
    return lambda *arguments: f"{name}({','.join(arguments)})"


def _maxima_cases(*parts: tuple[str, str]) -> str:
    return "(" + " else ".join(f"if {condition} then {value}" for value, condition in parts) + " else und)"


def _maxima_question(f: str, letter: str, place: str, side: int) -> str:
    """Each limit prints whether Maxima found a value."""
    limit = f"limit({f},{letter},{place},{'plus' if side > 0 else 'minus'})"
    return f"(r:errcatch({limit}),print(if r=[] or not freeof(nounify(limit),r) then no else yes))$\n"


MAXIMA = System(
    name="Maxima",
    command=("maxima", "--very-quiet"),
    write={
        "Abs": _call("abs"),
        "Max": _call("max"),
        "Min": _call("min"),
        "sign": _call("signum"),
        "Heaviside": lambda u, *_: f"((1+signum({u}))/2)",
        "cbrt": lambda u: f"(({u})^(1/3))",
        "real_root": lambda u, n: f"(({u})^(1/{n}))",
        "sinc": lambda u: f"(sin({u})/({u}))",
        "besselj": _call("bessel_j"),
        "Ne": _call("notequal"),
        "Eq": _call("equal"),
        "And": lambda *u: "(" + " and ".join(u) + ")",
        "Piecewise": _maxima_cases,
        "True": lambda: "true",
        "pi": lambda: "%pi",
        "E": lambda: "%e",
    },
    question=_maxima_question,
    # a question for the user would take the next line for its answer
    greeting=':lisp-quiet (defun retrieve (msg flag) (declare (ignore msg flag)) (merror "question"))\n',
    mark=f'print(concat("{MARK[:4]}","{MARK[4:]}"))$\n',
    unanswered=("no", "question", "rror"),
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
        "Abs": _call("abs"),
        "Max": _call("max"),
        "Min": _call("min"),
        "cbrt": lambda u: f"surd({u},3)",
        "real_root": _call("surd"),
        "sinc": lambda u: f"(sin({u})/({u}))",
        "besselj": _call("BesselJ"),
        "Ne": lambda u, v: f"({u}!={v})",
        "Eq": lambda u, v: f"({u}=={v})",
        "And": lambda *u: "(" + " and ".join(u) + ")",
        "Piecewise": _giac_cases,
        "True": lambda: "true",
        "E": lambda: "e",
    },
    question=_giac_question,
    greeting="",
    mark=f'"{MARK[:4]}"+"{MARK[4:]}"\n',
    unanswered=("limit(", "rror", "nable"),
)
