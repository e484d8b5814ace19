"""Limits and slopes of the corpus beside other systems: right, wrong, undecided, and the time of each: `python benchmarks/peers.py`.

    --every K    each K-th function that has points (10)
    --seconds S  what each limit may take (2)
    --write      put the table into docs/peers.md, between its marks

Every system gets the same questions in its own words: the limit of f and of (f(c + h) - f(c))/h from the left and from the right at the
points that the corpus gives. The truth was worked out by hand. Here the points are found, and the whole answer is timed; the others are
told where to look, and one limit is timed. Systems that are not installed have no row.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

import sympy

sys.path.insert(0, str(Path(__file__).parent))
from beside_sympy import CORPUS, NONE, judged  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from diffcheck import Report, __version__, check
from diffcheck.checks import by_sympy, by_systems
from diffcheck.checks.by_systems import Said
from diffcheck.checks.systems import System, installed

PAGE: Final = Path(__file__).parents[1] / "docs" / "peers.md"
BEGIN: Final = "<!-- the table of benchmarks/peers.py -->\n"
END: Final = "<!-- its end -->"
OURS: Final = {
    ("limit", "-"): "left_limit",
    ("limit", "+"): "right_limit",
    ("slope", "-"): "left_derivative",
    ("slope", "+"): "right_derivative",
}
THEIRS: Final = {("limit", "-"): "left", ("limit", "+"): "right", ("slope", "-"): "dleft", ("slope", "+"): "dright"}
Answers = Callable[[Sequence[by_sympy.Task], float], Generator[Any | None, None, None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A one-sided limit of the corpus: its point, what it is, the task for other systems, and the truth."""

    at: str
    what: tuple[str, str]
    task: by_sympy.Task
    truth: str


@dataclass
class Score:
    """What one system did."""

    counts: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    cases = [case for case in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines()) if case["points"]][:: options.every]
    ours = f"diffcheck {__version__}"
    systems: dict[str, Answers] = {f"SymPy {version('sympy')}": by_sympy.answers}
    systems |= {_titled(system): partial(by_systems.answers, system) for system in installed()}
    scores = {name: Score() for name in (ours, *systems)}
    questions = 0
    check("max(0, x)")
    for case in cases:
        begun = perf_counter()
        report = check(case["expr"], variable=case["var"])
        scores[ours].seconds.append(perf_counter() - begun)
        asked = list(_questions(case, report))
        questions += len(asked)
        for one in asked:
            scores[ours].counts[judged(_said(report, one), one.truth)] += 1
        for name, answers in systems.items():
            _ask(answers, asked, options.seconds, scores[name])
    table = _table(scores, questions, len(cases), options)
    print(table, end="")
    if options.write:
        _put(table)
    return 0


def _titled(system: System) -> str:
    """The system with its version."""
    told = subprocess.run([system.name, "--version"], capture_output=True, text=True, check=False).stdout
    number = next((word for word in told.split() if "." in word and word.replace(".", "").isdigit()), "")
    return f"{'Maxima' if system.name == 'maxima' else system.name} {number}".strip()


def _questions(case: dict[str, Any], report: Report) -> Iterator[Asked]:
    """All limits and slopes whose truth the corpus has."""
    view = report.sympy
    f, x = view.function, view.variable
    h = sympy.Symbol("h" if x.name != "h" else "s", real=True)
    for point in case["points"]:
        at = sympy.sympify(point["at"])
        for what, name in THEIRS.items():
            truth = point.get(name)
            if truth is None or truth == "none" or (what[0] == "slope" and point["value"] == "undefined"):
                continue
            if what[0] == "limit":
                yield Asked(point["at"], what, (f, x, at, what[1]), truth)
            else:
                moved = f.xreplace({x: sympy.Add(at, h, evaluate=False)})
                quotient = sympy.Mul(moved - sympy.sympify(point["value"]), sympy.Pow(h, -1), evaluate=False)
                yield Asked(point["at"], what, (quotient, h, sympy.S.Zero, what[1]), truth)


def _said(report: Report, one: Asked) -> Any:
    """What is said here of the same limit; a point that is not listed is none at which f fails, and is not counted as an answer."""
    at = sympy.sympify(one.at)
    for finding, point in zip(report.points, report.sympy.points, strict=True):
        if point.indices is None and sympy.simplify(point.at - at) == 0:
            said = getattr(finding, OURS[one.what])
            return NONE if str(said) == "dne" else getattr(point, OURS[one.what])
    return None


def _ask(answers: Answers, asked: Sequence[Asked], seconds: float, score: Score) -> None:
    """Another system's answers, each with its time; a first question that is not counted waits until the program has started."""
    x = sympy.Symbol("x", real=True)
    running = answers([(x, x, sympy.S.Zero, "+"), *(one.task for one in asked)], seconds)
    next(running)
    for one in asked:
        begun = perf_counter()
        answer = next(running)
        score.seconds.append(perf_counter() - begun)
        has_none = isinstance(answer, sympy.Basic) and answer.has(sympy.zoo)
        score.counts[judged(None if has_none else NONE if answer is Said.NO_LIMIT else answer, one.truth)] += 1
    running.close()


def _table(scores: dict[str, Score], questions: int, functions: int, options: argparse.Namespace) -> str:
    command = f"python benchmarks/peers.py --every {options.every} --seconds {options.seconds:g}"
    rows = [
        f"{questions} limits and slopes of {functions} functions (`{command}`):\n",
        "| | right | wrong | undecided | median | in all |",
        "|---|---|---|---|---|---|",
    ]
    for name, score in scores.items():
        counts = " | ".join(str(score.counts[word]) for word in ("right", "wrong", "given up"))
        each = "a function" if name.startswith("diffcheck") else "a limit"
        rows.append(f"| {name} | {counts} | {median(score.seconds) * 1000:.1f} ms {each} | {sum(score.seconds):.1f} s |")
    return "\n".join([*rows, ""])


def _put(table: str) -> None:
    """The table into the page."""
    page = PAGE.read_text(encoding="utf-8")
    start, end = page.index(BEGIN) + len(BEGIN), page.index(END)
    PAGE.write_text(f"{page[:start]}\n{table}\n{page[end:]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
