"""Functions per second per core on the corpus, repeated: `python benchmarks/throughput.py`.

    diffcheck   text to JSON with the points found, whole processes with --jobs 1 and 2, and median and p99 of one function
    SymPy       its `limit` of f and of the difference quotient, both sides, at the points given, at most 5 s a function
    giac        the same limits, where the program is installed
    Maxima      the same limits, where the program is installed

The others are told where to look, and are asked for a sample of the functions that have a point; their time is that of the
limits alone, without the start of the program. A system that lacks a function fails quickly at it, which flatters it.
"""

from __future__ import annotations

import argparse
import json
import re
import select
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter

sys.path.insert(0, str(Path(__file__).parent))
from run import CORPUS, PATIENCE, sympy_seconds  # type: ignore[import-not-found]


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
    for name, program in (("giac", Giac), ("Maxima", Maxima)):
        if shutil.which(program.command[0]):
            line(name, [program.seconds(case) for case in sample], "limits at given points")
        else:
            print(f"{name:10} not installed")
    return 0


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
        begun = perf_counter()
        out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        taken = perf_counter() - begun
    seconds = sorted(json.loads(record)["seconds"] for record in out.splitlines())
    count = len(seconds)
    figures = f"median {median(seconds) * 1000:8.1f} ms, p99 {seconds[int(count * 0.99)] * 1000:8.1f} ms"
    print(
        f"diffcheck  {figures}, {count / taken:6.1f} a second, {count / taken / jobs:6.1f} for each of {jobs} jobs ({count} functions)",
        flush=True,
    )


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
        api.forget()
    return found


class Program:
    """Another system, as a process that is asked line by line; a question that takes too long costs its process."""

    command: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    mark = "diffcheck-done"
    running: subprocess.Popen[bytes] | None = None

    @classmethod
    def seconds(cls, case: dict[str, object]) -> float:
        """The time from the questions about one function to the last answer."""
        if cls.running is None or cls.running.poll() is not None:
            cls.running = subprocess.Popen(cls.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            cls.asked(cls.echo(), 30)
        points = case["points"]
        assert isinstance(points, list)
        text = cls.translated(str(case["expr"]))
        questions = [cls.question(text, cls.translated(str(point["at"]))) for point in points]
        begun = perf_counter()
        if not cls.asked("".join(questions) + cls.echo(), PATIENCE):
            cls.running.kill()
            cls.running.wait()
        return min(perf_counter() - begun, PATIENCE)

    @classmethod
    def asked(cls, text: str, patience: float) -> bool:
        """Write, and read up to the mark; whether it came in time."""
        process = cls.running
        assert process is not None and process.stdin and process.stdout
        process.stdin.write(text.encode())
        process.stdin.flush()
        deadline, got = monotonic() + patience, b""
        while got.count(cls.mark.encode()) < 1:
            if not select.select([process.stdout], [], [], max(deadline - monotonic(), 0))[0]:
                return False
            chunk = process.stdout.read1(65536)  # type: ignore[attr-defined]
            if not chunk:
                return False
            got += chunk
        return True

    @classmethod
    def translated(cls, text: str) -> str:
        """A formula of the corpus in the language of this system; one without a counterpart stays, and fails quickly."""
        for ours, theirs in cls.words:
            text = re.sub(rf"\b{ours}\b", theirs, text)
        return text.replace("**", "^")

    @classmethod
    def question(cls, f: str, c: str) -> str:
        """Limits of f and of the quotient, both sides."""
        raise NotImplementedError

    @classmethod
    def echo(cls) -> str:
        """What makes the system print the mark."""
        raise NotImplementedError


class Maxima(Program):
    """Maxima, without its display."""

    command = ("maxima", "--very-quiet")
    words = (("Abs", "abs"), ("Max", "max"), ("Min", "min"), ("pi", "%pi"), ("E", "%e"), ("ceiling", "ceiling"), ("sign", "signum"))

    @classmethod
    def question(cls, f: str, c: str) -> str:
        quotient = f"((subst(x=({c})+h,f))-(subst(x={c},f)))/h"
        sides = "".join(f"errcatch(limit(f,x,{c},{side}))$ errcatch(limit({quotient},h,0,{side}))$ " for side in ("minus", "plus"))
        return f"errcatch(f:({f}))$ {sides}\n"

    @classmethod
    def echo(cls) -> str:
        return 'print(concat("diffcheck-", "done"))$\n'


class Giac(Program):
    """giac, line by line."""

    command = ("giac",)
    words = (("Abs", "abs"), ("Max", "max"), ("Min", "min"), ("E", "e"), ("ceiling", "ceil"))

    @classmethod
    def question(cls, f: str, c: str) -> str:
        quotient = f"((subst(f,x=({c})+h))-(subst(f,x={c})))/h"
        sides = "".join(f"limit(f,x,{c},{side});limit({quotient},h,0,{side});" for side in (-1, 1))
        return f"f:=({f});{sides}\n"

    @classmethod
    def echo(cls) -> str:
        return 'print("diffcheck-"+"done");\n'


if __name__ == "__main__":
    sys.exit(main())
