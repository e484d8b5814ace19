"""`make certificates`: every function of the corpora, its certificate written and judged by Coq, with the processor time."""

from __future__ import annotations

import json
import resource
import sys
from collections import Counter
from pathlib import Path

from diffcheck.certificate import Outside
from diffcheck.shell import coq

from .checker import written

CORPORA = ("finite", "families", "parametric")
FOLDER = Path(__file__).parent.parent / "corpus"
SECONDS = 60


def judge(checker: coq.Coq, case: dict[str, str], words: Counter[str], times: list[float]) -> None:
    """One function; prints what is not accepted."""
    try:
        certificate = written(case["expr"])
    except Outside as reason:
        words["not written"] += 1
        print(f"{case['id']}: not written: {reason}", flush=True)
        return
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    outcome = coq.judged(checker, certificate.text, certificate.claim, SECONDS)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    words[outcome.word] += 1
    if outcome.word == "accepted":
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    else:
        print(f"{case['id']}: {outcome.word}: {outcome.why}", flush=True)


def main(most: int | None = None) -> None:
    """Print what is not accepted, and the figures."""
    checker = coq.found()
    times: list[float] = []
    for name in CORPORA:
        words: Counter[str] = Counter()
        lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[:most]
        for line in lines:
            judge(checker, json.loads(line), words, times)
        print(f"{name}: {len(lines)} functions: {', '.join(f'{count} {word}' for word, count in words.most_common())}", flush=True)
    times.sort()
    if times:
        print(f"processor seconds: {times[len(times) // 2]:.1f} in the median, {times[len(times) * 95 // 100]:.1f} at the 95th percentile")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
