"""One question from the shell: what is printed, where, and with which exit code."""

from __future__ import annotations

import json

import pytest

from .running import diffcheck

pytestmark = pytest.mark.engine


def test_relu_has_a_corner_at_0_with_slopes_0_and_1():
    run = diffcheck("--json", "Max(0,x)")
    record = json.loads(run.stdout)
    assert (run.returncode, run.stderr) == (0, "")
    assert (record["continuous"], record["differentiable"], record["smoothness"]) == (True, False, 0)
    [point] = record["points"]
    assert (point["at"], point["kind"]) == ("0", "corner")
    assert (point["left_derivative"], point["right_derivative"]) == ("0", "1")


@pytest.mark.parametrize(
    ("formula", "required", "code"),
    [
        ("Max(0,x)", "continuous", 0),
        ("Max(0,x)", "differentiable", 1),
        ("Max(0,x)", "C0", 0),
        ("Max(0,x)", "c1", 1),
        ("x*|x|", "C1", 0),
        ("x*|x|", "C2", 1),
        ("x*|x|", "smooth", 1),
        ("x^2", "smooth", 0),
        ("x^2", "C99", 0),
        ("1/x", "continuous", 0),
        ("sign(x)", "continuous", 1),
        ("|x|", "lipschitz", 0),
        ("x^2", "lipschitz", 1),
        ("zeta(x^2+2)", "lipschitz", 3),
        ("a|x|", "lipschitz", 0),
        ("a x^2", "lipschitz", 3),
    ],
)
def test_the_exit_code_answers_the_requirement(formula, required, code):
    assert diffcheck(formula, "--require", required).returncode == code


def test_the_requirement_is_shown():
    assert "required: C1: yes" in diffcheck("x*|x|", "--require", "C1").stdout
    assert "required: lipschitz: yes, with constant 1" in diffcheck("|x|", "--require", "lipschitz").stdout
    assert json.loads(diffcheck("--json", "|x|", "--require", "lipschitz").stdout)["lipschitz"]["constant"] == "1"


@pytest.mark.parametrize(
    "minus", [["-x^2"], ["--", "-x^2"], ["--json", "-x^2"], ["-x^2", "--json"], ["-(x)^2"], ["-sin(x)"], ["-2x"], ["-x"]]
)
def test_an_expression_may_begin_with_a_minus_sign(minus):
    run = diffcheck(*minus)
    assert (run.returncode, run.stderr) == (0, "")
    assert "-" in run.stdout


def test_a_point_may_be_negative():
    record = json.loads(diffcheck("--json", "x^2", "--at", "-1", "--at=-2").stdout)
    assert sorted(point["at"] for point in record["points"]) == ["-1", "-2"]


def test_a_bracket_that_is_not_closed_is_marked():
    run = diffcheck("max(0,")
    assert (run.returncode, run.stdout) == (2, "")
    message, source, carets, *_ = run.stderr.splitlines()
    assert message.startswith("error: ")
    assert source == "  max(0,"
    assert set(carets) <= {" ", "^"}
    assert "^" in carets


def test_in_json_an_error_is_a_record_on_stdout():
    run = diffcheck("--json", "max(0,")
    record = json.loads(run.stdout)
    assert (run.returncode, run.stderr) == (2, "")
    assert list(record) == ["schema", "line", "input", "label", "status", "seconds", "error"]
    assert list(record["error"]) == ["code", "message", "start", "end", "hint"]


def test_an_unknown_function_is_answered_with_the_nearest_name():
    run = diffcheck("relux(x)")
    assert run.returncode == 2
    assert "relu" in run.stderr.replace("relux", "")


@pytest.mark.parametrize(
    ("option", "text"), [("--at", "foo("), ("--on", "[0,"), ("--set", "a=(("), ("--assume", "a >")], ids=["at", "on", "set", "assume"]
)
def test_an_option_that_cannot_be_read_names_the_option(option, text):
    run = diffcheck("a*x", option, text)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"error: {option}: ")
    assert "^" in run.stderr


def test_several_expressions_exit_with_the_gravest_code():
    assert diffcheck("x", "max(0,").returncode == 2
    assert diffcheck("x", "|x|", "--require", "C1").returncode == 1
    assert diffcheck("x", "a*|x|+b", "x^2").returncode in (0, 3)


def test_an_argument_has_no_label():
    assert json.loads(diffcheck("--json", "x").stdout)["label"] is None


def test_a_formula_that_is_defined_nowhere_is_an_error():
    run = diffcheck("--json", "sqrt(-1-x^2)")
    assert run.returncode == 2
    assert json.loads(run.stdout)["error"]["code"] == "empty_domain"


@pytest.mark.slow
def test_a_deeply_nested_formula_is_refused_or_answered_but_never_crashes():
    for text in ("(" * 10_000 + "x" + ")" * 10_000, "9**9**9**9", "10**10**8", "|" * 400 + "x" + "|" * 400):
        assert diffcheck(text, "--time-limit", "5").returncode in (0, 2, 3)


def test_quiet_leaves_the_notes_out():
    loud = diffcheck("a*|x|", "--assume", "a > 0")
    quiet = diffcheck("a*|x|", "--assume", "a > 0", "-q")
    assert loud.stderr == "note: assumed: a > 0\n"
    assert quiet.stderr == ""
    assert "note" not in loud.stdout
    assert json.loads(diffcheck("--json", "a*|x|", "--assume", "a > 0", "-q").stdout)["notes"] == ["assumed: a > 0"]


def test_a_named_variable_and_a_value():
    record = json.loads(diffcheck("--json", "a*|t|", "--var", "t", "--set", "a=2").stdout)
    assert record["variable"] == "t"
    assert record["parameters"] == []
    assert diffcheck("|t|", "--set", "b=2").returncode == 2
