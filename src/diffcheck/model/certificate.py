"""A proof of a whole record that an independent proof checker accepts or rejects."""

from __future__ import annotations

from diffcheck.model.immutable import immutable


@immutable
class Certificate:
    """The file for the checker: its text, and the part of it that states the claim.

    claims: what it states, a phrase each; omitted: what the record says beyond that; checker: who has accepted it ("Coq 8.16.1").
    """

    file: str
    text: str
    claim: str
    claims: tuple[str, ...]
    omitted: tuple[str, ...]
    checker: str = ""
