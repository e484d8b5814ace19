"""Many formulas: a line in, a record out, whatever the lines look like."""

from __future__ import annotations

import json

import pytest

from .running import diffcheck

pytestmark = pytest.mark.engine


def records(run):
    """The records of a run; every line is strict JSON."""
    return [json.loads(line, parse_constant=lambda word: pytest.fail(word)) for line in run.stdout.splitlines()]


def test_bad_lines_become_records_and_the_rest_goes_on():
    lines = b"\xef\xbb\xbfhuber: |x|\r\n# a comment\r\n\r\nmax(0,\n\xff\xfe\nrelux(x)\n   x^2   \nlast: -x"
    run = diffcheck("--json", "-", stdin=lines)
    found = records(run)
    assert run.returncode == 2
    assert run.stderr == ""
    assert [one["line"] for one in found] == [1, 4, 5, 6, 7, 8]
    assert [one["status"] for one in found] == ["ok", "error", "error", "error", "ok", "ok"]
    assert [one["label"] for one in found] == ["huber", None, None, None, None, "last"]
    assert found[0]["input"] == "|x|"
    assert found[2]["error"]["code"] == "encoding"


def test_the_span_of_an_error_counts_in_the_input_of_the_record():
    [record] = records(diffcheck("--json", "-", stdin="name: x + relux(x)"))
    error = record["error"]
    assert record["input"][error["start"] : error["end"]] == "relux"


def test_a_file_is_read_like_standard_input(tmp_path):
    file = tmp_path / "formulas.txt"
    file.write_text("|x|\nmax(0,\nx\n")
    by_file = records(diffcheck("--json", "-f", str(file)))
    by_stdin = records(diffcheck("--json", "-", stdin=file.read_text()))
    for record in (*by_file, *by_stdin):
        record.pop("seconds")
    assert by_file == by_stdin


def test_an_empty_input_gives_no_record():
    for text in ("", "\n\n", "# nothing\n", "\ufeff"):
        run = diffcheck("--json", "-", stdin=text)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_fail_fast_stops_at_the_first_line_that_is_not_answered_0():
    run = diffcheck("--json", "--fail-fast", "-", stdin="x\nmax(0,\nx\n")
    assert run.returncode == 2
    assert len(records(run)) == 2
    run = diffcheck("--json", "--fail-fast", "--require", "C1", "-", stdin="x\n|x|\nx\n")
    assert run.returncode == 1
    assert len(records(run)) == 2


def test_the_gravest_line_rules_the_exit_code():
    assert diffcheck("--require", "C1", "-", stdin="x\n|x|\n").returncode == 1
    assert diffcheck("--require", "C1", "-", stdin="x\n|x|\nmax(0,\n").returncode == 2
    assert diffcheck("-", stdin="x\n|x|\n").returncode == 0


def test_a_value_that_belongs_to_other_lines_is_no_error_in_a_batch():
    run = diffcheck("--json", "--set", "a=2", "-", stdin="a*|x|\n|x|\n")
    assert [one["status"] for one in records(run)] == ["ok", "ok"]


def test_a_bad_option_is_said_once():
    run = diffcheck("--at", "foo(", "-", stdin="x\nx\nx\n")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.count("error: ") == 1


def test_errors_of_a_batch_name_their_line():
    run = diffcheck("-", stdin="x\nmax(0,\n")
    assert "line 2: error: " in run.stderr
    assert "f(x) = x" in run.stdout


@pytest.mark.slow
def test_a_very_long_line_is_answered_or_refused_in_time():
    run = diffcheck("--json", "--time-limit", "5", "-", stdin="+".join(["x"] * 200_000) + "\n|x|\n")
    found = records(run)
    assert len(found) == 2
    assert found[1]["status"] == "ok"
