"""How a formula is looked at: at a point, on an interval between switches, beside a point by its germs, for all members of a family.

`evaluate` folds the written tree under a lens; the lenses answer the two questions of a function's rule, for a sign and an integer part.
"""
