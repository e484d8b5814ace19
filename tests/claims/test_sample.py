"""A suite of sixty claims, whose names say what becomes of them, and its whole report in each form for people and for CI.

The outcomes are compared with the names; the files beside it are for looks only, and `make golden` writes them anew.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ..shell.running import diffcheck
from .test_command import counts

HERE = Path(__file__).parent
SUITE = HERE / "sample.toml"
NAMES = re.findall(r'^name = "(.*)"$', SUITE.read_text(encoding="utf-8"), re.MULTILINE)
FORMS = ("table", "plain", "json", "junit", "github")


def report(form):
    run = diffcheck("--suite", str(SUITE), "--format", form, "--quiet", COLUMNS="100", timeout=120)
    assert (run.returncode, run.stderr) == (3, "")
    text = run.stdout.replace(str(SUITE), SUITE.name)
    return re.sub(r'(time="|"seconds":)[0-9.e-]+', r"\g<1>0.1", text)


def test_there_are_twenty_of_each():
    assert [name.partition(".")[0] for name in NAMES] == ["holds"] * 20 + ["fails"] * 20 + ["undecided"] * 20


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_report_is_the_expected_one(form):
    text = report(form)
    expected = HERE / f"sample.{form}.txt"
    if os.environ.get("DIFFCHECK_GOLDEN") == "write":
        expected.write_text(text, encoding="utf-8")
    told = {"json": of_json, "junit": of_junit, "github": of_github}.get(form, of_text)
    assert told(text) == [(name, name.partition(".")[0]) for name in NAMES if form != "github" or not name.startswith("holds")]
    assert text == expected.read_text(encoding="utf-8")


def of_json(text):
    return [(r["label"], claim["outcome"]) for r in map(json.loads, text.splitlines()) for claim in r["claims"]]


def of_junit(text):
    root = ElementTree.fromstring(text)
    assert all(told == found for told, found in map(counts, root))
    return [(case.attrib["classname"], case[0].attrib["type"] if len(case) else "holds") for case in root.iter("testcase")]


def of_github(text):
    words = {"error": "fails", "warning": "undecided"}
    return [(label, words[word]) for word, label in re.findall(r"^::(\w+) file=sample.toml,line=\d+,title=(.*?)%3A", text, re.MULTILINE)]


def of_text(text):
    outcomes = re.findall(r"^claim: .*?: (holds|fails|undecided)\b|^  \S (holds|fails|undecided) ", text, re.MULTILINE)
    return list(zip(re.findall(r"^(?:label: )?(\w+\.\d\d)$", text, re.MULTILINE), map("".join, outcomes), strict=True))
