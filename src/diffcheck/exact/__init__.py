"""Exact real expressions: polynomials over interned atoms, their certified signs, derivatives and text."""
