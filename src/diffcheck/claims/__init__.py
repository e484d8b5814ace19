"""What somebody says of a function, read and judged: text -> claims; claims and a report -> holds, fails, undecided, and why.

`reader` reads, `judge` judges from the report alone, `places` compares sets of points exactly; `claim` has the nouns.
"""

from __future__ import annotations

from diffcheck.claims.claim import BadClaim, Claim
from diffcheck.claims.judge import judged
from diffcheck.claims.needs import Needs, needs_of, with_values
from diffcheck.claims.reader import read_claims, split_claims

__all__ = ["BadClaim", "Claim", "Needs", "judged", "needs_of", "read_claims", "split_claims", "with_values"]
