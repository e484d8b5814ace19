"""The speed bars, each as a ratio against its baseline in the same run: `python benchmarks/run.py`.

    start-up   one question from the shell / `import sympy`, whole processes, median of pairs                    at most 1.25
    batch      SymPy's limits at the known points / text to JSON with the points found, median over functions   at least 20
    kinks      time per kink of a sum of 1000 ReLUs / of 10                                                      at most 3
    memory     the largest memory of one question from the shell                                                 below 300 MiB

The baseline of the batch is SymPy's `limit` of f and of the raw difference quotient, both sides, at the points that the
corpus gives, at most 5 s for a function, in a process of its own. A bar that is missed makes the exit code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

CORPUS = Path(__file__).parent.parent / "tests" / "corpus" / "finite.jsonl"
QUESTION = "max(0, x)"
PATIENCE = 5.0


def main() -> int:
    """Measure what was asked for, print a line for each bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bars", nargs="*", help="start, batch, kinks, memory (default: all)")
    parser.add_argument("--pairs", type=int, default=11, help="pairs of processes for the start-up")
    parser.add_argument("--sample", type=int, default=0, help="so many functions of the corpus, spread evenly (default: all)")
    asked = parser.parse_args()
    bars: dict[str, Callable[[], bool]] = {
        "start": lambda: start_up(asked.pairs),
        "batch": lambda: batch(asked.sample),
        "kinks": kinks,
        "memory": memory,
    }
    for name in asked.bars:
        if name not in bars:
            parser.error(f"unknown bar {name}: one of {', '.join(bars)}")
    met = [bars[name]() for name in asked.bars or bars]
    return 0 if all(met) else 1


def verdict(name: str, figures: str, met: bool) -> bool:
    """Print one line."""
    print(f"{name:9} {figures}  {'met' if met else 'MISSED'}", flush=True)
    return met


def seconds_of(command: list[str]) -> float:
    """How long a process takes from start to end."""
    begun = perf_counter()
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begun


def start_up(pairs: int) -> bool:
    """One question against `import sympy`, alternately, after one of each to write the .pyc files."""
    baseline = [sys.executable, "-c", "import sympy"]
    question = [sys.executable, "-m", "diffcheck", QUESTION]
    found = [(seconds_of(question), seconds_of(baseline)) for _ in range(pairs + 1)][1:]
    ratio = median(ours / theirs for ours, theirs in found)
    ours, theirs = (median(column) for column in zip(*found, strict=True))
    return verdict("start-up", f"{ratio:.2f} x import sympy ({ours:.3f} s against {theirs:.3f} s, at most 1.25)", ratio <= 1.25)


def batch(sample: int) -> bool:
    """Every function of the corpus that has a point, once."""
    from diffcheck import api
    from diffcheck.render.json import render
    from diffcheck.render.words.look import Look

    cases = [case for case in map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines()) if case["points"]]
    if sample:
        cases = [cases[i * len(cases) // sample] for i in range(min(sample, len(cases)))]
    api.warm_up()
    asker = api.prepare(api.Options())
    ours = []
    for case in cases:
        begun = perf_counter()
        render(api.answer(case["expr"], asker), Look())
        ours.append(perf_counter() - begun)
    theirs = [sympy_seconds(case) for case in cases]
    ratio = median(t / o for t, o in zip(theirs, ours, strict=True))
    figures = f"{ratio:.1f} x faster than SymPy's limits ({len(cases)} functions, median {median(ours) * 1000:.1f} ms"
    return verdict("batch", f"{figures} against {median(theirs) * 1000:.1f} ms, at least 20)", ratio >= 20)


def sympy_seconds(case: dict[str, object]) -> float:
    """The time of SymPy's limits for one function, in a process that is killed when its patience is over."""
    import sympy  # noqa: F401  (imported here once, so that no child pays for it)

    answers, end = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        begun = perf_counter()
        try:
            limits(case)
        finally:
            os.write(end, pickle.dumps(perf_counter() - begun))
            os._exit(0)
    os.close(end)
    ready, _, _ = select.select([answers], [], [], PATIENCE)
    if not ready:
        os.kill(child, signal.SIGKILL)
    taken = pickle.loads(os.read(answers, 1024)) if ready else PATIENCE
    os.close(answers)
    os.waitpid(child, 0)
    return min(taken, PATIENCE)


def limits(case: dict[str, object]) -> None:
    """SymPy's limits of f and of the difference quotient, both sides, at the given points. Where SymPy fails, it stops early."""
    import sympy as sp

    x, h = sp.Symbol("x", real=True), sp.Symbol("h", real=True)
    names = {"x": x, "cbrt": lambda u: sp.real_root(u, 3), "real_root": sp.real_root, "frac": sp.frac, "ln": sp.log, "e": sp.E}
    f = sp.sympify(case["expr"], locals=names)
    points = case["points"]
    assert isinstance(points, list)
    for point in points:
        c = sp.sympify(point["at"], locals=names)
        value = f.subs(x, c)
        for side in "-+":
            asked = [(f, x, c)]
            if value.is_finite:
                asked.append(((f.subs(x, c + h) - value) / h, h, sp.Integer(0)))
            for formula, letter, at in asked:
                try:
                    sp.limit(formula, letter, at, side)
                except Exception:
                    continue


def relus(count: int) -> str:
    """A sum of ReLUs with rational data, each with a kink of its own."""
    draw = random.Random(count)
    places = draw.sample(range(-9999, 10000), count)
    return " + ".join(f"({draw.randint(1, 99)}/{draw.randint(1, 99)})*max(0, x - ({place}/7))" for place in places)


def kinks() -> bool:
    """Text to JSON for few and for many kinks."""
    from diffcheck import api
    from diffcheck.model.report import Report
    from diffcheck.render.json import render
    from diffcheck.render.words.look import Look

    api.warm_up()
    asker = api.prepare(api.Options())

    def per_kink(count: int, times: int) -> float:
        text, found = relus(count), []
        for _ in range(times):
            begun = perf_counter()
            record = api.answer(text, asker)
            render(record, Look())
            found.append((perf_counter() - begun) / count)
            if not (isinstance(record.answer, Report) and len(record.answer.points) == count):
                print(f"          {count} kinks: the answer does not have {count} points")
        return median(found)

    sys.setrecursionlimit(10_000)
    per_kink(10, 2)
    few, many = per_kink(10, 9), per_kink(1000, 1)
    figures = f"{many / few:.2f} x the time per kink of 10 ({many * 1e6:.0f} µs against {few * 1e6:.0f} µs, at most 3)"
    return verdict("kinks", figures, many <= 3 * few)


def memory() -> bool:
    """The memory of one process that does all that parser, worker and renderer do for one question."""
    code = (
        "import resource; from diffcheck import api, cli, render; from diffcheck.render.words.look import Look; api.warm_up();"
        f"record = api.answer({QUESTION!r}, api.prepare(api.Options())); render.load('table').render(record, Look());"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peak = int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    mib = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return verdict("memory", f"{mib:.0f} MiB (below 300)", mib < 300)


if __name__ == "__main__":
    sys.exit(main())
