"""A batch with claims beside one without, processor time of whole processes, in turns: `python benchmarks/claims.py [--lines N]`.

    properties   two claims a line that the report answers as it is: C0 and not C9
    points       three claims a line, two of which name a point, which is looked at
    exactly      the claim that names all points where f is not smooth
    lipschitz    a claim that needs the Lipschitz constant, beside a batch that requires the property
    subgradient  a claim that needs what frameworks return, beside a batch with --autodiff

Each line has the ratio of the two times. The lines are the functions of the corpus, repeated.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "finite.jsonl"
ROUNDS = 4


def main() -> int:
    """Print one line for each kind of claim."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    cases = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    lines = list(islice(cycle(cases), asked.lines))
    for kind, (claims, options) in KINDS.items():
        plain, claimed = 0.0, 0.0
        for k in range(ROUNDS):
            part = lines[k * len(lines) // ROUNDS : (k + 1) * len(lines) // ROUNDS]
            plain += seconds([str(case["expr"]) for case in part], [*options, "--jobs", str(asked.jobs)])
            claimed += seconds([f"{case['expr']} :: {claims(case)}" for case in part], ["--jobs", str(asked.jobs)])
        print(f"{kind:12} {claimed / plain:5.3f} x the time of a batch without ({len(lines)} lines, {plain:.1f} s)", flush=True)
    return 0


def _places(case: dict[str, Any]) -> list[str]:
    return [str(point["at"]) for point in case["points"]] or ["0"]


def _points(case: dict[str, Any]) -> str:
    return f"C0, continuous at {_places(case)[0]}, not smooth at {_places(case)[0]}"


KINDS: dict[str, tuple[Any, list[str]]] = {
    "properties": (lambda case: "C0, not C9", []),
    "points": (_points, []),
    "exactly": (lambda case: f"not smooth at {', '.join(_places(case))}", []),
    "lipschitz": (lambda case: "lipschitz", ["--require", "lipschitz"]),
    "subgradient": (lambda case: "subgradient", ["--autodiff"]),
}


def seconds(lines: list[str], options: list[str]) -> float:
    """What a batch uses of the processor, the start of the program and its worker included."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        before = _used()
        command = [sys.executable, "-m", "diffcheck", "--json", "--quiet", "-f", file.name, *options]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        return _used() - before


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
