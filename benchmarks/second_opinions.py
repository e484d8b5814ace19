"""What SymPy, giac, Maxima and the numeric judge say of the corpus: agrees, gives up, differs: `python benchmarks/second_opinions.py`.

Each difference is printed with both values, and with what the corpus says, whose truth is worked out by hand: whose difference it is.
giac and Maxima are asked where they are installed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import sympy

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from diffcheck import check
from diffcheck.model.report import Finding

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "finite.jsonl"
TRUTH = {"value": "value", "left_limit": "left", "right_limit": "right", "left_derivative": "dleft", "right_derivative": "dright"}
"""What the corpus calls a quantity."""
NONE = (None, "undefined", "none", "dne")


def main() -> int:
    """Print the counts, and exit with 1 if a difference is ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="each K-th function")
    asked = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    ours = 0
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[:: asked.every]:
        case = json.loads(line)
        for point in check(case["expr"], second_opinion=True).points:
            for one in point.opinions:
                counts.setdefault(one.who, Counter())[one.answer] += 1
                if one.answer == "differs":
                    is_ours = not _is_true(case, point, one.of)
                    ours += is_ours
                    said = getattr(point, one.of)
                    print(
                        f"{case['expr']}: {one.of} at {point.at}: here {said}, {one.who} {one.value}{'  OURS' if is_ours else ''}",
                        flush=True,
                    )
    for who, found in counts.items():
        print(f"{who:8} agrees {found['agrees']:5}  gives up {found['gives up']:5}  differs {found['differs']:5}")
    print(f"differences that are ours: {ours}")
    return 1 if ours else 0


def _is_true(case: dict[str, Any], point: Finding, of: str) -> bool:
    """Whether the corpus bears out what is said here."""
    for known in case["points"]:
        if _equal(known["at"], point.at):
            truth, said = known[TRUTH[of]], getattr(point, of)
            return truth in NONE if said is None or str(said) == "dne" else truth not in NONE and _equal(truth, said)
    return False


def _equal(truth: str, said: object) -> bool:
    u, v = sympy.sympify(truth), sympy.sympify(str(said))
    return bool(u == v) or bool(sympy.simplify(u - v) == 0)


if __name__ == "__main__":
    sys.exit(main())
