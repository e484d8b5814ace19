"""A record as a test suite in JUnit's XML, a test case for each claim: what is undecided, or could not be answered, is an error."""

from __future__ import annotations

import math
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from diffcheck.model.report import Record
from diffcheck.render.words.look import Look
from diffcheck.render.words.tests import Test, tests_of, title

MACHINE: Final = True
BEFORE_ALL: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="diffcheck">'
BEHIND_ALL: Final = "</testsuites>"


def render(record: Record, look: Look) -> str:
    """One `<testsuite>`; the suites stand in one `<testsuites>`."""
    tests = tests_of(record, look)
    failures, errors = (sum(test.outcome in kinds for test in tests) for kinds in (("fails",), ("undecided", "error")))
    seconds = record.seconds if math.isfinite(record.seconds) else 0.0
    head = {"name": title(record), "tests": len(tests), "failures": failures, "errors": errors, "skipped": 0, "time": f"{seconds:.3f}"}
    cases = "".join(_case(record, test, look) for test in tests)
    return _ascii(f"  <testsuite {_attributes(head)}>\n{cases}  </testsuite>")


def _case(record: Record, test: Test, look: Look) -> str:
    place: dict[str, object] = {"name": test.name, "classname": title(record)}
    if (file := record.file or look.file) is not None:
        place["file"] = file
    if record.line is not None:
        place["line"] = record.line
    if test.outcome == "holds":
        return f"    <testcase {_attributes(place)}/>\n"
    element = "failure" if test.outcome == "fails" else "error"
    told = _attributes({"message": test.because.split("\n", 1)[0], "type": test.outcome})
    body = escape(_printable(f"{record.input}\n{test.because}"))
    return f"    <testcase {_attributes(place)}>\n      <{element} {told}>{body}</{element}>\n    </testcase>\n"


def _attributes(values: dict[str, object]) -> str:
    return " ".join(f"{name}={quoteattr(_printable(str(value)))}" for name, value in values.items())


def _printable(text: str) -> str:
    """The text with what no XML may hold replaced."""
    return "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text)


def _ascii(text: str) -> str:
    """The same bytes everywhere: what is not ASCII as a reference to its character."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
