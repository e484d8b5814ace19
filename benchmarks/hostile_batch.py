"""What one line in a hundred that hangs or explodes costs a batch: `python benchmarks/hostile_batch.py`.

The corpus is repeated, with and without such lines, half of them computing for ever, half of them filling their memory; chunks
with and without take turns, so that both see the same machine. A line that hangs takes one of the jobs for the time limit,
whatever a pool does. With t the time of an ordinary line and T the limit, a share p of such lines leaves 1/(1 + p*T/t) of the
rate. That part of the loss is printed as "by the limit"; the rest is what stopping and replacing workers costs.
Every ordinary line must have the same record as without hostile ones, and every hostile line a record of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))
import planted_engine  # type: ignore[import-not-found]
from run import CORPUS  # type: ignore[import-not-found]

from diffcheck import api
from diffcheck.batch import InOrder, Line, Worker
from diffcheck.batch.crew import Workers
from diffcheck.batch.lines import Given
from diffcheck.model.report import Failure, Record

EVERY = 100


def main() -> int:
    """Two rates and what lies between them; exit code 1 if a record was lost or has changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=0.1)
    parser.add_argument("--memory-limit", type=int, default=1024, help="MiB")
    parser.add_argument("--repeat", type=int, default=8, help="how often the corpus is repeated in a chunk")
    parser.add_argument("--chunks", type=int, default=2, help="chunks of each kind")
    asked = parser.parse_args()
    formulas = [json.loads(line)["expr"] for line in CORPUS.read_text(encoding="utf-8").splitlines()] * asked.repeat
    seeded = with_hostile(formulas)
    planted = len(seeded) - len(formulas)
    api.warm_up()
    first = {record.input: bare(record) for record in answers(formulas[: len(formulas) // asked.repeat], asked, seconds=60.0)[0]}
    plain_time = seeded_time = held = 0.0
    outcomes: Counter[str] = Counter()
    changed = 0
    for _ in range(asked.chunks):
        records, taken = answers(formulas, asked, seconds=asked.time_limit)
        plain_time += taken
        late = {record.line for record in records if isinstance(record.answer, Failure)}
        outcomes["ordinary lines stopped without hostile ones"] += len(late)
        records, taken = answers(seeded, asked, seconds=asked.time_limit)
        seeded_time += taken
        outcomes["records missing"] += len(seeded) - len(records)
        for record in records:
            if record.input in (planted_engine.HANG, planted_engine.EXPLODE):
                outcomes[f"{record.input}: {record.answer.code if isinstance(record.answer, Failure) else 'answered'}"] += 1
                held += record.seconds
            elif isinstance(record.answer, Failure):
                outcomes["ordinary lines stopped beside hostile ones"] += 1
            elif bare(record) != first[record.input]:
                changed += 1
    ordinary = asked.chunks * len(formulas)
    rate, beside = ordinary / plain_time, ordinary / seeded_time
    by_limit = ordinary / (plain_time + held / asked.jobs)
    replaced = (seeded_time - plain_time - held / asked.jobs) * asked.jobs / (asked.chunks * planted)
    print(f"without    {rate:7.1f} ordinary lines a second ({ordinary} lines, --jobs {asked.jobs})")
    print(f"with       {beside:7.1f}, {100 * (1 - beside / rate):.0f} % less ({asked.chunks * planted} hostile lines among them)")
    each = held / planted / asked.chunks
    print(f"by limits  {by_limit:7.1f}, {100 * (1 - by_limit / rate):.0f} % less: a hostile line holds a job for {each:.3f} s")
    print(f"the rest   {100 * (1 - beside / by_limit):7.1f} %, {1000 * replaced:.0f} ms of a job for each hostile line")
    print("; ".join(f"{what} {count}" for what, count in outcomes.items()), f"; records changed {changed}", sep="")
    return 1 if changed or outcomes["records missing"] else 0


def with_hostile(formulas: list[str]) -> list[str]:
    """One hostile line after every 99 ordinary ones, of both kinds in turn."""
    found: list[str] = []
    for number, formula in enumerate(formulas, 1):
        found.append(formula)
        if number % (EVERY - 1) == 0:
            found.append(planted_engine.EXPLODE if number // (EVERY - 1) % 2 == 0 else planted_engine.HANG)
    return found


def answers(texts: list[str], asked: argparse.Namespace, *, seconds: float) -> tuple[list[Record], float]:
    """All records, and the time from the first line to the last record; the workers are there before."""
    crew = Workers(api.Options(), seconds=seconds, memory=asked.memory_limit, jobs=asked.jobs, first=Worker(planted_engine))
    lines = [Line(text, number) for number, text in enumerate(["max(0, x)"] * asked.jobs + texts, 1)]
    with InOrder(Given(lines), crew) as found:
        records = iter(found)
        for _ in range(asked.jobs):
            next(records)
        begun = perf_counter()
        return [record for _, record in records], perf_counter() - begun


def bare(record: Record) -> Record:
    """A record without what differs from one asking to the next."""
    return replace(record, line=None, seconds=0.0)


if __name__ == "__main__":
    sys.exit(main())
