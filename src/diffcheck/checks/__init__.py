"""Second opinions: what other, independent programs say of the values, limits and slopes of a report. They never change a verdict.

`opinions` asks: `by_sympy` and `by_systems` (giac and Maxima, with which `systems` speaks), in processes of their own that are stopped
when they take too long, and `by_numbers`, which evaluates the written tree by rules of its own (`evaluator`).
"""
