"""`python -m tests.hostile.fuzz N [--seed S] [--jobs J] [--time-limit T]`: N hostile lines through the program, and what became of them.

Every line that asks something must have its record, in order; no record may take longer than the limit and a second; none
may be an internal error; nothing may be written to stderr or run; no worker may take more memory than it may. The exit
code is 1 if any of this fails. Lines with internal errors are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from ..shell.running import PROGRAM, environment
from .inputs import lines

WITNESS = Path("diffcheck_was_here")
MEMORY = 1024


@dataclass
class Findings:
    """What a run has shown."""

    records: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    parent_mib: float = 0.0
    worker_mib: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    internal: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def is_question(raw: bytes) -> bool:
    """Whether a line must have a record."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return bool(text.strip()) and not text.lstrip().startswith("#")


def memory_of(pid: int) -> tuple[float, float]:
    """MiB of a process and of the largest of its children, on Linux."""

    def resident(number: str) -> float:
        try:
            with open(f"/proc/{number}/status", encoding="ascii", errors="replace") as status:
                return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS")), 0.0)
        except OSError:
            return 0.0

    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as listed:
            children = listed.read().split()
    except OSError:
        children = []
    return resident(str(pid)), max(map(resident, children), default=0.0)


def run(given: list[bytes], *, jobs: int = 2, limit: float = 1.0) -> Findings:
    """All lines through one process of the program."""
    found = Findings()
    WITNESS.unlink(missing_ok=True)
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(b"\n".join(given))
        file.flush()
        arguments = ["--json", "--jobs", str(jobs), "--time-limit", str(limit), "--memory-limit", str(MEMORY), "-f", file.name]
        begun = time.monotonic()
        process = subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        assert process.stdout and process.stderr
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.1):
                parent, worker = memory_of(process.pid)
                found.parent_mib, found.worker_mib = max(found.parent_mib, parent), max(found.worker_mib, worker)

        threading.Thread(target=watch, daemon=True).start()
        numbers = []
        for line in process.stdout:
            record = json.loads(line, parse_constant=lambda word: found.faults.append(f"{word} in the output"))
            numbers.append(record["line"])
            error = record.get("error")
            found.outcomes[record["status"] if error is None else error["code"]] += 1
            found.slowest = max(found.slowest, record["seconds"])
            if error is not None and error["code"] == "internal":
                found.internal.append((record["input"][:300], error["message"][:200]))
        complaint = process.stderr.read().decode("utf-8", "replace")
        code = process.wait()
        done.set()
        found.seconds = time.monotonic() - begun
    found.records = len(numbers)
    wanted = [number for number, raw in enumerate(given, 1) if is_question(raw)]
    if numbers != wanted:
        found.faults.append(
            f"records of {len(set(wanted) ^ set(numbers))} lines are missing or too many: {sorted(set(wanted) ^ set(numbers))[:5]}"
        )
    if complaint:
        found.faults.append(f"stderr: {complaint[:300]}")
    if code not in (0, 2, 3, 70):
        found.faults.append(f"exit code {code}")
    if found.slowest > limit + 1:
        found.faults.append(f"a line took {found.slowest:.1f} s")
    if found.worker_mib > MEMORY or found.parent_mib > 300:
        found.faults.append(f"{found.worker_mib:.0f} MiB in a worker, {found.parent_mib:.0f} MiB in the parent")
    if WITNESS.exists():
        found.faults.append("a line was run")
    return found


def main() -> int:
    """The figures of one run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--time-limit", type=float, default=1.0)
    asked = parser.parse_args()
    found = run(list(lines(asked.count, asked.seed)), jobs=asked.jobs, limit=asked.time_limit)
    print(f"{asked.count} lines, {found.records} records in {found.seconds:.0f} s; slowest {found.slowest:.2f} s")
    print(f"memory: worker {found.worker_mib:.0f} MiB, parent {found.parent_mib:.0f} MiB")
    print(", ".join(f"{code} {count}" for code, count in found.outcomes.most_common()))
    for text, message in found.internal:
        print(f"internal: {text!r}: {message}")
    for fault in found.faults:
        print(f"FAULT: {fault}")
    return 1 if found.faults or found.internal else 0


if __name__ == "__main__":
    sys.exit(main())
