"""Second opinions: what other, independent programs say of the values, limits and slopes of a report. They never change a verdict.

`opinions` asks; each system is one file (`by_sympy`, in a process of its own that is stopped when it takes too long, and `by_numbers`).
"""
