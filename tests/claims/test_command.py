"""Claims from the command line to the exit code: options, batches, suites, comments in Python, formats for CI, baselines."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from diffcheck.testing import assert_claim

from ..shell.running import diffcheck

COMMENTED = """\
import torch

def relu(x):  # diffcheck: C0, not C1
    return torch.relu(x)

# A loss with a kink in its derivative.
# diffcheck: C1
# diffcheck: corner at 1
def huber(x):
    if abs(x) <= 1:
        return x**2 / 2
    return abs(x) - 0.5

def other(x):
    return x * x  # a plain comment

# diffcheck: C1, cornr at 0
square = lambda x: x * x
"""
SUITE = """\
claim = "C0"

[[function]]
name = "relu"
formula = "max(0, x)"
claim = ["not C1", "corner at 0"]

[[function]]
formula = "|x - a|"
set = { a = "1/2" }
claim = "not differentiable at 1/2"

[[function]]
name = "ramp"
formula = "{a*x, x<0; x, x>=0}"
assume = ["a > 1"]
claim = "C1"
"""


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (["C0"], 0),
        (["C0, not C1", "corner at 0"], 0),
        (["C1"], 1),
        (["C0", "C1"], 1),
        (["C0", "C1, cornr at 0"], 2),
        (["value 0 at a"], 2),
    ],
)
def test_the_exit_code_answers_the_claims(claims, code):
    assert diffcheck(*(f"--claim={claim}" for claim in claims), "max(0, x)").returncode == code


@pytest.mark.slow
def test_an_undecided_claim_never_exits_with_0():
    assert diffcheck("--claim", "C1", "{a*x, x<0; x, x>=0}").returncode == 3
    assert diffcheck("--claim", "C0, C1, value 1 at 1", "{a*x, x<0; x, x>=0}").returncode == 3
    assert diffcheck("--claim", "C0, C1", "--require", "C0", "{a*x, x<0; x, x>=0}").returncode == 3
    assert diffcheck("--claim", "C0", "--require", "C1", "|x|").returncode == 1


def test_a_bad_claim_is_marked_in_the_claim():
    run = diffcheck("--claim", "C1, cornr at 0", "|x|")
    assert run.stderr.splitlines()[1:3] == ["  C1, cornr at 0", "      ^^^^^^^^^^"]
    run = diffcheck("-", stdin="a: |x| :: C0\nb: |x| :: C1, cornr at 0\n", COLUMNS="200")
    assert run.stderr.splitlines()[1:3] == ["  |x| :: C1, cornr at 0", "             ^^^^^^^^^^"]
    assert run.returncode == 2


def test_claims_stand_behind_the_formulas_of_a_batch():
    lines = "a: |x| :: C0, not C1\n# a comment :: C9\nb: {x^2/2, |x|<=1; |x|-1/2, |x|>1}  :: C1, not C2\nx :: not C0\nx\n"
    run = diffcheck("--json", "-", stdin=lines)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(r["input"], [c["outcome"] for c in r.get("claims", [])]) for r in records] == [
        ("|x|", ["holds", "holds"]),
        ("{x^2/2, |x|<=1; |x|-1/2, |x|>1}", ["holds", "holds"]),
        ("x", ["fails"]),
        ("x", []),
    ]
    assert run.returncode == 1


def test_a_suite_has_the_options_by_their_names(tmp_path):
    path = tmp_path / "suite.toml"
    path.write_text(SUITE)
    run = diffcheck("--suite", str(path), "--json", "--jobs", "2")
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(r["line"], r["label"], [c["outcome"] for c in r["claims"]]) for r in records] == [
        (3, "relu", ["holds"] * 3),
        (8, None, ["holds"] * 2),
        (13, "ramp", ["holds", "fails"]),
    ]
    assert run.returncode == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('claim = "C1"', 'clam = "C1"'), "did you mean claim?"),
        (("set = {", 'set = ["a=2"] #'), "set must be a table"),
        (('formula = "max(0, x)"', ""), "needs a formula"),
        (("[[function]]", "[[fnction]]"), "no option 'fnction'"),
        (('claim = "C0"', "claim = C0"), "line 1"),
    ],
)
def test_a_suite_that_cannot_be_read_says_where(tmp_path, change, said):
    path = tmp_path / "suite.toml"
    path.write_text(SUITE.replace(*change, 1))
    run = diffcheck("--suite", str(path))
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr


@pytest.mark.slow
def test_comments_in_python_are_claims_at_their_lines(tmp_path):
    path = tmp_path / "losses.py"
    path.write_text(COMMENTED)
    for option, count in (("--from", 4), ("--suite", 3)):
        run = diffcheck(option, str(path), "--json")
        records = [json.loads(line) for line in run.stdout.splitlines()]
        assert len(records) == count
        assert [(r["line"], r["label"], [c["outcome"] for c in r.get("claims", [])]) for r in records[:3]] == [
            (3, "relu", ["holds", "holds"]),
            (7, "huber", ["holds", "fails"]),
            (17, "square", []),
        ]
        assert records[2]["error"]["code"] == "claim"
        assert run.returncode == 2
    assert diffcheck("--from", f"{path}:relu").returncode == 0
    assert diffcheck("--from", f"{path}:huber").returncode == 1


@pytest.mark.parametrize("orphan", ["# diffcheck: C1\nx = 1\n", "class A:\n    # diffcheck: C1\n    def f(self, x):\n        return x\n"])
def test_a_claim_that_stands_at_no_function_is_an_error_and_not_forgotten(tmp_path, orphan):
    path = tmp_path / "losses.py"
    path.write_text(orphan)
    assert diffcheck("--suite", str(path)).returncode == 2


def test_annotations_stand_at_file_and_line(tmp_path):
    path = tmp_path / "losses.py"
    path.write_text(COMMENTED)
    shown = diffcheck("--suite", str(path), "--format", "github").stdout.splitlines()
    assert [re.match(r"::(error|warning) file=(.*?),line=(\d+),title=[^:,]*::.", line).groups() for line in shown] == [
        ("error", str(path), "7"),
        ("error", str(path), "17"),
    ]
    batch = tmp_path / "50%,a.txt"
    batch.write_text("a: x :: C0\nb: |x| :: C1\nc: {a*x, x<0; x, x>=0} :: C1\n")
    shown = diffcheck("-f", str(batch), "--format", "github").stdout.splitlines()
    assert [line.split(",title")[0] for line in shown] == [
        f"::error file={tmp_path}/50%25%2Ca.txt,line=2",
        f"::warning file={tmp_path}/50%25%2Ca.txt,line=3",
    ]


def counts(suite):
    """The attributes of a suite that count what is in it, and what is in it."""
    told = [int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")]
    return told, [len(suite.findall(path)) for path in ("testcase", "testcase/failure", "testcase/error", "testcase/skipped")]


@pytest.fixture(scope="module")
def schema():
    return pytest.importorskip("xmlschema").XMLSchema(Path(__file__).with_name("junit.xsd"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "stdin", "suites", "failures", "errors"),
    [
        (["--claim", "C0, C1", "|x|"], "", 1, 1, 0),
        (["-"], "a: |x| :: C1\nb: 1/\n<&>\"': x\n{a*x,x<0;x,x>=0} :: C1, C0\n\x01 :: C1\n", 5, 1, 4),
        (["--require", "C1", "|x|", "x"], "", 2, 1, 0),
        (["--claim", "C1,, C2", "|x|"], "", 1, 0, 1),
        (["--jobs", "2", "-"], "", 0, 0, 0),
        (["--plot", "--claim", "C1", "|x|"], "", 1, 1, 0),
    ],
)
def test_junit_is_valid_whatever_is_asked(arguments, stdin, suites, failures, errors, schema):
    text = diffcheck("--format", "junit", *arguments, stdin=stdin).stdout
    schema.validate(text)
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    assert all(told == found for told, found in map(counts, root))
    assert (len(root), len(root.findall(".//failure")), len(root.findall(".//error"))) == (suites, failures, errors)


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ('time="0.1"', 'time="0.1234567"'),
        ('name="a claim"', ""),
        ('tests="1"', 'tests="-1"'),
        ("<failure", "<failed"),
        ('line="3"', 'line="0"'),
        ("</testcase>", "<error/></testcase>"),
    ],
)
def test_the_schema_refuses_what_is_no_junit(change, by, schema):
    text = (
        '<testsuites><testsuite name="f" tests="1" failures="1" errors="0" time="0.1">'
        '<testcase name="a claim" classname="f" file="a.txt" line="3">'
        '<failure message="m">text</failure></testcase></testsuite></testsuites>'
    )
    schema.validate(text)
    changed = text.replace(change, by).replace("</failure>", "</failed>" if by == "<failed" else "</failure>")
    assert changed != text and not schema.is_valid(changed)


def test_the_sample_is_valid(schema):
    schema.validate(str(Path(__file__).with_name("sample.junit.txt")))


def test_a_baseline_names_the_verdicts_that_changed(tmp_path):
    old = tmp_path / "old.jsonl"
    old.write_text(diffcheck("--json", "-", stdin="a: x*|x| :: C1\nb: |x|\nc: x\n").stdout)
    same = diffcheck("--diff", str(old), "--json", "-", stdin="a: x*|x| :: C1\nb: |x|\nc: x\n")
    assert (same.returncode, same.stderr) == (0, "")
    run = diffcheck("--diff", str(old), "--json", "-", stdin="a: |x| :: C1\nb: |x|\nd: x\n")
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        "changed: a: differentiable: true -> false",
        "changed: a: smoothness: 1 -> 0",
        "changed: a: claim C1: holds -> fails",
        "changed: a: at 0: higher_order -> corner",
        "gone: c",
    ]
    assert len(run.stdout.splitlines()) == 3
    old.write_text("no record\n")
    assert diffcheck("--diff", str(old), "x").returncode == 2


def test_assert_claim_raises_with_the_sentence_and_the_table():
    assert_claim("max(0, x)", "C0, not C1")
    assert_claim("|x - a|", "corner at 2", values={"a": 2})
    with pytest.raises(AssertionError) as caught:
        assert_claim("max(0, x)", "C1, C0")
    told = str(caught.value)
    assert told.startswith("C1: fails") and "corner" in told and "f(x) = max(0, x)" in told
    with pytest.raises(AssertionError, match="undecided"):
        assert_claim("{a*x, x<0; x, x>=0}", "C1")
