"""A copy of the sources in which a recipe of CONTRIBUTING.md is followed, as a newcomer would, and checked, as a merge would be."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ("src", "tests", "docs", "man", "pyproject.toml", "README.md", "Makefile")


@dataclass(frozen=True)
class Step:
    """One step of a recipe: `text` is a new file, or is written instead of `instead`; or commands.

    guard: what fails without the step: "mypy", or the tests that a merge would run.
    """

    name: str
    guard: tuple[str, ...]
    path: str = ""
    text: str = ""
    instead: str = ""
    commands: tuple[tuple[str, ...], ...] = ()

    @property
    def is_source(self) -> bool:
        """Whether a source file is edited by hand."""
        return self.path.startswith("src/")

    @property
    def is_new_file(self) -> bool:
        """Whether it is a file that was not there."""
        return bool(self.path) and not self.instead


@dataclass
class Workshop:
    """The copy, and what it was before the recipe."""

    home: Path
    kept: dict[Path, bytes] = field(default_factory=dict)

    @classmethod
    def at(cls, home: Path) -> Workshop:
        """A copy of the sources in this folder."""
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__", "recipes"))
            else:
                shutil.copy2(ROOT / name, home / name)
        if (ROOT / ".mypy_cache").is_dir():  # what it knows of the sources holds for their copy
            shutil.copytree(ROOT / ".mypy_cache", home / ".mypy_cache")
        return cls(home, {path: path.read_bytes() for name in COPIED for path in _files(home / name)})

    def restore(self) -> None:
        """Undo everything; what is as it was keeps its time, so that mypy need not look at it again."""
        for path in (path for name in COPIED for path in _files(self.home / name)):
            if path not in self.kept and "__pycache__" not in path.parts:
                path.unlink()
        for path, content in self.kept.items():
            if path.read_bytes() != content:
                path.write_bytes(content)

    def follow(self, steps: Sequence[Step], *, strict: bool = True) -> None:
        """Do what the steps say, one after the other; strict: no command may fail."""
        for step in steps:
            if step.path:
                self._edit(step)
            for command in step.commands:
                done = self.run(*command)
                assert done.returncode == 0 or not strict, done.stdout + done.stderr

    def _edit(self, step: Step) -> None:
        path = self.home / step.path
        if step.is_new_file:
            assert not path.exists()
            path.write_text(step.text, encoding="utf-8")
            return
        text = path.read_text(encoding="utf-8")
        assert text.count(step.instead) == 1, f"{step.path} has not exactly one {step.instead!r}: the recipe is out of date"
        path.write_text(text.replace(step.instead, step.text), encoding="utf-8")

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`python` with these arguments, in the copy."""
        environment = {**os.environ, "PYTHONPATH": str(self.home / "src"), "PYTHONUTF8": "1", **more}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=self.home, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    def diffcheck(self, *arguments: str) -> str:
        """What the program answers, in the copy."""
        done = self.run("-m", "diffcheck", *arguments)
        assert done.returncode in (0, 3), done.stdout + done.stderr
        return done.stdout

    def passes(self, guard: Sequence[str]) -> tuple[bool, str]:
        """Whether mypy, or these tests, find nothing wrong; and what they say."""
        if tuple(guard) == ("mypy",):
            done = self.run("-m", "mypy")
        else:
            done = self.run("-m", "pytest", "-x", "-p", "no:cacheprovider", *guard)
        assert done.returncode in (0, 1) or "during collection" in done.stdout, done.stdout + done.stderr  # else no guard has run
        return done.returncode == 0, done.stdout + done.stderr


def _files(path: Path) -> list[Path]:
    """A file, or the files of a folder."""
    return [path] if path.is_file() else [found for found in path.rglob("*") if found.is_file()]
