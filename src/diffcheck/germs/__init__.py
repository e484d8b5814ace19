"""One-sided germs: asymptotic expansions in t = |x - c| with exact coefficients."""
