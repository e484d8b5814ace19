"""All zeros of a smooth expression on an interval, complete or refused: by factors, inverses, polynomials, inner quantities, Rolle.

`zeros` is the solver; `polynomial_roots`, `wave_zeros` and `isolated_zeros` are its ways. Every answer is all zeros, or `Unsolved`.
"""
