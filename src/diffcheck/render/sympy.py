"""A report as Python that builds it from SymPy objects, ready to paste: the fields of `report.sympy` under their own names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from diffcheck.model.kind import Kind
from diffcheck.model.objects import Point, Stretch, View
from diffcheck.model.report import Failure, Record, Report
from diffcheck.render.words.failures import failure_text
from diffcheck.render.words.look import Look
from diffcheck.render.words.practice import conventions, practice_told
from diffcheck.render.words.sentences import at_words


def render(record: Record, look: Look) -> str:
    """Symbols first, then a name for each field; a failure as it is told elsewhere."""
    if isinstance(record.answer, Failure):
        return failure_text(record, record.answer, width=look.width, symbols=look.symbols)
    return "\n".join([*_practice(record.answer), *_lines(record.answer.sympy)])


def _practice(report: Report) -> list[str]:
    """What frameworks return, which is no object: as comments."""
    told = practice_told(report.points, symbols=False)
    lines = [f"# at {at_words(point, report.problem.variable, symbols=False)}{when}: {words}" for point, when, words in told]
    return [*lines, f"# {conventions(report)}"] if lines or report.frameworks else []


def _lines(view: View) -> Iterator[str]:
    roots = {root: f"root_{number}" for number, root in enumerate(_roots(view), 1)}
    write = _Writer(roots)
    yield "from sympy import *"
    if roots:
        yield "from diffcheck.symbolic.root import ImplicitRoot"
    yield ""
    for symbol in (view.variable, *view.parameters, *_indices(view)):
        facts = ", ".join(f"{fact}=True" for fact, given in symbol._assumptions_orig.items() if given)
        yield f'{symbol.name} = Symbol("{symbol.name}", {facts})'
    yield from (f"{name} = ImplicitRoot({', '.join(map(write, root.args))})" for root, name in roots.items())
    yield "with evaluate(False):"
    yield f"    function = {write(view.function)}"
    for field in fields(view):
        if field.name != "function":
            yield from write.assigned(field.name, getattr(view, field.name))


def _indices(view: View) -> list[Any]:
    """The indices of families, each once."""
    parts: tuple[Point | Stretch, ...] = (*view.points, *view.pieces)
    return list(dict.fromkeys(one.index for one in parts if one.index is not None))


def _roots(view: View) -> list[Any]:
    """The points that are known by their equations alone, each once: whatever else holds such a number is made of them."""
    at = dict.fromkeys(root for point in view.points for root in point.at.atoms(type(point.at)) if type(root).__name__ == "ImplicitRoot")
    return list(at)


class _Writer:
    """Objects as Python; a root has a name of its own."""

    def __init__(self, roots: dict[Any, str]) -> None:
        from sympy.printing.str import StrPrinter

        class Printer(StrPrinter):  # type: ignore[misc]
            """SymPy's own text, but for what Python would read as something else: quotients of integers, sets, truth values."""

            def _print_Rational(self, q: Any) -> str:
                return f"Rational({q.p}, {q.q})" if q.q != 1 else str(q.p)

            def _print_FiniteSet(self, s: Any) -> str:
                return "FiniteSet(" + ", ".join(map(self._print, s.args)) + ")"

            def _print_Interval(self, s: Any) -> str:
                shapes = {(False, False): "", (True, True): ".open", (True, False): ".Lopen", (False, True): ".Ropen"}
                shape = shapes[bool(s.left_open), bool(s.right_open)]
                return f"Interval{shape}({self._print(s.start)}, {self._print(s.end)})"

            def _print_BooleanTrue(self, _: Any) -> str:
                return "true"

            def _print_BooleanFalse(self, _: Any) -> str:
                return "false"

            def _print_ImplicitRoot(self, root: Any) -> str:
                return roots.get(root) or f"ImplicitRoot({', '.join(map(self._print, root.args))})"

            _print_Half = _print_Rational

        self._printer = Printer()

    def __call__(self, value: Any) -> str:
        match value:
            case Kind():
                return repr(value.value)
            case None | str():
                return repr(value)
            case tuple():
                return "(" + ", ".join(map(self, value)) + ("," if len(value) == 1 else "") + ")"
            case list():
                return "[" + ", ".join(map(self, value)) + "]"
            case dict():
                return "{" + ", ".join(f"{self(key)}: {self(one)}" for key, one in value.items()) + "}"
            case _:
                return str(self._printer.doprint(value))

    def assigned(self, name: str, value: Any) -> Iterator[str]:
        """The lines that give a value its name; the nouns of a list as dictionaries, one a line."""
        if name in ("points", "pieces") and value:
            yield f"{name} = ["
            for noun in value:
                yield "    dict(" + ", ".join(f"{field.name}={self(getattr(noun, field.name))}" for field in fields(noun)) + "),"
            yield "]"
        else:
            yield f"{name} = {self(value)}"
