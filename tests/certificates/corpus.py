"""`make certificates`: every function of the corpus, its certificate written and judged by Coq, with the processor time."""

from __future__ import annotations

import json
import resource
import sys
from collections import Counter
from pathlib import Path

from diffcheck.certificate import Outside
from diffcheck.shell import coq

from .checker import written

CORPUS = Path(__file__).parent.parent / "corpus" / "finite.jsonl"
SECONDS = 60


def main(most: int | None = None) -> None:
    """Print what is not accepted, and the figures."""
    checker = coq.found()
    words: Counter[str] = Counter()
    times = []
    lines = CORPUS.read_text(encoding="utf-8").splitlines()[:most]
    for line in lines:
        case = json.loads(line)
        try:
            certificate = written(case["expr"])
        except Outside as reason:
            words["not written"] += 1
            print(f"{case['id']}: not written: {reason}", flush=True)
            continue
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        outcome = coq.judged(checker, certificate.text, certificate.claim, SECONDS)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        words[outcome.word] += 1
        if outcome.word == "accepted":
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        else:
            print(f"{case['id']}: {outcome.word}: {outcome.why}", flush=True)
    times.sort()
    print(f"{len(lines)} functions: {', '.join(f'{count} {word}' for word, count in words.most_common())}")
    if times:
        print(f"processor seconds: {times[len(times) // 2]:.1f} in the median, {times[len(times) * 95 // 100]:.1f} at the 95th percentile")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
