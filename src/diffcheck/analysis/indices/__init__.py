"""Families c(n) of points in one integer index: ranges and residue classes, and integer zeros of expressions in it.

`Range` and `Family` are the nouns; `over_range` asks a question for all n, in as many parts as its answers have.
"""
