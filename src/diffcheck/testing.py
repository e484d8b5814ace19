"""Claims in tests: `assert_claim("max(0, x)", "C0, not C1")`, in any framework of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diffcheck.api import check
from diffcheck.display import written
from diffcheck.model.options import Asked

if TYPE_CHECKING:
    from typing import Unpack

__all__ = ["assert_claim"]


def assert_claim(formula: object, claims: str, **options: Unpack[Asked]) -> None:
    """Raises AssertionError unless all the claims are proved of the formula; its message is why, and the whole answer as a table.

    The formula is text or a SymPy expression, and the options are those of `check`. A claim that is undecided is not proved.
    """
    __tracebackhide__ = True
    asked = Asked(**options)
    asked["claim"] = (claims, *options.get("claim", ()))
    report = check(formula, **asked)
    open_ = [one for one in report.claims if one.outcome != "holds"]
    if open_:
        told = "\n".join(f"{one.claim}: {one.outcome}{', ' if one.because else ''}{one.because}" for one in open_)
        raise AssertionError(f"{told}\n\n{written(report, 'text')}")
