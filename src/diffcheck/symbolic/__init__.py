"""Answers as SymPy objects, to compute with: terms become expressions, conditions and sets, a report becomes a `View`.

It is loaded, and SymPy with it, when `report.sympy` is asked for.
"""
