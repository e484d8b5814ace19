"""--certificate and --check on the command line, and the page that tells of them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest

import diffcheck
from diffcheck.certificate import LIBRARY

from ..shell.running import diffcheck as run
from .checker import needs_coq, written

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "certificates.md").read_text(encoding="utf-8")
SCHEMA = json.loads((Path(diffcheck.__file__).parent / "report.schema.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_a_certificate_is_written_and_named_in_the_record(tmp_path):
    file = tmp_path / "relu.v"
    done = run("--json", "--certificate", str(file), "max(0,x)")
    record = json.loads(done.stdout)
    jsonschema.validate(record, SCHEMA)
    assert (done.returncode, record["certainty"], record["certificate"]["file"]) == (0, "proved", str(file))
    assert "value, limits, slopes, verdicts and order at 0" in record["certificate"]["claims"]
    assert written("max(0,x)").claim in file.read_text(encoding="utf-8")


@pytest.mark.slow
def test_without_the_option_nothing_of_it_is_told():
    assert "certificate" not in run("--json", "max(0,x)").stdout


def test_the_points_that_are_asked_for_and_all_suspects_are_claimed_too(tmp_path):
    file = tmp_path / "square.v"
    run("--certificate", str(file), "--all", "--at", "3", "abs(x)^2")
    text = file.read_text(encoding="utf-8")
    assert "holds_at f 0" in text and "holds_at f 3" in text


def test_where_there_is_no_certificate_no_file_is_written_and_a_note_names_the_point(tmp_path):
    file = tmp_path / "root.v"
    done = run("--certificate", str(file), "sin(x + 1/(x-2)) - sin(1/(x-2))")
    assert done.returncode == 0 and not file.exists()
    assert re.search(r"note: no certificate: the limit at 2, ", done.stderr)


def test_several_formulas_go_into_a_folder_each_into_a_file_of_its_own(tmp_path):
    lines = tmp_path / "lines.txt"
    lines.write_text("relu: max(0,x)\nabs: |x|\nabs: |x-1|\nerf(x)\n", encoding="utf-8")
    done = run("--json", "--jobs", "2", "--certificate", str(tmp_path / "proofs"), "-f", str(lines))
    named = [json.loads(line).get("certificate", {}).get("file") for line in done.stdout.splitlines()]
    assert named[3] is None and len(set(named[:3])) == 3
    assert sorted(named[:3]) == sorted(str(path) for path in (tmp_path / "proofs").iterdir())
    assert Path(named[0]).name.startswith("relu_")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--check", "x"), "--check checks a certificate"),
        (("--certificate", "a.v", "x", "x^2"), "one file is for one expression"),
        (("--certificate", "proof.txt", "x"), "does not end in .v"),
        (("--certificate", "nowhere/at/all.v", "x"), "there is no folder nowhere/at"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_computed(arguments, message):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "") and message in done.stderr


def test_without_the_checker_the_hint_says_how_to_get_it(tmp_path):
    done = run("--certificate", str(tmp_path / "relu.v"), "--check", "max(0,x)", PATH=str(tmp_path))
    assert done.returncode == 2 and "coqc is not installed" in done.stderr and "apt-get install" in done.stderr
    assert os.listdir(tmp_path) == []


@needs_coq
@pytest.mark.slow
def test_what_coq_accepts_is_certified(tmp_path):
    done = run("--json", "--certificate", str(tmp_path / "relu.v"), "--check", "--time-limit", "60", "max(0,x)")
    record = json.loads(done.stdout)
    jsonschema.validate(record, SCHEMA)
    assert (done.returncode, record["certainty"], record["notes"]) == (0, "certified", [])


def test_the_page_shows_the_claim_as_it_is_written():
    shown = re.search(r"```coq\n(.*?)```", PAGE, re.DOTALL)
    assert shown is not None and shown[1] in written("max(0,x)").claim


def test_the_recipe_of_the_page_compiles_the_whole_library_in_its_order():
    listed = re.search(r"for file in (.*) Certificate; do", PAGE)
    assert listed is not None and listed[1].split() == [path.stem for path in LIBRARY]
