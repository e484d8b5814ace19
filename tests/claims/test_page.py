"""docs/claims.md: every claim in its table can be read, and its example for tests passes."""

from __future__ import annotations

import re
from pathlib import Path

from diffcheck.claims import read_claims
from diffcheck.testing import assert_claim

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")


def test_every_claim_in_the_table_can_be_read():
    rows = [row.split(" | ")[0] for row in re.findall(r"^\| (`.*) \|$", PAGE, re.MULTILINE)]
    claims = [claim for row in rows for claim in re.findall("`([^`]*)`", row)]
    assert len(claims) > 20
    for claim in claims:
        read_claims(claim)


def test_the_example_for_tests_passes():
    assert_claim("x*sigmoid(b*x)", "smooth", assume=["b > 0"])
