"""The examples of a page: what each kind of block is, and what it says when it is run.

    console          `$ command` lines, each followed by what it prints; a command alone is shown as on a terminal, `…` stands for any text
    python           a doctest; the blocks of a page share their names
    any, title="F"   the file F, which later blocks of the page find
    sh               commands to copy, with nothing that they print: run for their exit code where they start with `diffcheck`

Every `diffcheck` is forked from a process that has imported the program, also where it stands in a command for the shell: there its name is
that of a script of three lines that asks for it.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..shell.running import diffcheck, environment, forked

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(
    r'^(?P<fence>```+)(?P<kind>[\w-]*)(?: title="(?P<name>[^"]+)")?(?P<rest>[^\n]*)\n(?P<content>.*?)^(?P=fence)$', re.M | re.S
)
STEP = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<printed>(?:(?!\$ ).*\n)*)", re.M)
SHELL = re.compile(r"[|<>;&$`*?~]")
FORKS = Path("/proc/self/fd").exists()
CLIENT = """#!/bin/sh
printf '%s\\0' "$PWD" "$$" "$@" > "${0%/*}/request"
read -r code < "${0%/*}/reply"
exit "$code"
"""
FLAGS = doctest.ELLIPSIS


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    kind: str
    name: str | None
    content: str
    at: int
    """Where its content begins in the text of the page."""


def blocks(text: str) -> list[Block]:
    """The blocks of a page, in order."""
    return [Block(found["kind"], found["name"], found["content"], found.start("content")) for found in FENCE.finditer(text)]


@dataclass(frozen=True)
class Difference:
    """An example that says something else than the page."""

    asked: str
    printed: str
    place: slice | None
    """Where the output of a command stands in the text of the page."""

    def __str__(self) -> str:
        return f"{self.asked}\nprints:\n{self.printed}"


@dataclass
class Run:
    """A page that is gone through from top to bottom, in a folder of its own."""

    home: Path
    names: dict[str, Any] = field(default_factory=dict)

    def differences(self, page: Path) -> Iterator[Difference]:
        """Run the examples; those that say something else."""
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.name:
                (self.home / block.name).write_text(block.content, encoding="utf-8")
            elif block.kind == "console":
                for step in STEP.finditer(block.content):
                    if lacking(step["command"]):
                        continue
                    printed = self.printed(step["command"].replace("\n> ", "\n"))
                    if not matches(step["printed"], printed):
                        place = slice(block.at + step.start("printed"), block.at + step.end("printed"))
                        yield Difference(step["command"], printed, place)
            elif block.kind == "python" and (failed := self.doctested(block.content, page.name)):
                yield Difference(block.content, failed, None)

    def printed(self, command: str) -> str:
        """What a command of the page prints, on both streams."""
        if SHELL.search(re.sub(r"'[^']*'|\"[^\"$`]*\"", "", command)) or not command.startswith("diffcheck"):
            return self.in_a_shell(command)
        run = diffcheck(*as_on_a_terminal(shlex.split(command)[1:]), folder=self.home)
        return run.stdout + run.stderr

    def in_a_shell(self, command: str) -> str:
        """The same of a command that is more than `diffcheck` and its arguments."""
        scripts = self.home / ".bin"
        if not scripts.exists():
            scripts.mkdir()
            (scripts / "diffcheck").write_text(CLIENT if FORKS else f'#!/bin/sh\nexec {sys.executable} -m diffcheck "$@"\n')
            (scripts / "diffcheck").chmod(0o755)
            for name in ("request", "reply"):
                os.mkfifo(scripts / name)
        known = environment(PATH=os.pathsep.join([str(scripts), str(Path(sys.executable).parent), os.environ["PATH"]]))
        serving = threading.Thread(target=serve, args=(scripts,), daemon=True)
        serving.start()
        run = subprocess.run(["sh", "-c", f"{{ {command}\n}} 2>&1"], cwd=self.home, env=known, capture_output=True, text=True, check=False)
        (scripts / "request").write_bytes(b"")
        serving.join()
        return run.stdout

    def doctested(self, code: str, name: str) -> str:
        """What is wrong with a doctest; empty if nothing is."""
        said: list[str] = []
        test = doctest.DocTestParser().get_doctest(code, self.names, name, name, 0)
        test.globs = self.names
        doctest.DocTestRunner(optionflags=FLAGS, verbose=False).run(test, out=said.append, clear_globs=False)
        return "".join(said)


def lacking(command: str) -> bool:
    """Whether a command needs a program that is not installed."""
    return any(name in command.split() for name in ("jq",) if shutil.which(name) is None)


def serve(scripts: Path) -> None:
    """Fork the program for each request of the script, in its folder and with its streams, until there is an empty one."""
    while request := (scripts / "request").read_bytes():
        home, process, *arguments = request.decode().split("\0")[:-1]
        streams = [Path(f"/proc/{process}/fd/{number}") for number in range(3)]
        code = forked(arguments, streams, 60, environment(), Path(home))
        (scripts / "reply").write_text(f"{code}\n")


def as_on_a_terminal(arguments: list[str]) -> list[str]:
    """The arguments, so that the answer has the form that a terminal is shown."""
    if any(argument in ("--json", "--help", "--version") or argument.startswith("--format") for argument in arguments):
        return arguments
    return ["--format", "table", *arguments]


def matches(shown: str, printed: str) -> bool:
    """Whether that is what the page shows; `…` on the page stands for any text, an empty one too."""
    return re.fullmatch(".*?".join(map(re.escape, shown.split("…"))), printed, re.S) is not None
