"""docs/claims.md: every command on it is run, in the order of the page, and says what the page says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from diffcheck.claims import read_claims
from diffcheck.testing import assert_claim

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_commands_say_what_the_page_says(tmp_path):
    script = tmp_path / "bin" / "diffcheck"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m diffcheck "$@"\n')
    script.chmod(0o755)
    plain = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR")}
    environment = plain | {"PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}
    shown = 0
    for kind, name, content in BLOCKS:
        if name:
            (tmp_path / name).write_text(content, encoding="utf-8")
        if kind != "console":
            continue
        for step in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
            command, _, expected = step.partition("\n")
            run = subprocess.run(
                ["sh", "-c", f"{{ {command}; }} 2>&1"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
            )
            assert run.stdout == expected, command
            shown += 1
    assert shown == len(re.findall(r"^\$ ", PAGE, re.MULTILINE)) > 10


def test_every_claim_in_the_table_can_be_read():
    rows = [row.split(" | ")[0] for row in re.findall(r"^\| (`.*) \|$", PAGE, re.MULTILINE)]
    claims = [claim for row in rows for claim in re.findall("`([^`]*)`", row)]
    assert len(claims) > 20
    for claim in claims:
        read_claims(claim)


def test_the_example_for_tests_passes():
    assert_claim("x*sigmoid(b*x)", "smooth", assume=["b > 0"])
