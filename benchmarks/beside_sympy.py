"""`sympy.limit`, `singularities` and `continuous_domain` on the corpus, beside `diffcheck.calculus`: right, wrong, given up.

`python benchmarks/beside_sympy.py [--every K] [--seconds S]`. The truth is that of tests/corpus/finite.jsonl, to which diffcheck is held by
its tests. Each call has S seconds; expressions are handed over unevaluated, as the formula was written.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import sympy
from sympy.calculus import singularities
from sympy.calculus.util import continuous_domain

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
from diffcheck import calculus, check

CORPUS = Path(__file__).parents[1] / "tests" / "corpus" / "finite.jsonl"
NONE = "no limit"


def main() -> int:
    """Print one line for each function of SymPy and for its counterpart here."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=3, help="each K-th function")
    parser.add_argument("--seconds", type=float, default=5)
    asked = parser.parse_args()
    found: dict[str, Counter[str]] = {}
    for line in CORPUS.read_text(encoding="utf-8").splitlines()[:: asked.every]:
        case = json.loads(line)
        _ask_all(case, asked.seconds, found)
    for system, counts in found.items():
        print(f"{system:38} right {counts['right']:4}  wrong {counts['wrong']:4}  given up {counts['given up']:4}", flush=True)
    return 0


def _ask_all(case: dict[str, Any], seconds: float, found: dict[str, Counter[str]]) -> None:
    """Both systems about one function."""
    view = check(case["expr"]).sympy
    f, x = view.function, view.variable
    for system, limit in (("sympy.limit", sympy.limit), ("diffcheck.calculus.limit", calculus.limit)):
        for point in case["points"]:
            place = sympy.sympify(point["at"])
            for side, name in (("-", "left"), ("+", "right")):
                meant = point[name]
                if meant != "none":
                    answer = _within(seconds, partial(limit, f, x, place, side))
                    found.setdefault(system, Counter())[judged(answer, meant)] += 1
    broken = {sympy.sympify(point["at"]) for point in case["points"] if point["continuous"] is False}
    undefined = {sympy.sympify(point["at"]) for point in case["points"] if point["value"] == "undefined" and point["continuous"] is False}
    for system, ask, meant in (
        ("sympy.calculus.singularities", partial(singularities, f, x, sympy.S.Reals), undefined),
        ("diffcheck.calculus.singularities", partial(calculus.singularities, f, x), undefined),
        ("sympy.calculus.continuous_domain", partial(continuous_domain, f, x, sympy.S.Reals), broken),
        ("diffcheck.calculus.continuous_domain", partial(calculus.continuous_domain, f, x, sympy.S.Reals), broken),
    ):
        answer = _within(seconds, ask)
        found.setdefault(system, Counter())[_judged_set(answer, meant, continuous="continuous" in system, case=case)] += 1


def _within(seconds: float, ask: Callable[[], Any]) -> Any:
    """What a call returns; None where it raises or takes too long; NONE where it says that there is no limit."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return ask()
    except ValueError as error:
        return NONE if "not exist" in str(error) else None
    except Exception:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def judged(answer: Any, meant: str) -> str:
    if answer is None or isinstance(answer, sympy.Limit):
        return "given up"
    if meant == "dne":
        return "right" if answer == NONE or isinstance(answer, sympy.AccumBounds) or answer is sympy.S.NaN else "wrong"
    if answer == NONE or isinstance(answer, sympy.AccumBounds):
        return "wrong"
    true = sympy.sympify(meant)
    try:
        return "right" if answer == true or abs(sympy.N(answer - true, 30)) < 1e-20 else "wrong"
    except TypeError:
        return "wrong"


def _judged_set(answer: Any, meant: set[Any], *, continuous: bool, case: dict[str, Any]) -> str:
    """A set of points, or the line without them (and without what is no part of the domain)."""
    if not isinstance(answer, sympy.Set) or isinstance(answer, sympy.ConditionSet):
        return "given up"
    places = [sympy.sympify(point["at"]) for point in case["points"]]
    inside = [answer.contains(place) for place in places]
    if any(one not in (sympy.true, sympy.false) for one in inside):
        return "given up"
    expected = [(place not in meant) == continuous for place in places]
    if continuous:
        expected = [want and point["value"] != "undefined" for want, point in zip(expected, case["points"], strict=True)]
    return "right" if [bool(one) for one in inside] == expected else "wrong"


if __name__ == "__main__":
    sys.exit(main())
