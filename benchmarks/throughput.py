"""Functions per second per core on the corpus, repeated: `python benchmarks/throughput.py`.

    diffcheck   text to JSON with the points found, whole processes with --jobs 1 and 2, and median and p99 of one function
    SymPy       its `limit` of f and of the difference quotient, both sides, at the points given, at most 5 s a function
    giac        the same limits, where the program is installed
    Maxima      the same limits, where the program is installed

A machine that is busy with other things gives less than a second of processor in a second: the rate for each second of
processor time, of parent and workers together, is printed beside the rate on the clock. The other systems are told where to
look, and are asked for a sample of the functions that have a point; their time is that of the limits alone, without the start
of the program. A limit that a system gives up at once, because it lacks the function, counts as quickly done: so the share of
limits that were answered at all, right or wrong, is printed too.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from run import CORPUS, PATIENCE, sympy_seconds  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from diffcheck.checks.systems import GIAC, MAXIMA, STARTING, System, Unspoken


def main() -> int:
    """Print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=4, help="how often the corpus is repeated")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--sample", type=int, default=25, help="functions that the other systems are asked for")
    asked = parser.parse_args()
    cases = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    for jobs in asked.jobs:
        ours(cases, asked.repeat, jobs)
    pointed = [case for case in cases if case["points"]]
    sample = [pointed[i * len(pointed) // asked.sample] for i in range(min(asked.sample, len(pointed)))]
    own = {case["id"]: taken for case, taken in zip(sample, single(sample), strict=True)}
    line("diffcheck", list(own.values()), "the sample, in one process")
    line("SymPy", [sympy_seconds(case) for case in sample], "limits at given points")
    for system in (GIAC, MAXIMA):
        if system.is_installed():
            others = [ask(system, case) for case in sample]
            system.close()
            limits, answered = sum(one.limits for one in others), sum(one.answered for one in others)
            line(system.name, [one.seconds for one in others], f"{answered} of {limits} limits at given points answered")
        else:
            print(f"{system.name:10} not installed")
    return 0


@dataclass
class Asked:
    """One function: the time for its limits, how many there were, and how many got an answer (right or wrong)."""

    seconds: float
    limits: int
    answered: int


def ask(system: System, case: dict[str, Any]) -> Asked:
    """All limits of one function of the corpus: of f and of its difference quotient, both sides, at the points that the corpus gives."""
    count, asked = 0, []
    for point in case["points"]:
        for side in (-1, 1):
            count += 1 if point["value"] is None else 2
            with suppress(Unspoken):
                c = system.words(point["at"])
                asked.append(system.question(system.words(case["expr"]), "x", c, side))
                if point["value"] is not None:
                    here, moved = (system.words(case["expr"], x=text) for text in (f"({c})", f"(({c})+h)"))
                    asked.append(system.question(f"(({moved})-({here}))/h", "h", "0", side))
    if not asked:
        return Asked(0.0, count, 0)
    system.say("", STARTING)
    begun = perf_counter()
    answers = system.say("".join(asked), PATIENCE)
    seconds = perf_counter() - begun
    refused = [pattern for pattern, ours in system.spelled if not ours]
    found = [] if answers is None else answers.splitlines()
    return Asked(min(seconds, PATIENCE), count, sum(not any(re.search(pattern, one) for pattern in refused) for one in found))


def line(name: str, seconds: list[float], what: str) -> None:
    """Median, p99, rate of one system."""
    seconds = sorted(seconds)
    late = sum(taken >= PATIENCE for taken in seconds)
    p99 = seconds[min(int(len(seconds) * 0.99), len(seconds) - 1)]
    figures = f"median {median(seconds) * 1000:8.1f} ms, p99 {p99 * 1000:8.1f} ms, {len(seconds) / sum(seconds):6.1f} a second"
    print(f"{name:10} {figures}  ({what}, {len(seconds)} functions, {late} stopped at {PATIENCE:g} s)", flush=True)


def ours(cases: list[dict[str, object]], repeat: int, jobs: int) -> None:
    """The whole program on the whole corpus."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{case['expr']}\n" for case in cases) * repeat)
        file.flush()
        command = [sys.executable, "-m", "diffcheck", "--json", "--jobs", str(jobs), "-f", file.name]
        begun, before = perf_counter(), processor_seconds()
        out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        taken, used = perf_counter() - begun, processor_seconds() - before
    seconds = sorted(json.loads(record)["seconds"] for record in out.splitlines())
    count = len(seconds)
    figures = f"median {median(seconds) * 1000:8.1f} ms, p99 {seconds[int(count * 0.99)] * 1000:8.1f} ms"
    rates = f"{count / taken:6.1f} a second, {count / taken / jobs:6.1f} for each of {jobs} jobs"
    print(f"diffcheck  {figures}, {rates}, {count / used:6.1f} for each second of a core ({count} functions)", flush=True)


def processor_seconds() -> float:
    """What all processes that were started here and have ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def single(sample: list[dict[str, object]]) -> list[float]:
    """Our time for the functions of the sample, each once."""
    from diffcheck import api
    from diffcheck.render.json import render
    from diffcheck.render.words.look import Look

    api.warm_up()
    asker = api.prepare(api.Options())
    api.answer("max(0, x)", asker)
    found = []
    for case in sample:
        begun = perf_counter()
        render(api.answer(str(case["expr"]), asker), Look())
        found.append(perf_counter() - begun)
    return found


if __name__ == "__main__":
    sys.exit(main())
