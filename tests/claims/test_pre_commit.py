"""The hook of .pre-commit-hooks.yaml in a sample repository, where pre-commit is installed; it makes an environment of its own for it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = shutil.which("pre-commit")
CONFIG = """\
repos:
  - repo: {root}
    rev: {revision}
    hooks:
      - id: diffcheck
        args: [--suite, losses.py]
"""


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None or not (ROOT / ".git").exists(), reason="pre-commit or the repository is not there")
def test_a_claim_that_fails_stops_the_commit(tmp_path):
    environment = os.environ | {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    sample = tmp_path / "sample"
    sample.mkdir()

    def run(*command, where=sample):
        return subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)

    revision = run("git", "rev-parse", "HEAD", where=ROOT).stdout.strip()
    (sample / ".pre-commit-config.yaml").write_text(CONFIG.format(root=ROOT, revision=revision))
    run("git", "init")
    for claim, code in (("C1", 1), ("C0, not C1", 0)):
        (sample / "losses.py").write_text(f"def relu(x):  # diffcheck: {claim}\n    return max(0, x)\n")
        run("git", "add", "--all")
        found = run(PROGRAM, "run", "--all-files")
        assert (found.returncode, "claim: C1: fails" in found.stdout) == (code, bool(code))
