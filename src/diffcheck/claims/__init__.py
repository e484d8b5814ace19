"""What somebody says of a function, read and judged: text -> claims; claims and a report -> holds, fails, undecided, and why.

`reader` reads, `judge` judges from the report alone, `by_cases` in each case of the parameters, `places` compares sets of points exactly
(`integers`: what their indices run through); `promises` are what a text itself says; `claim` has the nouns.
"""

from __future__ import annotations

from diffcheck.claims.by_cases import judged_by_cases
from diffcheck.claims.claim import BadClaim, Claim
from diffcheck.claims.judge import judged
from diffcheck.claims.needs import Needs, needs_of, with_values
from diffcheck.claims.promises import asked_of, claim_of
from diffcheck.claims.reader import read_claims, split_claims

__all__ = [
    "BadClaim",
    "Claim",
    "Needs",
    "asked_of",
    "claim_of",
    "judged",
    "judged_by_cases",
    "needs_of",
    "read_claims",
    "split_claims",
    "with_values",
]
