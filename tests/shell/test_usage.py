"""Help, version, typos and the look of the output: everything that needs no mathematics."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import validate

from diffcheck import render
from diffcheck.errors import BadInput
from diffcheck.shell import texts
from diffcheck.shell.arguments import arrange

from .running import PROGRAM, diffcheck, environment

SCHEMA = json.loads(resources.files("diffcheck").joinpath("report.schema.json").read_text(encoding="utf-8"))


def test_help_is_one_screen_with_examples_first():
    shown = texts.help_text()
    for word in ("-h", "--help"):
        run = diffcheck(word)
        assert (run.returncode, run.stderr, run.stdout) == (0, "", shown)
    assert all(len(line) < 80 for line in shown.splitlines())
    assert len(shown.splitlines()) <= 50
    assert shown.index('diffcheck "max(0, x)"') < shown.index("--at")
    assert "Exit codes" in shown


def test_the_version_names_what_an_answer_depends_on():
    run = diffcheck("--version")
    assert run.returncode == 0
    for word in ("diffcheck", "SymPy", "Python"):
        assert word in run.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_help_and_version_import_no_mathematics(arguments):
    heavy = "('sympy', 'flint', 'mpmath', 'rich')"
    code = f"import sys; from diffcheck.cli import run; run({arguments!r}); print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_importing_the_package_imports_no_sympy():
    code = "import sys, diffcheck; print('sympy' in sys.modules, 'typer' in sys.modules, 'check' in dir(diffcheck))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert run.stdout == "False False True\n"


def test_without_arguments_three_examples():
    run = diffcheck()
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("  diffcheck ") == 3


@pytest.mark.slow
@pytest.mark.engine
def test_without_arguments_a_pipe_is_read(tmp_path):
    run = diffcheck("--json", stdin="|x|\nx^2\n")
    assert [json.loads(line)["input"] for line in run.stdout.splitlines()] == ["|x|", "x^2"]
    assert run.returncode == 0
    formulas = tmp_path / "formulas.txt"
    formulas.write_text("|x|\n")
    with formulas.open() as source:
        read = subprocess.run([*PROGRAM, "--require", "C1"], stdin=source, capture_output=True, text=True, env=environment(), check=False)
    assert (read.returncode, read.stdout.splitlines()[0]) == (1, "f(x) = |x|")


CALLS_OUT_OF_ORDER = [
    (["--json", "--jsn", "x"], "there is no option --jsn", "did you mean --json?"),
    (["--json", "--format", "plain", "x"], "--json and --format plain contradict each other", None),
    (["--json"], "There is no formula.", "diffcheck --help shows how to ask."),
    (["--format", "json", "--require", "C1.5", "x"], "--require: unknown property 'C1.5'", None),
    (["--format=json", "--jobs", "0", "x"], "--jobs: '0' is not a whole number from 1 to 1024", "for example: --jobs 4"),
]


@pytest.mark.parametrize(("arguments", "message", "hint"), CALLS_OUT_OF_ORDER)
def test_a_program_is_told_what_is_wrong_with_its_call_by_an_object(arguments, message, hint):
    run = diffcheck(*arguments)
    assert (run.returncode, run.stderr) == (2, "")
    told = json.loads(run.stdout)
    validate(told, SCHEMA)
    assert (told["status"], told["error"]["code"], told["error"]["message"]) == ("error", "usage", message)
    assert hint is None or told["error"]["hint"] == hint


def test_behind_two_hyphens_no_option_asks_for_an_object():
    run = diffcheck("--jsn", "--", "--json")
    assert (run.returncode, run.stdout) == (2, "")
    assert "there is no option --jsn" in run.stderr


@pytest.mark.engine
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to write to")
@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_full_disk_is_no_mistake_of_the_program(form):
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [*PROGRAM, "--format", form, "|x|"], stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), check=False
        )
    if run.returncode == 0:
        pytest.skip("/dev/full is never full here")
    assert run.returncode == 74
    assert re.fullmatch(r"error: the output could not be written: .*\n", run.stderr)


@pytest.mark.slow
@pytest.mark.engine
def test_words_of_a_verdict_are_explained():
    for word, said in [("continuous", "tends to f(c)"), ("differentiable", "difference quotient"), ("Proved", "theorem"), ("smooth", "C^")]:
        run = diffcheck("--explain", word)
        assert (run.returncode, run.stderr) == (0, "")
        assert said in run.stdout
    run = diffcheck("--explain", "continous")
    assert run.returncode == 2
    assert "did you mean continuous?" in run.stderr
    assert "vertical tangent" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--jsn", "x"], "--json"),
        (["-json", "x"], "--json"),
        (["--requires", "C1", "x"], "--require"),
        (["--solve", ",", "a*x"], "--solve a,b"),
        (["--plt", "x"], "--plot"),
        (["--save", "x.jpg", "x"], ".svg, .png, .pdf, .html"),
        (["--save", "svg", "x"], ".svg, .png, .pdf, .html"),
        (["--save", "x.svg", "x", "x^2"], "one expression"),
        (["--save", "x.svg", "-"], "one expression"),
        (["--save", "x.svg", "-f", "formulas.txt"], "one expression"),
        (["x", "--save"], "--save picture.svg"),
        (["--save", "/does/not/exist/x.svg", "x"], "cannot write /does/not/exist/x.svg: No such file"),
        (["--format", "tabel", "x"], "table"),
        (["--color", "sometimes", "x"], "auto"),
        (["--roots", "complex", "x"], "principal"),
        (["--require", "C-1", "x"], "differentiable"),
        (["--time-limit", "soon", "x"], "seconds"),
        (["--time-limit", "nan", "x"], "seconds"),
        (["--time-limit", "0", "x"], "seconds"),
        (["--memory-limit", "-5", "x"], "MiB"),
        (["--set", "a", "x"], "name=value"),
        (["x", "--at"], "--at needs a value"),
        (["--json=1", "x"], "no value"),
        (["--autodiff=", "x"], "--autodiff pytorch=2.13"),
        (["--autodiff=2.13", "x"], "--autodiff pytorch=2.13"),
        (["--autodiff=pytorch=newest", "x"], "--autodiff pytorch=2.13"),
        (["--autodiff", "pytorch=2.12", "x"], "2.13, 2.14"),
        (["--autodiff", "jax=0.9.1", "x"], "older"),
        (["--autodiff=pytorhc=2.13", "x"], "did you mean pytorch?"),
        (["--autodiff=caffe=1.0", "x"], "one of pytorch, jax, tensorflow"),
        (["-f", "/does/not/exist"], "/does/not/exist"),
        (["-f", "/"], "cannot read /"),
    ],
)
def test_a_mistake_in_the_call_is_one_message_and_exit_2(arguments, words):
    run = diffcheck(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert words in run.stderr
    assert len(run.stderr.splitlines()) <= 2


@pytest.mark.parametrize("word", ["-V", "-v", "-j", "-j4", "-o", "-o=out.svg", "-X", "-t", "-e", "--v", "-O2", "-y"])
@pytest.mark.parametrize("more", [["x"], [], ["2", "x"], ["--json", "--", "x"]])
def test_a_letter_with_a_minus_sign_is_no_formula_by_accident(word, more):
    with pytest.raises(BadInput, match=f"there is no option {word.partition('=')[0]}$") as caught:
        arrange([word, *more])
    assert f"({word})" in caught.value.hint and f"-- {word}" in caught.value.hint


@pytest.mark.parametrize(
    "word",
    [
        "-x",
        "--x",
        "-x^2",
        "-x+1",
        "-|x|",
        "-2",
        "-2x",
        "-(V)",
        "(-V)",
        "-V*x",
        "-a*x",
        "-ax",
        "-t^2",
        "-sin(t)",
        "-pi",
        "-\\theta",
        "-θ",
        "-",
    ],
)
def test_what_begins_with_a_minus_sign_and_is_more_than_a_letter_is_a_formula(word):
    assert arrange([word]) == ["--", word]
    assert arrange(["--", "-V", word]) == ["--", "-V", word]


@pytest.mark.parametrize("named", [["--var", "t"], ["--var=t"]])
def test_the_variable_may_be_negated(named):
    assert arrange(["-t", *named]) == ["--var=t", "--", "-t"] == arrange([*named, "-t"])
    with pytest.raises(BadInput):
        arrange(["-v", *named])


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["-V"], "did you mean --version? The formula is written (-V), or -- -V"),
        (["-v"], "did you mean --version? The formula is written (-v), or -- -v"),
        (["-j", "2", "x"], "did you mean --jobs? The formula is written (-j), or -- -j"),
        (["-o", "out.svg", "x"], "did you mean --save? The formula is written (-o), or -- -o"),
        (["-t", "x"], "did you mean --time-limit? The formula is written (-t), or -- -t"),
        (["-k", "x"], "The formula is written (-k), or -- -k"),
    ],
)
def test_the_message_on_a_letter_names_the_option_that_is_meant_and_the_rewriting(arguments, meant):
    run = diffcheck(*arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.splitlines() == [f"error: there is no option {arguments[0]}", meant]
    assert diffcheck("--", "-V").returncode == diffcheck("(-V)").returncode == 0


def test_the_pre_pass_puts_options_first_and_keeps_their_values():
    assert arrange(["-x^2", "--at", "-1", "y", "--json"]) == ["--at=-1", "--json", "--", "-x^2", "y"]
    assert arrange(["-", "-f", "a b"]) == ["--file=a b", "--", "-"]
    assert arrange(["--", "--json", "-f"]) == ["--", "--json", "-f"]
    assert arrange(["--x", "-x=1"]) == ["--", "--x", "-x=1"]


@pytest.mark.parametrize(
    "text", ["x", "y = 2", "x=3", "pytorch", "f(x)=2.13", "caffe=2", "pytorch=x", "p=2.13", "-x^2", "--json", "pytorch=2.13,x"]
)
def test_what_follows_autodiff_is_an_expression_unless_it_names_a_version_of_a_framework(text):
    assert "--autodiff=newest" in arrange(["--autodiff", text])
    assert text in arrange(["--autodiff", text])


@pytest.mark.parametrize("text", ["pytorch=2.13", "PyTorch=2.13.0", "torch=2.14", "jax=0.10.2", "tf=2.21", "pytorch=2.13,jax=0.10"])
def test_a_version_of_a_framework_may_follow_autodiff(text):
    assert arrange(["--autodiff", text, "x"]) == [f"--autodiff={text}", "--", "x"]
    assert arrange([f"--autodiff={text}", "x"]) == [f"--autodiff={text}", "--", "x"]


@pytest.mark.slow
def test_every_format_names_the_versions_of_the_frameworks():
    for form in render.FIRST:
        for asked, shown in (("--autodiff", "2.14"), ("--autodiff=pytorch=2.13", "2.13"), ("--explain", "2.14")):
            run = diffcheck("--format", form, asked, "clip(x, 0, 1)")
            assert run.returncode == 0
            assert f'"pytorch":"{shown}"' in run.stdout if form == "json" else f"PyTorch {shown}" in run.stdout, (form, asked)
        assert "pytorch" not in diffcheck("--format", form, "clip(x, 0, 1)").stdout.lower()


def test_a_version_newer_than_all_measured_is_answered_by_the_newest_and_said():
    run = diffcheck("--json", "--autodiff", "pytorch=2.15.1", "clip(x, 0, 1)")
    assert '"pytorch":"2.14"' in run.stdout
    assert "2.15.1" in run.stdout
    assert "not measured" not in diffcheck("--json", "--autodiff", "pytorch=2.14.9", "clip(x, 0, 1)").stdout
